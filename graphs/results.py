"""Answers to queries: rows of Python values for programs, and the standard's formats for everything else.

Source: SPARQL 1.1 Query Results JSON Format; SPARQL 1.1 Query Results CSV and TSV Formats.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, overload

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from jigou.graphs.nodes import Term
from jigou.graphs.serialising import turtle
from jigou.graphs.tables import table
from jigou.ontology.errors import MissingExtra
from jigou.ontology.iris import BASE
from jigou.ontology.terms import XSD

if TYPE_CHECKING:
    import pandas
    import polars

_SHOWN = 50
"""The rows that a notebook shows."""


class Iri(str):
    """An IRI in a row; it is a string, so that it can be compared and joined like one."""

    __slots__ = ()


Value = Iri | str | int | float | Decimal | bool | date | datetime | None
"""A cell of a row: None where the variable is unbound."""

_XSD = XSD.namespace
_TYPED: dict[str, Callable[[str], Value]] = {
    f"{_XSD}integer": int,
    f"{_XSD}gYear": int,
    f"{_XSD}decimal": Decimal,
    f"{_XSD}double": float,
    f"{_XSD}float": float,
    f"{_XSD}boolean": lambda text: text in ("true", "1"),
    f"{_XSD}date": date.fromisoformat,
    f"{_XSD}dateTime": datetime.fromisoformat,
}


class Row(Sequence[Value]):
    """One row of an answer: ``row["name"]``, ``row.name`` and ``row[0]`` give the same cell."""

    __slots__ = ("_cells", "_names")

    def __init__(self, names: tuple[str, ...], cells: tuple[Value, ...]) -> None:
        self._names = names
        self._cells = cells

    @overload
    def __getitem__(self, key: int | str) -> Value: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Value | tuple[Value, ...]:
        if isinstance(key, str):
            try:
                return self._cells[self._names.index(key)]
            except ValueError:
                raise KeyError(key) from None
        return self._cells[key]

    def __getattr__(self, name: str) -> Value:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"the row has no {name!r}; it has {', '.join(self._names)}") from None

    def __len__(self) -> int:
        return len(self._cells)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Row | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._cells)

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={cell!r}' for name, cell in zip(self._names, self._cells, strict=True))})"

    def asdict(self) -> dict[str, Value]:
        """The cells by their variables."""
        return dict(zip(self._names, self._cells, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer to a query: rows (SELECT), ``answer`` (ASK) or ``triples`` (CONSTRUCT, DESCRIBE).

    Iterating gives the rows with Python values; ``terms`` has the same rows as they are in the graph. ``truncated`` says that
    there was more than the limit. A result of ASK is as true as its answer, any other when it is not empty.
    """

    variables: tuple[str, ...] = ()
    terms: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[Triple, ...] | None = None
    answer: bool | None = None
    truncated: bool = False
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str = BASE

    def __iter__(self) -> Iterator[Row]:
        return (Row(self.variables, tuple(map(value, row))) for row in self.terms)

    def __len__(self) -> int:
        return len(self.terms if self.triples is None else self.triples)

    def __bool__(self) -> bool:
        return len(self) > 0 if self.answer is None else self.answer

    def to_csv(self) -> str:
        """The rows as the standard's CSV: a header, terms as their bare strings, lines ended by CR and LF."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self._columns())
        writer.writerows([_bare(term) for term in row] for row in self._rows())
        return out.getvalue()

    def to_tsv(self) -> str:
        """The rows as the standard's TSV: a header of variables, terms as Turtle writes them."""
        lines = ["\t".join(f"?{name}" for name in self._columns())]
        lines.extend("\t".join(str(term) if term is not None else "" for term in row) for row in self._rows())
        return "\n".join(lines).replace("\r", "\\r") + "\n"

    def to_json(self) -> str:
        """The answer as the standard's JSON; where it is truncated, its head says so beside the variables."""
        head: dict[str, Any] = {} if self.answer is not None else {"vars": list(self._columns())}
        if self.truncated:
            head["truncated"] = True
        if self.answer is not None:
            return json.dumps({"head": head, "boolean": self.answer})
        names = self._columns()
        bindings = [
            {name: _json(term) for name, term in zip(names, row, strict=True) if term is not None}
            for row in self._rows()
        ]
        return json.dumps({"head": head, "results": {"bindings": bindings}}, ensure_ascii=False)

    def to_turtle(self) -> str:
        """The triples of CONSTRUCT and DESCRIBE as sorted Turtle; empty for other queries."""
        return "".join(turtle(self.triples or (), base=self.base))

    def to_table(self, *, width: int = 60, total: int | None = None) -> str:
        """The rows as a table for people: IRIs shortened, a last line where rows lack.

        A cell takes at most ``width`` columns of a terminal, a line ``total``.
        """
        if self.answer is not None:
            return "yes\n" if self.answer else "no\n"
        numeric = [index for index, column in enumerate(zip(*self._rows(), strict=True)) if _is_numeric(column)]
        rows = [[self._short(term) for term in row] for row in self._rows()]
        lines = list(table(self._columns(), rows, widest=width, total=total, right=numeric))
        if self.truncated:
            lines.append(f"… only the first {len(self):,}; there are more")
        return "\n".join(lines) + "\n"

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas frame, one column for each variable.

        Raises MissingExtra where pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise MissingExtra("pandas is not installed; install it with: pip install 'jigou[pandas]'") from error
        rows = [tuple(map(value, row)) for row in self._rows()]
        return pandas.DataFrame(rows, columns=pandas.Index(self._columns()))

    def to_polars(self) -> polars.DataFrame:
        """The rows as a polars frame, one column for each variable; a column of several types is one of strings.

        Raises MissingExtra where polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise MissingExtra("polars is not installed; install it with: pip install 'jigou[polars]'") from error
        columns: dict[str, list[Value]] = {name: [] for name in self._columns()}
        for row in self._rows():
            for name, term in zip(columns, row, strict=True):
                cell = value(term)
                columns[name].append(str(cell) if isinstance(cell, Iri) else cell)
        for name, cells in columns.items():
            if len({type(cell) for cell in cells if cell is not None}) > 1:
                columns[name] = [None if cell is None else str(cell) for cell in cells]
        return polars.DataFrame(columns, strict=False)

    def _repr_html_(self) -> str:
        """The first rows as Jupyter shows them."""
        if self.answer is not None:
            return f"<p>{'yes' if self.answer else 'no'}</p>"
        head = "".join(f"<th>{escape(name)}</th>" for name in self._columns())
        shown = self._rows()[:_SHOWN]
        rows = ("".join(f"<td>{escape(self._short(term))}</td>" for term in row) for row in shown)
        more = len(self) - len(shown)
        note = f"<p>{more:,} more rows</p>" if more else ""
        note += "<p>cut at the limit; there are more</p>" if self.truncated else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>{note}"

    def _columns(self) -> tuple[str, ...]:
        return self.variables if self.triples is None else ("subject", "predicate", "object")

    def _rows(self) -> Sequence[tuple[Term | None, ...]]:
        return self.terms if self.triples is None else [tuple(triple) for triple in self.triples]

    def _short(self, term: Term | None) -> str:
        """A term for a table: an IRI by the longest prefix that fits, a literal by its text."""
        text = _bare(term)
        if isinstance(term, NamedNode):
            fitting = ((len(name), prefix) for prefix, name in self.prefixes.items() if text.startswith(name))
            length, prefix = max(fitting, default=(0, ""))
            return f"{prefix}:{text[length:]}" if length else text
        return text


def value(term: Term | None) -> Value:
    """A term as a Python value: numbers, days and truth by their datatypes, everything else as a string.

    >>> value(Literal("2021", datatype=NamedNode(XSD.gYear)))
    2021
    """
    if isinstance(term, NamedNode):
        return Iri(term.value)
    if isinstance(term, Literal):
        convert = _TYPED.get(term.datatype.value)
        if convert is None:
            return term.value
        try:
            return convert(term.value)
        except (ValueError, ArithmeticError):
            return term.value
    return None if term is None else str(term)


def _bare(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _json(term: Term) -> dict[str, Any]:
    """A term as the standard's JSON has it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        if term.datatype.value == XSD.string:
            return {"type": "literal", "value": term.value}
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    parts = zip(("subject", "predicate", "object"), term, strict=True)
    return {"type": "triple", "value": {name: _json(part) for name, part in parts}}


def _is_numeric(column: Sequence[Term | None]) -> bool:
    bound = [value(term) for term in column if term is not None]
    return bool(bound) and all(isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) for cell in bound)
