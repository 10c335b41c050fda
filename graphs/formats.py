"""The formats in which an answer can be given, by their media types.

Source: SPARQL Query Results XML Format (Second Edition); the other formats are where they are written.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from typing import IO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from jigou.graphs.jsonld import jsonld
from jigou.graphs.nodes import Term, prefixes
from jigou.graphs.results import Result
from jigou.graphs.serialising import turtle
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.iris import BASE
from jigou.ontology.terms import XSD

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, TRIG, NTRIPLES, NQUADS = "text/turtle", "application/trig", "application/n-triples", "application/n-quads"
JSONLD, RDFXML = "application/ld+json", "application/rdf+xml"

_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")
_IN_XML = {**_NOT_IN_XML, ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_IN_XML_QUOTES = {**_IN_XML, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


def results_xml(result: Result) -> str:
    """The rows of SELECT or the answer of ASK as the standard's XML; what no XML can hold becomes U+FFFD."""
    head = "".join(f"<variable name={_quoted(name)}/>" for name in result.variables)
    if result.answer is not None:
        body = f"<boolean>{str(result.answer).lower()}</boolean>"
    else:
        rows = (_row(result.variables, row) for row in result.terms)
        body = f"<results>\n{''.join(rows)}</results>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        f"<head>{head}</head>\n{body}\n</sparql>\n"
    )


def ntriples(triples: Iterable[Triple]) -> str:
    """The lines of N-Triples, sorted, each once."""
    return "".join(f"{line} .\n" for line in sorted({str(triple) for triple in triples}))


def rdfxml(triples: Iterable[Triple], *, base: str = BASE) -> str:
    """RDF/XML, sorted.

    Raises InvalidGraph for what the format cannot hold: a property whose name is none of XML, a triple that is a term.
    """
    out = io.BytesIO()
    write_rdfxml(sorted(set(triples), key=str), out, base=base)
    return out.getvalue().decode("utf-8")


def write_rdfxml(triples: Iterable[Triple], target: IO[bytes], *, base: str = BASE) -> None:
    """Write triples as RDF/XML in the order in which they come.

    Raises InvalidGraph as ``rdfxml`` does.
    """
    try:
        serialize(triples, target, format=RdfFormat.RDF_XML, prefixes=_vocabularies(base))
    except (OSError, ValueError) as error:
        raise InvalidGraph(f"not to be written in RDF/XML ({error}); write Turtle") from error


TABLES: Mapping[str, Callable[[Result], str]] = {
    JSON: Result.to_json,
    XML: results_xml,
    CSV: Result.to_csv,
    TSV: Result.to_tsv,
}
"""How rows are written; the first is the usual one."""

ANSWERS: Mapping[str, Callable[[Result], str]] = {JSON: Result.to_json, XML: results_xml}
"""How the answer of ASK is written."""

GRAPHS: Mapping[str, Callable[[Iterable[Triple], str], str]] = {
    TURTLE: lambda triples, base: "".join(turtle(triples, base=base)),
    JSONLD: lambda triples, _: "".join(jsonld(Quad(*triple) for triple in triples)),
    NTRIPLES: lambda triples, _: ntriples(triples),
    TRIG: lambda triples, base: "".join(turtle(triples, base=base)),
    NQUADS: lambda triples, _: ntriples(triples),
    RDFXML: lambda triples, base: rdfxml(triples, base=base),
}
"""How triples are written; the first is the usual one."""

ALIASES = {
    "application/json": JSON,
    "application/xml": XML,
    "text/xml": XML,
    "text/plain": NTRIPLES,
    "application/x-turtle": TURTLE,
}
"""Media types that clients ask for and that mean one of these."""


def _vocabularies(base: str) -> dict[str, str]:
    """The prefixes that names of properties begin with."""
    return {prefix: name for prefix, name in prefixes(base).items() if not name.startswith(base)}


def _row(names: tuple[str, ...], row: tuple[Term | None, ...]) -> str:
    cells = (
        f"<binding name={_quoted(name)}>{_xml(term)}</binding>"
        for name, term in zip(names, row, strict=True)
        if term is not None
    )
    return f"<result>{''.join(cells)}</result>\n"


def _xml(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_text(term.value)}</bnode>"
    if isinstance(term, Literal):
        if term.language:
            return f"<literal xml:lang={_quoted(term.language)}>{_text(term.value)}</literal>"
        if term.datatype.value == XSD.string:
            return f"<literal>{_text(term.value)}</literal>"
        return f"<literal datatype={_quoted(term.datatype.value)}>{_text(term.value)}</literal>"
    parts = zip(("subject", "predicate", "object"), term, strict=True)
    return f"<triple>{''.join(f'<{name}>{_xml(part)}</{name}>' for name, part in parts)}</triple>"


def _text(value: str) -> str:
    # Not by xml.sax.saxutils, which would load half of the library of networks into the process that answers.
    return value.translate(_IN_XML)


def _quoted(value: str) -> str:
    return f'"{value.translate(_IN_XML_QUOTES)}"'
