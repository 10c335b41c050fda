"""Terms of RDF as this room writes them: canonical, so that every store and library gives them back unchanged.

Oxigraph rewrites literals when they are stored (``0.0`` becomes ``0``) and lower-cases language tags; what is made here
is already in that form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from jigou.ontology.errors import InvalidGraph
from jigou.ontology.iris import BASE
from jigou.ontology.terms import DCTERMS, FOAF, JG, KIND_NAMESPACE, OA, ORG, PROV, RDF, RDFS, SKOS, TIME, XSD

Term = NamedNode | Literal | BlankNode | Triple
"""What can stand in an answer."""

Statement = tuple[NamedNode, str, NamedNode | Literal]
"""A triple whose predicate is still a plain string, as the closed classes of terms give it."""

_INTERVAL = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)/(\d{4}(?:-\d\d(?:-\d\d)?)?)")
_MOMENT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def prefixes(base: str = BASE) -> Mapping[str, str]:
    """The prefixes of queries and files: vocabularies, and one for each type of thing beneath ``base``."""
    things = ("body", "initiative", "event", "document", "post", "person", "place", "theme", "report")
    return {
        "dcterms": DCTERMS.namespace,
        "foaf": FOAF.namespace,
        "jg": JG.namespace,
        "kind": KIND_NAMESPACE,
        "oa": OA.namespace,
        "org": ORG.namespace,
        "prov": PROV.namespace,
        "rdf": RDF.namespace,
        "rdfs": RDFS.namespace,
        "skos": SKOS.namespace,
        "time": TIME.namespace,
        "xsd": XSD.namespace,
        **{thing: f"{base}{thing}/" for thing in things},
        "interval": f"{base}time/",
    }


@lru_cache(maxsize=65536)
def iri(value: str) -> NamedNode:
    """The node of an IRI.

    Raises InvalidGraph where the string is no IRI (RFC 3987).
    """
    try:
        return NamedNode(value)
    except ValueError as error:
        raise InvalidGraph(f"not an IRI: {value!r} ({error}); check the base and the keys of the reading") from error


def text(value: str, language: str | None = None) -> Literal:
    """A string, or a text of a language; the tag is in lower case."""
    return Literal(value, language=language.lower()) if language else Literal(value)


def zh(value: str) -> Literal:
    """A Chinese text."""
    return Literal(value, language="zh")


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=iri(XSD.integer))


def decimal(value: Decimal | float) -> Literal:
    """An xsd:decimal without an exponent, without zeros at its end and without a sign before zero.

    >>> decimal(Decimal("87.50")).value, decimal(Decimal("0.0")).value, decimal(Decimal("1E+3")).value
    ('87.5', '0', '1000')
    """
    number = Decimal(str(value))
    plain = format(number.normalize(), "f") if number else "0"
    return Literal(plain, datatype=iri(XSD.decimal))


def moment(value: str) -> Literal:
    """A day, a month or a year as the literal of its precision.

    Raises InvalidGraph where it is none of the Gregorian calendar.

    >>> moment("2021-10").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    first_day(value)
    datatype = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(value)]
    return Literal(value, datatype=iri(datatype))


def first_day(value: str) -> date:
    """The first day of a day, a month or a year in ISO 8601.

    Raises InvalidGraph where it is none of the Gregorian calendar.
    """
    return _day(value, last=False)


def last_day(value: str) -> date:
    """The last day of a day, a month or a year in ISO 8601.

    Raises InvalidGraph where it is none of the Gregorian calendar.

    >>> last_day("2024-02").isoformat()
    '2024-02-29'
    """
    return _day(value, last=True)


def bounds(value: str) -> tuple[str, str]:
    """Both ends of an interval, each as precise as written; a single moment is both of its ends.

    >>> bounds("2021-10-12/2021-10-15"), bounds("2021")
    (('2021-10-12', '2021-10-15'), ('2021', '2021'))
    """
    pair = _INTERVAL.fullmatch(value)
    return (pair[1], pair[2]) if pair else (value, value)


def line(quad: Quad) -> str:
    """A quad as its line of canonical N-Quads, without the newline."""
    return f"{quad} ."


def _day(value: str, *, last: bool) -> date:
    match = _MOMENT.fullmatch(value)
    if not match:
        raise InvalidGraph(
            f"not a time: {value!r}; times are ISO 8601 (2021, 2021-10, 2021-10-12, or two with a slash)"
        )
    year, month, day = int(match[1]), int(match[2] or (12 if last else 1)), match[3]
    try:
        if last and day is None:
            following = date(year + month // 12, month % 12 + 1, 1)
            return date.fromordinal(following.toordinal() - 1)
        return date(year, month, int(day or 1))
    except ValueError as error:
        raise InvalidGraph(f"not a time: {value!r} ({error})") from error
