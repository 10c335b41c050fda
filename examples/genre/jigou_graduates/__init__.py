"""Yearly reports on the employment of a university's graduates, as a genre for jigou."""

from __future__ import annotations

import re
from pathlib import Path

from jigou.builder.genres import Genre
from jigou.ontology import Document

_TITLE = re.compile(r"(?P<year>20\d\d)届毕业生就业质量(?:年度)?报告[—―:：\s]*(?P<body>\w+?(?:大学|学院|学校))")


def applies(document: Document) -> bool:
    """Whether the first lines bear the title of such a report."""
    return _TITLE.search(document.text[:500]) is not None


GENRE = Genre(
    applies=applies,
    lexicon=Path(__file__).parent / "lexicon",
    boilerplate=re.compile(r"数据来源[:：].*|图\s*\d+.*|表\s*\d+.*"),
    title=_TITLE,
)
