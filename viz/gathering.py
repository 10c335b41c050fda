"""A scene from a graph: plain facts become nodes and links, claims their citations.

Everything is read in one pass over the quads, because a page needs all of them. A graph without claims (a Turtle file)
gives a scene without sentences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

from pyoxigraph import DefaultGraph, Literal, NamedNode

from jigou.graphs.asking import questions as shipped_questions
from jigou.graphs.nodes import prefixes
from jigou.graphs.serialising import nquads
from jigou.graphs.view import View
from jigou.ontology import EntityType, Refusal, Segment, SegmentKind, Span
from jigou.ontology.terms import (
    CLASS_OF_KIND,
    CONCEPT_OF_KIND,
    DCTERMS,
    JG,
    OA,
    PROPERTY_OF_RELATION,
    PROPERTY_OF_ROLE,
    RDF,
    SKOS,
)
from jigou.viz.scene import THEME, Citation, Count, Link, Moment, Node, Question, Report, Scene
from jigou.viz.staging import title_of

CONSOLE_LIMIT = 400_000
"""Quads that a page takes along for its console; they load in about ten seconds, in the background."""

_KIND = {concept: (type_.value, kind) for (type_, kind), concept in CONCEPT_OF_KIND.items()}
_KIND_OF_CLASS = {class_: (type_.value, kind) for (type_, kind), class_ in CLASS_OF_KIND.items()}
_RELATION: dict[str, tuple[str, str | None]] = {
    **{property_: (relation.value, None) for relation, property_ in PROPERTY_OF_RELATION.items()},
    **{property_: ("organizes", role.value) for role, property_ in PROPERTY_OF_ROLE.items()},
    JG.subOrganizationOf: ("partOf", None),
    JG.partyOrganizationOf: ("partOf", None),
}
_NARROWER = {
    JG.organizes: tuple(PROPERTY_OF_ROLE.values()),
    JG.partOf: (JG.subOrganizationOf, JG.partyOrganizationOf),
}

_Values = dict[str, list[NamedNode | Literal]]
_Fact = tuple[str, str, str]
_Item = TypeVar("_Item", Node, Link, Moment, Count)


def scene_from_view(
    view: View, *, title: str | None = None, questions: Iterable[Question] | None = None, console: bool = True
) -> Scene:
    """The scene of a graph; nodes and facts come in the order of the reports' texts.

    ``title`` is made from the reports where it is not given, ``questions`` are those that come with jigou. ``console`` takes
    the quads along for the SPARQL console, up to CONSOLE_LIMIT of them: above, a browser would take too long to load them.
    """
    asked = named_questions(view) if questions is None else tuple(questions)
    return _Gathering(view).scene(title, asked, console=console and len(view) <= CONSOLE_LIMIT)


def named_questions(view: View) -> tuple[Question, ...]:
    """The questions that come with jigou, with their parameters as they are when none is given."""
    known = prefixes(view.base)
    return tuple(
        Question(
            name=one.name, title_zh=one.title_zh, title_en=one.title_en, query=_without_head(one.filled({}, known))
        )
        for one in shipped_questions()
    )


def _without_head(query: str) -> str:
    """A query without the comments that lead it; the page shows its titles itself."""
    lines = query.splitlines()
    start = next((number for number, line in enumerate(lines) if line and not line.startswith("#")), 0)
    return "\n".join(lines[start:]) + "\n"


class _Gathering:
    """The quads of a view by subject: plain facts, and apart from them what proves them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.facts: defaultdict[str, _Values] = defaultdict(lambda: defaultdict(list))
        self.claims: defaultdict[str, _Values] = defaultdict(lambda: defaultdict(list))
        for quad in view.quads():
            graph = quad.graph_name
            if isinstance(graph, DefaultGraph):
                home = self.facts
            elif graph.value.endswith("/claims"):
                home = self.claims
            else:
                continue
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                home[quad.subject.value][quad.predicate.value].append(quad.object)
        self.reports = sorted(
            (name for name, values in self.facts.items() if _has(values, RDF.type, JG.Report)),
            key=lambda name: (_word(self.facts[name], JG.reportingYear) or "", name),
        )
        self.index = {name: number for number, name in enumerate(self.reports)}
        self.texts = {name: _word(self.claims[name], JG.text) or "" for name in self.reports}
        self.cited: defaultdict[_Fact, list[Citation]] = defaultdict(list)
        self.said: dict[_Fact, tuple[str | None, str | None]] = {}
        self.sentences: defaultdict[str, set[Span]] = defaultdict(set)
        self.themes: defaultdict[str, list[Citation]] = defaultdict(list)
        self.sections: defaultdict[str, list[_Values]] = defaultdict(list)
        for _, values in sorted(self.facts.items()):
            if report := _word(values, JG.sectionOf):
                self.sections[report].append(values)
        self.refusals: defaultdict[str, list[_Values]] = defaultdict(list)
        self._read_claims()

    def scene(self, title: str | None, questions: tuple[Question, ...], *, console: bool) -> Scene:
        nodes = {node.id: node for node in self._nodes()}
        links = _ordered(self._links(nodes))
        reports = tuple(self._report(name, nodes) for name in self.reports)
        return Scene(
            title=title or title_of(reports),
            nodes=_ordered(nodes.values()),
            links=links,
            moments=_ordered(self._moments(nodes)),
            counts=_ordered(self._counts(nodes)),
            reports=reports,
            questions=questions,
            quads="".join(nquads(self.view.quads())) if console else "",
        )

    def _span(self, passage: str) -> Span | None:
        start, end = (_word(self.claims[passage], key) for key in (OA.start, OA.end))
        return Span(start=int(start), end=int(end)) if start is not None and end is not None else None

    def _read_claims(self) -> None:
        for _, values in sorted(self.claims.items()):
            if _has(values, RDF.type, JG.Refusal):
                self.refusals[_word(values, JG.report) or ""].append(values)
            if _has(values, RDF.type, JG.Passage):
                sentence, report = _word(values, JG.sentence), _word(values, JG.report)
                span = self._span(sentence) if sentence else None
                if span and report:
                    self.sentences[report].add(span)
            if not _has(values, RDF.type, JG.Claim):
                continue
            subject, predicate, object_, report = (
                _word(values, key) or "" for key in (RDF.subject, RDF.predicate, RDF.object, JG.report)
            )
            fact = subject, predicate, object_
            self.said[fact] = _word(values, JG.status), _word(values, JG.words)
            if not self.texts.get(report):
                continue
            rule = f"{_word(values, JG.rule) or ''} {_word(values, JG.ruleVersion) or ''}".strip()
            confidence = float(_word(values, JG.confidence) or 1)
            for passage in values[JG.evidence]:
                if span := self._span(passage.value):
                    citation = Citation(report=self.index[report], span=span, rule=rule, confidence=confidence)
                    self.cited[fact].append(citation)
                    if predicate == JG.theme:
                        self.themes[object_].append(citation)

    def _cites(self, fact: _Fact) -> tuple[Citation, ...]:
        return tuple(sorted(self.cited.get(fact, ())))

    def _nodes(self) -> Iterator[Node]:
        for id_, values in sorted(self.facts.items()):
            found = next((_KIND[one.value] for one in values[JG.kind] if one.value in _KIND), None) or next(
                (_KIND_OF_CLASS[one.value] for one in values[RDF.type] if one.value in _KIND_OF_CLASS), None
            )
            if found is None:
                if _has(values, RDF.type, JG.Theme):
                    yield self._theme(id_, values)
                continue
            type_, kind = found
            class_ = CLASS_OF_KIND[EntityType(type_), kind]
            citations = self._cites((id_, RDF.type, class_))
            edition = _word(values, JG.edition)
            yield Node(
                id=id_,
                type=type_,
                kind=kind,
                name=_name(id_, values),
                names=tuple(sorted(one.value for one in values[SKOS.altLabel])),
                citations=citations,
                confidence=max((one.confidence for one in citations), default=1.0),
                status=min((one.value for one in values[JG.status]), default=None),
                edition=int(edition) if edition is not None else None,
            )

    def _theme(self, id_: str, values: _Values) -> Node:
        return Node(
            id=id_, type=THEME, kind="theme", name=_name(id_, values), citations=tuple(sorted(self.themes[id_]))
        )

    def _links(self, nodes: dict[str, Node]) -> Iterator[Link]:
        for source in nodes:
            values = self.facts[source]
            for predicate, objects in values.items():
                if predicate not in _RELATION or predicate in (JG.time, JG.measure):
                    continue
                type_, role = _RELATION[predicate]
                narrower = {one.value for narrow in _NARROWER.get(predicate, ()) for one in values.get(narrow, ())}
                for target in objects:
                    if target.value not in nodes or target.value in narrower:
                        continue
                    fact = source, predicate, target.value
                    status, _ = self.said.get(fact, (None, None))
                    yield Link(
                        type=type_,
                        source=source,
                        target=target.value,
                        role=role,
                        status=status,
                        citations=self._cites(fact),
                    )

    def _moments(self, nodes: dict[str, Node]) -> Iterator[Moment]:
        for id_ in nodes:
            for time in self.facts[id_].get(JG.time, ()):
                fact = id_, JG.time, time.value
                _, words = self.said.get(fact, (None, None))
                value = time.value.split("/time/", 1)[-1]
                yield Moment(of=id_, value=value, words=words, citations=self._cites(fact))

    def _counts(self, nodes: dict[str, Node]) -> Iterator[Count]:
        for id_ in nodes:
            for measure in self.facts[id_].get(JG.measure, ()):
                values = self.facts[measure.value]
                yield Count(
                    of=id_,
                    value=Decimal(_word(values, JG.value) or "0"),
                    unit=_word(values, JG.unit) or "",
                    what=_word(values, JG.counted) or "",
                    approx=_word(values, JG.approximation) or "exact",
                    citations=self._cites((id_, JG.measure, measure.value)),
                )

    def _report(self, name: str, nodes: dict[str, Node]) -> Report:
        values = self.facts[name]
        year, body = _word(values, JG.reportingYear), _word(values, JG.reportingBody)
        return Report(
            id=name,
            name=_word(values, JG.fileName) or name,
            text=self.texts[name],
            digest=_word(values, JG.digest) or "",
            title=_word(values, DCTERMS.title),
            source=_word(values, JG.sourceLine),
            published=_word(values, DCTERMS.issued),
            year=int(year) if year else None,
            jurisdiction=_word(values, JG.jurisdiction),
            body=body if body in nodes else None,
            segments=self._segments(name),
            refusals=tuple(self._refusals(name)),
        )

    def _segments(self, name: str) -> tuple[Segment, ...]:
        """Headings and sentences, in the order of the text; a section's heading is its first line."""
        words = self.texts[name]
        found: list[tuple[Span, SegmentKind, int, str]] = [
            (span, SegmentKind.SENTENCE, 0, "") for span in self.sentences[name] if span.end <= len(words)
        ]
        for values in self.sections[name]:
            start = int(_word(values, OA.start) or 0)
            number, heading = _word(values, JG.number) or "", _word(values, JG.heading) or ""
            line = words[start:].split("\n", 1)[0]
            # An item (一是…) is no heading: its section is named by its first clause, and its line goes on.
            if line and line.strip().removeprefix(number).strip() == heading:
                level = int(_word(values, JG.level) or 1)
                found.append((Span(start=start, end=start + len(line)), SegmentKind.HEADING, level, number))
        found.sort(key=lambda one: (one[0].start, -one[0].end))
        return tuple(
            Segment(index=index, kind=kind, span=span, level=level, label=label)
            for index, (span, kind, level, label) in enumerate(found)
        )

    def _refusals(self, name: str) -> Iterator[Refusal]:
        for values in self.refusals[name]:
            for passage in values[JG.evidence]:
                if span := self._span(passage.value):
                    yield Refusal(
                        span=span,
                        words=_word(values, JG.words) or "",
                        rule=_word(values, JG.rule) or "",
                        reason=_word(values, JG.reason) or "",
                    )


def _ordered(items: Iterable[_Item]) -> tuple[_Item, ...]:
    """By the first place in the texts; what has none comes last, by its words."""
    last = Citation(report=1 << 30, span=Span(start=0, end=1))
    return tuple(sorted(items, key=lambda item: (min(item.citations, default=last), repr(item))))


def _word(values: _Values, predicate: str) -> str | None:
    """The one value of a property; the first by code points where there are several."""
    return min((one.value for one in values.get(predicate, ())), default=None)


def _has(values: _Values, predicate: str, object_: str) -> bool:
    return any(one.value == object_ for one in values.get(predicate, ()))


def _name(id_: str, values: _Values) -> str:
    labels = values.get(SKOS.prefLabel, ())
    chinese = (one.value for one in labels if isinstance(one, Literal) and (one.language or "").startswith("zh"))
    return min(chinese, default=None) or _word(values, SKOS.prefLabel) or id_.rsplit("/", 1)[-1]
