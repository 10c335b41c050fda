"""The version of the rules: a digest of the tables and modules that a reading comes from, so that it cannot be forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from jigou.builder.knowledge.lexicons import Folders

_READ_BY = (
    "text", "header", "phrases", "clauses", "identity", "knowledge", "choice", "drafts.py", "genres.py", "reading.py",
)  # fmt: skip
"""What a reading comes from; formats and the scoring of readings are no rules."""
_SUFFIXES = frozenset({".py", ".tsv", ".toml"})


@cache
def rules_version(extra: Folders = None) -> str:
    """Twelve hexadecimal digits that change with any rule or table, those in the folders ``extra`` among them.

    They are the same on every machine: files are taken in the order of their names, line ends as they are in the repository.
    """
    digest = hashlib.sha256()
    room = Path(str(files("jigou.builder")))
    for name in _READ_BY:
        for path in _files(room / name):
            _add(digest, path.relative_to(room).as_posix(), path)
    for folder in (extra,) if isinstance(extra, Path) else extra or ():
        for path in _files(folder):
            _add(digest, path.relative_to(folder).as_posix(), path)
    return digest.hexdigest()[:12]


def _files(place: Path) -> Iterator[Path]:
    """A file, or the files of a folder and the folders in it that are rules or tables, in the order of their names."""
    found = sorted(place.rglob("*"), key=lambda path: path.as_posix()) if place.is_dir() else [place]
    return (path for path in found if path.suffix in _SUFFIXES and path.is_file())


def _add(digest: hashlib._Hash, name: str, path: Path) -> None:
    content = path.read_bytes().replace(b"\r\n", b"\n")
    digest.update(f"{name}\0{len(content)}\0".encode())
    digest.update(content)
