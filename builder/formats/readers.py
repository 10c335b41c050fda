"""Which reader a file has: the plug-ins of the group ``jigou.readers``, and the one door to documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from jigou.builder.formats.child import read_confined
from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.limits import USUAL, Limits
from jigou.builder.text.encoding import file_bytes
from jigou.ontology import Document
from jigou.ontology.errors import BrokenPlugin, PastLimit, UnreadableReport

GROUP = "jigou.readers"


@cache
def readers() -> Mapping[str, Reader]:
    """The readers that are installed, by name, in the order in which they are asked; looked for once.

    Raises BrokenPlugin, with its name and distribution, for one that cannot be loaded or is no Reader.
    """
    found: list[Reader] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        whose = f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown distribution"
        try:
            reader = point.load()
        except Exception as error:  # another's code may fail in any way, and the fault is not ours
            reason = f"{type(error).__name__}: {error}"
            raise BrokenPlugin(f"reader {point.name} of {whose} cannot be loaded: {reason}") from error
        if not isinstance(reader, Reader):
            raise BrokenPlugin(f"reader {point.name} of {whose} is a {type(reader).__name__}, not a Reader")
        found.append(reader)
    return {reader.name: reader for reader in sorted(found, key=lambda reader: (reader.rank, reader.name))}


def suffixes() -> frozenset[str]:
    """The endings of names (lower case, with the dot) of files that have a reader."""
    return frozenset(suffix for reader in readers().values() for suffix in reader.suffixes)


def documents(path: Path, limits: Limits = USUAL, asked: Collection[str] = ()) -> Sequence[Document]:
    """The documents in the file at ``path``, in whatever format it is; its bytes decide, not its name.

    ``asked`` names readers that read only where they are asked for (``scan``).
    Raises UnreadableReport where it is missing, no file, of no format that is read, damaged, or (PastLimit) past a limit.
    """
    return _documents(
        Source(name=_written(path.name), shown=str(path), data=file_bytes(path, limits.file)), limits, asked
    )


def documents_of(data: bytes, name: str, limits: Limits = USUAL, asked: Collection[str] = ()) -> Sequence[Document]:
    """The documents in ``data``, called ``name``. Raises as :func:`documents` does."""
    return _documents(Source(name=name, shown=name, data=data), limits, asked)


def only_document(path: Path, limits: Limits = USUAL) -> Document:
    """The one document in a file. Raises as :func:`documents` does, and where there are several."""
    found = documents(path, limits)
    if len(found) != 1:
        raise UnreadableReport(path, f"holds {len(found)} reports, not one", advice="jigou build reads them all")
    return found[0]


def _documents(source: Source, limits: Limits, asked: Collection[str]) -> Sequence[Document]:
    if len(source.data) > limits.file:
        raise PastLimit(source.shown, f"is larger than {limits.file // 1_000_000} MB", advice="split it into reports")
    if not source.data:
        raise UnreadableReport(source.shown, "is empty")
    # Text knows every file, and refuses with the reason what is none.
    meant = (reader for reader in readers().values() if not reader.is_asked_for or reader.name in asked)
    reader = next(reader for reader in meant if reader.knows(source))
    limits = replace(limits, seconds=limits.seconds * reader.patience, memory=limits.memory * reader.appetite)
    return read_confined(reader, source, limits) if reader.confined else reader.read(source, limits)


def _written(name: str) -> str:
    """A file's name as every output can hold it.

    A name that is not UTF-8 comes with surrogates for its bytes, and control characters are no characters of XML.
    """
    known = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(repr(char)[1:-1] if unicodedata.category(char) == "Cc" else char for char in known)
