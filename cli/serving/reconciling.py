"""Matching a column of names against the graph, as OpenRefine asks for it: candidates, and the values of their properties.

Things have the end of their IRI for an id (``body/上海市政协``), classes and properties their name in the ontology.

Source: Reconciliation Service API 0.2, sections 4 (queries), 6 (suggest) and 7 (data extension).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Any, TypeVar

from pyoxigraph import DefaultGraph, Literal, NamedNode

from jigou.cli.serving.searching import Hit, Index, folded
from jigou.graphs.entries import name_of
from jigou.graphs.nodes import Term, iri
from jigou.graphs.results import value as python_value
from jigou.graphs.view import View
from jigou.graphs.words import word
from jigou.ontology.errors import JigouError, RefusedQuery
from jigou.ontology.terms import CLASS_OF_KIND, CLASS_OF_TYPE, JG, RDF, SKOS

MOST = 50
"""The most queries of a batch, candidates of a query, and things or properties of an extension that are answered."""

_LONGEST = 200
_TYPES = tuple(dict.fromkeys([*CLASS_OF_TYPE.values(), JG.Theme, *CLASS_OF_KIND.values()]))
_SHORT = {"prefLabel": SKOS.prefLabel, "altLabel": SKOS.altLabel}
_PROPERTIES = {
    **{term.removeprefix(JG.namespace): term for term in JG if term.removeprefix(JG.namespace)[0].islower()},
    **_SHORT,
}

Record = dict[str, Any]
Thing = TypeVar("Thing")


class NotAQuery(JigouError):
    """A reconciliation query that is not as the specification has it."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """The answers of a reconciliation service over one graph."""

    view: View
    index: Index
    seconds: float = 10.0

    def batch(self, queries: object) -> dict[str, Record]:
        """The candidates for each query of a batch, the best first.

        Raises NotAQuery where the batch is none, or has too many, RefusedQuery where it takes too long.
        """
        if not isinstance(queries, dict) or len(queries) > MOST:
            raise NotAQuery(f"queries must be an object with at most {MOST} queries")
        return {str(key): {"result": self._candidates(query)} for key, query in self._in_time(queries.items())}

    def extension(self, wanted: object) -> Record:
        """The values of properties for things.

        Raises NotAQuery where the request is none, or has too much, RefusedQuery where it takes too long.
        """
        if not isinstance(wanted, dict):
            raise NotAQuery("extend must be an object with ids and properties")
        ids, properties = wanted.get("ids"), wanted.get("properties")
        if not isinstance(ids, list) or not isinstance(properties, list) or max(len(ids), len(properties)) > MOST * 10:
            raise NotAQuery(f"extend must have ids and properties, at most {MOST * 10} of each")
        known = (one for one in properties if isinstance(one, dict) and one.get("id") in _PROPERTIES)
        named = list({one["id"]: one for one in known}.values())
        meta: list[Record] = [{"id": one["id"], "name": _title(_PROPERTIES[one["id"]])} for one in named]
        rows = {
            str(id_): {one["id"]: self._values(str(id_), one["id"], one.get("settings")) for one in named}
            for id_ in self._in_time(ids)
        }
        return {"meta": meta, "rows": rows}

    def _in_time(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """The things, one after the other, as long as there is time.

        Raises RefusedQuery when there is none.
        """
        until = monotonic() + self.seconds
        for thing in things:
            if monotonic() > until:
                raise RefusedQuery(
                    f"the request took longer than {self.seconds:g} s and was ended; ask for less at once", kind="time"
                )
            yield thing

    def proposed(self, type_: str, most: int = MOST) -> Record:
        """The properties that things of a class have, the commonest first."""
        names = {term: name for name, term in _PROPERTIES.items()}
        found = [term for term in _predicates(self.view, _class(type_)) if term in names]
        listed = [{"id": names[term], "name": _title(term)} for term in found[:most]]
        return {"type": type_, "limit": most, "properties": listed}

    def entities(self, prefix: str) -> Record:
        """Things whose names begin with or hold what was typed."""
        hits = self.index.find(prefix[:_LONGEST], most=20)
        return {
            "result": [{"id": self.id_of(hit.node), "name": hit.name, "notable": self._kinds(hit.node)} for hit in hits]
        }

    def types(self, prefix: str) -> Record:
        """Classes whose names hold what was typed."""
        return {"result": [{"id": short(type_), "name": _title(type_)} for type_ in _TYPES if _holds(type_, prefix)]}

    def properties(self, prefix: str) -> Record:
        """Properties whose names hold what was typed."""
        found = [(name, term) for name, term in _PROPERTIES.items() if _holds(term, prefix)]
        return {"result": [{"id": name, "name": _title(term)} for name, term in found]}

    def id_of(self, node: str) -> str:
        """The id of a thing: its IRI without the graph's base."""
        return node.removeprefix(self.view.base)

    def node_of(self, id_: str) -> str:
        """The IRI of a thing by its id."""
        return id_ if id_.startswith(self.view.base) else self.view.base + id_

    def _candidates(self, query: object) -> list[Record]:
        if not isinstance(query, dict):
            raise NotAQuery("a query must be an object")
        words = query.get("query", "")
        asked = query.get("type") or []
        types = tuple(_class(str(one)) for one in ([asked] if isinstance(asked, str) else asked))
        limit = query.get("limit", 10)
        most = min(MOST, int(limit)) if isinstance(limit, int | float) and limit >= 1 else 10
        hits = self.index.find(str(words)[:_LONGEST], most=most, types=types)
        wanted = query.get("properties")
        scored = sorted(
            ((self._score(hit, wanted if isinstance(wanted, list) else []), hit) for hit in hits),
            key=lambda pair: (-pair[0], pair[1].node),
        )
        is_sure = [score for score, _ in scored[:2]] != [100.0, 100.0]
        return [
            {
                "id": self.id_of(hit.node),
                "name": hit.name,
                "type": self._kinds(hit.node),
                "score": score,
                "match": is_sure and score == 100.0,
                "features": [{"id": "name", "value": hit.score}],
            }
            for score, hit in scored
        ]

    def _score(self, hit: Hit, wanted: Sequence[object]) -> float:
        """A name counts for four fifths where other columns are given too."""
        asked = [one for one in wanted if isinstance(one, dict) and one.get("pid") in _PROPERTIES][:MOST]
        if not asked:
            return hit.score
        fitting = sum(self._fits(hit.node, str(one["pid"]), one.get("v")) for one in asked)
        return round(hit.score * 0.8 + 20 * fitting / len(asked), 1)

    def _fits(self, node: str, property_: str, wanted: object) -> bool:
        values = wanted if isinstance(wanted, list) else [wanted]
        sought = {
            folded(str(one.get("name") or one.get("id")) if isinstance(one, dict) else str(one)) for one in values
        }
        found: set[str] = set()
        for term in self._objects(node, property_):
            if isinstance(term, NamedNode):
                found |= {folded(name_of(self.view, term.value)), folded(self.id_of(term.value))}
            elif isinstance(term, Literal):
                found.add(folded(term.value))
        return bool(sought & found)

    def _values(self, id_: str, property_: str, settings: object) -> list[Record]:
        limit = settings.get("limit") if isinstance(settings, dict) else None
        most = int(str(limit)) if str(limit).isdecimal() else 0
        return [self._cell(term) for term in self._objects(self.node_of(id_), property_)[: most or MOST]]

    def _objects(self, node: str, property_: str) -> list[Term]:
        try:
            named = iri(node)
        except JigouError:
            return []
        quads = self.view.quads(named, iri(_PROPERTIES[property_]), None, DefaultGraph())
        return sorted((quad.object for quad in quads), key=str)

    def _cell(self, term: Term) -> Record:
        if isinstance(term, NamedNode):
            return {"id": self.id_of(term.value), "name": name_of(self.view, term.value)}
        found = python_value(term)
        if isinstance(found, int) and not isinstance(found, bool):
            return {"int": found}
        if isinstance(term, Literal) and term.datatype.value.endswith(("#decimal", "#double", "#float")):
            return {"float": float(term.value)}
        if isinstance(term, Literal) and term.datatype.value.endswith("#date"):
            return {"date": f"{term.value}T00:00:00"}
        return {"str": term.value if isinstance(term, Literal) else str(term)}

    def _kinds(self, node: str) -> list[Record]:
        return [{"id": short(type_), "name": _title(type_)} for type_ in self.index.classes.get(node, ())]


def manifest(root: str, view: View) -> Mapping[str, Any]:
    """The service about itself, at an address."""
    service = f"{root}/reconcile"

    def suggest(what: str) -> Record:
        flyout = {"flyout_service_url": service, "flyout_service_path": "/flyout?id=${id}"} if what == "entity" else {}
        return {"service_url": service, "service_path": f"/suggest/{what}", **flyout}

    return {
        "versions": ["0.1", "0.2"],
        "name": "jigou",
        "identifierSpace": view.base,
        "schemaSpace": JG.namespace,
        "defaultTypes": [{"id": short(type_), "name": _title(type_)} for type_ in (*CLASS_OF_TYPE.values(), JG.Theme)],
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": 400, "height": 220},
        "suggest": {what: suggest(what) for what in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "The most values; 0 for all",
                }
            ],
        },
    }


def short(term: str) -> str:
    """The id of a class."""
    return term.removeprefix(JG.namespace)


def _class(id_: str) -> str:
    return id_ if "/" in id_ else JG.namespace + id_


def _title(term: str) -> str:
    chinese, english = word(term), word(term, "en")
    return chinese if chinese == english else f"{chinese} ({english})"


def _holds(term: str, prefix: str) -> bool:
    return folded(prefix[:_LONGEST]) in folded(f"{short(term)} {word(term)} {word(term, 'en')}")


@lru_cache(maxsize=64)
def _predicates(view: View, class_: str) -> tuple[str, ...]:
    try:
        members = view.quads(None, iri(RDF.type), iri(class_), DefaultGraph())
    except JigouError:
        return ()
    counts: Counter[str] = Counter()
    for member in members:
        if isinstance(member.subject, NamedNode):
            counts.update({quad.predicate.value for quad in view.quads(member.subject, None, None, DefaultGraph())})
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))
