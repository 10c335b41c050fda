"""A query over a store, and as much of what it gives as its limits allow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

Message = dict[str, Any]


def run(
    store: Store, text: str, known: dict[str, str], default: list[str], named: list[str], *, replaces: bool
) -> QueryBoolean | QuerySolutions | QueryTriples:
    """What the store finds; where FROM names several graphs, or others take their place, over a store of just these.

    Oxigraph's own ``FROM a FROM b`` gives a triple once for every graph that holds it; RDF's merge gives it once.

    Raises what ``Store.query`` raises: SyntaxError, OSError, RuntimeError, ValueError.
    """
    if not replaces and len(default) < 2:
        return store.query(text, prefixes=known)
    merged = Store()
    for name in default:
        merged.bulk_extend(Quad(*quad.triple) for quad in _graph(store, name))
    for name in named:
        merged.bulk_extend(_graph(store, name))
    graphs: list[NamedNode | BlankNode] = [NamedNode(name) for name in named]
    return merged.query(text, prefixes=known, default_graph=DefaultGraph(), named_graphs=graphs)


def within(found: Iterable[Iterable[Any]], limit: int, size: int) -> tuple[list[tuple[Any, ...]], bool]:
    """The rows within both limits, as tuples of terms, and whether there were more; ``size`` counts characters, 0 is no limit."""
    rows: list[tuple[Any, ...]] = []
    taken = 0
    for row in found:
        terms = tuple(row)
        if size:
            for term in terms:
                if term is not None:
                    taken += len(term.value) if not isinstance(term, Triple) else len(str(term))
        if len(rows) == limit or taken > size > 0:
            return rows, True
        rows.append(terms)
    return rows, False


def _graph(store: Store, name: str) -> Iterable[Quad]:
    return store.quads_for_pattern(None, None, None, NamedNode(name))
