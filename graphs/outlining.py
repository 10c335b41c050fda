"""The outline of a report as nodes: its sections, and for any span the section and the sentence that hold it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from jigou.graphs.nodes import Statement, integer, iri, text, zh
from jigou.ontology import Segment, SegmentKind, Span
from jigou.ontology.terms import JG, OA, RDF

_SECTIONS = (SegmentKind.HEADING, SegmentKind.ITEM)


class Outline:
    """The sections of a report (its headings, and the items 一是…二是… within its paragraphs) and its sentences."""

    def __init__(self, segments: Sequence[Segment], words: str, report: str) -> None:
        self.words = words
        self.report = report
        self.segments = segments
        self.sections = [segment for segment in segments if segment.kind in _SECTIONS]
        self.sentences = sorted(segment.span for segment in segments if segment.kind is SegmentKind.SENTENCE)
        self._starts = [span.start for span in self.sentences]
        # Leaves come after what holds them, so the last segment that covers an offset is the innermost.
        self._extents = {segment.index: self._extent(segment) for segment in self.sections}

    def section_of(self, span: Span) -> NamedNode | None:
        """The innermost section that holds the beginning of a span; None before the first heading."""
        held = [segment for segment in self.sections if span.start in self._extents[segment.index]]
        return self._node(min(held, key=lambda segment: self._length(segment))) if held else None

    def sentence_of(self, span: Span) -> Span | None:
        """The sentence in which a span begins."""
        index = bisect_right(self._starts, span.start) - 1
        return self.sentences[index] if index >= 0 and span.start in self.sentences[index] else None

    def triples(self) -> Iterator[Statement]:
        """The sections: what they are called, where they are, and which section or report holds them."""
        for position, segment in enumerate(self.sections, 1):
            node, extent = self._node(segment), self._extents[segment.index]
            yield node, RDF.type, iri(JG.Section)
            yield node, JG.sectionOf, iri(self.report)
            yield node, JG.heading, zh(self._heading(segment))
            yield node, JG.position, integer(position)
            yield node, JG.level, integer(self._level(segment))
            yield node, OA.start, integer(extent.start)
            yield node, OA.end, integer(extent.end)
            if segment.label:
                yield node, JG.number, text(segment.label)
            if outer := self._outer(segment):
                yield node, JG.outerSection, self._node(outer)

    def _node(self, segment: Segment) -> NamedNode:
        return iri(f"{self.report}/section/{segment.index}")

    def _outer(self, segment: Segment) -> Segment | None:
        """The section that holds a section: the nearest heading or item among its parents."""
        parent = segment.parent
        while parent is not None:
            holder = self.segments[parent]
            if holder.kind in _SECTIONS:
                return holder
            parent = holder.parent
        return None

    def _level(self, segment: Segment) -> int:
        """The depth in the outline, 1 being the outermost; items count from the heading that holds them."""
        outer = self._outer(segment)
        return 1 + self._level(outer) if outer else 1

    def _extent(self, segment: Segment) -> Span:
        """A section from its heading to the next that does not lie within it; an item is as long as it is."""
        if segment.kind is SegmentKind.ITEM:
            return segment.span
        following = (
            other.span.start
            for other in self.segments
            if other.index > segment.index
            and (
                (other.kind is SegmentKind.HEADING and other.level <= segment.level)
                or other.kind is SegmentKind.BOILERPLATE
            )
        )
        return Span(start=segment.span.start, end=next(following, len(self.words)))

    def _length(self, segment: Segment) -> int:
        extent = self._extents[segment.index]
        return extent.end - extent.start

    def _heading(self, segment: Segment) -> str:
        """The words of a heading without its number; an item is called by its first clause."""
        words = self.words[segment.span.start : segment.span.end].strip().removeprefix(segment.label).strip()
        return words if segment.kind is SegmentKind.HEADING else words.split("。")[0]
