"""From readings to quads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gold_readings import gold_reading
from hypothesis import HealthCheck, given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from strategies import readings

from jigou.graphs.merging import merged
from jigou.graphs.quads import claims_graph, facts_graph, quads
from jigou.ontology import InvalidGraph, Reading, Relation, RelationType
from jigou.ontology.iris import report_iri
from jigou.ontology.terms import DCTERMS, JG, OA, PROV, RDF, SKOS, TIME

ID = "https://w3id.org/jigou/id/"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return gold_reading()


@pytest.fixture(scope="module")
def found(reading: Reading) -> list[Quad]:
    return quads(reading)


def values(found: list[Quad], subject: str, predicate: str) -> set[str]:
    return {q.object.value for q in found if q.subject == NamedNode(subject) and q.predicate.value == predicate}


def test_body_has_the_class_of_its_kind_and_that_of_its_type(found: list[Quad]) -> None:
    assert values(found, ID + "body/上海市政协机关", RDF.type) == {JG.Body, JG.Conference}


def test_event_is_an_activity(found: list[Quad]) -> None:
    assert values(found, ID + "event/沪港合作与发展研讨会", RDF.type) == {JG.Event, JG.Forum, JG.Activity}


def test_canonical_name_is_preferred_and_every_other_is_an_alternative(found: list[Quad]) -> None:
    body = NamedNode(ID + "body/上海市政协机关")
    labels = {(q.predicate.value, str(q.object)) for q in found if q.subject == body and "core#" in q.predicate.value}
    assert labels == {
        (SKOS.prefLabel, '"上海市政协机关"@zh'),
        (SKOS.altLabel, '"市政协机关"@zh'),
        (SKOS.altLabel, '"政协机关"@zh'),
        (SKOS.altLabel, '"机关"@zh'),
    }


def test_role_gives_the_narrow_property_and_the_broad_one(found: list[Quad]) -> None:
    event = NamedNode(ID + "event/上海市各界人士纪念辛亥革命110周年大会")
    assert {q.predicate.value for q in found if q.object == event and q.predicate.value.startswith(JG.namespace)} == {
        JG.hosts,
        JG.organizes,
    }


def test_broad_property_has_no_claim_of_its_own(found: list[Quad]) -> None:
    claimed = {q.object.value for q in found if q.predicate.value == RDF.predicate}
    assert JG.organizes not in claimed
    assert JG.hosts in claimed


def test_party_organisation_is_part_in_its_own_hierarchy(found: list[Quad]) -> None:
    assert values(found, ID + "body/上海市政协党组", JG.partyOrganizationOf) == {ID + "body/上海市政协"}
    assert values(found, ID + "body/上海市政协党组", JG.partOf) == {ID + "body/上海市政协"}
    assert values(found, ID + "body/上海市政协党组", JG.subOrganizationOf) == set()


def test_measure_is_a_node_with_its_value_unit_and_approximation(found: list[Quad]) -> None:
    (measure,) = (
        q.subject
        for q in found
        if q.predicate.value == JG.value and isinstance(q.object, Literal) and q.object.value == "500"
    )
    assert measure.value.endswith("/measure/event/视察监督活动/under-500条-意见建议")
    assert {(q.predicate.value, str(q.object)) for q in found if q.subject == measure} == {
        (RDF.type, f"<{JG.Measure}>"),
        (JG.value, '"500"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (JG.unit, '"条"@zh'),
        (JG.counted, '"意见建议"@zh'),
        (JG.approximation, '"under"'),
        (PROV.wasDerivedFrom, f"<{ID}report/zx-shanghai-2021-e2950ecb>"),
    }


def test_publication_date_and_reporting_year_are_kept_apart(found: list[Quad]) -> None:
    report = ID + "report/zx-shanghai-2021-e2950ecb"
    assert values(found, report, DCTERMS.issued) == {"2021-11-30"}
    assert values(found, report, JG.reportingYear) == {"2021"}
    assert values(found, report, JG.sourceLine) == {"市政协机关"}


def test_every_passage_shows_the_words_of_the_text(found: list[Quad], reading: Reading) -> None:
    by_subject: dict[str, dict[str, str]] = {}
    for q in found:
        if q.predicate.value in (OA.start, OA.end, OA.exact) and isinstance(q.object, Literal):
            by_subject.setdefault(q.subject.value, {})[q.predicate.value] = q.object.value
    passages = [p for p in by_subject.values() if OA.exact in p]
    assert passages
    text = reading.document.text
    assert [p for p in passages if text[int(p[OA.start]) : int(p[OA.end])] != p[OA.exact]] == []


def test_type_claim_cites_every_mention(found: list[Quad], reading: Reading) -> None:
    entity = next(entity for entity in reading.entities if entity.canonical == "上海市政协机关")
    node = NamedNode(ID + "body/上海市政协机关")
    (claim,) = (
        q.subject
        for q in found
        if q.predicate.value == RDF.subject
        and q.object == node
        and Quad(q.subject, NamedNode(RDF.predicate), NamedNode(RDF.type), q.graph_name) in set(found)
    )
    passages = values(found, claim.value, JG.evidence)
    assert passages == {
        f"{ID}report/zx-shanghai-2021-e2950ecb/passage/{m.span.start}-{m.span.end}" for m in entity.mentions
    }


def test_passage_knows_its_sentence_and_its_section(found: list[Quad], reading: Reading) -> None:
    start = reading.document.text.index("139次视察监督活动")
    report = f"{ID}report/zx-shanghai-2021-e2950ecb"
    passage = f"{report}/passage/{start}-{start + len('139次视察监督活动')}"
    (sentence,) = values(found, passage, JG.sentence)
    (exact,) = values(found, sentence, OA.exact)
    assert exact.startswith("围绕旧区改造") and exact.endswith("采纳。")
    (section,) = values(found, passage, JG.section)
    assert values(found, section, JG.heading) == {"服务基层、服务群众的情况"}
    assert values(found, section, JG.level) == {"2"}


def test_bodies_of_one_activity_are_co_organizers_both_ways(found: list[Quad]) -> None:
    group, staff = ID + "body/上海市政协党组", ID + "body/上海市政协机关"
    assert staff in values(found, group, JG.coOrganizerWith)
    assert group in values(found, staff, JG.coOrganizerWith)


def test_time_is_an_interval_with_its_days_and_its_words_are_on_the_claim(reading: Reading) -> None:
    relation = Relation(
        type=RelationType.TIME,
        source="e58",
        target="2021-02",
        words="今年2月",
        evidence=reading.relations[0].evidence,
        confidence=0.9,
    )
    found = quads(replace(reading, relations=(relation,)))
    node = ID + "time/2021-02"
    assert values(found, node, RDF.type) == {TIME.ProperInterval}
    assert values(found, node, JG.firstDay) == {"2021-02-01"}
    assert values(found, node, JG.lastDay) == {"2021-02-28"}
    assert values(found, node, JG.date) == {"2021-02"}
    assert values(found, node, JG.year) == {"2021"}
    (claim,) = (q.subject.value for q in found if q.predicate.value == RDF.object and q.object == NamedNode(node))
    assert values(found, claim, JG.words) == {"今年2月"}


@pytest.mark.parametrize("target", ["2021-13", "2021-02-30", "yesterday", "0000", "2021/", ""])
def test_time_that_is_none_is_refused(reading: Reading, target: str) -> None:
    relation = replace(reading.relations[0], type=RelationType.TIME, role=None, target=target)
    with pytest.raises(InvalidGraph, match="not a time"):
        quads(replace(reading, relations=(relation,)))


def test_relation_to_a_missing_entity_is_refused(reading: Reading) -> None:
    relation = replace(reading.relations[0], target="e999")
    with pytest.raises(InvalidGraph, match="e999"):
        quads(replace(reading, relations=(relation,)))


def test_text_of_the_report_is_beside_its_claims(found: list[Quad], reading: Reading) -> None:
    report = report_iri(reading.document.name, reading.document.digest)
    (quad,) = (q for q in found if q.predicate.value == JG.text)
    assert quad.object == Literal(reading.document.text)
    assert quad.graph_name == claims_graph(report)


def test_names_of_two_reports_merge_to_one_preferred_label(reading: Reading) -> None:
    body = reading.entities[0]
    other = replace(reading, document=replace(reading.document, name="other.txt"))
    other = replace(
        other, entities=(replace(body, canonical="上海政协机关", names=("上海政协机关",)), *reading.entities[1:])
    )
    facts = merged([*quads(reading), *quads(other)])
    node = NamedNode(ID + "body/上海市政协机关")
    assert [t.object.value for t in facts if t.subject == node and t.predicate.value == SKOS.prefLabel] == [
        "上海市政协机关"
    ]
    assert "上海政协机关" in {t.object.value for t in facts if t.subject == node and t.predicate.value == SKOS.altLabel}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(readings())
def test_no_blank_node_and_every_fact_of_an_entity_is_claimed(reading: Reading) -> None:
    found = quads(reading)
    assert not [q for q in found if BlankNode in (type(q.subject), type(q.object), type(q.graph_name))]
    report = report_iri(reading.document.name, reading.document.digest)
    said: dict[str, dict[str, str]] = {}
    for q in found:
        if q.graph_name == claims_graph(report) and q.predicate.value in (RDF.subject, RDF.predicate, RDF.object):
            said.setdefault(q.subject.value, {})[q.predicate.value] = str(q.object)
    claimed = {(s[RDF.subject], s[RDF.predicate], s[RDF.object]) for s in said.values()}
    facts = {(str(q.subject), str(q.predicate), str(q.object)) for q in found if q.graph_name == facts_graph(report)}
    assert claimed <= facts
    told = (JG.measure, JG.theme, JG.time, JG.headOf, JG.supports, JG.leads, JG.issues, JG.coOrganizerWith, JG.status)
    assert {fact for fact in facts if fact[1][1:-1] in told} <= claimed
