"""Search over names: Chinese characters, pinyin with or without its initials only, traditional characters, Latin letters.

Names are short and a graph has at most some hundred thousand of them, so that a pass over all of them is quick enough.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice, product

from pyoxigraph import DefaultGraph, Literal, NamedNode

from jigou.graphs.nodes import iri
from jigou.graphs.view import View
from jigou.ontology.terms import CLASS_OF_TYPE, JG, RDF, SKOS

_READINGS = 8
"""The most spellings in pinyin that a name is given, where its characters have several readings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A thing that was found; ``score`` lies in 0..100, 100 being its very name."""

    node: str
    name: str
    type: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    node: str
    type: str
    label: str
    folded: str
    spellings: tuple[str, ...]
    initials: tuple[str, ...]


class Index:
    """The names of the things of a graph; it is made when it is first searched."""

    def __init__(self, view: View) -> None:
        self._view = view

    def find(self, words: str, *, most: int = 20, types: tuple[str, ...] = ()) -> list[Hit]:
        """The things whose names hold or resemble the words, the best first; ``types`` are classes to keep to."""
        sought = folded(words)
        if not sought:
            return []
        best: dict[str, tuple[float, _Name]] = {}
        for name in self._names:
            if types and not set(types) & set(self.classes.get(name.node, ())):
                continue
            score = _score(sought, name)
            if score > best.get(name.node, (0.0, name))[0]:
                best[name.node] = (score, name)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], len(item[1][1].label), item[0]))
        return [
            Hit(node=node, name=name.label, type=name.type, score=round(score, 1))
            for node, (score, name) in ranked[:most]
        ]

    @cached_property
    def classes(self) -> dict[str, tuple[str, ...]]:
        """The classes of each thing, the narrowest first."""
        found: dict[str, list[str]] = {}
        broad = {JG.Activity, *CLASS_OF_TYPE.values()}
        for quad in self._view.quads(None, iri(RDF.type), None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                found.setdefault(quad.subject.value, []).append(quad.object.value)
        return {node: tuple(sorted(classes, key=lambda one: (one in broad, one))) for node, classes in found.items()}

    @cached_property
    def _names(self) -> list[_Name]:
        types = {class_: type_.value for type_, class_ in CLASS_OF_TYPE.items()} | {JG.Theme: "Theme"}
        labels: dict[str, list[str]] = {}
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for quad in self._view.quads(None, iri(predicate), None, DefaultGraph()):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                    labels.setdefault(quad.subject.value, []).append(quad.object.value)
        names = []
        for node in sorted(labels):
            type_ = next((types[one] for one in self.classes.get(node, ()) if one in types), "")
            for label in dict.fromkeys(labels[node]):
                spellings = tuple(islice(_spellings(label), _READINGS))
                initials = tuple(dict.fromkeys("".join(part[0] for part in parts) for parts in spellings))
                names.append(
                    _Name(
                        node=node,
                        type=type_,
                        label=labels[node][0],
                        folded=folded(label),
                        spellings=tuple("".join(parts) for parts in spellings),
                        initials=initials,
                    )
                )
        return names


def folded(text: str) -> str:
    """A text as it is compared: one width, small letters, simplified characters, without marks and spaces.

    >>> folded("上海市 政協(機關)")
    '上海市政协机关'
    """
    simple = _table("traditional.tsv")
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(simple.get(char, char) for char in plain if char.isalnum())


def _score(sought: str, name: _Name) -> float:
    """How well a name fits: 100 its whole, 90 and less its beginning or a part, 60 and less what only resembles it."""
    own = name.folded
    if sought == own:
        return 100.0
    share = min(1.0, len(sought) / max(1, len(own)))
    if own.startswith(sought):
        return 80 + 15 * share
    if sought in own:
        return 70 + 15 * share
    if own and own in sought and len(own) > 1:
        return 50 + 30 * len(own) / len(sought)
    if sought.isascii():
        if sought in name.spellings:
            return 95.0
        for spelling in name.spellings:
            if sought in spelling:
                return 60 + 20 * len(sought) / len(spelling) + 5 * spelling.startswith(sought)
        if len(sought) > 1 and any(initials.startswith(sought) for initials in name.initials):
            return 55 + 20 * share
        return 0.0
    # What is as short against the other as this cannot reach the ratio that counts (difflib's own upper bound).
    if 4 * min(len(sought), len(own)) < len(sought) + len(own):
        return 0.0
    common = set(sought) & set(own)
    if len(common) * 2 < len(set(sought)):
        return 0.0
    ratio = SequenceMatcher(None, sought, own, autojunk=False).ratio()
    return 60 * ratio if ratio >= 0.5 else 0.0


def _spellings(label: str) -> Iterator[tuple[str, ...]]:
    """The pinyin of a name, a part for each character; several where characters have several readings."""
    readings = _table("pinyin.tsv")
    simple = _table("traditional.tsv")
    parts = []
    for char in unicodedata.normalize("NFKC", label).casefold():
        if char.isalnum():
            parts.append(readings.get(simple.get(char, char), char).split(","))
    return product(*parts)


@cache
def _table(name: str) -> dict[str, str]:
    """A table of characters of the explorer's, which searches by the same ones."""
    lines = files("jigou.viz").joinpath("lexicon", name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
