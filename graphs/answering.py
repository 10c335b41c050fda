"""The process that answers queries: it holds a store, reads questions from standard input and writes answers to standard output.

A query in Oxigraph cannot be interrupted from within its process, so it has one of its own, which is ended when it takes too
long (``querying.py``). Before it takes the first question it gives up the right to open files and connections: a
query that gets past the checks still reaches nothing but the store.

Messages are lines of JSON. First ``{"store": PATH, "memory": BYTES}``, or ``{"quads": BYTES}`` followed by so many
bytes of N-Quads; the answer to it is ``{}``, and then to each question ``{"query", "prefixes", "limit", "size", "seconds", "default", "named", "replaces"}`` what
``answer`` gives. ``replaces`` says that the graphs are not those that the query itself names.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import islice
from typing import IO, Any

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
)

Message = dict[str, Any]


def answer(store: Store, question: Message) -> Message:
    """The answer to a question: ``boolean``, or ``variables`` and ``rows``, or ``triples``, and whether it is ``truncated``.

    An answer that cannot be given has an ``error`` and its ``kind``: ``syntax`` or ``evaluation``.
    """
    limit = question["limit"]
    try:
        found = _query(store, question)
        if isinstance(found, QueryBoolean):
            return {"boolean": bool(found), "truncated": False}
        if isinstance(found, QuerySolutions):
            variables = [variable.value for variable in found.variables]
            rows, is_cut = _taken(found, limit, question["size"])
            return {"variables": variables, "rows": rows, "truncated": is_cut}
        triples, is_cut = _taken(found, limit, question["size"])
        return {"triples": triples, "truncated": is_cut}
    except SyntaxError as error:
        return {"error": str(error), "kind": "syntax"}
    except (OSError, RuntimeError, ValueError) as error:
        return {"error": str(error), "kind": "evaluation"}


def _taken(found: Iterable[Iterable[Any]], limit: int, size: int) -> tuple[list[Any], bool]:
    """The rows within both limits, packed, and whether there were more; a size of 0 is no limit."""
    rows: list[Any] = []
    taken = 0
    for row in islice(found, limit + 1):
        packed_row = [packed(term) for term in row]
        taken += sum(len(part) for term in packed_row if term for part in term if isinstance(part, str))
        if len(rows) == limit or (size and taken > size):
            return rows, True
        rows.append(packed_row)
    return rows, False


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
    _confine(memory)
    _send(target, {})
    while line := source.readline():
        question = json.loads(line)
        _allow_time(question["seconds"])
        _send(target, answer(store, question))


def _send(target: IO[bytes], message: Message) -> None:
    target.write(json.dumps(message).encode() + b"\n")
    target.flush()


def _query(store: Store, question: Message) -> Any:
    """Run a query; where FROM names graphs, over a store of just these.

    Oxigraph's own ``FROM a FROM b`` gives a triple once for every graph that holds it; RDF's merge gives it once.
    """
    text, prefixes = question["query"], question["prefixes"]
    if not question["replaces"] and len(question["default"]) < 2:
        return store.query(text, prefixes=prefixes)
    merged = Store()
    for name in question["default"]:
        merged.bulk_extend(Quad(*quad.triple) for quad in _graph(store, name))
    for name in question["named"]:
        merged.bulk_extend(_graph(store, name))
    named: list[NamedNode | BlankNode] = [NamedNode(name) for name in question["named"]]
    return merged.query(text, prefixes=prefixes, default_graph=DefaultGraph(), named_graphs=named)


def _graph(store: Store, name: str) -> Iterable[Quad]:
    return store.quads_for_pattern(None, None, None, NamedNode(name))


def _opened(source: IO[bytes]) -> tuple[Store, int]:
    """The store that the first message names or brings, and how much memory may be used."""
    head = json.loads(source.readline())
    if "store" in head:
        return Store.read_only(head["store"]), head["memory"]
    store = Store()
    store.bulk_load(source.read(head["quads"]), RdfFormat.N_QUADS)
    return store, head["memory"]


def _confine(memory: int) -> None:
    """Give up opening files and connections, and memory beyond the limit."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _limit(resource.RLIMIT_AS, memory)


def _allow_time(seconds: float) -> None:
    """Let the system end this process where its question takes too long and nobody is left to end it."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime + seconds) + 2
        _limit(resource.RLIMIT_CPU, until)


def _limit(kind: int, value: int) -> None:
    """Set a limit of this process, but never above the one that it was started with."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if most == resource.RLIM_INFINITY else min(value, most), most))


if __name__ == "__main__":
    main()
