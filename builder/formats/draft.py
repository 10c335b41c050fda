"""The text of a report as a reader puts it together: one line a paragraph, an empty line between, tables row by row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from jigou.builder.formats.contract import Source
from jigou.ontology import Cell, Document, Hint, SegmentKind, Span, Table
from jigou.ontology.errors import UnreadableReport

_BLANK = re.compile(r"[ \t\r\n\f\v\xa0]+")
_UNSOUND = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONG_CELL = 200
_MOST_OF_IT = 0.4
_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[ \t]*\n[ \t]*(?=[{_HAN}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A cell as a reader found it: its place, its reach and its words."""

    row: int
    column: int
    words: str
    rows: int = 1
    columns: int = 1


def sound(words: str) -> str:
    """Words without what no text may hold: control characters, halves of surrogate pairs."""
    return _UNSOUND.sub("", words)


def one_line(words: str) -> str:
    r"""Words in one line: a break between two Chinese characters goes, other white space becomes one space.

    >>> one_line(" 办理\n结果  (件) ")
    '办理结果 (件)'
    """
    return _BLANK.sub(" ", _BETWEEN_HAN.sub("", sound(words))).strip(" ")


def is_layout(fields: Sequence[Field]) -> bool:
    """Whether a table only lays a page out: it has one column or row, or one of its cells holds most of its words."""
    if len({field.column for field in fields}) < 2 or len({field.row for field in fields}) < 2:
        return True
    sizes = [len(field.words) for field in fields]
    return max(sizes) > _LONG_CELL and max(sizes) > sum(sizes) * _MOST_OF_IT


class Draft:
    """A text in the making, with the places of its tables and hints."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._hints: list[Hint] = []
        self._tables: list[Table] = []

    def paragraph(self, words: str, kind: SegmentKind | None = None, level: int = 0) -> None:
        """Add a paragraph in one line, with what the file says that it is; words of nothing but white space are left out."""
        line = one_line(words)
        if not line.strip("\u3000 "):
            return
        self._separate()
        start = self._length
        self._write(line)
        if kind is not None:
            self._hints.append(Hint(span=Span(start=start, end=self._length), kind=kind, level=level))

    def table(self, fields: Sequence[Field]) -> None:
        """Add a table; one without words is left out."""
        words = {(field.row, field.column): one_line(field.words).replace("\t", " ") for field in fields}
        if not any(words.values()):
            return
        self._separate()
        begin = self._length
        places = sorted(fields, key=lambda field: (field.row, field.column))
        width = max(field.column + field.columns for field in places)
        height = max(field.row + field.rows for field in places)
        cells: list[Cell] = []
        by_row: dict[int, dict[int, Field]] = {}
        for field in places:
            by_row.setdefault(field.row, {})[field.column] = field
        for row in range(height):
            if row:
                self._write("\n")
            for column in range(width):
                if column:
                    self._write("\t")
                if (found := by_row.get(row, {}).get(column)) is not None:
                    cells.append(self._cell(found, words[row, column]))
        self._tables.append(Table(span=Span(start=begin, end=self._length), cells=tuple(cells)))

    def _cell(self, field: Field, words: str) -> Cell:
        start = self._length
        self._write(words)
        span = Span(start=start, end=self._length) if words else None
        return Cell(row=field.row, column=field.column, rows=field.rows, columns=field.columns, span=span)

    def _separate(self) -> None:
        if self._parts:
            self._write("\n\n")

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def document(
        self,
        source: Source,
        format_: str,
        *,
        name: str | None = None,
        encoding: str = "utf-8",
        title: str | None = None,
        said_source: str | None = None,
        published: str | None = None,
        remarks: Sequence[str] = (),
        considered: Sequence[str] = (),
        advice: str = "",
    ) -> Document:
        """The document. Raises UnreadableReport where there is no text, with what to do then."""
        text = "".join(self._parts)
        if not text.strip():
            raise UnreadableReport(source.shown, "holds no text", advice=advice)
        text += "\n"
        return Document(
            name=name or source.name,
            text=text,
            digest=hashlib.sha256(text.encode("utf-8")).hexdigest(),
            file_digest=hashlib.sha256(source.data).hexdigest(),
            encoding=encoding,
            format=format_,
            title=one_line(title) or None if title else None,
            source=one_line(said_source) or None if said_source else None,
            published=published,
            hints=tuple(self._hints),
            tables=tuple(self._tables),
            remarks=tuple(remarks),
            considered=tuple(considered),
        )
