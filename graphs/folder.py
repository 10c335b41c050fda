"""The parts of a graph folder, and what of it is in use.

    GRAPH/manifest.json            what is in it: its reports with the digests of their readings, its counts, a digest of all this
    GRAPH/readings/ab/abcd….jsonl.bz2   the truth: each report's reading, packed, named by the digest of the file
    GRAPH/store/0123456789abcdef/  Oxigraph's files, made from the readings; named by the manifest's digest, so none is taken for another's

Readings and stores are written beside those that are there; the graph is another from the moment at which its manifest is replaced.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jigou.graphs import quadstore
from jigou.graphs.locks import is_held
from jigou.graphs.manifest import Manifest, ReportNote
from jigou.ontology.errors import InvalidGraph

MANIFEST, READINGS, STORES, LOCK = "manifest.json", "readings", "store", ".lock"
_FORMER = ("graph.nq",)
"""Files of earlier layouts, which go when the graph is built anew."""
_OURS = frozenset((MANIFEST, READINGS, STORES, LOCK, f".{MANIFEST}", *_FORMER))
_NEW = ".new"


@dataclass(frozen=True, slots=True)
class Folder:
    """A graph folder by its path."""

    path: Path

    @property
    def manifest(self) -> Path:
        """The file that says what is in the graph."""
        return self.path / MANIFEST

    @property
    def lock(self) -> Path:
        """The file that a build holds."""
        return self.path / LOCK

    @property
    def new_store(self) -> Path:
        """Where a store is made before it has a name."""
        return self.path / STORES / _NEW

    def store(self, manifest: Manifest) -> Path:
        """Where the store of a manifest is."""
        return self.path / STORES / manifest.digest[:16]

    def reading(self, digest: str) -> Path:
        """Where the packed reading of a digest is."""
        return self.path / READINGS / digest[:2] / f"{digest}.jsonl.bz2"

    def is_graph(self) -> bool:
        """Whether it holds a graph, of whatever layout."""
        return self.manifest.is_file()

    def is_free(self) -> bool:
        """Whether a graph can be built here: there is nothing, or nothing but what a build that was ended left behind."""
        if not self.path.exists():
            return True
        return self.path.is_dir() and all(entry.name in _OURS for entry in self.path.iterdir())

    def keep_reading(self, digest: str, packed: bytes) -> bool:
        """Write a packed reading, unless it is there; whether it was written."""
        place = self.reading(digest)
        if place.is_file() and place.stat().st_size == len(packed):
            return False
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_suffix(".new")
        beside.write_bytes(packed)
        beside.replace(place)
        return True

    def packed(self, note: ReportNote) -> bytes:
        """The packed reading of a report.

        Raises InvalidGraph where it is missing or not as it was written.
        """
        place = self.reading(note.reading)
        try:
            packed = place.read_bytes()
        except FileNotFoundError:
            raise InvalidGraph(f"{place}: missing, the reading of {note.name}; build the graph again") from None
        if hashlib.sha256(packed).hexdigest() != note.reading:
            raise InvalidGraph(
                f"{place}: damaged (it is not as it was written), the reading of {note.name}; build the graph again"
            )
        return packed

    def publish(self, manifest: Manifest) -> None:
        """Replace the manifest: from here on the graph is the new one."""
        beside = self.path / f".{MANIFEST}"
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(manifest.to_json())
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(self.manifest)

    def name_store(self, manifest: Manifest) -> None:
        """Give the new store the name of its manifest."""
        place = self.store(manifest)
        if quadstore.is_sealed(place):
            shutil.rmtree(self.new_store)
            return
        shutil.rmtree(place, ignore_errors=True)
        self.new_store.rename(place)

    def clear(self, manifest: Manifest | None) -> None:
        """Delete what the manifest does not name: readings, stores that nobody has open, what an ended build left."""
        named = {self.reading(note.reading) for note in manifest.reports} if manifest is not None else set()
        kept = self.store(manifest) if manifest is not None else None
        for place in _entries(self.path / READINGS):
            for file in _entries(place):
                if file not in named:
                    file.unlink()
            if not any(place.iterdir()):
                place.rmdir()
        for place in _entries(self.path / STORES):
            if place != kept and not is_held(place / quadstore.FILES):
                shutil.rmtree(place) if place.is_dir() else place.unlink()
        for name in (*_FORMER, f".{MANIFEST}"):
            (self.path / name).unlink(missing_ok=True)


def _entries(folder: Path) -> Iterable[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else ()
