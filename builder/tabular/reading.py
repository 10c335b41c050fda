"""The facts of a document's tables: numbers of the reporting body, the units that it consists of, and totals that are wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from jigou.builder.drafts import DraftMeasure, DraftRelation, Mention
from jigou.builder.knowledge.tables import classed
from jigou.builder.tabular.paths import Amount, amounts, bare
from jigou.builder.tabular.sums import wrong_totals
from jigou.builder.text.spelling import spelling
from jigou.ontology import Approximation, Cell, Document, EntityType, Refusal, RelationType, Span, Status, Table

RULE = "table"
UNITS = "table-of-units"
_TABLE = "tabular.tsv"
_UNITS = r"([百千万亿]{0,2})\s*(美元|元|人次|人|件|个|次|家|户|%)"
_STATED = re.compile(rf"单位[:：]\s*{_UNITS}")
_BRACKETED = re.compile(rf"[（(]\s*(?:单位[:：])?\s*{_UNITS}\s*[）)]")
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_MINUS = str.maketrans("−－，", "--,")
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")
_NAME = re.compile(r"[\u4e00-\u9fff（）()“”·]{4,40}")

KindOf = Callable[[str], tuple[str, str]]
"""The kind and the head word of a body's name; the head is empty for what is none."""

Found = Mention | DraftRelation | DraftMeasure | Refusal


def tabular(document: Document, reporting: Mention, kind_of: KindOf) -> Iterator[Found]:
    """What the tables of a document state: mentions, relations and measures of the reporting body, and refusals with their reasons."""
    for table in document.tables:
        yield from _units(document, table, reporting, kind_of)
        yield from _numbers(document, table, reporting)


def _numbers(document: Document, table: Table, reporting: Mention) -> Iterator[Found]:
    found = list(amounts(document, table, _labels()))
    if not found:
        return
    caption = _caption(document, table)
    headers = caption + document.text[table.span.start : table.span.end]
    if not _pattern("own").search(headers):
        words = document.text[table.span.start : table.span.end].split("\n", 1)[0]
        yield _refusal(
            document, found[0].span, f"a table that does not count the body's own doings ({words.strip()[:40]})"
        )
        return
    values: dict[Amount, Decimal] = {}
    for amount in found:
        measured = _measured(amount, caption)
        if measured is None:
            yield _refusal(document, amount.span, "a number of a table whose unit is not said")
            continue
        value, unit = measured
        values[amount] = value
        yield DraftMeasure(
            of=reporting, value=value, unit=unit, what=_counted(amount), approx=Approximation.EXACT, span=amount.span,
            rule=RULE, confidence=0.9,
        )  # fmt: skip
    known = [amount for amount in found if amount in values]
    for amount, whole in wrong_totals(known, values, frozenset(classed(_TABLE, "total"))):
        yield Refusal(
            span=amount.span, words=amount.words, rule="total",
            reason=f"a total of {values[amount]} where its parts sum up to {whole} ({_counted(amount)})",
        )  # fmt: skip


def _caption(document: Document, table: Table) -> str:
    """The line above a table, and the one above that where it only says the unit; none beyond the table before."""
    before = max((other.span.end for other in document.tables if other.span.end <= table.span.start), default=0)
    lines = [line for line in document.text[before : table.span.start].splitlines() if line.strip()]
    count = 2 if lines and _STATED.search(lines[-1]) else 1
    return "\n".join(lines[-count:])


@cache
def _pattern(class_: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, classed(_TABLE, class_))))


@cache
def _labels() -> re.Pattern[str]:
    """Headers of columns that name or number their rows."""
    whole = "|".join(map(re.escape, classed(_TABLE, "label")))
    return re.compile(f"^(?:{whole})$|{_pattern('code').pattern}")


def _refusal(document: Document, span: Span, reason: str) -> Refusal:
    return Refusal(span=span, words=document.text[span.start : span.end], rule=RULE, reason=reason)


def _counted(amount: Amount) -> str:
    """What a number counts: its headers to the left, then those above it, each once, units in brackets left out."""
    return "·".join(spelling(_BRACKETED.sub("", words)) for words in (*amount.left, *amount.above))


def _measured(amount: Amount, caption: str) -> tuple[Decimal, str] | None:
    """The value and unit of a number; None where no header says the unit."""
    words = amount.words.strip().translate(_MINUS)
    value = _plain(Decimal(words.removesuffix("%").strip().replace(",", "")))
    if words.endswith("%"):
        return value, "%"
    headers = (*reversed(amount.above), *reversed(amount.left))
    said = next((match for words in headers if (match := _BRACKETED.search(words)) is not None), None)
    said = said or next(iter(reversed(list(_STATED.finditer(caption)))), None)
    if said is not None and said.group(1) in _SCALES:
        return _plain(value * _SCALES[said.group(1)]), said.group(2)
    for words in (*headers, caption):
        for row in classed(_TABLE, "unit"):
            word, _, unit = row.partition(":")
            if word in words:
                return value, unit
    return None


def _plain(value: Decimal) -> Decimal:
    """A value without zeros behind its point."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


# --- units -----------------------------------------------------------------------------------------------------------


def _units(document: Document, table: Table, reporting: Mention, kind_of: KindOf) -> Iterator[Found]:
    """The bodies under a header such as 单位名称, each a part of the reporting body, which is left out itself."""
    headed = [cell for cell in table.cells if cell.span and _said(document, cell) in classed(_TABLE, "units")]
    for header in headed[:1]:
        below = [cell for cell in table.cells if cell.column == header.column and cell.row > header.row and cell.span]
        yield from _parts(document, below, reporting, kind_of)


def _said(document: Document, cell: Cell) -> str:
    return bare(document.text[cell.span.start : cell.span.end]) if cell.span else ""


def _parts(document: Document, cells: Sequence[Cell], reporting: Mention, kind_of: KindOf) -> Iterator[Found]:
    own = classed(_TABLE, "itself")
    for cell in cells:
        said = _said(document, cell)
        if cell.span is None or _NAME.fullmatch(said) is None or said in classed(_TABLE, "total"):
            continue
        if said.endswith(own) or spelling(said) == spelling(reporting.name):
            continue
        name = spelling(_REMARK.sub("", said))
        kind, head = kind_of(name)
        if not head:
            yield Refusal(
                span=cell.span, words=said, rule=UNITS, reason="a name in a table of units that ends as no body's does"
            )
            continue
        unit = Mention(
            type=EntityType.BODY, kind=kind, name=name, span=cell.span, sentence=-1, rule=UNITS, confidence=0.9,
            head=head,
        )  # fmt: skip
        yield unit
        yield DraftRelation(
            type=RelationType.PART_OF, source=unit, target=reporting, span=cell.span, rule=UNITS, confidence=0.85,
            status=Status.DONE,
        )  # fmt: skip
