"""Readings made from the gold files: what a perfect reader would hand over, so that graphs can be tested without one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from jigou.ontology import (
    Approximation,
    Document,
    Entity,
    EntityType,
    Evidence,
    Header,
    Measure,
    Reading,
    Relation,
    RelationType,
    Role,
    Segment,
    SegmentKind,
    Span,
    Status,
)

GOLD = Path(__file__).parent.parent / "gold"
NAMES = tuple(sorted(path.name.removesuffix(".gold.json") for path in GOLD.glob("*.gold.json")))
SHANGHAI = "zx-shanghai-2021"

_JURISDICTION = {SHANGHAI: "上海市"}
_HEADING = re.compile(r"^(?:([一二三四五六七八九十]+、)|([(（][一二三四五六七八九十]+[)）]))[^。]{1,40}$")
_ITEM = re.compile(r"(?:(?<=^)|(?<=。))[一二三四五六七八九十]是")
_EDITION = re.compile(r"第([一二三四五六七八九十])届")
_DIGITS = {char: index for index, char in enumerate("一二三四五六七八九十", 1)}


def gold_reading(name: str = SHANGHAI) -> Reading:
    """The reading of one gold file; every evidence string becomes the span of its first place in the text."""
    raw = (GOLD / f"{name}.txt").read_bytes()
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    gold = json.loads((GOLD / f"{name}.gold.json").read_text("utf-8"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    jurisdiction = _JURISDICTION.get(name)

    def evidence(words: str, rule: str) -> Evidence:
        start = text.index(words)
        return Evidence(source=digest, span=Span(start=start, end=start + len(words)), rule=rule, version="gold-1")

    entities = tuple(_keyed(gold["entities"], jurisdiction, text, digest, evidence))
    return Reading(
        document=Document(
            name=f"{name}.txt",
            text=text,
            digest=digest,
            file_digest=hashlib.sha256(raw).hexdigest(),
            encoding="utf-8",
        ),
        header=_header(text, gold["year"], jurisdiction),
        segments=tuple(segments(text)),
        entities=entities,
        relations=tuple(
            Relation(
                type=RelationType(record["type"]),
                source=record["source"],
                target=record["target"],
                evidence=evidence(record["evidence"], f"gold-{record['type']}"),
                confidence=1.0,
                role=Role(record["role"]) if "role" in record else None,
            )
            for record in gold["relations"]
        ),
        measures=tuple(
            Measure(
                of=record["of"],
                value=Decimal(str(record["value"])),
                unit=record["unit"],
                what=record["what"],
                approx=Approximation(record["approx"]),
                evidence=evidence(record["evidence"], "gold-measure"),
                confidence=1.0,
            )
            for record in gold["measures"]
        ),
        reporting_body=gold["reporting_body"],
    )


def _keyed(
    records: list[dict[str, Any]], jurisdiction: str | None, text: str, digest: str, evidence: Any
) -> Iterator[Entity]:
    """The entities, each with a key of its own for its type; a second thing of one name gets its number behind it."""
    seen: set[tuple[str, str]] = set()
    for record in records:
        names: list[str] = record["names"]
        resolved = [name for name in names if jurisdiction and jurisdiction.rstrip("市") in name[:3]]
        canonical = resolved[0] if resolved else names[0]
        if jurisdiction and not resolved and record["type"] == "Body" and canonical.startswith("市"):
            canonical = jurisdiction.rstrip("市") + canonical
        key = canonical
        while (record["type"], key) in seen:
            key += "·又"
        seen.add((record["type"], key))
        spans = {evidence(words, "gold-mention").span for words in record["evidence"]}
        spans.update(
            Span(start=match.start(), end=match.end())
            for name in names
            if len(name) > 3
            for match in re.finditer(re.escape(name), text)
        )
        edition = _EDITION.search(canonical)
        yield Entity(
            id=record["id"],
            type=EntityType(record["type"]),
            kind=record["kind"],
            names=tuple(names),
            canonical=canonical,
            key=key,
            mentions=tuple(
                Evidence(source=digest, span=span, rule="gold-mention", version="gold-1") for span in sorted(spans)
            ),
            confidence=1.0,
            status=Status.UNDER_WAY if canonical == "上海市政协新闻传播中心" else None,
            edition=_DIGITS[edition[1]] if edition else None,
        )


def _header(text: str, year: int, jurisdiction: str | None) -> Header:
    def found(pattern: str) -> tuple[str | None, Span | None]:
        match = re.search(pattern, text)
        return (match[1], Span(start=match.start(1), end=match.end(1))) if match else (None, None)

    title, title_span = found(r"\A\s*(\S[^\n]*?)\s*\n")
    source, source_span = found(r"来源[:：]\s*(\S+)")
    published, published_span = found(r"发布(?:时间|日期)[:：]\s*(\d{4}-\d{2}-\d{2})")
    return Header(
        title=title,
        title_span=title_span,
        source=source,
        source_span=source_span,
        published=published,
        published_span=published_span,
        year=year,
        jurisdiction=jurisdiction,
    )


def segments(text: str) -> Iterator[Segment]:
    """A plain outline: headings by their numbers, paragraphs by their lines, items by 一是 二是, sentences by 。"""
    index = 0
    chapter: int | None = None
    section: int | None = None
    for line in re.finditer(r"[^\n]+", text):
        if not line[0].strip():
            continue
        span = Span(start=line.start(), end=line.end())
        if heading := _HEADING.match(line[0].strip()):
            level = 1 if heading[1] else 2
            parent = None if level == 1 else chapter
            yield Segment(
                index=index,
                kind=SegmentKind.HEADING,
                span=span,
                parent=parent,
                level=level,
                label=heading[1] or heading[2],
            )
            chapter, section = (index, index) if level == 1 else (chapter, index)
            index += 1
            continue
        yield Segment(index=index, kind=SegmentKind.PARAGRAPH, span=span, parent=section)
        paragraph, index = index, index + 1
        starts = [line.start(), *(line.start() + match.start() for match in _ITEM.finditer(line[0])), line.end()]
        for start, end in pairwise(starts):
            if start == end:
                continue
            parent = paragraph
            if _ITEM.match(text, start) and start != line.start():
                yield Segment(
                    index=index,
                    kind=SegmentKind.ITEM,
                    span=Span(start=start, end=end),
                    parent=paragraph,
                    label=text[start : start + 2],
                )
                parent, index = index, index + 1
            for sentence in re.finditer(r"[^。]+。?", text[start:end]):
                yield Segment(
                    index=index,
                    kind=SegmentKind.SENTENCE,
                    span=Span(start=start + sentence.start(), end=start + sentence.end()),
                    parent=parent,
                )
                index += 1
