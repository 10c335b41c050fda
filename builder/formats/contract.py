"""What a reader of a format is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jigou.builder.formats.limits import Limits
from jigou.ontology import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as bytes; ``name`` is what its documents are called, ``shown`` what errors call it."""

    name: str
    shown: str
    data: bytes


Read = Callable[[Source, Limits], Sequence[Document]]
"""Documents of a source: one for most formats, several for a table of reports. Raises UnreadableReport."""


def nothing() -> None:
    """What a reader does to be ready that needs no preparation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A reader of one format, as an entry point of the group ``jigou.readers`` gives it.

    ``knows`` tells by a source's first bytes and its name whether it is of this format; readers are asked in the order of ``rank``,
    then of their names. ``suffixes`` are the endings of names by which files of a folder are taken for reports. A ``confined`` reader works
    in a process of its own that is within the limits and can open neither files nor connections; what it needs
    of either it does in ``prepare``, before. ``what`` is one line for people.
    """

    name: str
    what: str
    suffixes: tuple[str, ...]
    knows: Callable[[Source], bool]
    read: Read
    prepare: Callable[[], None] = nothing
    confined: bool = True
    rank: int = 50
    is_asked_for: bool = False
    patience: int = 1
    appetite: int = 1
