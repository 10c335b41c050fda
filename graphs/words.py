"""What the terms of the ontology are called in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from jigou.ontology.files import ontology_text
from jigou.ontology.terms import RDFS, SKOS


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """By the IRI of a class, a property or a kind, its names by language (``zh``, ``en``)."""
    found: dict[str, dict[str, str]] = {}
    for quad in parse(ontology_text(), format=RdfFormat.TURTLE):
        is_name = quad.predicate.value in (RDFS.label, SKOS.prefLabel)
        if (
            is_name
            and isinstance(quad.object, Literal)
            and quad.object.language
            and isinstance(quad.subject, NamedNode)
        ):
            found.setdefault(quad.subject.value, {})[quad.object.language] = quad.object.value
    return found


def word(term: str, language: str = "zh") -> str:
    """What a term is called in a language; the end of its IRI where the ontology has no name for it.

    >>> word("https://w3id.org/jigou/ontology#partOf")
    '属于'
    """
    return words().get(term, {}).get(language) or term.rpartition("#")[2].rpartition("/")[2]
