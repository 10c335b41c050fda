"""PDF files with a text layer: glyphs by their places, so that what a page looks like decides on lines, columns, paragraphs and tables.

pdfium's own text drops the indent of a paragraph and puts spaces about every number; here they are not asked for. A page without text is
told: it is a picture.

Source: ISO 32000-1; GB/T 9704-2012.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.draft import one_line
from jigou.builder.formats.fixed_layout import compose
from jigou.builder.formats.limits import Limits
from jigou.builder.formats.pdf_font import use_box_font
from jigou.builder.formats.pdf_page import Page, page_of
from jigou.ontology import Document
from jigou.ontology.errors import PastLimit, UnreadableReport

MAGIC = b"%PDF-"
_HEAD = 1024
SCANNED = "it is a scan; read it with the extra that recognises characters: pip install 'jigou[ocr]', then --ocr"


def _knows(source: Source) -> bool:
    return MAGIC in source.data[:_HEAD]


def _read(source: Source, limits: Limits) -> Sequence[Document]:
    pages, bare = _pages(source, limits)
    numbers = ", ".join(map(str, bare[:5])) + " …" * (len(bare) > 5)
    remarks = (f"{len(bare)} of {len(pages)} pages hold no text ({numbers})",) if bare else ()
    return (compose(pages).document(source, READER.name, remarks=remarks, advice=SCANNED),)


@contextmanager
def opened(source: Source, limits: Limits) -> Iterator[Any]:
    """A pdfium document. Raises UnreadableReport where it is locked or damaged, PastLimit where it has too many pages."""
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
        yield document
    finally:
        document.close()


def _pages(source: Source, limits: Limits) -> tuple[list[Page], list[int]]:
    """The pages, and the numbers of those that are pictures or damaged."""
    import pypdfium2

    pages: list[Page] = []
    bare: list[int] = []
    characters = 0
    with opened(source, limits) as document:
        for number in range(len(document)):
            try:
                page = page_of(document, number)
            except pypdfium2.PdfiumError:
                page = Page(0, 0, (), (), (), 1)
            characters += len(page.glyphs)
            if characters > limits.characters:
                raise PastLimit(source.shown, f"holds more than {limits.characters:,} characters")
            if not page.glyphs and page.pictures:
                bare.append(number + 1)
            pages.append(page)
    return pages, bare


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
