"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

STANDARD = "-"


@contextmanager
def destination(target: str) -> Iterator[IO[bytes]]:
    """A stream of bytes to ``target``: ``-`` is standard output, anything else a file.

    A file is written beside its place under another name and moved there when the block ends well; after an exception
    what was there before is there still. Raises OSError where the folder is missing or cannot be written.
    """
    path = Path(target)
    if target == STANDARD:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif path.exists() and not path.is_file():  # a folder (which raises), /dev/null, a named pipe
        with path.open("wb") as stream:
            yield stream
    else:
        with replacing(path.resolve()) as stream:
            yield stream


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream of bytes that takes the place of the file at ``path`` when the block ends well."""
    if not path.parent.is_dir():
        raise FileNotFoundError(2, "no such folder", str(path.parent))
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as stream:
        try:
            yield stream
            stream.flush()
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(stream.name, 0o666 & ~umask)  # noqa: PTH101 - a temporary file is private until it is whole
            os.replace(stream.name, path)  # noqa: PTH105 - the name is a string here
        except BaseException:
            Path(stream.name).unlink(missing_ok=True)
            raise


def on_terminal(target: str = STANDARD) -> bool:
    """Whether ``target`` is shown to a person right away."""
    return target == STANDARD and sys.stdout.isatty()


def terminal_width(target: str = STANDARD) -> int | None:
    """How many characters a line of ``target`` takes, None where it is no terminal."""
    return shutil.get_terminal_size().columns if on_terminal(target) else None
