"""The glyphs of pages as paragraphs: lines, columns in their order, lines that were broken by width joined.

Page numbers and running heads go. A paragraph ends where its last line is short, where the next is indented, stands further below or is set
in another size.

Source: GB/T 9704-2012 (28 characters a line, two of indent, the page number as ``— 1 —``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jigou.builder.formats.pdf_grid import spaced
from jigou.builder.formats.pdf_page import WIDE, Glyph
from jigou.builder.text.lines import PAGE_MARK
from jigou.builder.text.numbering import IN_LINE, label_of

_LINE = 0.45
_GAP = 2.2
"""How many characters of space part two pieces of a line."""
_EDGE = 0.12
"""The part of a page's height at its top and bottom where its number and running head stand."""
_FEW_ROWS = 5
_LONG_PIECE = 8
_FULL = 1.6
"""How many characters a line may end before the right edge and still be full."""
_INDENT = 0.8
_LEADING = 1.35
_OTHER_SIZE = 0.12
_VERY_OTHER = 0.5
_LARGER = 1.2
_LONGEST_TITLE = 4
_VERTICAL = 4
_LONG_SIGNS = "—─―…-"
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d{1,4}(?:\s*/\s*\d{1,4})?")
_UNBROKEN = re.compile(r"[\x21-\x7e]+")
_LATIN = re.compile(r"[\x00-\u024f]+")
_ENDED = re.compile(r"[。！？!?：:；;…][”’）)』」》】]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or what stands of it in one column."""

    words: str
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int = 0


def lines_of(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """The lines of a page in reading order."""
    upright, vertical = _without_vertical(_pieces(glyphs, page))
    return [*_in_columns(upright), *vertical]


def _pieces(glyphs: Sequence[Glyph], page: int) -> list[list[Line]]:
    """The lines from the top, each as the pieces that wide gaps part."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.base, glyph.left)):
        if rows and rows[-1][0].base - glyph.base <= min(glyph.size, rows[-1][0].size) * _LINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    found: list[list[Line]] = []
    for row in rows:
        row.sort(key=lambda glyph: glyph.left)
        pieces: list[list[Glyph]] = [[row[0]]]
        for before, glyph in pairwise(row):
            if glyph.left - before.right > max(before.size, glyph.size) * _GAP:
                pieces.append([])
            pieces[-1].append(glyph)
        lines = [_line(piece, page) for piece in pieces]
        found.append([line for line in lines if line.words])
    return [row for row in found if row]


def _line(glyphs: Sequence[Glyph], page: int) -> Line:
    wide = sorted(glyph.size for glyph in glyphs if glyph.char >= WIDE)
    size = wide[len(wide) // 2] if wide else sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
    words = spaced(_without_doubles(glyphs))
    return Line(words.strip("\u3000 "), _start(glyphs), glyphs[-1].right, glyphs[0].base, size, page)


def _start(glyphs: Sequence[Glyph]) -> float:
    return next((glyph.left for glyph in glyphs if not glyph.char.isspace()), glyphs[0].left)


def _without_doubles(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Without glyphs that are printed twice on one place to look bold; a dash of two is one glyph that stands for both."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        if (
            kept
            and kept[-1].char == glyph.char not in _LONG_SIGNS
            and abs(kept[-1].left - glyph.left) < glyph.size * 0.15
        ):
            continue
        kept.append(glyph)
    return kept


def _without_vertical(rows: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """The rows without single characters that stand above one another, and each such column as a line of its own."""
    single = [piece for row in rows for piece in row if len(piece.words) == 1]
    columns: list[list[Line]] = []
    for piece in sorted(single, key=lambda piece: (piece.left, -piece.base)):
        last = columns[-1][-1] if columns else None
        if (
            last is not None
            and abs(last.left - piece.left) < piece.size * 0.3
            and last.base - piece.base < piece.size * 3
        ):
            columns[-1].append(piece)
        else:
            columns.append([piece])
    vertical = [column for column in columns if len(column) >= _VERTICAL]
    taken = {id(piece) for column in vertical for piece in column}
    kept = [[piece for piece in row if id(piece) not in taken] for row in rows]
    joined = [replace(column[0], words="".join(piece.words for piece in column)) for column in vertical]
    return [row for row in kept if row], joined


def _in_columns(rows: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """The pieces in reading order: where a page has two columns the left one first, up to the next line that crosses both."""
    gutter = _gutter(rows)
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        if gutter is None or any(piece.left < gutter < piece.right for piece in row):
            yield from (*left, *right)
            left, right = [], []
            yield _whole(row)
            continue
        left += [replace(piece, column=1) for piece in row if piece.right <= gutter]
        right += [replace(piece, column=2) for piece in row if piece.left >= gutter]
    yield from (*left, *right)


def _whole(row: Sequence[Line]) -> Line:
    """The pieces of a line as one."""
    words = "\u3000".join(piece.words for piece in row)
    return replace(row[0], words=words, right=row[-1].right)


def _gutter(rows: Sequence[Sequence[Line]]) -> float | None:
    """The middle of the gap between two columns, where many rows have one piece on either side of it."""
    pairs = [row for row in rows if len(row) == 2 and all(len(piece.words) >= _LONG_PIECE for piece in row)]
    if len(pairs) < _FEW_ROWS:
        return None
    start, end = max(row[0].right for row in pairs), min(row[1].left for row in pairs)
    return (start + end) / 2 if start < end else None


# --- pages -----------------------------------------------------------------------------------------------------------


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of pages without their numbers and the heads that run over them."""
    outer = [[line for line in lines if _is_outer(line, height)] for lines, height in zip(pages, heights, strict=True)]
    seen = Counter(shape for lines in outer for shape in {_shape(line) for line in lines})
    enough = max(3, len(pages) // 2)
    numbered = sum(any(_NUMBER.fullmatch(line.words) for line in lines) for lines in outer)
    kept: list[list[Line]] = []
    for lines, edge in zip(pages, outer, strict=True):
        furniture = {
            id(line)
            for line in edge
            if PAGE_MARK.fullmatch(line.words)
            or (_NUMBER.fullmatch(line.words) and numbered > 1)
            or (seen[_shape(line)] >= enough and len(pages) > 2)
        }
        kept.append([line for line in lines if id(line) not in furniture])
    return kept


def _is_outer(line: Line, height: float) -> bool:
    return line.base < height * _EDGE or line.base > height * (1 - _EDGE)


def _shape(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.words), round(line.base / 3)


# --- paragraphs ------------------------------------------------------------------------------------------------------


def paragraphs(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """The paragraphs of lines in order, each with its first line."""
    measure = _Measure(lines)
    title = _title(lines) if lines and lines[0].page == 0 else 0
    if title > 1:
        yield "".join(line.words for line in lines[:title]), lines[0]
    i = title if title > 1 else 0
    while i < len(lines):
        first = i
        words = lines[i].words
        while i + 1 < len(lines) and measure.goes_on(lines[i], lines[i + 1]):
            i += 1
            words += _between(words, lines[i].words) + lines[i].words
        yield words, lines[first]
        i += 1


def _title(lines: Sequence[Line]) -> int:
    """How many lines at the beginning are one title: larger than the text, of one size, none with a colon."""
    sizes = Counter(round(line.size) for line in lines for _ in line.words)
    usual = sizes.most_common(1)[0][0]
    count = 0
    for line in lines[:_LONGEST_TITLE]:
        alike = abs(line.size - lines[0].size) <= line.size * _OTHER_SIZE
        if not alike or line.size < usual * _LARGER or "：" in line.words or line.words.endswith("文件"):
            break  # 某某市人民政府文件 is the letterhead over a document, no part of its title
        count += 1
    return count


def _between(before: str, after: str) -> str:
    apart = before[-1:].isascii() and after[:1].isascii() and before[-1:].isalpha() and after[:1].isalpha()
    return " " if apart else ""


class _Measure:
    """The margins of lines and the distance between them, and what follows for two of them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        rights: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for line in lines:
            if len(line.words) > _LONG_PIECE:
                rights[line.column][round(line.right / 3)] += 1
        self.edges = {column: _farthest(places) for column, places in rights.items()}
        steps = Counter(
            round((one.base - other.base) * 2)
            for one, other in pairwise(lines)
            if one.page == other.page and 0 < one.base - other.base < one.size * 4
        )
        self.step = (steps.most_common(1)[0][0] / 2) if steps else 0.0
        self.indents = sum(self._indented(line, lines) for line in lines) >= 3

    @staticmethod
    def _indented(line: Line, lines: Sequence[Line]) -> bool:
        margin = min((other.left for other in lines if other.page == line.page), default=line.left)
        return _INDENT * line.size < line.left - margin < 3.5 * line.size

    def goes_on(self, line: Line, following: Line) -> bool:
        """Whether a paragraph goes on from a line to the next."""
        # The height of letters and digits says little of the size of the characters beside them.
        if not _LATIN.fullmatch(line.words + following.words) and (
            abs(line.size - following.size) > line.size * (_OTHER_SIZE if _is_wide(line, following) else _VERY_OTHER)
        ):
            return False
        same = line.page == following.page
        # Behind the foot of a column or page the next line stands higher.
        if same and self.step and 0 < line.base - following.base > self.step * _LEADING:
            return False
        if following.left > line.left + _INDENT * line.size and following.left - line.left < 6 * line.size:
            return False
        # A number goes to the next line whole, so a line may end as far before the edge as it is long.
        first = _UNBROKEN.match(following.words)
        needed = len(first.group()) * line.size * 0.55 if first else 0.0
        if line.right < self._edge(line) - _FULL * line.size - needed:
            return False
        label = label_of(following.words)
        if label is not None and _ENDED.search(line.words) and not (self.indents and label.style in IN_LINE):
            return False
        return self.indents or not _ENDED.search(line.words)

    def _edge(self, line: Line) -> float:
        """The right edge of a line's column."""
        return self.edges.get(line.column, line.right)


def _is_wide(*lines: Line) -> bool:
    """Whether each line has a Chinese character, by which its size is known."""
    return all(any(char >= WIDE for char in line.words) for line in lines)


def _farthest(places: Counter[int]) -> float:
    """The right edge that a good part of the lines reach."""
    enough = max(2, places.total() // 20)
    return max((place * 3 for place, count in places.items() if count >= enough), default=max(places) * 3)
