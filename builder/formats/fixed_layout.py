"""Pages of fixed layout (PDF, OFD) as a draft: lines in reading order, furniture gone, tables whole over the ends of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jigou.builder.formats.draft import Draft, is_layout
from jigou.builder.formats.pdf_grid import Grid, grids
from jigou.builder.formats.pdf_lines import Line, lines_of, paragraphs, without_furniture
from jigou.builder.formats.pdf_page import Page

_ALIKE = 3.0
_Item = Line | Grid


def compose(pages: Sequence[Page]) -> Draft:
    """The text and tables of pages."""
    draft = Draft()
    items: list[list[_Item]] = []
    for number, page in enumerate(pages):
        tables, left = grids(page)
        items.append(_placed(lines_of(left, number), tables))
    lines = [[item for item in page if isinstance(item, Line)] for page in items]
    kept = without_furniture(lines, [page.height for page in pages])
    for item in _joined(_flow(items, kept)):
        if isinstance(item, Grid):
            _table(draft, item)
        else:
            for words, _ in paragraphs(item):
                draft.paragraph(words)
    return draft


def _placed(lines: Sequence[Line], tables: Sequence[Grid]) -> list[_Item]:
    """The lines of a page with its tables before the first line beneath each."""
    items: list[_Item] = []
    waiting = list(tables)
    for line in lines:
        while waiting and line.base < waiting[0].bottom:
            items.append(waiting.pop(0))
        items.append(line)
    return [*items, *waiting]


def _flow(pages: Sequence[Sequence[_Item]], kept: Sequence[Sequence[Line]]) -> Iterator[_Item]:
    """The items of all pages without furniture."""
    for items, lines in zip(pages, kept, strict=True):
        left = {id(line) for line in lines}
        yield from (item for item in items if isinstance(item, Grid) or id(item) in left)


def _joined(flow: Iterator[_Item]) -> Iterator[Grid | list[Line]]:
    """Runs of lines, and tables; one that goes on over a page's end, with the same columns, is one."""
    lines: list[Line] = []
    table: Grid | None = None
    for item in flow:
        if isinstance(item, Line):
            if table is not None:
                yield table
                table = None
            lines.append(item)
            continue
        if lines:
            yield lines
            lines = []
        if table is not None and _goes_on(table, item):
            table = _continued(table, item)
        else:
            if table is not None:
                yield table
            table = item
    if table is not None:
        yield table
    if lines:
        yield lines


def _goes_on(table: Grid, following: Grid) -> bool:
    return len(table.edges) == len(following.edges) and all(
        abs(one - other) <= _ALIKE for one, other in zip(table.edges, following.edges, strict=True)
    )


def _continued(table: Grid, following: Grid) -> Grid:
    """A table with its rest from the next page; a cell that is cut by the page's end is one again."""
    below = max(field.row + field.rows for field in table.fields)
    last = {(field.column, field.columns): field for field in table.fields if field.row + field.rows == below}
    fields = list(table.fields)
    for field in following.fields:
        above = last.get((field.column, field.columns))
        is_rest = field.row == 0 and not field.words and above is not None and above.rows + field.rows > 2
        if is_rest and above is not None:
            fields[fields.index(above)] = replace(above, rows=above.rows + field.rows)
        else:
            fields.append(replace(field, row=field.row + below))
    return replace(table, fields=tuple(fields))


def _table(draft: Draft, table: Grid) -> None:
    if is_layout(table.fields):
        for field in sorted(table.fields, key=lambda field: (field.row, field.column)):
            draft.paragraph(field.words)
    else:
        draft.table(table.fields)
