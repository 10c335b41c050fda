"""What is read in one sentence, before the report's mentions are brought together into entities.

Nothing changes them once they are made; they are not frozen because a frozen value takes four times as long to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jigou.ontology import Approximation, EntityType, RelationType, Role, Span, Status


@dataclass(slots=True, kw_only=True, eq=False)
class Mention:
    """A name in a sentence. Two mentions are the same only where they are one object.

    ``name`` is normalised; ``span`` is where its words stand in the document. ``generic`` names tell nothing by themselves
    (专题调研) and are not brought together over sentences; ``about`` sets such a name apart. ``own`` names mean the
    reporting body or its jurisdiction (我局, 全市). ``surface`` is the name as the report spells it, lines joined. ``firm`` mentions make an entity, the others only join one that is there.
    """

    type: EntityType
    kind: str
    name: str
    span: Span
    sentence: int
    rule: str
    confidence: float
    aliases: tuple[str, ...] = ()
    generic: bool = False
    about: str = ""
    own: bool = False
    firm: bool = True
    edition: str = ""
    head: str = ""
    surface: str = ""
    status: Status | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class DraftRelation:
    """A relation between mentions; ``target`` is a text for themes and times."""

    type: RelationType
    source: Mention
    target: Mention | str
    span: Span
    rule: str
    confidence: float
    role: Role | None = None
    status: Status | None = None
    words: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class DraftMeasure:
    """A number said of a mention."""

    of: Mention
    value: Decimal
    unit: str
    what: str
    approx: Approximation
    span: Span
    rule: str
    confidence: float


Draft = Mention | DraftRelation | DraftMeasure
