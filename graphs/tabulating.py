"""Tables of a graph: its entities, its facts and what proves them, as CSV and Parquet (``workbooks.py`` has XLSX).

A name that a spreadsheet would take for a formula gets an apostrophe before it in CSV (``'=1+1``), which ``plain`` takes away.
The bytes are the same for the same graph.

Source: RFC 4180 (CSV); OWASP, CSV Injection.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import IO, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode

from jigou.graphs.nodes import Term, iri
from jigou.graphs.view import View
from jigou.ontology.errors import MissingExtra
from jigou.ontology.terms import CLASS_OF_TYPE, JG, OA, PROV, RDF, SKOS

Cell = str | int | float | None
Row = tuple[Cell, ...]

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_CSV_ROWS, _PARQUET_ROWS = 100, 20_000
"""How many rows are written at once."""

_NAMES = (RDF.type, SKOS.prefLabel, SKOS.altLabel, JG.kind, JG.key, JG.status, JG.edition, PROV.wasDerivedFrom)
"""The properties that are columns of the entities and no facts of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, its columns with their Python types, its rows in order.

    The rows of a graph's tables are made one after the other whenever they are gone through, so that a large graph needs little
    memory.
    """

    name: str
    columns: Mapping[str, type]
    rows: Iterable[Row]


def entities(view: View) -> Table:
    """A row for each body, initiative, event, document, post, person, place and theme."""
    columns = {
        "iri": str,
        "type": str,
        "kind": str,
        "name": str,
        "other_names": str,
        "status": str,
        "edition": int,
        "reports": str,
    }
    rows = _Rows(lambda: (_entity(view, NamedNode(node), type_) for node, type_ in _entities(view)))
    return Table(name="entities", columns=columns, rows=rows)


def facts(view: View) -> Table:
    """A row for each fact of an entity; a number has its value, its unit and what it counts."""
    columns = {
        "subject": str, "subject_name": str, "property": str, "object": str, "object_name": str,
        "value": float, "unit": str, "counted": str, "approximation": str,
    }  # fmt: skip
    return Table(name="facts", columns=columns, rows=_Rows(lambda: _facts(view)))


def evidence(view: View) -> Table:
    """A row for each passage of each claim: what it proves, where it stands, which rule read it, how sure it is."""
    columns = {
        "claim": str, "subject": str, "property": str, "object": str, "report": str, "start": int, "end": int,
        "words": str, "sentence": str, "rule": str, "version": str, "confidence": float,
    }  # fmt: skip
    return Table(name="evidence", columns=columns, rows=_Rows(lambda: _evidence(view)))


TABLES: Mapping[str, Callable[[View], Table]] = {"entities": entities, "facts": facts, "evidence": evidence}
"""The tables of a graph, by their names."""


def to_csv(table: Table) -> str:
    """A table as CSV in which no text is a formula for a spreadsheet."""
    return "".join(csv_pieces(table))


def csv_pieces(table: Table) -> Iterator[str]:
    """The same in pieces of some rows."""
    rows = ([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    for batch in batched(chain([list(table.columns)], rows), _CSV_ROWS):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(batch)
        yield out.getvalue()


def batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Things in lists of so many, the last of as many as are left."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("市政协")
    ("'=1+1", '市政协')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """The text that ``guarded`` made safe.

    >>> plain("'=1+1")
    '=1+1'
    """
    return text[1:] if _GUARDED.match(text) else text


def to_parquet(table: Table) -> bytes:
    """A table as Parquet.

    Raises MissingExtra where pyarrow is not installed.
    """
    out = io.BytesIO()
    write_parquet(table, out)
    return out.getvalue()


def write_parquet(table: Table, target: IO[bytes]) -> None:
    """Write a table as Parquet, some rows after the other.

    Raises MissingExtra where pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("pyarrow is not installed; install it with: pip install 'jigou[parquet]'") from error
    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in table.columns.items()])
    with pyarrow.parquet.ParquetWriter(target, schema) as writer:
        for batch in batched(table.rows, _PARQUET_ROWS):
            columns = [
                pyarrow.array([row[place] for row in batch], type=field.type) for place, field in enumerate(schema)
            ]
            writer.write_table(pyarrow.table(columns, schema=schema))


class _Rows:
    """Rows that are made anew each time."""

    def __init__(self, make: Callable[[], Iterator[Row]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Row]:
        return self._make()


def _entities(view: View) -> list[tuple[str, str]]:
    """The entities and their types, in the order of their IRIs."""
    classes = {**{type_.value: class_ for type_, class_ in CLASS_OF_TYPE.items()}, "Theme": JG.Theme}
    return sorted(
        (quad.subject.value, type_)
        for type_, class_ in classes.items()
        for quad in view.quads(None, iri(RDF.type), iri(class_), DefaultGraph())
        if isinstance(quad.subject, NamedNode)
    )


def _facts(view: View) -> Iterator[Row]:
    nodes = list(dict.fromkeys(node for node, _ in _entities(view)))
    known = frozenset(nodes)

    @lru_cache(maxsize=512)
    def name(node: str) -> str:
        return _plain(_one(view, NamedNode(node), SKOS.prefLabel)) if node in known else ""

    for node in nodes:
        quads = view.quads(NamedNode(node), None, None, DefaultGraph())
        rows = [
            (node, name(node), _short(quad.predicate.value), *_object(view, quad.object, name))
            for quad in quads
            if quad.predicate.value not in _NAMES
        ]
        yield from sorted(rows, key=str)


def _evidence(view: View) -> Iterator[Row]:
    claims = {quad.subject.value for quad in view.quads(None, iri(JG.evidence)) if isinstance(quad.subject, NamedNode)}
    for claim in map(NamedNode, sorted(claims)):
        passages = {quad.object for quad in view.quads(claim, iri(JG.evidence))}
        for passage in sorted((term for term in passages if isinstance(term, NamedNode)), key=str):
            yield from _proof(view, claim, passage)


def _proof(view: View, claim: NamedNode, passage: NamedNode) -> Iterator[Row]:
    """The row of a passage; none where what the rules passed over has one, as that claims nothing."""
    if _one(view, claim, RDF.subject) is not None:
        confidence = _one(view, claim, JG.confidence)
        sentence = _one(view, passage, JG.sentence)
        yield (
            claim.value,
            _plain(_one(view, claim, RDF.subject)),
            _short(_plain(_one(view, claim, RDF.predicate))),
            _plain(_one(view, claim, RDF.object)),
            _plain(_one(view, claim, JG.report)),
            _number(_one(view, passage, OA.start)),
            _number(_one(view, passage, OA.end)),
            _plain(_one(view, passage, OA.exact)),
            _plain(_one(view, sentence, OA.exact)) if isinstance(sentence, NamedNode) else "",
            _plain(_one(view, claim, JG.rule)),
            _plain(_one(view, claim, JG.ruleVersion)),
            float(_plain(confidence) or 0),
        )


def _entity(view: View, node: NamedNode, type_: str) -> tuple[Cell, ...]:
    edition = _one(view, node, JG.edition)
    kind = _plain(_one(view, node, JG.kind)).rpartition("-")[2]
    others = sorted(_plain(quad.object) for quad in view.quads(node, iri(SKOS.altLabel), None, DefaultGraph()))
    reports = sorted(_plain(quad.object) for quad in view.quads(node, iri(PROV.wasDerivedFrom), None, DefaultGraph()))
    name = _plain(_one(view, node, SKOS.prefLabel))
    status = _plain(_one(view, node, JG.status))
    return (node.value, type_, kind, name, " | ".join(others), status, _number(edition), " | ".join(reports))


def _object(view: View, term: Term, name: Callable[[str], str]) -> tuple[Cell, ...]:
    if not isinstance(term, NamedNode):
        return ("", _plain(term), None, "", "", "")
    value = _one(view, term, JG.value)
    if value is None:
        return (term.value, name(term.value), None, "", "", "")
    told = (_plain(_one(view, term, property_)) for property_ in (JG.unit, JG.counted, JG.approximation))
    return (term.value, "", float(_plain(value)), *told)


def _one(view: View, node: Term | None, predicate: str) -> Term | None:
    """The first value of a property by its line, None where there is none."""
    found = view.quads(node, iri(predicate), None) if isinstance(node, NamedNode) else iter(())
    return min((quad.object for quad in found), key=str, default=None)


def _plain(term: Term | None) -> str:
    return "" if term is None else term.value if isinstance(term, NamedNode | Literal) else str(term)


def _number(term: Term | None) -> int | None:
    text = _plain(term)
    return int(text) if text.isdecimal() else None


def _short(name: str) -> str:
    return name.removeprefix(JG.namespace)
