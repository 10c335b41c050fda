"""What a graph says of one thing: its names and types, what it is related to and how, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from jigou.graphs.nodes import Term, iri
from jigou.graphs.view import Citation, View
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.terms import DCTERMS, JG, RDF, SKOS

_NAMES = (SKOS.prefLabel, DCTERMS.title, JG.heading, JG.fileName)
"""The properties whose value names a thing, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thing of a graph; ``facts`` are its own, ``inverse`` are those of which it is the object, both sorted.

    ``inverse`` is cut at the number that was asked for.
    """

    node: str
    name: str
    names: tuple[str, ...]
    types: tuple[str, ...]
    facts: tuple[tuple[str, Term], ...]
    inverse: tuple[tuple[str, str], ...]


def entry(view: View, node: str, *, most: int = 500) -> Entry | None:
    """What a graph says of a thing; None where it says nothing."""
    try:
        named = iri(node)
    except InvalidGraph:
        return None
    facts = sorted(((quad.predicate.value, quad.object) for quad in _own(view, named)), key=_order)
    pairs = (
        (quad.predicate.value, quad.subject.value)
        for quad in view.quads(None, None, named, DefaultGraph())
        if isinstance(quad.subject, NamedNode)
    )
    inverse = sorted(pairs)[:most]
    if not facts and not inverse:
        return None
    return Entry(
        node=node,
        name=name_of(view, node),
        names=tuple(
            value.value for predicate, value in facts if predicate == SKOS.altLabel and isinstance(value, Literal)
        ),
        types=tuple(
            value.value for predicate, value in facts if predicate == RDF.type and isinstance(value, NamedNode)
        ),
        facts=tuple(facts),
        inverse=tuple(inverse),
    )


def name_of(view: View, node: str) -> str:
    """What a thing is called: its preferred label, its title, or the end of its IRI."""
    for predicate in _NAMES:
        found = (quad.object for quad in view.quads(iri(node), iri(predicate), None, DefaultGraph()))
        names = [value.value for value in found if isinstance(value, Literal)]
        if names:
            return min(names)
    return node.rstrip("/#").rpartition("#")[2].rpartition("/")[2]


def description(view: View, entry: Entry) -> list[Triple]:
    """The triples of an entry with the names of its neighbours and the whole of its measures, for programs."""
    found = [Triple(iri(entry.node), iri(predicate), value) for predicate, value in entry.facts]
    found.extend(Triple(iri(subject), iri(predicate), iri(entry.node)) for predicate, subject in entry.inverse)
    neighbours = {value.value for _, value in entry.facts if isinstance(value, NamedNode)}
    for neighbour in sorted(neighbours | {subject for _, subject in entry.inverse}):
        is_measure = JG.measure in {predicate for predicate, value in entry.facts if value == iri(neighbour)}
        for quad in view.quads(iri(neighbour), None, None, DefaultGraph()):
            if is_measure or quad.predicate.value in _NAMES:
                found.append(quad.triple)
    return found


def citations(view: View, entry: Entry, *, most: int = 20) -> tuple[Citation, ...]:
    """Where the reports speak of a thing, the first places of each report."""
    return view.mentions(entry.node)[:most]


def _own(view: View, node: NamedNode) -> Iterator[Quad]:
    return view.quads(node, None, None, DefaultGraph())


def _order(fact: tuple[str, Term]) -> tuple[str, str]:
    return fact[0], str(fact[1])
