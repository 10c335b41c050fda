"""The figures of an evaluation, as values: rows of precision and recall, single errors, all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BANDS = (0.95, 0.9, 0.8, 0.7, 0.0)
"""The lower bounds of the bands of confidence."""
SORTS = ("entity", "relation", "measure", "ALL")
"""The sorts of fact that each band is told for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How many records of one type are in the gold, were read, and are right."""

    right: int
    read: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was read."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.read + self.gold) if self.read + self.gold else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One error: what kind (MISSED, SPURIOUS, WRONG, LACKING), where, what, and the words of the text that state it."""

    fault: str
    document: str
    type: str
    words: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The figures of a set of readings. Shares are None where there is nothing to share."""

    documents: int
    strict: Mapping[str, Row]
    lenient: Mapping[str, Row]
    relations: Mapping[str, Row]
    measures: Row
    kind_accuracy: float | None
    role_accuracy: float | None
    approx_accuracy: float | None
    evidence_valid: float | None
    bands: Mapping[str, Mapping[str, tuple[int, int]]]
    refused: Mapping[str, int]
    faults: tuple[Fault, ...]
