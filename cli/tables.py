"""Rows of text in columns, for a person at a terminal.

Widths are counted in terminal cells: a Chinese character takes two (Unicode Standard Annex 11, East Asian Width).
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

GAP = "  "
NARROWEST = 12
"""A column is not made narrower than this to fit the terminal."""
WIDE = 160
"""The width of a table where there is no terminal."""


def width(text: str) -> int:
    """How many cells a terminal gives to ``text``.

    >>> width("机关 = office")
    13
    """
    return sum(_cells(char) for char in text)


def shorten(text: str, cells: int) -> str:
    """The text in one line and in at most ``cells`` cells, with an ellipsis where it was cut; control characters become ``�``.

    >>> shorten("党史学习教育领导小组", 10)
    '党史学习…'
    """
    text = "".join(char if char.isprintable() else "�" for char in " ".join(text.split()))
    if width(text) <= cells:
        return text
    kept, taken = "", 0
    for char in text:
        taken += _cells(char)
        if taken > cells - 1:
            break
        kept += char
    return f"{kept}…"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, total: int | None = None) -> Iterator[str]:
    r"""The lines of a table: a row of column names, a rule, the rows.

    It is made to fit ``total`` cells, the terminal's width by default, by shortening the widest columns.

    >>> print("\n".join(table(["name", "n"], [["处室", "24"]])))
    name  n
    ────  ──
    处室  24
    """
    lines = [[shorten(cell, 10_000) for cell in row] for row in (columns, *rows)]
    widths = [max(2, *(width(row[index]) for row in lines)) for index in range(len(columns))]
    widths = _fitted(widths, total or shutil.get_terminal_size((WIDE, 0)).columns)
    lines.insert(1, ["─" * size for size in widths])
    for row in lines:
        cells = [shorten(cell, size) for cell, size in zip(row, widths, strict=True)]
        padded = (cell + " " * (size - width(cell)) for cell, size in zip(cells, widths, strict=True))
        yield GAP.join(padded).rstrip()


def _fitted(widths: list[int], total: int) -> list[int]:
    """The widths with the widest made narrower, cell by cell, until they fit."""
    widths = list(widths)
    room = total - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
