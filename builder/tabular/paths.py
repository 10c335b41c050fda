"""A table as numbers with their paths: the headers above each, from the outermost, and those to its left.

A table is read from its top. A row without numbers is a header of the rows beneath it; rows of headers that follow one another nest; one cell
over the whole width begins a new part of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jigou.builder.text.numbering import label_of
from jigou.ontology import Cell, Document, Span, Table

_NUMBER = re.compile(r"[-−－]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[-−－]?\d+(?:\.\d+)?")
_BRACKETS = re.compile(r"[（(][^（）()]{6,}[）)]")
_APART = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number of a table: where it stands, its row and column, and the headers above it and to its left."""

    span: Span
    words: str
    row: int
    column: int
    above: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Part:
    """The headers that hold at a row, and whether rows of numbers have followed them."""

    title: str = ""
    headers: list[Cell] = field(default_factory=list)
    is_filled: bool = False


def amounts(document: Document, table: Table, is_label: re.Pattern[str]) -> Iterator[Amount]:
    """The numbers of a table in the order of its rows; columns one of whose headers ``is_label`` finds hold none."""
    counted = _counted_columns(document, table)
    words = {id(cell): bare(document.text[cell.span.start : cell.span.end]) for cell in table.cells if cell.span}
    width = max(cell.column + cell.columns for cell in table.cells)
    part = _Part()
    for row, cells in _rows(table):
        own = [cell for cell in cells if cell.row == row and id(cell) in words]
        named = [cell for cell in own if not _is_number(words[id(cell)])]
        if len(own) == len(named):
            if not own:
                continue
            if len(own) == 1 and own[0].columns == width:
                part = _Part(title=words[id(own[0])])
            else:
                if part.is_filled:
                    part = _Part(title=part.title)
                part.headers += [cell for cell in own if cell not in part.headers]
            continue
        part.is_filled = True
        yield from _of_row(document, part, cells, words, counted, is_label)


def _of_row(
    document: Document,
    part: _Part,
    cells: Sequence[Cell],
    words: dict[int, str],
    counted: frozenset[int],
    is_label: re.Pattern[str],
) -> Iterator[Amount]:
    left: list[str] = []
    behind_numbers = False
    for cell in cells:
        said = words.get(id(cell), "")
        above = _above(part.headers, cell, words)
        is_code = any(is_label.search(header) for header in above)
        if is_code or cell.column not in counted:
            # Behind a column of numbers the names of a second half of the table begin: 收入 | 支出.
            if said and not _is_number(said):
                left = [said] if behind_numbers else [*left, said]
                behind_numbers = False
            continue
        behind_numbers = True
        if not _is_number(said):
            continue
        if cell.span is None:
            continue
        title = (part.title,) if part.title else ()
        path = title + above
        yield Amount(
            span=cell.span, words=document.text[cell.span.start : cell.span.end], row=cell.row, column=cell.column,
            above=path, left=tuple(left),
        )  # fmt: skip


def _counted_columns(document: Document, table: Table) -> frozenset[int]:
    """The columns that hold a number somewhere."""
    spans = ((cell.column, cell.span) for cell in table.cells if cell.span)
    return frozenset(
        column for column, span in spans if _is_number(document.text[span.start : span.end].strip(" \u3000"))
    )


def _above(headers: Sequence[Cell], cell: Cell, words: dict[int, str]) -> tuple[str, ...]:
    """The headers over a cell, from the outermost: over each header the one that covers most of it, should a line part them wrongly."""
    found: list[str] = []
    start, end, top = cell.column, cell.column + cell.columns, cell.row
    while True:
        over = [
            (header.row, min(end, header.column + header.columns) - max(start, header.column), header)
            for header in headers
            if header.row < top and header.column < end and start < header.column + header.columns
        ]
        if not over:
            return tuple(reversed(found))
        _, _, nearest = max(over, key=lambda one: one[:2])
        found.append(words[id(nearest)])
        start, end, top = nearest.column, nearest.column + nearest.columns, nearest.row


def _rows(table: Table) -> Iterator[tuple[int, list[Cell]]]:
    """The rows, each with the cells that stand in it or reach into it from above, from the left."""
    height = max(cell.row + cell.rows for cell in table.cells)
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append(cell)
    for row, cells in enumerate(rows):
        yield row, sorted(cells, key=lambda cell: cell.column)


def _is_number(words: str) -> bool:
    return _NUMBER.fullmatch(words.removesuffix("%").strip()) is not None


def bare(words: str) -> str:
    """A header without its number and without an explanation in brackets.

    >>> bare("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"), bare("1.属于国家秘密"), bare("其他")
    ('部分公开', '属于国家秘密', '其他')
    """
    words = _APART.sub("", words.strip(" \u3000"))
    if _is_number(words):
        return words
    label = label_of(words)
    if label is not None and _HAN.search(words[label.end :]):
        words = words[label.end :].strip()
    return _BRACKETS.sub("", words).strip() or words
