"""Results arrive whole or not at all, files are found in order, and columns line up."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from jigou.cli.finding import reports
from jigou.cli.omissions import Omissions
from jigou.cli.options import graph_or_default
from jigou.cli.output import destination
from jigou.ontology.errors import InvalidGraph, UnreadableReport


def test_destination_writes_the_whole_file(tmp_path: Path) -> None:
    with destination(str(tmp_path / "page.html")) as stream:
        stream.write("市政协".encode())
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"page.html": "市政协"}


def test_destination_after_an_error_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), destination(str(tmp_path / "page.html")) as stream:
        stream.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_destination_after_an_error_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("before")
    with pytest.raises(RuntimeError), destination(str(path)) as stream:
        stream.write(b"half")
        raise RuntimeError
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"page.html": "before"}


def test_destination_gives_the_rights_that_a_new_file_has(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with destination(str(tmp_path / "page.html")) as stream:
            stream.write(b"whole")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o640


def test_destination_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("before")
    (tmp_path / "link").symlink_to("target")
    with destination(str(tmp_path / "link")) as stream:
        stream.write(b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "after"


def test_destination_writes_into_a_device() -> None:
    with destination(os.devnull) as stream:
        stream.write(b"nothing")
    assert not Path(os.devnull).is_file()


def test_destination_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError), destination(str(tmp_path)):
        pass


def test_reports_of_a_folder_come_by_name_and_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "note.md", ".hidden.txt", "2021/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    passed = Omissions()
    found = reports([str(tmp_path / "b.txt"), str(tmp_path), "-"], passed)
    assert [Path(path).name for path, _ in passed] == [".hidden.txt", "note.md"]
    assert found == [str(tmp_path / "b.txt"), str(tmp_path / "2021/c.txt"), str(tmp_path / "a.txt"), "-"]


def test_reports_of_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="no report"):
        reports([str(tmp_path)], Omissions())


def test_graph_that_was_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIGOU_GRAPH", "other")
    assert graph_or_default("named") == Path("named")


def test_graph_of_the_environment_is_taken_before_the_usual_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "graph").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIGOU_GRAPH", "other")
    assert graph_or_default(None) == Path("other")


@pytest.mark.parametrize("place", ["graph", "demo/graph"])
def test_graph_is_found_in_the_usual_places(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / place).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JIGOU_GRAPH", raising=False)
    assert graph_or_default(None) == Path(place)


def test_graph_that_is_nowhere_is_an_error_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JIGOU_GRAPH", raising=False)
    with pytest.raises(InvalidGraph, match="jigou build"):
        graph_or_default(None)
