"""What one report gives to a graph folder: its reading, packed, and its quads as lines.

A packed reading is the truth of a graph: the records of the reading format (``ontology/records.py``), compressed with bzip2, whose output has been
the same in every version for twenty years, so that a digest of the file tells whether it is as it was written.
"""

from __future__ import annotations

import bz2
import hashlib
import unicodedata
from dataclasses import dataclass

from jigou.graphs.manifest import ReportNote
from jigou.graphs.quads import claims_graph, facts_graph, triples
from jigou.ontology import Document, Reading
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.iris import BASE, report_iri
from jigou.ontology.records import from_lines, to_lines
from jigou.ontology.terms import JG, RDF


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One report of a graph: its note for the manifest, its packed reading, and the N-Quads of it.

    ``lines`` holds the two graphs of the report and once more its facts, for the default graph.
    """

    note: ReportNote
    packed: bytes
    lines: bytes


def piece(reading: Reading, *, base: str = BASE, source: str = "") -> Piece:
    """What a reading gives; ``source`` tells from what file, by which rules it was read.

    Raises InvalidGraph where the reading does not hold together.
    """
    packed = bz2.compress("".join(to_lines(reading)).encode("utf-8", "surrogatepass"))
    name = report_iri(reading.document.name, reading.document.digest, base=base)
    facts, claims = triples(reading, base=base)
    graphs = facts_graph(name), claims_graph(name)
    lines = [
        *(f"{triple} {graphs[0]} ." for triple in facts),
        *(f"{triple} ." for triple in facts),
        *(f"{triple} {graphs[1]} ." for triple in claims),
        "",
    ]
    is_claim = f" <{RDF.type}> <{JG.Claim}>"
    note = ReportNote(
        iri=name,
        name=reading.document.name,
        digest=reading.document.digest,
        title=reading.header.title,
        year=reading.header.year,
        reading=hashlib.sha256(packed).hexdigest(),
        source=source,
        alike=alike(reading.document),
        quads=len(facts) + len(claims),
        claims=sum(triple.endswith(is_claim) for triple in claims),
    )
    return Piece(note=note, packed=packed, lines="\n".join(lines).encode())


def unpacked(packed: bytes, name: str) -> Reading:
    """The reading of a packed one, which is called ``name`` where it is damaged.

    Raises InvalidGraph.
    """
    try:
        words = bz2.decompress(packed).decode("utf-8", "surrogatepass")
    except (OSError, ValueError) as error:
        raise InvalidGraph(f"{name}: damaged ({error}); build the graph again") from error
    return from_lines(words.splitlines(keepends=True), path=name)


def alike(document: Document) -> str:
    """A digest that is the same for the same words, however they are spaced, in full or half width: a text and its PDF."""
    words = "".join(unicodedata.normalize("NFKC", document.text).split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]
