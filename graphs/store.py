"""Graphs opened: a folder, a file of RDF, or readings in memory.

``Writer`` (``writer.py``) makes a graph folder whole or not at all; ``open`` gives a read-only ``View`` of it, or of a file of RDF.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store

from jigou.graphs import manifest as manifests
from jigou.graphs import quadstore
from jigou.graphs.folder import Folder
from jigou.graphs.locks import alone, hold
from jigou.graphs.manifest import Manifest
from jigou.graphs.merging import merged
from jigou.graphs.pieces import piece, unpacked
from jigou.graphs.quads import quads
from jigou.graphs.view import View
from jigou.graphs.writer import Writer
from jigou.ontology import Reading
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.iris import BASE

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


def build(readings: Iterable[Reading], path: Path | str, *, base: str = BASE) -> View:
    """Write readings into a graph folder and open it.

    Raises what ``Writer`` raises.
    """
    with Writer(path, base=base) as writer:
        for reading in readings:
            writer.add(reading)
    return open_graph(path)


def open_graph(path: Path | str) -> View:
    """A read-only view of a graph folder, or of a Turtle, TriG, N-Quads, N-Triples, RDF/XML or JSON-LD file.

    Raises InvalidGraph, saying what to do, where the path is none of these or is damaged.
    """
    place = Path(path)
    if place.is_dir():
        return _open_folder(place)
    if not place.exists():
        raise InvalidGraph(f"{path}: there is no such graph; make it with: jigou build REPORT -o {path}")
    if place.suffix.lower() not in _FORMATS:
        raise InvalidGraph(f"{path}: not a graph; open a graph folder or a file that ends in {', '.join(_FORMATS)}")
    return _open_file(place)


def view_of(readings: Iterable[Reading], *, base: str = BASE) -> View:
    """A view of readings in memory, with nothing written to disk."""
    found = [quad for reading in readings for quad in quads(reading, base=base)]
    store = Store()
    store.bulk_extend(complete(found))
    return View(store, manifests.counted(store, base=base))


def complete(found: Sequence[Quad]) -> tuple[Quad, ...]:
    """The quads of reports with the default graph, which follows from all of them together."""
    return (*found, *(Quad(*triple) for triple in merged(found)))


def is_graph(path: Path) -> bool:
    """Whether a path is a graph folder."""
    return Folder(path).is_graph()


def _open_folder(path: Path) -> View:
    folder = Folder(path)
    if not folder.is_graph():
        raise InvalidGraph(
            f"{path}: not a graph (manifest.json is missing); make one with: jigou build REPORT -o GRAPH"
        )
    for last in (False, False, True):
        found = manifests.from_json(folder.manifest)
        try:
            for note in found.reports:
                folder.packed(note)
        except InvalidGraph:
            # A build may have put another graph in the place of this one just now.
            if last or manifests.from_json(folder.manifest).digest == found.digest:
                raise
        else:
            break
    return _viewed(folder, found)


def _viewed(folder: Folder, found: Manifest) -> View:
    """The view of a graph folder; its store is made again where it is missing or damaged, in memory where it cannot be kept."""
    place = folder.store(found)
    for is_new in (False, True):
        held = hold(place / quadstore.FILES)
        if held is not None and quadstore.is_sealed(place):
            try:
                store = Store.read_only(str(quadstore.files_of(place)))
                return View(store, found, path=folder.path, files=quadstore.files_of(place), held=held)
            except (OSError, ValueError):
                os.close(held)
        if is_new:
            break
        try:
            _remake(folder, found)
        except OSError:
            break  # the folder may be read-only
        except InvalidGraph:
            break  # another process builds it
    store = Store()
    _fill(store, folder, found)
    return View(store, found, path=folder.path)


def _remake(folder: Folder, found: Manifest) -> None:
    """Make the store of a graph folder anew from its readings."""
    with alone(folder.lock):
        shutil.rmtree(folder.new_store, ignore_errors=True)
        shutil.rmtree(folder.store(found), ignore_errors=True)
        folder.new_store.mkdir(parents=True)
        store = Store(str(quadstore.files_of(folder.new_store)))
        _fill(store, folder, found)
        store.flush()
        del store
        quadstore.seal(folder.new_store)
        folder.name_store(found)


def _fill(store: Store, folder: Folder, found: Manifest) -> None:
    """Load the readings of a graph into a store."""
    loader = quadstore.Loader(store)
    for note in found.reports:
        loader.add(piece(unpacked(folder.packed(note), note.name), base=found.base).lines)
    loader.finish()
    quadstore.settle(store, quadstore.unsettled(store))


def _open_file(file: Path) -> View:
    store = Store()
    try:
        store.bulk_load(path=file, format=_FORMATS[file.suffix.lower()])
    except (SyntaxError, ValueError) as error:
        raise InvalidGraph(f"{file}: not {file.suffix[1:].lower()}: {error}") from error
    return View(store, manifests.counted(store), path=file)
