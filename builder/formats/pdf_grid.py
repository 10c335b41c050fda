"""Tables on a page by their ruled lines: a grid of squares, those without a line between them being one cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jigou.builder.formats.draft import Field, one_line
from jigou.builder.formats.pdf_page import Glyph, Page, Rule

_NEAR = 2.5
"""Lines nearer than this are one: the two edges of a thin box, a line that is drawn twice."""
_REACH = 3.0
"""How far a line may end before another and still meet it."""
_LINE = 0.5
"""The part of a glyph's size by which base lines of one line may differ."""
_CUT = 1.8
"""How many characters' height away from a table a row of it stands that the end of a page cut off."""
_APART = 0.45
_WORDS_APART = 0.15
_MOST_SQUARES = 20_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its columns' edges from the left, its rows' from the top, and its fields."""

    edges: tuple[float, ...]
    top: float
    bottom: float
    fields: tuple[Field, ...]


def grids(page: Page) -> tuple[list[Grid], list[Glyph]]:
    """The tables of a page, from its top, and the glyphs that stand in none."""
    found: list[Grid] = []
    left = list(page.glyphs)
    for across, down in _groups(_merged(page.across), _merged(page.down)):
        xs, ys = _clustered(rule.at for rule in down), _clustered(rule.at for rule in across)
        if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MOST_SQUARES:
            continue
        xs, ys = _with_cut_rows(xs, ys, left)
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in left:
            within = xs[0] <= (glyph.left + glyph.right) / 2 <= xs[-1] and ys[0] <= _middle(glyph) <= ys[-1]
            (inside if within else outside).append(glyph)
        if not inside:
            continue
        left = outside
        fields = tuple(_fields(xs, ys[::-1], across, _reaching(down, ys), inside))
        found.append(Grid(tuple(xs), ys[-1], ys[0], fields))
    return sorted(found, key=lambda grid: -grid.top), left


def _with_cut_rows(xs: list[float], ys: list[float], glyphs: Sequence[Glyph]) -> tuple[list[float], list[float]]:
    """The edges, with one more row above or beneath where the end of the page left a row without its outer line."""
    for top in (True, False):
        edge = ys[-1] if top else ys[0]
        near = [
            glyph
            for glyph in glyphs
            if xs[0] < (glyph.left + glyph.right) / 2 < xs[-1]
            and (
                0 < _middle(glyph) - edge < glyph.size * _CUT if top else 0 < edge - _middle(glyph) < glyph.size * _CUT
            )
        ]
        columns = {sum(x <= (glyph.left + glyph.right) / 2 for x in xs[1:-1]) for glyph in near}
        crossing = any(glyph.left + 1 < x < glyph.right - 1 for glyph in near for x in xs[1:-1])
        if len(columns) >= max(3, len(xs) // 2) and not crossing:
            ys = [*ys, max(g.base + g.size for g in near)] if top else [min(g.base - g.size for g in near), *ys]
    return xs, ys


def _middle(glyph: Glyph) -> float:
    return glyph.base + glyph.size * 0.3


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """The lines with those that lie on one another, or go on where another ends, made one."""
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if rows and rule.at - rows[-1][0].at <= _NEAR:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    merged: list[Rule] = []
    for row in rows:
        at = sum(rule.at for rule in row) / len(row)
        start: float | None = None
        end = 0.0
        for rule in sorted(row, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _REACH:
                end = max(end, rule.end)
            else:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            merged.append(Rule(at, start, end))
    return merged


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The lines that hang together by meeting one another."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, row in enumerate(across):
        for j, column in enumerate(down):
            meets = row.start - _REACH <= column.at <= row.end + _REACH
            if meets and column.start - _REACH <= row.at <= column.end + _REACH:
                parent[root(i)] = root(len(across) + j)
    groups: defaultdict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(across):
        groups[root(i)][0].append(row)
    for j, column in enumerate(down):
        groups[root(len(across) + j)][1].append(column)
    yield from groups.values()


def _clustered(places: Iterator[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _fields(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule], glyphs: Sequence[Glyph]
) -> Iterator[Field]:
    """The cells: squares that no line parts are one. ``ys`` goes down from the top."""
    columns, rows = len(xs) - 1, len(ys) - 1
    cell = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def root(square: tuple[int, int]) -> tuple[int, int]:
        while cell[square] != square:
            square = cell[square]
        return square

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        first, second = sorted((root(one), root(other)))
        cell[second] = first

    for row in range(rows):
        for column in range(columns):
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < columns and not _parts(down, xs[column + 1], y):
                join((row, column), (row, column + 1))
            if row + 1 < rows and not _parts(across, ys[row + 1], x):
                join((row, column), (row + 1, column))
    squares: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for square in cell:
        squares[root(square)].append(square)
    words: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, _middle(glyph)
        column = max(0, sum(edge <= x for edge in xs[1:-1]))
        row = max(0, sum(edge >= y for edge in ys[1:-1]))
        words[root((row, column))].append(glyph)
    for top, members in squares.items():
        last_row, last_column = max(row for row, _ in members), max(column for _, column in members)
        first_column = min(column for _, column in members)
        yield Field(
            row=top[0],
            column=first_column,
            rows=last_row - top[0] + 1,
            columns=last_column - first_column + 1,
            words=cell_words(words[top]),
        )


def _parts(rules: Sequence[Rule], at: float, middle: float) -> bool:
    """Whether a line stands at an edge and runs past the middle of a square."""
    return any(abs(rule.at - at) <= _NEAR and rule.start <= middle <= rule.end for rule in rules)


def _reaching(rules: Sequence[Rule], ys: Sequence[float]) -> list[Rule]:
    """Lines down that end at the outermost drawn row, made to reach the row that was cut there."""
    low, high = min(rule.start for rule in rules), max(rule.end for rule in rules)
    return [
        Rule(
            rule.at,
            min(rule.start, ys[0]) if rule.start - low <= _REACH else rule.start,
            max(rule.end, ys[-1]) if high - rule.end <= _REACH else rule.end,
        )
        for rule in rules
    ]


def cell_words(glyphs: Sequence[Glyph]) -> str:
    """The words of a cell, its lines joined."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.base, glyph.left)):
        if lines and lines[-1][0].base - glyph.base <= glyph.size * _LINE:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return one_line("\n".join(spaced(sorted(line, key=lambda glyph: glyph.left)) for line in lines))


def spaced(line: Sequence[Glyph]) -> str:
    """The characters of a line, with a space where letters stand apart, or any characters by half of one."""
    parts: list[str] = []
    for before, glyph in zip((None, *line), line, strict=False):
        if before is not None:
            gap = (glyph.left - before.right) / max(before.size, glyph.size)
            if gap > _APART or (gap > _WORDS_APART and _is_latin(before.char) and _is_latin(glyph.char)):
                parts.append(" ")
        parts.append(glyph.char)
    return "".join(parts)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
