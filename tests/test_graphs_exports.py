"""Exports: each the same bytes every time, and each read again with the same content."""

from __future__ import annotations

import csv
import gc
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet
import pytest
import rdflib
from gold_readings import gold_reading
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from jigou import graphs
from jigou.graphs import View, exporting, tabulating
from jigou.graphs.jsonld import jsonld
from jigou.graphs.manifest import counted
from jigou.graphs.publication import Publication, publication, read_publication
from jigou.graphs.workbooks import write_xlsx
from jigou.ontology import InvalidRecord
from jigou.ontology.errors import TooLarge
from jigou.ontology.terms import JG, RDF

OFFICE = "https://w3id.org/jigou/id/body/上海市政协机关"


@pytest.fixture(scope="module")
def view() -> View:
    return graphs.view_of([gold_reading()])


def text(pieces: object) -> str:
    found = list(pieces)  # type: ignore[call-overload]  # an exporter's pieces
    return b"".join(found).decode() if found and isinstance(found[0], bytes) else "".join(found)


EXPORTERS = [
    exporting.turtle, exporting.trig, exporting.nquads, exporting.ntriples, exporting.jsonld, exporting.rdfxml,
    exporting.turtle12, exporting.dataset, exporting.citation, exporting.entities_csv, exporting.facts_csv,
    exporting.evidence_csv, exporting.xlsx, exporting.entities_parquet, exporting.facts_parquet, exporting.evidence_parquet,
]  # fmt: skip


@pytest.mark.parametrize("write", EXPORTERS, ids=lambda write: write.__name__)
def test_export_is_the_same_bytes_for_the_same_graph(view: View, write: Callable[[View], object]) -> None:
    again = graphs.view_of([gold_reading()])
    assert list(write(view)) == list(write(again))  # type: ignore[call-overload]  # an exporter's pieces


@pytest.mark.parametrize(
    ("write", "format_"),
    [
        (exporting.ntriples, RdfFormat.N_TRIPLES),
        (exporting.rdfxml, RdfFormat.RDF_XML),
        (exporting.turtle, RdfFormat.TURTLE),
    ],
)
def test_facts_come_back(view: View, write: Callable[[View], object], format_: RdfFormat) -> None:
    assert {quad.triple for quad in parse(text(write(view)), format=format_)} == set(view.facts())


def test_json_ld_gives_every_quad_back(view: View) -> None:
    assert set(parse(text(exporting.jsonld(view)), format=RdfFormat.JSON_LD)) == set(view.quads())


def test_json_ld_of_facts_is_read_by_rdflib(view: View) -> None:
    data = text(jsonld(Quad(*triple) for triple in view.facts()))
    assert len(rdflib.Graph().parse(data=data, format="json-ld")) == len(set(view.facts()))


def test_json_ld_is_framed(view: View) -> None:
    nodes = json.loads(text(jsonld(Quad(*triple) for triple in view.facts())))["@graph"]
    office = next(node for node in nodes if node["id"] == OFFICE)
    assert office["prefLabel"] == {"zh": "上海市政协机关"}
    assert "Body" in office["type"]
    measured = [node["measure"] for node in nodes if "measure" in node]
    assert all(isinstance(one, dict) for found in measured for one in (found if isinstance(found, list) else [found]))


TERMS = st.one_of(
    st.builds(Literal, st.text(max_size=5)),
    st.builds(lambda value: Literal(value, language="en"), st.text(max_size=5)),
    st.builds(lambda value: Literal(value, datatype=NamedNode("http://example.org/t")), st.text(max_size=3)),
    st.just(NamedNode("http://example.org/o")),
)


@given(
    st.lists(
        st.tuples(st.sampled_from([*JG, RDF.type, "http://www.w3.org/2004/02/skos/core#prefLabel"]), TERMS), max_size=5
    )
)
def test_json_ld_keeps_any_value_of_any_property(values: list[tuple[str, Literal | NamedNode]]) -> None:
    quads = {Quad(NamedNode("http://example.org/s"), NamedNode(name), value) for name, value in values}
    assert set(parse(text(jsonld(quads)), format=RdfFormat.JSON_LD)) == quads


def test_rdf_12_turtle_reifies_every_claim(view: View) -> None:
    found = {quad.triple for quad in parse(text(exporting.turtle12(view)), format=RdfFormat.TURTLE)}
    reified = {triple.object for triple in found if triple.predicate.value == f"{RDF.namespace}reifies"}
    stated = {
        Triple(*(next(q.object for q in view.quads(claim.subject, NamedNode(part))) for part in (RDF.subject, RDF.predicate, RDF.object)))  # type: ignore[arg-type]  # claims are whole
        for claim in view.quads(None, NamedNode(RDF.type), NamedNode(JG.Claim))
    }  # fmt: skip
    assert reified == stated
    assert set(view.facts()) <= found


def test_csv_comes_back(view: View) -> None:
    table = tabulating.facts(view)
    rows = list(csv.reader(io.StringIO(tabulating.to_csv(table), newline="")))
    assert rows[0] == list(table.columns)
    assert [[tabulating.plain(cell) for cell in row] for row in rows[1:]] == [
        ["" if cell is None else str(cell) for cell in row] for row in table.rows
    ]


@given(st.text(alphabet="'=+-@\t\ra", max_size=6))
def test_text_is_no_formula_and_comes_back(value: str) -> None:
    assert tabulating.guarded(value)[:1] not in tuple("=+-@\t\r")
    assert tabulating.plain(tabulating.guarded(value)) == value


def test_xlsx_comes_back_with_texts_as_texts(view: View) -> None:
    hostile = tabulating.Table(
        name="x", columns={"a": str, "n": float}, rows=(("=HYPERLINK(1)", 2.5), ("市政协", None))
    )
    out = io.BytesIO()
    write_xlsx([tabulating.entities(view), hostile], out)
    book = openpyxl.load_workbook(out)
    assert [[cell.value for cell in row] for row in book["x"]] == [["a", "n"], ["=HYPERLINK(1)", 2.5], ["市政协", None]]
    assert book["x"]["A2"].data_type != "f"
    assert book["entities"].max_row == len(list(tabulating.entities(view).rows)) + 1


def test_parquet_is_asked_with_duckdb(view: View, tmp_path: Path) -> None:
    file = tmp_path / "facts.parquet"
    file.write_bytes(b"".join(exporting.facts_parquet(view)))
    found = duckdb.sql(f"SELECT value, unit FROM '{file}' WHERE property = 'measure' AND value = 813").fetchall()
    assert found == [(813.0, "人次")]
    assert pyarrow.parquet.read_table(file).num_rows == len(list(tabulating.facts(view).rows))


@pytest.mark.parametrize("name", tabulating.TABLES)
def test_every_table_comes_back_from_every_format(view: View, name: str) -> None:
    table = tabulating.TABLES[name](view)
    rows = [list(row) for row in table.rows]
    assert rows
    parquet = pyarrow.parquet.read_table(io.BytesIO(tabulating.to_parquet(table)))
    assert parquet.column_names == list(table.columns)
    assert [list(row.values()) for row in parquet.to_pylist()] == rows
    found = list(csv.reader(io.StringIO(tabulating.to_csv(table), newline="")))
    assert [[tabulating.plain(cell) for cell in row] for row in found[1:]] == [
        ["" if cell is None else str(cell) for cell in row] for row in rows
    ]
    out = io.BytesIO()
    write_xlsx([table], out)
    sheet = openpyxl.load_workbook(out)[name]
    assert [[cell.value for cell in row] for row in sheet][1:] == rows


def test_evidence_shows_the_words_of_the_text(view: View) -> None:
    whole = {report.iri: view.text(report.iri) for report in view.reports}
    for row in tabulating.evidence(view).rows:
        report, start, end, words = row[4:8]
        assert whole[str(report)][int(start or 0) : int(end or 0)] == words


def test_dataset_is_described_as_its_publisher_says(tmp_path: Path) -> None:
    with graphs.build([gold_reading()], tmp_path / "graph"):
        (tmp_path / "graph" / "dataset.toml").write_text(
            'title = "Reports"\nversion = "1.0"\nissued = 2026-03-01\ncreators = ["Li Ming"]\npublisher = "Institute"\n'
            'license = "https://creativecommons.org/licenses/by/4.0/"\n',
            "utf-8",
        )
    with graphs.open(tmp_path / "graph") as view:
        found = {
            quad.object.value
            for quad in parse(text(exporting.dataset(view)), format=RdfFormat.TURTLE)
            if hasattr(quad.object, "value")
        }
        cff = text(exporting.citation(view))
        said = publication(view)
    assert {"Reports", "1.0", "Li Ming", "Institute", "https://creativecommons.org/licenses/by/4.0/"} <= found
    assert said.citation() == "Li Ming (2026): Reports. Version 1.0. Dataset. Institute."
    assert "license: CC-BY-4.0\n" in cff and "date-released: 2026-03-01\n" in cff and "type: dataset\n" in cff


def test_graph_without_a_file_about_it_has_the_defaults(view: View) -> None:
    assert publication(view) == Publication()


@pytest.mark.parametrize("line", ["title", "colour = 'red'", "creators = 'Li Ming'", "version = 1"])
def test_file_about_a_dataset_that_is_wrong_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "dataset.toml").write_text(line, "utf-8")
    with pytest.raises(InvalidRecord, match=r"dataset\.toml"):
        read_publication(tmp_path / "dataset.toml")


@pytest.fixture(scope="module")
def large() -> View:
    """A graph of 4,000 bodies with long names."""
    base = "https://w3id.org/jigou/id"
    derived = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    report = NamedNode(f"{base}/report/a")
    store = Store()

    def quads() -> Iterator[Quad]:
        for number in range(4_000):
            body = NamedNode(f"{base}/body/{number}")
            yield Quad(body, NamedNode(RDF.type), NamedNode(JG.Body))
            yield Quad(body, label, Literal(f"第{number}号机构" * 120, language="zh"))
            yield Quad(body, NamedNode(JG.key), Literal(f"第{number}号机构" * 120))
            yield Quad(body, derived, report)
            for other in range(1, 5):
                yield Quad(body, NamedNode(JG.partOf), NamedNode(f"{base}/body/{number // 10 + other}"))
            claim, passage = (
                NamedNode(f"{base}/report/a/claim/{number}"),
                NamedNode(f"{base}/report/a/passage/{number}"),
            )
            graph = NamedNode(f"{base}/report/a/claims")
            yield Quad(claim, NamedNode(RDF.subject), body, graph)
            yield Quad(claim, NamedNode(JG.evidence), passage, graph)
            yield Quad(passage, NamedNode("http://www.w3.org/ns/oa#exact"), Literal("原文" * 800), graph)

    store.bulk_extend(quads())
    return View(store, counted(store))


@pytest.mark.parametrize(
    "write",
    [
        exporting.jsonld,
        exporting.rdfxml,
        exporting.ntriples,
        exporting.xlsx,
        exporting.facts_csv,
        exporting.evidence_csv,
    ],
    ids=lambda write: write.__name__,
)
def test_export_of_a_large_graph_needs_little_memory(
    large: View, write: Callable[[View], Iterator[str | bytes]]
) -> None:
    """What Python holds at once is much less than the file (of XLSX: than what is in it, as it is compressed)."""
    gc.collect()
    tracemalloc.start()
    written = sum(len(piece) for piece in write(large))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    whole = 4_000 * 4_000 if write is exporting.xlsx else written
    assert peak < whole / 3


def test_sheet_holds_no_more_rows_than_the_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jigou.graphs.workbooks.ROWS", 3)
    rows = (("a",), ("b",), ("c",))
    with pytest.raises(TooLarge, match="write CSV or Parquet"):
        write_xlsx([tabulating.Table(name="x", columns={"a": str}, rows=rows)], io.BytesIO())
    write_xlsx([tabulating.Table(name="x", columns={"a": str}, rows=rows[:2])], io.BytesIO())
