"""The reading format: one JSON record a line, the form in which a reading leaves jigou and comes back.

Records of entities, relations and measures have the fields that the scorer of the annotation rules reads, and more beside
them (``rule``, ``version``, ``confidence`` and the like). The first record (``report``) holds the document's text, so
that a reading is whole by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, overload

from jigou.ontology.errors import InvalidRecord
from jigou.ontology.values import (
    PLAIN,
    Approximation,
    Cell,
    Document,
    Entity,
    EntityType,
    Evidence,
    Header,
    Hint,
    Measure,
    Reading,
    Refusal,
    Relation,
    RelationType,
    Role,
    Segment,
    SegmentKind,
    Span,
    Status,
    Table,
)

Record = dict[str, Any]

_SAID = ("title", "source", "published")
_HEADER_WORDS = ("title", "source", "published", "body")


def to_records(reading: Reading) -> Iterator[Record]:
    """The records of a reading: the report, its segments, entities, relations, measures and refusals."""
    document, header = reading.document, reading.header
    yield {
        "record": "report",
        **document_record(document),
        "reporting_body": reading.reporting_body,
        "year": header.year,
        "given": header.given,
        "jurisdiction": header.jurisdiction,
        **{word: getattr(header, word) for word in _HEADER_WORDS},
        "spans": {word: _pair(getattr(header, f"{word}_span")) for word in _HEADER_WORDS},
        "text": document.text,
    }
    for segment in reading.segments:
        yield {
            "record": "segment",
            "index": segment.index,
            "kind": segment.kind.value,
            "span": _pair(segment.span),
            "parent": segment.parent,
            "level": segment.level,
            "label": segment.label,
        }
    for entity in reading.entities:
        yield {
            "record": "entity",
            "id": entity.id,
            "type": entity.type.value,
            "kind": entity.kind,
            "names": list(entity.names),
            "mentions": [_pair(mention.span) for mention in entity.mentions],
            "canonical": entity.canonical,
            "key": entity.key,
            "confidence": entity.confidence,
            "status": entity.status and entity.status.value,
            "edition": entity.edition,
            "rules": [[mention.rule, mention.version] for mention in entity.mentions],
        }
    for relation in reading.relations:
        yield {
            "record": "relation",
            "type": relation.type.value,
            **({"role": relation.role.value} if relation.role else {}),
            "source": relation.source,
            "target": relation.target,
            "status": relation.status and relation.status.value,
            "words": relation.words,
            **_evidence(relation.evidence, relation.confidence),
        }
    for measure in reading.measures:
        yield {
            "record": "measure",
            "of": measure.of,
            "value": _number(measure.value),
            "unit": measure.unit,
            "what": measure.what,
            "approx": measure.approx.value,
            **_evidence(measure.evidence, measure.confidence),
        }
    for refusal in reading.refusals:
        yield {
            "record": "refusal",
            "span": _pair(refusal.span),
            "words": refusal.words,
            "rule": refusal.rule,
            "reason": refusal.reason,
        }


def document_record(document: Document) -> Record:
    """A document without its text: its names and digests; what it has beyond plain text only where there is something to say."""
    said: Record = {
        "format": document.format if document.format != PLAIN else None,
        "said": {word: value for word in _SAID if (value := getattr(document, word)) is not None},
        "hints": [[hint.kind.value, hint.level, *_pair(hint.span)] for hint in document.hints],
        "tables": [
            {
                "span": _pair(table.span),
                "cells": [[cell.row, cell.column, cell.rows, cell.columns, _pair(cell.span)] for cell in table.cells],
            }
            for table in document.tables
        ],
        "remarks": list(document.remarks),
        "considered": list(document.considered),
    }
    return {
        "document": document.name,
        "digest": document.digest,
        "file_digest": document.file_digest,
        "encoding": document.encoding,
        **{word: value for word, value in said.items() if value},
    }


def document_of(record: Record) -> Document:
    """The document of a record that has its text under ``text``. Raises KeyError, TypeError or ValueError for one that is none."""
    return Document(
        name=record["document"],
        text=record["text"],
        digest=record["digest"],
        file_digest=record["file_digest"],
        encoding=record["encoding"],
        format=record.get("format", PLAIN),
        title=record.get("said", {}).get("title"),
        source=record.get("said", {}).get("source"),
        published=record.get("said", {}).get("published"),
        hints=tuple(
            Hint(span=Span(start=start, end=end), kind=SegmentKind(kind), level=level)
            for kind, level, start, end in record.get("hints", ())
        ),
        tables=tuple(
            Table(
                span=Span(start=table["span"][0], end=table["span"][1]),
                cells=tuple(
                    Cell(row=row, column=column, rows=rows, columns=columns, span=_span(pair))
                    for row, column, rows, columns, pair in table["cells"]
                ),
            )
            for table in record.get("tables", ())
        ),
        remarks=tuple(record.get("remarks", ())),
        considered=tuple(record.get("considered", ())),
    )


def to_lines(reading: Reading) -> Iterator[str]:
    """The records as lines of JSON, each with its newline; the same reading gives the same bytes."""
    for record in to_records(reading):
        yield json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def from_lines(lines: Iterable[str], *, path: Path | str = "-") -> Reading:
    """The reading that ``to_lines`` wrote.

    Raises InvalidRecord, with the line, where a line is not JSON or lacks a field, and where there is no report record.
    """
    head: Record | None = None
    rows: dict[str, list[Any]] = {"segment": [], "entity": [], "relation": [], "measure": [], "refusal": []}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            kind = record["record"]
            if kind == "report":
                head = record
            elif head is None:
                raise InvalidRecord(path, "the first record must be the report", line=number)
            else:
                rows[kind].append(_BUILD[kind](record, head["digest"]))
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidRecord(path, f"not a record of the reading format ({error!r})", line=number) from error
    if head is None:
        raise InvalidRecord(path, "there is no report record")
    try:
        return Reading(
            document=document_of(head),
            header=Header(
                year=head["year"],
                given=head.get("given"),
                jurisdiction=head["jurisdiction"],
                title=head["title"],
                title_span=_span(head["spans"]["title"]),
                source=head["source"],
                source_span=_span(head["spans"]["source"]),
                published=head["published"],
                published_span=_span(head["spans"]["published"]),
                body=head["body"],
                body_span=_span(head["spans"]["body"]),
            ),
            segments=tuple(rows["segment"]),
            entities=tuple(rows["entity"]),
            relations=tuple(rows["relation"]),
            measures=tuple(rows["measure"]),
            refusals=tuple(rows["refusal"]),
            reporting_body=head["reporting_body"],
        )
    except KeyError as error:
        raise InvalidRecord(path, f"the report record lacks {error}") from error


@overload
def _pair(span: Span) -> list[int]: ...
@overload
def _pair(span: None) -> None: ...
@overload
def _pair(span: Span | None) -> list[int] | None: ...
def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _span(pair: list[int] | None) -> Span | None:
    return Span(start=pair[0], end=pair[1]) if pair else None


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _evidence(evidence: Evidence, confidence: float) -> Record:
    return {
        "evidence": _pair(evidence.span),
        "rule": evidence.rule,
        "version": evidence.version,
        "confidence": confidence,
    }


def _read_evidence(record: Record, digest: str) -> Evidence:
    start, end = record["evidence"]
    return Evidence(source=digest, span=Span(start=start, end=end), rule=record["rule"], version=record["version"])


def _segment(record: Record, _digest: str) -> Segment:
    start, end = record["span"]
    return Segment(
        index=record["index"],
        kind=SegmentKind(record["kind"]),
        span=Span(start=start, end=end),
        parent=record["parent"],
        level=record["level"],
        label=record["label"],
    )


def _entity(record: Record, digest: str) -> Entity:
    return Entity(
        id=record["id"],
        type=EntityType(record["type"]),
        kind=record["kind"],
        names=tuple(record["names"]),
        canonical=record["canonical"],
        key=record["key"],
        mentions=tuple(
            Evidence(source=digest, span=Span(start=start, end=end), rule=rule, version=version)
            for (start, end), (rule, version) in zip(record["mentions"], record["rules"], strict=True)
        ),
        confidence=record["confidence"],
        status=Status(record["status"]) if record["status"] else None,
        edition=record["edition"],
    )


def _relation(record: Record, digest: str) -> Relation:
    return Relation(
        type=RelationType(record["type"]),
        source=record["source"],
        target=record["target"],
        evidence=_read_evidence(record, digest),
        confidence=record["confidence"],
        role=Role(record["role"]) if record.get("role") else None,
        status=Status(record["status"]) if record["status"] else None,
        words=record["words"],
    )


def _measure(record: Record, digest: str) -> Measure:
    return Measure(
        of=record["of"],
        value=Decimal(str(record["value"])),
        unit=record["unit"],
        what=record["what"],
        approx=Approximation(record["approx"]),
        evidence=_read_evidence(record, digest),
        confidence=record["confidence"],
    )


def _refusal(record: Record, _digest: str) -> Refusal:
    start, end = record["span"]
    return Refusal(span=Span(start=start, end=end), words=record["words"], rule=record["rule"], reason=record["reason"])


_BUILD = {"segment": _segment, "entity": _entity, "relation": _relation, "measure": _measure, "refusal": _refusal}
