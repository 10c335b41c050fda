"""The JSON-LD context: it knows every property with its datatype, and a document that uses it gives the right triples."""

import json

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from jigou.ontology.files import CONTEXT_FILE, ontology_text, read_file
from jigou.ontology.terms import JG, OA, PROV, XSD

# rdflib warns of its own parser, which builds one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

CONTEXT = json.loads(read_file(CONTEXT_FILE))["@context"]
ONTOLOGY = Graph().parse(data=ontology_text(), format="turtle")
NAMES = [
    str(property_).removeprefix(JG.namespace)
    for type_ in (OWL.ObjectProperty, OWL.DatatypeProperty)
    for property_ in sorted(ONTOLOGY.subjects(RDF.type, type_))
    if str(property_) in JG
]
BODY = "https://w3id.org/jigou/id/body/上海市政协机关"


def triples(document: dict[str, object]) -> Graph:
    """The triples of a JSON-LD document that uses the context."""
    return Graph().parse(data=json.dumps({"@context": CONTEXT, **document}), format="json-ld")


def coerced(name: str) -> URIRef | None:
    """The datatype to which the context coerces a plain value of a property; None for IRIs and untyped values."""
    definition = CONTEXT[name]
    if "@language" in definition:
        return RDF.langString
    prefix, _, local = definition.get("@type", "@").partition(":")
    return URIRef(CONTEXT[prefix] + local) if local else None


@pytest.mark.parametrize("name", NAMES)
def test_a_property_is_in_the_context(name):
    assert CONTEXT[name]["@id"] == f"jg:{name}"


@pytest.mark.parametrize("name", NAMES)
def test_a_property_is_coerced_to_its_range(name):
    node = URIRef(JG.namespace + name)
    if (node, RDF.type, OWL.ObjectProperty) in ONTOLOGY:
        assert CONTEXT[name]["@type"] == "@id"
    else:
        assert coerced(name) == ONTOLOGY.value(node, RDFS.range)


def test_the_context_names_no_term_that_does_not_exist():
    assert {d["@id"] for d in CONTEXT.values() if isinstance(d, dict) and d["@id"].startswith("jg:")} == {
        f"jg:{name}" for name in NAMES
    }


def test_a_body_in_json_is_a_body():
    found = triples(
        {
            "id": BODY,
            "type": ["Conference", "Body"],
            "prefLabel": {"zh": "上海市政协机关"},
            "altLabel": {"zh": ["市政协机关", "机关"]},
            "kind": "kinds:body-cppcc",
            "leads": "https://w3id.org/jigou/id/initiative/重大课题调研",
        }
    )
    body = URIRef(BODY)
    assert set(found) == {
        (body, RDF.type, URIRef(JG.Conference)),
        (body, RDF.type, URIRef(JG.Body)),
        (body, SKOS.prefLabel, Literal("上海市政协机关", lang="zh")),
        (body, SKOS.altLabel, Literal("市政协机关", lang="zh")),
        (body, SKOS.altLabel, Literal("机关", lang="zh")),
        (body, URIRef(JG.kind), URIRef("https://w3id.org/jigou/kind#body-cppcc")),
        (body, URIRef(JG.leads), URIRef("https://w3id.org/jigou/id/initiative/重大课题调研")),
    }


def test_a_claim_in_json_is_a_claim():
    node = "https://w3id.org/jigou/id/report/zx/claim/1"
    found = triples(
        {
            "id": node,
            "type": "Claim",
            "predicate": "leads",
            "confidence": "0.9",
            "evidence": {"id": "https://w3id.org/jigou/id/report/zx/passage/20-37", "start": 20, "exact": "牵头"},
        }
    )
    claim, passage = URIRef(node), URIRef("https://w3id.org/jigou/id/report/zx/passage/20-37")
    assert set(found) == {
        (claim, RDF.type, URIRef(JG.Claim)),
        (claim, RDF.predicate, URIRef(JG.leads)),
        (claim, URIRef(JG.confidence), Literal("0.9", datatype=URIRef(XSD.decimal))),
        (claim, URIRef(JG.evidence), passage),
        (passage, URIRef(OA.start), Literal(20)),
        (passage, URIRef(OA.exact), Literal("牵头", datatype=URIRef(XSD.string))),
    }


def test_a_provenance_in_json_is_an_iri():
    found = triples({"id": BODY, "wasDerivedFrom": "https://w3id.org/jigou/id/report/zx"})
    assert set(found.objects()) == {URIRef("https://w3id.org/jigou/id/report/zx")}
    assert set(found.predicates()) == {URIRef(PROV.wasDerivedFrom)}
