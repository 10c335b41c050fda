"""Tables of a graph: its entities, its facts and what proves them, as CSV, XLSX and Parquet.

A name that a spreadsheet would take for a formula gets an apostrophe before it in CSV (``'=1+1``), which ``plain`` takes away;
in XLSX every text is stored as text. The bytes are the same for the same graph.

Source: RFC 4180 (CSV); ECMA-376, part 1, sections 18.2 and 18.3 (workbook and sheet); OWASP, CSV Injection.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pyoxigraph import DefaultGraph, Literal, NamedNode

from jigou.graphs.nodes import Term, iri
from jigou.graphs.view import View
from jigou.ontology.errors import MissingExtra
from jigou.ontology.terms import CLASS_OF_TYPE, JG, OA, PROV, RDF, SKOS

Cell = str | int | float | None

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767
"""The characters that a cell of XLSX holds."""

_NAMES = (RDF.type, SKOS.prefLabel, SKOS.altLabel, JG.kind, JG.key, JG.status, JG.edition, PROV.wasDerivedFrom)
"""The properties that are columns of the entities and no facts of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, its columns with their Python types, its rows sorted."""

    name: str
    columns: Mapping[str, type]
    rows: tuple[tuple[Cell, ...], ...]


def entities(view: View) -> Table:
    """A row for each body, initiative, event, document, post, person, place and theme."""
    rows = []
    for type_, class_ in {
        **{type_.value: class_ for type_, class_ in CLASS_OF_TYPE.items()},
        "Theme": JG.Theme,
    }.items():
        for quad in view.quads(None, iri(RDF.type), iri(class_), DefaultGraph()):
            if isinstance(quad.subject, NamedNode):
                rows.append(_entity(view, quad.subject, type_))
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
    return Table(name="entities", columns=columns, rows=tuple(sorted(rows, key=str)))


def facts(view: View) -> Table:
    """A row for each fact of an entity; a number has its value, its unit and what it counts."""
    known = {str(row[0]): str(row[3]) for row in entities(view).rows}
    rows = []
    for quad in view.quads(None, None, None, DefaultGraph()):
        subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
        if subject in known and quad.predicate.value not in _NAMES:
            rows.append((subject, known[subject], _short(quad.predicate.value), *_object(view, quad.object, known)))
    columns = {
        "subject": str, "subject_name": str, "property": str, "object": str, "object_name": str,
        "value": float, "unit": str, "counted": str, "approximation": str,
    }  # fmt: skip
    return Table(name="facts", columns=columns, rows=tuple(sorted(rows, key=str)))


def evidence(view: View) -> Table:
    """A row for each passage of each claim: what it proves, where it stands, which rule read it, how sure it is."""
    rows = []
    for quad in view.quads(None, iri(JG.evidence), None):
        claim, passage = quad.subject, quad.object
        if not (isinstance(claim, NamedNode) and isinstance(passage, NamedNode)):
            continue
        sentence = _one(view, passage, JG.sentence)
        rows.append(
            (
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
                float(_plain(_one(view, claim, JG.confidence)) or 0),
            )
        )
    columns = {
        "claim": str, "subject": str, "property": str, "object": str, "report": str, "start": int, "end": int,
        "words": str, "sentence": str, "rule": str, "version": str, "confidence": float,
    }  # fmt: skip
    return Table(name="evidence", columns=columns, rows=tuple(sorted(rows, key=str)))


TABLES: Mapping[str, Callable[[View], Table]] = {"entities": entities, "facts": facts, "evidence": evidence}
"""The tables of a graph, by their names."""


def to_csv(table: Table) -> str:
    """A table as CSV in which no text is a formula for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    return out.getvalue()


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


def to_xlsx(tables: Iterable[Table]) -> bytes:
    """A workbook with a sheet for each table. A text of more than 32,767 characters is cut, as the format demands."""
    sheets = list(tables)
    names = range(1, len(sheets) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        + "".join(f'<Override PartName="/xl/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in names)
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        + "".join(
            f'<sheet name="{table.name}" sheetId="{n}" r:id="r{n}"/>' for n, table in zip(names, sheets, strict=True)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(f'<Relationship Id="r{n}" Type="{relations}/worksheet" Target="sheet{n}.xml"/>' for n in names)
        + "</Relationships>",
        **{f"xl/sheet{n}.xml": "".join(_sheet(table, main)) for n, table in zip(names, sheets, strict=True)},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # its time is 1980-01-01, so that the bytes do not depend on the day
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}')
    return out.getvalue()


def to_parquet(table: Table) -> bytes:
    """A table as Parquet.

    Raises MissingExtra where pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("pyarrow is not installed; install it with: pip install 'jigou[parquet]'") from error
    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    columns = {
        name: pyarrow.array([row[place] for row in table.rows], type=types[kind])
        for place, (name, kind) in enumerate(table.columns.items())
    }
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def _sheet(table: Table, main: str) -> Iterator[str]:
    yield f'<worksheet xmlns="{main}"><sheetData>'
    for row in (tuple(table.columns), *table.rows):
        yield f"<row>{''.join(map(_xlsx, row))}</row>"
    yield "</sheetData></worksheet>"


def _xlsx(cell: Cell) -> str:
    if cell is None:
        return "<c/>"
    if isinstance(cell, int | float):
        return f"<c><v>{cell}</v></c>"
    text = escape(_NOT_IN_XML.sub("\ufffd", cell[:_LONGEST]), {"\r": "&#13;"})
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _entity(view: View, node: NamedNode, type_: str) -> tuple[Cell, ...]:
    edition = _one(view, node, JG.edition)
    kind = _plain(_one(view, node, JG.kind)).rpartition("-")[2]
    others = sorted(_plain(quad.object) for quad in view.quads(node, iri(SKOS.altLabel), None, DefaultGraph()))
    reports = sorted(_plain(quad.object) for quad in view.quads(node, iri(PROV.wasDerivedFrom), None, DefaultGraph()))
    name = _plain(_one(view, node, SKOS.prefLabel))
    status = _plain(_one(view, node, JG.status))
    return (node.value, type_, kind, name, " | ".join(others), status, _number(edition), " | ".join(reports))


def _object(view: View, term: Term, known: Mapping[str, str]) -> tuple[Cell, ...]:
    if not isinstance(term, NamedNode):
        return ("", _plain(term), None, "", "", "")
    value = _one(view, term, JG.value)
    if value is None:
        return (term.value, known.get(term.value, ""), None, "", "", "")
    told = (_plain(_one(view, term, name)) for name in (JG.unit, JG.counted, JG.approximation))
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
