"""Which parts of a report plan: known by their headings, by the years that these name, and by what opens a part without one.

Source: the order of the reports that governments give to their congresses (工作回顾, then 工作安排), which work summaries share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache

from jigou.builder.knowledge.tables import alternatives, rows
from jigou.builder.text.numerals import DIGITS, han
from jigou.builder.text.spelling import normalise
from jigou.ontology.values import Document, Header, Segment, SegmentKind

_YEAR = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}|(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2})(?=年)|“?十([一二三四五六七八九])五”?"
)
_FIRST_PLAN, _YEARS_OF_PLAN, _BEFORE = 1951, 5, 10
_REVIEWS = re.compile(alternatives("parts.tsv", "reviews"))
_PLANS = re.compile(alternatives("parts.tsv", "plans"))
_NEXT = re.compile(alternatives("parts.tsv", "next"))
_DECLARES = re.compile(r"(?:今年|(?P<year>(?:19|20)\d{2})年)(?!以来|来|底|初|[上下]半年|\d|春|[一二三四]季度)")
_OPENING = 60


class Part(Enum):
    """What a part of a report tells."""

    REVIEW = "review"
    PLAN = "plan"


def planning(document: Document, outline: Sequence[Segment], header: Header) -> frozenset[int]:
    """The indexes of the headings and paragraphs that plan.

    What no heading says is said by the part around it or before it: once the plan has begun, the headings beside it
    go on with it until one reviews. A paragraph of a report to a congress that opens with the year of the session begins
    the plan where no heading does.

    ``一、2025年工作回顾`` reviews; ``二、2026年重点工作`` plans, and so does ``（一）扩大内需`` beneath it; ``一、重点工作`` that
    stands first in a summary does not.
    """
    parts: dict[int, Part | None] = {}
    beside: dict[int | None, Part | None] = {}
    found: list[int] = []
    for segment in outline:
        if segment.kind is SegmentKind.HEADING:
            around = parts.get(segment.parent) if segment.parent is not None else None
            before = beside.get(segment.parent)
            words = normalise(document.text, segment.span).text
            part = around if around is Part.PLAN else part_of(words, before, header) or around
            parts[segment.index] = beside[segment.parent] = part
            if part is Part.PLAN:
                found.append(segment.index)
        elif segment.kind is SegmentKind.PARAGRAPH:
            part = parts.get(segment.parent) if segment.parent is not None else beside.get(None)
            words = normalise(document.text, segment.span).text[:_OPENING]
            if part is not Part.PLAN and opens_plan(words, header):
                part = Part.PLAN
                if segment.parent is not None:
                    parts[segment.parent] = part
                    beside[outline[segment.parent].parent] = part
                else:
                    beside[None] = part
            if part is Part.PLAN:
                found.append(segment.index)
    return frozenset(found)


def part_of(heading: str, before: Part | None, header: Header) -> Part | None:
    """What the part beneath a heading (normalised) tells, where ``before`` is what the part before it told.

    A heading that names both (``“十四五”发展成就和“十五五”目标``) begins with the review.
    """
    if _REVIEWS.search(heading):
        return Part.REVIEW
    years = years_in(heading)
    later = header.year is not None and any(year > header.year for year in years)
    if later or _PLANS.search(heading) or ("今年" in heading and _delivered(header)):
        return Part.PLAN
    if _NEXT.search(heading) and before is not None:
        return Part.PLAN
    if years and header.year is not None:
        return Part.REVIEW
    return before


def opens_plan(opening: str, header: Header) -> bool:
    """Whether a paragraph that begins with these words (normalised) begins the plan."""
    if _opens().match(opening):
        return True
    declared = _DECLARES.match(opening)
    if declared is None or not _delivered(header):
        return False
    return declared["year"] is None or int(declared["year"]) == header.given


def years_in(words: str) -> list[int]:
    """The years that words name, a five years' plan by its first.

    >>> years_in("2025年和“十五五”时期")
    [2025, 2026]
    """
    found = []
    for match in _YEAR.finditer(words):
        if match[1]:
            found.append(_FIRST_PLAN + _YEARS_OF_PLAN * (_BEFORE + (han(match[1]) or 0)))
        else:
            found.append(int(match.group().translate(DIGITS)))
    return found


def _delivered(header: Header) -> bool:
    """Whether a report was given in a later year than it reports on, so that its 今年 is still to come."""
    return header.given is not None and header.year is not None and header.given > header.year


@cache
def _opens() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for kind, word in rows("parts.tsv") if kind == "opens"))
