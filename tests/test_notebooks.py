"""What a notebook shows, frames, SPARQLWrapper against the served endpoint, and the notebooks of the documentation."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import nbformat
import polars
import pytest
import uvicorn
from gold_readings import gold_reading
from nbclient import NotebookClient
from SPARQLWrapper import CSV, JSON, POST, TURTLE, SPARQLWrapper

from jigou import graphs
from jigou.cli.serving.app import Application
from jigou.graphs import View

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
NAMES = "SELECT ?name { ?body a jg:Body ; skos:prefLabel ?name } ORDER BY ?name LIMIT 3"


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with graphs.view_of([gold_reading()]) as found:
        yield found


@pytest.fixture(scope="module")
def address(view: View) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(Application(view), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
        server.should_exit = True
        thread.join(10)


def test_polars_frame_has_the_rows(view: View) -> None:
    result = view.query("SELECT ?m ?value { ?m jg:value ?value ; jg:unit '人次'@zh } ORDER BY ?value")
    frame = result.to_polars()
    assert frame.columns == ["m", "value"]
    assert [float(cell) for cell in frame["value"]] == [float(str(row.value)) for row in result]
    assert frame["m"].dtype == polars.String


def test_polars_column_of_several_types_is_one_of_strings(view: View) -> None:
    assert view.query("SELECT ?x { VALUES ?x { 1 'a' } }").to_polars()["x"].to_list() == ["1", "a"]


def test_result_shows_itself(view: View) -> None:
    assert view.query("SELECT ('<b>' AS ?x) {}")._repr_html_() == (
        "<table><thead><tr><th>x</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>"
    )


def test_long_result_says_how_much_is_left(view: View) -> None:
    assert "more rows</p>" in view.query("SELECT * { ?s ?p ?o } LIMIT 60")._repr_html_()


def test_graph_shows_its_counts(view: View) -> None:
    assert f"<th>Body</th><td>{view.manifest.counts['Body']}</td>" in view._repr_html_()


def test_reading_shows_its_entities() -> None:
    assert "上海市政协机关" in gold_reading()._repr_html_()


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_rows(address: str, view: View, method: str) -> None:
    asking = SPARQLWrapper(address, returnFormat=JSON)
    asking.setMethod(method)
    asking.setQuery(NAMES)
    rows = asking.queryAndConvert()["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == [row[0] for row in view.query(NAMES)]


def test_sparqlwrapper_reads_csv_and_turtle(address: str) -> None:
    asking = SPARQLWrapper(address, returnFormat=CSV)
    asking.setQuery(NAMES)
    assert asking.queryAndConvert().startswith(b"name\r\n")
    asking.setReturnFormat(TURTLE)
    asking.setQuery("CONSTRUCT { ?b a jg:Body } { ?b a jg:Body } LIMIT 1")
    assert b"jg:Body" in asking.queryAndConvert()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    assert all(
        "outputs" not in cell or not any(out.output_type == "error" for out in cell.outputs) for cell in notebook.cells
    )


def test_notebooks_are_kept_without_their_outputs() -> None:
    cells = [cell for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert cells and all(not cell.outputs and cell.execution_count is None for cell in cells)
