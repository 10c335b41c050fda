"""The process that answers queries: it holds a store, reads questions from standard input and writes answers to standard output.

A query in Oxigraph cannot be interrupted from within its process, so it has one of its own, which is ended when it takes too
long (``querying.py``). Before it takes the first question it opens every table file of the store (``handles.py``) and gives up the right to
open files and connections: a query that gets past the checks still reaches nothing but the store.

Messages are lines of JSON. First ``{"store": PATH, "memory": BYTES}``, or ``{"quads": BYTES}`` followed by so many
bytes of N-Quads; the answer to it is ``{}``, and then to each question ``{"query", "prefixes", "limit", "seconds", "default", "named"}`` what
``answer`` gives. A question that has ``formats`` is one of a server: the answer to it is a line and then a document, as
``documents.py`` says.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time
from typing import IO, Any

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store, Triple

from jigou.graphs.documents import document, make_ready
from jigou.graphs.handles import open_tables
from jigou.graphs.running import Message, run, within


def answer(store: Store, question: Message) -> Message:
    """The answer to a question: ``boolean``, or ``variables`` and ``rows``, or ``triples``, and whether it is ``truncated``.

    An answer that cannot be given has an ``error`` and its ``kind``: ``syntax`` or ``evaluation``.
    """
    limit = question["limit"]
    try:
        found = run(
            store, question["query"], question["prefixes"], question["default"], question["named"], replaces=False
        )
        if isinstance(found, QueryBoolean):
            return {"boolean": bool(found), "truncated": False}
        if isinstance(found, QuerySolutions):
            variables = [variable.value for variable in found.variables]
            rows, is_cut = within(found, limit, 0)
            return {"variables": variables, "rows": [list(map(packed, row)) for row in rows], "truncated": is_cut}
        triples, is_cut = within(found, limit, 0)
        return {"triples": [list(map(packed, triple)) for triple in triples], "truncated": is_cut}
    except SyntaxError as error:
        return {"error": str(error), "kind": "syntax"}
    except (OSError, RuntimeError, ValueError) as error:
        return {"error": str(error), "kind": "evaluation"}


def packed(term: NamedNode | BlankNode | Literal | Triple | None) -> list[Any] | None:
    """A term as JSON: the first letter of what it is, and its parts."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return ["i", term.value]
    if isinstance(term, Literal):
        return ["l", term.value, term.language] if term.language else ["t", term.value, term.datatype.value]
    if isinstance(term, BlankNode):
        return ["b", term.value]
    return ["q", *(packed(part) for part in term)]


def main() -> None:
    """Open the store, give up what is not needed, and answer until the input ends."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    store, memory = _opened(source)
    present = frozenset(name.value for name in store.named_graphs() if isinstance(name, NamedNode))
    make_ready()
    confine(memory)
    clock = _Clock()
    _send(target, {})
    while line := source.readline():
        question = json.loads(line)
        clock.allow(question["seconds"])
        if "formats" in question:
            _send(target, *document(store, present, question))
        else:
            _send(target, answer(store, question))


def _send(target: IO[bytes], message: Message, content: bytes = b"") -> None:
    target.write(json.dumps(message).encode() + b"\n" + content)
    target.flush()


def _opened(source: IO[bytes]) -> tuple[Store, int]:
    """The store that the first message names or brings, and how much memory may be used."""
    head = json.loads(source.readline())
    if "store" in head:
        store = Store.read_only(head["store"])
        open_tables(store, Path(head["store"]))
        return store, head["memory"]
    store = Store()
    store.bulk_load(source.read(head["quads"]), RdfFormat.N_QUADS)
    return store, head["memory"]


def confine(memory: int) -> None:
    """Give up opening files and connections, and memory beyond the limit."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _limit(resource.RLIMIT_AS, memory)


class _Clock:
    """Lets the system end this process where a question takes too long and nobody is left to end it."""

    def __init__(self) -> None:
        self._until = 0

    def allow(self, seconds: float) -> None:
        """Allow at least so many seconds of the processor for the next question; a renewal lasts for several."""
        if sys.platform != "win32":
            import resource

            used = process_time()
            if self._until < used + seconds + 2:
                self._until = int(used + seconds) + 12
                _limit(resource.RLIMIT_CPU, self._until)


def _limit(kind: int, value: int) -> None:
    """Set a limit of this process, but never above the one that it was started with."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if most == resource.RLIM_INFINITY else min(value, most), most))


if __name__ == "__main__":
    main()
