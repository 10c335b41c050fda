"""Gold: what a careful reader finds in a text, as the annotation rules' files hold it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jigou.ontology import EntityType, InvalidRecord, RelationType

ANNOTATED = (
    RelationType.PART_OF, RelationType.ORGANIZES, RelationType.PARTICIPATES, RelationType.ESTABLISHES, RelationType.ISSUES,
    RelationType.IMPLEMENTS, RelationType.HEADS, RelationType.SUB_ACTIVITY_OF, RelationType.THEME, RelationType.PLACE,
    RelationType.TIME,
)  # fmt: skip
"""The relations of the annotation rules: others are not in the gold, so nothing is said of them in a score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What a careful reader finds in one text: the records of a gold file as they stand there."""

    path: Path
    document: str
    entities: tuple[Mapping[str, Any], ...]
    relations: tuple[Mapping[str, Any], ...]
    measures: tuple[Mapping[str, Any], ...]

    @property
    def text_path(self) -> Path:
        """The text beside the gold file."""
        return self.path.parent / self.document


def load_gold(path: Path) -> Gold:
    """A gold file. Raises InvalidRecord where it is not JSON or lacks a field."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        gold = Gold(
            path=path,
            document=record["document"],
            entities=tuple(record["entities"]),
            relations=tuple(record["relations"]),
            measures=tuple(record["measures"]),
        )
        _check(gold)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidRecord(path, f"is not a gold file ({error!r})") from error
    return gold


def _check(gold: Gold) -> None:
    """Whether every record has what is compared. Raises KeyError, TypeError or ValueError where one has not."""
    ids = {str(record["id"]) for record in gold.entities}
    for record in gold.entities:
        EntityType(record["type"])
        if not record["names"]:
            raise ValueError(f"{record['id']} has no name")
    for record in gold.relations:
        ends = [record["source"]]
        if RelationType(record["type"]) not in (RelationType.THEME, RelationType.TIME):
            ends.append(record["target"])
        _known(ids, *ends)
    for record in gold.measures:
        _known(ids, record["of"])
        float(record["value"])


def _known(ids: set[str], *ends: object) -> None:
    for end in ends:
        if str(end) not in ids:
            raise ValueError(f"there is no entity {end}")
