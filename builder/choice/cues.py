"""Cues that a stretch of words is a name, as short strings: of where it ends, of where it begins, of both, and of its type.

The same functions serve the training (``tools/weigh.py``) and the reading, so that what is weighed is what is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from jigou.builder.knowledge.lexicons import Head, Lexicon
from jigou.builder.knowledge.tables import rows
from jigou.builder.phrases.tokens import Token
from jigou.builder.phrases.words import TokenSort

_SHOWN: Final = {
    TokenSort.COUNT: "<count>", TokenSort.TIME: "<time>", TokenSort.ORDINAL: "<ordinal>", TokenSort.QUOTE: "<quote>",
    TokenSort.TITLE: "<title>", TokenSort.BRACKET: "<bracket>", TokenSort.SELF: "<self>",
}  # fmt: skip
_LONGEST_HEAD: Final = 9
_JOINING: Final = frozenset("的和与及等、")
_NAMING_TAGS: Final = frozenset({"ns", "nt", "nz", "nr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the grammar said of a sentence, by offsets in it, and where the sentence stands.

    ``phrases`` are the names that the grammar proposed, ``read`` those that it took for records, ``refused`` those that it passed over:
    offsets, and the type or the reason. ``zones`` tell of the sentence as a whole: a heading, a plan, a short one.
    """

    text: str
    phrases: tuple[tuple[int, int, str], ...] = ()
    read: tuple[tuple[int, int, str], ...] = ()
    refused: tuple[tuple[int, int, str], ...] = ()
    zones: tuple[str, ...] = ()


class Cues:
    """The cues of the stretches of one sentence; made for it and thrown away."""

    def __init__(self, tokens: Sequence[Token], ground: Ground, lex: Lexicon) -> None:
        self.tokens = tokens
        self.ground = ground
        self.lex = lex
        self.heads: list[tuple[str, Head] | None] = [self._head(token) for token in tokens]
        like = clusters()
        self.like = [like.get(token.text, "-") if token.sort is TokenSort.WORD else shown(token) for token in tokens]
        self.kinds = [f"{found[1].type}:{found[1].kind}" if found else "-" for found in self.heads]

    def _head(self, token: Token) -> tuple[str, Head] | None:
        """The longest head that ends where a token ends (within it, for a quotation)."""
        end = token.end - 1 if token.sort is TokenSort.QUOTE else token.end
        text = self.ground.text
        for size in range(min(_LONGEST_HEAD, end), 0, -1):
            word = text[end - size : end]
            head = self.lex.heads.get(word)
            if head is not None:
                return word, head
        return None

    def ends(self, last: int, clause_end: int) -> list[str]:
        """Cues of a name that ends with the token before ``last``."""
        tokens, text = self.tokens, self.ground.text
        end = tokens[last - 1]
        after = tokens[last] if last < clause_end else None
        beyond = tokens[last + 1] if last + 1 < clause_end else None
        two = text[max(0, end.end - 2) : end.end]
        three = text[max(0, end.end - 3) : end.end]
        found = self.heads[last - 1]
        kind = self.kinds[last - 1]
        closing = tokens[clause_end].text if after is None and clause_end < len(tokens) else "$"
        follows = shown(after) if after is not None else "$"
        tag = tag_of(after) if after is not None else closing
        cues = [
            "e1=" + text[end.end - 1], "e2=" + two, "e3=" + three, "ew=" + shown(end), "et=" + tag_of(end), "h=" + (found[0] if found else "-"),
            "hk=" + kind, "a=" + follows, "at=" + tag, "b=" + (shown(beyond) if beyond is not None else "$"), "e2|a=" + two + follows,
            "hk|a=" + kind + follows, "hk|at=" + kind + tag, "et|at=" + tag_of(end) + tag, "e2|at=" + two + tag,
        ]  # fmt: skip
        like = self.like[last - 1]
        next_like = self.like[last] if last < clause_end else closing
        cues += ("ek=" + like, "ak=" + next_like, "ek|ak=" + like + "|" + next_like, "hk|ak=" + kind + next_like)
        if found is not None:
            cues.append(f"bare={found[1].bare}")
        if end.word is not None and end.word.class_:
            cues.append("ec=" + end.word.class_)
        if after is not None and after.word is not None and after.word.class_:
            cues.append("ac=" + after.word.class_)
        if after is not None and after.word is not None and after.word.verb is not None:
            cues.append("av=" + after.word.verb.act)
        if any(token.sort is TokenSort.COUNT for token in tokens[last:clause_end]):
            cues.append("count after")
        return cues

    def begins(self, first: int, clause: int, clause_end: int) -> list[str]:
        """Cues of a name that begins with the token ``first``."""
        tokens, text = self.tokens, self.ground.text
        begin = tokens[first]
        before = tokens[first - 1] if first > clause else None
        beyond = tokens[first - 2] if first - 1 > clause else None
        opening = tokens[clause - 1].text if before is None and clause else "^"
        precedes = shown(before) if before is not None else "^"
        tag = tag_of(before) if before is not None else opening
        cues = [
            "f=" + shown(begin), "f1=" + text[begin.start], "ft=" + tag_of(begin), "p=" + precedes, "pt=" + tag,
            "o=" + (shown(beyond) if beyond is not None else "^"), "pt|ft=" + tag + tag_of(begin), "p|ft=" + precedes + tag_of(begin),
            f"size={min(4, (clause_end - clause) // 4)}",
        ]  # fmt: skip
        like = self.like[first]
        last_like = self.like[first - 1] if first > clause else opening
        cues += ("fk=" + like, "pk=" + last_like, "pk|fk=" + last_like + "|" + like)
        verb, far = self.governor(first, clause)
        if verb is not None:
            cues += ("g=" + verb, f"ga={self.act(first, clause)}:{min(far, 4)}")
        cues.append("gw=" + self.act(first, clause))
        if begin.word is not None:
            if begin.word.opens:
                cues.append("opens")
            if begin.word.class_:
                cues.append("fc=" + begin.word.class_)
            if begin.word.verb is not None:
                cues.append(f"fv={begin.word.verb.act}{begin.word.verb.strong}")
        if before is not None and before.word is not None and before.word.class_:
            cues.append("pc=" + before.word.class_)
        if any(token.sort is TokenSort.COUNT for token in tokens[clause:first]):
            cues.append("count before")
        cues += ["z=" + zone for zone in self.ground.zones]
        return cues

    def governor(self, first: int, clause: int) -> tuple[str | None, int]:
        """The nearest verb before a token in its clause, and how many tokens away it is."""
        for at in range(first - 1, clause - 1, -1):
            word = self.tokens[at].word
            if word is not None and word.verb is not None:
                return word.verb.word, first - at
        return None, 0

    def act(self, first: int, clause: int) -> str:
        """What the nearest verb before a token states, with its weight."""
        for at in range(first - 1, clause - 1, -1):
            word = self.tokens[at].word
            if word is not None and word.verb is not None:
                return f"{word.verb.act}{word.verb.weight}"
        return "-"

    def both(self, first: int, last: int, clause: int, clause_end: int) -> list[str]:
        """Cues of a name that begins with ``first`` and ends before ``last``: its size, what is in it, what the grammar said of it."""
        tokens, text = self.tokens, self.ground.text
        begin, end = tokens[first], tokens[last - 1]
        start, stop = begin.start, end.end
        size, long = last - first, stop - start
        found, kind = self.heads[last - 1], self.kinds[last - 1]
        two = text[max(0, stop - 2) : stop]
        act = self.act(first, clause)
        precedes = shown(tokens[first - 1]) if first > clause else "^"
        follows = shown(tokens[last]) if last < clause_end else "$"
        cues = [
            f"L={min(size, 8)}", f"n={long if long < 12 else 12 + long // 4}", f"hk|L={kind}{min(size, 6)}", "hk|g=" + kind + act, "e2|g=" + two + act,
            "hk|p=" + kind + precedes, "e2|p=" + two + precedes, "hk|ft=" + kind + tag_of(begin), "p|a=" + precedes + "|" + follows,
            "hk|pt=" + kind + (tag_of(tokens[first - 1]) if first > clause else "^"),
            f"whole={first == clause}{last == clause_end}{kind}",
        ]  # fmt: skip
        like = self.like[last - 1]
        cues += ("fk|ek=" + self.like[first] + "|" + like, "ek|g=" + like + "|" + act, f"ek|L={like}|{min(size, 5)}")
        if size > 1:
            cues.append("dk=" + self.like[last - 2])
        if found is not None:
            more = long - len(found[0])
            cues.append(f"more={min(more, 6)}" if more >= 0 else "cut")
            cues.append(f"more={min(more, 3)}{kind}" if more >= 0 else "cut" + kind)
        verbs = quotes = numbers = named = 0
        for token in tokens[first:last]:
            if token.sort is TokenSort.QUOTE:
                quotes += 1
            elif token.sort is TokenSort.COUNT or token.sort is TokenSort.TIME:
                numbers += 1
            elif token.text in _JOINING:
                cues.append("in=" + token.text)
            elif token.word is not None and token.word.verb is not None:
                verbs += 1
            named += token.tag in _NAMING_TAGS
        cues.append(f"verbs={min(verbs, 3)}")
        if quotes:
            cues.append(f"quote={begin.sort is TokenSort.QUOTE}{end.sort is TokenSort.QUOTE}{min(size, 3)}")
        if numbers:
            cues.append("number")
        if named:
            cues.append("named")
        cues += [f"hk|z={kind}{zone}" for zone in self.ground.zones]
        cues += self.said(start, stop)
        return cues

    def said(self, start: int, stop: int) -> list[str]:
        """What the grammar said of a stretch, or of what it shares an edge with."""
        cues: list[str] = []
        for mark, places in (("G", self.ground.phrases), ("M", self.ground.read), ("R", self.ground.refused)):
            near = sorted({relation(mark, start, stop, place) for place in places} - {""})
            cues += near or [mark + "0"]
        return cues

    def of_type(self, first: int, last: int, clause: int) -> list[str]:
        """Cues of what type of thing a name names."""
        tokens, text = self.tokens, self.ground.text
        begin, end = tokens[first], tokens[last - 1]
        stop = end.end
        found, kind = self.heads[last - 1], self.kinds[last - 1]
        act = self.act(first, clause)
        two = text[max(begin.start, stop - 2) : stop]
        cues = [
            "e1=" + text[stop - 1], "e2=" + two, "e3=" + text[max(begin.start, stop - 3) : stop], "h=" + (found[0] if found else "-"), "hk=" + kind, "et=" + tag_of(end),
            "f=" + shown(begin), "f1=" + text[begin.start], "ft=" + tag_of(begin), "g=" + (self.governor(first, clause)[0] or "-"), "ga=" + act,
            "hk|ga=" + kind + act, "e2|ga=" + two + act, "ek=" + self.like[last - 1], "fk=" + self.like[first], f"L={min(last - first, 5)}", "p=" + (shown(tokens[first - 1]) if first > clause else "^"),
        ]  # fmt: skip
        if any(token.sort is TokenSort.QUOTE for token in tokens[first:last]):
            cues.append("quote")
        if last < len(tokens):
            cues.append("at=" + tag_of(tokens[last]))
            cues.append(f"count={tokens[last].sort is TokenSort.COUNT}")
        return cues + self.said(begin.start, stop)


def relation(mark: str, start: int, stop: int, place: tuple[int, int, str]) -> str:
    """How a stretch lies to one that the grammar spoke of, or nothing where they share no edge and do not cross."""
    begin, end, what = place
    if begin == start and end == stop:
        return f"{mark}={what}"
    if end == stop:
        return f"{mark}e{what}{'<' if begin < start else '>'}"
    if begin == start:
        return f"{mark}s{what}{'<' if end < stop else '>'}"
    return f"{mark}x{what}" if begin < stop and start < end else ""


def shown(token: Token) -> str:
    """A token as a cue: its text, or its sort where it is kept whole."""
    return _SHOWN.get(token.sort) or token.text


def tag_of(token: Token) -> str:
    """The tag of a token, or its sort where it has none."""
    return token.tag or f"<{token.sort}>"


@cache
def clusters() -> Mapping[str, str]:
    """The group of each frequent word: words of one group stand in like company (counted over many reports)."""
    return {cells[0]: cells[1] for cells in rows("clusters.tsv")}
