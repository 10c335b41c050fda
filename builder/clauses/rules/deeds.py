"""Deeds: acts with an object of their own that can be dated or counted (走访民营企业210家, 视察青龙河综合治理工程, 观看警示教育片)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from jigou.builder.clauses.moves import Mode, Step, clause
from jigou.builder.clauses.rules.activities import told_of
from jigou.builder.clauses.sentence import ACTIVITIES
from jigou.builder.clauses.view import View
from jigou.builder.knowledge.lexicons import Act, Verb
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType

_OBJECT = (PhraseSort.NAME, PhraseSort.WORD, PhraseSort.LIST)
_GOVERNING = (Act.ORGANIZES, Act.PARTICIPATES, Act.SEND, Act.VISIT)
_LONGEST = 24


def read_deed(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """An event named by its verb and object, where the object is counted or named, or a verb before says that it was organised.

    It goes by three names: verb and object, the verb, and the object before the verb.
    """
    said = here.clause
    last = index
    while last + 1 < len(here.phrases) and here.phrases[last + 1].sort in _OBJECT:
        last += 1
    if last == index or here.phrases[last].sort is PhraseSort.LIST or here.phrases[last + 1 : last + 2] == []:
        closed = None
    else:
        closed = here.phrases[last + 1]
    start, end = here.phrases[index].end, here.phrases[last].end
    things = here.phrases[index + 1 : last + 1]
    counted = closed is not None and closed.sort is PhraseSort.COUNT
    governed = said.verb is not None and said.verb.act in _GOVERNING
    named = any(thing.sort is PhraseSort.NAME and not (thing.bare or thing.vague) for thing in things)
    yield clause(subject_open=False)
    restated = counted and not governed and tells_more(here)
    if (
        said.objects
        or restated
        or last == index
        or not 2 <= end - start <= _LONGEST
        or any(thing.vague for thing in things)
    ):
        # “送清凉”活动走访企业: what the activity named before it does.
        yield clause(mode=Mode.DEED)
        return
    if not (counted or governed or named):
        yield here.refusal(phrase, "deed", "an act whose object is neither named nor counted")
        yield clause(mode=Mode.DEED)
        return
    word = phrase.text.removeprefix("组织")
    head = here.lex.heads.get(word)
    kind = head.kind if head is not None and head.type is EntityType.EVENT else "other"
    thing = here.text[start:end]
    whole = Phrase(
        sort=PhraseSort.NAME, start=phrase.start, end=end, text=word + thing, type=EntityType.EVENT, kind=kind, head=word,
    )  # fmt: skip
    if said.verb is None or said.verb.act in (Act.VISIT, Act.AIM):
        carries_out = here.lex.verbs["开展"]
        yield clause(verb=carries_out, role=carries_out.role)
    mention = here.mention(whole, "deed", 0.7, aliases=(word, thing + word))
    yield mention
    yield from told_of(here, mention, whole)
    yield clause(mode=Mode.DEED)


def watches(here: View, index: int, verb: Verb) -> bool:
    """Whether what is watched is a film or a play, so that the watching is the event."""
    if verb.word not in here.lex.classes["performance"]:
        return False
    things = list(takewhile(lambda phrase: phrase.sort in _OBJECT, here.phrases[index + 1 :]))
    return bool(things) and not any(thing.sort is PhraseSort.NAME and thing.type in ACTIVITIES for thing in things)


def tells_more(here: View) -> bool:
    """Whether the clause goes on about an inspection or inquiry named before it (开展专项检查,检查门店800家次)."""
    before = here.activities[-1] if here.activities else None
    return before is not None and (
        (before.type is EntityType.EVENT and before.kind in ("supervision", "research", "visit"))
        or before.name.endswith(here.lex.classes["inspecting"])
    )
