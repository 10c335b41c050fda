"""Which persons a reading names: none, those who hold a post that the report states, or all; and names that are kept out of everything.

A suppressed name is struck out of the text itself before it is read, character for character, so that neither the facts nor the stored
text hold it and every offset holds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from jigou.builder.text.spelling import folded
from jigou.ontology import Document, EntityType, Reading, RelationType
from jigou.ontology.errors import InvalidRecord

STRUCK = "×"
"""What stands for each character of a suppressed name."""

_SHORTEST = 2
_APART = r"[\s\u3000\u00b7·]{0,3}"


class Persons(StrEnum):
    """Which persons a reading keeps."""

    NONE = "none"
    OFFICE_HOLDERS = "office-holders"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What is kept of persons, and the names that are struck out."""

    persons: Persons = Persons.ALL
    suppressed: tuple[str, ...] = ()

    def struck(self, document: Document) -> Document:
        """The document without the suppressed names; the same document where it holds none."""
        if not self.suppressed:
            return document
        # A name may be spaced for looks (张　三), broken over two lines, or written in traditional characters.
        names = sorted({folded(name) for name in self.suppressed}, key=lambda name: (-len(name), name))
        pattern = re.compile("|".join(_APART.join(map(re.escape, name)) for name in names))

        def strike(text: str) -> str:
            pieces = list(text)
            for found in pattern.finditer(folded(text)):
                for place in range(*found.span()):
                    if not pieces[place].isspace():
                        pieces[place] = STRUCK
            return "".join(pieces)

        text = strike(document.text)
        other = replace(
            document,
            name=strike(document.name),
            text=text,
            digest=hashlib.sha256(text.encode("utf-8")).hexdigest(),
            title=document.title and strike(document.title),
            source=document.source and strike(document.source),
        )
        return document if other == document else other

    def kept(self, reading: Reading) -> Reading:
        """The reading without the persons that are not kept, and without what is said of them."""
        if self.persons is Persons.ALL:
            return reading
        holders = {
            relation.source
            for relation in reading.relations
            if relation.type is RelationType.HEADS and self.persons is Persons.OFFICE_HOLDERS
        }
        out = {
            entity.id for entity in reading.entities if entity.type is EntityType.PERSON and entity.id not in holders
        }
        if not out:
            return reading
        return replace(
            reading,
            entities=tuple(entity for entity in reading.entities if entity.id not in out),
            relations=tuple(r for r in reading.relations if r.source not in out and r.target not in out),
            measures=tuple(measure for measure in reading.measures if measure.of not in out),
        )


def suppressions(paths: Iterable[Path]) -> tuple[str, ...]:
    """The names in lists of names, one a line, sorted; lines that begin with ``#`` and empty lines say nothing.

    Raises InvalidRecord for a name of one character, which would strike out half of a text, and for a file that is no UTF-8.
    """
    names: set[str] = set()
    for path in paths:
        try:
            lines: Sequence[str] = path.read_text(encoding="utf-8-sig").splitlines()
        except UnicodeDecodeError as error:
            raise InvalidRecord(path, "is no list of names in UTF-8") from error
        for number, line in enumerate(lines, 1):
            name = "".join(line.split("#", 1)[0].split())
            if name and len(name) < _SHORTEST:
                raise InvalidRecord(path, f"a name of one character ({name}) cannot be suppressed", line=number)
            names.update({name} - {""})
    return tuple(sorted(names))
