"""The vocabularies in which datasets and endpoints are described, as closed classes of IRIs."""

from __future__ import annotations

from jigou.ontology.terms import Closed


class SD(metaclass=Closed):
    """The terms of SPARQL 1.1 Service Description that are used."""

    namespace = "http://www.w3.org/ns/sparql-service-description#"

    Service: str
    Dataset: str
    Graph: str
    NamedGraph: str
    SPARQL11Query: str
    endpoint: str
    supportedLanguage: str
    resultFormat: str
    defaultDataset: str
    defaultGraph: str
    namedGraph: str
    name: str


class VOID(metaclass=Closed):
    """The terms of VoID that are used."""

    namespace = "http://rdfs.org/ns/void#"

    Dataset: str
    triples: str
    entities: str
    classPartition: str
    sparqlEndpoint: str
    uriSpace: str
    vocabulary: str


class DCAT(metaclass=Closed):
    """The terms of DCAT that are used."""

    namespace = "http://www.w3.org/ns/dcat#"

    Dataset: str
    DataService: str
    endpointURL: str
    servesDataset: str
    version: str


class DCTERMS(metaclass=Closed):
    """The DCMI metadata terms that are used of datasets."""

    namespace = "http://purl.org/dc/terms/"

    bibliographicCitation: str
    creator: str
    description: str
    identifier: str
    issued: str
    license: str
    publisher: str
    source: str
    title: str


class FOAF(metaclass=Closed):
    """The terms of FOAF that are used of publishers."""

    namespace = "http://xmlns.com/foaf/0.1/"

    Agent: str
    name: str
