"""The ontology's files: that stores load them, that their terms exist, and that every term is well described."""

from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, PROV, RDF, RDFS, SKOS, Graph, Literal, URIRef, namespace

import jigou.ontology.terms as terms
from jigou.ontology import KINDS, UnknownName
from jigou.ontology.files import CONTEXT_FILE, ONTOLOGY_FILES, SHAPES_FILES, ontology_text, read_file, shapes_text
from jigou.ontology.terms import CLASS_OF_KIND, CONCEPT_OF_KIND, JG, KIND_NAMESPACE

ROOM = Path(__file__).parent.parent / "ontology"
CLASSES = (OWL.Class,)
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
MATCHES = (SKOS.closeMatch, SKOS.exactMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)

# The Web Annotation vocabulary (W3C Recommendation, 23 February 2017), as far as it is used; rdflib does not ship it.
OA_TERMS = {"TextPositionSelector", "TextQuoteSelector", "end", "exact", "hasSource", "start"}
VOCABULARIES = {
    str(vocabulary): vocabulary
    for name in ("DCTERMS", "FOAF", "ORG", "OWL", "PROV", "QB", "RDF", "RDFS", "SDO", "SH", "SKOS", "TIME", "XSD")
    for vocabulary in [getattr(namespace, name)]
}


def graph(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")


ONTOLOGY = graph(ontology_text())
SHAPES = graph(shapes_text())
DEFINED = sorted(
    str(term) for type_ in (*CLASSES, *PROPERTIES) for term in ONTOLOGY.subjects(RDF.type, type_) if str(term) in JG
)


def declared(*types: URIRef) -> set[str]:
    """The terms of jigou's own namespace that the files declare to be of one of the types."""
    terms = {str(term) for type_ in types for term in ONTOLOGY.subjects(RDF.type, type_)}
    return {term for term in terms if term.startswith(JG.namespace)}


def exists(iri: str) -> bool:
    """Whether a foreign term is one of its vocabulary's."""
    if iri.startswith("http://www.w3.org/ns/oa#"):
        return iri.removeprefix("http://www.w3.org/ns/oa#") in OA_TERMS
    known = max((start for start in VOCABULARIES if iri.startswith(start)), key=len, default=None)
    return known is not None and iri.removeprefix(known) in VOCABULARIES[known]


@pytest.mark.parametrize("name", [*ONTOLOGY_FILES, *SHAPES_FILES])
def test_a_file_gives_the_same_triples_in_both_stores(name):
    store = pyoxigraph.Store()
    store.load(read_file(name).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    assert len(store) == len(graph(read_file(name)))


def test_the_files_that_are_listed_are_those_of_the_folder():
    found = {path.name for pattern in ("*.ttl", "*.jsonld") for path in ROOM.glob(pattern)}
    assert {*ONTOLOGY_FILES, *SHAPES_FILES, CONTEXT_FILE} == found


def test_a_file_that_is_not_shipped_is_an_error():
    with pytest.raises(UnknownName, match=r"no file 'terms\.py'"):
        read_file("terms.py")


def test_the_terms_in_python_are_those_of_the_files():
    assert declared(*CLASSES, *PROPERTIES) == set(JG)


def test_the_kinds_in_python_are_those_of_the_files():
    concepts = {str(concept) for concept in ONTOLOGY.subjects(RDF.type, SKOS.Concept)}
    assert concepts == set(CONCEPT_OF_KIND.values())


@pytest.mark.parametrize("name", ["jigou", "kind"])
def test_nothing_is_said_of_a_term_of_ours_that_is_not_declared(name):
    start = {"jigou": JG.namespace, "kind": KIND_NAMESPACE}[name]
    known = set(map(str, ONTOLOGY.subjects(RDF.type, None)))
    used = {str(t) for source in (ONTOLOGY, SHAPES) for triple in source for t in triple if isinstance(t, URIRef)}
    assert {term for term in used if term.startswith(start)} <= known


@pytest.mark.parametrize("source", [ONTOLOGY, SHAPES], ids=["ontology", "shapes"])
def test_every_foreign_term_exists(source):
    ours = (JG.namespace, KIND_NAMESPACE, "https://w3id.org/jigou/", "https://www.apache.org/licenses/")
    foreign = {str(t) for triple in source for t in triple if isinstance(t, URIRef) and not str(t).startswith(ours)}
    assert [term for term in sorted(foreign) if not exists(term)] == []


@pytest.mark.parametrize(
    "vocabulary", [value for value in vars(terms).values() if isinstance(value, terms.Closed) and value is not JG]
)
def test_every_foreign_term_in_python_exists(vocabulary):
    assert [term for term in vocabulary if not exists(term)] == []


def test_a_foreign_term_that_does_not_exist_is_noticed():
    assert not exists(str(PROV) + "wasDerivedform")
    assert not exists("http://www.w3.org/ns/oa#begin")
    assert not exists("http://example.org/x")


@pytest.mark.parametrize("term", DEFINED)
@pytest.mark.parametrize("property_", [RDFS.label, SKOS.definition], ids=["label", "definition"])
def test_a_term_is_said_once_in_each_language(term, property_):
    said = [value.language for value in ONTOLOGY.objects(URIRef(term), property_)]
    assert sorted(said) == ["en", "zh"]


@pytest.mark.parametrize("term", DEFINED)
def test_a_term_has_an_example_from_a_report(term):
    examples = list(ONTOLOGY.objects(URIRef(term), SKOS.example))
    assert len(examples) == 1
    assert isinstance(examples[0], Literal)
    assert examples[0].language == "zh"


@pytest.mark.parametrize("term", sorted(declared(*PROPERTIES)))
@pytest.mark.parametrize("side", [RDFS.domain, RDFS.range], ids=["domain", "range"])
def test_a_property_has_a_domain_and_a_range_or_a_reason(term, side):
    node = URIRef(term)
    assert len(list(ONTOLOGY.objects(node, side))) == 1 or list(ONTOLOGY.objects(node, SKOS.scopeNote))


def mapped(term: URIRef) -> bool:
    """Whether a term, one above it or its inverse points to a foreign term, or a note says why none does."""
    above = {
        other
        for relation in (RDFS.subClassOf, RDFS.subPropertyOf)
        for other in ONTOLOGY.transitive_objects(term, relation)
    }
    above |= {inverse for one in set(above) for inverse in ONTOLOGY.objects(one, OWL.inverseOf)}
    return any(
        not str(one).startswith(JG.namespace)
        or any((one, match, None) in ONTOLOGY for match in MATCHES)
        or (one, SKOS.scopeNote, None) in ONTOLOGY
        or any(not str(parent).startswith(JG.namespace) for parent in ONTOLOGY.objects(one, RDFS.subPropertyOf))
        for one in above
    )


@pytest.mark.parametrize("term", DEFINED)
def test_a_term_is_mapped_or_a_note_says_why_not(term):
    assert mapped(URIRef(term))


def test_no_two_classes_share_a_label():
    for language in ("zh", "en"):
        labels = [
            str(label)
            for term in declared(OWL.Class)
            for label in ONTOLOGY.objects(URIRef(term), RDFS.label)
            if label.language == language
        ]
        assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize(("type_", "kind"), list(CONCEPT_OF_KIND))
def test_a_kind_has_its_names_notation_scheme_and_class(type_, kind):
    concept = URIRef(CONCEPT_OF_KIND[type_, kind])
    scheme = URIRef(KIND_NAMESPACE + type_.lower())
    assert sorted(label.language for label in ONTOLOGY.objects(concept, SKOS.prefLabel)) == ["en", "zh"]
    assert sorted(text.language for text in ONTOLOGY.objects(concept, SKOS.definition)) == ["en", "zh"]
    assert list(ONTOLOGY.objects(concept, SKOS.notation)) == [Literal(kind)]
    assert list(ONTOLOGY.objects(concept, SKOS.inScheme)) == [scheme]
    assert list(ONTOLOGY.objects(concept, SKOS.topConceptOf)) == [scheme]
    assert (scheme, SKOS.hasTopConcept, concept) in ONTOLOGY
    assert list(ONTOLOGY.objects(concept, URIRef(JG.kindClass))) == [URIRef(CLASS_OF_KIND[type_, kind])]


def test_each_type_has_a_scheme_of_kinds():
    schemes = {str(scheme) for scheme in ONTOLOGY.subjects(RDF.type, SKOS.ConceptScheme)}
    assert schemes == {KIND_NAMESPACE + type_.lower() for type_ in KINDS}
