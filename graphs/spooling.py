"""Files on their way out, through a temporary file: for formats whose writers want one, so that no memory holds them whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import IO

_PIECE = 1 << 20


def spooled(write: Callable[[IO[bytes]], object]) -> Iterator[bytes]:
    """What is written to a file, in pieces of a megabyte."""
    with TemporaryFile() as file:
        write(file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
