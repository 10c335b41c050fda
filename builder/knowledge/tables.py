"""The tables of Chinese knowledge that ship with the reader: tab-separated files in ``lexicon/``.

One row a line; a line that begins with ``#`` says where the rows come from; empty lines are for the eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of ``lexicon/NAME``, each a tuple of its cells, in the order of the file.

    >>> next(rows("metadata.tsv"))
    ('source', '来源')
    """
    text = files("jigou.builder.knowledge").joinpath("lexicon", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


def classed(name: str, class_: str) -> tuple[str, ...]:
    """The words of one class of a table whose columns are class and word, the longest first, so that they can be alternatives.

    >>> classed("measuring.tsv", "money")
    ('港元', '美元', '元')
    """
    found = [word for other, word in rows(name) if other == class_]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def alternatives(name: str, class_: str) -> str:
    """The words of one class of a table as a group of a regular expression.

    >>> alternatives("measuring.tsv", "money")
    '(?:港元|美元|元)'
    """
    return f"(?:{'|'.join(map(re.escape, classed(name, class_)))})"
