"""How long Turtle takes to write, as a ratio to rdflib's own writer on the same triples in the same run.

Aim: under 0.1 for 100,000 triples. ``python benchmarks/writing.py [TRIPLES]``
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from jigou.graphs import turtle, view_of

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from gold_readings import NAMES, gold_reading


def triples(count: int) -> list[Triple]:
    """The facts of the reports that ship with the project, copied under other names until there are enough."""
    facts = sorted(view_of(gold_reading(name) for name in NAMES).facts(), key=str)
    found: list[Triple] = []
    for copy in range(count // len(facts) + 1):
        for triple in facts:
            assert isinstance(triple.subject, NamedNode)
            found.append(Triple(NamedNode(f"{triple.subject.value}.{copy}"), triple.predicate, triple.object))
    return found[:count]


def main() -> None:
    """Measure and print one line."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    found = triples(count)
    start = process_time()
    text = "".join(turtle(found))
    ours = process_time() - start
    graph = rdflib.Graph()
    for triple in found:
        graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
    start = process_time()
    graph.serialize(format="turtle")
    theirs = process_time() - start
    assert len(set(parse(text, RdfFormat.TURTLE))) == len(set(found))
    print(f"turtle of {count:,} triples: jigou {ours:.2f} s, rdflib {theirs:.2f} s, ratio {ours / theirs:.3f}")


def node(term: object) -> rdflib.term.Node:
    """A term as rdflib's."""
    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    assert isinstance(term, NamedNode)
    return rdflib.URIRef(term.value)


if __name__ == "__main__":
    main()
