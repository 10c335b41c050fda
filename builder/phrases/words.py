"""What the lexicon and the segmenter say of a word, looked up once for each distinct word and kept.

A report has a hundred words for each distinct one, and the rules ask the same things of every word: its class, its verb, the heads that it
ends with. What is asked of all of them is answered here.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from jigou.builder.knowledge.lexicons import Head, Lexicon, Verb


class TokenSort(StrEnum):
    """What kind of token: a word, a mark, or a stretch that is kept whole."""

    WORD = "word"
    QUOTE = "quote"
    TITLE = "title"
    BRACKET = "bracket"
    COUNT = "count"
    TIME = "time"
    SELF = "self"
    ORDINAL = "ordinal"
    MARK = "mark"


CLOSED_TAGS: Final = frozenset(["d", "r", "p", "c", "u", "uj", "ul", "uz", "ug", "uv", "ud", "y", "f"])
"""Tags of words that end a run by themselves: adverbs, pronouns, auxiliaries, prepositions, conjunctions, modal words."""

SPECIAL: Final = frozenset(["与", "同", "跟", "任", "兼任", "担任", "当选", "出任", "带队", "好"])
"""Words that are looked at by themselves whatever their tag."""

_WORD = re.compile(r"[\w·%]")
_NATIONAL: Final = ("全国", "中央", "国家", "最高")
_WORD_SORT, _MARK_SORT = TokenSort.WORD, TokenSort.MARK

Ending = tuple[int, str, Head]
"""A head that ends where a word ends: its length, the word, the head."""


class Word:
    """A distinct word with a tag, and what is known of it; never changed.

    ``class_`` is its class in ``words.tsv`` and ``verb`` its entry in ``verbs.tsv``. ``plain`` words go into a run without a question.
    ``title`` is the title of a post that it ends with. ``opens`` says that it begins the name of a body, ``tells``
    that it names something or somebody. ``inside`` are the heads that it ends
    with, ``beyond`` those that end with it, both the longest first; ``ends`` says that there is any of the three.
    """

    __slots__ = (
        "beyond",
        "class_",
        "ends",
        "inside",
        "opens",
        "plain",
        "size",
        "sort",
        "tag",
        "tells",
        "text",
        "title",
        "verb",
    )

    def __init__(self, text: str, tag: str, lex: Lexicon) -> None:
        self.text: str = text
        self.tag: str = tag
        self.size: int = len(text)
        self.sort: TokenSort = _WORD_SORT if _WORD.match(text) else _MARK_SORT
        self.class_: str | None = lex.words.get(text)
        self.verb: Verb | None = lex.verbs.get(text) or _with_adverb(text, lex)
        self.plain: bool = (
            self.verb is None
            and self.class_ is None
            and tag != "v"
            and tag not in CLOSED_TAGS
            and text not in SPECIAL
            and self.sort is _WORD_SORT
        )
        self.title: str = title_of(text, lex)
        self.opens: bool = (
            text in lex.levels
            or text.startswith(_NATIONAL)
            or (len(text) <= 4 and text[0] in "省市区县州" and text in lex.heads)
        )
        self.tells: bool = self.opens or tag in ("ns", "nz", "nr", "nt", "eng")
        self.inside: tuple[Ending, ...] = tuple(
            (size, text[-size:], lex.heads[text[-size:]])
            for size in range(self.size, 0, -1)
            if text[-size:] in lex.heads
        )
        self.beyond: tuple[Ending, ...] = tuple((len(head.word), head.word, head) for head in lex.longer.get(text, ()))
        self.ends: bool = bool(self.title or self.inside or self.beyond)


def title_of(text: str, lex: Lexicon) -> str:
    """The longest title of a post that words end with, or nothing."""
    if text[-1] not in lex.title_endings:
        return ""
    return next((text[-size:] for size in range(len(text), 1, -1) if text[-size:] in lex.titles), "")


def _with_adverb(text: str, lex: Lexicon) -> Verb | None:
    """The verb of a word that the segmenter left whole with the adverb before it (隆重举行, 成功举办)."""
    if len(text) != 4 or text in lex.heads or text in lex.words:
        return None
    verb = lex.verbs.get(text[2:])
    return verb if verb is not None and verb.strong and lex.words.get(text[:2]) == "adverb" else None
