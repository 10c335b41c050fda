"""Graphs as networkx knows them: things and what relates them, each relation with the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterator

import networkx
from pyoxigraph import DefaultGraph, Literal, NamedNode

from jigou.graphs.nodes import iri
from jigou.graphs.view import NARROWER, Citation, View
from jigou.ontology.terms import CLASS_OF_TYPE, JG, PROPERTY_OF_RELATION, RDF, SKOS

_EDGES = (
    *(narrow for names in NARROWER.values() for narrow in names),
    *(name for name in PROPERTY_OF_RELATION.values() if name not in NARROWER and name != JG.time),
    JG.coOrganizerWith,
)
"""The properties that become edges: of a broad and a narrow one the narrow, so that a fact is one edge."""

_TYPES = {**{class_: type_.value for type_, class_ in CLASS_OF_TYPE.items()}, JG.Theme: "Theme"}


def network(view: View) -> networkx.MultiDiGraph[str]:
    """The bodies, initiatives, events, documents, posts, persons, places and themes of a graph, and what relates them.

    Nodes are IRIs with ``type``, ``kind`` and ``label``; edges have the property's name as their key, and ``property`` (its IRI),
    ``sentences`` (those that state it, in the order of reports and texts) and ``confidence`` (of the surest claim).
    Nodes and edges come in the order of their IRIs. A broad property (``organizes``, ``partOf``) is an edge only
    where the graph has no narrow one.
    """
    result: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node, type_ in sorted(_nodes(view)):
        result.add_node(node, type=type_, kind=_kind(view, node), label=_label(view, node))
    stated: dict[tuple[str, str, str], list[Citation]] = {}
    for triple, citation in view.stated():
        stated.setdefault((str(triple.subject), str(triple.predicate), str(triple.object)), []).append(citation)
    for source, name, target in sorted(_edges(view)):
        if source in result and target in result:
            found = sorted(stated.get((f"<{source}>", f"<{name}>", f"<{target}>"), ()))
            result.add_edge(
                source,
                target,
                key=name.removeprefix(JG.namespace),
                property=name,
                sentences=tuple(dict.fromkeys(citation.sentence for citation in found)),
                confidence=max((citation.confidence for citation in found), default=0.0),
            )
    return result


def _nodes(view: View) -> Iterator[tuple[str, str]]:
    for class_, type_ in _TYPES.items():
        for quad in view.quads(None, iri(RDF.type), iri(class_), DefaultGraph()):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value, type_


def _edges(view: View) -> Iterator[tuple[str, str, str]]:
    for name in _EDGES:
        yield from _pairs(view, name)
    for broad, names in NARROWER.items():
        told = {(source, target) for name in names for source, _, target in _pairs(view, name)}
        yield from (edge for edge in _pairs(view, broad) if (edge[0], edge[2]) not in told)


def _pairs(view: View, name: str) -> Iterator[tuple[str, str, str]]:
    for quad in view.quads(None, iri(name), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield quad.subject.value, name, quad.object.value


def _label(view: View, node: str) -> str:
    labels = (quad.object for quad in view.quads(iri(node), iri(SKOS.prefLabel), None, DefaultGraph()))
    return min((label.value for label in labels if isinstance(label, Literal)), default=node)


def _kind(view: View, node: str) -> str:
    """The word of the reading format for the kind, the end of its concept's IRI; empty for themes."""
    kinds = (quad.object for quad in view.quads(iri(node), iri(JG.kind), None, DefaultGraph()))
    return min((kind.value.rpartition("-")[2] for kind in kinds if isinstance(kind, NamedNode)), default="")
