"""Mentions that are one thing."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from jigou.builder.drafts import Mention
from jigou.ontology import EntityType


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing, in the order of the text; ``number`` is its place among the clusters of its report."""

    type: EntityType
    number: int
    mentions: list[Mention] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)

    @property
    def firm(self) -> bool:
        """Whether they make an entity: one mention of them does."""
        return any(mention.firm for mention in self.mentions)


class Tails:
    """Names of clusters by how they end, so that those that end with a given name are found without looking at every one."""

    def __init__(self) -> None:
        self.wholes: dict[str, dict[int, list[str]]] = {}
        self.numbers: dict[str, list[int]] = {}

    def add(self, number: int, whole: str) -> None:
        """Take in a name of the cluster of that number."""
        key = whole[-2:]
        found = self.wholes.setdefault(key, {})
        if number not in found:
            insort(self.numbers.setdefault(key, []), number)
        found.setdefault(number, []).append(whole)

    def latest(self, tail: str) -> Iterator[tuple[int, list[str]]]:
        """The clusters with names that may end with ``tail`` (of two characters or more), the latest first, each with those names."""
        key = tail[-2:]
        found = self.wholes.get(key, {})
        for number in reversed(self.numbers.get(key, ())):
            yield number, found[number]
