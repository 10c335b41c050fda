"""Writes ``docs/ontology.md`` from the shipped Turtle; run it after a change of the ontology: ``python docs/make_ontology.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from jigou.ontology.files import ONTOLOGY_FILES, read_file
from jigou.ontology.terms import JG

PAGE = Path(__file__).parent / "ontology.md"

INTRODUCTION = """# The ontology

What jigou can say, term by term. This page is written from the Turtle files in `ontology/` by `docs/make_ontology.py`.

| prefix | namespace | what |
|---|---|---|
| `jg:` | `https://w3id.org/jigou/ontology#` | classes and properties |
| `kind:` | `https://w3id.org/jigou/kind#` | the kinds of entities, seven SKOS schemes (`kinds.ttl`) |
| `jgs:` | `https://w3id.org/jigou/shape#` | SHACL shapes (`shapes*.ttl`), which `jigou check` applies |

In Python the terms are `jigou.ontology.terms.JG` (a misspelt one is an AttributeError), the files
`jigou.ontology.files.read_file`. `context.jsonld` is a JSON-LD 1.1 context; write decimals in JSON as strings (`"0.9"`), since JSON-LD
turns other fractions into doubles.

How data is written:

- An entity has its narrowest class (`jg:Court`), the class of its type beside it (`jg:Body`; for activities `jg:Activity` too),
  its kind (`jg:kind kind:body-court`), a key, names, and `prov:wasDerivedFrom` its reports. Persons are `foaf:Person`.
- A relation is written with its narrowest property (`jg:leads`) and the broader one that questions use (`jg:organizes`). Inverses are not
  written: ask for `^jg:organizes`.
- Each fact has at least one `jg:Claim`, which says it as `rdf:subject`, `rdf:predicate` and `rdf:object` and points to its passages.
- There are no blank nodes.

How terms are mapped to other vocabularies: ⊑ is a sub-class or a sub-property; ≈ a close, < a broader, ~ a related match, which no
reasoner follows (see [the decision](decisions/0002-mappings-that-hold.md)).
"""

TITLES = {
    "jigou.ttl": "Upper classes",
    "bodies.ttl": "Bodies",
    "activities.ttl": "Initiatives and events",
    "documents.ttl": "Documents",
    "relations.ttl": "Relations",
    "attributes.ttl": "Attributes, times and measures",
    "evidence.ttl": "Reports and evidence",
}

MARKS = {
    RDFS.subClassOf: "⊑",
    RDFS.subPropertyOf: "⊑",
    SKOS.closeMatch: "≈",
    SKOS.broadMatch: "<",
    SKOS.relatedMatch: "~",
}


def page() -> str:
    """The whole page."""
    return INTRODUCTION + "".join(section(name, title) for name, title in TITLES.items()) + borrowed()


def section(name: str, title: str) -> str:
    """The terms of one file, in its order."""
    text = read_file(name)
    graph = Graph().parse(data=text, format="turtle")
    places = {term: text.find(f"\njg:{str(term).removeprefix(JG.namespace)} a ") for term in set(graph.subjects())}
    terms = sorted((place, term) for term, place in places.items() if place >= 0 and isinstance(term, URIRef))
    return f"\n## {title}\n\nFile `ontology/{name}`.\n" + "".join(entry(graph, term) for _, term in terms)


def entry(graph: Graph, term: URIRef) -> str:
    """One term: names, definitions, example, and what it is related to."""
    lines = [
        f"\n### {short(graph, term)}",
        f"**{said(graph, term, RDFS.label, 'en')}** · **{said(graph, term, RDFS.label, 'zh')}**",
        f"{said(graph, term, SKOS.definition, 'en')}  \n{said(graph, term, SKOS.definition, 'zh')}",
        f"> {said(graph, term, SKOS.example, 'zh')}",
        "\n".join(f"- {line}" for line in facts(graph, term)),
    ]
    if note := said(graph, term, SKOS.scopeNote, "en"):
        lines.append(note)
    return "\n\n".join(filter(None, lines)) + "\n"


def facts(graph: Graph, term: URIRef) -> Iterator[str]:
    """Domain and range, the inverse, and the mappings."""
    for property_, word in ((RDFS.domain, "from"), (RDFS.range, "to"), (OWL.inverseOf, "inverse of")):
        for value in graph.objects(term, property_):
            yield f"{word} {either(graph, value)}"
    for property_, mark in MARKS.items():
        if values := names(graph, graph.objects(term, property_)):
            yield f"{mark} {values}"
    if values := names(graph, set(graph.objects(term, RDF.type)) & {OWL.SymmetricProperty, OWL.IrreflexiveProperty}):
        yield values


def either(graph: Graph, node: Node) -> str:
    """A class, or the classes of a union."""
    if isinstance(node, URIRef):
        return short(graph, node)
    union = graph.value(node, OWL.unionOf)
    return " or ".join(short(graph, part) for part in Collection(graph, union)) if union else ""


def names(graph: Graph, nodes: Iterable[Node]) -> str:
    """The prefixed names of nodes, sorted."""
    return ", ".join(sorted(short(graph, node) for node in nodes))


def short(graph: Graph, node: Node) -> str:
    """The prefixed name of a node, as code."""
    return f"`{graph.namespace_manager.normalizeUri(str(node))}`"


def said(graph: Graph, term: URIRef, property_: URIRef, language: str) -> str:
    """What a property says of a term in a language, or nothing."""
    return next((str(v) for v in graph.objects(term, property_) if getattr(v, "language", None) == language), "")


def borrowed() -> str:
    """The foreign terms that data uses under their own names."""
    graph = Graph().parse(data=read_file(ONTOLOGY_FILES[0]), format="turtle")
    terms = sorted(
        term
        for term in set(graph.subjects(RDFS.label, None))
        if isinstance(term, URIRef) and not str(term).startswith(JG.namespace)
    )
    rows = (
        f"| {short(graph, term)} | {said(graph, term, RDFS.label, 'en')} · {said(graph, term, RDFS.label, 'zh')} "
        f"| {said(graph, term, SKOS.scopeNote, 'en')} |\n"
        for term in terms
    )
    return "\n## Borrowed terms\n\n| term | name | what for |\n|---|---|---|\n" + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
