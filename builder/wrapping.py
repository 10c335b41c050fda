"""The lines of a report as its author wrote them.

A paragraph may be broken into lines of one width (text out of a PDF, an old mail), and many paragraphs may stand in one line,
set apart only by the indent of two ideographic spaces (pages that lost their line breaks). Both are mended here, by offsets alone.

Source: GB/T 9704-2012 (layout of official documents: two characters of indent, 28 characters a line).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jigou.builder.labels import LABEL
from jigou.ontology.values import Span

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_GAP = re.compile(r"[ \t\u3000\xa0]{2,}|\t")
_WIDE_GAP = 4
_STARTS_INDENTED = re.compile(r"\u3000| {2,}|\t")
_ENDED = re.compile(r"[。！？!?：:；;…][”’）)』」》】]*$")
_OPEN = re.compile(r"[，,、（(《“‘—－-]$")
_CLOSING = re.compile(r"[，。、；：！？,;:!?）)》”’]")
_LONG_LINE = 80
_NARROW, _WIDE = 30, 200
_FULL = 0.85
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its outer white space; ``parted`` when an empty line stands before it."""

    span: Span
    text: str
    indented: bool = False
    parted: bool = False


def lines(text: str) -> Iterator[Line]:
    r"""The lines of ``text`` in order: broken ones joined, several in one parted. Each begins and ends with a character.

    >>> [line.text for line in lines("题目\n　　各位代表：　　现在，我代表国务院，向大会报告工作。")]
    ['题目', '各位代表：　　现在，我代表国务院，向大会报告工作。']
    """
    printed = list(_printed(text))
    width = _wrap_width(printed)
    indents = sum(line.indented for line in printed) >= _FEW
    first = 0
    for i, line in enumerate(printed):
        following = printed[i + 1] if i + 1 < len(printed) else None
        if following is not None and _goes_on(line, following, width, indents):
            continue
        if first == i:
            yield line
        else:
            span = Span(start=printed[first].span.start, end=line.span.end)
            head = printed[first]
            yield Line(span=span, text=text[span.start : span.end], indented=head.indented, parted=head.parted)
        first = i + 1


def _printed(text: str) -> Iterator[Line]:
    """The lines as they are printed, long ones parted at an indent within them."""
    last = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        parted = text.count("\n", last, start) > 1
        last = end
        for piece in _pieces(text, start, end):
            yield Line(
                span=piece,
                text=text[piece.start : piece.end],
                indented=_STARTS_INDENTED.match(text, start) is not None or piece.start > start,
                parted=parted,
            )
            parted = False


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    if end - start > _LONG_LINE:
        for gap in _GAP.finditer(text, start, end):
            blank = gap.group()
            # 工　　作　　报　　告: single characters that are spaced for looks are one heading.
            if gap.start() - start > 1 and ("\u3000" in blank or "\t" in blank or len(blank) >= _WIDE_GAP):
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
    """The width at which the report's lines are broken, in columns; None for a report whose lines are paragraphs."""
    widths = sorted(_columns(line.text) for line in printed if len(line.text) <= _WIDE)
    if not widths or len(widths) < len(printed) or not _NARROW <= widths[-1] <= _WIDE:
        return None
    widest = widths[-1]
    full = [line for line in printed if _columns(line.text) >= widest * _FULL and not _ENDED.search(line.text)]
    return widest if len(full) >= _FEW else None


def _goes_on(line: Line, following: Line, width: int | None, indents: bool) -> bool:
    """Whether the paragraph of ``line`` goes on in ``following``."""
    if following.parted or following.indented or LABEL.match(following.text):
        return False
    if _CLOSING.match(following.text):
        return True
    if _OPEN.search(line.text) and not line.text.startswith(("—", "－", "-")):
        return True
    if width is None or _columns(line.text) < width * _FULL:
        return False
    return indents or not _ENDED.search(line.text)
