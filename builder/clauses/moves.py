"""What a rule may yield beside mentions and relations: moves, which say what is to be remembered. The engine writes it down.

A move is applied before the rule goes on, so that a rule sees at its next line what it has said. A sentence makes many of them, and named
tuples are made in a third of the time of frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, TypedDict, Unpack

from jigou.builder.clauses.measures import ClauseNote
from jigou.builder.drafts import DraftRelation, Mention
from jigou.builder.knowledge.lexicons import Verb
from jigou.builder.phrases.phrase import Phrase
from jigou.ontology import Refusal, Role


class Mode(StrEnum):
    """In what part of a clause a name stands: after which preposition, or after a verb that takes names in a way of its own."""

    PLAIN = ""
    AT = "at"
    BY = "by"
    TO = "to"
    WITH = "with"
    AGENT = "agent"
    VISIT = "visit"
    DEED = "deed"
    AWARD = "award"


class Part(StrEnum):
    """What a move changes: the clause, the sentence, or what is carried from sentence to sentence."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    DISCOURSE = "discourse"


class Move(NamedTuple):
    """Fields of a part that get new values."""

    part: Part
    changes: Mapping[str, Any]


class Addition(NamedTuple):
    """Things that are added to lists of a part."""

    part: Part
    things: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """That a mention is found at an offset beside its own, or again after another was found there."""

    at: int
    mention: Mention


class Judgement(NamedTuple):
    """What a verdict said of a name: whether it is a record, or why not."""

    phrase: Phrase
    verdict: str
    answer: bool | str


@dataclass(frozen=True, slots=True)
class NextClause:
    """That a clause is over: what it said is forgotten."""


Step = Mention | DraftRelation | Refusal | Move | Addition | Place | Judgement | NextClause
"""What a rule yields."""


class ClauseChange(TypedDict, total=False):
    """The fields of a clause that a move may set."""

    verb: Verb | None
    role: Role | None
    mode: Mode
    subject_open: bool
    receivers: tuple[Mention, ...]
    pivots: tuple[Mention, ...]
    outer: Role | None
    joined: tuple[Mention, ...]
    whole: tuple[Mention, ...]
    sent: tuple[Mention, ...]
    people: tuple[Mention, ...]
    subjects: tuple[Mention, ...]
    objects: list[Mention]
    negated: bool


class SentenceChange(TypedDict, total=False):
    """The fields of a sentence that a move may set."""

    phrases: Sequence[Phrase]
    subjects: tuple[Mention, ...]
    time: tuple[str, str] | None
    year: tuple[str, str] | None
    before_deadline: tuple[str, str] | None
    deadline: bool
    begin: int
    themes: list[tuple[str, int]]
    leaders: list[tuple[int, Mention]]
    visit: list[Mention]
    doers: list[tuple[Mention, Verb]]
    waiting: list[tuple[Mention, Role]]
    pending: list[tuple[Mention, Phrase]]
    adjuncts: list[tuple[int, int]]
    lever: Mention | None
    series: Mention | None
    umbrella: Mention | None
    edition_series: Mention | None
    passive: Mention | None
    treated: str
    goes: str
    spoken: bool
    listed: tuple[int, int]


class DiscourseChange(TypedDict, total=False):
    """The fields of the discourse that a move may set."""

    topic: tuple[Mention, ...]
    last_group: Mention | None
    last_activity: Mention | None


class ClauseAddition(TypedDict, total=False):
    """The lists of a clause."""

    places: Mention
    objects: Mention


class SentenceAddition(TypedDict, total=False):
    """The lists of a sentence."""

    activities: Mention
    themes: tuple[str, int]
    covered: tuple[int, int]
    leaders: tuple[int, Mention]
    visit: Mention
    doers: tuple[Mention, Verb]
    waiting: tuple[Mention, Role]
    pending: tuple[Mention, Phrase]
    notes: ClauseNote


class DiscourseAddition(TypedDict, total=False):
    """The lists of the discourse."""

    bodies: Mention
    documents: Mention


def clause(**changes: Unpack[ClauseChange]) -> Move:
    """That the clause is so."""
    return Move(Part.CLAUSE, changes)


def sentence(**changes: Unpack[SentenceChange]) -> Move:
    """That the sentence is so."""
    return Move(Part.SENTENCE, changes)


def discourse(**changes: Unpack[DiscourseChange]) -> Move:
    """That what is carried on is so."""
    return Move(Part.DISCOURSE, changes)


def in_clause(**things: Unpack[ClauseAddition]) -> Addition:
    """That the clause holds these too."""
    return Addition(Part.CLAUSE, things)


def in_sentence(**things: Unpack[SentenceAddition]) -> Addition:
    """That the sentence holds these too."""
    return Addition(Part.SENTENCE, things)


def in_discourse(**things: Unpack[DiscourseAddition]) -> Addition:
    """That what is carried on holds these too."""
    return Addition(Part.DISCOURSE, things)
