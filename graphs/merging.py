"""The default graph: the facts of all reports, each once.

It is a real graph and no union of the others: Oxigraph answers over a union (and over ``FROM a FROM b``) with a triple
once for every graph that holds it, so that each count would be too high and each path too long.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, Triple

from jigou.graphs.nodes import iri
from jigou.ontology.terms import JG, SKOS

FACTS = "/facts"
"""How the names of the graphs of plain facts end."""

ONE = (SKOS.prefLabel, JG.key)
"""The properties of which a thing has one value (of each language)."""


def merged(quads: Iterable[Quad]) -> list[Triple]:
    """The triples of the default graph, sorted by their lines, from the quads of any number of reports.

    A thing that two reports name differently keeps one preferred label, the first by code points of those that are
    preferred somewhere; the rest become alternatives (SKOS, integrity conditions S13 and S14). Of keys that differ only in
    what an IRI does not tell apart (half- and full-width brackets) the first is kept.
    """
    triples: dict[str, Triple] = {}
    named: dict[tuple[str, str, str | None], dict[str, Triple]] = {}
    for quad in quads:
        if not isinstance(quad.graph_name, NamedNode) or not quad.graph_name.value.endswith(FACTS):
            continue
        triple = quad.triple
        triples[str(triple)] = triple
        if triple.predicate.value in ONE and isinstance(triple.object, Literal):
            slot = str(triple.subject), triple.predicate.value, triple.object.language
            named.setdefault(slot, {})[triple.object.value] = triple
    for (_, predicate, _), names in named.items():
        kept, *others = sorted(names)
        for other in others:
            del triples[str(names[other])]
            if predicate == SKOS.prefLabel:
                alternative = _alternative(names[other])
                triples[str(alternative)] = alternative
        if predicate == SKOS.prefLabel:
            triples.pop(str(_alternative(names[kept])), None)
    return [triples[key] for key in sorted(triples)]


def _alternative(preferred: Triple) -> Triple:
    return Triple(preferred.subject, iri(SKOS.altLabel), preferred.object)
