"""Graph folders: what is built on a former graph is what a full build makes, whatever ends a build, whoever else builds."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from gold_readings import NAMES, gold_reading
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from jigou import graphs
from jigou.graphs import quadstore
from jigou.graphs.folder import Folder
from jigou.graphs.locks import alone
from jigou.graphs.manifest import ReportNote
from jigou.graphs.nodes import line
from jigou.graphs.pieces import piece
from jigou.graphs.quads import quads
from jigou.ontology import InvalidGraph, Reading

JIGOU = Path(sys.executable).parent / "jigou"
SMALL = sorted(map(gold_reading, NAMES), key=lambda reading: len(reading.document.text))[:5]
TEXT = "{0}教育局2021年工作总结\n\n{0}教育局开展“清河”专项行动，召开座谈会3次。市政府成立“清河”专项行动领导小组。\n"
PLACES = ("青川县", "平武县", "松潘县", "茂县")


def renamed(reading: Reading) -> Reading:
    """The same report with other names for what it speaks of, as a second edition has them."""
    entities = tuple(replace(entity, canonical=f"甲{entity.canonical}") for entity in reading.entities)
    return replace(reading, entities=entities, document=replace(reading.document, name=f"new-{reading.document.name}"))


READINGS = [*SMALL, *map(renamed, SMALL[:3])]
"""Some name the same things otherwise, so that the default graph has labels to settle."""


def truth(graph: Path) -> dict[str, bytes]:
    files = (path for path in graph.rglob("*") if path.is_file() and "store" not in path.relative_to(graph).parts)
    return {str(path.relative_to(graph)): path.read_bytes() for path in files}


def build(path: Path, wanted: set[int], former: set[int]) -> None:
    """Build a graph of some readings, those of the former graph taken over."""
    with graphs.Writer(path) as writer:
        names = {READINGS[place].document.name for place in wanted & former}
        writer.keep(note for note in writer.former if note.name in names)
        for place in sorted(wanted - former):
            writer.add(READINGS[place])


choices = st.sets(st.integers(0, len(READINGS) - 1), min_size=1)


@given(steps=st.lists(choices, min_size=2, max_size=4))
@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
def test_graph_built_in_steps_is_that_of_a_full_build(steps: list[set[int]], tmp_path: Path) -> None:
    for name in ("steps", "full"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
    former: set[int] = set()
    for wanted in steps:
        build(tmp_path / "steps", wanted, former)
        former = wanted
    graphs.build((READINGS[place] for place in steps[-1]), tmp_path / "full")
    assert truth(tmp_path / "steps") == truth(tmp_path / "full")
    one, two = graphs.open(tmp_path / "steps"), graphs.open(tmp_path / "full")
    assert set(one.quads()) == set(two.quads()) == set(graphs.view_of(READINGS[i] for i in steps[-1]).quads())
    assert one.manifest.counts == graphs.view_of(READINGS[i] for i in steps[-1]).manifest.counts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for place in PLACES:
        (tmp_path / "in" / f"{place}.txt").write_text(TEXT.format(place), "utf-8")
    return tmp_path / "in"


def run(folder: Path, name: str = "graph", *options: str) -> list[str]:
    done = subprocess.run(
        [JIGOU, "build", folder, "-o", folder.parent / name, *options], capture_output=True, check=True, timeout=120
    )
    return done.stderr.decode().splitlines()


def test_folder_that_changes_gives_the_graph_of_a_full_build(folder: Path) -> None:
    run(folder)
    changes: list[Callable[[], object]] = [
        lambda: (folder / "青川县.txt").write_text(TEXT.format("青川县") + "\n召开论坛1次。\n", "utf-8"),
        lambda: (folder / "茂县.txt").rename(folder / "新.txt"),
        lambda: (folder / "平武县.txt").unlink(),
        lambda: (folder / "汶川县.txt").write_text(TEXT.format("汶川县"), "utf-8"),
    ]
    for number, change in enumerate(changes):
        change()
        run(folder)
        run(folder, f"full-{number}")
        full = folder.parent / f"full-{number}"
        assert truth(folder.parent / "graph") == truth(full)
        assert set(graphs.open(folder.parent / "graph").quads()) == set(graphs.open(full).quads())


def test_build_without_a_change_writes_nothing(folder: Path) -> None:
    run(folder)
    graph = folder.parent / "graph"
    before = {path: path.stat().st_mtime_ns for path in graph.rglob("*") if path.is_file()}
    run(folder)
    assert {path: path.stat().st_mtime_ns for path in graph.rglob("*") if path.is_file()} == before


def test_reading_that_is_damaged_is_made_anew(folder: Path) -> None:
    run(folder)
    graph = folder.parent / "graph"
    before = truth(graph)
    first, second, *_ = sorted(graph.rglob("*.bz2"))
    first.write_bytes(first.read_bytes()[:-20])
    second.unlink()
    run(folder)
    assert truth(graph) == before


def test_report_that_is_as_it_was_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    import jigou.builder
    from jigou.cli.main import cli

    run(folder)
    (folder / "青川县.txt").write_text(TEXT.format("青川县") + "\n召开论坛1次。\n", "utf-8")
    read, names = jigou.builder.read, []

    def noted(document: object, **options: object) -> Reading:
        names.append(document.name)  # type: ignore[attr-defined]  # a document
        return read(document, **options)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(jigou.builder, "read", noted)
    assert CliRunner().invoke(cli, ["build", str(folder), "-o", str(folder.parent / "graph")]).exit_code == 0
    assert names == ["青川县.txt"]


def test_several_processes_give_the_bytes_of_one(folder: Path) -> None:
    for number in range(8):
        (folder / f"{number}.txt").write_text(TEXT.format(f"第{number}县"), "utf-8")
    run(folder, "one", "--jobs", "1")
    run(folder, "three", "--jobs", "3")
    assert truth(folder.parent / "one") == truth(folder.parent / "three")


def test_report_that_is_there_twice_is_counted_once_and_told(folder: Path) -> None:
    text = TEXT.format("茂县")
    (folder / "再.txt").write_text(text.replace("3次", "３次").replace("\n\n", "\n \n\n"), "utf-8")
    (line,) = run(folder)
    assert "counted once, 1 times met again" in line and "茂县.txt is the same report as" in line
    assert len(graphs.open(folder.parent / "graph").reports) == len(PLACES)
    # What is met first counts, in a full build and in one that goes on from a former graph.
    (folder / "a.txt").write_text(text, "utf-8")
    run(folder)
    run(folder, "full")
    assert truth(folder.parent / "graph") == truth(folder.parent / "full")


STEPS = ("keep_reading", "name_store", "publish", "clear")


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not killed like this there")
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_build_killed_at_any_step_leaves_a_whole_graph(tmp_path: Path, step: str, moment: str) -> None:
    path = tmp_path / "graph"
    graphs.build(SMALL[:1], path)
    old = truth(path)
    graphs.build(SMALL[:2], tmp_path / "new")
    program = f"""
import os, signal, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_graphs_building import SMALL
from jigou import graphs
from jigou.graphs.folder import Folder
step = Folder.{step}
calls = []
def killed(self, *rest):
    if {step!r} == "clear" and not calls:
        calls.append(1)
        return step(self, *rest)
    if {moment!r} == "after":
        step(self, *rest)
    os.kill(os.getpid(), signal.SIGKILL)
Folder.{step} = killed
graphs.build(SMALL[:2], sys.argv[1])
"""
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL
    view = graphs.open(path)
    told = {name: data for name, data in truth(path).items() if name in old or name == "manifest.json"}
    assert told["manifest.json"] in (old["manifest.json"], (tmp_path / "new" / "manifest.json").read_bytes())
    assert len(view.reports) in (1, 2) and len(view) > 0
    graphs.build(SMALL[:2], path)
    assert truth(path) == truth(tmp_path / "new")
    assert sorted(entry.name for entry in path.iterdir()) == ["manifest.json", "readings", "store"]
    assert len(list((path / "store").iterdir())) <= 2  # that of the view above is in use


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not killed like this there")
def test_build_killed_at_any_moment_leaves_a_whole_graph(folder: Path) -> None:
    run(folder)
    graph = folder.parent / "graph"
    old = (graph / "manifest.json").read_bytes()
    (folder / "b.txt").write_text(TEXT.format("汶川县"), "utf-8")
    for number in range(10):
        process = subprocess.Popen(
            [JIGOU, "build", folder, "-o", graph], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(timeout=0.2 + number * 0.15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        view = graphs.open(graph)
        assert len(view.reports) == len(PLACES) + ((graph / "manifest.json").read_bytes() != old)
        view.close()
        del view
    run(folder)
    assert sorted(entry.name for entry in graph.iterdir()) == ["manifest.json", "readings", "store"]
    assert len(list((graph / "store").iterdir())) == 1


def test_first_build_that_is_killed_can_be_built_again(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    (path / "readings" / "ab").mkdir(parents=True)
    (path / "readings" / "ab" / "x.new").write_bytes(b"x")
    Folder(path).new_store.mkdir(parents=True)
    Folder(path).lock.write_text("1")
    graphs.build(SMALL[:1], path)
    assert sorted(entry.name for entry in path.iterdir()) == ["manifest.json", "readings", "store"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks there")
def test_two_builds_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    graphs.build(SMALL[:1], path)
    with alone(Folder(path).lock), pytest.raises(InvalidGraph, match=f"process {os.getpid()} is building this graph"):
        graphs.build(SMALL[:2], path)
    assert len(graphs.open(path).reports) == 1


def test_graph_of_a_later_version_is_neither_read_nor_replaced(folder: Path) -> None:
    graph = folder.parent / "graph"
    run(folder)
    (graph / "manifest.json").write_text('{"format": "jigou graph 99"}', "utf-8")
    with pytest.raises(InvalidGraph, match="layout is 'jigou graph 99'"):
        graphs.open(graph)
    with pytest.raises(InvalidGraph, match="later version of jigou; update jigou, or replace the graph with --force"):
        graphs.Writer(graph)
    run(folder, "graph", "--force")
    assert len(graphs.open(graph).reports) == len(PLACES)


def test_graph_of_the_former_layout_is_replaced(folder: Path) -> None:
    graph = folder.parent / "graph"
    (graph / "store" / "oxigraph").mkdir(parents=True)
    (graph / "store" / "digest").write_text("x")
    (graph / "graph.nq").write_text("", "utf-8")
    (graph / "manifest.json").write_text('{"format": "jigou graph 1"}', "utf-8")
    run(folder)
    assert sorted(entry.name for entry in graph.iterdir()) == ["manifest.json", "readings", "store"]
    assert len(list((graph / "store").iterdir())) == 1


def test_store_that_is_in_use_is_not_deleted(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    with graphs.build(SMALL[:1], path) as view:
        graphs.build(SMALL[1:2], path)
        assert view.query("ASK { ?x a jg:Report }").answer
        (report,) = view.reports
    assert report.name == SMALL[0].document.name
    del view
    graphs.build(SMALL[1:2], path)
    assert len(list((path / "store").iterdir())) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_what_cannot_be_written_is_named_and_the_graph_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph"
    graphs.build(SMALL[:1], path)
    before = truth(path)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match=str(path)):
        graphs.build(SMALL[:2], path)
    monkeypatch.undo()
    assert truth(path) == before


def test_sealed_store_lists_its_table_files(tmp_path: Path) -> None:
    graphs.build(SMALL[:1], tmp_path / "graph")
    (place,) = (tmp_path / "graph" / "store").iterdir()
    assert quadstore.is_sealed(place)
    next(quadstore.files_of(place).glob("*.sst")).unlink()
    assert not quadstore.is_sealed(place)


def test_note_of_a_report_tells_its_quads_and_claims(tmp_path: Path) -> None:
    view = graphs.build(SMALL[:2], tmp_path / "graph")
    notes: tuple[ReportNote, ...] = view.reports
    assert sum(note.claims for note in notes) == graphs.view_of(SMALL[:2]).manifest.counts["claims"]
    assert sum(note.quads for note in notes) + view.manifest.counts["triples"] == len(view)


def test_lines_of_a_piece_are_the_quads_of_its_reading() -> None:
    for reading in READINGS:
        lines = set(piece(reading).lines.decode().splitlines())
        stated = quads(reading)
        plain = {line(Quad(*quad.triple)) for quad in stated if quad.graph_name.value.endswith("/facts")}  # type: ignore[union-attr]  # a graph has a name
        assert lines == {line(quad) for quad in stated} | plain
