"""Sheets: a table of reports, of which each row is one; or, in a workbook, tables as a report holds them.

Source: RFC 4180 (CSV); ECMA-376 part 1, section 18 (SpreadsheetML).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.draft import Draft, Field, one_line
from jigou.builder.formats.limits import Limits
from jigou.builder.formats.package import ZIP, Element, Package, child, count, inside, local, value, warm
from jigou.builder.knowledge.tables import rows as table_rows
from jigou.builder.text.encoding import decoded
from jigou.ontology import Document
from jigou.ontology.errors import PastLimit, UnreadableReport

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DATE = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_FIRST_DAY = date(1899, 12, 30)
_LONG = 200
_HEADERS_WITHIN = 5
_WIDEST = 400
_MOST_ROWS = 200_000

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A sheet: its name, the words of its cells, and which of them reach over others (row, column, rows, columns)."""

    name: str
    rows: Rows
    merged: tuple[tuple[int, int, int, int], ...] = ()


# --- a table of reports ----------------------------------------------------------------------------------------------


@cache
def _fields() -> dict[str, str]:
    return {header: field for field, header in table_rows("columns.tsv")}


def _header(rows: Rows) -> tuple[int, dict[str, int]] | None:
    """The row of headers and the columns that it names, by field; None where no column is one of text."""
    for number, row in enumerate(rows[:_HEADERS_WITHIN]):
        named: dict[str, int] = {}
        for column, words in enumerate(row):
            if (field := _fields().get(words.strip().lower())) is not None:
                named.setdefault(field, column)
        if "text" in named:
            return number, named
    return None


def _reports(source: Source, format_: str, encoding: str, sheet: _Sheet, label: str) -> Iterator[Document]:
    """A report for each row under the headers that has text."""
    found = _header(sheet.rows)
    if found is None:
        return
    head, named = found

    def cell(row: Sequence[str], field: str) -> str:
        column = named.get(field)
        return row[column] if column is not None and column < len(row) else ""

    for number, row in enumerate(sheet.rows[head + 1 :], head + 2):
        text = cell(row, "text")
        if not text.strip():
            continue
        title = one_line(cell(row, "title"))
        draft = Draft()
        lines = [line.strip("\u3000 \t") for line in text.splitlines() if line.strip("\u3000 \t")]
        if title and not any("".join(title.split()) in "".join(line.split()) for line in lines[:5]):
            draft.paragraph(title)
        for line in lines:
            draft.paragraph(line)
        yield draft.document(
            source,
            format_,
            name=f"{source.name}{label}#{number}",
            encoding=encoding,
            title=title or None,
            said_source=cell(row, "source") or None,
            published=_day(cell(row, "published")),
        )


def _day(words: str) -> str | None:
    match = _DATE.search(words)
    if match is None:
        serial = words.strip()
        return (_FIRST_DAY + timedelta(days=int(float(serial)))).isoformat() if _SERIAL.fullmatch(serial) else None
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


# --- CSV -------------------------------------------------------------------------------------------------------------


def _read_csv(source: Source, limits: Limits) -> Sequence[Document]:
    found = decoded(source.data, source.shown)
    csv.field_size_limit(limits.characters)
    first = found.text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(found.text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableReport(source.shown, f"is no table that can be read ({error})") from error
    if len(rows) > _MOST_ROWS:
        raise PastLimit(source.shown, f"has more than {_MOST_ROWS:,} rows", advice="split it")
    reports = tuple(_reports(source, CSV.name, found.encoding, _Sheet(name="", rows=rows), ""))
    if not reports:
        wanted = "、".join(header for header, field in _fields().items() if field == "text")
        raise UnreadableReport(source.shown, f"has no column of reports with text in it ({wanted})")
    return reports


# --- workbooks -------------------------------------------------------------------------------------------------------


def _read_workbook(source: Source, limits: Limits) -> Sequence[Document]:
    package = Package(source, limits)
    reports: list[Document] = []
    draft = Draft()
    hidden = 0
    sheets = list(_sheets(package, source))
    for sheet in sheets:
        if sheet is None:
            hidden += 1
            continue
        label = f"!{sheet.name}" if len(sheets) > 1 else ""
        found = tuple(_reports(source, WORKBOOK.name, "utf-8", sheet, label))
        reports += found
        if not found:
            _as_table(draft, sheet)
    if reports:
        return tuple(reports)
    remarks = (f"{hidden} hidden sheets were left out",) if hidden else ()
    return (draft.document(source, WORKBOOK.name, remarks=remarks),)


def _as_table(draft: Draft, sheet: _Sheet) -> None:
    """A sheet as a report holds it: rows of one cell are lines, the others make tables."""
    reach = {(row, column): (rows, columns) for row, column, rows, columns in sheet.merged}
    covered = {
        (row + down, column + across)
        for row, column, rows, columns in sheet.merged
        for down in range(rows)
        for across in range(columns)
        if down or across
    }
    waiting: list[Field] = []
    begin = 0
    for number, row in enumerate(sheet.rows):
        filled = [(column, words) for column, words in enumerate(row[:_WIDEST]) if words.strip()]
        if not filled or (len(filled) == 1 and not waiting):
            draft.table(waiting)
            waiting = []
            for _, words in filled:
                for line in words.splitlines():
                    draft.paragraph(line)
            continue
        begin = begin if waiting else number
        for column, words in enumerate(row[:_WIDEST]):
            if (number, column) not in covered:
                rows, columns = reach.get((number, column), (1, 1))
                waiting.append(Field(row=number - begin, column=column, rows=rows, columns=columns, words=words))
    draft.table(waiting)


def _sheets(package: Package, source: Source) -> Iterator[_Sheet | None]:
    """The sheets in their order; None for one that is hidden."""
    shared = _shared(package)
    targets = {}
    if "xl/_rels/workbook.xml.rels" in package:
        targets = {value(e, "Id"): value(e, "Target") or "" for e in package.xml("xl/_rels/workbook.xml.rels")}
    for element in inside(package.xml("xl/workbook.xml"), "sheets"):
        if (value(element, "state") or "visible") != "visible":
            yield None
            continue
        id_ = next((found for key, found in element.attrib.items() if key.endswith("}id")), None)
        target = targets.get(id_, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in package:
            yield _sheet(package.xml(path), value(element, "name") or "", shared, source)


def _shared(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package:
        return []
    return [_text(element) for element in package.xml("xl/sharedStrings.xml") if local(element) == "si"]


def _text(element: Element) -> str:
    """The words of a string, without the readings that stand above characters."""
    return "".join(
        inner.text or ""
        for inner in element.iterdescendants()
        if local(inner) == "t" and local(inner.getparent()) != "rPh"
    )


def _sheet(root: Element, name: str, shared: Sequence[str], source: Source) -> _Sheet:
    rows: list[list[str]] = []
    for element in inside(root, "sheetData"):
        number = max(count(element, "r", len(rows) + 1), 1)
        if number > _MOST_ROWS:
            raise PastLimit(source.shown, f"has more than {_MOST_ROWS:,} rows", advice="split it")
        if value(element, "hidden") in ("1", "true"):
            continue
        rows += [[] for _ in range(number - len(rows))]
        for cell in element:
            place = _PLACE.fullmatch(value(cell, "r") or "")
            column = _column(place.group(1)) if place else len(rows[-1])
            if column < _WIDEST:
                rows[-1] += [""] * (column + 1 - len(rows[-1]))
                rows[-1][column] = _cell(cell, shared)
    merged = (value(element, "ref") or "" for element in inside(root, "mergeCells"))
    return _Sheet(name=name, rows=rows, merged=tuple(filter(None, map(_reach, merged))))


def _cell(cell: Element, shared: Sequence[str]) -> str:
    kind, inner = value(cell, "t"), child(cell, "v")
    words = (inner.text or "") if inner is not None else ""
    if kind == "s":
        return shared[int(words)] if words.isdecimal() and int(words) < len(shared) else ""
    if kind == "inlineStr":
        return _text(cell)
    return "" if kind == "e" else words


def _column(letters: str) -> int:
    """The number of a column from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _reach(reference: str) -> tuple[int, int, int, int] | None:
    places = [_PLACE.fullmatch(part) for part in reference.split(":")]
    if len(places) != 2 or places[0] is None or places[1] is None:
        return None
    (left, top), (right, bottom) = ((_column(place.group(1)), int(place.group(2)) - 1) for place in places if place)
    return (top, left, min(bottom - top + 1, _LONG), min(right - left + 1, _WIDEST))


def _prepare() -> None:
    warm()
    _fields()
    _read_csv(Source(name="", shown="", data="标题,正文\n甲,召开会议。\n".encode()), Limits())
    _read_csv(
        Source(
            name="", shown="", data="标题,正文\n工作总结,某某市民政局召开会议，工作取得新的进展。\n".encode("gb18030")
        ),
        Limits(),
    )


CSV = Reader(
    name="csv",
    what="tables of reports: a row with text is a report",
    suffixes=(".csv", ".tsv"),
    knows=lambda source: (
        source.name.lower().endswith((".csv", ".tsv")) and not source.data.startswith((ZIP, b"%PDF", b"<"))
    ),
    read=_read_csv,
    prepare=_prepare,
    rank=45,
)
WORKBOOK = Reader(
    name="xlsx",
    what="workbooks: tables of reports, or tables as a report holds them",
    suffixes=(".xlsx", ".xlsm"),
    knows=lambda source: source.data.startswith(ZIP) and b"xl/workbook.xml" in source.data,
    read=_read_workbook,
    prepare=_prepare,
)
