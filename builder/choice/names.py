"""Which stretches of a sentence are names worth recording: the best set of them that do not overlap, by the weights of their cues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jigou.builder.choice.candidates import LONGEST, Stretch, clauses, may_begin, may_end
from jigou.builder.choice.cues import Cues, Ground
from jigou.builder.choice.weights import TYPES, Weights
from jigou.builder.knowledge.lexicons import Lexicon
from jigou.builder.phrases.tokens import Token
from jigou.ontology import EntityType

_HOPELESS: Final = 700
"""An end or beginning that is so many hundredths of a log-odd short of a name is not tried further."""


class Choice(NamedTuple):
    """A name that was chosen: a half-open run of tokens, its type, and by how many hundredths of a log-odd it is a name."""

    first: int
    last: int
    type: EntityType
    score: int


def candidates(cues: Cues, weights: Weights, floor: int) -> Iterator[tuple[Stretch, int]]:
    """Every stretch that may be a name, with its score where that is over ``floor``."""
    tokens = cues.tokens
    end_weight, begin_weight, both_weight = weights.ends.get, weights.begins.get, weights.both.get
    for clause, clause_end in clauses(tokens):
        opening: dict[int, int] = {}
        for first in range(clause, clause_end):
            if may_begin(tokens[first]):
                opening[first] = sum([begin_weight(cue, 0) for cue in cues.begins(first, clause, clause_end)])
        if not opening:
            continue
        best = max(opening.values())
        for last in range(clause + 1, clause_end + 1):
            if not may_end(tokens[last - 1]):
                continue
            ending = weights.bias + sum([end_weight(cue, 0) for cue in cues.ends(last, clause_end)])
            if ending + best < floor - _HOPELESS:
                continue
            for first in range(max(clause, last - LONGEST), last):
                if first not in opening or ending + opening[first] < floor - _HOPELESS:
                    continue
                score = ending + opening[first]
                score += sum([both_weight(cue, 0) for cue in cues.both(first, last, clause, clause_end)])
                if score > floor:
                    yield Stretch(first, last, clause, clause_end), score


def choose(
    tokens: Sequence[Token], ground: Ground, lex: Lexicon, weights: Weights, floors: Sequence[int]
) -> list[Choice]:
    """The names of a sentence in its order.

    ``floors`` are, for each of ``TYPES``, the hundredths of a log-odd that a name of it must reach: the higher, the surer and the fewer.
    """
    cues = Cues(tokens, ground, lex)
    by_end: dict[int, list[Choice]] = {}
    for stretch, score in candidates(cues, weights, min(floors)):
        sums = list(weights.type_bias)
        for cue in cues.of_type(stretch.first, stretch.last, stretch.clause):
            row = weights.types.get(cue)
            if row is not None:
                sums = [sum_ + weight for sum_, weight in zip(sums, row, strict=True)]
        which = max(range(len(TYPES)), key=lambda at: (sums[at], -at))
        if score > floors[which]:
            by_end.setdefault(stretch.last, []).append(Choice(stretch.first, stretch.last, TYPES[which], score))
    return list(_best(len(tokens), by_end, min(floors)))


def _best(size: int, by_end: dict[int, list[Choice]], floor: int) -> Iterator[Choice]:
    """The set of choices without overlap whose scores above the floor add up to most."""
    total = [0] * (size + 1)
    last: list[Choice | None] = [None] * (size + 1)
    for end in range(1, size + 1):
        total[end] = total[end - 1]
        for choice in by_end.get(end, ()):
            reached = total[choice.first] + choice.score - floor
            if reached > total[end]:
                total[end], last[end] = reached, choice
    chosen = []
    end = size
    while end:
        choice_ = last[end]
        if choice_ is None:
            end -= 1
        else:
            chosen.append(choice_)
            end = choice_.first
    return reversed(chosen)
