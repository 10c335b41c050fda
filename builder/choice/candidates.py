"""Stretches of a sentence that may be names: runs of tokens within one clause that could begin and end one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jigou.builder.phrases.tokens import Token
from jigou.builder.phrases.words import TokenSort

LONGEST: Final = 10
"""So many tokens make a name at most."""

_CLOSING: Final = frozenset(",。;:!?")
_NO_EDGE: Final = frozenset({"particle", "preposition", "conjunction", "pronoun"})
_NO_END_TAG: Final = frozenset({"p", "u", "uj", "ul", "c", "d", "r"})
_NO_END: Final = frozenset({TokenSort.MARK, TokenSort.COUNT, TokenSort.TIME, TokenSort.ORDINAL})


class Stretch(NamedTuple):
    """A half-open run of tokens ``[first, last)`` and the half-open clause that it stands in."""

    first: int
    last: int
    clause: int
    clause_end: int


def clauses(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence as half-open runs of tokens between commas, stops and colons."""
    begin = 0
    for index, token in enumerate(tokens):
        if token.sort is TokenSort.MARK and token.text in _CLOSING:
            if index > begin:
                yield begin, index
            begin = index + 1
    if begin < len(tokens):
        yield begin, len(tokens)


def may_begin(token: Token) -> bool:
    """Whether a name may begin with a token."""
    return token.sort is not TokenSort.MARK and (token.word is None or token.word.class_ not in _NO_EDGE)


def may_end(token: Token) -> bool:
    """Whether a name may end with a token."""
    if token.sort in _NO_END:
        return False
    return token.word is None or (token.word.class_ not in _NO_EDGE and token.tag not in _NO_END_TAG)
