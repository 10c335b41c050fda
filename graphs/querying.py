"""Queries in SPARQL against a view: checked first, answered in a process of their own, ended when their time is up.

The process is started with the first query and kept for the next ones. A query that takes too long is ended by ending its
process; the next query gets a new one.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import IO, Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

from jigou.graphs.nodes import Term, prefixes
from jigou.graphs.refusing import Checked, checked, told
from jigou.graphs.results import Result
from jigou.ontology.errors import RefusedQuery

TIMEOUT = 30.0
"""Seconds that a query may take, where nothing else is said."""

LIMIT = 10_000
"""Rows (or triples) that an answer may have, where nothing else is said."""

START = 300.0
"""Seconds that a process may take to load a store, before its first query."""

MEMORY = 4 * 1024**3
"""Bytes that a process may use; twice what the store of a large graph needs, and less than most machines have."""


class Answerer:
    """Answers queries over one store, in a process beside this one.

    ``files`` is the store's folder on disk, None for a store in memory, whose quads are sent across. One query is
    answered at a time; threads may share an answerer.
    """

    def __init__(self, store: Store, files: Path | None, *, memory: int = MEMORY) -> None:
        self._store = store
        self._files = files
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] = _nothing

    def query(
        self,
        text: str,
        *,
        base: str,
        timeout: float = TIMEOUT,
        limit: int = LIMIT,
    ) -> Result:
        """The answer to a query. The prefixes of ``nodes.prefixes`` need not be declared.

        Raises RefusedQuery: for what is not SPARQL or does not only read this graph, and past the limits of time and memory.
        """
        known = prefixes(base)
        present = {name.value for name in self._store.named_graphs() if isinstance(name, NamedNode)}
        question = checked(text, present, known)
        message = {
            "query": question.text,
            "prefixes": dict(known),
            "limit": limit,
            "seconds": timeout,
            "default": question.default,
            "named": question.named,
        }
        with self._lock:
            reply = self._ask(message, timeout)
        if "error" in reply:
            raise RefusedQuery(told(reply["error"], reply["kind"]), kind=reply["kind"])
        return _result(reply, question, known, base)

    def close(self) -> None:
        """End the process; the next query starts another."""
        self._end()
        self._process = None

    def _ask(self, message: Mapping[str, Any], timeout: float) -> dict[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = self._started()
        try:
            line = self._exchanged(self._process, json.dumps(message).encode() + b"\n", timeout)
        except TimeoutError:
            advice = "narrow it, add a LIMIT, or give it more time"
            raise RefusedQuery(
                f"the query took longer than {timeout:g} s and was ended; {advice}", kind="time"
            ) from None
        if not line:
            advice = "narrow it, add a LIMIT, or nest it less deeply"
            raise RefusedQuery(f"the query needed more memory than it may use and was ended; {advice}", kind="memory")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def _exchanged(self, process: subprocess.Popen[bytes], message: bytes, timeout: float) -> bytes:
        """The line that a process answers to a message; empty where it has ended instead.

        Raises TimeoutError. A process that did not answer is ended: it cannot take the next message.
        """
        assert process.stdin is not None and process.stdout is not None
        line = b""
        try:
            process.stdin.write(message)
            process.stdin.flush()
            line = _read_line(process.stdout, timeout)
        except BrokenPipeError:
            line = b""
        finally:
            if not line.endswith(b"\n"):
                self.close()
        return line if line.endswith(b"\n") else b""

    def _started(self) -> subprocess.Popen[bytes]:
        """A new process that holds the store.

        Raises RefusedQuery where it cannot hold it.
        """
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "jigou.graphs.answering"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._end = weakref.finalize(self, _end, process)
        message = opening(self._store, self._files, memory=self._memory)
        try:
            ready = self._exchanged(process, message, START)
        except TimeoutError:
            ready = b""
        if not ready:
            raise RefusedQuery(
                "the graph cannot be loaded for queries: it needs more time or memory than there is", kind="memory"
            )
        return process


def opening(store: Store, files: Path | None, *, memory: int = MEMORY) -> bytes:
    """The first message to a process that answers: the store's folder on disk, or for a store in memory its quads."""
    if files is not None:
        return json.dumps({"store": str(files), "memory": memory}).encode() + b"\n"
    quads = store.dump(format=RdfFormat.N_QUADS) or b""
    return json.dumps({"quads": len(quads), "memory": memory}).encode() + b"\n" + quads


def unpacked(term: list[Any] | None) -> Term | None:
    """The term that ``answering.packed`` made into JSON."""
    if term is None:
        return None
    kind, *parts = term
    if kind == "i":
        return NamedNode(parts[0])
    if kind == "l":
        return Literal(parts[0], language=parts[1])
    if kind == "t":
        return Literal(parts[0], datatype=NamedNode(parts[1]))
    if kind == "b":
        return BlankNode(parts[0])
    return Triple(*map(unpacked, parts))  # type: ignore[arg-type]  # the parts of a triple are bound


def _result(reply: Mapping[str, Any], question: Checked, known: Mapping[str, str], base: str) -> Result:
    if "boolean" in reply:
        return Result(answer=reply["boolean"], prefixes=known, base=base)
    if "triples" in reply:
        triples = tuple(Triple(*map(unpacked, row)) for row in reply["triples"])  # type: ignore[arg-type]  # as above
        return Result(triples=triples, truncated=reply["truncated"], prefixes=known, base=base)
    names, places = question.arranged(reply["variables"])
    return Result(
        variables=names,
        terms=tuple(tuple(unpacked(row[place]) for place in places) for row in reply["rows"]),
        truncated=reply["truncated"],
        prefixes=known,
        base=base,
    )


def _read_line(stream: IO[bytes], timeout: float) -> bytes:
    """A line of a pipe, or what there is of one where it ends.

    Raises TimeoutError when it has not come by then.
    """
    until = monotonic() + timeout
    pieces: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while not (pieces and pieces[-1].endswith(b"\n")):
            if not selector.select(max(0.0, until - monotonic())):
                raise TimeoutError
            piece = os.read(stream.fileno(), 1 << 16)
            if not piece:
                break
            pieces.append(piece)
    return b"".join(pieces)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and wait for it, so that nothing of it stays behind."""
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except BrokenPipeError:
                continue
    process.wait()


def _nothing() -> None:
    """There is no process yet."""
