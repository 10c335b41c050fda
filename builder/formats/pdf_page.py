"""A page of a PDF as glyphs with their places and the lines that are ruled on it, by pdfium's raw interface.

Coordinates are as the page is shown: x from the left, y from the bottom, in points.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jigou.builder.text.spelling import without_radicals

_THIN = 0.8
_SHORT = 4.0
_THICKEST = 3.0
_DEEPEST = 6
_MOST_SEGMENTS = 200_000
_SMALLEST_SIZE = 1.0
_WIDEST = 3.0
_TALLEST = 0.15
WIDE = "\u2e80"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, its left and right edge, its base line and its size."""

    char: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line along one axis: where it stands across, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    pictures: int


def page_of(document: Any, number: int) -> Page:
    """The page of a pdfium document at a number from 0."""
    page = document[number]
    text = page.get_textpage()
    try:
        width, height = page.get_size()
        turn = _turn(page)
        across, down, pictures = _ruled(page, turn)
        return Page(width, height, tuple(_glyphs(text, turn, width, height)), tuple(across), tuple(down), pictures)
    finally:
        text.close()
        page.close()


Turn = Callable[[float, float], tuple[float, float]]


def _turn(page: Any) -> Turn:
    """From a point of the page's own space to one of the page as it is shown, which may be turned by quarters."""
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    turns: dict[int, Turn] = {
        90: lambda x, y: (y - bottom, width - (x - left)),
        180: lambda x, y: (width - (x - left), height - (y - bottom)),
        270: lambda x, y: (height - (y - bottom), x - left),
    }
    return turns.get(page.get_rotation(), lambda x, y: (x - left, y - bottom))


def _glyphs(text: Any, turn: Turn, page_width: float, page_height: float) -> Iterator[Glyph]:
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    pending = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        # pdfium makes up spaces and line ends of its own; a character beyond the first plane comes as two halves.
        if raw.FPDFText_IsGenerated(text, index) or code in (0, 0xFFFE, 0xFFFF):
            continue
        if 0xD800 <= code < 0xDC00:
            pending = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((pending - 0xD800) << 10) + (code - 0xDC00) if pending else 0xFFFD
        pending = 0
        char = chr(code)
        if not raw.FPDFText_GetLooseCharBox(text, index, box) or not raw.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        if char.isspace() and char != "\u3000":
            continue
        (left, low), (right, high) = turn(box.left, box.bottom), turn(box.right, box.top)
        left, right = min(left, right), max(left, right)
        size = max(abs(high - low), _SMALLEST_SIZE)
        if right - left > size * _WIDEST or size > page_height * _TALLEST:
            # The box of a glyph of a vertical font is as long as its column: its ink tells better.
            left, right, size = _ink(text, index, turn)
        elif char >= WIDE:
            size = right - left  # a Chinese character is as wide as it is high; boxes' heights differ from font to font
        if (
            0 <= left <= page_width
            and 0 <= (base := turn(x.value, y.value)[1]) <= page_height
            and size > _SMALLEST_SIZE
        ):
            yield Glyph(without_radicals(char), left, right, base, size)


def _ink(text: Any, index: int, turn: Turn) -> tuple[float, float, float]:
    """The left and right edge of a glyph's ink, and a size that fits it."""
    import pypdfium2.raw as raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    (one, low), (other, high) = turn(left.value, bottom.value), turn(right.value, top.value)
    return min(one, other), max(one, other), max(abs(high - low), abs(other - one), _SMALLEST_SIZE)


def _ruled(page: Any, turn: Turn) -> tuple[list[Rule], list[Rule], int]:
    """The lines along either axis, and how many pictures there are."""
    import pypdfium2.raw as raw

    across: list[Rule] = []
    down: list[Rule] = []
    pictures = 0
    waiting: list[tuple[Any, tuple[_Matrix, ...], int]] = [
        (raw.FPDFPage_GetObject(page, i), (), 0) for i in range(raw.FPDFPage_CountObjects(page))
    ]
    while waiting and len(across) + len(down) < _MOST_SEGMENTS:
        object_, outer, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(object_)
        pictures += kind == raw.FPDF_PAGEOBJ_IMAGE
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            chain = (*outer, _matrix(object_))
            count = raw.FPDFFormObj_CountObjects(object_)
            waiting += [(raw.FPDFFormObj_GetObject(object_, i), chain, depth + 1) for i in range(count)]
        elif kind == raw.FPDF_PAGEOBJ_PATH and _is_drawn(object_):
            for (ax, ay), (bx, by) in _segments(object_, (*outer, _matrix(object_)), turn):
                if abs(ay - by) <= _THIN and abs(ax - bx) >= _SHORT:
                    across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) <= _THIN and abs(ay - by) >= _SHORT:
                    down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
    return across, down, pictures


def _is_drawn(path: Any) -> bool:
    """Whether a path is a line to the eye: stroked, or so thin that its filling is one; not the ground behind words."""
    import pypdfium2.raw as raw

    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, filled, stroked)
    if stroked.value:
        return True
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not filled.value or not raw.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return False
    return min(right.value - left.value, top.value - bottom.value) <= _THICKEST


_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]


def _matrix(object_: Any) -> _Matrix:
    import pypdfium2.raw as raw

    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(object_, found):
        return 1, 0, 0, 1, 0, 0
    return found.a, found.b, found.c, found.d, found.e, found.f


def _segments(path: Any, chain: tuple[_Matrix, ...], turn: Turn) -> Iterator[tuple[_Point, _Point]]:
    """The straight pieces of a path, as they are shown."""
    import pypdfium2.raw as raw

    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        px, py = x.value, y.value
        for a, b, c, d, e, f in reversed(chain):
            px, py = a * px + c * py + e, b * px + d * py + f
        point = turn(px, py)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, first
