"""Gold: what a careful reader finds in a text, as the annotation rules' files hold it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jigou.ontology import InvalidRecord


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
        return Gold(
            path=path,
            document=record["document"],
            entities=tuple(record["entities"]),
            relations=tuple(record["relations"]),
            measures=tuple(record["measures"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidRecord(path, f"is not a gold file ({error!r})") from error
