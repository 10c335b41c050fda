"""A store of many table files is answered from: each is open before the process that answers gives up opening files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gold_readings import NAMES, gold_reading
from pyoxigraph import Store
from starlette.testclient import TestClient

from jigou import graphs
from jigou.cli.serving.app import Application
from jigou.graphs import ask, questions

JIGOU = Path(sys.executable).parent / "jigou"
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
MANY = 40
SOME = NAMES[-8:]


@pytest.fixture(scope="module")
def whole() -> graphs.View:
    """The same quads in memory."""
    return graphs.view_of(map(gold_reading, SOME))


@pytest.fixture(scope="module")
def scattered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph whose store was loaded in many pieces, each of which leaves files of its own."""
    path = tmp_path_factory.mktemp("graphs") / "graph"
    view = graphs.build(map(gold_reading, SOME), path)
    quads = sorted(view.quads(), key=str)
    (files,) = (path / "store").glob("*/oxigraph")
    shutil.rmtree(files)
    store = Store(str(files))
    store.bulk_extend(quads)
    for place in range(400):  # RocksDB merges small files now and then, so their number is no matter of arithmetic
        store.bulk_extend(quads[place::50])
        if len(list(files.glob("*.sst"))) > MANY + 5:
            break
    del store
    assert len(list(files.glob("*.sst"))) >= MANY
    return path


def test_command_counts_every_quad(scattered: Path) -> None:
    done = subprocess.run([JIGOU, "query", scattered, COUNT], capture_output=True, check=True, timeout=120)
    view = graphs.open(scattered)
    named = len(view) - sum(1 for _ in view.facts())
    assert done.stdout.decode().splitlines() == ["n", str(named)]


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_named_question_is_answered(scattered: Path, whole: graphs.View, name: str) -> None:
    with graphs.open(scattered) as view:
        assert sorted(map(str, ask(view, name).terms)) == sorted(map(str, ask(whole, name).terms))


def test_server_answers(scattered: Path) -> None:
    with graphs.open(scattered) as view, TestClient(Application(view)) as client:
        reply = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"})
        assert reply.status_code == 200
        assert int(reply.text.splitlines()[1]) > 0


def test_nothing_else_can_be_opened(scattered: Path) -> None:
    """The process opens what it needs, gives up the rest, and reads the whole store in each of its orders all the same."""
    program = """
import sys
from pathlib import Path
from pyoxigraph import NamedNode, Store
from jigou.graphs.answering import confine
from jigou.graphs.handles import open_tables
store = Store.read_only(sys.argv[1])
open_tables(store, Path(sys.argv[1]))
confine(4 * 1024**3)
for name in (sys.argv[1] + "/CURRENT", "/dev/null"):
    try:
        open(name)
    except OSError as error:
        print(error.strerror)
predicates = {quad.predicate for quad in store}
total = sum(1 for _ in store)
# Oxigraph's own look-up finds the integers 256 to 511 for 255 too: what is asked for here are nodes.
objects = [quad.object for quad in store if isinstance(quad.object, NamedNode)]
print(sum(1 for name in predicates for _ in store.quads_for_pattern(None, name, None, None)) == total)
print(sum(1 for term in set(objects) for _ in store.quads_for_pattern(None, None, term, None)) == len(objects))
"""
    (files,) = (scattered / "store").glob("*/oxigraph")
    done = subprocess.run([sys.executable, "-c", program, files], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["Too many open files"] * 2 + ["True"] * 2
