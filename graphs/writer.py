"""Writes graph folders: whole or not at all, one build at a time, only what has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import NamedNode, Store

from jigou.graphs import manifest as manifests
from jigou.graphs import quadstore
from jigou.graphs.folder import Folder
from jigou.graphs.locks import alone
from jigou.graphs.manifest import Manifest, ReportNote
from jigou.graphs.pieces import Piece, piece, unpacked
from jigou.graphs.view import View
from jigou.ontology import Reading
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.iris import BASE


class Writer:
    """Writes readings into a graph folder; use it in a ``with`` statement.

    The graph is a new one when the block ends well; after an error, and at whatever moment the process is killed, the former one is
    there as it was. Files in the folder that are not the graph's own are kept. The order in which reports are added makes no
    difference, and neither does what was kept of the former graph.

    ``gate`` is called with the new graph and the manifest of the former one before that is replaced; what it raises keeps the former graph.

    Raises InvalidGraph where the path is something else than a graph, or a graph of a later version (unless ``force`` says to
    replace it), where another process builds it, and where a reading does not hold together.
    """

    def __init__(self, path: Path | str, *, base: str = BASE, force: bool = False) -> None:
        self.path = Path(path).resolve()
        self.base = base
        self._folder = Folder(self.path)
        if not self._folder.is_graph() and not self._folder.is_free():
            raise InvalidGraph(f"{path}: is there already and is no graph; give the graph another name")
        if manifests.is_newer(self._folder.manifest) and not force:
            raise InvalidGraph(
                f"{path}: is a graph of a later version of jigou; update jigou, or replace the graph with --force"
            )
        self._former: Manifest | None = None
        self._notes: dict[str, ReportNote] = {}
        self._store: Store | None = None
        self._loader: quadstore.Loader | None = None
        self._touched: set[NamedNode] = set()
        self._is_copy = False
        self._stack = ExitStack()
        self.gate: Callable[[View, Manifest | None], None] = _open_gate

    def __enter__(self) -> Self:
        was_there = self.path.exists()
        self.path.mkdir(parents=True, exist_ok=True)
        if not was_there:
            self._stack.callback(self._remove_if_empty)
        self._stack.enter_context(alone(self._folder.lock))
        self._former = self._read_former()
        self._folder.clear(self._former)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            try:
                if kind is None:
                    self._commit()
            finally:
                self._store = self._loader = None
                self._folder.clear(self._read_former())

    @property
    def former(self) -> tuple[ReportNote, ...]:
        """The reports of the graph that was there that can be kept: it has the same base, and their readings are as they were written."""
        return tuple(note for note in self._reports if self._is_intact(note))

    @property
    def _reports(self) -> tuple[ReportNote, ...]:
        return self._former.reports if self._former is not None else ()

    def _is_intact(self, note: ReportNote) -> bool:
        try:
            return bool(self._folder.packed(note))
        except InvalidGraph:
            return False

    def keep(self, notes: Iterable[ReportNote]) -> None:
        """Keep reports of the former graph, before any is added. Raises InvalidGraph where a reading is damaged."""
        kept = {note.iri: note for note in notes}
        place = self._folder.store(self._former) if self._former is not None else None
        if place is not None and 2 * len(kept) >= len(self._reports) and quadstore.is_sealed(place):
            self._store = quadstore.copied(place, self._cleared_place())
            self._is_copy = True
            for note in self._reports:
                if note.iri not in kept:
                    self._touched |= quadstore.take_out(self._store, note.iri)
            self._notes.update(kept)
            return
        for note in kept.values():
            packed = self._folder.packed(note)
            self.put(piece(unpacked(packed, note.name), base=self.base, source=note.source))

    def add(self, reading: Reading) -> None:
        """Add what a report states, with its claims."""
        self.put(piece(reading, base=self.base))

    def put(self, piece: Piece) -> None:
        """Add a report, or take it for the one of its name and text that is there."""
        if piece.note.iri in self._notes:
            return
        self._folder.keep_reading(piece.note.reading, piece.packed)
        self._notes[piece.note.iri] = piece.note
        self._opened()[1].add(piece.lines)

    def drop(self, report: str) -> None:
        """Take a report out again."""
        store, loader = self._opened()
        loader.finish()
        del self._notes[report]
        self._touched |= quadstore.take_out(store, report)

    def _opened(self) -> tuple[Store, quadstore.Loader]:
        if self._store is None:
            place = self._cleared_place()
            place.mkdir(parents=True)
            self._store = Store(str(quadstore.files_of(place)))
        if self._loader is None:
            self._loader = quadstore.Loader(self._store)
        return self._store, self._loader

    def _cleared_place(self) -> Path:
        shutil.rmtree(self._folder.new_store, ignore_errors=True)
        return self._folder.new_store

    def _commit(self) -> None:
        store, loader = self._opened()
        loader.finish()
        before = {note.iri for note in self._reports}
        if self._former is not None and self._is_copy and not self._touched and self._notes.keys() == before:
            self.gate(View(store, self._former), self._former)
            return
        if self._is_copy:
            for report in self._notes.keys() - before:
                self._touched |= quadstore.named_by(store, report)
            quadstore.settle(store, self._touched)
        else:
            quadstore.settle(store, quadstore.unsettled(store))
        manifest = manifests.of_folder(store, self._notes.values(), base=self.base)
        store.flush()
        self.gate(View(store, manifest), self._former)
        self._store = self._loader = None
        del store, loader
        quadstore.seal(self._folder.new_store)
        self._folder.name_store(manifest)
        self._folder.publish(manifest)

    def _read_former(self) -> Manifest | None:
        """The manifest that is there, where it can be built on."""
        try:
            found = manifests.from_json(self._folder.manifest)
        except (InvalidGraph, OSError):
            return None
        return found if found.base == self.base else None

    def _remove_if_empty(self) -> None:
        for name in ("readings", "store"):
            place = self.path / name
            if place.is_dir() and not any(place.iterdir()):
                place.rmdir()
        if not any(self.path.iterdir()):
            self.path.rmdir()


def _open_gate(_new: View, _former: Manifest | None) -> None:
    """Nothing is asked of a graph."""
