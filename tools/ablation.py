"""What each part of the reader is worth: python tools/ablation.py GOLD... prints a table in Markdown.

Each part is switched off from outside, by a function put in its place, and the gold is read without it. A figure says what the reading
loses with the part gone and all else as it is; parts lean on one another, so the losses do not add up to the whole.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from jigou.builder import reading
from jigou.builder.clauses import candidates, engine, measures, verdicts
from jigou.builder.clauses.moves import Judgement
from jigou.builder.clauses.rules import activities, adjuncts, bodies, documents, ends, items, names, themes, verbs
from jigou.builder.clauses.sentence import Sentence
from jigou.builder.identity.entities import Resolver
from jigou.builder.knowledge import lexicons
from jigou.builder.knowledge.lexicons import Folders
from jigou.builder.phrases import tokens
from jigou.builder.phrases.phrase import Phrase
from jigou.builder.quality.evaluation import evaluate, find_gold
from jigou.builder.quality.gold import Gold

_WIDENED = "# --- Widened from work reports"
_NEVER = re.compile(r"(?!)")
_ALREADY = property(lambda _: (), lambda _, __: None)
"""What is always empty, whatever is carried into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the reader: what it is called in the table, and what is put where, so that it does nothing.

    ``fresh`` parts change tables that are read once; what was made of them is forgotten before and after.
    """

    name: str
    patches: Sequence[tuple[Any, str, Any]]
    fresh: bool = False

    @contextmanager
    def off(self) -> Iterator[None]:
        """The reader without the part."""
        with ExitStack() as stack:
            if self.fresh:
                stack.callback(_forget)
            for holder, attribute, instead in self.patches:
                stack.enter_context(patch.object(holder, attribute, instead, create=isinstance(instead, property)))
            if self.fresh:
                _forget()
            yield


def _forget() -> None:
    """Forget every table that was read and what was made of it."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("jigou.builder."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def _nothing(*_: object, **__: object) -> tuple[()]:
    return ()


def _none(*_: object, **__: object) -> None:
    return None


def _no(*_: object, **__: object) -> bool:
    return False


def _accepted(_here: object, _index: int, phrase: Phrase) -> tuple[Judgement]:
    return (Judgement(phrase, "all", True),)


def _unchanged(_here: object, _index: int, phrase: object) -> object:
    return phrase


_ROWS = lexicons.rows


def _first_heads(path: Path, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table; of the heads only those before the table was widened from the reports of others."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.name == "heads.tsv" else []
    end = next((number for number, line in enumerate(lines, 1) if line.startswith(_WIDENED)), sys.maxsize)
    return ((number, cells) for number, cells in _ROWS(path, columns) if number < end)


class _LongestWords:
    """Cuts by the lexicon's own words alone, the longest first, and every other character by itself, without tags."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.longest = max(map(len, words))

    def cut(self, text: str) -> Iterator[str]:
        """The words of a stretch."""
        at = 0
        while at < len(text):
            sizes = range(min(self.longest, len(text) - at), 1, -1)
            size = next((size for size in sizes if text[at : at + size] in self.words), 1)
            yield text[at : at + size]
            at += size

    def tag(self, text: str) -> Iterator[tuple[str, str]]:
        """The words of a stretch with their tags: verbs of the lexicon as such, all else as nouns."""
        return ((word, self.words.get(word, "n")) for word in self.cut(text))


def _own_words(extra: Folders = None) -> _LongestWords:
    lexicon = lexicons.lexicon(extra)
    tags = dict.fromkeys(lexicon.words, "n") | dict.fromkeys(lexicon.vocabulary(), "n")
    return _LongestWords(tags | dict.fromkeys(lexicon.verbs, "v"))


PARTS = (
    Part(name="deeds (走访企业210家)", patches=((verbs, "read_deed", _nothing), (verbs, "watches", _no))),
    Part(
        name="lists without heads (推出甲、乙等活动)",
        patches=(
            (activities, "coordinated", _unchanged),
            (items, "summed_item", _none),
            (items, "held_word", _none),
            (items, "listed_place", _nothing),
            (activities, "place_before", _nothing),
            (bodies, "listed_groups", _nothing),
        ),
    ),
    Part(
        name="topics and levers that no verb governs",
        patches=(
            (candidates, "is_accomplished", _no),
            *((module, name, _no) for module in (verdicts, activities) for name in ("is_accomplished", "is_lever")),
        ),
    ),
    Part(
        name="refusing names of mere fields of work",
        patches=((activities, "judge", _accepted), (names, "says_nothing", _no)),
    ),
    Part(
        name="subjects carried over clauses and sentences",
        patches=((Sentence, "subjects", _ALREADY), (Sentence, "topic", _ALREADY)),
    ),
    Part(name="programmes of headings", patches=((reading, "_programme", _none),)),
    Part(
        name="themes",
        patches=(
            (adjuncts, "about", _nothing),
            (verbs, "about", _nothing),
            (ends, "late_theme", _nothing),
            (themes, "_THEME", _NEVER),
        ),
    ),
    Part(name="nested titles", patches=((documents, "nested", _nothing),)),
    Part(name="bodies in longer names", patches=((Sentence, "inner_body", _nothing),)),
    Part(name="parts by name (市委组织部, 办公室)", patches=((Resolver, "parts", _nothing),)),
    Part(
        name="leaders, persons and congresses by their form",
        patches=tuple((engine, name, _nothing) for name in ("led", "persons", "congresses", "standing")),
    ),
    Part(name="counts of the body itself", patches=((measures, "_own_act", _no), (measures, "_of_body", _no))),
    Part(name="heads widened from others' reports", patches=((lexicons, "rows", _first_heads),), fresh=True),
    Part(
        name="the segmenter (own words and single characters instead)",
        patches=((tokens, "segmenter", _own_words),),
        fresh=True,
    ),
)


def figures(golds: Sequence[Gold]) -> tuple[float, float, float]:
    """F1 of entities (lenient), relations and measures of what is read now."""
    found = evaluate((gold, reading.read(gold.text_path)) for gold in golds)
    return found.lenient["ALL"].f1, found.relations["ALL"].f1, found.measures.f1


def table(golds: Sequence[Gold]) -> Iterator[str]:
    """The lines of the table: the whole, then each part switched off."""
    whole = figures(golds)
    yield "| without | entities, lenient | relations | measures |"
    yield "|---|---|---|---|"
    yield "| nothing: the whole | " + " | ".join(f"{figure:.3f}" for figure in whole) + " |"
    for part in PARTS:
        with part.off():
            less = figures(golds)
        cells = (f"{figure:.3f} ({_signed(figure - of)})" for figure, of in zip(less, whole, strict=True))
        yield f"| {part.name} | " + " | ".join(cells) + " |"


def _signed(difference: float) -> str:
    """A difference with its sign; nothing has none."""
    rounded = round(difference, 3)
    return f"{rounded:+.3f}".replace("-", "−") if rounded else "0"


def main(paths: Sequence[str]) -> None:
    """Print the table for the gold in files and folders."""
    golds = tuple(find_gold(Path(path) for path in paths))
    for line in table(golds):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
