"""The outline of a report as nodes: its sections, and for any span the section and the sentence that hold it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from pyoxigraph import NamedNode

from jigou.graphs.nodes import Statement, integer, iri, text, zh
from jigou.ontology import Segment, SegmentKind, Span
from jigou.ontology.terms import JG, OA, RDF

_SECTIONS = (SegmentKind.HEADING, SegmentKind.ITEM)
_SENTENCES = (SegmentKind.SENTENCE, SegmentKind.ROW)
"""What stands behind a fact: a sentence, or the row of a table."""
_BREAKS = (SegmentKind.HEADING, SegmentKind.BOILERPLATE)


class Outline:
    """The sections of a report (its headings, and the items 一是…二是… within its paragraphs) and its sentences and rows of tables."""

    def __init__(self, segments: Sequence[Segment], words: str, report: str) -> None:
        self.words = words
        self.report = report
        self.segments = segments
        self.sections = [segment for segment in segments if segment.kind in _SECTIONS]
        self._breaks = [segment for segment in segments if segment.kind in _BREAKS]
        self.sentences = sorted(segment.span for segment in segments if segment.kind in _SENTENCES)
        self._starts = [span.start for span in self.sentences]
        self._extents = {segment.index: self._extent(segment) for segment in self.sections}
        self._by_start = sorted(self.sections, key=lambda it: (it.span.start, -self._extents[it.index].end))
        self._section_starts = [segment.span.start for segment in self._by_start]

    def section_of(self, span: Span) -> NamedNode | None:
        """The innermost section that holds the beginning of a span; None before the first heading."""
        # Sections lie within each other, so the last to begin of those that hold the offset is the innermost.
        for place in range(bisect_right(self._section_starts, span.start) - 1, -1, -1):
            if span.start in self._extents[self._by_start[place].index]:
                return self._node(self._by_start[place])
        return None

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
        after = bisect_right(self._breaks, segment.index, key=lambda it: it.index)
        following = (
            other.span.start
            for other in islice(self._breaks, after, None)
            if other.kind is SegmentKind.BOILERPLATE or other.level <= segment.level
        )
        return Span(start=segment.span.start, end=next(following, len(self.words)))

    def _heading(self, segment: Segment) -> str:
        """The words of a heading without its number; an item is called by its first clause."""
        words = self.words[segment.span.start : segment.span.end].strip().removeprefix(segment.label).strip()
        return words if segment.kind is SegmentKind.HEADING else words.split("。")[0]
