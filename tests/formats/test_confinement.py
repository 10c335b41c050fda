"""Readers of foreign formats can reach nothing, and what they do to themselves stays theirs."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from format_samples import paragraph, run, word

from jigou.builder.formats import child, documents_of, readers
from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.limits import USUAL, Limits
from jigou.ontology import Document, PastLimit, UnreadableReport

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only the time is limited there")

GOOD = word(paragraph(run("召开会议。")))
PLUGIN = """
import os, socket, sys, time
from jigou.builder.formats.contract import Reader

def act(source, limits):
    exec(source.data.decode())

READER = Reader(name="acting", what="runs what it is given", suffixes=(), knows=lambda source: False, read=act)
"""


@pytest.fixture
def acting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., object]]:
    """A reader of another distribution that does what a file says, as a parser that was taken over would."""
    (tmp_path / "acting.py").write_text(PLUGIN, encoding="utf-8")
    folder = tmp_path / "acting-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: acting\nVersion: 1.0\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text("[jigou.readers]\nacting = acting:READER\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    reader = Reader(name="acting", what="", suffixes=(), knows=lambda _: False, read=lambda *_: ())

    def act(code: str, limits: Limits = USUAL) -> Sequence[Document]:
        return child.read_confined(reader, Source(name="a", shown="a", data=code.encode()), limits)

    yield act
    child._end_all()


def test_no_file_can_be_opened(acting: Callable[..., object], tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x", encoding="utf-8")
    with pytest.raises(UnreadableReport, match="Too many open files"):
        acting(f"open({str(secret)!r})")


def test_no_connection_can_be_opened(acting: Callable[..., object]) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    with server, pytest.raises(UnreadableReport, match="Too many open files"):
        acting(f"socket.create_connection({server.getsockname()!r})")


def test_no_file_can_be_written(acting: Callable[..., object], tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport):
        acting(f"open({str(tmp_path / 'new')!r}, 'w')")
    assert not (tmp_path / "new").exists()


def test_time_is_limited_and_the_next_file_is_read(acting: Callable[..., object]) -> None:
    limits = replace(USUAL, seconds=0.5)
    with pytest.raises(UnreadableReport):
        acting("raise ValueError", limits)  # the process is up
    start = time.monotonic()
    with pytest.raises(PastLimit, match=r"takes longer than 0\.5 s"):
        acting("while True: pass", limits)
    assert time.monotonic() - start < 20
    with pytest.raises(UnreadableReport, match="is damaged"):
        acting("raise ValueError", limits)


@pytest.mark.skipif(sys.platform == "darwin", reason="memory is not limited there")
def test_memory_is_limited(acting: Callable[..., object]) -> None:
    with pytest.raises(PastLimit, match="MB of memory"):
        acting("b'x' * 5_000_000_000")


def test_a_process_that_dies_costs_only_its_file(acting: Callable[..., object]) -> None:
    with pytest.raises(UnreadableReport, match="its reader broke on it"):
        acting("os._exit(7)")
    with pytest.raises(UnreadableReport, match="ValueError"):
        acting("raise ValueError")


def test_what_a_parser_prints_is_no_answer(acting: Callable[..., object]) -> None:
    with pytest.raises(UnreadableReport, match="ValueError"):
        acting("os.write(1, b'x' * 100); print('y'); raise ValueError")


def test_the_folder_of_the_command_is_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child._end_all()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lxml.py").write_text("raise RuntimeError('taken over')", encoding="utf-8")
    assert documents_of(GOOD, "a.docx")[0].text == "召开会议。\n"


def test_one_process_reads_a_batch() -> None:
    child._end_all()
    for _ in range(3):
        documents_of(GOOD, "a.docx")
    ours = [
        process for (parent, name, _), process in child._children.items() if parent == os.getpid() and name == "docx"
    ]
    assert len(ours) == 1


def test_every_reader_that_is_installed_keeps_the_contract() -> None:
    for name, reader in readers().items():
        assert reader.name == name
        assert reader.what
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)
        assert isinstance(reader.knows(Source(name="a.bin", shown="a.bin", data=b"\x00\x01")), bool)
