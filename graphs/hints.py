"""What a query names that the ontology does not have: a misspelt term matches nothing, and its answer is empty without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from jigou.graphs.lexing import Token, tokens
from jigou.graphs.nodes import prefixes
from jigou.ontology.terms import CONCEPT_OF_KIND, JG, KIND_NAMESPACE


@cache
def vocabulary() -> Mapping[str, tuple[str, ...]]:
    """The names of the terms in each of our namespaces, sorted."""
    return {
        JG.namespace: tuple(sorted(term.removeprefix(JG.namespace) for term in JG)),
        KIND_NAMESPACE: tuple(sorted(term.removeprefix(KIND_NAMESPACE) for term in CONCEPT_OF_KIND.values())),
    }


def unknown_terms(query: str) -> Iterator[str]:
    """A sentence for each term of our namespaces that a query names and the ontology does not have, with the nearest that it has.

    >>> list(unknown_terms("SELECT * { ?body a jg:Bdy ; rdfs:label 'jg:Bdi' }"))
    ['jg:Bdy is no term of the ontology; the nearest is jg:Body']
    """
    found = list(tokens(query))
    declared = dict(prefixes()) | dict(_declared(found))
    told: set[str] = set()
    for token in found:
        iri = _named(token, declared)
        for namespace, terms in vocabulary().items():
            name = iri.removeprefix(namespace)
            if name and name != iri and name not in terms and iri not in told:
                told.add(iri)
                yield f"{token.text} is no term of the ontology{_nearest(token.text, name, terms)}"


def _declared(found: list[Token]) -> Iterator[tuple[str, str]]:
    """The prefixes that a query declares itself."""
    for word, name, iri in zip(found, found[1:], found[2:], strict=False):
        if (word.kind, name.kind, iri.kind) == ("word", "name", "iri") and word.text.lower() == "prefix":
            yield name.text.removesuffix(":"), iri.text[1:-1]


def _named(token: Token, declared: Mapping[str, str]) -> str:
    """The IRI that a token names; nothing where it names none."""
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, colon, name = token.text.partition(":")
    if token.kind != "name" or prefix not in declared or not colon:
        return ""
    return declared[prefix] + name


def _nearest(text: str, name: str, terms: tuple[str, ...]) -> str:
    """The term that is most like a name, case aside, spelt as the query spells it, as an end of the sentence; nothing where none is like it."""
    by_case = {term.lower(): term for term in terms}
    near = get_close_matches(name.lower(), by_case, n=1, cutoff=0.5)
    return f"; the nearest is {text.replace(name, by_case[near[0]])}" if near else ""
