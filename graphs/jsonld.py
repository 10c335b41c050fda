"""JSON-LD with jigou's own context, framed: an object for each thing in the order of the IRIs, its numbers inside it.

The context is written into the document, so that nothing has to be fetched to read it.

Source: JSON-LD 1.1, sections 4.2 (typed values), 4.6.2 (language maps), 4.9 (named graphs).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from jigou.graphs.nodes import Term
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.files import CONTEXT_FILE, read_file
from jigou.ontology.terms import JG, RDF, XSD

_Node = dict[str, Any]


def jsonld(quads: Iterable[Quad]) -> Iterator[str]:
    """A JSON-LD document in pieces: the default graph's things, then an object for every named graph.

    Raises InvalidGraph for triples that are terms (RDF 1.2), which JSON-LD has no form for.
    """
    graphs: dict[str, list[Triple]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        graphs.setdefault(name, []).append(quad.triple)
    yield '{\n"@context": ' + json.dumps(_context(), ensure_ascii=False) + ',\n"@graph": ['
    separator = "\n"
    for name in sorted(graphs):
        pieces = (json.dumps(node, ensure_ascii=False) for node in _nodes(graphs[name]))
        if name:
            yield f'{separator}{{"id": {json.dumps(name, ensure_ascii=False)}, "@graph": [\n'
            yield ",\n".join(pieces)
            yield "\n]}"
        else:
            yield separator + ",\n".join(pieces)
        separator = ",\n"
    yield "\n]\n}\n"


@cache
def _context() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(read_file(CONTEXT_FILE))["@context"]
    return found


@cache
def _terms() -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    """By the IRI of a property, its key in the context and how its values are read."""
    known = _context()
    return {
        _expanded(definition["@id"]): (key, definition)
        for key, definition in known.items()
        if isinstance(definition, dict) and "@id" in definition
    }


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return str(_context()[prefix]) + local


def _nodes(triples: list[Triple]) -> Iterator[_Node]:
    """The objects of a graph, by their IRIs; measures stand inside what they measure."""
    subjects: dict[str, list[tuple[NamedNode, Term]]] = {}
    for triple in triples:
        subjects.setdefault(_id(triple.subject), []).append((triple.predicate, triple.object))
    owners: dict[str, set[str]] = {}
    for name, statements in subjects.items():
        for predicate, object_ in statements:
            if predicate.value == JG.measure and isinstance(object_, NamedNode) and object_.value in subjects:
                owners.setdefault(object_.value, set()).add(name)
    inner = {name for name, found in owners.items() if len(found) == 1 and name not in owners.get(name, ())}
    for name in sorted(subjects):
        if name not in inner:
            yield _node(name, subjects, inner)


def _node(name: str, subjects: Mapping[str, list[tuple[NamedNode, Term]]], inner: set[str]) -> _Node:
    node: _Node = {"id": name}
    values: dict[str, list[Any]] = {}
    maps: dict[str, dict[str, list[str]]] = {}
    for predicate, object_ in sorted(subjects[name], key=lambda pair: (pair[0].value, str(pair[1]))):
        if predicate.value == RDF.type and isinstance(object_, NamedNode):
            values.setdefault("type", []).append(_type(object_.value))
            continue
        key, definition = _terms().get(predicate.value, (predicate.value, {}))
        if "@container" in definition:
            if isinstance(object_, Literal) and object_.language:
                maps.setdefault(key, {}).setdefault(object_.language, []).append(object_.value)
                continue
            key, definition = predicate.value, {}  # a map by languages holds nothing else
        if predicate.value == JG.measure and isinstance(object_, NamedNode) and object_.value in inner:
            values.setdefault(key, []).append(_node(object_.value, subjects, inner - {object_.value}))
        else:
            values.setdefault(key, []).append(_value(object_, definition))
    node.update({key: found if len(found) > 1 else found[0] for key, found in values.items()})
    for key, by_language in maps.items():
        node[key] = {language: found if len(found) > 1 else found[0] for language, found in by_language.items()}
    return node


def _value(term: Term, definition: Mapping[str, Any]) -> Any:
    """A value as short as the key's definition allows."""
    if isinstance(term, NamedNode | BlankNode):
        return _id(term) if definition.get("@type") in ("@id", "@vocab") else {"id": _id(term)}
    if isinstance(term, Triple):
        raise InvalidGraph("a triple that is a term has no form in JSON-LD; write Turtle or N-Quads")
    if term.language:
        is_usual = definition.get("@language") == term.language
        return term.value if is_usual else {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if definition.get("@type") == datatype:
        return term.value
    if datatype == XSD.string:
        return {"@value": term.value} if {"@type", "@language"} & definition.keys() else term.value
    return {"@value": term.value, "@type": datatype}


def _type(value: str) -> str:
    """A class by its bare name where the context reads that as the class."""
    local = value.removeprefix(JG.namespace)
    if local != value and local in JG.__annotations__ and local not in _context():
        return local
    return value


def _id(term: Any) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
