"""Work on the embedded store of a graph folder: made from lines, copied, reports taken out and put in, labels settled.

STORE/oxigraph/     the files of Oxigraph
STORE/files.json    the names and sizes of its table files, by which a cut or missing one is seen
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store

from jigou.graphs.merging import FACTS, ONE
from jigou.graphs.nodes import iri
from jigou.graphs.quads import claims_graph, facts_graph
from jigou.ontology.terms import SKOS

FILES = "files.json"
_TABLE = ".sst"
_BATCH = 48_000_000
"""Bytes of N-Quads that are loaded at once: so many that loading is quick, so few that memory stays small."""
_SAME = frozenset((*ONE, SKOS.altLabel))
"""The properties whose values in the default graph depend on all reports."""

_UNSETTLED = (
    *(f"SELECT ?s {{ ?s <{name}> ?o }} GROUP BY ?s (LANG(?o) AS ?language) HAVING (COUNT(?o) > 1)" for name in ONE),
    f"SELECT DISTINCT ?s {{ ?s <{SKOS.prefLabel}> ?o ; <{SKOS.altLabel}> ?o }}",
)
"""Things with two names where one is allowed, and with one name as both."""


def files_of(place: Path) -> Path:
    """Oxigraph's own folder in that of a store."""
    return place / "oxigraph"


def copied(source: Path, place: Path) -> Store:
    """A copy of a store, open for writing. Table files are never changed, so the copy shares them where the system can."""
    files_of(place).mkdir(parents=True)
    for file in files_of(source).iterdir():
        target = files_of(place) / file.name
        if file.suffix == _TABLE:
            try:
                os.link(file, target)
                continue
            except OSError:
                pass  # a file system without hard links
        if file.name != "LOCK":
            shutil.copyfile(file, target)
    return Store(str(files_of(place)))


def seal(place: Path) -> None:
    """Note the table files of a store that is whole and closed."""
    sizes = {file.name: file.stat().st_size for file in sorted(files_of(place).iterdir()) if file.suffix == _TABLE}
    (place / FILES).write_text(json.dumps(sizes, indent=1) + "\n", "utf-8", newline="\n")


def is_sealed(place: Path) -> bool:
    """Whether a store is there with each table file as long as it was."""
    try:
        sizes: dict[str, int] = json.loads((place / FILES).read_text("utf-8"))
        return all((files_of(place) / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, AttributeError):
        return False


class Loader:
    """Loads lines of N-Quads into a store, many reports at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lines: list[bytes] = []
        self._waiting = 0

    def add(self, lines: bytes) -> None:
        """Load lines, now or later."""
        self._lines.append(lines)
        self._waiting += len(lines)
        if self._waiting >= _BATCH:
            self.finish()

    def finish(self) -> None:
        """Load what waits."""
        if self._lines:
            # Lenient: the terms were checked when they were made.
            self._store.bulk_load(b"".join(self._lines), RdfFormat.N_QUADS, lenient=True)
        self._lines, self._waiting = [], 0


def take_out(store: Store, report: str) -> set[NamedNode]:
    """Remove a report from a store, and from the default graph what no other report states; what it named is given back."""
    graph = facts_graph(report)
    stated = list(store.quads_for_pattern(None, None, None, graph))
    ours = (graph, DefaultGraph())
    gone = [
        Quad(*quad.triple) for quad in stated if not any(other.graph_name not in ours for other in _like(store, quad))
    ]
    for quad in gone:
        store.remove(quad)
    store.remove_graph(graph)
    store.remove_graph(claims_graph(report))
    return {quad.subject for quad in stated if quad.predicate.value in _SAME and isinstance(quad.subject, NamedNode)}


def named_by(store: Store, report: str) -> set[NamedNode]:
    """The things to which a report gives a name."""
    return {
        quad.subject
        for name in _SAME
        for quad in store.quads_for_pattern(None, iri(name), None, facts_graph(report))
        if isinstance(quad.subject, NamedNode)
    }


def unsettled(store: Store) -> set[NamedNode]:
    """The things whose names in the default graph are still those of all reports, one beside the other."""
    found: set[NamedNode] = set()
    for query in _UNSETTLED:
        rows = store.query(query)
        assert isinstance(rows, QuerySolutions)
        found.update(row["s"] for row in rows if isinstance(row["s"], NamedNode))
    return found


def settle(store: Store, things: Iterable[NamedNode]) -> None:
    """Give each thing in the default graph one preferred label of each language and one key, as ``merging.merged`` does."""
    for thing in sorted(things, key=str):
        told: dict[str, set[Literal]] = {name: set() for name in _SAME}
        here: set[Quad] = set()
        for name in _SAME:
            for quad in store.quads_for_pattern(thing, iri(name), None, None):
                if isinstance(quad.graph_name, DefaultGraph):
                    here.add(quad)
                elif quad.graph_name.value.endswith(FACTS) and isinstance(quad.object, Literal):
                    told[name].add(quad.object)
        kept = {name: _firsts(told[name]) for name in ONE}
        labels = kept[SKOS.prefLabel]
        kept[SKOS.altLabel] = (told[SKOS.altLabel] | told[SKOS.prefLabel]) - labels
        wanted = {Quad(thing, iri(name), value) for name, values in kept.items() for value in values}
        for quad in here - wanted:
            store.remove(quad)
        for quad in wanted - here:
            store.add(quad)


def _like(store: Store, quad: Quad) -> Iterable[Quad]:
    """The quads of a triple in all graphs."""
    # On disk Oxigraph 0.5 gives 256 to 511 too where the integer 255 is asked for (findings/).
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return (other for other in found if other.object == quad.object)


def _firsts(values: set[Literal]) -> set[Literal]:
    """The first value of each language by code points."""
    first: dict[str | None, Literal] = {}
    for value in sorted(values, key=lambda value: value.value):
        first.setdefault(value.language, value)
    return set(first.values())
