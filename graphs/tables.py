"""Rows of text in columns, for a person at a terminal.

Widths are counted in terminal cells: a Chinese character takes two (Unicode Standard Annex 11, East Asian Width).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence

GAP = "  "
NARROWEST = 12
"""A column is not made narrower than this to fit a total width."""


def width(text: str) -> int:
    """How many cells a terminal gives to ``text``.

    >>> width("机关 = office")
    13
    """
    return sum(map(_cells, text))


def shorten(text: str, cells: int) -> str:
    """The text in one line of at most ``cells`` cells, with an ellipsis where it was cut and a space for what steers a terminal.

    >>> shorten("党史学习教育领导小组", 10)
    '党史学习…'
    """
    line = "".join(char if char.isprintable() else " " for char in text)
    if width(line) <= cells:
        return line
    taken = 0
    for place, char in enumerate(line):
        taken += _cells(char)
        if taken > cells - 1:
            return f"{line[:place]}…"
    return line


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widest: int = 60,
    total: int | None = None,
    right: Collection[int] = (),
) -> Iterator[str]:
    r"""The lines of a table: a row of column names, a rule, the rows.

    A cell has at most ``widest`` cells; where the lines have more than ``total``, the widest columns are made narrower.
    ``right`` are the indices of columns that are set flush right.

    >>> print("\n".join(table(["name", "n"], [["处室", "24"]])))
    name  n
    ----  --
    处室  24
    """
    lines = [[shorten(cell, widest) for cell in row] for row in (columns, *rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    if total is not None:
        widths = _fitted(widths, total)
        lines = [[shorten(cell, size) for cell, size in zip(row, widths, strict=True)] for row in lines]
    lines.insert(1, ["-" * size for size in widths])
    for row in lines:
        padded = []
        for index, (cell, size) in enumerate(zip(row, widths, strict=True)):
            space = " " * (size - width(cell))
            padded.append(space + cell if index in right else cell + space)
        yield GAP.join(padded).rstrip()


def _fitted(widths: Sequence[int], total: int) -> list[int]:
    """The widths with the widest made narrower, cell by cell, until they fit."""
    fitted = list(widths)
    room = total - len(GAP) * (len(fitted) - 1)
    while sum(fitted) > room and max(fitted) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
