"""Queries: what is answered, what is refused, and where an answer ends."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from time import monotonic

import pytest
from gold_readings import gold_reading
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from jigou import graphs
from jigou.graphs import Iri, View
from jigou.graphs.lexing import tokens
from jigou.graphs.querying import Answerer
from jigou.graphs.refusing import checked
from jigou.ontology import RefusedQuery
from jigou.ontology.terms import JG

ID = "https://w3id.org/jigou/id/"
FACTS = f"{ID}report/zx-shanghai-2021-e2950ecb/facts"
HARD = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with graphs.build([gold_reading()], tmp_path_factory.mktemp("graphs") / "graph") as view:
        yield view


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """One report under two names: each of its facts is in three graphs, the default graph being one."""
    reading = gold_reading()
    again = replace(reading, document=replace(reading.document, name="again.txt"))
    with graphs.build([reading, again], tmp_path_factory.mktemp("graphs") / "graph") as view:
        yield view


def test_rows_have_python_values(view: View) -> None:
    result = view.query(
        "SELECT ?m ?value ?unit { event:视察监督活动 jg:measure ?m . ?m jg:value ?value ; jg:unit ?unit } ORDER BY ?value"
    )
    assert result.variables == ("m", "value", "unit")
    rows = list(result)
    assert [(row.value, row["unit"]) for row in rows] == [
        (Decimal(139), "次"),
        (Decimal(500), "条"),
        (Decimal(813), "人次"),
    ]
    assert isinstance(rows[0][0], Iri)
    assert rows[0].asdict()["unit"] == "次"


def test_days_and_years_have_their_types(view: View) -> None:
    (row,) = view.query("SELECT ?day ?year ?none { ?report dcterms:issued ?day ; jg:reportingYear ?year }")
    assert tuple(row) == (date(2021, 11, 30), 2021, None)


def test_row_without_the_variable_says_what_it_has(view: View) -> None:
    (row,) = view.query("SELECT ?day { ?report dcterms:issued ?day }")
    with pytest.raises(AttributeError, match="has no 'night'; it has day"):
        _ = row.night


def test_star_keeps_the_order_of_the_query(view: View) -> None:
    assert view.query("SELECT * { ?s jg:partOf ?b . ?b jg:partOf ?a }").variables == ("s", "b", "a")


def test_ask_is_as_true_as_its_answer(view: View) -> None:
    assert view.query("ASK { body:上海市政协机关 jg:partOf body:上海市政协 }")
    assert not view.query("ASK { body:上海市政协 jg:partOf body:上海市政协机关 }")


def test_construct_gives_turtle(view: View) -> None:
    result = view.query("CONSTRUCT { ?a jg:partOf ?b } { ?a jg:partOf ?b . ?b jg:key '上海市政协' }")
    assert result.triples is not None
    assert {quad.triple for quad in parse(result.to_turtle(), RdfFormat.TURTLE)} == set(result.triples)
    assert "body:上海市政协党组 jg:partOf body:上海市政协 .\n" in result.to_turtle()


def test_describe_gives_the_triples_of_a_thing(view: View) -> None:
    result = view.query("DESCRIBE body:上海市政协机关")
    assert result.triples is not None
    assert {triple.subject.value for triple in result.triples} == {ID + "body/上海市政协机关"}


def test_json_is_the_standards(view: View) -> None:
    result = view.query("SELECT ?name ?level { ?s jg:heading ?name ; jg:level ?level ; jg:position 1 }")
    assert json.loads(result.to_json()) == {
        "head": {"vars": ["name", "level"]},
        "results": {
            "bindings": [
                {
                    "name": {"type": "literal", "value": "市政协机关基本情况", "xml:lang": "zh"},
                    "level": {
                        "type": "literal",
                        "value": "1",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    },
                }
            ]
        },
    }


def test_csv_is_the_standards(view: View) -> None:
    result = view.query('SELECT ?a ?b { VALUES (?a ?b) { ("x,\\"y\\"" 1.5) (UNDEF <urn:a>) } }')
    assert result.to_csv() == 'a,b\r\n"x,""y""",1.5\r\n,urn:a\r\n'


def test_tsv_is_the_standards(view: View) -> None:
    result = view.query('SELECT ?a ?b { VALUES (?a ?b) { ("x\\ty" "机关"@zh) (UNDEF <urn:a>) } }')
    assert result.to_tsv() == '?a\t?b\n"x\\ty"\t"机关"@zh\n\t<urn:a>\n'


def test_table_aligns_chinese_and_numbers_and_shortens_iris(view: View) -> None:
    result = view.query(
        "SELECT ?body (COUNT(?x) AS ?n) { ?body jg:organizes ?x } GROUP BY ?body HAVING(COUNT(?x) > 5) ORDER BY DESC(?n)"
    )
    assert result.to_table() == (
        "body                      n\n"
        "-----------------------  --\n"
        "body:上海市政协机关      54\n"
        "body:上海市政协机关党组   9\n"
    )


def test_table_shows_no_control_characters_and_cuts_long_cells(view: View) -> None:
    result = view.query('SELECT ?a { VALUES ?a { "\\u001b[31mred\\nline" "长长长长长长" } }')
    assert result.to_table(width=8).splitlines()[2:] == [" [31mre…", "长长长…"]


def test_pandas_frame_has_the_rows(view: View) -> None:
    frame = view.query("SELECT ?a ?n { VALUES (?a ?n) { ('x' 1) ('y' 2) } }").to_pandas()
    assert list(frame.columns) == ["a", "n"]
    assert frame["n"].sum() == 3


def test_rows_beyond_the_limit_are_cut_and_it_is_said(view: View) -> None:
    result = view.query("SELECT * { ?s ?p ?o }", limit=3)
    assert (len(result), result.truncated) == (3, True)
    assert result.to_table().endswith("… only the first 3; there are more\n")
    assert json.loads(result.to_json())["head"]["truncated"] is True


def test_rows_up_to_the_limit_are_not_called_cut(view: View) -> None:
    assert not view.query("SELECT * { VALUES ?a { 1 2 3 } }", limit=3).truncated


def test_triples_beyond_the_limit_are_cut(view: View) -> None:
    result = view.query("CONSTRUCT WHERE { ?s ?p ?o }", limit=5)
    assert (len(result), result.truncated) == (5, True)


def test_query_past_its_time_is_ended_and_the_next_is_answered(view: View) -> None:
    start = monotonic()
    with pytest.raises(RefusedQuery, match=r"took longer than 0\.5 s"):
        view.query(HARD, timeout=0.5)
    assert monotonic() - start < 5
    assert view.query("ASK {}")


def test_query_past_its_memory_is_ended_and_the_next_is_answered(view: View) -> None:
    answerer = Answerer(view._store, None, memory=400 * 1024**2)
    with pytest.raises(RefusedQuery, match="more memory"):
        answerer.query("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c", base=view.base)
    assert answerer.query("ASK {}", base=view.base)
    answerer.close()


def test_query_nested_beyond_reason_does_no_harm(view: View) -> None:
    with pytest.raises(RefusedQuery):
        view.query("ASK { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }")
    assert view.query("ASK {}")


def test_threads_share_a_view(view: View) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(len(view.query("SELECT * {?s a jg:Body}")))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [32] * 4


def test_view_in_memory_answers_the_same(view: View) -> None:
    query = "SELECT ?name { ?s a jg:LeadingGroup ; skos:prefLabel ?name } ORDER BY ?name"
    with graphs.view_of([gold_reading()]) as other:
        assert list(other.query(query)) == list(view.query(query))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT is refused: a graph is read-only"),
        ("PREFIX x: <urn:> delete where { ?s ?p ?o }", "DELETE is refused"),
        ("LOAD <file:///etc/passwd>", "LOAD is refused"),
        ("CLEAR ALL", "CLEAR is refused"),
        ("DROP GRAPH <urn:a>", "DROP is refused"),
        ("WITH <urn:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH is refused"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { service silent ?x { ?s ?p ?o } }", "SERVICE is refused"),
        ("ASK { { SELECT * { SeRvIcE <http://example.org/> {} } } }", "SERVICE is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", r"FROM <file:///etc/passwd> is refused"),
        ("SELECT * FROM NAMED <http://example.org/g> { ?s ?p ?o }", "FROM <http://example.org/g> is refused"),
        ("PREFIX g: <http://example.org/> ASK FROM g:x {}", "FROM <http://example.org/x> is refused"),
        ("BASE <http://example.org/> ASK FROM <y> {}", "FROM <http://example.org/y> is refused"),
        ("", "must begin with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("机构", "must begin with"),
        ("# SELECT * {}", "must begin with"),
        ("SELECT * { ?s ?p", r"not a query of SPARQL: line 1, column 17"),
        ("SELECT * {} ; INSERT DATA {}", "not a query of SPARQL"),
        ("SELECT * { ?s ?p \udcff }", "cannot be answered"),
    ],
)
def test_query_that_does_more_than_read_this_graph_is_refused(view: View, query: str, message: str) -> None:
    with pytest.raises(RefusedQuery, match=message):
        view.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://example.org/> {}' }",
        'SELECT * { ?s ?p """LOAD "FROM" SERVICE""" }',
        "SELECT * { ?s ?p ?service } # SERVICE <http://example.org/> {}",
        "SELECT * { ?s <http://example.org/service#SERVICE> ?from }",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:service ?load }",
        "PREFIX from: <http://example.org/> SELECT * { ?s from:FROM 'x'@from }",
        "SELECT ?insert { ?insert ?delete _:SERVICE }",
        "SELECT * { FILTER(1 < 2 && 3 > 2) }",
        "SELECT * { VALUES (?a ?b) { (<urn:a> <urn:b#c>) } }",
    ],
)
def test_words_in_strings_comments_and_names_are_harmless(view: View, query: str) -> None:
    view.query(query)


def test_graph_of_the_store_can_be_named_in_from(view: View) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{FACTS}> {{ ?s a jg:Body }}"
    assert [row.n for row in view.query(query)] == [32]


# The union of two graphs in Oxigraph 0.5 gives a triple once for each of them.


def test_default_graph_gives_a_triple_of_two_reports_once(twice: View) -> None:
    assert [row.n for row in twice.query("SELECT (COUNT(*) AS ?n) { ?s a jg:Body }")] == [32]
    chain = "SELECT ?top { body:机关党组党史学习教育领导小组办公室 jg:partOf+ ?top }"
    assert len(twice.query(chain)) == 4


def test_from_two_graphs_gives_a_triple_of_both_once(twice: View) -> None:
    one, two = (f"{report.iri}/facts" for report in twice.reports)
    query = f"SELECT (COUNT(*) AS ?n) FROM <{one}> FROM <{two}> {{ ?s a jg:Body }}"
    assert [row.n for row in twice.query(query)] == [32]


def test_from_two_graphs_leaves_the_named_ones_in_reach(twice: View) -> None:
    one, two = (f"{report.iri}/facts" for report in twice.reports)
    query = f"SELECT (COUNT(*) AS ?n) FROM <{one}> FROM <{two}> FROM NAMED <{two}> {{ GRAPH ?g {{ ?s a jg:Report }} }}"
    assert [row.n for row in twice.query(query)] == [1]


# Nothing hangs on the words alone: the process that answers can open no connection and no file.


class _Heard(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.heard.append(self.path)  # type: ignore[attr-defined]  # set below
        self.send_error(404)

    do_POST = do_GET  # noqa: N815 - the name that the library calls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
        pass


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Heard)
    server.heard = []  # type: ignore[attr-defined]  # what was asked
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_service_that_passed_the_check_reaches_nothing(
    view: View, server: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jigou.graphs.refusing._has_service", lambda found, text: False)
    with pytest.raises(RefusedQuery, match="cannot be answered"):
        view.query(f"SELECT * {{ SERVICE <http://127.0.0.1:{server.server_port}/> {{ ?s ?p ?o }} }}")
    assert server.heard == []  # type: ignore[attr-defined]  # set above


PIECES = st.sampled_from(
    ["SERVICE", "SERVICE ?x {}", "SILENT", "servicesilent", " ", "\n", "#", "<", ">", "'", '"', "'''", '"""', "\\", "(", ")", "{", "}", "?x",
     "<urn:s>", "FILTER", "1<2", "?a<?b", "?a<ex:b", ".", ";", "1e5", "true", "ex:a", "_:b", "@en", "OPTIONAL", "UNION"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_query_that_passes_the_check_reaches_for_a_service(middle: str) -> None:
    """The store says so when it is asked for a service at a port that it will not use."""
    from pyoxigraph import Store

    query = f"PREFIX ex: <urn:> SELECT * {{ VALUES ?x {{ <http://127.0.0.1:9/> }} {middle}<http://127.0.0.1:9/> {{}} {middle} }}"
    try:
        checked(query, (), {})
    except RefusedQuery:
        return
    try:
        list(Store().query(query))  # type: ignore[arg-type]  # a SELECT
    except (SyntaxError, RuntimeError):
        pass
    except OSError as error:
        pytest.fail(f"{query!r}: {error}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {VALUES ?x {<http://127.0.0.1:9>} FILTER(1<'>')SERVICE ?x{} FILTER(1<'>')}",
        "SELECT * {VALUES ?x {<http://127.0.0.1:9>} FILTER(?a<?b)SERVICE?x#>\n{}}",
        'SELECT * {VALUES ?x {<http://127.0.0.1:9>} FILTER(?a<?b#>"""\n)SERVICE ?x{}#"""\n}',
        "SELECT * {SERVICESILENT<http://127.0.0.1:9>{}}",
    ],
)
def test_service_behind_a_comparison_is_refused(query: str) -> None:
    """Seen to reach Oxigraph's SERVICE, because its parser knows no tokens."""
    with pytest.raises(RefusedQuery, match="SERVICE"):
        checked(query, (), {})


@settings(deadline=None)
@given(st.text())
def test_tokens_never_fail_and_come_in_order(text: str) -> None:
    found = list(tokens(text))
    assert all(text.startswith(token.text, token.start) for token in found)
    assert [token.start for token in found] == sorted({token.start for token in found})


def test_closed_view_starts_again(tmp_path: Path) -> None:
    view = graphs.view_of([gold_reading()])
    assert view.query("ASK { ?s ?p ?o }")
    view.close()
    assert view.query("ASK { ?s ?p ?o }")
    view.close()


def test_rows_of_csv_are_those_of_the_result(view: View) -> None:
    result = view.query("SELECT ?name { ?s a jg:Document ; skos:prefLabel ?name } ORDER BY ?name")
    rows = list(csv.reader(io.StringIO(result.to_csv(), newline="")))
    assert rows == [["name"], *[[row.name] for row in result]]


def test_terms_are_those_of_the_graph(view: View) -> None:
    result = view.query(f"SELECT ?x {{ <{ID}body/上海市政协机关> skos:prefLabel ?x }}")
    assert result.terms == ((Literal("上海市政协机关", language="zh"),),)
    assert view.query(f"ASK {{ <{JG.Body}> ?p ?o }}").answer is False
    assert NamedNode(JG.Body) not in {term for row in result.terms for term in row}
