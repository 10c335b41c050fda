"""What a page shows: one frozen value with everything in it, made from readings or from a graph.

A scene knows nothing of HTML. Identity is settled before it: two readings that name one thing give one node, with the
citations of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jigou.ontology import Refusal, Segment, Span

THEME = "Theme"
"""The type of a node that stands for a theme; the other types are those of EntityType."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Citation:
    """Where a fact stands: ``report`` is the index of its report in ``Scene.reports``, ``span`` code points of its text."""

    report: int
    span: Span
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing with its names and every place where a report speaks of it. ``id`` is its IRI."""

    id: str
    type: str
    kind: str
    name: str
    names: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 1.0
    status: str | None = None
    edition: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two nodes, related; ``type`` is a RelationType's value, ``role`` a Role's for ``organizes``."""

    type: str
    source: str
    target: str
    role: str | None = None
    status: str | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something was: ``value`` in ISO 8601 (day, month, year or interval), ``words`` those of the report."""

    of: str
    value: str
    words: str | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number that a report gives of a node, with its unit, what is counted and how exact it is said to be."""

    of: str
    value: Decimal
    unit: str
    what: str
    approx: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report with its whole text, outline and what was passed over. ``body`` is the id of the node that reports."""

    id: str
    name: str
    text: str
    digest: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    year: int | None = None
    jurisdiction: str | None = None
    body: str | None = None
    segments: tuple[Segment, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named query that the page offers, ready to run; titles in Chinese and English."""

    name: str
    title_zh: str
    title_en: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that a page shows, in a stable order.

    ``quads`` is the graph itself as N-Quads for the page's SPARQL console, empty where there is none. ``places`` is where
    the nodes stand in the network, in their order; empty where the page shall place them. Raises ValueError where a link,
    moment or count speaks of a node that is not there, a citation leaves its report's text, or not every node has a place.
    """

    title: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...] = ()
    moments: tuple[Moment, ...] = ()
    counts: tuple[Count, ...] = ()
    reports: tuple[Report, ...] = ()
    questions: tuple[Question, ...] = ()
    quads: str = ""
    places: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        ids = {node.id for node in self.nodes}
        if len(ids) != len(self.nodes):
            raise ValueError("two nodes of one id")
        if self.places and len(self.places) != len(self.nodes):
            raise ValueError(f"{len(self.places)} places for {len(self.nodes)} nodes")
        named = [end for link in self.links for end in (link.source, link.target)]
        named += [moment.of for moment in self.moments] + [count.of for count in self.counts]
        missing = next((id_ for id_ in named if id_ not in ids), None)
        if missing is not None:
            raise ValueError(f"a fact speaks of {missing}, which is no node")
        lengths = [len(report.text) for report in self.reports]
        for citation in self.citations():
            if citation.report >= len(lengths) or citation.span.end > lengths[citation.report]:
                raise ValueError(f"a citation leaves its report's text: {citation}")

    def citations(self) -> Iterable[Citation]:
        """Every citation of every node and fact."""
        for group in (self.nodes, self.links, self.moments, self.counts):
            for item in group:
                yield from item.citations

    def words(self, citation: Citation) -> str:
        """The words of the report that a citation points at."""
        return self.reports[citation.report].text[citation.span.start : citation.span.end]
