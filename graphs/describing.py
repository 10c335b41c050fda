"""What a graph and its endpoint say of themselves to programs: service description, VoID and DCAT.

Source: SPARQL 1.1 Service Description; Describing Linked Datasets with the VoID Vocabulary, sections 2 to 4; Data Catalog
Vocabulary (DCAT) Version 3, section 6.6. Like everything here they have no blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from jigou.graphs.manifest import Manifest
from jigou.graphs.nodes import Statement, integer, iri, text
from jigou.graphs.publication import Publication
from jigou.graphs.quads import claims_graph, facts_graph
from jigou.graphs.vocabularies import DCAT, DCTERMS, FOAF, SD, VOID
from jigou.ontology.terms import CLASS_OF_TYPE, JG, RDF

_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/trig": "TriG",
    "application/n-triples": "N-Triples",
    "application/n-quads": "N-Quads",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
}


def service(manifest: Manifest, address: str, formats: Iterable[str], note: Publication | None = None) -> list[Triple]:
    """The description of the endpoint at an address, with its dataset and the graphs in it."""
    return _triples(_service(manifest, address, formats, note or Publication()))


def about(
    manifest: Manifest, home: str, note: Publication | None = None, *, endpoint: str | None = None
) -> list[Triple]:
    """The description of a graph as a dataset whose IRI is ``home``, as VoID and DCAT have it."""
    return _triples(_dataset(manifest, home, note or Publication(), endpoint))


def _triples(statements: Iterable[Statement]) -> list[Triple]:
    return [Triple(subject, iri(predicate), object_) for subject, predicate, object_ in statements]


def _service(manifest: Manifest, address: str, formats: Iterable[str], note: Publication) -> Iterator[Statement]:
    node, home = iri(f"{address}#service"), f"{address}#dataset"
    yield node, RDF.type, iri(SD.Service)
    yield node, SD.endpoint, iri(address)
    yield node, SD.supportedLanguage, iri(SD.SPARQL11Query)
    for format_ in formats:
        yield node, SD.resultFormat, iri(_FORMATS + _FORMAT_NAMES[format_])
    yield node, SD.defaultDataset, iri(home)
    yield iri(home), RDF.type, iri(SD.Dataset)
    default = iri(f"{address}#default")
    yield iri(home), SD.defaultGraph, default
    yield default, RDF.type, iri(SD.Graph)
    yield default, VOID.triples, integer(manifest.counts.get("triples", 0))
    for report in manifest.reports:
        for name in (facts_graph(report.iri), claims_graph(report.iri)):
            graph = iri(f"{name.value}#described")
            yield iri(home), SD.namedGraph, graph
            yield graph, RDF.type, iri(SD.NamedGraph)
            yield graph, SD.name, name
    yield from _dataset(manifest, home, note, address)


def _dataset(manifest: Manifest, home: str, note: Publication, endpoint: str | None) -> Iterator[Statement]:
    node = iri(home)
    counts = manifest.counts
    yield node, RDF.type, iri(VOID.Dataset)
    yield node, RDF.type, iri(DCAT.Dataset)
    yield node, VOID.triples, integer(counts.get("quads", 0))
    yield node, VOID.entities, integer(sum(counts.get(type_.value, 0) for type_ in CLASS_OF_TYPE))
    yield node, VOID.uriSpace, text(manifest.base)
    yield node, VOID.vocabulary, iri(JG.namespace)
    for type_, class_ in CLASS_OF_TYPE.items():
        part = iri(f"{home}-{type_.lower()}")
        yield node, VOID.classPartition, part
        yield part, f"{VOID.namespace}class", iri(class_)
        yield part, VOID.entities, integer(counts.get(type_.value, 0))
    for report in manifest.reports:
        yield node, DCTERMS.source, iri(report.iri)
        if report.title is not None:
            yield iri(report.iri), DCTERMS.title, Literal(report.title, language="zh")
    if manifest.digest:
        yield node, DCTERMS.identifier, text(f"sha256:{manifest.digest}")
    if endpoint is not None:
        yield from _access(node, endpoint)
    yield from _noted(node, home, note)


def _access(node: NamedNode, endpoint: str) -> Iterator[Statement]:
    yield node, VOID.sparqlEndpoint, iri(endpoint)
    door = iri(f"{endpoint}#access")
    yield door, RDF.type, iri(DCAT.DataService)
    yield door, DCAT.endpointURL, iri(endpoint)
    yield door, DCAT.servesDataset, node


def _noted(node: NamedNode, home: str, note: Publication) -> Iterator[Statement]:
    """What its publisher says of it."""
    yield node, DCTERMS.title, text(note.title)
    if note.description:
        yield node, DCTERMS.description, text(note.description)
    if note.version:
        yield node, DCAT.version, text(note.version)
    if note.license:
        yield node, DCTERMS.license, iri(note.license)
    if note.issued:
        yield node, DCTERMS.issued, text(note.issued)
    for number, (name, predicate) in enumerate(
        [
            *((creator, DCTERMS.creator) for creator in note.creators),
            *((note.publisher, DCTERMS.publisher),) * bool(note.publisher),
        ]
    ):
        agent = iri(f"{home}-agent-{number + 1}")
        yield node, predicate, agent
        yield agent, RDF.type, iri(FOAF.Agent)
        yield agent, FOAF.name, text(name)
    yield node, DCTERMS.bibliographicCitation, text(note.citation())
