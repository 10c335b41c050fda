"""The weights of the cues, read from the tables that ``tools/weigh.py`` writes.

A weight is a whole number of hundredths of a log-odd, so that sums are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from jigou.builder.knowledge.tables import rows
from jigou.ontology import EntityType

TYPES: Final = (EntityType.BODY, EntityType.DOCUMENT, EntityType.EVENT, EntityType.INITIATIVE, EntityType.PLACE)
"""The types that are chosen by weight; posts and persons are told by their form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of all cues: of ends, of beginnings, of both together; and of each type, in the order of ``TYPES``.

    ``bias`` is the weight of a stretch without any cue, ``most`` the most that a beginning can add: an end that falls short of being a name by
    more than that needs no beginning.
    """

    ends: Mapping[str, int]
    begins: Mapping[str, int]
    both: Mapping[str, int]
    types: Mapping[str, tuple[int, ...]]
    bias: int
    type_bias: tuple[int, ...]


@cache
def weights() -> Weights:
    """The weights that ship with the reader; empty where there are none, and then nothing is chosen by weight."""
    parts: dict[str, dict[str, int]] = {"end": {}, "begin": {}, "both": {}, "bias": {}}
    for part, cue, weight in rows("name-weights.tsv"):
        parts[part][cue] = int(weight)
    types = {cue: tuple(map(int, cells)) for cue, *cells in rows("type-weights.tsv")}
    return Weights(
        ends=parts["end"],
        begins=parts["begin"],
        both=parts["both"],
        types=types,
        bias=parts["bias"].get("name", 0),
        type_bias=types.pop("bias", (0,) * len(TYPES)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Weights for a choice between several: for each cue a weight for each of ``choices``."""

    choices: tuple[str, ...]
    weights: Mapping[str, tuple[int, ...]]
    bias: tuple[int, ...]

    def sums(self, cues: Iterable[str]) -> list[int]:
        """What the cues of a case add up to, for each choice."""
        sums = list(self.bias)
        for cue in cues:
            row = self.weights.get(cue)
            if row is not None:
                sums = [sum_ + weight for sum_, weight in zip(sums, row, strict=True)]
        return sums

    def best(self, cues: Iterable[str], fits: Iterable[str]) -> str:
        """The choice that the cues favour among those that fit; the earlier one where two are equal."""
        sums = self.sums(cues)
        allowed = set(fits)
        return max(
            (choice for choice in self.choices if choice in allowed),
            key=lambda choice: sums[self.choices.index(choice)],
        )


def table(name: str, choices: Sequence[str]) -> Table:
    """A table of weights for a choice between several; empty where nothing was weighed yet."""
    found = {cue: tuple(map(int, cells)) for cue, *cells in rows(name)}
    bias = found.pop("bias", (0,) * len(choices))
    return Table(choices=tuple(choices), weights=found, bias=bias)


@cache
def act_weights() -> Table:
    """The weights of what a body did with what a sentence names."""
    return table("act-weights.tsv", ACTS)


ACTS: Final = (
    "-", "organizes:organize", "organizes:lead", "organizes:host", "organizes:support", "participates", "establishes",
    "issues", "implements",
)  # fmt: skip
"""What is decided between, in the order of the columns of ``act-weights.tsv``; ``-`` is none of them."""


@cache
def count_weights() -> Mapping[str, int]:
    """The weights of whose a number is; empty where nothing was weighed yet."""
    return {cells[0]: int(cells[1]) for cells in rows("count-weights.tsv")}
