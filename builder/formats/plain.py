"""Plain text: the file decoded, nothing else changed."""

from __future__ import annotations

from collections.abc import Sequence

from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.limits import Limits
from jigou.builder.text.encoding import decode_bytes
from jigou.ontology import Document


def _read(source: Source, _limits: Limits) -> Sequence[Document]:
    return (decode_bytes(source.data, source.name, source.shown),)


READER = Reader(
    name="text",
    what="plain text in UTF-8, UTF-16 or GB18030",
    suffixes=(".txt",),
    knows=lambda _: True,
    read=_read,
    confined=False,
    rank=90,
)
