"""The endpoint as the SPARQL 1.1 Protocol describes it: a probe, case by case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse
from served import CLAIMS, FACTS, client
from starlette.testclient import TestClient

SELECT = "SELECT ?name { ?body a jg:Body ; skos:prefLabel ?name } ORDER BY ?name LIMIT 2"
ASK = "ASK { ?body a jg:Body }"
CONSTRUCT = "CONSTRUCT { ?body a jg:Body } { ?body a jg:Body }"
DESCRIBE = "DESCRIBE body:上海市政协机关"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv; charset=utf-8", "text/tab-separated-values; charset=utf-8"
TURTLE = "text/turtle; charset=utf-8"


@dataclass(frozen=True)
class Case:
    name: str
    status: int
    media: str | None = None
    method: str = "GET"
    params: list[tuple[str, str]] = field(default_factory=list)
    accept: str | None = None
    content: bytes | str | None = None
    type: str | None = None
    holds: str = ""


def get(
    name: str, query: str, status: int = 200, media: str | None = None, accept: str | None = None, **more: Any
) -> Case:
    return Case(name, status, media, params=[("query", query), *more.pop("params", [])], accept=accept, **more)


def post(
    name: str, content: bytes | str, type_: str | None, status: int = 200, media: str | None = None, **more: Any
) -> Case:
    return Case(name, status, media, method="POST", content=content, type=type_, **more)


CASES = [
    get("select by get", SELECT, media=JSON, holds='"vars": ["name"]'),
    get("select with any type accepted", SELECT, media=JSON, accept="*/*"),
    get("select as a browser asks", SELECT, media=XML, accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    get("select in json", SELECT, media=JSON, accept=JSON),
    get("select in plain json", SELECT, media=JSON, accept="application/json"),
    get("select in xml", SELECT, media=XML, accept=XML, holds='<variable name="name"/>'),
    get("select in plain xml", SELECT, media=XML, accept="application/xml"),
    get("select in csv", SELECT, media=CSV, accept="text/csv", holds="name\r\n"),
    get("select in tsv", SELECT, media=TSV, accept="text/tab-separated-values", holds="?name\n"),
    get("select with qualities", SELECT, media=CSV, accept=f"{XML};q=0.2, text/csv;q=0.9"),
    get("select with a quality of zero", SELECT, media=XML, accept=f"{JSON};q=0, {XML};q=0.1"),
    get("select with any type of a group", SELECT, media=CSV, accept="text/*"),
    get("select in a format that it has not", SELECT, 406, accept="text/turtle"),
    get("select in an unknown format", SELECT, 406, accept="image/png", holds=JSON),
    get("ask in json", ASK, media=JSON, holds='"boolean": true'),
    get("ask in xml", ASK, media=XML, accept=XML, holds="<boolean>true</boolean>"),
    get("ask in csv", ASK, 406, accept="text/csv"),
    get("construct in turtle", CONSTRUCT, media=TURTLE, holds="a jg:Body"),
    get("construct with json results accepted too", CONSTRUCT, media=TURTLE, accept=f"{JSON}, */*;q=0.1"),
    get("construct in n-triples", CONSTRUCT, media="application/n-triples", accept="application/n-triples"),
    get("construct in trig", CONSTRUCT, media="application/trig", accept="application/trig"),
    get("construct in n-quads", CONSTRUCT, media="application/n-quads", accept="application/n-quads"),
    get("construct in rdf/xml", CONSTRUCT, media="application/rdf+xml", accept="application/rdf+xml"),
    get("construct in json-ld", CONSTRUCT, media="application/ld+json", accept="application/ld+json"),
    get("construct as a table", CONSTRUCT, 406, accept="text/csv"),
    get("describe in turtle", DESCRIBE, media=TURTLE, holds="上海市政协机关"),
    get("prefixes declared by the query", "PREFIX x: <https://w3id.org/jigou/ontology#> ASK { ?b a x:Body }", media=JSON),
    get("graph of the protocol", COUNT, media=JSON, params=[("default-graph-uri", FACTS)]),
    get("named graph of the protocol", "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", params=[("named-graph-uri", CLAIMS)], holds=CLAIMS),
    get("graph of the protocol that is not there", COUNT, 403, params=[("default-graph-uri", "http://example.org/no")]),
    get("graph of the query", f"SELECT (COUNT(*) AS ?n) FROM <{FACTS}> {{ ?s ?p ?o }}", media=JSON),
    get("graph of the query that is not there", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 403),
    get("service", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, holds="SERVICE is refused"),
    get("query that is none", "SELEKT", 400, holds="not a query of SPARQL"),
    get("query with an error", "SELECT ?x { ?x ?y }", 400, holds="line 1"),
    get("empty query", "", 400),
    get("update as a query", "INSERT DATA { <a:a> <a:b> <a:c> }", 403, holds="read-only"),
    get("query given twice", ASK, 400, params=[("query", ASK)]),
    Case("update by get", 403, params=[("update", "CLEAR ALL")], holds="read-only"),
    Case("no query is the service description", 200, TURTLE, holds="sparql-service-description#Service"),
    Case("service description in json-ld", 200, "application/ld+json", accept="application/ld+json"),
    Case("no query for people", 303, accept="text/html,*/*;q=0.5"),
    post("form", urlencode({"query": SELECT}), FORM, media=JSON),
    post("form with its charset", urlencode({"query": SELECT}), f"{FORM}; charset=UTF-8", media=JSON),
    post("form with a graph", urlencode({"query": COUNT, "default-graph-uri": FACTS}), FORM, media=JSON),
    post("form without a query", urlencode({"quary": SELECT}), FORM, 400),
    post("form with two queries", urlencode([("query", ASK), ("query", ASK)]), FORM, 400),
    post("form that is not utf-8", b"query=%FF%FE", FORM, 400, holds="UTF-8"),
    post("update by form", urlencode({"update": "CLEAR ALL"}), FORM, 403, holds="read-only"),
    post("direct", SELECT.encode(), QUERY, media=JSON),
    post("direct in xml", SELECT.encode(), QUERY, media=XML, accept=XML),
    post("direct with a graph", COUNT.encode(), QUERY, media=JSON, params=[("default-graph-uri", FACTS)]),
    post("direct with another query in the address", SELECT.encode(), QUERY, 400, params=[("query", ASK)]),
    post("direct that is not utf-8", b"ASK { ?s ?p '\xff' }", QUERY, 400, holds="UTF-8"),
    post("direct in another charset", ASK.encode("utf-16"), f"{QUERY}; charset=utf-16", 415),
    post("direct update", b"CLEAR ALL", "application/sparql-update", 403, holds="read-only"),
    post("json", json.dumps({"query": SELECT}).encode(), "application/json", 415, holds=QUERY),
    post("no type", SELECT.encode(), None, 415),
    Case("put", 405, method="PUT"),
    Case("delete", 405, method="DELETE"),
    Case("patch", 405, method="PATCH"),
    Case("head", 200, JSON, method="HEAD", params=[("query", SELECT)]),
]  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(tmp_path_factory.mktemp("served")) as found:
        yield found


def test_probe_has_at_least_forty_cases() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_protocol(served: TestClient, case: Case) -> None:
    headers = {"Accept": case.accept} if case.accept else {}
    headers |= {"Content-Type": case.type} if case.type else {}
    answer = served.request(case.method, "/sparql", params=case.params, headers=headers, content=case.content)
    assert (answer.status_code, case.holds in answer.text) == (case.status, True), answer.text[:300]
    if case.media is not None:
        assert answer.headers["content-type"] == case.media


def count(served: TestClient, **params: str) -> int:
    found = served.get("/sparql", params={"query": COUNT, **params}).json()
    return int(found["results"]["bindings"][0]["n"]["value"])


def test_graphs_of_the_protocol_take_the_place_of_those_of_the_query(served: TestClient) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{CLAIMS}> {{ ?s ?p ?o }}"
    found = served.get("/sparql", params={"query": query, "default-graph-uri": FACTS}).json()
    assert int(found["results"]["bindings"][0]["n"]["value"]) == count(served, **{"default-graph-uri": FACTS})


def test_only_named_graphs_leave_the_default_graph_empty(served: TestClient) -> None:
    assert count(served, **{"named-graph-uri": CLAIMS}) == 0


def test_xml_has_the_rows_of_json(served: TestClient) -> None:
    query = "SELECT ?body ?name ?n { ?body a jg:Body ; skos:prefLabel ?name OPTIONAL { ?body jg:edition ?n } } ORDER BY ?body"
    xml = ElementTree.fromstring(served.get("/sparql", params={"query": query}, headers={"Accept": XML}).text)
    space = "{http://www.w3.org/2005/sparql-results#}"
    found = [["".join(cell.itertext()) for cell in row] for row in xml.iter(f"{space}result")]
    rows = served.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert found == [[cell["value"] for cell in row.values()] for row in rows]


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("text/turtle", RdfFormat.TURTLE),
        ("application/trig", RdfFormat.TRIG),
        ("application/n-quads", RdfFormat.N_QUADS),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_every_format_of_graphs_has_the_same_triples(served: TestClient, accept: str, format_: RdfFormat) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    whole = served.get("/sparql", params={"query": query}, headers={"Accept": "application/n-triples"}).content
    found = served.get("/sparql", params={"query": query}, headers={"Accept": accept}).content
    assert {q.triple for q in parse(found, format=format_)} == {
        q.triple for q in parse(whole, format=RdfFormat.N_TRIPLES)
    }


def test_service_description_names_the_graphs(served: TestClient) -> None:
    found = list(parse(served.get("/sparql").content, format=RdfFormat.TURTLE))
    names = {quad.object.value for quad in found if quad.predicate.value.endswith("service-description#name")}
    assert names == {FACTS, CLAIMS}


def test_void_counts_the_triples(served: TestClient) -> None:
    found = list(parse(served.get("/.well-known/void").content, format=RdfFormat.TURTLE))
    home = "http://testserver/void#dataset"
    (triples,) = [
        q.object.value for q in found if q.subject.value == home and q.predicate.value.endswith("void#triples")
    ]
    assert int(triples) == count(served) + count(served, **{"default-graph-uri": FACTS}) + count(
        served, **{"default-graph-uri": CLAIMS}
    )


def test_other_origins_may_ask(served: TestClient) -> None:
    answer = served.get("/sparql", params={"query": ASK}, headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Jigou-Truncated" in answer.headers["access-control-expose-headers"]


def test_other_origins_may_post_queries(served: TestClient) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = served.options("/sparql", headers=headers)
    assert answer.status_code == 200
    assert "POST" in answer.headers["access-control-allow-methods"]


def test_answer_varies_with_what_is_accepted(served: TestClient) -> None:
    answer = served.get("/sparql?query=" + quote(ASK))
    assert "Accept" in answer.headers["vary"]


def test_method_that_is_not_allowed_is_told_which_are(served: TestClient) -> None:
    assert {"GET", "POST"} <= set(served.put("/sparql").headers["allow"].replace(",", " ").split())
