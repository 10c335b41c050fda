"""From a reading to quads: the plain facts of a report in one graph, what proves them in another.

``<report>/facts`` holds what the report states, as triples that ordinary queries read. ``<report>/claims`` holds one
claim for each fact and rule that read it, with its passages, the text that the passages point into, and what the rules
passed over. Only the narrowest property and class of a fact is claimed; broader ones (``jg:organizes`` for ``jg:leads``,
``jg:Body`` for ``jg:Conference``) follow by the ontology and are written beside it, so that plain queries find them.

The default graph (``merging.py``) holds the facts of all reports once. There are no blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, permutations

from pyoxigraph import Literal, NamedNode, Quad

from jigou.graphs.claiming import Claims
from jigou.graphs.merging import FACTS
from jigou.graphs.nodes import Statement, bounds, decimal, first_day, integer, iri, last_day, line, moment, text, zh
from jigou.graphs.outlining import Outline
from jigou.ontology import KINDS, Entity, EntityType, Evidence, Header, Measure, Reading, Relation, RelationType, Span
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.iris import BASE, entity_iri, local_name, report_iri
from jigou.ontology.terms import (
    CLASS_OF_KIND,
    CLASS_OF_TYPE,
    CONCEPT_OF_KIND,
    DCTERMS,
    JG,
    PROPERTY_OF_RELATION,
    PROPERTY_OF_ROLE,
    PROV,
    RDF,
    SKOS,
    TIME,
)

CO_ORGANIZERS = "co-organizers"
"""The rule of the claims that two bodies organize together: both are said to organize one activity."""

HEADER = "header"
"""The rule of the claims on a report's title, source, publication date and reporting body."""

_BROADER = {
    **dict.fromkeys(PROPERTY_OF_ROLE.values(), JG.organizes),
    JG.subOrganizationOf: JG.partOf,
    JG.partyOrganizationOf: JG.partOf,
}
"""The super-properties that are written beside a fact."""

_ACTIVITIES = (EntityType.INITIATIVE, EntityType.EVENT)
_WITH_STATUS = (*_ACTIVITIES, EntityType.BODY, EntityType.DOCUMENT)
"""The domain of ``jg:status``; only events have editions."""


def facts_graph(report: str) -> NamedNode:
    """The graph of a report's plain facts."""
    return iri(report + FACTS)


def claims_graph(report: str) -> NamedNode:
    """The graph of a report's claims."""
    return iri(f"{report}/claims")


def quads(reading: Reading, *, base: str = BASE) -> list[Quad]:
    """The two graphs of a reading, sorted by their lines of N-Quads, each quad once.

    Raises InvalidGraph where the reading does not hold together: a relation to an entity that it lacks, a time that is none.
    """
    lines = {line(quad): quad for quad in _Report(reading, base).quads()}
    return [lines[key] for key in sorted(lines)]


def triples(reading: Reading, *, base: str = BASE) -> tuple[set[str], set[str]]:
    """What ``quads`` gives as lines of N-Triples without their stops, for who only writes them: the facts, and what proves them.

    Raises InvalidGraph as ``quads`` does.
    """
    report = _Report(reading, base)
    facts, claims = report.statements()
    return (
        {f"{subject} <{predicate}> {object_}" for subject, predicate, object_ in facts},
        {f"{subject} <{predicate}> {object_}" for subject, predicate, object_ in claims},
    )


class _Report:
    """One reading on its way into quads: its names, its graphs, and the claims that gather while facts are stated."""

    def __init__(self, reading: Reading, base: str) -> None:
        self.reading = reading
        self.base = base
        self.name = report_iri(reading.document.name, reading.document.digest, base=base)
        self.node = iri(self.name)
        self.things = {entity.id: iri(entity_iri(entity.type, entity.key, base=base)) for entity in reading.entities}
        self.entities = {entity.id: entity for entity in reading.entities}
        self.outline = Outline(reading.segments, reading.document.text, self.name)
        self.claims = Claims(self.name, self.outline)

    def quads(self) -> Iterator[Quad]:
        """Every quad of the report, some more than once."""
        facts, claims = self.statements()
        for found, graph in ((facts, facts_graph(self.name)), (claims, claims_graph(self.name))):
            for subject, predicate, object_ in found:
                yield Quad(subject, iri(predicate), object_, graph)

    def statements(self) -> tuple[list[Statement], Iterator[Statement]]:
        """The facts, and what proves them, which is known when all facts are stated."""
        facts = list(self._facts())
        document = self.reading.document
        words: Statement = self.node, JG.text, text(document.text)
        return facts, chain((words,), self.claims.triples(self.reading.refusals))

    def _facts(self) -> Iterator[Statement]:
        yield from self._report()
        yield from self.outline.triples()
        for entity in self.reading.entities:
            yield from self._entity(entity)
        for relation in self.reading.relations:
            yield from self._relation(relation)
        for measure in self.reading.measures:
            yield from self._measure(measure)
        yield from self._co_organizers()

    def _report(self) -> Iterator[Statement]:
        document, header = self.reading.document, self.reading.header
        yield self.node, RDF.type, iri(JG.Report)
        yield self.node, JG.fileName, text(document.name)
        yield self.node, JG.digest, text(document.digest)
        yield self.node, JG.fileDigest, text(document.file_digest)
        yield self.node, JG.encoding, text(document.encoding)
        if header.jurisdiction is not None:
            yield self.node, JG.jurisdiction, zh(header.jurisdiction)
        if header.year is not None:
            yield self.node, JG.reportingYear, moment(f"{header.year:04d}")
        yield from self._header(header)

    def _header(self, header: Header) -> Iterator[Statement]:
        """What the report says of itself, claimed where it says so."""
        stated: list[tuple[str, NamedNode | Literal | None, Span | None]] = [
            (DCTERMS.title, zh(header.title) if header.title is not None else None, header.title_span),
            (JG.sourceLine, zh(header.source) if header.source is not None else None, header.source_span),
            (DCTERMS.issued, moment(header.published) if header.published is not None else None, header.published_span),
        ]
        if self.reading.reporting_body is not None:
            body = self._thing(self.reading.reporting_body, "the reporting body")
            stated.append((JG.reportingBody, body, header.body_span))
        version = next((mention.version for entity in self.reading.entities for mention in entity.mentions), "")
        for predicate, object_, span in stated:
            if object_ is None:
                continue
            yield self.node, predicate, object_
            if span is not None:
                evidence = Evidence(source=self.reading.document.digest, span=span, rule=HEADER, version=version)
                self.claims.add((self.node, predicate, object_), evidence)

    def _entity(self, entity: Entity) -> Iterator[Statement]:
        node = self.things[entity.id]
        narrow = self._class(entity)
        yield node, RDF.type, iri(narrow)
        yield node, RDF.type, iri(CLASS_OF_TYPE[entity.type])
        if entity.type in _ACTIVITIES:
            yield node, RDF.type, iri(JG.Activity)
        yield node, JG.kind, iri(CONCEPT_OF_KIND[entity.type, entity.kind])
        yield node, JG.key, text(entity.key)
        yield node, SKOS.prefLabel, zh(entity.canonical)
        for name in entity.names:
            if name != entity.canonical:
                yield node, SKOS.altLabel, zh(name)
        yield node, PROV.wasDerivedFrom, self.node
        stated: list[Statement] = [(node, RDF.type, iri(narrow))]
        if entity.status is not None and entity.type in _WITH_STATUS:
            stated.append((node, JG.status, text(entity.status.value)))
        if entity.edition is not None and entity.type is EntityType.EVENT:
            stated.append((node, JG.edition, integer(entity.edition)))
        yield from stated
        for statement in stated:
            for mention in entity.mentions:
                self.claims.add(statement, mention, entity.confidence)

    def _relation(self, relation: Relation) -> Iterator[Statement]:
        source = self._thing(relation.source, f"the source of {relation.type}")
        if relation.type is RelationType.THEME:
            object_ = iri(entity_iri("theme", relation.target, base=self.base))
            yield from self._theme(object_, relation.target)
        elif relation.type is RelationType.TIME:
            object_ = iri(f"{self.base}time/{relation.target}")
            yield from self._time(object_, relation.target)
        else:
            object_ = self._thing(relation.target, f"the target of {relation.type}")
        predicate = self._property(relation)
        yield source, predicate, object_
        if broader := _BROADER.get(predicate):
            yield source, broader, object_
        self.claims.add(
            (source, predicate, object_), relation.evidence, relation.confidence, relation.status, relation.words
        )

    def _property(self, relation: Relation) -> str:
        """The narrowest property: by the role of who organizes, and by the hierarchy, the party's or the other, of a part."""
        if relation.type is RelationType.ORGANIZES and relation.role is not None:
            return PROPERTY_OF_ROLE[relation.role]
        if relation.type is RelationType.PART_OF:
            party = self.entities[relation.source].kind == "party"
            return JG.partyOrganizationOf if party else JG.subOrganizationOf
        return PROPERTY_OF_RELATION[relation.type]

    def _theme(self, node: NamedNode, words: str) -> Iterator[Statement]:
        yield node, RDF.type, iri(JG.Theme)
        yield node, RDF.type, iri(SKOS.Concept)
        yield node, SKOS.prefLabel, zh(words)
        yield node, PROV.wasDerivedFrom, self.node

    def _time(self, node: NamedNode, value: str) -> Iterator[Statement]:
        start, end = bounds(value)
        yield node, RDF.type, iri(TIME.ProperInterval)
        yield node, JG.firstDay, moment(first_day(start).isoformat())
        yield node, JG.lastDay, moment(last_day(end).isoformat())
        if start == end:
            yield node, JG.date, moment(value)
        if start[:4] == end[:4]:
            yield node, JG.year, moment(start[:4])

    def _measure(self, measure: Measure) -> Iterator[Statement]:
        """A measure is a node beneath its report: the same number of two reports is two statements."""
        of = self._thing(measure.of, "what is measured")
        entity, value = self.entities[measure.of], decimal(measure.value)
        approximation = "" if measure.approx == "exact" else f"{measure.approx}-"
        count = f"{approximation}{value.value}{measure.unit}-{measure.what}"
        thing = f"{entity.type.lower()}/{local_name(entity.key)}"
        node = iri(f"{self.name}/measure/{thing}/{local_name(count)}")
        yield node, RDF.type, iri(JG.Measure)
        yield node, JG.value, value
        yield node, JG.unit, zh(measure.unit)
        yield node, JG.counted, zh(measure.what)
        yield node, JG.approximation, text(measure.approx.value)
        yield node, PROV.wasDerivedFrom, self.node
        yield of, JG.measure, node
        self.claims.add((of, JG.measure, node), measure.evidence, measure.confidence)

    def _co_organizers(self) -> Iterator[Statement]:
        """Bodies that hold one event, or that one sentence names as organizers of one initiative, both ways round.

        That two bodies each carry out a campaign (党史学习教育) makes no co-organizers of them. The claim shows the sentences of both.
        """
        organizers: dict[tuple[str, Span | None], dict[NamedNode, list[Relation]]] = {}
        for relation in self.reading.relations:
            if relation.type is RelationType.ORGANIZES:
                is_event = self.entities[relation.target].type is EntityType.EVENT
                place = None if is_event else self.outline.sentence_of(relation.evidence.span) or relation.evidence.span
                bodies = organizers.setdefault((relation.target, place), {})
                bodies.setdefault(self.things[relation.source], []).append(relation)
        for bodies in organizers.values():
            for one, other in permutations(bodies, 2):
                yield one, JG.coOrganizerWith, other
                # Both must hold for this to hold.
                confidence = min(max(relation.confidence for relation in bodies[body]) for body in (one, other))
                for relation in (*bodies[one], *bodies[other]):
                    evidence = Evidence(
                        source=relation.evidence.source,
                        span=relation.evidence.span,
                        rule=CO_ORGANIZERS,
                        version=relation.evidence.version,
                    )
                    self.claims.add((one, JG.coOrganizerWith, other), evidence, confidence)

    def _class(self, entity: Entity) -> str:
        try:
            return CLASS_OF_KIND[entity.type, entity.kind]
        except KeyError:
            kinds = f"its kinds are {', '.join(KINDS[entity.type])}"
            raise InvalidGraph(
                f"{self.reading.document.name}: {entity.canonical!r} is of no kind of {entity.type}: {entity.kind!r}; {kinds}"
            ) from None

    def _thing(self, id_: str, part: str) -> NamedNode:
        try:
            return self.things[id_]
        except KeyError:
            name = self.reading.document.name
            raise InvalidGraph(
                f"{name}: {part} is {id_!r}, which is no entity of the reading; read the report again"
            ) from None
