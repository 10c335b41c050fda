"""Exports from the command line hold what the graph holds, and a graph that does not conform is told of."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

JIGOU = Path(sys.executable).parent / "jigou"
REPORT = Path(__file__).parent.parent / "gold" / "own-zx-chengxi-2015.txt"
FORMATS = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "graph"
    subprocess.run([JIGOU, "build", REPORT, "-o", folder], check=True, timeout=120)
    return folder


def run(*args: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([JIGOU, *args], capture_output=True, check=False, timeout=120)


@pytest.mark.parametrize("name", FORMATS)
def test_export_is_read_again(name: str, graph: Path) -> None:
    done = run("export", graph, "--to", name)
    store = Store()
    store.bulk_load(done.stdout, FORMATS[name])
    assert (done.returncode, done.stderr) == (0, b"")
    assert any("城西区政协" in str(quad.object) for quad in store)


@pytest.mark.parametrize("name", FORMATS)
def test_export_to_a_file_is_what_goes_to_standard_output(name: str, graph: Path, tmp_path: Path) -> None:
    assert run("export", graph, "--to", name, "-o", tmp_path / "file").returncode == 0
    assert (tmp_path / "file").read_bytes() == run("export", graph, "--to", name, "-o", "-").stdout


def test_export_refuses_an_unknown_format(graph: Path, tmp_path: Path) -> None:
    done = run("export", graph, "--to", "docx", "-o", tmp_path / "file")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert b"rdfxml, trig, turtle" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_check_of_a_graph_that_conforms(graph: Path) -> None:
    done = run("check", graph)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "the graph conforms to its shapes\n", b"")


def test_check_tells_the_node_the_shape_and_the_sentence(graph: Path, tmp_path: Path) -> None:
    """A graph whose kind of a body is taken away does not conform."""
    everything = run("export", graph, "--to", "nquads").stdout.decode().splitlines()
    line = next(line for line in everything if "/id/body/" in line.split()[0] and "ontology#kind>" in line)
    node = line.split()[0].strip("<>")
    damaged = tmp_path / "damaged.nq"
    kept = (other for other in everything if other.split()[:2] != line.split()[:2])
    damaged.write_text("\n".join(kept) + "\n", encoding="utf-8")
    done = run("check", damaged)
    text = done.stdout.decode()
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert node in text.splitlines()
    assert "  shape     https://w3id.org/jigou/" in text
    assert "  sentence  " in text


@pytest.mark.parametrize(
    ("called", "name"), [("ttl", "turtle"), ("nt", "ntriples"), ("nq", "nquads"), ("rdf", "rdfxml"), ("xml", "rdfxml"),
                         ("json-ld", "jsonld"), ("csv", "facts-csv"), ("TTL", "turtle")],
)  # fmt: skip
def test_export_takes_what_people_call_a_format(called: str, name: str, graph: Path) -> None:
    done = run("export", graph, "--to", called)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == run("export", graph, "--to", name).stdout


def test_export_tells_the_nearest_format(graph: Path) -> None:
    done = run("export", graph, "--to", "turtel")
    assert done.returncode == 2
    assert "the nearest is turtle;" in done.stderr.decode()


@pytest.mark.parametrize(("ending", "begins"), [("gexf", "<gexf"), ("graphml", "<graphml"), ("out", "<graphml")])
def test_network_is_written_as_its_ending_asks(ending: str, begins: str, graph: Path, tmp_path: Path) -> None:
    assert run("network", graph, "-o", tmp_path / f"bodies.{ending}").returncode == 0
    assert begins in (tmp_path / f"bodies.{ending}").read_text(encoding="utf-8")[:200]


def test_network_asks_which_table_is_meant(graph: Path, tmp_path: Path) -> None:
    done = run("network", graph, "-o", tmp_path / "bodies.csv")
    assert (done.returncode, (tmp_path / "bodies.csv").exists()) == (2, False)
    assert "nodes-csv" in done.stderr.decode()
