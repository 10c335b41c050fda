"""The year that a report is on and the year in which it was given to a congress: two facts.

``2020年若水县政府工作报告`` of January 2020 reports on 2019; a ``2020年工作总结`` on 2020. Source: the custom of reports to people's
congresses, whose title bears the year of the session.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from jigou.builder.text.numerals import DIGITS, han
from jigou.builder.text.spelling import Normalised

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[-—~至]\d)|([〇○零一二三四五六七八九]{4})(?=年)")
_YEAR_OF_TEXT = re.compile(r"(?:(?:^|[。,:])(?:刚刚过去的|过去的)?|现将|统计期限自?)((?:19|20)\d{2})年")
_DELIVERED = re.compile(
    r"(?P<year>[0-9０-９〇○零一二三四五六七八九]{4})年(?P<month>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})日"
    r"(?:\s*[,，]?\s*在.{4,40}?(?:会议|大会)|[)）]\s*\n)"
)
_CONGRESS = re.compile(r"政府工作报告|人民代表大会|人大.{0,4}会议")
_REPORTERS = re.compile(r"(?:人民法院|人民检察院|人大常委会|人民代表大会常务委员会).{0,12}工作报告")
_ADDRESS = re.compile(r"各位代表[,，:：!！]")
_PAST = re.compile(r"(?:刚刚?过去的|回顾)((?:19|20)\d{2})年")
_REVIEW = re.compile(r"回顾|总结|工作情况")
_PLAN = re.compile(r"安排|任务|目标|部署|重点工作|主要工作|总体思路|总体要求|打算")
_FRONT = 1500
_FIRST_MONTHS = 4
_STRONG, _LIKELY, _WEAK = 4, 3, 1


def years(
    text: str, title: Normalised | None, first: Sequence[Normalised], headings: Sequence[str], published: str | None
) -> tuple[int | None, int | None]:
    """The year reported on and the year of the session, None for what cannot be told or was given to no congress.

    ``first`` are the first paragraphs, ``headings`` the report's headings (normalised), ``published`` an ISO 8601 date.
    """
    delivered = _delivered(text)
    named = _named(title)
    if not _is_given(text, title):
        return _summarised(named, first, published, delivered), None
    votes: Counter[int] = Counter()
    if delivered is not None:
        votes[delivered[0] - (delivered[1] <= _FIRST_MONTHS)] += _STRONG
    for heading in headings:
        if (told := _reviewed(heading)) is not None:
            votes[told] += _LIKELY
        elif (ahead := _YEAR.search(heading)) is not None and _PLAN.search(heading):
            votes[int(ahead.group().translate(DIGITS)) - 1] += _LIKELY
    for match in _PAST.finditer(text):
        votes[int(match[1])] += _LIKELY
    if named is not None:
        # Its title bears the year of the session, or more seldom the year that it is on.
        votes[named - 1] += _WEAK + 1
        votes[named] += _WEAK
    if not votes and (year := _summarised(None, first, published, None)) is not None:
        votes[year] += _WEAK
    if not votes:
        return None, None
    year = min(votes, key=lambda one: (-votes[one], one))
    return year, delivered[0] if delivered is not None else year + 1


def _reviewed(heading: str) -> int | None:
    """The year that a heading reviews: the last before the word that says so (``1998年工作回顾和1999年总体要求``), else the first."""
    word = _REVIEW.search(heading)
    found = [(match.start(), int(match.group().translate(DIGITS))) for match in _YEAR.finditer(heading)]
    if word is None or not found:
        return None
    return max((year for at, year in found if at < word.start()), default=found[0][1])


def _is_given(text: str, title: Normalised | None) -> bool:
    """Whether a report was given to a people's congress."""
    front = text[:_FRONT]
    if title is not None and _CONGRESS.search(title.text):
        return True
    if _ADDRESS.search(front) is None:
        return False
    return _CONGRESS.search(front) is not None or (title is not None and _REPORTERS.search(title.text) is not None)


def _named(title: Normalised | None) -> int | None:
    match = _YEAR.search(title.text) if title is not None else None
    return int(match.group().translate(DIGITS)) if match is not None else None


def _delivered(text: str) -> tuple[int, int] | None:
    """The year and month in the line that says when a report was given (——2024年1月21日在…会议上), within the first lines."""
    match = _DELIVERED.search(text[:400])
    if match is None:
        return None
    month = match.group("month")
    return int(match.group("year").translate(DIGITS)), han(month) or int(month)


def _summarised(
    named: int | None, first: Sequence[Normalised], published: str | None, delivered: tuple[int, int] | None
) -> int | None:
    """The year of a report that was given to no congress: its title's first, else its first paragraphs', else that of the
    publication, or the one before for what is published in January to April.
    """
    if named is not None:
        return named
    if delivered is not None and delivered[1] > _FIRST_MONTHS:
        return delivered[0]
    for paragraph in first:
        match = _YEAR_OF_TEXT.search(paragraph.text)
        if match is not None:
            return int(match.group(1))
    if delivered is not None:
        return delivered[0] - 1
    if published is None:
        return None
    year, month = int(published[:4]), int(published[5:7])
    return year - 1 if month <= _FIRST_MONTHS else year
