"""What is in a folder: reports are read, everything else is counted and named, nothing stops the other reports."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

import jigou.builder
from jigou.cli.main import cli
from jigou.graphs import exporting
from jigou.graphs import open as open_graph
from jigou.ontology import Document, Reading
from jigou.ontology.errors import FailedReport

JIGOU = Path(sys.executable).parent / "jigou"
TEXT = "青川县教育局2021年工作总结\n\n青川县教育局开展“清河”专项行动，召开座谈会3次。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(TEXT, "utf-8")
    (reports / "B.TXT").write_text(TEXT.replace("青川", "平武"), "utf-8")
    return reports


def build(folder: Path, *options: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [JIGOU, "build", folder, "-o", folder.parent / "graph", *options], capture_output=True, check=False, timeout=120
    )
    assert done.stdout == b""
    return done.returncode, done.stderr.decode().splitlines()


def names(graph: Path) -> list[str]:
    return sorted(report.name for report in open_graph(graph).reports)


def test_folder_of_reports_alone_is_read_without_a_word(folder: Path) -> None:
    assert build(folder) == (0, [])
    assert names(folder.parent / "graph") == ["B.TXT", "a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes and links of this kind")
def test_what_is_passed_over_is_named_in_one_line(folder: Path) -> None:
    for name in ("a.xyz", "b.xyz", "c.xyz", "d.xyz", "Makefile", ".hidden.txt"):
        (folder / name).write_text(TEXT, "utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text(TEXT, "utf-8")
    (folder / "link.txt").symlink_to("a.txt")
    os.mkfifo(folder / "pipe.txt")
    code, lines = build(folder)
    assert (code, len(lines)) == (0, 1)
    for part in (
        "4 .xyz (",
        "a.xyz",
        "…",
        "1 a name without an ending",
        "2 hidden",
        "1 a link",
        "1 a pipe or a device",
    ):
        assert part in lines[0]
    assert "d.xyz" not in lines[0]
    details = (folder.parent / "graph.left-out.tsv").read_text("utf-8")
    assert f"{folder}/d.xyz\t.xyz\n" in details
    assert names(folder.parent / "graph") == ["B.TXT", "a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_followed_when_told_to_and_never_in_a_circle(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "c.txt").write_text(TEXT.replace("青川", "松潘"), "utf-8")
    (folder / "away").symlink_to(other)
    (other / "back").symlink_to(folder)
    assert build(folder, "--follow-links") == (0, [])
    assert names(tmp_path / "graph") == ["B.TXT", "a.txt", "c.txt"]
    assert build(folder)[0] == 0
    assert names(tmp_path / "graph") == ["B.TXT", "a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes of this kind")
def test_pipe_that_is_named_is_refused_at_once(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    code, lines = build(folder / "pipe.txt")
    assert (code, len(lines)) == (2, 1)
    assert "pipe.txt: is a pipe or a device" in lines[0]


def test_many_empty_files_are_one_line_and_a_file_of_details(folder: Path) -> None:
    for number in range(1_000):
        (folder / f"empty-{number:04d}.txt").touch()
    code, lines = build(folder, "--skip-unreadable")
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith("jigou: left out 1,000 reports: ")
    assert "empty-0000.txt" in lines[0] and lines[0].endswith("graph.left-out.tsv")
    assert len((folder.parent / "graph.left-out.tsv").read_text("utf-8").splitlines()) == 1_000
    assert names(folder.parent / "graph") == ["B.TXT", "a.txt"]


def test_details_go_with_the_build_that_needs_none(folder: Path) -> None:
    (folder.parent / "graph.left-out.tsv").write_text("before", "utf-8")
    assert build(folder) == (0, [])
    assert not (folder.parent / "graph.left-out.tsv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="such a name cannot be given there")
def test_name_with_a_control_character_breaks_no_line(folder: Path) -> None:
    (folder / "a\nb\x1b[31m.xyz").touch()
    code, lines = build(folder)
    assert (code, len(lines)) == (0, 1)
    assert "a\\nb\\x1b[31m.xyz" in lines[0]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The reader has a fault that shows at one report."""
    read = jigou.builder.read

    def faulty(document: Document, **options: object) -> Reading:
        if document.name == "a.txt":
            raise KeyError("a fault")
        return read(document, **options)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(jigou.builder, "read", faulty)
    yield


@pytest.mark.usefixtures("failing")
def test_fault_within_one_report_names_it(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["build", str(folder), "-o", str(folder.parent / "graph")])
    assert isinstance(done.exception, FailedReport)
    assert str(done.exception).startswith(
        f"{folder / 'a.txt'}: a fault in jigou itself at this report (KeyError: 'a fault')"
    )
    assert not (folder.parent / "graph").exists()


@pytest.mark.usefixtures("failing")
def test_fault_within_one_report_keeps_none_of_the_others(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["build", str(folder), "-o", str(folder.parent / "graph"), "--skip-unreadable"])
    assert done.exit_code == 1 and "left out" in done.stderr and "a.txt" in done.stderr
    assert names(folder.parent / "graph") == ["B.TXT"]


def test_reading_that_does_not_hold_together_names_its_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    read = jigou.builder.read

    def loose(document: Document, **options: object) -> Reading:
        reading = read(document, **options)  # type: ignore[arg-type]  # handed through
        return replace(reading, entities=reading.entities[:1])

    monkeypatch.setattr(jigou.builder, "read", loose)
    done = CliRunner().invoke(cli, ["build", str(folder), "-o", str(folder.parent / "graph")])
    assert isinstance(done.exception, FailedReport) and "B.TXT: a fault" in str(done.exception)


@pytest.mark.skipif(sys.platform == "win32", reason="such a name cannot be given there")
def test_name_with_a_control_character_breaks_no_export(folder: Path) -> None:
    (folder / "a.txt").rename(folder / "a\x01\n.txt")
    assert build(folder) == (0, [])
    view = open_graph(folder.parent / "graph")
    assert names(folder.parent / "graph") == ["B.TXT", "a\\x01\\n.txt"]
    ElementTree.fromstring(b"".join(exporting.rdfxml(view)))
    for write in (exporting.turtle, exporting.nquads, exporting.jsonld):
        assert "".join(write(view)).isascii() is False


LINKS = (
    "<html><body><ul>"
    + "".join(f'<li><a href="/{n}">第{n}条工作动态的标题</a></li>' for n in range(30))
    + "</ul></body></html>"
)


def test_page_of_links_in_a_folder_is_passed_over_and_told(folder: Path) -> None:
    (folder / "index.html").write_text(LINKS, "utf-8")
    code, said = build(folder)
    assert code == 0
    assert said == [
        f"jigou: passed over, as no reports that are read: 1 is a page of links, no report ({folder / 'index.html'})"
    ]
    assert names(folder.parent / "graph") == ["B.TXT", "a.txt"]


def test_page_of_links_that_is_named_ends_the_build_in_one_line(folder: Path) -> None:
    (folder / "index.html").write_text(LINKS, "utf-8")
    for number in range(12):
        (folder / f"{number}.txt").write_text(TEXT.replace("青川", f"青川{number}"), "utf-8")
    (folder / "x.pdf").write_bytes(b"%PDF-1.4 no more than that")
    code, said = build(folder, "--jobs", "2")
    assert (code, len(said)) == (2, 1)
