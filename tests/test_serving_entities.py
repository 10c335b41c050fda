"""Things by their IRIs, and search over their names."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from served import ID, OFFICE, client
from starlette.testclient import TestClient

PATH = quote("/id/body/上海市政协机关")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/html", "/page/body/上海市政协机关"),
        ("text/turtle", "/data/body/上海市政协机关.ttl"),
        ("application/ld+json", "/data/body/上海市政协机关.jsonld"),
        ("application/n-triples", "/data/body/上海市政协机关.nt"),
        ("application/rdf+xml;q=0.9, text/html;q=0.1", "/data/body/上海市政协机关.rdf"),
    ],
)
def test_iri_leads_to_the_document_that_is_accepted(served: TestClient, accept: str, location: str) -> None:
    answer = served.get(PATH, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, quote(location))
    assert served.get(answer.headers["location"]).status_code == 200


def test_document_describes_the_thing(served: TestClient) -> None:
    found = list(parse(served.get(quote("/data/body/上海市政协机关.ttl")).content, format=RdfFormat.TURTLE))
    assert NamedNode(OFFICE) in {quad.subject for quad in found}


def test_page_names_the_thing_and_shows_its_sentences(served: TestClient) -> None:
    page = served.get(quote("/page/body/上海市政协机关")).text
    assert "<h1>上海市政协机关</h1>" in page
    assert "<mark>市政协机关</mark>" in page


def test_links_of_a_page_lead_to_things(served: TestClient) -> None:
    page = served.get(quote("/page/body/上海市政协机关")).text
    links = {piece.partition('"')[0] for piece in page.split('href="')[1:] if piece.startswith("/id/")}
    assert links
    assert {served.get(link).status_code for link in links} == {303}


def test_thing_that_is_not_there_is_not_found(served: TestClient) -> None:
    assert served.get(quote("/id/body/没有")).status_code == 404


@pytest.mark.parametrize(
    "path", ["/id/%FF", "/id/%3Cscript%3E", "/id/", "/page/../../etc/passwd", "/data/body", "/static/%2e%2e/app.py"]
)
def test_strange_path_is_not_found(served: TestClient, path: str) -> None:
    assert served.get(path).status_code == 404


def test_thing_of_no_acceptable_format(served: TestClient) -> None:
    assert served.get(PATH, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    "words", ["市政协机关", "shanghaishizhengxiejiguan", "shszxjg", "市政協機關", "上海市政协机関", "上海 市政协机关"]
)
def test_search_finds_by_every_spelling(served: TestClient, words: str) -> None:
    hits = served.get("/search", params={"q": words}, headers={"Accept": "application/json"}).json()["hits"]
    assert OFFICE in [hit["id"] for hit in hits[:5]]


def test_very_name_comes_first(served: TestClient) -> None:
    hits = served.get("/search", params={"q": "上海市政协"}, headers={"Accept": "application/json"}).json()["hits"]
    assert (hits[0]["id"], hits[0]["score"]) == (f"{ID}body/上海市政协", 100.0)


def test_search_page_shows_what_was_sought_as_text(served: TestClient) -> None:
    page = served.get("/search", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>" not in page


@pytest.mark.parametrize(
    "path", ["/", "/query", "/about", "/search", "/questions.json", "/citation.cff", "/static/serving.css"]
)
def test_pages_are_there(served: TestClient, path: str) -> None:
    assert served.get(path).status_code == 200


def test_explorer_is_the_page_of_the_graph(served: TestClient) -> None:
    assert 'id="jigou-scene"' in served.get("/").text
