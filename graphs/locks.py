"""One build at a time for a graph, and no store deleted from under who reads it.

Locks are those of the system (``flock``), which end with the process that holds them, however it ends: none can go stale. A system
without them (Windows) goes without.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jigou.ontology.errors import InvalidGraph

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # no locks there


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold the lock of a graph, which is a file that is gone afterwards.

    Raises InvalidGraph, with the number of the process, where another holds it.
    """
    while True:
        stream = file.open("a+")
        if not _taken(stream.fileno(), shared=False):
            stream.seek(0)
            holder = stream.read().strip()
            stream.close()
            whose = f"the process {holder}" if holder else "another process"
            raise InvalidGraph(f"{file.parent}: {whose} is building this graph; wait for it, or end it")
        if _is_same(stream.fileno(), file):
            break
        stream.close()  # whoever held it has deleted it just now
    try:
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield
    finally:
        file.unlink(missing_ok=True)
        stream.close()


def hold(file: Path) -> int | None:
    """The handle of a file that tells others that it is in use, until it is closed; None where the file is not there."""
    try:
        handle = os.open(file, os.O_RDONLY)
    except OSError:
        return None
    _taken(handle, shared=True)
    return handle


def is_held(file: Path) -> bool:
    """Whether anybody holds a file."""
    try:
        with file.open() as stream:
            return not _taken(stream.fileno(), shared=False)
    except OSError:
        return False


def _taken(handle: int, *, shared: bool) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_same(handle: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except FileNotFoundError:
        return False
