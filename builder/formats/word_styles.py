"""What a Word file says of its paragraphs outside their text: styles, and the numbers that Word computes.

Source: ECMA-376 part 1, sections 17.7 (styles) and 17.9 (numbering).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jigou.builder.formats.ordinals import ordinal
from jigou.builder.formats.package import Element, child, count, local, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|大标题", re.IGNORECASE)
_LEVEL = re.compile(r"%([1-9])")
_OFF = ("0", "false", "off", "none")
_LONGEST_CHAIN = 20
TITLE = 0
"""The level of a title among headings."""


def is_on(element: Element | None) -> bool:
    """Whether a property that is written as an element is set."""
    return element is not None and (value(element, "val") or "1") not in _OFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph or character style with what it takes from those that it is based on."""

    level: int | None = None
    hidden: bool = False
    number: tuple[str, int] | None = None


class Styles:
    """The styles of a file, by id."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {} if root is None else {value(e, "styleId") or "": e for e in root if local(e) == "style"}
        self._known: dict[str, Style] = {}

    def __getitem__(self, id_: str | None) -> Style:
        if id_ is None or id_ not in self._elements:
            return Style()
        if id_ not in self._known:
            self._known[id_] = self._style(id_)
        return self._known[id_]

    def _style(self, id_: str) -> Style:
        level: int | None = None
        hidden = False
        number: tuple[str, int] | None = None
        step: str | None = id_
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(step or "")
            if element is None:
                break
            level = level if level is not None else _level(element)
            hidden = hidden or is_on(child(element, "rPr", "vanish"))
            number = number or number_of(child(element, "pPr"))
            based = child(element, "basedOn")
            step = value(based, "val") if based is not None else None
        return Style(level=level, hidden=hidden, number=number)


def _level(style: Element) -> int | None:
    name = child(style, "name")
    words = (value(name, "val") or "").strip() if name is not None else ""
    if (match := _HEADING.fullmatch(words)) is not None:
        return int(match.group(1))
    return TITLE if _TITLE.fullmatch(words) else outline_level(child(style, "pPr"))


def outline_level(properties: Element | None) -> int | None:
    """The level of a heading by a paragraph's outline level; None for body text."""
    found = child(properties, "outlineLvl") if properties is not None else None
    written = value(found, "val") if found is not None else None
    return int(written) + 1 if written is not None and written.isdecimal() and int(written) < 9 else None


def number_of(properties: Element | None) -> tuple[str, int] | None:
    """The list and level that a paragraph's properties name."""
    found = child(properties, "numPr") if properties is not None else None
    if found is None:
        return None
    list_, level = child(found, "numId"), child(found, "ilvl")
    name = value(list_, "val") if list_ is not None else None
    depth = (value(level, "val") or "0") if level is not None else "0"
    return (name, int(depth) if depth.isdecimal() else 0) if name is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    format: str = "decimal"
    words: str = ""
    start: int = 1
    legal: bool = False


@dataclass(slots=True, kw_only=True)
class _List:
    """The levels of a list, and how far each has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a file; asked for the numbers of its paragraphs in their order, it counts them."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstract = {
            value(e, "abstractNumId") or "": _List(levels=_levels(e)) for e in root if local(e) == "abstractNum"
        }
        for element in root:
            of = child(element, "abstractNumId") if local(element) == "num" else None
            id_ = value(element, "numId") if of is not None else None
            found = abstract.get(value(of, "val") or "") if of is not None else None
            if id_ is None or found is None:
                continue
            # Lists of one definition count on together; one that begins anew has counts of its own.
            overrides = {count(e, "ilvl"): _start(e) for e in element if local(e) == "lvlOverride"}
            starts = {level: start for level, start in overrides.items() if start is not None}
            self._overrides[id_] = starts
            self._lists[id_] = _List(levels=found.levels) if starts else found

    def label(self, list_: str, level: int) -> str:
        """The number of the next paragraph of a list at a level, as printed; empty for bullets and lists that are not there."""
        found = self._lists.get(list_)
        if found is None or level not in found.levels:
            return ""
        starts = self._overrides.get(list_, {})
        counts = found.counts
        for depth in range(level):
            counts.setdefault(depth, starts.get(depth, found.levels.get(depth, _Level()).start))
        first = starts.get(level, found.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else first
        for depth in [depth for depth in counts if depth > level]:
            del counts[depth]
        own = found.levels[level]
        if own.format in ("bullet", "none"):
            return ""

        def printed(match: re.Match[str]) -> str:
            depth = int(match.group(1)) - 1
            format_ = found.levels.get(depth, _Level()).format
            return ordinal(counts.get(depth, 1), "decimal" if own.legal and depth != level else format_)

        return _LEVEL.sub(printed, own.words)


def _levels(abstract: Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in abstract:
        if local(element) != "lvl":
            continue
        said = {local(inner): value(inner, "val") or "" for inner in element}
        start = said.get("start", "1")
        levels[count(element, "ilvl")] = _Level(
            format=said.get("numFmt", "decimal"),
            words=said.get("lvlText", ""),
            start=int(start) if start.isdecimal() else 1,
            legal="isLgl" in said,
        )
    return levels


def _start(override: Element) -> int | None:
    found = child(override, "startOverride")
    written = value(found, "val") if found is not None else None
    return int(written) if written is not None and written.isdecimal() else None
