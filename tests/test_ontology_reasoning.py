"""The ontology under OWL 2 RL: alone, with a report's data, and with the axioms of the vocabularies it maps to."""

from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, PROV, RDF, RDFS, SKOS, Graph, URIRef

from jigou.ontology.files import ontology_text
from jigou.ontology.terms import JG, ORG

CASES = Path(__file__).parent / "ontology"
BASE = "https://w3id.org/jigou/id/"
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
PREFIXES = """
@prefix jg: <https://w3id.org/jigou/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix id: <https://w3id.org/jigou/id/> .
"""


def closure(*names: str, more: str = "") -> Graph:
    """The OWL-RL closure of the ontology with the named case files and further Turtle."""
    graph = Graph().parse(data=ontology_text(), format="turtle")
    for name in names:
        graph.parse(CASES / name)
    graph.parse(data=PREFIXES + more, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def troubles(graph: Graph) -> list[str]:
    """What the reasoner says is wrong: its error messages, and members of owl:Nothing."""
    return [*map(str, graph.objects(None, ERROR)), *map(str, graph.subjects(RDF.type, OWL.Nothing))]


@pytest.fixture(scope="module")
def whole() -> Graph:
    return closure("example.ttl", "foreign.ttl")


def test_the_ontology_is_consistent():
    assert troubles(closure()) == []


def test_a_reports_data_is_consistent_with_the_ontology_and_the_foreign_axioms(whole):
    assert troubles(whole) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "id:x a jg:Body , jg:Event .",
        "id:x a jg:Initiative , jg:Event .",
        "id:x jg:organizes id:y . id:y jg:organizes id:z .",
        "id:x jg:partOf id:x .",
        "id:x jg:reportingBody id:y . id:y a jg:Place .",
        "id:x jg:evidence id:y . id:y a jg:Report .",
    ],
)
def test_data_that_contradicts_the_ontology_is_noticed(wrong):
    assert troubles(closure(more=wrong))


def test_an_activity_as_a_prov_activity_would_contradict_its_derivation():
    # Why jg:Activity is matched with prov:Activity and is not a sub-class of it.
    assert troubles(closure("example.ttl", "foreign.ttl", more="jg:Activity rdfs:subClassOf prov:Activity ."))


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        ("event/第三届“初心论坛”", JG.organizer, "body/上海市政协机关"),
        ("event/第三届“初心论坛”", "https://schema.org/organizer", "body/上海市政协机关"),
        ("document/实施方案", JG.issuedBy, "body/上海市政协机关"),
        ("body/领导小组", JG.establishedBy, "body/上海市政协机关"),
        ("body/领导小组", ORG.subOrganizationOf, "body/上海市政协机关"),
        ("event/第三届“初心论坛”", "http://purl.org/dc/terms/subject", "theme/从这里出发"),
        ("event/第三届“初心论坛”", "http://purl.org/dc/terms/isPartOf", "initiative/“初心论坛”"),
        ("event/第三届“初心论坛”", str(PROV.atLocation), "place/中共一大会址"),
        ("report/zx", "http://purl.org/dc/terms/publisher", "body/上海市政协机关"),
    ],
)
def test_a_fact_follows(whole, subject, predicate, object_):
    assert (URIRef(BASE + subject), URIRef(predicate), URIRef(BASE + object_)) in whole


@pytest.mark.parametrize(
    ("thing", "class_"),
    [
        ("body/上海市政协机关", JG.Body),
        ("body/上海市政协机关", ORG.FormalOrganization),
        ("body/领导小组", ORG.OrganizationalCollaboration),
        ("event/第三届“初心论坛”", JG.Activity),
        ("theme/从这里出发", str(SKOS.Concept)),
        ("post/市政协秘书长", ORG.Post),
        ("report/zx/claim/1", str(RDF.Statement)),
    ],
)
def test_a_class_follows(whole, thing, class_):
    assert (URIRef(BASE + thing), RDF.type, URIRef(class_)) in whole


def test_the_roles_are_ways_to_organize(whole):
    below = set(whole.transitive_subjects(RDFS.subPropertyOf, URIRef(JG.organizes)))
    assert {URIRef(term) for term in (JG.leads, JG.organizesDirectly, JG.hosts, JG.supports)} <= below


def test_the_parts_of_the_party_are_no_administrative_parts(whole):
    assert (URIRef(JG.partyOrganizationOf), RDFS.subPropertyOf, URIRef(JG.partOf)) in whole
    assert (URIRef(JG.partyOrganizationOf), RDFS.subPropertyOf, URIRef(JG.subOrganizationOf)) not in whole
