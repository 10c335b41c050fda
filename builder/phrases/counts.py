"""Counts in a sentence: a number with its unit, and what the words around it say of its exactness.

Refused are numbers that count nothing (ordinals, fixed phrases, the figures within a name or a quotation), a bare one
(``一次``) and vague numbers (``数十``, ``若干``, ``三四家``).

Source: the annotation rules, "Measures"; GB/T 15835-2011 (numerals).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jigou.builder.knowledge.tables import rows
from jigou.builder.text.enclosures import NAMES, enclosed
from jigou.builder.text.numerals import DIGITS, FIGURES, HAN, SCALE, figures, han, plain
from jigou.builder.text.scan import found_from
from jigou.ontology.values import Approximation


def _approximations(place: str) -> dict[str, Approximation]:
    return {word: Approximation(how) for where, word, how in rows("approximations.tsv") if where == place}


_BEFORE = _approximations("before")
_WITHIN = _approximations("within")
_AFTER = _approximations("after")
_ORDINAL = re.compile(r"(?:[第每届]|铁人|(?<![目此之会年当日以])前)$")
_PER_HEAD = re.compile(r"(?:人均|户均|日均|平均)$")
_VAGUE = "数几上成好"
_RANGE_BEFORE = re.compile(r"[\d一二三四五六七八九十%][-—~至到/:]$|[^。;:,\n][\d一二三四五六七八九十]、$")
_SESSION = re.compile(r"(?:届|人大|政协|大会|委会|全会|次、)$")
_RANGE_AFTER = re.compile(r"[-—~至到]\d")
_BARE_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_NEARLY = ("近", "将近", "约", "超", "超过", "逾", "突破")
_BROKEN_THROUGH = ("%", "元")
_OTHER_UNIT = re.compile(r"[(/]([\u4e00-\u9fff]{1,2})\)?")
_LOOK_BACK = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number with its unit in normalised text; ``start`` to ``end`` holds both and the words that qualify them.

    ``value`` is multiplied out (1.5万 is 15000), a percentage is as printed (87.5 with the unit ``%``).
    """

    start: int
    end: int
    value: Decimal
    unit: str
    approx: Approximation
    number_start: int
    number_end: int


@cache
def _classifiers() -> frozenset[str]:
    return frozenset(cells[0] for cells in rows("classifiers.tsv"))


@cache
def _pattern() -> re.Pattern[str]:
    """A number, its scale and its unit; one expression for the whole table of units."""
    table = sorted(rows("classifiers.tsv"), key=lambda cells: (-len(cells[0]), cells[0]))
    units = [(re.escape(unit) + (f"(?!{rest[0]})" if rest else ""), which) for unit, which, *rest in table]
    every = "|".join(unit for unit, _ in units)
    any_ = "|".join(unit for unit, which in units if which == "any")
    scale = _either(SCALE)
    return re.compile(
        rf"(?P<number>(?P<figures>(?<![\d.A-Za-z])(?:{FIGURES}))(?P<more1>[余多来+]?)(?P<scale1>(?:{scale})?)(?P<more2>[余多来+]?)"
        rf"(?=(?P<unit1>{every}))"
        rf"|百分之(?P<share>(?:{HAN}))(?P<tenths>(?:点[零〇一二三四五六七八九]{{1,4}})?)"
        rf"|(?P<han>(?<![一二三四五六七八九十百千万亿零〇两])(?:{HAN}))(?P<more3>[余多来]?)(?P<scale2>[万亿]?)(?=(?P<unit2>{any_})))"
    )


# Where a number can begin: at a figure or numeral that none of its kind stands before.
_BEGINNING = re.compile(
    r"[\d一二三四五六七八九十百千万亿零〇两]"
    r"(?:(?<=\d)(?<![\d.A-Za-z].)|(?<!\d)(?<![一二三四五六七八九十百千万亿零〇两].)|(?<=百)(?=分之))"
)
_LONGEST_BEFORE = max(map(len, _BEFORE))
_NOT_BEFORE = frozenset("最附就相临亲邻靠贴赶反拉")


def _before(text: str, last: int, start: int) -> str:
    """The word before a number that says how exact it is, the longest; it begins at ``last`` or after."""
    for size in range(min(_LONGEST_BEFORE, start - last), 0, -1):
        at = start - size
        if text[at:start] in _BEFORE and (at == 0 or text[at - 1] not in _NOT_BEFORE):
            return text[at:start]
    return ""


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def _not_counts() -> re.Pattern[str]:
    return re.compile(_either(cells[0] for cells in rows("not-counts.tsv")))


@cache
def _after() -> re.Pattern[str]:
    return re.compile(_either(_AFTER))


def counts(text: str) -> Iterator[Count]:
    """The counts of a normalised text, in order.

    >>> [(c.value, c.unit, c.approx.value) for c in counts("组织139次视察,委员813人次参加,提出意见建议近500条,一次也不少")]
    [(Decimal('139'), '次', 'exact'), (Decimal('813'), '人次', 'exact'), (Decimal('500'), '条', 'under')]
    """
    names = None
    last = 0
    for match in found_from(_BEGINNING, _pattern(), text):
        number = match.start()
        before = _before(text, last, number)
        last = match.end()
        value = _value(text, match, before)
        if value is None or not _counts_things(text, match, number - len(before)):
            continue
        if names is None:
            names = enclosed(text, 0, len(text), NAMES)
        start, end = match.span("number")
        if names.around(start) is not None:
            continue
        unit = match.group("unit1") or match.group("unit2") or "%"
        end_of_unit = end if match.group("share") else end + len(unit)
        other = _OTHER_UNIT.match(text, end_of_unit) if unit != "%" else None
        if other is not None and other.group(1) in _classifiers():
            # 15人(次), 200份(册): of persons counted by the time the unit is 人次, else the first one holds.
            end_of_unit = other.end()
            unit = unit + "次" if other.group(1) == "次" and unit + "次" in _classifiers() else unit
        after = _after().match(text, end_of_unit)
        if before == "突破" and unit not in _BROKEN_THROUGH and not match.group("scale1"):
            # 突破20项关键技术 breaks through twenty, it does not pass beyond twenty.
            before = ""
        yield Count(
            start=start - len(before),
            end=after.end() if after else end_of_unit,
            value=value,
            unit=unit,
            approx=_approximation(before, match, after.group() if after else None),
            number_start=start,
            number_end=end,
        )


def _value(text: str, match: re.Match[str], before: str) -> Decimal | None:
    """The number; None where it is none, a bare one or too vague."""
    if match.group("figures"):
        return plain(figures(match.group("figures")) * SCALE.get(match.group("scale1"), 1))
    if match.group("share"):
        share = han(match.group("share")) or _BARE_SCALES.get(match.group("share"))
        return None if share is None else plain(Decimal(f"{share}.{match.group('tenths')[1:].translate(DIGITS) or 0}"))
    words = match.group("han")
    start = match.start("number")
    vague = words[0] in "十百千万亿" and text[max(0, start - 1) : start] in tuple(_VAGUE)
    if vague or words in ("一", "二"):
        return None
    number = han(words)
    if number is None and (match.group("more3") or before in _NEARLY):
        number = _BARE_SCALES.get(words)
    return None if number is None else plain(Decimal(number) * SCALE.get(match.group("scale2"), 1))


def _counts_things(text: str, match: re.Match[str], begin: int) -> bool:
    """Whether the number is no ordinal, no part of a range and no fixed phrase; ``begin`` is where its words begin."""
    start, end = match.span("number")
    unit = match.group("unit1") or match.group("unit2") or ""
    front = text[max(0, begin - _LOOK_BACK) : begin]
    if (
        _ORDINAL.search(front)
        or (unit not in ("", "%") and _PER_HEAD.search(front))
        or _RANGE_BEFORE.search(text[max(0, start - _LOOK_BACK) : start])
    ):
        return False
    if unit == "次" and match.group("han") and _SESSION.search(front):
        return False  # 区人大四次会议 is the fourth
    return not (_RANGE_AFTER.match(text, end + len(unit)) or _not_counts().match(text, start))


def _approximation(before: str, match: re.Match[str], after: str | None) -> Approximation:
    if after is not None and after != "之多":
        return _AFTER[after]
    for group in ("more1", "more2", "more3"):
        if match.group(group):
            return _WITHIN[match.group(group)]
    return _BEFORE[before] if before else Approximation.EXACT
