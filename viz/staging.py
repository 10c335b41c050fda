"""A scene from readings: entities of several reports become nodes, relations links, each with its citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jigou.ontology import Entity, EntityType, Evidence, Reading, Relation, RelationType
from jigou.ontology.iris import BASE, entity_iri, report_iri
from jigou.viz.scene import THEME, Citation, Count, Link, Moment, Node, Question, Report, Scene


def scene_from_readings(
    readings: Sequence[Reading],
    *,
    title: str | None = None,
    questions: Iterable[Question] = (),
    quads: str = "",
    base: str = BASE,
) -> Scene:
    """The scene of some readings; entities of one type and key are one node.

    ``title`` is that of the single report, or the number of reports, where it is not given. Reports keep the order of
    ``readings``; nodes and facts come in the order of the text.
    """
    stage = _Stage(base)
    for reading in readings:
        stage.add(reading)
    return Scene(
        title=title or title_of(stage.reports),
        nodes=tuple(stage.nodes.values()),
        links=tuple(stage.links.values()),
        moments=tuple(stage.moments.values()),
        counts=tuple(stage.counts.values()),
        reports=tuple(stage.reports),
        questions=tuple(questions),
        quads=quads,
    )


def title_of(reports: Sequence[Report]) -> str:
    """A title for a graph of these reports: the one report's own, or how many there are and of which years."""
    if len(reports) == 1:
        report = reports[0]
        title = report.title or report.name
        return title if report.year is None or str(report.year) in title else f"{title} {report.year}"
    years = sorted({report.year for report in reports if report.year is not None})
    span = f" {years[0]}–{years[-1]}" if len(years) > 1 else "".join(f" {year}" for year in years)
    return f"{len(reports)} 份报告{span}"


class _Stage:
    """Collects nodes and facts by identity while readings come in; every dictionary keeps the order of arrival."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.nodes: dict[str, Node] = {}
        self.links: dict[tuple[str | None, ...], Link] = {}
        self.moments: dict[tuple[str, ...], Moment] = {}
        self.counts: dict[tuple[object, ...], Count] = {}
        self.reports: list[Report] = []

    def add(self, reading: Reading) -> None:
        index = len(self.reports)
        ids = {entity.id: entity_iri(entity.type, entity.key, base=self.base) for entity in reading.entities}
        self.reports.append(_report(reading, ids, self.base))
        for entity in reading.entities:
            self._add_node(_node(entity, ids[entity.id], index))
        for relation in reading.relations:
            self._add_relation(relation, ids, index)
        for measure in reading.measures:
            cited = (_citation(measure.evidence, measure.confidence, index),)
            of = ids[measure.of]
            # Two reports that give two numbers are two counts; the same number said twice in one report is one.
            key = (index, of, measure.value, measure.unit, measure.what, measure.approx)
            old = self.counts.get(key)
            self.counts[key] = Count(
                of=of,
                value=measure.value,
                unit=measure.unit,
                what=measure.what,
                approx=measure.approx.value,
                citations=(*old.citations, *cited) if old else cited,
            )

    def _add_node(self, node: Node) -> None:
        old = self.nodes.get(node.id)
        if old is not None:
            node = Node(
                id=node.id,
                type=old.type,
                kind=old.kind,
                name=old.name,
                names=tuple(dict.fromkeys((*old.names, *node.names))),
                citations=(*old.citations, *node.citations),
                confidence=max(old.confidence, node.confidence),
                status=node.status or old.status,
                edition=old.edition if old.edition is not None else node.edition,
            )
        self.nodes[node.id] = node

    def _add_relation(self, relation: Relation, ids: dict[str, str], index: int) -> None:
        cited = (_citation(relation.evidence, relation.confidence, index),)
        source = ids[relation.source]
        if relation.type is RelationType.TIME:
            when = (source, relation.target, relation.words or "")
            old = self.moments.get(when)
            self.moments[when] = Moment(
                of=source,
                value=relation.target,
                words=relation.words,
                citations=(*old.citations, *cited) if old else cited,
            )
            return
        if relation.type is RelationType.THEME:
            target = entity_iri(THEME, relation.target, base=self.base)
            self._add_node(Node(id=target, type=THEME, kind="theme", name=relation.target, citations=cited))
        else:
            target = ids[relation.target]
        key = (relation.type, source, target, relation.role, relation.status)
        before = self.links.get(key)
        self.links[key] = Link(
            type=relation.type.value,
            source=source,
            target=target,
            role=relation.role and relation.role.value,
            status=relation.status and relation.status.value,
            citations=(*before.citations, *cited) if before else cited,
        )


def _report(reading: Reading, ids: dict[str, str], base: str) -> Report:
    document, header = reading.document, reading.header
    return Report(
        id=report_iri(document.name, document.digest, base=base),
        name=document.name,
        text=document.text,
        digest=document.digest,
        title=header.title,
        source=header.source,
        published=header.published,
        year=header.year,
        jurisdiction=header.jurisdiction,
        body=ids.get(reading.reporting_body or ""),
        segments=reading.segments,
        refusals=reading.refusals,
    )


def _node(entity: Entity, id_: str, index: int) -> Node:
    return Node(
        id=id_,
        type=EntityType(entity.type).value,
        kind=entity.kind,
        name=entity.canonical,
        names=tuple(name for name in entity.names if name != entity.canonical),
        citations=tuple(_citation(mention, entity.confidence, index) for mention in entity.mentions),
        confidence=entity.confidence,
        status=entity.status and entity.status.value,
        edition=entity.edition,
    )


def _citation(evidence: Evidence, confidence: float, index: int) -> Citation:
    return Citation(
        report=index, span=evidence.span, rule=f"{evidence.rule} {evidence.version}".strip(), confidence=confidence
    )
