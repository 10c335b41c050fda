"""PDF files with a text layer: glyphs by their places, so that what a page looks like decides on lines, columns, paragraphs and tables.

pdfium's own text drops the indent of a paragraph and puts spaces about every number; here they are not asked for. A page without text is
told: it is a picture.

Source: ISO 32000-1; GB/T 9704-2012.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.draft import Draft, is_layout, one_line
from jigou.builder.formats.limits import Limits
from jigou.builder.formats.pdf_font import use_box_font
from jigou.builder.formats.pdf_grid import Grid, grids
from jigou.builder.formats.pdf_lines import Line, lines_of, paragraphs, without_furniture
from jigou.builder.formats.pdf_page import page_of
from jigou.ontology import Document
from jigou.ontology.errors import PastLimit, UnreadableReport

MAGIC = b"%PDF-"
_HEAD = 1024
_ALIKE = 3.0
SCANNED = "it is a scan; read it with the extra that recognises characters: pip install 'jigou[ocr]', then --ocr"


def _knows(source: Source) -> bool:
    return MAGIC in source.data[:_HEAD]


def _read(source: Source, limits: Limits) -> Sequence[Document]:
    pages, heights, bare = _pages(source, limits)
    draft = Draft()
    kept = without_furniture([[item for item in page if isinstance(item, Line)] for page in pages], heights)
    flow = _flow(pages, kept)
    for item in _joined(flow):
        if isinstance(item, Grid):
            _table(draft, item)
        else:
            for words, _ in paragraphs(item):
                draft.paragraph(words)
    pictures = (
        f"{len(bare)} of {len(pages)} pages hold no text ({', '.join(map(str, bare[:5]))}{' …' * (len(bare) > 5)})"
    )
    return (draft.document(source, READER.name, remarks=(pictures,) if bare else (), advice=SCANNED),)


_Item = Line | Grid


def _pages(source: Source, limits: Limits) -> tuple[list[list[_Item]], list[float], list[int]]:
    """What stands on each page, from its top; the pages' heights; and the numbers of those that are pictures."""
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableReport(
            source.shown,
            "needs a password" if locked else f"is damaged ({one_line(str(error))})",
            advice="save it without one" if locked else "",
        ) from error
    try:
        if len(document) > limits.pages:
            raise PastLimit(source.shown, f"has more than {limits.pages:,} pages", advice="split it into reports")
        pages: list[list[_Item]] = []
        heights: list[float] = []
        bare: list[int] = []
        characters = 0
        for number in range(len(document)):
            try:
                page = page_of(document, number)
            except pypdfium2.PdfiumError:
                bare.append(number + 1)
                pages.append([])
                heights.append(0.0)
                continue
            characters += len(page.glyphs)
            if characters > limits.characters:
                raise PastLimit(source.shown, f"holds more than {limits.characters:,} characters")
            if not page.glyphs and page.pictures:
                bare.append(number + 1)
            tables, left = grids(page)
            pages.append(_placed(lines_of(left, number), tables))
            heights.append(page.height)
    finally:
        document.close()
    return pages, heights, bare


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


_SMALLEST = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 57>>stream
BT /F 9 Tf 9 50 Td (1) Tj ET BT /F 9 Tf 9 40 Td (2) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


def _prepare() -> None:
    """Read one small file, so that all that reading loads is there while files can still be opened."""
    codecs.lookup("utf-16-le")
    use_box_font()
    _read(Source(name="", shown="", data=_SMALLEST), Limits())


READER = Reader(
    name="pdf",
    what="PDF files with a text layer",
    suffixes=(".pdf",),
    knows=_knows,
    read=_read,
    prepare=_prepare,
)
