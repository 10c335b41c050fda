"""JSON-LD with jigou's own context, framed: an object for each thing in the order of the IRIs, its numbers inside it.

The context is written into the document, so that nothing has to be fetched to read it.

Source: JSON-LD 1.1, sections 4.2 (typed values), 4.6.2 (language maps), 4.9 (named graphs).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from jigou.graphs.nodes import Term
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.files import CONTEXT_FILE, read_file
from jigou.ontology.terms import JG, RDF, XSD

if TYPE_CHECKING:
    from jigou.graphs.view import View

_Node = dict[str, Any]
_Pair = tuple[NamedNode, Term]


def jsonld(quads: Iterable[Quad]) -> Iterator[str]:
    """A JSON-LD document in pieces: the default graph's things, then an object for every named graph.

    Raises InvalidGraph for triples that are terms (RDF 1.2), which JSON-LD has no form for.
    """
    graphs: dict[str, dict[str, list[_Pair]]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        graphs.setdefault(name, {}).setdefault(_id(quad.subject), []).append((quad.predicate, quad.object))
    return _document((name, _inner(graphs[name]), graphs[name]) for name in sorted(graphs))


def jsonld_of(view: View) -> Iterator[str]:
    """The same of everything in a view, object by object, so that a large graph needs little memory.

    Raises InvalidGraph as ``jsonld`` does.
    """
    names = sorted({quad.graph_name for quad in view.quads()} - {DefaultGraph()}, key=_id)
    graphs: list[NamedNode | DefaultGraph] = [DefaultGraph()]
    graphs += [name for name in names if isinstance(name, NamedNode)]
    return _document(_of_view(view, graph) for graph in graphs if next(view.quads(graph=graph), None) is not None)


def _document(graphs: Iterable[tuple[str, Set[str], Mapping[str, list[_Pair]]]]) -> Iterator[str]:
    """The document of graphs: of each its name, the nodes that stand within others, and its subjects."""
    yield '{\n"@context": ' + json.dumps(_context(), ensure_ascii=False) + ',\n"@graph": ['
    between = "\n"
    for name, inner, subjects in graphs:
        yield f'{between}{{"id": {json.dumps(name, ensure_ascii=False)}, "@graph": [' if name else ""
        before = "\n" if name else between
        for node in sorted(subjects):
            if node not in inner:
                yield before + json.dumps(_node(node, subjects, inner), ensure_ascii=False)
                before = ",\n"
        yield "\n]}" if name else ""
        between = ",\n"
    yield "\n]\n}\n"


class _Subjects(Mapping[str, list[_Pair]]):
    """The subjects of a graph of a view, and what is said of each, looked up when it is needed."""

    def __init__(self, view: View, graph: NamedNode | DefaultGraph) -> None:
        self._view = view
        self._graph = graph
        self._nodes = {_id(node): node for node in view.subjects(graph)}

    def __getitem__(self, name: str) -> list[_Pair]:
        quads = self._view.quads(self._nodes[name], graph=self._graph)
        return [(quad.predicate, quad.object) for quad in quads]

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    def __contains__(self, name: object) -> bool:
        return name in self._nodes


def _of_view(view: View, graph: NamedNode | DefaultGraph) -> tuple[str, Set[str], Mapping[str, list[_Pair]]]:
    subjects = _Subjects(view, graph)
    measured = ((_id(quad.subject), quad.object) for quad in view.quads(None, NamedNode(JG.measure), None, graph))
    return "" if isinstance(graph, DefaultGraph) else graph.value, _within(measured, subjects), subjects


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


def _inner(subjects: Mapping[str, list[_Pair]]) -> Set[str]:
    return _within(
        (
            (name, object_)
            for name, statements in subjects.items()
            for predicate, object_ in statements
            if predicate.value == JG.measure
        ),
        subjects,
    )


def _within(measured: Iterable[tuple[str, Term]], subjects: Mapping[str, object]) -> Set[str]:
    """The measures of one thing only, which stand inside what they measure."""
    owners: dict[str, set[str]] = {}
    for name, object_ in measured:
        if isinstance(object_, NamedNode) and object_.value in subjects:
            owners.setdefault(object_.value, set()).add(name)
    return {name for name, found in owners.items() if len(found) == 1 and name not in found}


def _node(name: str, subjects: Mapping[str, list[_Pair]], inner: Set[str]) -> _Node:
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
