"""What the phrases of a sentence are: the value that the grammar works on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jigou.builder.knowledge.lexicons import Verb
from jigou.builder.phrases.tokens import Token
from jigou.ontology import EntityType


class PhraseSort(StrEnum):
    """What a phrase does in its clause."""

    NAME = "name"
    VERB = "verb"
    PREPOSITION = "preposition"
    COUNT = "count"
    TIME = "time"
    COMMA = "comma"
    LIST = "list"
    OF = "of"
    AND_SO_ON = "and so on"
    COLON = "colon"
    WORD = "word"


# Neither frozen nor made by a generated method, for a sentence makes many: that would take ten times as long. Nothing changes one.
@dataclass(slots=True, init=False, eq=False)
class Phrase:
    """A phrase of a normalised sentence.

    A NAME has ``type``, ``kind`` and ``head``; ``tail`` is what follows the head in the same run (``领导`` in 市政协领导);
    ``vague`` says that a pronoun stands before it (各支部). ``inner`` are names of bodies at its beginning (市政协 in
    市政协全体会议), shortest first. ``record`` says whether the weights of its cues make it a thing worth recording, or nothing where
    they were not asked; ``prefix`` is how much of its beginning may be left out (全市).
    """

    sort: PhraseSort
    start: int
    end: int
    text: str
    verb: Verb | None
    token: Token | None
    type: EntityType | None
    kind: str
    head: str
    bare: bool
    tail: str
    vague: bool
    quoted: bool
    edition: str
    prefix: int
    own: bool
    named: bool
    chief: bool
    inner: tuple[Phrase, ...]
    inner_place: Phrase | None
    record: bool | None

    def __init__(
        self,
        sort: PhraseSort,
        start: int,
        end: int,
        text: str,
        *,
        verb: Verb | None = None,
        token: Token | None = None,
        type: EntityType | None = None,  # noqa: A002 -- the name of the field
        kind: str = "",
        head: str = "",
        bare: bool = False,
        tail: str = "",
        vague: bool = False,
        quoted: bool = False,
        edition: str = "",
        prefix: int = 0,
        own: bool = False,
        named: bool = False,
        chief: bool = False,
        inner: tuple[Phrase, ...] = (),
        inner_place: Phrase | None = None,
        record: bool | None = None,
    ) -> None:
        self.sort = sort
        self.start = start
        self.end = end
        self.text = text
        self.verb = verb
        self.token = token
        self.type = type
        self.kind = kind
        self.head = head
        self.bare = bare
        self.tail = tail
        self.vague = vague
        self.quoted = quoted
        self.edition = edition
        self.prefix = prefix
        self.own = own
        self.named = named
        self.chief = chief
        self.inner = inner
        self.inner_place = inner_place
        self.record = record
