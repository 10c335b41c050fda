"""A graph on disk: a folder with the quads as sorted text, and an embedded store beside them for quick answers.

    GRAPH/graph.nq        every quad, sorted N-Quads: the truth, the same bytes on every machine
    GRAPH/manifest.json   what is in it: its reports, its counts, the digest of graph.nq
    GRAPH/store/          Oxigraph's files, made from graph.nq again whenever its digest differs from the one they record

``Writer`` makes such a folder whole or not at all; ``open`` gives a read-only ``View`` of it, or of a file of RDF.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import Quad, RdfFormat, Store

from jigou.graphs import manifest as manifests
from jigou.graphs.merging import merged
from jigou.graphs.quads import quads
from jigou.graphs.serialising import nquads
from jigou.graphs.view import View
from jigou.ontology import Reading
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.iris import BASE

TRUTH, MANIFEST, STORE = "graph.nq", "manifest.json", "store"
_OURS = (TRUTH, MANIFEST, STORE)

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


class Writer:
    """Writes readings into a graph folder; use it in a ``with`` statement.

    The folder appears, or takes the place of the graph that was there, when the block ends well; after an error
    everything is as before. Files in the old folder that are not the graph's own are kept. The order in which readings are
    added makes no difference.

    Raises InvalidGraph where the path is something else than a graph, or the reading does not hold together.
    """

    def __init__(self, path: Path | str, *, base: str = BASE) -> None:
        self.path = Path(path).resolve()
        self.base = base
        self._quads: list[Quad] = []
        if self.path.exists() and not is_graph(self.path) and not _is_empty_folder(self.path):
            raise InvalidGraph(f"{path}: is there already and is no graph; give the graph another name")

    def add(self, reading: Reading) -> None:
        """Add what a report states, with its claims."""
        self._quads.extend(quads(reading, base=self.base))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._commit()

    def _commit(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        holder = Path(tempfile.mkdtemp(prefix=f".{self.path.name}-", dir=self.path.parent))
        try:
            new = holder / "new"
            new.mkdir()
            self._write(new)
            old = holder / "old"
            _swap(self.path, new, old)
            for kept in old.iterdir() if old.exists() else ():
                if kept.name not in _OURS:
                    kept.rename(self.path / kept.name)
        finally:
            shutil.rmtree(holder, ignore_errors=True)

    def _write(self, folder: Path) -> None:
        everything = complete(self._quads)
        with (folder / TRUTH).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(nquads(everything))
        digest = _digest(folder / TRUTH)
        store = _make(folder / STORE, folder / TRUTH, digest)
        found = manifests.counted(store, base=self.base, digest=digest)
        (folder / MANIFEST).write_text(found.to_json(), "utf-8", newline="\n")


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
    return (path / TRUTH).is_file() and (path / MANIFEST).is_file()


def _open_folder(folder: Path) -> View:
    if not is_graph(folder):
        raise InvalidGraph(
            f"{folder}: not a graph ({TRUTH} or {MANIFEST} is missing); make one with: jigou build REPORT -o GRAPH"
        )
    digest = _digest(folder / TRUTH)
    found = manifests.from_json(folder / MANIFEST)
    store, files = _stored(folder, digest)
    if found.digest != digest:
        found = manifests.counted(store, base=found.base, digest=digest)
    return View(store, found, path=folder, files=files)


def _open_file(file: Path) -> View:
    store = Store()
    try:
        store.bulk_load(path=file, format=_FORMATS[file.suffix.lower()])
    except (SyntaxError, ValueError) as error:
        raise InvalidGraph(f"{file}: not {file.suffix[1:].lower()}: {error}") from error
    return View(store, manifests.counted(store), path=file)


def _stored(folder: Path, digest: str) -> tuple[Store, Path | None]:
    """The store of a graph folder and its files, made again where it is missing or of other quads.

    Where it cannot be kept it is in memory, without files.
    """
    if not _is_current(folder, digest):
        try:
            _remake(folder, digest)
        except OSError:
            # The folder may be read-only, or another process was first.
            if not _is_current(folder, digest):
                return _loaded(Store(), folder / TRUTH), None
    return Store.read_only(str(_files(folder))), _files(folder)


def _remake(folder: Path, digest: str) -> None:
    """Make the store anew beside the old one and put it in its place."""
    holder = Path(tempfile.mkdtemp(prefix=".store-", dir=folder))
    try:
        new = holder / STORE
        _make(new, folder / TRUTH, digest)
        _swap(folder / STORE, new, holder / "old")
    finally:
        shutil.rmtree(holder, ignore_errors=True)


def _make(place: Path, truth: Path, digest: str) -> Store:
    """A new store at a place, from a file of N-Quads whose digest it records."""
    place.mkdir()
    store = _loaded(Store(str(place / "oxigraph")), truth)
    store.flush()
    (place / "digest").write_text(digest + "\n", "utf-8", newline="\n")
    return store


def _loaded(store: Store, truth: Path) -> Store:
    """A store with the quads of a file.

    Raises InvalidGraph where a line is no quad.
    """
    try:
        store.bulk_load(path=truth, format=RdfFormat.N_QUADS)
    except (SyntaxError, ValueError) as error:
        raise InvalidGraph(f"{truth}: damaged ({error}); build the graph again") from error
    return store


def _is_current(folder: Path, digest: str) -> bool:
    recorded = folder / STORE / "digest"
    return recorded.is_file() and recorded.read_text("utf-8").strip() == digest


def _files(folder: Path) -> Path:
    return folder / STORE / "oxigraph"


def _swap(place: Path, new: Path, old: Path) -> None:
    """Put a folder in the place of what is there; what was there goes to ``old``, and comes back if that fails."""
    existed = place.exists()
    if existed:
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if existed:
            old.rename(place)
        raise


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())
