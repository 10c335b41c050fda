"""Graph folders: written whole or not at all, opened read-only, their store made again when the quads have changed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from gold_readings import NAMES, SHANGHAI, gold_reading
from pyoxigraph import Literal, NamedNode, Triple

from jigou import graphs
from jigou.graphs import store as stores
from jigou.ontology import InvalidGraph
from jigou.ontology.terms import JG

ID = "https://w3id.org/jigou/id/"


def truth(graph: Path) -> dict[str, bytes]:
    """What a graph folder holds but for the store, which is made from it."""
    files = (path for path in graph.rglob("*") if path.is_file() and "store" not in path.relative_to(graph).parts)
    return {str(path.relative_to(graph)): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graphs") / "graph"
    graphs.build([gold_reading()], path)
    return path


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "graph")
    return tmp_path / "graph"


def test_graph_is_readings_a_manifest_and_a_store(built: Path) -> None:
    assert sorted(path.name for path in built.iterdir()) == ["manifest.json", "readings", "store"]
    (note,) = graphs.open(built).reports
    assert [path.name for path in built.rglob("*.bz2")] == [f"{note.reading}.jsonl.bz2"]


def test_manifest_counts_what_is_in_the_graph(built: Path) -> None:
    manifest = graphs.open(built).manifest
    assert {name: manifest.counts[name] for name in ("Report", "Body", "Initiative", "Event", "Document")} == {
        "Report": 1,
        "Body": 32,
        "Initiative": 26,
        "Event": 67,
        "Document": 19,
    }
    (report,) = manifest.reports
    assert (report.name, report.title, report.year) == ("zx-shanghai-2021.txt", "市政协机关", 2021)


def test_default_graph_has_each_triple_once_and_is_no_union(tmp_path: Path) -> None:
    """A union of two graphs that hold the same triple gives it twice; 2 reports must not double a count."""
    reading = gold_reading()
    again = replace(reading, document=replace(reading.document, name="copy.txt"))
    view = graphs.build([reading, again], tmp_path / "graph")
    assert len(view.reports) == 2
    pattern = (NamedNode(ID + "body/上海市政协党组"), NamedNode(JG.partOf), None)
    assert len(list(view.quads(*pattern))) == 3
    facts = [triple for triple in view.facts() if (triple.subject, triple.predicate) == pattern[:2]]
    assert len(facts) == 1


def test_order_of_reports_makes_no_difference(tmp_path: Path) -> None:
    readings = [gold_reading(name) for name in NAMES]
    graphs.build(readings, tmp_path / "one")
    graphs.build(reversed(readings), tmp_path / "two")
    assert truth(tmp_path / "one") == truth(tmp_path / "two")
    one, two = (set(graphs.open(tmp_path / name).quads()) for name in ("one", "two"))
    assert one == two


def test_failed_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), graphs.Writer(tmp_path / "graph") as writer:
        writer.add(gold_reading())
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_failed_writing_leaves_the_old_graph(graph: Path) -> None:
    before = truth(graph)
    with pytest.raises(ZeroDivisionError), graphs.Writer(graph) as writer:
        writer.add(gold_reading(NAMES[0]))
        raise ZeroDivisionError
    assert truth(graph) == before
    assert [path.name for path in graph.parent.iterdir()] == ["graph"]


def test_writing_replaces_the_graph_and_keeps_other_files(graph: Path) -> None:
    (graph / "page.html").write_text("<p>kept", "utf-8")
    view = graphs.build([gold_reading(NAMES[0])], graph)
    assert [report.name for report in view.reports] == [f"{NAMES[0]}.txt"]
    assert (graph / "page.html").read_text("utf-8") == "<p>kept"


def test_writing_refuses_a_folder_that_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mother.txt").write_text("dear", "utf-8")
    with pytest.raises(InvalidGraph, match="is no graph; give the graph another name"):
        graphs.Writer(tmp_path / "letters")


def test_writing_fills_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    assert graphs.build([gold_reading()], tmp_path / "graph").manifest.counts["Report"] == 1


def test_store_is_made_again_when_it_is_missing(graph: Path) -> None:
    quads = set(graphs.open(graph).quads())
    shutil.rmtree(graph / "store")
    assert set(graphs.open(graph).quads()) == quads
    assert len(list(graph.glob("store/*/files.json"))) == 1


@pytest.mark.parametrize("harm", ["cut", "gone", "empty"])
def test_store_is_made_again_when_it_is_damaged(graph: Path, harm: str) -> None:
    quads = set(graphs.open(graph).quads())
    for table in graph.rglob("*.sst"):
        if harm == "gone":
            table.unlink()
        else:
            table.write_bytes(table.read_bytes()[:-100] if harm == "cut" else b"")
    assert set(graphs.open(graph).quads()) == quads


def test_graph_that_cannot_be_written_is_opened_in_memory(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quads = set(graphs.open(graph).quads())
    shutil.rmtree(graph / "store")

    def refuse(folder: Path, found: object) -> None:
        raise PermissionError(folder)

    monkeypatch.setattr(stores, "_remake", refuse)
    assert set(graphs.open(graph).quads()) == quads
    assert not (graph / "store").exists()


def test_two_processes_can_read_one_graph(built: Path) -> None:
    view = graphs.open(built)
    program = "import sys; from jigou import graphs; print(len(graphs.open(sys.argv[1])))"
    done = subprocess.run([sys.executable, "-c", program, str(built)], capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(view)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "there is no such graph; make it with: jigou build"),
        (lambda path: path.mkdir(), "not a graph"),
        (lambda path: path.write_text("x", "utf-8"), "not a graph; open a graph folder or a file"),
    ],
    ids=["missing", "folder", "file"],
)
def test_opening_what_is_no_graph_says_what_to_do(tmp_path: Path, make: object, message: str) -> None:
    make(tmp_path / "graph")  # type: ignore[operator]  # one of the three above
    with pytest.raises(InvalidGraph, match=message):
        graphs.open(tmp_path / "graph")


@pytest.mark.parametrize("harm", ["altered", "cut", "empty", "gone"])
def test_damaged_reading_is_named(graph: Path, harm: str) -> None:
    (reading,) = graph.rglob("*.bz2")
    whole = reading.read_bytes()
    if harm == "gone":
        reading.unlink()
    else:
        reading.write_bytes({"altered": whole[:-9] + b"x" + whole[-8:], "cut": whole[:99], "empty": b""}[harm])
    with pytest.raises(InvalidGraph, match=r"[0-9a-f]{64}\.jsonl\.bz2: (damaged|missing).*zx-shanghai-2021\.txt"):
        graphs.open(graph)


def test_altered_count_is_noticed(graph: Path) -> None:
    record = json.loads((graph / "manifest.json").read_text("utf-8"))
    record["counts"]["Body"] += 1
    (graph / "manifest.json").write_text(json.dumps(record), "utf-8")
    with pytest.raises(InvalidGraph, match=r"manifest\.json: damaged"):
        graphs.open(graph)


@pytest.mark.parametrize("content", ["{", "[]", '{"format": "jigou graph 99"}'])
def test_damaged_manifest_is_named(graph: Path, content: str) -> None:
    (graph / "manifest.json").write_text(content, "utf-8")
    with pytest.raises(InvalidGraph, match=r"manifest\.json: (damaged|the layout)"):
        graphs.open(graph)


@pytest.mark.parametrize("name", ["facts.ttl", "all.trig", "all.nq"])
def test_file_is_opened_in_memory(built: Path, tmp_path: Path, name: str) -> None:
    view = graphs.open(built)
    text = {"ttl": graphs.turtle(view.facts()), "trig": graphs.trig(view.quads()), "nq": graphs.nquads(view.quads())}
    (tmp_path / name).write_text("".join(text[name.split(".")[1]]), "utf-8")
    opened = graphs.open(tmp_path / name)
    assert set(opened.facts()) == set(view.facts())
    assert opened.manifest.counts["Body"] == view.manifest.counts["Body"]


def test_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "facts.ttl").write_text("<a> <b>", "utf-8")
    with pytest.raises(InvalidGraph, match=r"facts\.ttl: not ttl"):
        graphs.open(tmp_path / "facts.ttl")


def test_citation_gives_the_words_their_sentence_and_the_rule(built: Path) -> None:
    (citation,) = graphs.open(built).citations(
        ID + "body/上海市政协机关", JG.organizes, NamedNode(ID + "event/沪港合作与发展研讨会")
    )
    assert citation.words == "协调举办沪港合作与发展研讨会"
    assert citation.sentence.startswith("协调举办沪港合作与发展研讨会,引导社会各界")
    assert citation.rule == "gold-organizes"
    assert gold_reading(SHANGHAI).words(citation.span) == citation.words


def test_citations_of_a_broad_class_are_those_of_the_narrow_one(built: Path) -> None:
    view, body = graphs.open(built), ID + "body/上海市政协机关"
    broad = view.citations(body, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", NamedNode(JG.Body))
    narrow = view.citations(body, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", NamedNode(JG.Conference))
    assert broad == narrow != ()


def test_stated_facts_have_the_citations_that_are_asked_for_one_by_one(built: Path) -> None:
    view = graphs.open(built)
    found: dict[Triple, set[graphs.Citation]] = {}
    for triple, citation in view.stated():
        found.setdefault(triple, set()).add(citation)
    assert len(found) == view.manifest.counts["facts"]
    some = sorted(found, key=str)[::20]
    for triple in some:
        assert isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal)
        assert found[triple] == set(view.citations(triple.subject.value, triple.predicate.value, triple.object))


def test_importing_the_room_loads_no_library() -> None:
    program = "import sys, jigou.graphs; print({'pyoxigraph', 'rdflib', 'networkx', 'pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_no_public_name_is_hidden_by_a_module() -> None:
    """Importing a module sets its name on the package, where a function of that name would be lost."""
    names = [name for name in graphs.__all__ for _ in range(2)]
    assert [name for name in names if isinstance(getattr(graphs, name), ModuleType)] == []
