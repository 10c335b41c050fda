"""What has changed between two graphs, and the gates that a new one has to pass."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jigou import graphs
from jigou.graphs import difference as found
from jigou.graphs.gates import read_gates
from jigou.graphs.nodes import line
from jigou.ontology.errors import InvalidRecord

JIGOU = Path(sys.executable).parent / "jigou"
TEXT = "{0}教育局2021年工作总结\n\n{0}教育局开展“清河”专项行动，召开座谈会3次。\n"


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([JIGOU, *args], capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions of a graph: one report is changed, one is gone, one is new, one is as it was."""
    home = tmp_path_factory.mktemp("home")
    (home / "in").mkdir()
    for place in ("青川县", "平武县", "松潘县"):
        (home / "in" / f"{place}.txt").write_text(TEXT.format(place), "utf-8")
    assert run("build", home / "in", "-o", home / "old").returncode == 0
    (home / "in" / "青川县.txt").write_text(TEXT.format("青川县").replace("3次", "5次"), "utf-8")
    (home / "in" / "平武县.txt").unlink()
    (home / "in" / "茂县.txt").write_text(TEXT.format("茂县"), "utf-8")
    assert run("build", home / "in", "-o", home / "new").returncode == 0
    return home


def test_difference_tells_bodies_and_facts_by_report(home: Path) -> None:
    with graphs.open(home / "old") as old, graphs.open(home / "new") as new:
        told = found.difference(old, new)
    assert "茂县教育局" in told.bodies_gained and "平武县教育局" in told.bodies_lost
    changes = {change.report: change for change in told.reports}
    assert {name: change.what for name, change in changes.items()} == {
        "平武县.txt": "gone",
        "茂县.txt": "added",
        "青川县.txt": "changed",
    }
    (more,) = (fact for fact in changes["青川县.txt"].more if fact[1] == "measure")
    (less,) = (fact for fact in changes["青川县.txt"].less if fact[1] == "measure")
    assert more[2].startswith("5 次") and less[2].startswith("3 次")


@pytest.mark.parametrize(
    ("format_", "part"),
    [
        ("words", "bodies gained (1): 茂县教育局"),
        ("markdown", "## Bodies lost\n\n- 平武县教育局"),
        ("json", '"what": "gone"'),
    ],
)
def test_command_writes_the_difference(home: Path, format_: str, part: str) -> None:
    done = run("diff", home / "old", home / "new", "--format", format_)
    assert (done.returncode, done.stderr) == (0, "")
    assert part in done.stdout
    if format_ == "json":
        assert {report["report"] for report in json.loads(done.stdout)["reports"]} == {
            "平武县.txt",
            "茂县.txt",
            "青川县.txt",
        }


def test_graph_has_not_changed_from_itself(home: Path) -> None:
    assert run("diff", home / "old", home / "old").stdout == "nothing has changed\n"
    assert run("diff", home / "old", home / "old", "--format", "rdf-patch").stdout == "TX .\nTC .\n"


def test_patch_makes_the_new_graph_of_the_old(home: Path) -> None:
    with graphs.open(home / "old") as old, graphs.open(home / "new") as new:
        lines = {line(quad) for quad in old.quads()}
        rows = run("diff", home / "old", home / "new", "--format", "rdf-patch").stdout.splitlines()
        gone, come = ({row[2:] for row in rows if row.startswith(sign)} for sign in ("D ", "A "))
        assert gone <= lines and not come & lines
        assert lines - gone | come == {line(quad) for quad in new.quads()}


@pytest.mark.parametrize(
    ("gates", "fault"),
    [
        (
            "[counts]\nReport = { min = 1, max = 3 }\n[former]\nloss = 0.9\nclasses = true\n[check]\nconforms = true\n",
            "",
        ),
        ("[counts]\nReport = { min = 4 }\n", "Report is 3, not 4 to inf"),
        ("[counts]\nTheme = { min = 1 }\nBody = { max = 1 }\n", "Theme is 0, not 1 to inf; Body is "),
        ("[former]\nloss = 0\n", "fell from"),
        ("[reports]\nunknown_body = 0\n", ""),
    ],
)
def test_graph_that_passes_no_gate_takes_no_place(home: Path, tmp_path: Path, gates: str, fault: str) -> None:
    (tmp_path / "in").mkdir()
    for place in ("青川县", "平武县", "松潘县", "茂县"):
        (tmp_path / "in" / f"{place}.txt").write_text(TEXT.format(place), "utf-8")
    assert run("build", tmp_path / "in", "-o", tmp_path / "graph").returncode == 0
    (tmp_path / "gates.toml").write_text(gates, "utf-8")
    (tmp_path / "in" / "茂县.txt").unlink()
    done = run("build", tmp_path / "in", "-o", tmp_path / "graph", "--gates", tmp_path / "gates.toml")
    assert fault in done.stderr
    assert (done.returncode, len(graphs.open(tmp_path / "graph").reports)) == ((1, 4) if fault else (0, 3))


@pytest.mark.parametrize(
    "content",
    ["[count]\nBody = 1\n", "[counts]\nBody = 1\n", "[former]\nloss = true\n", "[check]\nconform = true\n", "x"],
)
def test_gate_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "gates.toml").write_text(content, "utf-8")
    with pytest.raises(InvalidRecord, match=r"gate|TOML"):
        read_gates(tmp_path / "gates.toml")
