"""Many files on their way into a graph: read by several processes at once, each failure kept to its report."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from jigou.cli.output import STANDARD
from jigou.ontology.errors import BrokenPlugin, FailedReport, InvalidRecord, MissingExtra, UnknownName, UnreadableReport

if TYPE_CHECKING:
    from jigou.builder.privacy import Privacy
    from jigou.graphs.pieces import Piece
    from jigou.ontology import Document

Value = TypeVar("Value")

FEW = 8
"""So many files are read sooner by one process than others are started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How reports are read: with a user's tables, as a genre, what of persons is kept, and whether scans are read."""

    lexicon: Path | None
    genre: str | None
    privacy: Privacy
    ocr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to be read, how, and what tells that it was read before: ``source``, empty where nothing does."""

    path: str
    how: How
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What reading a file gave: its reports, what their reader remarks, or why there are none."""

    pieces: tuple[Piece, ...] = ()
    remarks: tuple[str, ...] = ()
    failure: UnreadableReport | None = None


def source_of(path: str, rules: str) -> str:
    """What tells a file and the rules that read it from all others, whatever folder it is in; empty for one that cannot be read."""
    from jigou.builder.formats.limits import USUAL
    from jigou.builder.text.encoding import file_bytes

    if path == STANDARD:
        return ""
    try:
        content = hashlib.sha256(file_bytes(Path(path), USUAL.file)).hexdigest()
    except UnreadableReport:
        return ""
    return hashlib.sha256(f"{rules}\n{Path(path).name}\n{content}".encode("utf-8", "surrogateescape")).hexdigest()


def outcomes(tasks: Sequence[Task], jobs: int) -> Generator[Outcome, None, None]:
    """What each file gives, in their order; with more than one job by as many processes, a few files ahead of who asks."""
    if jobs < 2 or len(tasks) < FEW or any(task.path == STANDARD for task in tasks):
        yield from map(read_file, tasks)
        return
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
    waiting: deque[tuple[Task, Future[Outcome]]] = deque()
    left = iter(tasks)
    try:
        while True:
            for task in left:
                waiting.append((task, pool.submit(read_file, task)))
                if len(waiting) >= 3 * jobs:
                    break
            if not waiting:
                return
            task, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool as error:
                raise FailedReport(task.path, "its process was ended, perhaps for want of memory") from error
    finally:
        pool.shutdown(cancel_futures=True)


def read_file(task: Task) -> Outcome:
    """Read the reports in a file; a failure at it is part of what it gives.

    Raises what would come with any file: a table that breaks its contract, a plug-in that cannot be loaded.
    """
    try:
        found = documents(task.path, task.how)
        pieces = tuple(at(task.path, partial(_piece, document, task)) for document in found)
    except UnreadableReport as failure:
        return Outcome(failure=failure)
    return Outcome(
        pieces=pieces,
        remarks=tuple(f"{document.name}: {remark}" for document in found for remark in document.remarks),
    )


def documents(path: str, how: How) -> Sequence[Document]:
    """The documents in a file or in standard input, suppressed names struck out."""
    from jigou.builder.formats import documents as in_file
    from jigou.builder.formats import documents_of

    asked = ("scan",) if how.ocr else ()
    if path == STANDARD:
        found = documents_of(sys.stdin.buffer.read(), "standard input", asked=asked)
    else:
        found = in_file(Path(path), asked=asked)
    return tuple(map(how.privacy.struck, found))


def at(path: str, work: Callable[[], Value]) -> Value:
    """What some work on one report gives.

    Raises FailedReport, which names the report, where jigou fails at it; errors that would come with any report are raised as they are.
    """
    try:
        return work()
    except (InvalidRecord, UnknownName, BrokenPlugin, MissingExtra, UnreadableReport, OSError, MemoryError):
        raise
    except Exception as error:  # whatever it is, the other reports are not to be lost by it
        raise FailedReport(path, f"{type(error).__name__}: {error}") from error


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def sources(paths: Iterable[str], how: How) -> list[Task]:
    """The tasks for files."""
    from jigou.builder.fingerprint import fingerprint

    rules = f"{fingerprint(how.genre, how.lexicon)} {how.privacy} {how.ocr}"
    return [Task(path=path, how=how, source=source_of(path, rules)) for path in paths]


def _piece(document: Document, task: Task) -> Piece:
    from jigou.builder import read
    from jigou.graphs.pieces import piece

    reading = read(document, extra=task.how.lexicon, genre=task.how.genre)
    return piece(task.how.privacy.kept(reading), source=task.source)
