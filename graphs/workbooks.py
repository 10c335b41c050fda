"""Tables as a workbook (XLSX), written row by row.

In it every text is stored as text, so that none is a formula. The bytes are the same for the same tables.

Source: ECMA-376, part 1, sections 18.2 and 18.3 (workbook and sheet).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import count
from typing import IO
from xml.sax.saxutils import escape

from jigou.graphs.tabulating import Cell, Table
from jigou.ontology.errors import TooLarge

LONGEST = 32_767
"""The characters that a cell of XLSX holds."""

ROWS = 1_048_576
"""The rows that a sheet of XLSX holds, its head with them."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BATCH = 100
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write_xlsx(tables: Iterable[Table], target: IO[bytes]) -> None:
    """Write a workbook with a sheet for each table. A text of more than 32,767 characters is cut, as the format demands.

    Raises TooLarge for a table of more rows than a sheet holds.
    """
    sheets = list(tables)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in _parts(sheets):
            entry = zipfile.ZipInfo(name)  # its time is 1980-01-01, so that the bytes do not depend on the day
            entry.compress_type = zipfile.ZIP_DEFLATED
            # A sheet may grow beyond 2 GB; the small parts do not.
            with archive.open(entry, "w", force_zip64=name.startswith("xl/sheet")) as part:
                part.write(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n')
                for piece in pieces:
                    part.write(piece.encode("utf-8"))


def _parts(sheets: list[Table]) -> Iterator[tuple[str, Iterable[str]]]:
    """The parts of the package, by their names."""
    numbered = list(zip(count(1), sheets, strict=False))
    overrides = "".join(
        f'<Override PartName="/xl/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n, _ in numbered
    )
    yield (
        "[Content_Types].xml",
        (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>{overrides}</Types>',
        ),
    )
    yield (
        "_rels/.rels",
        (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        ),
    )
    listed = "".join(f'<sheet name="{table.name}" sheetId="{n}" r:id="r{n}"/>' for n, table in numbered)
    yield (
        "xl/workbook.xml",
        (f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',),
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="sheet{n}.xml"/>' for n, _ in numbered
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        (f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',),
    )
    for n, table in numbered:
        yield f"xl/sheet{n}.xml", _sheet(table)


def _sheet(table: Table) -> Iterator[str]:
    yield f'<worksheet xmlns="{_MAIN}"><sheetData>'
    yield _row(tuple(table.columns))
    rows: list[str] = []
    for number, row in enumerate(table.rows, 2):
        if number > ROWS:
            raise TooLarge(f"a sheet of XLSX holds {ROWS:,} rows and {table.name} has more; write CSV or Parquet")
        rows.append(_row(row))
        if len(rows) == _BATCH:
            yield "".join(rows)
            rows.clear()
    yield f"{''.join(rows)}</sheetData></worksheet>"


def _row(cells: tuple[Cell, ...]) -> str:
    return f"<row>{''.join(map(_xlsx, cells))}</row>"


def _xlsx(cell: Cell) -> str:
    if cell is None:
        return "<c/>"
    if isinstance(cell, int | float):
        return f"<c><v>{cell}</v></c>"
    text = escape(_NOT_IN_XML.sub("\ufffd", cell[:LONGEST]), {"\r": "&#13;"})
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
