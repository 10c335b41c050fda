"""Turtle, TriG and N-Quads, sorted, so that the same graph is the same bytes on every machine.

Subjects come in the order of their IRIs; within a subject its types, its labels, then the rest by name; each object of many on
a line of its own, so that files compare line by line. Order is that of code points, so locales have no say.

Source: RDF 1.1 Turtle, section 6.5 (productions PN_LOCAL, IRIREF, STRING_LITERAL_QUOTE); RDF 1.1 N-Quads, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Quad, Triple

from jigou.graphs.nodes import prefixes
from jigou.ontology.iris import BASE
from jigou.ontology.terms import RDF, SKOS, XSD

_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LOCAL = re.compile(f"[{_LETTER}_0-9](?:[{_LETTER}_0-9.\u00b7\u0300-\u036f\u203f\u2040-]*[{_LETTER}_0-9\u00b7-])?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+")
_TYPE = f"<{RDF.type}>"
_FIRST = {_TYPE: 0, f"<{SKOS.prefLabel}>": 1, f"<{SKOS.altLabel}>": 2}


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """The lines of a file of N-Quads, each with its newline, sorted, each once."""
    return (f"{line} .\n" for line in sorted({str(quad) for quad in quads}))


def turtle(triples: Iterable[Triple], *, base: str = BASE) -> Iterator[str]:
    """A Turtle file in pieces; only the prefixes that it uses are declared."""
    spelling = _Spelling(base)
    body = list(_blocks(triples, spelling, ""))
    yield from spelling.declarations()
    yield from body


def trig(quads: Iterable[Quad], *, base: str = BASE) -> Iterator[str]:
    """A TriG file in pieces: the default graph, then every named graph in the order of the names."""
    spelling = _Spelling(base)
    graphs: dict[str, list[Triple]] = {}
    for quad in quads:
        graph = "" if isinstance(quad.graph_name, DefaultGraph) else spelling(str(quad.graph_name))
        graphs.setdefault(graph, []).append(quad.triple)
    body: list[str] = []
    for name in sorted(graphs):
        body.append(f"\n{name} {{\n" if name else "")
        body.extend(_blocks(graphs[name], spelling, "    " if name else ""))
        body.append("}\n" if name else "")
    yield from spelling.declarations()
    yield from body


class _Spelling:
    """How terms, given in N-Triples, are written with the prefixes of a file; remembers each, and which prefixes it needed.

    N-Triples is what Oxigraph gives of a whole triple in one call, which is several times quicker than asking for its parts.
    """

    def __init__(self, base: str) -> None:
        self._namespaces = {namespace: prefix for prefix, namespace in prefixes(base).items()}
        self._used: set[str] = set()
        self._known: dict[str, str] = {}

    def __call__(self, term: str) -> str:
        if term[-1] == '"':
            return term
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._spelt(term)
        return known

    def declarations(self) -> Iterator[str]:
        """The declarations of the prefixes that were used, sorted."""
        for prefix, namespace in sorted((prefix, namespace) for namespace, prefix in self._namespaces.items()):
            if prefix in self._used:
                yield f"@prefix {prefix}: <{namespace}> .\n"

    def _spelt(self, term: str) -> str:
        if term[0] == "<" and not term.startswith("<<"):
            return self._iri(term[1:-1])
        if term[0] == '"' and term[-1] == ">":
            return self._typed(*term[1:-1].rsplit('"^^<', 1))
        return term

    def _iri(self, value: str) -> str:
        cut = max(value.rfind("/"), value.rfind("#")) + 1
        prefix = self._namespaces.get(value[:cut])
        if prefix is None or not _LOCAL.fullmatch(value, cut):
            return f"<{value}>"
        self._used.add(prefix)
        return f"{prefix}:{value[cut:]}"

    def _typed(self, value: str, datatype: str) -> str:
        """A literal of a datatype: numbers plain where Turtle reads them as just that datatype."""
        if (datatype == XSD.integer and _INTEGER.fullmatch(value)) or (
            datatype == XSD.decimal and _DECIMAL.fullmatch(value)
        ):
            return value
        return f'"{value}"^^{self(f"<{datatype}>")}'


def _blocks(triples: Iterable[Triple], spell: _Spelling, indent: str) -> Iterator[str]:
    """A block of lines for each subject."""
    subjects: dict[str, dict[str, list[str]]] = {}
    for triple in triples:
        subject, predicate, object_ = str(triple).split(" ", 2)
        subjects.setdefault(subject, {}).setdefault(predicate, []).append(spell(object_))
    places: dict[str, tuple[int, str]] = {}
    each = f"\n{indent}        "
    for subject in sorted(subjects):
        predicates = subjects[subject]
        for predicate in predicates.keys() - places.keys():
            places[predicate] = _FIRST.get(predicate, 3), "a" if predicate == _TYPE else spell(predicate)
        parts = []
        for predicate in sorted(predicates, key=places.__getitem__):
            name, values = places[predicate][1], sorted(set(predicates[predicate]))
            if len(values) == 1 or predicate == _TYPE:
                parts.append(f"{name} {' , '.join(values)}")
            else:
                parts.append(f"{name}{each}{f' ,{each}'.join(values)}")
        yield f"\n{indent}{spell(subject)} " + f" ;\n{indent}    ".join(parts) + " .\n"
