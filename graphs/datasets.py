"""Graphs as rdflib knows them, for programs that are written for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from jigou.graphs.merging import merged
from jigou.graphs.nodes import prefixes
from jigou.graphs.quads import quads
from jigou.graphs.view import View
from jigou.ontology import Reading
from jigou.ontology.iris import BASE
from jigou.ontology.terms import XSD


def dataset(source: View | Reading, *, base: str = BASE) -> rdflib.Dataset:
    """A copy of a graph or of one reading as an rdflib Dataset, with the usual prefixes bound.

    Its default graph holds the facts once (``default_union`` is off); the named graphs are those of each report. ``base`` is
    for a reading; a view has its own.
    """
    if isinstance(source, View):
        found: Iterable[Quad] = source.quads()
        base = source.base
    else:
        stated = quads(source, base=base)
        found = (*stated, *(Quad(*triple) for triple in merged(stated)))
    result = rdflib.Dataset(default_union=False)
    for prefix, namespace in prefixes(base).items():
        result.bind(prefix, namespace, replace=True)
    result.addN(_rows(found, result))
    return result


def _rows(
    found: Iterable[Quad], result: rdflib.Dataset
) -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node, rdflib.Graph]]:
    graphs: dict[object, rdflib.Graph] = {}
    for quad in found:
        graph = graphs.get(quad.graph_name)
        if graph is None:
            name = quad.graph_name
            graph = result.graph(rdflib_term(name)) if isinstance(name, NamedNode | BlankNode) else result.default_graph
            graphs[quad.graph_name] = graph
        yield rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object), graph


def rdflib_term(term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    """A term as rdflib's.

    Raises TypeError for a triple that is a term (RDF 1.2), which rdflib does not have; jigou writes none.
    """
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        is_plain = term.datatype.value == XSD.string
        return rdflib.Literal(term.value, datatype=None if is_plain else rdflib.URIRef(term.datatype.value))
    raise TypeError(f"rdflib has no terms that are triples: {term}")
