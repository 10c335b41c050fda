"""An answer as a document: a query is checked, answered and written in the wanted format, all in the process that answers.

So a server need not look into answers: it passes the bytes on.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from pyoxigraph import QueryBoolean, QuerySolutions, Store, Triple

from jigou.graphs.formats import ANSWERS, GRAPHS, TABLES
from jigou.graphs.jsonld import jsonld
from jigou.graphs.nodes import prefixes
from jigou.graphs.refusing import Checked, checked, refuse_absent, told
from jigou.graphs.results import Result
from jigou.graphs.running import Message, run, within
from jigou.ontology.errors import JigouError, RefusedQuery

ROWS, TRUTH, TRIPLES = "rows", "truth", "triples"
"""The three forms of answers, for each of which a question names a format."""

OFFERS = {ROWS: TABLES, TRUTH: ANSWERS, TRIPLES: GRAPHS}
"""The formats of each form."""

_FORMS = {"SELECT": ROWS, "ASK": TRUTH, "CONSTRUCT": TRIPLES, "DESCRIBE": TRIPLES}


def document(store: Store, present: Collection[str], question: Message) -> tuple[Message, bytes]:
    """The answer to a question: what is said of it, and the document itself.

    A question has ``query``, ``base``, ``limit``, ``size``, ``formats`` (for each form of answer, None where no format will do) and
    ``graphs`` (the default and the named graphs that take the place of FROM's, or None). What is said is ``length`` (of the document in
    bytes), ``format``, ``count`` (of rows or triples) and ``truncated``; or ``error`` and its ``kind``, one of RefusedQuery's
    or ``format``.
    """
    try:
        said, content = _document(store, present, question)
    except RefusedQuery as refusal:
        return {"error": str(refusal), "kind": refusal.kind, "length": 0}, b""
    except JigouError as error:  # what a format cannot hold
        return {"error": str(error), "kind": "format", "length": 0}, b""
    return {**said, "length": len(content)}, content


def make_ready() -> None:
    """Read what writing an answer needs, while files can still be read."""
    _known("")
    "".join(jsonld(()))


def _document(store: Store, present: Collection[str], question: Message) -> tuple[Message, bytes]:
    known = _known(question["base"])
    query = checked(question["query"], present, known)
    graphs = question["graphs"]
    default, named = graphs or (query.default, query.named)
    if graphs is not None:
        refuse_absent((*default, *named), present)
    form = _FORMS[query.form]
    format_ = question["formats"][form]
    if format_ is None:
        offers = ", ".join(OFFERS[form])
        raise RefusedQuery(f"none of the accepted formats is on offer; there are: {offers}", kind="format")
    result = _result(store, query, question, known, (default, named))
    text = GRAPHS[format_](result.triples, question["base"]) if result.triples is not None else TABLES[format_](result)
    return {"format": format_, "count": len(result), "truncated": result.truncated}, text.encode("utf-8")


def _result(
    store: Store,
    query: Checked,
    question: Message,
    known: dict[str, str],
    graphs: tuple[Collection[str], Collection[str]],
) -> Result:
    limit, size = question["limit"], question["size"]
    try:
        found = run(store, query.text, known, *map(list, graphs), replaces=question["graphs"] is not None)
        if isinstance(found, QueryBoolean):
            return Result(answer=bool(found))
        if isinstance(found, QuerySolutions):
            variables = [variable.value for variable in found.variables]
            rows, is_cut = within(found, limit, size)
            names, places = query.arranged(variables)
            if places != sorted(places):
                rows = [tuple(row[place] for place in places) for row in rows]
            return Result(variables=names, terms=tuple(rows), truncated=is_cut)
        rows, is_cut = within(found, limit, size)
    except SyntaxError as error:
        raise RefusedQuery(told(str(error), "syntax"), kind="syntax") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise RefusedQuery(told(str(error), "evaluation"), kind="evaluation") from error
    return Result(triples=tuple(Triple(*row) for row in rows), truncated=is_cut)


@cache
def _known(base: str) -> dict[str, str]:
    return dict(prefixes(base))
