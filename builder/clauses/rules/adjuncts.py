"""Adjuncts: what prepositions, 的 and times say of the names after them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jigou.builder.clauses.moves import Mode, Step, clause, sentence
from jigou.builder.clauses.rules.themes import about
from jigou.builder.clauses.view import View
from jigou.builder.phrases.phrase import Phrase

_TREATED = re.compile(r"(?P<what>[^,。;]{2,25}?)(?:等)?(?:情况|工作)?(?:组织|集中|深入)?(?:进行|开展)了?")
_UNDER = re.compile(
    r"在[^,。;]{2,60}?(?:领导|指导|支持|关心|监督|帮助|部署|要求|配合|努力|关怀|推动|统筹|见证)[^,。;]{0,8}下"
)
_ENDED_BY_OF = (Mode.AT, Mode.BY, Mode.TO, Mode.WITH)
_MODES = {"在": Mode.AT, "于": Mode.AT, "与": Mode.WITH, "同": Mode.WITH, "跟": Mode.WITH, "将": Mode.TO, "把": Mode.TO}
"""Prepositions whose mode is their own; the others are told by the tables or by what follows."""


def adjuncts(here: View) -> Iterator[Step]:
    """在…领导下: under whom something is done; nobody in it acts."""
    found = [(m.start(), m.end()) for m in _UNDER.finditer(here.text)] if "下" in here.text else []
    yield sentence(adjuncts=found, subjects=here.discourse.subjects)


def read_preposition(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """A preposition opens an adjunct, which tells how the names after it are to be read."""
    word = phrase.text
    if word in here.lex.classes["about"]:
        yield from about(here, index, phrase)
    elif word in _MODES:
        yield clause(mode=_MODES[word])
    elif word == "由":
        yield clause(whole=here.clause.subjects, subjects=(), mode=Mode.AGENT)
    elif word == "对" and (match := _TREATED.match(here.text, phrase.end)):
        yield sentence(treated=match.group("what"))
        yield clause(mode=Mode.TO)
    elif word != "为":
        yield clause(mode=Mode.BY if word in here.lex.classes["by means of"] else Mode.TO)


def read_of(here: View, _index: int, _phrase: Phrase) -> Iterator[Step]:
    """的 ends an adjunct."""
    if here.clause.mode in _ENDED_BY_OF:
        yield clause(mode=Mode.PLAIN)


def read_time(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """A time, and whether it is one by which something must be done."""
    if phrase.token is None or phrase.token.time is None:
        return
    value = phrase.token.time.value
    deadline = here.text.startswith("前", phrase.end) or phrase.text.endswith("前")
    yield sentence(deadline=deadline)
    if deadline:
        yield sentence(before_deadline=here.time)
    yield sentence(time=(value, phrase.text))
    if len(value) == 4:
        yield sentence(year=here.time)
    if index and here.phrases[index - 1].text in ("于", "在"):
        # …汇演于4月28日举行: the time comes after its event.
        for activity in here.clause.objects:
            yield from here.time_of(activity)
