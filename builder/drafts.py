"""What is read in one sentence, before the report's mentions are brought together into entities.

Nothing changes them once they are made; they are not frozen because a frozen value takes four times as long to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jigou.builder.phrases.phrase import Phrase
from jigou.ontology import KINDS, Approximation, EntityType, JigouError, RelationType, Role, Span, Status

_KINDS = {type_: frozenset(kinds) for type_, kinds in KINDS.items()}


class UnfitKind(JigouError):
    """A rule made a mention of a kind that its type does not have: the rule is wrong, or a genre's table is."""


def fits(type_: EntityType, kind: str) -> bool:
    """Whether the ontology has such a kind of such a thing.

    >>> fits(EntityType.EVENT, "meeting"), fits(EntityType.EVENT, "mechanism")
    (True, False)
    """
    return kind in _KINDS[type_]


@dataclass(slots=True, kw_only=True, eq=False)
class Mention:
    """A name in a sentence. Two mentions are the same only where they are one object.

    ``name`` is normalised; ``span`` is where its words stand in the document. ``generic`` names tell nothing by themselves
    (专题调研) and are not brought together over sentences; ``about`` sets such a name apart. ``own`` names mean the
    reporting body or its jurisdiction (我局, 全市). ``surface`` is the name as the report spells it, lines joined. ``firm`` mentions make an entity, the others only join one that is there.
    ``phrase`` is what a sentence names it by, and None where no sentence does.
    Raises UnfitKind, which names the rule, where the type has no such kind.
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
    phrase: Phrase | None = None

    def __post_init__(self) -> None:
        if not fits(self.type, self.kind):
            raise UnfitKind(
                f"{self.name!r}: rule {self.rule!r} calls it {self.kind!r}, which is no kind of {self.type}"
            )


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
