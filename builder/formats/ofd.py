"""OFD, the fixed-layout format of Chinese public bodies: text objects at their places, put together as PDF pages are.

A file whose glyphs are drawn as paths has no text, and is told. Annotations and seals stand beside the text and are none of it.

Source: GB/T 33190-2016, sections 7 (document), 8 (page), 11 (text).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.fixed_layout import compose
from jigou.builder.formats.limits import Limits
from jigou.builder.formats.package import ZIP, Element, Package, child, inside, local, value, warm
from jigou.builder.formats.pdf_page import WIDE, Glyph, Page, Rule
from jigou.builder.text.spelling import without_radicals
from jigou.ontology import Document
from jigou.ontology.errors import PastLimit, UnreadableReport

_POINTS = 72 / 25.4
"""Points to a millimetre."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEPS = re.compile(r"g\s+(\d+)\s+(\S+)|(\S+)")
_STRAIGHT = re.compile(r"([MLC])\s*([^MLCQBAS]*)")
_A4 = (210.0, 297.0)
_LATIN = 0.5
_THIN = 0.5
_SHORT = 1.5
_MOST_STEPS = 100_000
PATHS = "its characters are drawn as paths; read a print of it with the extra that recognises characters: pip install 'jigou[ocr]', then --ocr"


def _knows(source: Source) -> bool:
    return source.data.startswith(ZIP) and b"OFD.xml" in source.data


def _read(source: Source, limits: Limits) -> Sequence[Document]:
    package = Package(source, limits)
    pages: list[Page] = []
    drawn = 0
    characters = 0
    for path, size in _pages(package):
        if len(pages) >= limits.pages:
            raise PastLimit(source.shown, f"has more than {limits.pages:,} pages", advice="split it into reports")
        root = package.xml(path)
        drawn += sum(local(element) == "PathObject" for element in root.iterdescendants())
        page = _page(root, size)
        characters += len(page.glyphs)
        if characters > limits.characters:
            raise PastLimit(source.shown, f"holds more than {limits.characters:,} characters")
        pages.append(page)
    if not pages:
        raise UnreadableReport(source.shown, "is damaged (it has no pages)")
    return (compose(pages).document(source, READER.name, advice=PATHS if drawn else ""),)


def _pages(package: Package) -> Iterator[tuple[str, tuple[float, float]]]:
    """The paths of the pages' contents in their order, each with its width and height in millimetres."""
    for body in package.xml("OFD.xml"):
        found = child(body, "DocRoot")
        if found is None or not found.text:
            continue
        root = found.text.strip().lstrip("/")
        document = package.xml(root)
        usual = _size(child(document, "CommonData", "PageArea")) or _A4
        for page in inside(document, "Pages"):
            location = value(page, "BaseLoc")
            if location is not None:
                path = _path(posixpath.dirname(root), location)
                yield path, _size(child(package.xml(path), "Area")) or usual


def _path(folder: str, location: str) -> str:
    """A location as it is written: from the archive's root, or from the document's folder."""
    if location.startswith("/"):
        return posixpath.normpath(location.lstrip("/"))
    return posixpath.normpath(posixpath.join(folder, location))


def _size(area: Element | None) -> tuple[float, float] | None:
    box = child(area, "PhysicalBox") if area is not None else None
    numbers = _numbers(box.text or "") if box is not None else []
    return (numbers[2], numbers[3]) if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else None


def _numbers(words: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(words)]


def _page(root: Element, size: tuple[float, float]) -> Page:
    width, height = size
    glyphs: list[Glyph] = []
    across: list[Rule] = []
    down: list[Rule] = []
    pictures = 0
    for element in root.iterdescendants():
        name = local(element)
        if name == "TextObject":
            glyphs += _text(element, height)
        elif name == "PathObject":
            for (ax, ay), (bx, by) in _lines(element, height):
                if abs(ay - by) <= _THIN and abs(ax - bx) >= _SHORT:
                    across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) <= _THIN and abs(ay - by) >= _SHORT:
                    down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
        pictures += name == "ImageObject"
    return Page(width * _POINTS, height * _POINTS, tuple(glyphs), tuple(across), tuple(down), pictures)


_Place = tuple[float, float]


def _placed(element: Element, x: float, y: float, height: float) -> _Place:
    """A point of an object in points from the left and the bottom of its page."""
    matrix = _numbers(value(element, "CTM") or "")
    if len(matrix) == 6:
        a, b, c, d, e, f = matrix
        x, y = a * x + c * y + e, b * x + d * y + f
    box = _numbers(value(element, "Boundary") or "")
    left, top = (box[0], box[1]) if len(box) == 4 else (0.0, 0.0)
    return (left + x) * _POINTS, (height - top - y) * _POINTS


def _text(element: Element, height: float) -> Iterator[Glyph]:
    sizes = _numbers(value(element, "Size") or "")
    size = (sizes[0] if sizes else 1.0) * _scale(element)
    x = y = 0.0
    for code in element:
        if local(code) != "TextCode" or not code.text:
            continue
        x = next(iter(_numbers(value(code, "X") or "")), x)
        y = next(iter(_numbers(value(code, "Y") or "")), y)
        steps, rises = _steps(value(code, "DeltaX")), _steps(value(code, "DeltaY"))
        at_x, at_y = x, y
        for number, char in enumerate(code.text):
            if not char.isspace() or char == "\u3000":
                left, base = _placed(element, at_x, at_y, height)
                step = _placed(element, at_x + steps[number], at_y, height)[0] - left if number < len(steps) else 0.0
                most = size * _POINTS
                wide = most if char >= WIDE else min(step, most) if step > 0 else most * _LATIN
                yield Glyph(without_radicals(char), left, left + wide, base, most)
            at_x += steps[number] if number < len(steps) else (0.0 if steps or rises else sizes[0] if sizes else 1.0)
            at_y += rises[number] if number < len(rises) else 0.0


def _scale(element: Element) -> float:
    matrix = _numbers(value(element, "CTM") or "")
    return max(abs(matrix[3]), abs(matrix[1])) or 1.0 if len(matrix) == 6 else 1.0


def _steps(words: str | None) -> list[float]:
    """The distances between characters; ``g 3 5.6`` stands for three of 5.6."""
    steps: list[float] = []
    for times, repeated, single in _STEPS.findall(words or ""):
        numbers = _numbers(repeated or single)
        steps += numbers[:1] * min(int(times or 1), _MOST_STEPS)
    return steps


def _lines(element: Element, height: float) -> Iterator[tuple[_Place, _Place]]:
    """The straight pieces of a path that is stroked."""
    if (value(element, "Stroke") or "true") == "false":
        return
    data = child(element, "AbbreviatedData")
    first = last = (0.0, 0.0)
    for operator, words in _STRAIGHT.findall((data.text or "") if data is not None else ""):
        numbers = _numbers(words)
        if operator == "C":
            yield last, first
        elif len(numbers) >= 2:
            place = _placed(element, numbers[0], numbers[1], height)
            if operator == "M":
                first = place
            else:
                yield last, place
            last = place


def _prepare() -> None:
    warm()
    compose([Page(99, 99, (Glyph("会", 9, 18, 50, 9), Glyph("议", 9, 18, 40, 9)), (), (), 0)])


READER = Reader(
    name="ofd",
    what="OFD files with text (GB/T 33190)",
    suffixes=(".ofd",),
    knows=_knows,
    read=_read,
    prepare=_prepare,
)
