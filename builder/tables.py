"""The tables of Chinese knowledge that ship with the reader: tab-separated files in ``lexicon/``.

One row a line; a line that begins with ``#`` says where the rows come from; empty lines are for the eye.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of ``lexicon/NAME``, each a tuple of its cells, in the order of the file.

    >>> next(rows("metadata.tsv"))
    ('source', '来源')
    """
    text = files("jigou.builder").joinpath("lexicon", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))
