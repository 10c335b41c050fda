"""Opens every table file of a store, for a process that is about to give up opening files.

RocksDB opens the first sixteen table files of a store and each further one when it is first looked into. It has no call that opens all,
so they are looked into here: each order in which the store keeps its quads is entered where quads that it holds would stand. What
is opened is counted from the system's own list of open files, so nothing is believed that is not so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

_ROUNDS = 200
"""Quads that are looked up between two counts of what is open."""

_LIST = {"linux": Path("/proc/self/fd"), "darwin": Path("/dev/fd")}
_ENDING = ".sst"
_PATH_OF = 50
"""F_GETPATH of macOS, which ``fcntl`` does not name in every version of Python."""


def open_tables(store: Store, folder: Path) -> None:
    """Look into a store, whose files are in ``folder``, until each of its table files is open.

    Where the system does not tell what is open, a fixed number of places are looked into.
    """
    wanted = {path.name for path in folder.iterdir() if path.suffix == _ENDING}
    if wanted <= _open_files():
        return
    for number, quad in enumerate(_sample(store)):
        _look_up(store, quad)
        if number % _ROUNDS == _ROUNDS - 1 and wanted <= _open_files():
            return
    # What is left lies within the quads of one property and value, or in an order that the sample does not enter.
    for whole in _passes(store):
        for _ in whole:
            pass
        if wanted <= _open_files():
            return


def _open_files() -> set[str]:
    """The names of the table files that this process has open."""
    listed = _LIST.get(sys.platform)
    if listed is None:
        return set()
    found = (_name(entry) for entry in listed.iterdir() if entry.name.isdecimal())
    return {name for name in found if name.endswith(_ENDING)}


def _name(handle: Path) -> str:
    """The file's name behind a handle; empty for one that is closed by now."""
    try:
        if sys.platform == "darwin":
            import fcntl

            return Path(fcntl.fcntl(int(handle.name), _PATH_OF, bytes(1024)).rstrip(b"\0").decode()).name
        return handle.readlink().name
    except OSError:
        return ""


def _sample(store: Store) -> Iterator[Quad]:
    """Quads from all over a store: the first few of each graph, then more of each; last those of a graph without a name."""
    names = [name for name in store.named_graphs() if isinstance(name, NamedNode)]
    for few in (4, 64):
        for name in names:
            yield from islice(store.quads_for_pattern(None, None, None, name), few)
    yield from islice(store.quads_for_pattern(None, None, None, DefaultGraph()), 100_000)


def _look_up(store: Store, quad: Quad) -> None:
    """Enter every order of the store where a quad stands in it: spo, pos and osp, in all graphs, in one, in the default graph."""
    subject, predicate, object_ = quad.triple
    for graph in {quad.graph_name, DefaultGraph(), None}:
        next(store.quads_for_pattern(subject, None, None, graph), None)
        next(store.quads_for_pattern(None, predicate, object_, graph), None)
        next(store.quads_for_pattern(None, None, object_, graph), None)


def _passes(store: Store) -> Iterator[Iterator[Quad]]:
    """Ways through the whole store, one for each order."""
    names: list[NamedNode | BlankNode | DefaultGraph] = [DefaultGraph(), *store.named_graphs()]
    yield store.quads_for_pattern(None, None, None, None)
    for name in names:
        yield store.quads_for_pattern(None, None, None, name)
    for predicate in sorted({quad.predicate for quad in store}, key=str):
        yield store.quads_for_pattern(None, predicate, None, None)
        yield store.quads_for_pattern(None, predicate, None, DefaultGraph())
