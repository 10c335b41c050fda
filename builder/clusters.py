"""Mentions that are one thing."""

from __future__ import annotations

from dataclasses import dataclass, field

from jigou.builder.drafts import Mention
from jigou.ontology import EntityType


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing, in the order of the text."""

    type: EntityType
    mentions: list[Mention] = field(default_factory=list)
    forms: dict[str, None] = field(default_factory=dict)
    implied: list[str] = field(default_factory=list)

    @property
    def firm(self) -> bool:
        """Whether they make an entity: one mention of them does."""
        return any(mention.firm for mention in self.mentions)
