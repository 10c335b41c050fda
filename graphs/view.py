"""A graph to look at: read-only, whether it is a folder, a file or only in memory."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from jigou.graphs.manifest import Manifest, ReportNote
from jigou.graphs.nodes import Term, iri
from jigou.graphs.querying import LIMIT, MEMORY, TIMEOUT, Answerer, opening
from jigou.graphs.results import Result
from jigou.ontology import Span
from jigou.ontology.terms import CLASS_OF_TYPE, JG, OA, PROPERTY_OF_ROLE, RDF

NARROWER = {
    JG.organizes: tuple(PROPERTY_OF_ROLE.values()),
    JG.partOf: (JG.subOrganizationOf, JG.partyOrganizationOf),
}
"""Where the claims of a broad property are found: they are on the narrow one that the rule read."""

_STATED = f"""
SELECT ?s ?p ?o ?report ?start ?end ?words ?sentence ?rule ?version ?confidence {{
  GRAPH ?g {{
    ?claim <{RDF.subject}> ?s ; <{RDF.predicate}> ?p ; <{RDF.object}> ?o ; <{JG.report}> ?report ; <{JG.rule}> ?rule ;
      <{JG.ruleVersion}> ?version ; <{JG.confidence}> ?confidence ; <{JG.evidence}> ?passage .
    ?passage <{OA.start}> ?start ; <{OA.end}> ?end ; <{OA.exact}> ?words .
    OPTIONAL {{ ?passage <{JG.sentence}>/<{OA.exact}> ?sentence }}
  }}
}}"""

_BROAD_CLASSES = tuple(iri(class_) for class_ in (JG.Activity, *CLASS_OF_TYPE.values()))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Citation:
    """Where a report states a fact: its report's IRI, the span, the words there, their sentence, the rule that read them.

    ``sentence`` is the whole sentence in which the span begins, or the words themselves where there is none.
    """

    report: str
    span: Span
    words: str
    sentence: str
    rule: str
    version: str
    confidence: float


class View:
    """A graph, read-only. The default graph holds the facts of all reports once; the named graphs are those of each report.

    ``manifest`` says what is in it; ``path`` is the folder or file it was opened from, None in memory. Use it in a ``with``
    statement, or close it, where many are opened; a view that is forgotten closes itself.
    """

    def __init__(
        self,
        store: Store,
        manifest: Manifest,
        *,
        path: Path | None = None,
        files: Path | None = None,
        held: int | None = None,
    ) -> None:
        self._store = store
        if held is not None:  # a handle: while it is open, a build does not delete the store's files
            weakref.finalize(self, os.close, held)
        self._files = files
        self._answerer = Answerer(store, files)
        self.manifest = manifest
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process that answers queries, where one was started; the view itself can still be read."""
        self._answerer.close()

    def __len__(self) -> int:
        """The number of quads, those of the claims with them."""
        return len(self._store)

    def _repr_html_(self) -> str:
        """What is in the graph, as Jupyter shows it."""
        rows = "".join(
            f"<tr><th>{escape(what)}</th><td>{count:,}</td></tr>" for what, count in self.manifest.counts.items()
        )
        told = "".join(f"<li>{escape(report.title or report.name)}</li>" for report in self.reports[:20])
        return f"<table>{rows}</table><ul>{told}</ul>"

    @property
    def base(self) -> str:
        """The base of the IRIs of things."""
        return self.manifest.base

    @property
    def reports(self) -> tuple[ReportNote, ...]:
        """The reports that it was made from, by their IRIs."""
        return self.manifest.reports

    def quads(
        self,
        subject: NamedNode | BlankNode | Triple | None = None,
        predicate: NamedNode | None = None,
        object_: Term | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit; None fits everything. Their order is the store's own."""
        return self._store.quads_for_pattern(subject, predicate, object_, graph)

    def query(self, text: str, *, timeout: float = TIMEOUT, limit: int = LIMIT) -> Result:
        """The answer to a query in SPARQL, which may only read, for ``timeout`` seconds, ``limit`` rows or triples.

        The usual prefixes (``jg:``, ``skos:``, ``body:`` and those of the other types) need not be declared. Raises
        RefusedQuery for what is not SPARQL, for an update, for SERVICE, for FROM of a graph that is not here, and past the
        limits of time and memory. An answer with more rows is cut, and says so in ``truncated``.
        """
        return self._answerer.query(text, base=self.base, timeout=timeout, limit=limit)

    def opening(self, *, memory: int = MEMORY) -> bytes:
        """The first message to a further process for queries over this graph, for a server that has several (``answering.py``)."""
        return opening(self._store, self._files, memory=memory)

    def facts(self) -> Iterator[Triple]:
        """The plain facts of all reports, each once."""
        return (quad.triple for quad in self.quads(graph=DefaultGraph()))

    def subjects(self, graph: NamedNode | DefaultGraph) -> list[NamedNode | BlankNode | Triple]:
        """What a graph speaks of, sorted; of a large graph it takes far less memory than what is said."""
        return sorted({quad.subject for quad in self.quads(graph=graph)}, key=str)

    def sorted_triples(self, graph: NamedNode | DefaultGraph) -> Iterator[Triple]:
        """The triples of a graph in the order of their lines of N-Triples, with the memory for one subject at a time."""
        for subject in self.subjects(graph):
            yield from sorted((quad.triple for quad in self.quads(subject, graph=graph)), key=str)

    def text(self, report: str) -> str:
        """The text of a report, into which the spans of its citations point; empty where the graph lacks it."""
        return self._word(iri(report), JG.text)

    def citations(self, subject: str, predicate: str, object_: NamedNode | Literal) -> tuple[Citation, ...]:
        """Where the reports state a fact, in the order of reports and texts.

        A broad property (``jg:organizes``, ``jg:partOf``) or class (``jg:Body``) has those of the narrow one that was read.
        """
        claims = self._claims(iri(subject), predicate, object_)
        return tuple(sorted(citation for claim in claims for citation in self._cited(claim)))

    def stated(self) -> Iterator[tuple[Triple, Citation]]:
        """Every claimed fact with each of its citations, in one pass over the graph; their order is the store's own."""
        solutions = self._store.query(_STATED)
        assert isinstance(solutions, QuerySolutions)
        for row in solutions:
            subject, predicate, object_, *rest = row
            assert isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and object_ is not None
            report, start, end, words, sentence, rule, version, confidence = map(_text, rest)
            yield (
                Triple(subject, predicate, object_),
                Citation(
                    report=report,
                    span=Span(start=int(start), end=int(end)),
                    words=words,
                    sentence=sentence or words,
                    rule=rule,
                    version=version,
                    confidence=float(confidence),
                ),
            )

    def mentions(self, node: str) -> tuple[Citation, ...]:
        """Where the reports speak of a thing: its mentions; of a measure or a theme where it is given; of a claim its passages."""
        named = iri(node)
        claims = [claim for quad in self.quads(None, iri(RDF.subject), named) if (claim := self._type_claim(quad))]
        claims = claims or [quad.subject for quad in self.quads(None, iri(RDF.object), named)] or [named]
        return tuple(sorted({citation for claim in claims for citation in self._cited(claim)}))

    def _type_claim(self, quad: Quad) -> Term | None:
        return quad.subject if self._word(quad.subject, RDF.predicate) == RDF.type else None

    def _claims(self, subject: NamedNode, predicate: str, object_: NamedNode | Literal) -> Iterator[NamedNode]:
        named = (predicate, *NARROWER.get(predicate, ()))
        # The broad class of a thing is not claimed; each of its narrow classes lies beneath it.
        any_object = predicate == RDF.type and object_ in _BROAD_CLASSES
        # Many claims have one class for their object, many have one busy body for their subject.
        by_subject = predicate == RDF.type
        found = (
            self.quads(None, iri(RDF.subject), subject) if by_subject else self.quads(None, iri(RDF.object), object_)
        )
        for claim in (quad.subject for quad in found):
            if (
                isinstance(claim, NamedNode)
                and self._word(claim, RDF.predicate) in named
                and (any_object or self._value(claim, RDF.object) == object_)
                and self._value(claim, RDF.subject) == subject
            ):
                yield claim

    def _cited(self, claim: Term) -> Iterator[Citation]:
        """The citations of a claim; a passage without its offsets, as a damaged graph may have, is none."""
        for quad in self.quads(claim, iri(JG.evidence)) if isinstance(claim, NamedNode) else ():
            passage = quad.object
            start, end = self._word(passage, OA.start), self._word(passage, OA.end)
            if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
                continue
            words = self._word(passage, OA.exact)
            yield Citation(
                report=self._word(claim, JG.report),
                span=Span(start=int(start), end=int(end)),
                words=words,
                sentence=self._word(self._value(passage, JG.sentence), OA.exact) or words,
                rule=self._word(claim, JG.rule),
                version=self._word(claim, JG.ruleVersion),
                confidence=_share(self._word(claim, JG.confidence)),
            )

    def _value(self, node: Term | None, predicate: str) -> Term | None:
        """The one value of a property of a node."""
        if not isinstance(node, NamedNode):
            return None
        return next((quad.object for quad in self.quads(node, iri(predicate))), None)

    def _word(self, node: Term | None, predicate: str) -> str:
        """The one value of a property as a string; empty where there is none."""
        return _text(self._value(node, predicate))


def _share(text: str) -> float:
    """A confidence; 0 for what is no number, as a damaged graph may have it."""
    try:
        return float(text)
    except ValueError:
        return 0.0


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
