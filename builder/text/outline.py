"""From a document to its outline: title, metadata, headings, paragraphs, items, sentences, and what is only page chrome.

Source: GB/T 9704-2012 (the order of numbers) and the pages of public bodies as they are published.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from jigou.builder.text.lines import Line, lines
from jigou.builder.text.numbering import IN_LINE, Label, label_of
from jigou.builder.text.sentences import items, sentences
from jigou.builder.text.spelling import folded
from jigou.builder.text.zones import zoned
from jigou.ontology.values import PLAIN, Document, Segment, SegmentKind, Span

_RUN_IN_LENGTH = 45
_COLON_RUN_IN = re.compile(r"[^，,。；;：:]{2,20}[：:]\s*(?=\S{10})")
_FIGURE = re.compile(r"\d+(?![\d年])")
_APPENDED = re.compile(r"(?:名词|术语|词语|用语)(?:解释|注释|说明)|附件?|注释?|附录|备注")
_INNERMOST = 99
_CELLS = re.compile(r"[^\n]")
_ROW = re.compile(r"[^\s](?:[^\n]*[^\s])?")


def segments(document: Document, boilerplate: re.Pattern[str] | None = None) -> tuple[Segment, ...]:
    """The outline of a report, flat, in the order of the text.

    A sentence's parent is its item or paragraph, an item's its paragraph, a paragraph's the heading above it, a heading's the
    heading that encloses it. Sentences part their paragraph without overlap, and leave out nothing but white space. A
    heading that runs into its paragraph (``（一）基层治理不断加强。指导全市…``) is a heading of its own. Headings hold no
    sentences. Lines that ``boilerplate`` matches as a whole are taken out before anything else is asked of the lines. The rows of
    tables are segments under the heading above them, and no prose.
    """
    text = folded(document.text)
    outline = _Outline(text=text)
    found = tuple(lines(_without_tables(document, text), is_whole=document.format != PLAIN))
    cut = {line.span for line in found if boilerplate.fullmatch(line.text)} if boilerplate is not None else set()
    aside = deque(sorted([*((span, SegmentKind.BOILERPLATE) for span in cut), *_rows(document)]))
    found = tuple(line for line in found if line.span not in cut)
    for line, kind in zoned(found, {hint.span.start: hint.kind for hint in document.hints}):
        while aside and aside[0][0].start < line.span.start:
            outline.aside(*aside.popleft())
        if kind is SegmentKind.PARAGRAPH:
            outline.prose(line)
        elif kind is SegmentKind.HEADING:
            outline.heading(line.span, label_of(line.text))
        else:
            outline.add(kind, line.span)
    for span, kind in aside:
        outline.aside(span, kind)
    return tuple(outline.segments)


def _without_tables(document: Document, text: str) -> str:
    """The text with blanks where tables stand, so that no row is taken for a line of prose; every offset holds."""
    parts: list[str] = []
    at = 0
    for table in document.tables:
        parts += [
            text[at : table.span.start],
            _CELLS.sub(" ", text[table.span.start : table.span.end]),
        ]
        at = table.span.end
    return "".join((*parts, text[at:]))


def _rows(document: Document) -> Iterator[tuple[Span, SegmentKind]]:
    """The rows of the tables that hold something, each from its first to its last words."""
    for table in document.tables:
        for row in _ROW.finditer(document.text, table.span.start, table.span.end):
            yield Span(start=row.start(), end=row.end()), SegmentKind.ROW


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A heading that text may still fall under: its segment, and the style, rank and value of its number."""

    index: int
    style: str
    rank: int
    value: int


@dataclass(slots=True, kw_only=True)
class _Outline:
    """The segments so far, and the headings that are open, the outermost first."""

    text: str
    segments: list[Segment] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def add(self, kind: SegmentKind, span: Span, *, parent: int | None = None, level: int = 0, label: str = "") -> int:
        index = len(self.segments)
        self.segments.append(Segment(index=index, kind=kind, span=span, parent=parent, level=level, label=label))
        return index

    def aside(self, span: Span, kind: SegmentKind) -> None:
        """Adds what stands beside the prose: page chrome, or a row of a table under the heading above it."""
        parent = self.open[-1].index if self.open and kind is SegmentKind.ROW else None
        self.add(kind, span, parent=parent)

    def heading(self, span: Span, label: Label | None) -> None:
        """Adds a heading, after closing those that it ends."""
        del self.open[self._depth(span, label) :]
        parent = self.open[-1].index if self.open else None
        level = len(self.open) + 1
        index = self.add(SegmentKind.HEADING, span, parent=parent, level=level, label=label.words if label else "")
        if label is None:
            self.open.append(_Open(index=index, style="", rank=_INNERMOST, value=0))
        else:
            self.open.append(_Open(index=index, style=label.style, rank=label.rank, value=label.value))

    def _depth(self, span: Span, label: Label | None) -> int:
        """How many of the open headings enclose a new one."""
        if _APPENDED.fullmatch(self.text, span.start, span.end):
            return 0
        style = label.style if label is not None else ""
        alike = [depth for depth, other in enumerate(self.open) if other.style == style]
        if label is None:
            inner = (depth for depth, other in enumerate(self.open) if other.style in IN_LINE)
            return alike[0] if alike else next(inner, len(self.open))
        if alike:
            following = [depth for depth in alike if self.open[depth].value + 1 == label.value]
            depth = following[-1] if following else alike[0]
            # Numbers that begin anew beneath a heading without one count that heading's own parts.
            bare = next((i for i in range(len(self.open) - 1, depth, -1) if not self.open[i].style), None)
            return bare + 1 if bare is not None and label.value == 1 else depth
        inner = (depth for depth, other in enumerate(self.open) if other.style and other.rank > label.rank)
        return next(inner, len(self.open) - self._is_left())

    def _is_left(self) -> bool:
        """Whether prose under a heading without a number, itself under a numbered one, ends it before the next number."""
        if len(self.open) < 2 or self.open[-1].style or not self.open[-2].style:
            return False
        return self.segments[-1].index != self.open[-1].index

    def prose(self, line: Line) -> None:
        """Adds a line of prose: the heading that runs into it, if any, and the paragraph."""
        label = label_of(line.text)
        if label is not None and label.style not in IN_LINE and (end := self._run_in(line, label)) is not None:
            self.heading(Span(start=line.span.start, end=end), label)
            start = next(i for i in range(end, line.span.end) if not self.text[i].isspace())
            self.paragraph(Span(start=start, end=line.span.end), None)
        else:
            self.paragraph(line.span, label)

    def _run_in(self, line: Line, label: Label) -> int | None:
        """Where the heading ends that runs into its paragraph; None where the number only counts paragraphs."""
        start = line.span.start + label.end
        colon = _COLON_RUN_IN.match(self.text, start, line.span.end)
        if colon is not None:
            return start + len(colon.group().rstrip())
        first = next(sentences(self.text, line.span)).end
        if first == line.span.end or first - start > _RUN_IN_LENGTH or _FIGURE.search(self.text, start, first):
            return None
        return first

    def paragraph(self, span: Span, label: Label | None) -> None:
        """Adds a paragraph with its items and sentences."""
        inner = items(self.text, span)
        words = label.words if label is not None else ""
        parent = self.open[-1].index if self.open else None
        paragraph = self.add(SegmentKind.PARAGRAPH, span, parent=parent, label=words)
        if not inner:
            holder = self.add(SegmentKind.ITEM, span, parent=paragraph, label=words) if words else paragraph
            self._sentences(span, holder)
            return
        if span.start < inner[0].span.start:
            self._sentences(Span(start=span.start, end=inner[0].span.start), paragraph)
        for item in inner:
            self._sentences(item.span, self.add(SegmentKind.ITEM, item.span, parent=paragraph, label=item.label))

    def _sentences(self, span: Span, parent: int) -> None:
        for sentence in sentences(self.text, span):
            self.add(SegmentKind.SENTENCE, sentence, parent=parent)
