"""Which nodes of a graph may not conform to the shapes: a quick pass over the store, so that pyshacl need only judge those.

A node that passes here conforms; one that does not pass may still conform, and pyshacl has the last word. So whatever this module
does not know of (a parameter, a datatype) makes a node a suspect and never lets it through.

Source: SHACL, sections 2.1.3 (targets) and 4 (core constraint components).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from rdflib.collection import Collection
from rdflib.namespace import SH

from jigou.graphs.merging import FACTS, ONE
from jigou.graphs.nodes import Term, iri
from jigou.graphs.view import View
from jigou.ontology.terms import RDF, RDFS, SKOS, XSD

Subject = NamedNode | BlankNode | Triple
"""What can be checked."""

_Values = frozenset[Term]
_Types = Mapping[Subject, frozenset[str]]

_OF_NODE = {RDF.type, str(SH.message), str(SH.targetClass), str(SH.property)}
_OF_PROPERTY = {RDF.type, str(SH.message), str(SH.path), str(SH.qualifiedMinCount), str(SH.qualifiedMaxCount)}
"""What a shape says of itself, and no test."""

_NAMES = (*ONE, SKOS.altLabel)

_EXACT = {"class", "languageIn", "minLength"}


def suspects(view: View, shapes: rdflib.Graph, ontology: rdflib.Graph) -> Iterator[Subject]:
    """The nodes that may not conform to the shapes, in the order of the store.

    ``ontology`` says which classes lie beneath others, and so may the graph itself.
    """
    targets = _compiled(shapes, _narrower(view, ontology))
    types: dict[Subject, frozenset[str]] = {}
    for quad in view.quads(None, iri(RDF.type)):
        types[quad.subject] = types.get(quad.subject, frozenset()) | {_text(quad.object)}
    known: dict[frozenset[str], tuple[_Shape, ...]] = {}
    is_checked = selection(view)
    for node, classes in types.items():
        if classes not in known:
            known[classes] = tuple(dict.fromkeys(shape for name in sorted(classes) for shape in targets.get(name, ())))
        if found := known[classes]:
            focus = _focus(view, node, types, is_checked)
            if not all(shape.holds(focus) for shape in found):
                yield node


def selection(view: View) -> Callable[[Quad], bool]:
    """Which quads are checked: all, but names and keys only as the default graph has them, where those of several reports are one.

    A graph without a default graph is checked whole.
    """
    if next(view.quads(None, None, None, DefaultGraph()), None) is None:
        return lambda _: True
    return lambda quad: (
        not (
            quad.predicate.value in _NAMES
            and isinstance(quad.graph_name, NamedNode)
            and quad.graph_name.value.endswith(FACTS)
        )
    )


@dataclass(frozen=True, slots=True)
class _Focus:
    """A node and what the graph says of it."""

    node: Subject
    values: Mapping[str, _Values]
    types: _Types
    incoming: Callable[[str], _Values]

    def along(self, path: str, *, is_inverse: bool) -> _Values:
        return self.incoming(path) if is_inverse else self.values.get(path, frozenset())


_Test = Callable[[_Focus, _Values], bool]


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """The tests of a shape for its focus node, and for the values of its properties."""

    tests: tuple[_Test, ...]
    properties: tuple[tuple[str, bool, tuple[_Test, ...]], ...]

    def holds(self, focus: _Focus) -> bool:
        own = frozenset((focus.node,))
        return all(test(focus, own) for test in self.tests) and all(
            test(focus, values)
            for path, is_inverse, tests in self.properties
            for values in (focus.along(path, is_inverse=is_inverse),)
            for test in tests
        )


def _focus(view: View, node: Subject, types: _Types, is_checked: Callable[[Quad], bool]) -> _Focus:
    values: defaultdict[str, set[Term]] = defaultdict(set)
    for quad in view.quads(node):
        if is_checked(quad):
            values[quad.predicate.value].add(quad.object)

    def incoming(path: str) -> _Values:
        return frozenset(quad.subject for quad in view.quads(None, iri(path), node))

    return _Focus(node, {name: frozenset(terms) for name, terms in values.items()}, types, incoming)


def _narrower(view: View, ontology: rdflib.Graph) -> Mapping[str, frozenset[str]]:
    """By the name of a class, it and all beneath it."""
    beneath: defaultdict[str, set[str]] = defaultdict(set)
    for narrow, broad in ontology.subject_objects(rdflib.RDFS.subClassOf):
        beneath[str(broad)].add(str(narrow))
    for quad in view.quads(None, iri(RDFS.subClassOf)):
        beneath[_text(quad.object)].add(_text(quad.subject))

    def closure(name: str) -> frozenset[str]:
        found, fringe = {name}, [name]
        while fringe:
            new = beneath[fringe.pop()] - found
            found |= new
            fringe.extend(new)
        return frozenset(found)

    return _Closures(closure)


class _Closures(dict[str, frozenset[str]]):
    """The classes beneath each class, found when they are first asked for."""

    def __init__(self, closure: Callable[[str], frozenset[str]]) -> None:
        self._closure = closure

    def __missing__(self, name: str) -> frozenset[str]:
        found = self[name] = self._closure(name)
        return found


def _compiled(shapes: rdflib.Graph, narrower: Mapping[str, frozenset[str]]) -> Mapping[str, tuple[_Shape, ...]]:
    """By the name of a class, the shapes that its instances must satisfy."""
    compiler = _Compiler(shapes, narrower)
    found: defaultdict[str, list[_Shape]] = defaultdict(list)
    for node, class_ in sorted(shapes.subject_objects(SH.targetClass)):
        shape = compiler.shape(node)
        for name in narrower[str(class_)]:
            found[name].append(shape)
    return {name: tuple(some) for name, some in found.items()}


class _Compiler:
    """Makes tests of the parameters of shapes."""

    def __init__(self, shapes: rdflib.Graph, narrower: Mapping[str, frozenset[str]]) -> None:
        self._shapes = shapes
        self._narrower = narrower

    def shape(self, node: rdflib.term.Node) -> _Shape:
        properties = tuple(
            (*self._path(inner), tuple(self._tests(inner))) for inner in self._shapes.objects(node, SH.property)
        )
        return _Shape(tuple(self._tests(node)), properties)

    def _path(self, node: rdflib.term.Node) -> tuple[str, bool]:
        path = self._shapes.value(node, SH.path)
        inverse = self._shapes.value(path, SH.inversePath)
        return (str(path), False) if inverse is None else (str(inverse), True)

    def _tests(self, node: rdflib.term.Node) -> Iterator[_Test]:
        path = self._shapes.value(node, SH.path)
        if not (path is None or isinstance(path, rdflib.URIRef) or self._shapes.value(path, SH.inversePath)):
            yield _never
        of_shape = _OF_NODE if path is None else _OF_PROPERTY
        for parameter, value in self._shapes.predicate_objects(node):
            if str(parameter) not in of_shape:
                yield self._test(node, str(parameter).removeprefix(str(SH)), value)

    def _test(self, node: rdflib.term.Node, name: str, value: rdflib.term.Node) -> _Test:
        """The test of a parameter; one that is not known lets nothing through."""
        text = str(value)
        match name:
            case "minCount" if int(text) < 2:
                return _count(int(text), None)
            case "maxCount":
                return _count(0, int(text))
            case "hasValue":
                wanted = _term(value)
                return lambda _, values: wanted in values
            case "uniqueLang" if text == "true":
                return _one_a_language
            case "lessThan" | "lessThanOrEquals":
                return _before(text, or_equal=name != "lessThan")
            case "disjoint":
                return lambda focus, values: not values & focus.along(text, is_inverse=False)
            case "or" | "xone":
                return self._some(value, exactly=name == "xone")
            case "qualifiedValueShape":
                return self._qualified(node, value)
        each = self._each(name, value)
        return _never if each is None else lambda focus, values: all(each(focus, term) for term in values)

    def _each(self, name: str, value: rdflib.term.Node) -> Callable[[_Focus, Term], bool] | None:
        """The test of a parameter for one value; None where it is not known."""
        text = str(value)
        match name:
            case "datatype":
                return lambda _, term: isinstance(term, Literal) and term.datatype.value == text and _is_valid(term)
            case "class":
                wanted = self._narrower[text]
                return lambda focus, term: (
                    not isinstance(term, Literal) and bool(focus.types.get(term, frozenset()) & wanted)
                )
            case "nodeKind" if value in (SH.IRI, SH.IRIOrLiteral):
                kinds = NamedNode if value == SH.IRI else NamedNode | Literal
                return lambda _, term: isinstance(term, kinds)
            case "in":
                among = frozenset(map(_term, Collection(self._shapes, value)))
                return lambda _, term: term in among
            case "languageIn":
                languages = {str(one).lower() for one in Collection(self._shapes, value)}
                return lambda _, term: _speaks(term, languages)
            case "minLength":
                return lambda _, term: len(_text(term)) >= int(text) and not isinstance(term, BlankNode)
            case "minInclusive":
                return lambda _, term: (number := _number(term)) is not None and number >= Decimal(text)
            case "maxInclusive":
                return lambda _, term: (number := _number(term)) is not None and number <= Decimal(text)
            case "pattern":
                pattern = re.compile(text)
                return lambda _, term: not isinstance(term, BlankNode) and bool(pattern.search(_text(term)))
        return None

    def _some(self, value: rdflib.term.Node, *, exactly: bool) -> _Test:
        """Whether every value satisfies one of several shapes; ``exactly`` one where it must be no more."""
        nodes = list(Collection(self._shapes, value))
        shapes = [self.shape(inner) for inner in nodes]
        if any(shape.properties for shape in shapes) or (exactly and not all(map(self._is_exact, nodes))):
            return _never

        def test(focus: _Focus, values: _Values) -> bool:
            for term in values:
                own = frozenset((term,))
                held = sum(all(one(focus, own) for one in shape.tests) for shape in shapes)
                if held != 1 if exactly else not held:
                    return False
            return True

        return test

    def _qualified(self, node: rdflib.term.Node, value: rdflib.term.Node) -> _Test:
        shape = self.shape(value)
        low = int(str(self._shapes.value(node, SH.qualifiedMinCount) or 0))
        high = self._shapes.value(node, SH.qualifiedMaxCount)
        if not self._is_exact(value):
            return _never

        def test(focus: _Focus, values: _Values) -> bool:
            held = sum(all(one(focus, frozenset((term,))) for one in shape.tests) for term in values)
            return held >= low and (high is None or held <= int(str(high)))

        return test

    def _is_exact(self, node: rdflib.term.Node) -> bool:
        """Whether the tests of a shape let through all that satisfies it, so that one can say what does not."""
        return {str(name).removeprefix(str(SH)) for name in self._shapes.predicates(node)} <= _EXACT


def _count(low: int, high: int | None) -> _Test:
    return lambda _, values: len(values) >= low and (high is None or len(values) <= high)


def _speaks(term: Term, languages: set[str]) -> bool:
    language = term.language if isinstance(term, Literal) else None
    return language is not None and any(language == one or language.startswith(f"{one}-") for one in languages)


def _never(_focus: _Focus, _values: _Values) -> bool:
    return False


def _one_a_language(_: _Focus, values: _Values) -> bool:
    languages = [term.language for term in values if isinstance(term, Literal) and term.language]
    return len(languages) == len(set(languages))


def _before(path: str, *, or_equal: bool) -> _Test:
    """Whether every value comes before every value of another property."""

    def test(focus: _Focus, values: _Values) -> bool:
        pairs = ((_rank(one), _rank(other)) for one in values for other in focus.along(path, is_inverse=False))
        return all(_precedes(one, other, or_equal=or_equal) for one, other in pairs)

    return test


def _precedes(one: Decimal | date | None, other: Decimal | date | None, *, or_equal: bool) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one < other or (or_equal and one == other)
    if isinstance(one, date) and isinstance(other, date):
        return one < other or (or_equal and one == other)
    return False


def _rank(term: Term) -> Decimal | date | None:
    if isinstance(term, Literal) and term.datatype.value == XSD.date:
        return _day(term.value)
    return _number(term)


def _number(term: Term) -> Decimal | None:
    if not isinstance(term, Literal) or term.datatype.value not in (XSD.integer, XSD.decimal):
        return None
    try:
        found = Decimal(term.value)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2021-01-01") else None
    except ValueError:
        return None


def _is_valid(literal: Literal) -> bool:
    """Whether a literal is one of its datatype; of a datatype that is not known here, none is."""
    text, datatype = literal.value, literal.datatype.value
    if datatype in (XSD.string, f"{RDF.namespace}langString"):
        return True
    if datatype == XSD.integer:
        return bool(re.fullmatch(r"[+-]?[0-9]+", text))
    if datatype == XSD.decimal:
        return bool(re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", text))
    if datatype == XSD.date:
        return _day(text) is not None
    if datatype == XSD.gYear:
        return bool(re.fullmatch(r"[1-9][0-9]{3}", text))
    return datatype == XSD.gYearMonth and bool(re.fullmatch(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])", text))


def _term(node: rdflib.term.Node) -> Term:
    """A term of the shapes as the store has it."""
    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))
    return NamedNode(str(node))


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)
