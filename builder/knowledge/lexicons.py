"""What jigou knows of Chinese reports, read from the tables in ``lexicon/``.

The tables are data that a person can review; this module only gives them a shape. They are read once, on first use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

from jigou.ontology import KINDS, EntityType, InvalidRecord, RelationType, Role

Folders = Path | tuple[Path, ...] | None
"""Folders of tables beside the shipped ones; of two that speak of one word the later wins."""


class Act(StrEnum):
    """What a verb does in its clause, where the grammar asks for it; any other relation may stand in ``verbs.tsv`` too."""

    ORGANIZES = "organizes"
    PARTICIPATES = "participates"
    ESTABLISHES = "establishes"
    ISSUES = "issues"
    IMPLEMENTS = "implements"
    AIM = "aim"
    JOIN = "join"
    SEND = "send"
    RECEIVE = "receive"
    VISIT = "visit"
    CONSISTS = "consists"
    DEED = "deed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last word of a name, and what it names. ``bare`` heads are names by themselves where a verb governs them."""

    word: str
    type: EntityType
    kind: str
    bare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb and what it says of its subject and object.

    ``strong`` verbs are never part of a name.
    """

    word: str
    act: Act | RelationType
    role: Role | None
    weight: int
    strong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All tables together.

    ``classes`` are closed sets of words by name. ``longer`` are the heads that end with some word and are longer than it, the
    longest first; ``title_endings`` the last characters of titles: most words are told by them to be none. ``no_heads``, ``levels`` and ``parties`` are classes that every word is
    looked up in.
    """

    heads: dict[str, Head]
    verbs: dict[str, Verb]
    words: dict[str, str]
    titles: dict[str, bool]
    organs: dict[str, tuple[str, str]]
    surnames: frozenset[str]
    figures: frozenset[str]
    aliases: dict[str, str]
    classes: dict[str, tuple[str, ...]]
    longer: dict[str, tuple[Head, ...]]
    title_endings: frozenset[str]
    no_heads: frozenset[str]
    levels: frozenset[str]
    parties: frozenset[str]

    def vocabulary(self) -> Iterator[str]:
        """Every word that the segmenter should keep whole, in a fixed order."""
        for table in (self.heads, self.verbs, self.titles):
            for word in table:
                if len(word) > 1:
                    yield word
        for word, class_ in self.words.items():
            if class_ in ("nominal", "vague") and len(word) > 1:
                yield word


def rows(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their line numbers, comments left out.

    Raises InvalidRecord where a row has not exactly ``columns`` columns.
    """
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise InvalidRecord(path, f"expected {columns} columns separated by tabs, found {len(cells)}", line=number)
        yield number, cells


@cache
def lexicon(extra: Folders = None) -> Lexicon:
    """The shipped lexicon, widened by the tables in the folder or folders ``extra`` where there are any.

    ``extra`` may hold any of the shipped tables (its rows are added to ours and win) and two of its own: ``bodies.tsv``
    (name, type, kind: names to be read whole) and ``aliases.tsv`` (alias, name). Raises InvalidRecord where a table breaks its contract.
    """
    folders = [Path(str(files("jigou.builder.knowledge").joinpath("lexicon")))]
    for folder in (extra,) if isinstance(extra, Path) else extra or ():
        if not folder.is_dir():
            raise InvalidRecord(folder, "is not a folder of lexicon tables")
        folders.append(folder)
    heads: dict[str, Head] = {}
    verbs: dict[str, Verb] = {}
    words: dict[str, str] = {}
    titles: dict[str, bool] = {}
    organs: dict[str, tuple[str, str]] = {}
    persons: dict[str, set[str]] = {"surname": set(), "figure": set()}
    aliases: dict[str, str] = {}
    classes: dict[str, dict[str, None]] = {}
    for folder in folders:
        for path, number, (word, type_, kind, bare) in _table(folder, "heads.tsv", 4):
            heads[word] = Head(word=word, type=_type(path, number, type_, kind), kind=kind, bare=bare == "yes")
        for path, number, (word, act, role, weight) in _table(folder, "verbs.tsv", 4):
            if act not in _ACTS:
                raise InvalidRecord(
                    path, f"{act!r} is not an act; the acts are {', '.join(sorted(_ACTS))}", line=number
                )
            verbs[word] = Verb(
                word=word,
                act=Act(act) if act in _OWN_ACTS else RelationType(act),
                role=None if role == "-" else Role(role),
                weight=int(weight.rstrip("!")),
                strong=weight.endswith("!"),
            )
        words.update((word, class_) for _, _, (word, class_) in _table(folder, "words.tsv", 2))
        titles.update((word, chief == "yes") for _, _, (word, chief) in _table(folder, "posts.tsv", 2))
        organs.update((short, (full, kind)) for _, _, (short, full, kind) in _table(folder, "organs.tsv", 3))
        for _, _, (class_, word) in _table(folder, "classes.tsv", 2):
            classes.setdefault(class_, {}).setdefault(word)
        for path, number, (word, class_) in _table(folder, "names.tsv", 2):
            if class_ not in persons:
                raise InvalidRecord(path, f"{class_!r} is neither surname nor figure", line=number)
            persons[class_].add(word)
        for path, number, (name, type_, kind) in _table(folder, "bodies.tsv", 3):
            heads[name] = Head(word=name, type=_type(path, number, type_, kind), kind=kind, bare=True)
        aliases.update((alias, name) for _, _, (alias, name) in _table(folder, "aliases.tsv", 2))
    longer: dict[str, list[Head]] = {}
    for word, head in sorted(heads.items(), key=lambda item: -len(item[0])):
        for begin in range(1, len(word)):
            longer.setdefault(word[begin:], []).append(head)
    return Lexicon(
        longer={end: tuple(found) for end, found in longer.items()},
        title_endings=frozenset(title[-1] for title in titles),
        no_heads=frozenset(classes["no head"]),
        levels=frozenset(classes["level"]),
        parties=frozenset(classes["party"]),
        heads=heads,
        verbs=verbs,
        words=words,
        titles=titles,
        organs=organs,
        surnames=frozenset(persons["surname"]),
        figures=frozenset(persons["figure"]),
        aliases=aliases,
        classes={class_: tuple(found) for class_, found in classes.items()},
    )


_OWN_ACTS = frozenset(act.value for act in Act)
_ACTS = _OWN_ACTS | {relation.value for relation in RelationType}


def _table(folder: Path, name: str, columns: int) -> Iterator[tuple[Path, int, list[str]]]:
    path = folder / name
    if path.exists():
        for number, cells in rows(path, columns):
            yield path, number, cells


def _type(path: Path, number: int, type_: str, kind: str) -> EntityType:
    try:
        found = EntityType(type_)
    except ValueError as error:
        raise InvalidRecord(path, f"{type_!r} is not a type of entity", line=number) from error
    if kind not in KINDS[found]:
        raise InvalidRecord(path, f"{kind!r} is not a kind of {type_}", line=number)
    return found
