"""The side that asks: a process for each confined reader, started with its first file and kept for the next ones.

A file that breaks its process costs that process and nothing else: the next file has a new one.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import IO, Any

from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.limits import Limits
from jigou.ontology import Document
from jigou.ontology.errors import BrokenPlugin, MissingExtra, NoReport, PastLimit, UnreadableReport
from jigou.ontology.records import document_of

LENGTH = struct.Struct(">QQ")
"""Before each message: how many bytes of JSON, then how many others."""

_GRACE = 20.0
"""Seconds for a process to start in, on top of the limit for its first file."""

ERRORS = {"limit": PastLimit, "none": NoReport, "unreadable": UnreadableReport}
"""What may be wrong with a file, by the word that crosses from the process that reads it; the narrower first."""
_LARGEST_ANSWER = 400_000_000

_children: dict[tuple[int, str, int], _Child] = {}
_lock = threading.Lock()


def read_confined(reader: Reader, source: Source, limits: Limits) -> Sequence[Document]:
    """What a reader reads in its own process.

    Raises UnreadableReport for a file that it refuses or breaks on, PastLimit for one that is past a limit.
    """
    # A forked copy of this process must not speak into its parent's pipes, so the process's number is part of the key.
    key = (os.getpid(), reader.name, limits.memory)
    with _lock:
        child = _children.get(key)
        if child is None:
            child = _children[key] = _Child(reader.name, limits.memory)
        try:
            answer = child.ask(source, limits)
        except _Ended as ended:
            del _children[key]
            raise _told(ended, child.end(), source, limits) from None
        except BaseException:  # interrupted in the middle of an answer
            del _children[key]
            child.end()
            raise
        if answer.get("last"):
            del _children[key]
            child.end()
    return _documents(answer, source, reader)


def _documents(answer: Mapping[str, Any], source: Source, reader: Reader) -> Sequence[Document]:
    """The documents of an answer, or its error raised."""
    if (kind := answer.get("kind")) in ERRORS:
        error = ERRORS[kind]
        raise error(source.shown, answer["reason"], offset=answer["offset"], advice=answer["advice"])
    if kind == "missing":
        raise MissingExtra(f"{source.shown}: {answer['reason']}")
    if kind == "broken":
        raise BrokenPlugin(f"reader {reader.name} cannot be loaded: {answer['reason']}")
    return tuple(map(document_of, answer["documents"]))


class _Ended(Exception):
    """The process ended, or is to be ended for the time that it takes."""

    def __init__(self, *, late: bool = False) -> None:
        self.late = late
        super().__init__()


def _told(ended: _Ended, code: int, source: Source, limits: Limits) -> UnreadableReport:
    if ended.late or code == -getattr(signal, "SIGXCPU", 0):
        return PastLimit(
            source.shown, f"takes longer than {limits.seconds:g} s to read", advice="split it into reports"
        )
    if code == -getattr(signal, "SIGKILL", 0):
        return PastLimit(source.shown, "its reader was ended by the system, mostly for the memory it took")
    return UnreadableReport(source.shown, f"is damaged: its reader broke on it ({code})")


class _Child:
    """A process that reads files of one format, one after the other."""

    def __init__(self, reader: str, memory: int) -> None:
        # -P: no module of the folder in which the command runs is taken for a library.
        command = [sys.executable, "-P", "-m", "jigou.builder.formats.worker", reader, str(memory)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        self._fresh = True

    def ask(self, source: Source, limits: Limits) -> Mapping[str, Any]:
        """The answer to a source. Raises _Ended."""
        question = json.dumps({"name": source.name, "shown": source.shown, "limits": asdict(limits)}).encode()
        until = time.monotonic() + limits.seconds + (_GRACE if self._fresh else 1)
        self._fresh = False
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise AssertionError("the pipes of a process were not made")
        try:
            for part in (LENGTH.pack(len(question), len(source.data)), question, source.data):
                _write(stdin, part)
        except (BrokenPipeError, OSError):
            raise _Ended from None
        length, _ = LENGTH.unpack(self._exactly(stdout, LENGTH.size, until))
        if length > _LARGEST_ANSWER:
            raise _Ended
        try:
            answer = json.loads(self._exactly(stdout, length, until))
        except ValueError:
            raise _Ended from None
        if not isinstance(answer, dict):
            raise _Ended
        return answer

    def end(self) -> int:
        """End the process; its exit code, negative for a signal."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(0.2)
        self._process.kill()
        return self._process.wait()

    @staticmethod
    def _exactly(stream: IO[bytes], size: int, until: float) -> bytes:
        parts: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_READ)
            while size:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise _Ended(late=True)
                part = os.read(stream.fileno(), min(size, 1 << 20))
                if not part:
                    raise _Ended
                parts.append(part)
                size -= len(part)
        return b"".join(parts)


def _write(stream: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[stream.write(view) or 0 :]


@atexit.register
def _end_all() -> None:
    for (process, _, _), child in _children.items():
        if process == os.getpid():
            child.end()
    _children.clear()
