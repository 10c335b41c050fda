"""Words that are no name by themselves: items of a series or of a list that is summed up, and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from jigou.builder.clauses.moves import Mode, Step, clause
from jigou.builder.clauses.rules.activities import belongs, told_of
from jigou.builder.clauses.rules.lists import held_word, listed_place, summed_item
from jigou.builder.clauses.view import View
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType, RelationType, Role

_ONE = re.compile(r"一[次场批个项堂期部]$")
_SERIES_ITEM = re.compile(
    r"^(?P<verb>\w{1,2}?)(?:一[次场批个项堂期部]|[一二三四五六七八九十两]+[次场批个项堂期部])(?P<name>.+)$"
)


def read_word(here: View, index: int, phrase: Phrase) -> Iterable[Step]:
    """Words that are no name: an item of an announced series or of a list that is summed up, the first of two places."""
    said = here.clause
    if phrase.text in here.lex.classes["award"]:
        return (clause(mode=Mode.AWARD),)
    listed = said.verb is not None and said.mode is Mode.PLAIN
    if not listed and said.mode not in (Mode.VISIT, Mode.AT) and here.series is None:
        return ()
    return read_item(here, index, phrase)


def read_item(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """Words without a head of their own that an activity or a place is told by."""
    item = summed_item(here, index) or held_word(here, index)
    if item is not None:
        whole = item.text + item.head if item.head else item.text
        mention = here.mention(item, "summed-item", 0.75, name=whole, aliases=(item.text,) if item.head else ())
        yield mention
        yield from told_of(here, mention, item)
        return
    places = list(listed_place(here, index))
    if places:
        yield from places
    elif here.series is not None:
        yield from _of_series(here, index, phrase)


def _of_series(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """An item of the series that was announced (“四个一”系列活动:举行一次演讲…)."""
    before = here.phrases[index - 1].text if index else ""
    told = _SERIES_ITEM.match(phrase.text)
    if _ONE.match(before) and len(phrase.text) >= 2:
        yield from _item(here, phrase, _verb_before(here, index) + phrase.text, phrase.text, 0.7)
        yield clause(verb=None)
    elif told is not None and len(told.group("name")) >= 2:
        yield from _item(here, phrase, told.group("verb") + told.group("name"), told.group("name"), 0.65)


def _verb_before(here: View, index: int) -> str:
    """The verb before the number of an item; 组织 is no part of what the item is called."""
    said = here.phrases[index - 2] if index > 1 else None
    told = said is not None and said.sort in (PhraseSort.VERB, PhraseSort.WORD) and said.text != "组织"
    return said.text if said is not None and told else ""


def _item(here: View, phrase: Phrase, name: str, short: str, confidence: float) -> Iterator[Step]:
    """An event of a series, and who organizes it."""
    event = replace(phrase, type=EntityType.EVENT, kind="other", head="", token=None)
    mention = here.mention(event, "series-item", confidence, name=name, aliases=(short,))
    yield mention
    for subject in here.acting():
        yield here.relation(RelationType.ORGANIZES, subject, mention, "series-item", 0.7, Role.ORGANIZE)
    yield from belongs(here, mention)
