"""Genres of reports: what a kind of report has of its own, found by entry points in the group ``jigou.genres``.

An entry point gives a :class:`Genre`. jigou's own, ``work-report``, stands for reports as the built-in tables know them; it adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from jigou.builder.text.numerals import DIGITS
from jigou.ontology import Document, Header, Span
from jigou.ontology.errors import BrokenPlugin, UnknownName

GROUP = "jigou.genres"
USUAL = "work-report"
"""The name of the genre that is taken where no other applies."""


def never(_: Document) -> bool:
    """A genre that is taken only where it is named."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre:
    """What one kind of report has of its own.

    ``applies`` tells a report of this genre by its document. ``lexicon`` is a folder of tables (as for ``--lexicon``).
    ``boilerplate`` matches a whole line, without its outer white space, that is none of the report's prose. ``title`` is searched for in the
    title; its groups ``body`` and ``year`` (either may be missing) tell the reporting body and the year.
    """

    applies: Callable[[Document], bool] = never
    lexicon: Path | None = None
    boilerplate: re.Pattern[str] | None = None
    title: re.Pattern[str] | None = None

    def folders(self, extra: Path | None) -> Path | tuple[Path, ...] | None:
        """The folders of tables to read with: the genre's, then the user's, which win."""
        if self.lexicon is None or extra is None:
            return self.lexicon or extra
        return self.lexicon, extra

    def headed(self, header: Header, document: Document) -> Header:
        """The header as the genre's title tells it; what the title does not tell stays."""
        if self.title is None or header.title_span is None:
            return header
        start, end = header.title_span.start, header.title_span.end
        found = self.title.search(document.text, start, end)
        if found is None:
            return header
        told = found.groupdict()
        if told.get("year"):
            header = replace(header, year=int(told["year"].translate(DIGITS)))
        if told.get("body"):
            begin, close = found.span("body")
            header = replace(header, body=told["body"], body_span=Span(start=begin, end=close))
        return header


WORK_REPORT = Genre()
"""Reports as the built-in tables know them."""


@cache
def genres() -> Mapping[str, Genre]:
    """The genres that are installed, by name, in the order of their names; looked for once.

    Raises BrokenPlugin, with its name and distribution, for one that cannot be loaded or is no Genre.
    """
    found: dict[str, Genre] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        whose = f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown distribution"
        try:
            genre = point.load()
        except Exception as error:  # another's code may fail in any way, and the fault is not ours
            reason = f"{type(error).__name__}: {error}"
            raise BrokenPlugin(f"genre {point.name} of {whose} cannot be loaded: {reason}") from error
        if not isinstance(genre, Genre):
            raise BrokenPlugin(f"genre {point.name} of {whose} is a {type(genre).__name__}, not a Genre")
        found[point.name] = genre
    return found


def genre_of(document: Document, name: str | None) -> Genre:
    """The genre of that name; without one the first that applies to the document, else that of the built-in tables.

    Raises UnknownName, which lists those there are, and BrokenPlugin as :func:`genres` does.
    """
    known = genres()
    if name is not None:
        if name not in known:
            raise UnknownName(f"there is no genre {name}; there are: {', '.join(known)}")
        return known[name]
    return next((genre for other, genre in known.items() if other != USUAL and genre.applies(document)), WORK_REPORT)
