"""A page as blocks in reading order: paragraphs with how much of them is links, headings, and tables of data.

Tables that only lay a page out are walked through like any other element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jigou.builder.formats.draft import Field, is_layout, one_line

Element = Any  # lxml has no types of its own

_DROPPED = frozenset({
    "script", "style", "noscript", "iframe", "frame", "object", "embed", "applet", "svg", "math", "canvas", "video", "audio",
    "template", "head", "nav", "footer", "select", "option", "button", "textarea", "input", "datalist", "map", "area",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label",
    "mark", "o:p", "q", "ruby", "rb", "rp", "rt", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "st1:chsdate", "st1:personname",
})  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HEADING = re.compile(r"h([1-6])")
_WIDEST = 200
_LONGEST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """A paragraph, heading or table: its words, how many characters of them are links, the element that holds it."""

    words: str
    links: int
    element: Element
    level: int = 0
    table: tuple[Field, ...] = ()


def is_hidden(element: Element) -> bool:
    """Whether an element is not shown."""
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def blocks(root: Element) -> Iterator[Block]:
    """The blocks of a page, in the order of its source."""
    from lxml import etree

    open_ = _Open()
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: set[Element] = set()
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag not in _INLINE
        if event == "start":
            table = _data(element) if tag == "table" else ()
            if not tag or tag in _DROPPED or is_hidden(element) or table:
                if block:
                    yield from open_.flush()
                if table:
                    words = " ".join(field.words for field in table)
                    yield Block(words=words, links=0, element=element, table=table)
                skipped.add(element)
                walk.skip_subtree()
                continue
            if block:
                yield from open_.flush()
                open_.enter(element, tag)
            open_.linked += tag == "a"
            open_.write(element.text)
            continue
        if element in skipped:
            skipped.discard(element)
        else:
            open_.linked -= tag == "a"
            if block:
                yield from open_.flush()
                open_.leave()
        open_.write(element.tail)
    yield from open_.flush()


class _Open:
    """The block that is being gathered, and the elements that are open."""

    def __init__(self) -> None:
        self.linked = 0
        self._elements: list[tuple[Element, int]] = []
        self._words: list[str] = []
        self._links = 0

    def enter(self, element: Element, tag: str) -> None:
        outer = self._elements[-1][1] if self._elements else 0
        heading = _HEADING.fullmatch(tag)
        self._elements.append((element, int(heading.group(1)) if heading else outer))

    def leave(self) -> None:
        if self._elements:
            self._elements.pop()

    def write(self, words: str | None) -> None:
        if words:
            self._words.append(words)
            if self.linked:
                self._links += len(words.strip())

    def flush(self) -> Iterator[Block]:
        words = one_line(_SPACE.sub(" ", "".join(self._words))).strip("\u3000 ")
        links, self._links = self._links, 0
        self._words.clear()
        if words and self._elements:
            element, level = self._elements[-1]
            yield Block(words=words, links=links, element=element, level=level)


def _data(table: Element) -> tuple[Field, ...]:
    """The fields of a table of data; none for one that lays out a page: with tables, one column or mostly one cell in it."""
    if next(table.iterdescendants("table"), None) is not None:
        return ()
    fields = tuple(_fields(table))
    return () if is_layout(fields) else fields


def _fields(table: Element) -> Iterator[Field]:
    rows: Sequence[Element] = list(table.iterdescendants("tr"))[:_LONGEST]
    taken: dict[int, int] = {}  # column → the row up to which a cell from above reaches
    for row, element in enumerate(rows):
        if is_hidden(element):
            continue
        column = 0
        for cell in element.iterchildren("td", "th"):
            while taken.get(column, 0) > row:
                column += 1
            if column >= _WIDEST:
                break
            height = min(_number(cell.get("rowspan"), len(rows)), len(rows) - row)
            width = min(_number(cell.get("colspan"), _WIDEST), _WIDEST - column)
            yield Field(row=row, column=column, rows=height, columns=width, words=_words(cell))
            for reached in range(column, column + width):
                taken[reached] = row + height
            column += width


def _number(value: str | None, whole: int) -> int:
    """A span as written: at least 1; 0 reaches to the end."""
    if value is None or not value.strip().isdecimal() or len(value) > 6:
        return 1
    return int(value) or whole


def _words(cell: Element) -> str:
    """The words of a cell; what its breaks and paragraphs set apart is set apart by line breaks."""
    parts: list[str] = [cell.text or ""]
    for element in cell.iterdescendants():
        if not isinstance(element.tag, str) or element.tag in _DROPPED:
            parts.append(element.tail or "")
            continue
        parts.append("\n" if element.tag not in _INLINE else "")
        parts.append(element.text or "")
        parts.append(element.tail or "")
    return one_line("".join(parts))
