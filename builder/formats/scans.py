"""Scans: pages that are pictures, read by recognising characters; only where it is asked for, with the extra ``ocr``.

What is recognised is put together as the glyphs of a PDF are. Pages with text of their own keep it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.fixed_layout import compose
from jigou.builder.formats.limits import Limits
from jigou.builder.formats.pdf import MAGIC, opened
from jigou.builder.formats.pdf_page import WIDE, Glyph, Page, page_of
from jigou.ontology import Document
from jigou.ontology.errors import MissingExtra, PastLimit, UnreadableReport

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_SCALE = 2.0
"""How many pixels stand for a point: 144 dots to the inch."""
_LARGEST = 6_000
"""The longest side of a picture that is looked at, in pixels."""
_SUREST = 0.5
_LIKE = 0.25


def _knows(source: Source) -> bool:
    return source.data.startswith(_PICTURES) or MAGIC in source.data[:1024]


def _read(source: Source, limits: Limits) -> Sequence[Document]:
    pages: list[Page] = []
    recognised: list[int] = []
    for number, (page, picture) in enumerate(_pages(source, limits), 1):
        if picture is not None:
            recognised.append(number)
            page = _recognised(page, picture)
        pages.append(page)
    remark = f"{len(recognised)} of {len(pages)} pages were recognised from pictures: figures in them want a look"
    return (compose(pages).document(source, READER.name, remarks=(remark,) if recognised else ()),)


def _pages(source: Source, limits: Limits) -> Iterator[tuple[Page, Any]]:
    """The pages, each with its picture where it has no text."""
    if source.data.startswith(_PICTURES):
        import cv2
        import numpy

        picture = cv2.imdecode(numpy.frombuffer(source.data, numpy.uint8), cv2.IMREAD_COLOR)
        if picture is None:
            raise UnreadableReport(source.shown, "is damaged (no picture can be made of it)")
        height, width = picture.shape[:2]
        if max(height, width) > _LARGEST:
            raise PastLimit(
                source.shown, f"is a picture of more than {_LARGEST:,} pixels a side", advice="make it smaller"
            )
        yield Page(width / _SCALE, height / _SCALE, (), (), (), 1), picture
        return
    with opened(source, limits) as document:
        for number in range(len(document)):
            page = page_of(document, number)
            if page.glyphs or max(page.width, page.height) * _SCALE > _LARGEST:
                yield page, None
            else:
                yield page, document[number].render(scale=_SCALE).to_numpy()


def _recognised(page: Page, picture: Any) -> Page:
    """A page with the glyphs that are recognised in its picture."""
    found = _engine()(picture)
    glyphs: list[Glyph] = []
    lines = [
        (box, words)
        for box, words, sure in zip(
            found.boxes if found.boxes is not None else (), found.txts or (), found.scores or (), strict=False
        )
        if sure >= _SUREST and words
    ]
    if not lines:
        return page
    usual = median(_height(box) for box, _ in lines)
    for box, words in lines:
        glyphs += _glyphs(box, words, usual, page.height)
    return Page(page.width, page.height, tuple(glyphs), page.across, page.down, page.pictures)


def _height(box: Any) -> float:
    return float(max(point[1] for point in box) - min(point[1] for point in box)) / _SCALE


def _glyphs(box: Any, words: str, usual: float, page_height: float) -> Iterator[Glyph]:
    """The characters of a line, in even steps over its box; lines of about the usual height are of one size."""
    left, right = (float(edge(point[0] for point in box)) / _SCALE for edge in (min, max))
    bottom = float(max(point[1] for point in box)) / _SCALE
    height = _height(box)
    size = (usual if abs(height - usual) <= usual * _LIKE else height) * 0.85
    shares = [2 if char >= WIDE else 1 for char in words]
    places = [left]
    for share in shares:
        places.append(places[-1] + (right - left) * share / sum(shares))
    for char, (start, end) in zip(words, pairwise(places), strict=True):
        yield Glyph(char, start, end, page_height - bottom + height * 0.2, size)


@cache
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise MissingExtra(
            "recognising characters needs rapidocr; install it with: pip install 'jigou[ocr]'"
        ) from error
    return RapidOCR(params={"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": 1})


def _prepare() -> None:
    """Load the models and use them once, so that all is there while files can still be opened."""
    engine = _engine()
    import cv2
    import numpy

    sheet = numpy.full((120, 400, 3), 255, numpy.uint8)
    cv2.putText(sheet, "2021 report", (20, 80), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 3)
    engine(sheet)
    from jigou.builder.formats.pdf import READER as PDF

    PDF.prepare()


READER = Reader(
    name="scan",
    what="scans, by recognising characters (jigou[ocr], only where --ocr asks for it)",
    suffixes=(),
    knows=_knows,
    read=_read,
    prepare=_prepare,
    rank=30,
    is_asked_for=True,
    patience=40,
    appetite=4,
)
