"""By what a report is read: one digest of all rules, tables and readers, so that a reading need not be made twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from jigou.builder.formats.readers import GROUP as READERS
from jigou.builder.genres import GROUP as GENRES
from jigou.builder.genres import genres

_ROOMS = ("jigou.builder", "jigou.ontology")
_LIBRARIES = ("lxml", "pypdfium2", "rjieba")
"""Libraries whose output is part of a reading."""


def fingerprint(genre: str | None = None, extra: Path | None = None) -> str:
    """A digest that changes whenever a reading may: with a rule, a table, a reader, a plug-in, the user's own tables."""
    digest = hashlib.sha256(f"{_built_in()}\n{genre}\n".encode())
    folders = [(name, kind.lexicon) for name, kind in sorted(genres().items()) if kind.lexicon is not None]
    for name, folder in (*folders, ("own", extra)):
        if folder is not None and folder.is_dir():
            for file in sorted(folder.iterdir()):
                if file.is_file():
                    digest.update(f"{name} {file.name} ".encode("utf-8", "surrogateescape"))
                    digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _built_in() -> str:
    digest = hashlib.sha256()
    for room in _ROOMS:
        for name, content in _content(files(room), room):
            digest.update(f"{name}\n".encode())
            digest.update(hashlib.sha256(content).digest())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{library} none\n".encode())
    for group in (READERS, GENRES):
        for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
            whose = f"{point.dist.name} {point.dist.version}" if point.dist else ""
            digest.update(f"{point.name} {point.value} {whose}\n".encode())
    return digest.hexdigest()


def _content(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """The files of a room, rules and tables, in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _content(entry, f"{name}/{entry.name}")
        elif not entry.name.endswith((".pyc", ".so")):
            yield f"{name}/{entry.name}", entry.read_bytes()
