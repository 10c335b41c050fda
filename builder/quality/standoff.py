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

from jigou.builder.quality.gold import Gold
from jigou.ontology import EntityType, InvalidRecord, Reading, RelationType

# A mark of several fragments (``0 4;9 12``) is one mark whose words brat joins by spaces.
_TEXT_BOUND = re.compile(r"^(T\d+)\t(\w+) \d+ \d+(?:;\d+ \d+)*\t(.*)$")
_RELATION = re.compile(r"^(R\d+)\t(\w+) Arg1:(T\d+) Arg2:(T\d+)\s*$")
_ATTRIBUTE = re.compile(r"^[AM]\d+\t(\w+) ([TR]\d+) (\S+)\s*$")
_NOTE = re.compile(r"^#\d+\tAnnotatorNotes ([TR]\d+)\t(.*)$")
_PASSED = re.compile(r"^(?:[AMEN]\d+\t|#\d*\t)")
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

    Notes that are no JSON, events, normalisations and attributes other than ``Kind`` and ``Role`` are an annotator's own and say nothing here.
    Raises InvalidRecord, with the line, where a line is not brat's, and where something names a mark that is not there.
    """
    found = _Standoff()
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.add(line)
        except ValueError as error:
            raise InvalidRecord(path, f"not brat standoff ({error})", line=number) from error
    try:
        return found.gold(path)
    except KeyError as error:
        raise InvalidRecord(path, f"not brat standoff (there is no {error.args[0]})") from error


class _Standoff:
    """The lines of one file, gathered first and joined at the end: brat writes them in any order."""

    def __init__(self) -> None:
        self.marks: dict[str, dict[str, Any]] = {}
        self.leaders: dict[str, str] = {}
        self.relations: dict[str, dict[str, Any]] = {}
        self.attributes: list[tuple[str, str, str]] = []
        self.notes: list[tuple[str, dict[str, Any]]] = []

    def add(self, line: str) -> None:
        """Take one line. Raises ValueError where it is none of brat's."""
        if found := _TEXT_BOUND.match(line):
            if found[2] not in list(EntityType):
                raise ValueError(f"{found[2]} is not a type of entity")
            self.marks[found[1]] = {"type": found[2], "kind": "other", "names": [found[3]]}
        elif found := _EQUIVALENT.match(line):
            one, *others = found[1].split()
            for other in others:
                self.leaders[self._leader(other)] = self._leader(one)
        elif found := _RELATION.match(line):
            if found[2] not in list(RelationType):
                raise ValueError(f"{found[2]} is not a relation")
            self.relations[found[1]] = {"type": found[2], "source": found[3], "target": found[4]}
        elif found := _ATTRIBUTE.match(line):
            self.attributes.append((found[1], found[2], found[3]))
        elif found := _NOTE.match(line):
            note = _read_note(found[2])
            if note:
                self.notes.append((found[1], note))
        elif not _PASSED.match(line):
            raise ValueError("not a line of brat standoff")

    def gold(self, path: Path) -> Gold:
        """Everything joined. Raises KeyError, with its name, for a mark that is not there."""
        for name, of, value in self.attributes:
            if name in ("Kind", "Role"):
                (self.relations if of.startswith("R") else self.marks)[of][name.lower()] = value
        texts: list[dict[str, Any]] = []
        measures: list[dict[str, Any]] = []
        for mark, note in self.notes:
            if "names" in note:
                self.marks[mark]["names"] = list(note["names"])
            for type_ in (RelationType.THEME.value, RelationType.TIME.value):
                if type_ in note:
                    texts.append({"type": type_, "source": self._entity(mark), "target": note[type_]})
            if "measure" in note:
                value, unit, what, approx = note["measure"]
                measures.append(
                    {"of": self._entity(mark), "value": value, "unit": unit, "what": what, "approx": approx}
                )
        for mark in self.leaders:
            self._entity(mark)
        entities: dict[str, dict[str, Any]] = {}
        for mark, record in self.marks.items():
            joined = entities.setdefault(self._entity(mark), {"id": self._entity(mark), **record, "names": []})
            # A mark over the end of a line has a space in its words, which the name has not.
            known = {"".join(name.split()) for name in joined["names"]}
            joined["names"].extend(
                name for name in record["names"] if name not in joined["names"] and "".join(name.split()) not in known
            )
            if joined["kind"] == "other":
                joined["kind"] = record["kind"]
        ends = (
            {**record, "source": self._entity(record["source"]), "target": self._entity(record["target"])}
            for record in self.relations.values()
        )
        return Gold(
            path=path,
            document=f"{path.stem}.txt",
            entities=tuple(entities.values()),
            relations=(*ends, *texts),
            measures=tuple(measures),
        )

    def _leader(self, mark: str) -> str:
        """The mark that stands for all that are equivalent to this one: equivalences may chain."""
        while mark in self.leaders and self.leaders[mark] != mark:
            mark = self.leaders[mark]
        return mark

    def _entity(self, mark: str) -> str:
        leader = self._leader(mark)
        for each in (mark, leader):
            if each not in self.marks:
                raise KeyError(each)
        return leader


def _note(**content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


def _read_note(note: str) -> dict[str, Any]:
    """What a note of ours holds; nothing where the words are an annotator's own. Raises ValueError where a note of ours is damaged."""
    try:
        content = json.loads(note)
    except ValueError:
        return {}
    if not isinstance(content, dict):
        return {}
    names, measure = content.get("names", ["-"]), content.get("measure", [0, "", "", ""])
    if not (isinstance(names, list) and names and all(isinstance(name, str) for name in names)):
        raise ValueError("names is a list of texts")
    if not (isinstance(measure, list) and len(measure) == 4 and isinstance(measure[0], int | float)):
        raise ValueError("measure is a list of a number, a unit, what is counted and how exactly")
    return content
