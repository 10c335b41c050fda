"""Words for a time in a sentence, resolved by the year that the report is about.

Values are ISO 8601 as the annotation rules write them: ``2021-10-12``, ``2021-10``, ``2021``, and with a slash from the first to
the last (``2015-01/2015-06`` for 上半年, ``2021/2025`` for “十四五”时期). Times within a title or a quotation are part of a name and
are passed over; a number of months (三个月) and a festival are no dates.

Source: ISO 8601-1:2019, sections 5.2 and 5.5; GB/T 7408.1-2023.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jigou.builder.knowledge.tables import rows
from jigou.builder.text.enclosures import NAMES, enclosed
from jigou.builder.text.numerals import DIGITS, han
from jigou.builder.text.scan import found_from

_YEAR = r"(?:(?<!\d)(?:19|20)\d{2}|(?:一九|二[〇○零0O])[〇○零0O一二三四五六七八九]{2})"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = r"(?:日|号(?![召线楼院文令码称角房店]))"
_WEEKDAY = r"(?:\((?:星期|周)[一二三四五六日天]\))?"
_TO = r"(?:[-—~–]{1,2}|至|到)"
_AFTER_YEAR = r"(?![级轻龄均产代检审薪货])"
_BEFORE_MONTH = r"(?<![\d.每个逐上下本当数几一二三四五六七八九十])"
_AFTER_MONTH = r"(?![龄饼亮球嫂薪租均])"
_PLAN_PART = "(?:规划)?(?:时期|期间|以来|末期?|初期?|这?五年)"
_DATES = rf"""
    (?P<plan>“?十(?P<nth>[一二三四五六七八九])五”?{_PLAN_PART})
    |(?P<iso>(?<![\d.-])(?:19|20)\d{{2}}(?P<sep>[-./])\d{{1,2}}(?P=sep)\d{{1,2}}(?![\d.-]))
    |(?P<years>(?P<from>{_YEAR})年?{_TO}(?P<to>{_YEAR})年{_AFTER_YEAR}度?)
    |(?P<year>(?P<which>{_YEAR})年{_AFTER_YEAR}(?P<part>年?[底末初])?(?:度|内|以来|起|之?前(?!期))?)
    |(?P<half>(?P<first>[上下])半年)
    |(?P<quarters>前(?P<many>[二三两23])个?季度)
    |(?P<quarter>(?<!前)(?<!前个)第?(?P<number>[一二三四1-4])季度)
    |(?P<months>前(?P<count>{_NUMBER})个月)
    |(?P<span>{_BEFORE_MONTH}(?P<month1>{_NUMBER})月?{_TO}(?P<month2>{_NUMBER})月(?!{_NUMBER}[日号])份?)
    |(?P<days>{_BEFORE_MONTH}(?P<month3>{_NUMBER})月(?P<day1>{_NUMBER}){_DAY}?{_WEEKDAY}{_TO}(?:(?P<month4>{_NUMBER})月)?(?P<day2>{_NUMBER}){_DAY})
    |(?P<day>{_BEFORE_MONTH}(?P<month5>{_NUMBER})月(?P<day3>{_NUMBER}){_DAY})
    |(?P<month>{_BEFORE_MONTH}(?P<month6>{_NUMBER})月{_AFTER_MONTH}(?P<late>份?(?:[上中下]旬|月?[初底末])?)(?:以来|起|之?前(?!期))?)
    """
_FIRSTS = "“0123456789一二三四五六七八九十〇○零上下前第"
_PLAN_HINT, _DATE_HINT = re.compile("十.五"), re.compile(r"\d[-./]\d")
_DAY_OF_YEAR = re.compile(rf"(?:(?P<year>{_YEAR})年)?{_BEFORE_MONTH}(?P<month>{_NUMBER})月(?P<day>{_NUMBER}){_DAY}")
_MONTHS = 12
_JOINED = re.compile(_TO)
_FIRST_PLAN, _YEARS_OF_PLAN = 1951, 5
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """A time: where it stands in the normalised text, its ISO 8601 value, and its words."""

    start: int
    end: int
    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """Words for a time before they are put together: a whole value, or a year, or a part of one, or a year and its part.

    ``part`` is the first and the last month (or month and day) as they stand in a value: ``("01", "06")``.
    """

    start: int
    end: int
    value: str | None = None
    year: int | None = None
    part: tuple[str, str] | None = None


@cache
def _pattern() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, tuple[int, str]]]:
    """One expression for every time, the few characters that can begin one, and for each relative word the years to add and the month."""
    table: dict[str, tuple[int, str]] = {}
    words: list[str] = []
    for word, years, *rest in sorted(rows("times.tsv"), key=lambda cells: (-len(cells[0]), cells[0])):
        month, after = (*rest, "", "")[:2]
        table[word] = int(years), month
        words.append((f"(?<![{after}])" if after else "") + word)
    relative = rf"(?P<relative>(?P<word>{'|'.join(words)})(?![轻龄级货薪])(?P<word_part>年?[底末初])?(?:之?前(?!期))?)"
    firsts = "".join(sorted({word[0] for word in table} | set(_FIRSTS)))
    return re.compile(f"{_DATES}|{relative}", re.VERBOSE), re.compile(f"[{firsts}]"), table


def times(text: str, year: int | None) -> Iterator[TimeWords]:
    """The times that a normalised text names, in order; ``year`` is the report's.

    A month without a year is of the year that the sentence began with or gave to the month before, else of the report's
    year; without either it is passed over, as are words like 今年.

    >>> [(t.words, t.value) for t in times("今年上半年召开会议,10月底建成,12月5日至8日培训", 2021)]
    [('今年上半年', '2021-01/2021-06'), ('10月底', '2021-10'), ('12月5日至8日', '2021-12-05/2021-12-08')]
    """
    return _joined(text, year) if _may_name(text) else iter(())


def impossible_days(text: str, year: int | None) -> Iterator[tuple[int, int]]:
    """Where a normalised text names a day that its year does not have; ``year`` is the report's.

    >>> list(impossible_days("6月31日开会,2月29日培训,2月28日结束", 2021))
    [(0, 5), (8, 13)]
    """
    if "月" not in text:
        return
    names = enclosed(text, 0, len(text), NAMES)
    for match in _DAY_OF_YEAR.finditer(text):
        month, day = _number(match["month"]), _number(match["day"])
        if not 1 <= month <= _MONTHS or day < 1 or names.around(match.start()) is not None:
            continue
        which = int(match["year"].replace("O", "0").translate(DIGITS)) if match["year"] else year
        if day > _DAYS[month - 1] or (which is not None and not _is_day(which, (f"{month:02}-{day:02}",) * 2)):
            yield match.span()


def _joined(text: str, year: int | None) -> Iterator[TimeWords]:
    """The times, two that are the ends of a range as one."""
    last: TimeWords | None = None
    for found in _resolved(text, year):
        if last is not None and _is_range(text, last, found):
            words = text[last.start : found.end]
            last = TimeWords(start=last.start, end=found.end, value=f"{last.value}/{found.value}", words=words)
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _is_range(text: str, first: TimeWords, second: TimeWords) -> bool:
    """Whether two times are the ends of one: ``2020年12月至2021年3月``."""
    if "/" in first.value + second.value or len(first.value) != len(second.value) or first.value >= second.value:
        return False
    return _JOINED.fullmatch(text, first.end, second.start) is not None


def _resolved(text: str, year: int | None) -> Iterator[TimeWords]:
    """Each token with its value; a year and the part of it that follows are one."""
    tokens = list(_tokens(text, year))
    context, sentence, seen = year, 0, 0
    i = 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        start, part = token.start, token.part
        if (stop := text.rfind("。", seen, start)) >= 0:
            context, sentence = year, stop + 1
        seen = start
        if token.value is not None:
            yield TimeWords(start=start, end=token.end, value=token.value, words=text[start : token.end])
            continue
        which = context if token.year is None else token.year
        if token.year is not None and part is None and i < len(tokens) and _is_part(text, token, tokens[i]):
            context = which
            token, part = tokens[i], tokens[i].part
            i += 1
        elif token.year is not None and start == sentence:
            context = which
        if which is not None and _is_day(which, part):
            yield TimeWords(start=start, end=token.end, value=_value(which, part), words=text[start : token.end])


def _is_part(text: str, year: _Token, token: _Token) -> bool:
    return token.year is None and token.value is None and text[year.end : token.start] in ("", "的")


def _value(year: int, part: tuple[str, str] | None) -> str:
    if part is None:
        return str(year)
    first, last = part
    return f"{year}-{first}" if first == last else f"{year}-{first}/{year}-{last}"


def _may_name(text: str) -> bool:
    """Whether a text has what every time has; most sentences have none of it."""
    if "年" in text or "月" in text or "季度" in text:
        return True
    return ("五" in text and _PLAN_HINT.search(text) is not None) or _DATE_HINT.search(text) is not None


def _tokens(text: str, year: int | None) -> Iterator[_Token]:
    pattern, firsts, words = _pattern()
    names = None
    for match in found_from(firsts, pattern, text):
        kind = match.lastgroup or ""
        start, end = match.span()
        if names is None:
            names = enclosed(text, 0, len(text), NAMES)
        if kind != "plan" and names.around(start) is not None:
            continue
        if kind == "relative":
            years, month = words[match.group("word")]
            month = _month_of(match.group("word_part")) or month
            if year is not None:
                yield _Token(start=start, end=end, year=year + years, part=(month, month) if month else None)
        elif kind == "year":
            month = _month_of(match.group("part"))
            which = int(match.group("which").replace("O", "0").translate(DIGITS))
            yield _Token(start=start, end=end, year=which, part=(month, month) if month else None)
        elif kind in ("plan", "iso", "years"):
            if (value := _whole(kind, match)) is not None:
                yield _Token(start=start, end=end, value=value)
        elif (part := _part(kind, match)) is not None:
            yield _Token(start=start, end=end, part=part)


def _month_of(words: str | None) -> str:
    """The month that 年底 or 年初 names, empty for neither."""
    return "" if not words else "01" if words.endswith("初") else "12"


def _whole(kind: str, match: re.Match[str]) -> str | None:
    if kind == "plan":
        begins = _FIRST_PLAN + _YEARS_OF_PLAN * (10 + (han(match.group("nth")) or 0))
        return f"{begins}/{begins + _YEARS_OF_PLAN - 1}"
    if kind == "iso":
        year, month, day = re.split("[-./]", match.group("iso"))
        date = _date(month, day)
        return f"{year}-{date}" if date is not None and _is_day(int(year), (date, date)) else None
    first, last = (match.group(name).replace("O", "0").translate(DIGITS) for name in ("from", "to"))
    return f"{first}/{last}" if first < last else None


def _part(kind: str, match: re.Match[str]) -> tuple[str, str] | None:
    """The first and the last month or day of a part of a year; None where there is no such."""
    group = match.group
    if kind == "half":
        return ("01", "06") if group("first") == "上" else ("07", "12")
    if kind == "quarters":
        return "01", f"{3 * _number(group('many')):02}"
    if kind == "quarter":
        last = 3 * _number(group("number"))
        return f"{last - 2:02}", f"{last:02}"
    if kind == "months":
        return _pair("01", _month(group("count")))
    if kind == "span":
        return _pair(_month(group("month1")), _month(group("month2")))
    if kind == "days":
        return _pair(_date(group("month3"), group("day1")), _date(group("month4") or group("month3"), group("day2")))
    if kind == "day":
        date = _date(group("month5"), group("day3"))
        return _pair(date, date)
    of_year = match.start() > 0 and match.string[match.start() - 1] == "年"
    if not (group("month6").isdigit() or group("late") or of_year):
        return None  # 一月 alone is as often a duration, behind a year it is none
    return _pair(_month(group("month6")), _month(group("month6")))


def _pair(first: str | None, last: str | None) -> tuple[str, str] | None:
    return (first, last) if first is not None and last is not None and first <= last else None


def _number(words: str) -> int:
    """The number in ``12`` or ``十二``; 0 for none."""
    return int(words) if words.isdigit() else han(words) or 0


def _month(words: str) -> str | None:
    number = _number(words)
    return f"{number:02}" if 1 <= number <= 12 else None


def _date(month: str, day: str) -> str | None:
    """The month and day as they stand in a value; None for a day that no year has (``2月30日``, ``6月31日``)."""
    first, second = _month(month), _number(day)
    return f"{first}-{second:02}" if first is not None and 1 <= second <= _DAYS[int(first) - 1] else None


def _is_day(year: int, part: tuple[str, str] | None) -> bool:
    """Whether the days of a part are days of this year: ``02-29`` only of a leap year."""
    return part is None or "02-29" not in part or isleap(year)
