"""Whether a graph conforms to the shapes of the ontology, and which sentence stands behind what does not.

The shapes are SHACL core (``ontology/shapes*.ttl``), pyshacl is the judge. Facts and claims are checked together. As pyshacl takes
minutes for the graph of a few reports, it is asked only about the nodes that ``screening.py`` cannot clear.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cache

import pyshacl
import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib.namespace import RDF, SH

from jigou.graphs.datasets import rdflib_term
from jigou.graphs.nodes import iri
from jigou.graphs.screening import Subject, selection, suspects
from jigou.graphs.view import Citation, View
from jigou.ontology import terms
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.files import ontology_text, shapes_text

_BLANK = "urn:blank-node:"
"""What the IRI begins with that stands for a blank node while it is judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A node that does not conform: to which shape, by which property and value, in words, and where the report says it.

    ``shape`` is the IRI of the shape that has it defined, ``path`` that of the property, empty where the node itself
    is at fault; ``value`` is the value at fault, empty where one lacks. ``citations`` are those of the fact at fault, or of the
    node where the fact is not claimed.
    """

    node: str
    shape: str
    path: str
    value: str
    message: str
    citations: tuple[Citation, ...] = ()


def check(view: View, *, language: str = "en") -> tuple[Violation, ...]:
    """What does not conform, by nodes and properties; nothing where the graph is as it should be.

    ``language`` is that of the messages, ``en`` or ``zh``. Raises InvalidGraph where the check itself cannot be made.
    """
    doubtful = set(suspects(view, _shapes(), _ontology()))
    if not doubtful:
        return ()
    _, report, text = pyshacl.validate(
        _around(view, doubtful), shacl_graph=_shapes(), ont_graph=_ontology(), inference="none", meta_shacl=False
    )
    if not isinstance(report, rdflib.Graph):
        raise InvalidGraph(f"the graph cannot be checked: {text}")
    judged = {rdflib_term(term) for term in doubtful}
    found = {
        _violation(view, report, result, language)
        for result in report.subjects(RDF.type, SH.ValidationResult)
        if report.value(result, SH.focusNode) in judged
    }
    return tuple(sorted(found, key=lambda it: (it.node, it.path, it.shape, it.value, it.message)))


def _around(view: View, doubtful: Set[Subject]) -> rdflib.Graph:
    """What the graph says of some nodes, and the classes of those that they are related to: what the shapes look at."""
    is_checked = selection(view)
    found = {
        quad for term in doubtful for quad in (*view.quads(term), *view.quads(None, None, term)) if is_checked(quad)
    }
    others = {
        term for quad in found for term in (quad.subject, quad.object) if not isinstance(term, Literal)
    } - doubtful
    classes = {quad for term in others for quad in view.quads(term, iri(terms.RDF.type))}
    result = rdflib.Graph()
    for quad in (*found, *classes, *view.quads(None, iri(terms.RDFS.subClassOf))):
        predicate, value = rdflib_term(quad.predicate), rdflib_term(quad.object)
        if isinstance(value, rdflib.BNode) and predicate in _compared():
            # pyshacl gives up on a blank node that is to be less than something; an IRI it finds at fault.
            value = rdflib.URIRef(_BLANK + value)
        result.add((rdflib_term(quad.subject), predicate, value))
    return result


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=shapes_text(), format="turtle")


@cache
def _compared() -> frozenset[rdflib.term.Node]:
    """The properties whose values the shapes put in order."""
    ordered = [*_shapes().subject_objects(SH.lessThan), *_shapes().subject_objects(SH.lessThanOrEquals)]
    return frozenset(node for shape, other in ordered for node in (*_shapes().objects(shape, SH.path), other))


@cache
def _ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(data=ontology_text(), format="turtle")


def _violation(view: View, report: rdflib.Graph, result: rdflib.term.Node, language: str) -> Violation:
    node = report.value(result, SH.focusNode)
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    if isinstance(value, rdflib.URIRef) and value.startswith(_BLANK):
        value = rdflib.BNode(value.removeprefix(_BLANK))
    messages = {
        message.language or "": str(message)
        for message in report.objects(result, SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    }
    named_path = str(path) if isinstance(path, rdflib.URIRef) else ""
    return Violation(
        node=str(node),
        shape=_named_shape(report.value(result, SH.sourceShape)),
        path=named_path,
        value="" if value is None else str(value),
        message=messages.get(language) or min(messages.values(), default=""),
        citations=_citations(view, node, named_path, value),
    )


def _named_shape(shape: rdflib.term.Node | None) -> str:
    """The IRI of a shape, or of the shape that a nameless one is written in."""
    while isinstance(shape, rdflib.BNode):
        shape = next(_shapes().subjects(None, shape), None)
    return str(shape or "")


def _citations(
    view: View, node: rdflib.term.Node | None, path: str, value: rdflib.term.Node | None
) -> tuple[Citation, ...]:
    """Where the reports state the fact at fault or, where they do not, speak of its node."""
    if not isinstance(node, rdflib.URIRef):
        return ()
    stated = (
        view.citations(node, path, _term(value)) if path and isinstance(value, rdflib.URIRef | rdflib.Literal) else ()
    )
    return stated or view.mentions(node)


def _term(value: rdflib.URIRef | rdflib.Literal) -> NamedNode | Literal:
    if isinstance(value, rdflib.Literal):
        if value.language:
            return Literal(str(value), language=value.language)
        return Literal(str(value), datatype=NamedNode(str(value.datatype))) if value.datatype else Literal(str(value))
    return NamedNode(str(value))
