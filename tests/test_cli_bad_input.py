"""What cannot be read ends in one line on standard error, exit code 2, and nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

JIGOU = Path(sys.executable).parent / "jigou"
REPORT = Path(__file__).parent.parent / "gold" / "own-zx-chengxi-2015.txt"
BINARY = b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 64


def run(*args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([JIGOU, *args], input=stdin, capture_output=True, check=False, timeout=120)


def empty(folder: Path) -> Path:
    (folder / "empty.txt").write_bytes(b"")
    return folder / "empty.txt"


def only_a_mark(folder: Path) -> Path:
    (folder / "mark.txt").write_bytes("\ufeff \n".encode())
    return folder / "mark.txt"


def directory(folder: Path) -> Path:
    (folder / "reports").mkdir()
    return folder / "reports"


def missing(folder: Path) -> Path:
    return folder / "missing.txt"


def binary(folder: Path) -> Path:
    (folder / "binary.txt").write_bytes(BINARY)
    return folder / "binary.txt"


def pdf(folder: Path) -> Path:
    (folder / "report.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    return folder / "report.pdf"


def half_a_character(folder: Path) -> Path:
    (folder / "cut.txt").write_bytes("市政协机关".encode()[:-1])
    return folder / "cut.txt"


def fifty_megabytes_in_a_line(folder: Path) -> Path:
    (folder / "line.txt").write_bytes("市政协机关召开座谈会，".encode() * 1_600_000)
    return folder / "line.txt"


UNREADABLE = [empty, only_a_mark, directory, missing, binary, pdf, half_a_character, fifty_megabytes_in_a_line]


def assert_one_line(done: subprocess.CompletedProcess[bytes], *parts: str) -> None:
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (2, b"", 1), done.stderr.decode()
    assert lines[0].startswith("jigou: ")
    assert [part for part in parts if part not in lines[0]] == []


@pytest.mark.parametrize("make", UNREADABLE, ids=lambda make: make.__name__)
def test_read_names_the_file_in_one_line(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path)
    assert_one_line(run("read", path), str(path))


@pytest.mark.parametrize("make", UNREADABLE, ids=lambda make: make.__name__)
def test_read_leaves_the_output_as_it_was(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path, output = make(tmp_path), tmp_path / "out" / "reading.jsonl"
    output.parent.mkdir()
    output.write_text("before")
    assert run("read", path, "-o", output).returncode == 2
    assert [(file.name, file.read_text()) for file in output.parent.iterdir()] == [("reading.jsonl", "before")]


@pytest.mark.parametrize("make", UNREADABLE, ids=lambda make: make.__name__)
def test_build_writes_nothing(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path, folder = make(tmp_path), tmp_path / "out"
    folder.mkdir()
    assert_one_line(run("build", REPORT, path, "-o", folder / "graph"), str(path))
    assert list(folder.iterdir()) == []


def test_read_says_at_which_byte_the_encoding_fails(tmp_path: Path) -> None:
    assert_one_line(run("read", half_a_character(tmp_path)), "cut.txt: byte ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_read_names_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_bytes(REPORT.read_bytes())
    path.chmod(0)
    assert_one_line(run("read", path), str(path), "permission")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another user")
def test_read_names_a_file_that_another_user_may_not_read(tmp_path: Path) -> None:
    """As root, by a process that has read a report before it gives its rights up, as then all modules are loaded."""
    path = tmp_path / "secret.txt"
    path.write_bytes(REPORT.read_bytes())
    path.chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    program = (
        "import os, sys\n"
        "from jigou.cli.main import main\n"
        "try:\n    main(['read', sys.argv[1], '-o', os.devnull])\n"
        "except SystemExit:\n    os.setgid(65534), os.setuid(65534)\n"
        "main(['read', sys.argv[2]])"
    )
    done = subprocess.run([sys.executable, "-c", program, REPORT, path], capture_output=True, check=False, timeout=60)
    assert_one_line(done, str(path), "permission")


def test_read_refuses_an_unknown_format(tmp_path: Path) -> None:
    output = tmp_path / "reading.jsonl"
    assert_one_line(run("read", REPORT, "--format", "docx", "-o", output), "docx", "jsonl")
    assert not output.exists()


def test_read_refuses_an_empty_standard_input() -> None:
    assert_one_line(run("read", "-"), "standard input")


def test_read_names_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert_one_line(run("read", REPORT, "-o", tmp_path / "nowhere" / "reading.jsonl"), "nowhere")


def test_read_writes_into_no_folder(tmp_path: Path) -> None:
    assert_one_line(run("read", REPORT, "-o", tmp_path), str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_build_keeps_the_graph_that_was_there(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    assert run("build", REPORT, "-o", graph).returncode == 0
    before = {path: path.read_bytes() for path in graph.rglob("*") if path.is_file()}
    assert_one_line(run("build", REPORT, empty(tmp_path), "-o", graph), "empty.txt")
    assert {path: path.read_bytes() for path in graph.rglob("*") if path.is_file()} == before


def test_build_goes_on_without_what_it_cannot_read_when_told_to(tmp_path: Path) -> None:
    done = run("build", empty(tmp_path), REPORT, "-o", tmp_path / "graph", "--skip-unreadable")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "left out" in done.stderr.decode()
    assert (tmp_path / "graph").is_dir()


def test_build_has_nothing_to_go_on_with(tmp_path: Path) -> None:
    done = run("build", empty(tmp_path), "-o", tmp_path / "graph", "--skip-unreadable")
    assert done.returncode == 2
    assert not (tmp_path / "graph").exists()


def test_build_names_a_folder_without_reports(tmp_path: Path) -> None:
    assert_one_line(run("build", directory(tmp_path), "-o", tmp_path / "graph"), "no report")


def test_build_does_not_replace_what_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("dear")
    assert_one_line(run("build", REPORT, "-o", tmp_path / "letters"), "letters")
    assert (tmp_path / "letters" / "letter.txt").read_text() == "dear"


def test_read_takes_a_lexicon_of_the_users(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("锦屏市民政局2021年工作总结\n\n联合蓝丝带组织“清河”行动。\n", encoding="utf-8")
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "bodies.tsv").write_text("蓝丝带\tBody\tassociation\n", encoding="utf-8")
    done = run("read", tmp_path / "own.txt", "--lexicon", tmp_path / "lexicon")
    assert (done.returncode, '"names": ["蓝丝带"]' in done.stdout.decode()) == (0, True)


def test_read_names_a_lexicon_that_is_not_there(tmp_path: Path) -> None:
    assert_one_line(run("read", REPORT, "--lexicon", tmp_path / "nowhere"), "nowhere")
