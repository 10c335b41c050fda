"""What a user's lexicon is expected to do: the sentences of its ``expected.tsv``, read with its tables.

Columns of ``expected.tsv``: sentence, ``read`` or ``not``, type, name. ``read``: an entity of that type has that name; ``not``: none has.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jigou.builder.knowledge.lexicons import rows
from jigou.builder.reading import read
from jigou.builder.text.encoding import decode_bytes
from jigou.ontology import EntityType, InvalidRecord

FILE = "expected.tsv"


def failures(folder: Path) -> Iterator[str]:
    """Each expectation that does not hold, as a line for people; nothing where all hold or there are none.

    Raises InvalidRecord where a row breaks the contract.
    """
    path = folder / FILE
    if not path.exists():
        return
    for number, (sentence, verdict, type_, name) in rows(path, 4):
        if verdict not in ("read", "not") or type_ not in list(EntityType):
            raise InvalidRecord(path, "expected: sentence, read or not, type, name", line=number)
        reading = read(decode_bytes(f"工作总结\n\n{sentence}\n".encode(), FILE), extra=folder)
        found = any(entity.type.value == type_ and name in entity.names for entity in reading.entities)
        if found != (verdict == "read"):
            is_ = "is not read" if verdict == "read" else "is read"
            yield f"{path}: line {number}: {type_} {name} {is_} in: {sentence}"
