"""brat standoff, both ways: a reading as ``.ann`` lines, and an annotated ``.ann`` as gold.

Source: the brat standoff format (text-bound annotations ``T``, relations ``R``, attributes ``A``, notes ``#``, equivalences ``*``).
A text-bound annotation is a mention; mentions of one entity are equivalent. Kinds, roles and what is no mention of its own (the
text of a theme, the value of a time, a measure) stand in attributes and notes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jigou.builder.gold import Gold
from jigou.ontology import InvalidRecord, Reading, RelationType

_TEXT_BOUND = re.compile(r"^(T\d+)\t(\w+) (\d+) (\d+)\t(.*)$")
_RELATION = re.compile(r"^(R\d+)\t(\w+) Arg1:(T\d+) Arg2:(T\d+)\s*$")
_ATTRIBUTE = re.compile(r"^A\d+\t(\w+) ([TR]\d+) (\S+)\s*$")
_NOTE = re.compile(r"^#\d+\tAnnotatorNotes ([TR]\d+)\t(.*)$")
_EQUIVALENT = re.compile(r"^\*\tEquiv((?: T\d+)+)\s*$")


def to_brat(reading: Reading) -> Iterator[str]:
    """The lines of the ``.ann`` file beside the report's text, each with its newline."""
    text = reading.document.text
    number = 0
    first: dict[str, str] = {}
    attribute = 0
    for entity in reading.entities:
        marks: list[str] = []
        for mention in entity.mentions:
            number += 1
            marks.append(f"T{number}")
            span = mention.span
            words = text[span.start : span.end].replace("\n", " ")
            yield f"T{number}\t{entity.type.value} {span.start} {span.end}\t{words}\n"
        first[entity.id] = marks[0]
        attribute += 1
        yield f"A{attribute}\tKind {marks[0]} {entity.kind}\n"
        yield f"#{attribute}\tAnnotatorNotes {marks[0]}\t{_note(names=list(entity.names))}\n"
        if len(marks) > 1:
            yield f"*\tEquiv {' '.join(marks)}\n"
    notes = attribute
    relations = 0
    for relation in reading.relations:
        if relation.type in (RelationType.THEME, RelationType.TIME):
            notes += 1
            note = _note(**{relation.type.value: relation.target})
            yield f"#{notes}\tAnnotatorNotes {first[relation.source]}\t{note}\n"
            continue
        relations += 1
        yield f"R{relations}\t{relation.type.value} Arg1:{first[relation.source]} Arg2:{first[relation.target]}\n"
        if relation.role is not None:
            attribute += 1
            yield f"A{attribute}\tRole R{relations} {relation.role.value}\n"
    for measure in reading.measures:
        notes += 1
        value = float(measure.value)
        note = _note(
            measure=[int(value) if value.is_integer() else value, measure.unit, measure.what, measure.approx.value]
        )
        yield f"#{notes}\tAnnotatorNotes {first[measure.of]}\t{note}\n"


def from_brat(path: Path) -> Gold:
    """A ``.ann`` file beside its text, as gold.

    Raises InvalidRecord, with the line, where a line is not brat's or names a mark that is not there.
    """
    marks: dict[str, dict[str, Any]] = {}
    same: dict[str, str] = {}
    relations: dict[str, dict[str, Any]] = {}
    texts: list[dict[str, Any]] = []
    measures: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            if found := _TEXT_BOUND.match(line):
                marks[found[1]] = {"type": found[2], "kind": "other", "names": [found[5]]}
            elif found := _EQUIVALENT.match(line):
                equal = found[1].split()
                same.update((mark, equal[0]) for mark in equal[1:])
            elif found := _RELATION.match(line):
                relations[found[1]] = {"type": found[2], "source": found[3], "target": found[4]}
            elif found := _ATTRIBUTE.match(line):
                holder, key = (relations, "role") if found[2].startswith("R") else (marks, "kind")
                holder[found[2]][key] = found[3]
            elif found := _NOTE.match(line):
                _read_note(found[1], json.loads(found[2]), marks, texts, measures)
            else:
                raise ValueError("not a line of brat standoff")
        except (KeyError, ValueError) as error:
            raise InvalidRecord(path, f"not brat standoff ({error})", line=number) from error
    for mark, of in same.items():
        marks[of]["names"].extend(name for name in marks[mark]["names"] if name not in marks[of]["names"])
    joined = [*relations.values(), *texts]
    return Gold(
        path=path,
        document=f"{path.stem}.txt",
        entities=tuple({"id": mark, **record} for mark, record in marks.items() if mark not in same),
        relations=tuple(
            {**record, "source": same.get(record["source"], record["source"]),
             "target": same.get(record["target"], record["target"])}
            for record in joined
        ),
        measures=tuple({**record, "of": same.get(record["of"], record["of"])} for record in measures),
    )  # fmt: skip


def _note(**content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


def _read_note(
    mark: str, note: dict[str, Any], marks: dict[str, dict[str, Any]], texts: list[dict[str, Any]],
    measures: list[dict[str, Any]],
) -> None:  # fmt: skip
    if "names" in note:
        marks[mark]["names"] = list(note["names"])
    for type_ in (RelationType.THEME.value, RelationType.TIME.value):
        if type_ in note:
            texts.append({"type": type_, "source": mark, "target": note[type_]})
    if "measure" in note:
        value, unit, what, approx = note["measure"]
        measures.append({"of": mark, "value": value, "unit": unit, "what": what, "approx": approx})
