"""Stretches between marks that enclose: quotation marks, titles, brackets.

Source: GB/T 15834-2011, sections 4.8 to 4.9 and 4.14 (quotation marks, brackets, title marks).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

FAR = 400
"""A closing mark so many characters away does not belong to its opening one: one of the two is missing."""

ALL = "“”‘’「」『』《》〈〉（）()【】"
NAMES = "“”‘’《》"
"""The marks that make names and quotations, in normalised spelling."""

_OPENING = dict(zip("“‘「『《〈（(【", "”’」』》〉））】", strict=True))
_DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """The outermost stretches: where each opens and, in step, where it closes (the offsets of the two marks)."""

    opens: tuple[int, ...]
    closes: tuple[int, ...]

    def around(self, at: int) -> tuple[int, int] | None:
        """The stretch that holds the offset ``at``, its marks included; None where none does."""
        i = bisect_right(self.opens, at) - 1
        return (self.opens[i], self.closes[i]) if i >= 0 and at <= self.closes[i] else None


@cache
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f'[{re.escape(marks)}"]')


def enclosed(text: str, start: int, end: int, marks: str = ALL) -> Enclosed:
    """The outermost stretches of ``text[start:end]`` between ``marks``; a mark without its partner encloses nothing.

    >>> enclosed("召开“初心论坛”和《方案》解读（线上）会", 0, 20, NAMES)
    Enclosed(opens=(2, 9), closes=(7, 12))
    """
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for match in _any_of(marks).finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark == '"':
            mark = "”" if any(closing == "”" for closing, _ in stack[-_DEEPEST:]) else "“"
        mark = "）" if mark == ")" else mark
        if mark in _OPENING:
            stack.append((_OPENING[mark], at))
            continue
        for depth in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEPEST), -1):
            if stack[depth][0] == mark:
                if at - stack[depth][1] <= FAR:
                    pairs.append((stack[depth][1], at))
                del stack[depth:]
                break
    pairs.sort()
    outer: list[tuple[int, int]] = []
    for pair in pairs:
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    return Enclosed(opens=tuple(a for a, _ in outer), closes=tuple(b for _, b in outer))
