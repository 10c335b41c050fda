"""A report as it was read: its own text with every mention marked in place, what was passed over, and the facts of each sentence.

One self-contained page. It loads nothing, its policy forbids it to, and nothing of the report becomes an element, an attribute or a
script: the text is escaped, the facts are data that the page's script shows as text.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import groupby, pairwise
from typing import Any

from jigou.ontology import EntityType, Reading, Segment, SegmentKind, Span, Table
from jigou.viz.terms import both, terms

_BLOCKS = {
    SegmentKind.TITLE: "h1",
    SegmentKind.METADATA: "p",
    SegmentKind.HEADING: "h2",
    SegmentKind.PARAGRAPH: "p",
    SegmentKind.BOILERPLATE: "p",
}


def reading_page(reading: Reading, trails: Mapping[int, str] | None = None) -> Iterator[str]:
    """The page, in pieces; the same reading gives the same bytes.

    ``trails`` are how sentences were read, as lines, by where each starts: a click on the mark before a sentence shows them.
    """
    style = _asset("reading.css")
    script = _asset("reading.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    title = html.escape(reading.header.title or reading.document.name)
    yield f'<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<style>{style}</style>\n</head>\n<body>\n"
    yield from _legend(reading)
    yield '<main id="report" tabindex="-1">\n'
    yield from _blocks(reading, trails or {})
    yield '</main>\n<aside id="facts" aria-live="polite" tabindex="-1"></aside>\n<p id="tip" role="status"></p>\n'
    yield f'<script type="application/json" id="data">{_json({**_data(reading), "trails": {str(at): told for at, told in (trails or {}).items()}})}</script>\n'
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _asset(name: str) -> str:
    return files("jigou.viz").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _json(data: object) -> str:
    """JSON that cannot end the element that holds it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _legend(reading: Reading) -> Iterator[str]:
    counts = {type_: sum(1 for entity in reading.entities if entity.type is type_) for type_ in EntityType}
    yield '<header>\n<div class="legend" role="group" aria-label="图例 Legend">\n'
    for type_ in EntityType:
        zh, en = both(terms()["types"].get(type_.value), type_.value)
        yield (
            f'<button type="button" class="key {type_.value}" data-type="{type_.value}" aria-pressed="true">'
            f'<span class="zh">{zh}</span><span class="en">{en}</span> <b>{counts[type_]}</b></button>\n'
        )
    yield (
        '<button type="button" class="key passed" data-type="passed" aria-pressed="true"><span class="zh">略过</span>'
        f'<span class="en">Passed over</span> <b>{len(reading.refusals)}</b></button>\n</div>\n'
    )
    facts = len(reading.relations) + len(reading.measures)
    yield (
        f'<p class="sum"><span class="zh">关系与数量 {facts}</span><span class="en">{facts} relations and measures</span>'
        '<button type="button" id="language">English</button></p>\n</header>\n'
    )


def _blocks(reading: Reading, trails: Mapping[int, str]) -> Iterator[str]:
    """The report's own text, block by block, with nothing left out."""
    marks = _marks(reading)
    starts = {**dict.fromkeys(trails, ""), **_sentences(reading)}
    at = 0
    blocks = [segment for segment in reading.segments if segment.kind in _BLOCKS and _outer(segment, reading)]
    tables = sorted(reading.document.tables, key=lambda table: table.span, reverse=True)
    for segment in [*sorted(blocks, key=lambda segment: segment.span), None]:
        while tables and (segment is None or tables[-1].span.start < segment.span.start):
            table = tables.pop()
            yield from _left(reading.document.text[at : table.span.start])
            yield from _table(reading, table, marks, starts)
            at = table.span.end
        if segment is None or segment.span.start < at:
            continue
        yield from _left(reading.document.text[at : segment.span.start])
        tag = _BLOCKS[segment.kind]
        level = f" l{min(segment.level, 4)}" if segment.kind is SegmentKind.HEADING else ""
        yield f'<{tag} class="{segment.kind.value}{level}">'
        yield from _runs(reading, segment.span, marks, starts)
        yield f"</{tag}>\n"
        at = segment.span.end
    yield from _left(reading.document.text[at:])


def _left(words: str) -> Iterator[str]:
    """What no block holds."""
    if words.strip():
        yield f'<p class="left">{html.escape(words.strip())}</p>\n'


def _table(reading: Reading, table: Table, marks: list[tuple[Span, str]], starts: dict[int, str]) -> Iterator[str]:
    """A table with its cells as they reach over rows and columns, each fact marked in its cell."""
    yield '<div class="sheet"><table>\n'
    for _, cells in groupby(table.cells, key=lambda cell: cell.row):
        yield "<tr>"
        for cell in cells:
            reach = "".join(
                f' {name}="{size}"' for name, size in (("rowspan", cell.rows), ("colspan", cell.columns)) if size > 1
            )
            yield f"<td{reach}>"
            if cell.span is not None:
                yield from _runs(reading, cell.span, marks, starts)
            yield "</td>"
        yield "</tr>\n"
    yield "</table></div>\n"


def _outer(segment: Segment, reading: Reading) -> bool:
    """Whether no other block holds a block."""
    parent = segment.parent
    return parent is None or not reading.segments[parent].span.covers(segment.span)


def _marks(reading: Reading) -> list[tuple[Span, str]]:
    """What is marked: the mentions of every entity, and what was passed over, by number."""
    marks = [(mention.span, entity.id) for entity in reading.entities for mention in entity.mentions]
    marks.extend((refusal.span, f"x{number}") for number, refusal in enumerate(reading.refusals))
    return sorted(marks)


def _sentences(reading: Reading) -> dict[int, str]:
    """The facts that each sentence states, by where it starts: a mark is shown there that opens them."""
    facts: dict[int, list[str]] = {}
    for number, relation in enumerate(reading.relations):
        facts.setdefault(relation.evidence.span.start, []).append(f"r{number}")
    for number, measure in enumerate(reading.measures):
        facts.setdefault(measure.evidence.span.start, []).append(f"m{number}")
    return {start: " ".join(found) for start, found in facts.items()}


def _runs(reading: Reading, span: Span, marks: list[tuple[Span, str]], starts: dict[int, str]) -> Iterator[str]:
    """A block's text cut wherever a mark begins or ends, each piece with the marks that cover it."""
    inside = [(mark, id_) for mark, id_ in marks if mark.start < span.end and mark.end > span.start]
    cuts = {span.start, span.end, *(start for start in starts if span.start <= start < span.end)}
    for mark, _ in inside:
        cuts.update((max(mark.start, span.start), min(mark.end, span.end)))
    ordered = sorted(cuts)
    types = {entity.id: entity.type.value for entity in reading.entities}
    for start, end in pairwise(ordered):
        if start in starts:
            count = len(starts[start].split()) or "·"
            yield f'<button type="button" class="says" data-at="{start}" data-facts="{starts[start]}">{count}</button>'
        words = html.escape(reading.document.text[start:end])
        covering = [(mark.end - mark.start, id_) for mark, id_ in inside if mark.start <= start and end <= mark.end]
        if not covering:
            yield words
            continue
        ids = [id_ for _, id_ in sorted(covering)]
        read = [id_ for id_ in ids if id_ in types]
        kind = types[read[-1]] if read else "passed"
        deep = " deep" if len(read) > 1 else ""
        yield f'<span class="mark {kind}{deep}" tabindex="0" role="button" data-ids="{" ".join(ids)}">{words}</span>'


def _sentence(reading: Reading, span: Span) -> str:
    """The words that state a fact; for a cell of a table its row."""
    row = next((one for one in reading.segments if one.kind is SegmentKind.ROW and one.span.covers(span)), None)
    return " | ".join(filter(None, reading.words(row.span).split("\t"))) if row is not None else reading.words(span)


def _data(reading: Reading) -> dict[str, Any]:
    """What the page shows of a mark: names, facts with their sentences, reasons."""
    return {
        "entities": {
            entity.id: {
                "type": entity.type.value,
                "kind": both(terms()["kinds"][entity.type.value].get(entity.kind), entity.kind),
                "names": list(entity.names),
                "canonical": entity.canonical,
                "confidence": entity.confidence,
                "status": entity.status.value if entity.status else "",
                "rules": sorted({mention.rule for mention in entity.mentions}),
            }
            for entity in reading.entities
        },
        "relations": [
            {
                "type": relation.type.value,
                "role": relation.role.value if relation.role else "",
                "source": relation.source,
                "target": relation.target,
                "sentence": reading.words(relation.evidence.span),
                "rule": relation.evidence.rule,
                "confidence": relation.confidence,
            }
            for relation in reading.relations
        ],
        "measures": [
            {
                "of": measure.of,
                "value": str(measure.value),
                "unit": measure.unit,
                "what": measure.what,
                "approx": measure.approx.value,
                "sentence": _sentence(reading, measure.evidence.span),
                "rule": measure.evidence.rule,
                "confidence": measure.confidence,
            }
            for measure in reading.measures
        ],
        "refusals": [
            {"words": refusal.words, "rule": refusal.rule, "reason": refusal.reason} for refusal in reading.refusals
        ],
    }
