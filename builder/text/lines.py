"""The lines of a report as its author wrote them.

A paragraph may be broken into lines of one width (text out of a PDF, an old mail), and many paragraphs may stand in one line,
set apart only by the indent of two ideographic spaces (pages that lost their line breaks). Both are mended here, by offsets alone.

Source: GB/T 9704-2012 (layout of official documents: two characters of indent, 28 characters a line).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jigou.builder.text.numbering import LABEL
from jigou.ontology.values import Span

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_GAP = re.compile(r"[^\S\n]{2,}|\t")
_EM = frozenset("\u2001\u2003\u3000\t")
_WIDE_GAP = 4
_STARTS_INDENTED = re.compile(r"[\u2001\u2003\u3000]|[ \u2000-\u200a\u205f]{2,}|\t")
_ENDED = re.compile(r"[。！？!?：:；;…][”’）)』」》】]*$")
_OPEN = re.compile(r"[，,、（(《“‘—－-]$")
PAGE_MARK = re.compile(r"[-—–－]+\s*\d{1,4}\s*[-—–－]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\f")
"""A page's number between two lines of a paragraph."""
_CLOSING = re.compile(r"[，。、；：！？,;:!?）)》”’]")
_LONG_LINE = 80
_NARROW, _WIDE = 30, 200
_FULL = 0.85
_NEARLY = 0.9
_GOOD_PART = 0.25
_DOUBLE_SPACED = 0.7
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its outer white space; ``breaks`` is how many newlines stand before it."""

    span: Span
    text: str
    indented: bool = False
    breaks: int = 1


def lines(text: str, *, is_whole: bool = False) -> Iterator[Line]:
    r"""The lines of ``text`` in order: broken ones joined, several in one parted. Each begins and ends with a character.

    Where ``is_whole`` says that a reader made each paragraph one line, none is joined to the next.

    >>> [line.text for line in lines("题目\n　　各位代表：　　现在，我代表国务院，向大会报告工作。")]
    ['题目', '各位代表：　　现在，我代表国务院，向大会报告工作。']
    """
    printed = list(_printed(text))
    if is_whole:
        yield from printed
        return
    width = _wrap_width(printed)
    indents = sum(line.indented for line in printed) >= _FEW
    part = _parting_breaks(printed, width)
    i = 0
    while i < len(printed):
        first = i
        while (after := _next(printed, i)) is not None and (
            (after > i + 1 or printed[after].breaks < part) and _goes_on(printed[i], printed[after], width, indents)
        ):
            i = after
        head = printed[first]
        if i == first:
            yield head
        else:
            span = Span(start=head.span.start, end=printed[i].span.end)
            yield Line(span=span, text=text[span.start : span.end], indented=head.indented, breaks=head.breaks)
        i += 1


def _next(printed: Sequence[Line], i: int) -> int | None:
    """The line in which a paragraph could go on: the next one, or the one behind a page's number."""
    following = i + 1
    if following < len(printed) and PAGE_MARK.fullmatch(printed[following].text):
        following += 1
    return following if following < len(printed) else None


def _printed(text: str) -> Iterator[Line]:
    """The lines as they are printed, long ones parted at an indent within them."""
    spans = [match.span() for match in _LINE.finditer(text)]
    breaks = [text.count("\n", last, start) for (_, last), (start, _) in pairwise(spans)]
    for (start, end), before in zip(spans, [1, *breaks], strict=False):
        for nth, piece in enumerate(_pieces(text, start, end)):
            yield Line(
                span=piece,
                text=text[piece.start : piece.end],
                indented=_STARTS_INDENTED.match(text, start) is not None or nth > 0,
                breaks=before,
            )


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    if end - start > _LONG_LINE:
        for gap in _GAP.finditer(text, start, end):
            blank = gap.group()
            # 工　　作　　报　　告: single characters that are spaced for looks are one heading.
            if gap.start() - start > 1 and (not _EM.isdisjoint(blank) or len(blank) >= _WIDE_GAP):
                yield from _stripped(text, start, gap.start())
                start = gap.end()
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    if start < end:
        yield Span(start=start, end=end)


def _is_blank(char: str) -> bool:
    return char.isspace() or char in "\u200b\ufeff"


def _columns(line: str) -> int:
    """The width of a line as printed: two columns for a character of three bytes, one for an ASCII character."""
    return (len(line.encode("utf-8")) + len(line)) // 2


def _wrap_width(printed: Sequence[Line]) -> int | None:
    """The width at which the report's lines are broken, in columns; None for a report whose lines are paragraphs.

    It is the greatest width that a good part of the lines without a full stop nearly have; few lines are wider.
    """
    if any(len(line.text) > _WIDE for line in printed):
        return None
    unended = (line.text for line in printed if len(line.text) * 2 >= _NARROW and not _ENDED.search(line.text))
    widths = sorted((width for width in map(_columns, unended) if width >= _NARROW), reverse=True)
    enough = max(_FEW, int(len(widths) * _GOOD_PART))
    for i, width in enumerate(widths[: len(widths) - enough + 1]):
        if widths[i + enough - 1] >= width * _NEARLY:
            return width
    return None


def _parting_breaks(printed: Sequence[Line], width: int | None) -> int:
    """How many newlines part two paragraphs: two, or three where broken lines have an empty one between them (PDF)."""
    if width is None:
        return 2
    full = [
        following.breaks
        for line, following in pairwise(printed)
        if _columns(line.text) >= width * _FULL and not _ENDED.search(line.text)
    ]
    return 3 if sum(breaks > 1 for breaks in full) > len(full) * _DOUBLE_SPACED else 2


def _goes_on(line: Line, following: Line, width: int | None, indents: bool) -> bool:
    """Whether the paragraph of ``line`` goes on in ``following``."""
    if following.indented or LABEL.match(following.text):
        return False
    if _CLOSING.match(following.text):
        return True
    if _OPEN.search(line.text) and not line.text.startswith(("—", "－", "-")):
        return True
    if width is None or _columns(line.text) < width * _FULL:
        return False
    return indents or not _ENDED.search(line.text)
