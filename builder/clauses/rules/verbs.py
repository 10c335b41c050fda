"""Verbs: what a clause says of the names after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jigou.builder.clauses.frames import said_behind
from jigou.builder.clauses.moves import Mode, Step, clause, in_sentence, sentence
from jigou.builder.clauses.rules.bodies import established
from jigou.builder.clauses.rules.deeds import read_deed, watches
from jigou.builder.clauses.rules.themes import about
from jigou.builder.clauses.view import View
from jigou.builder.drafts import Mention
from jigou.builder.knowledge.lexicons import Act, Verb
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType, RelationType, Role

_NEGATED = re.compile(r"(?:未|没有|尚未|未能|不再|暂停|取消)$")


def read_verb(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """A verb decides what its clause says of the names after it; two verbs together are weighed."""
    verb, said = phrase.verb, here.clause
    if verb is None:
        return
    if phrase.text in here.lex.classes["about"]:
        yield from about(here, index, phrase)
    elif is_relative(here, index):
        yield from _relative(here, index, verb)
    elif verb.word == "组成" and said.mode is Mode.AGENT:
        yield from _consists(here)
    elif verb.act is Act.ESTABLISHES and said.receivers and _text(here, index + 1) == "工作":
        # 推进新闻传播中心组建工作: what the verb founds stands before it.
        for body in said.receivers:
            told = replace(body, status=here.status, phrase=None)
            yield told
            yield from established(here, told)
    elif verb.word in here.lex.classes["award"]:
        yield clause(mode=Mode.AWARD, subject_open=False)
    else:
        yield from _predicate(here, index, phrase, verb)


def _text(here: View, index: int) -> str:
    return here.phrases[index].text if index < len(here.phrases) else ""


def _relative(here: View, index: int, verb: Verb) -> Iterator[Step]:
    """由甲主办、乙承办的汇演: a relative clause; the bodies in it do what the name after it tells."""
    for body in listed_before(here, index):
        yield in_sentence(doers=(body, verb))
        yield clause(
            subjects=tuple(other for other in here.clause.subjects if other is not body),
            receivers=tuple(other for other in here.clause.receivers if other is not body),
            mode=Mode.PLAIN,
        )


def _consists(here: View) -> Iterator[Step]:
    """机关由办公厅、研究室组成: what it consists of."""
    said = here.clause
    whole = said.whole or here.acting()
    for part in said.subjects:
        for body in whole[-1:]:
            if part is not body:
                yield here.relation(RelationType.PART_OF, part, body, "consists-of", 0.9)
    yield clause(subjects=said.whole, mode=Mode.PLAIN)


def _predicate(here: View, index: int, phrase: Phrase, verb: Verb) -> Iterator[Step]:
    """A verb that says what somebody does."""
    negated = _NEGATED.search(here.text[max(0, phrase.start - 3) : phrase.start]) is not None
    yield clause(negated=negated)
    if here.passive is not None and not negated and verb.act in (Act.ORGANIZES, Act.ISSUES):
        yield from said_behind(here, here.passive, listed_before(here, index), verb)
        yield clause(mode=Mode.AGENT)
    elif verb.act is Act.DEED:
        yield from read_deed(here, index, phrase)
    elif watches(here, index, verb):
        yield clause(verb=verb, role=verb.role)
        yield from read_deed(here, index, phrase)
    elif verb.act is Act.JOIN:
        yield clause(mode=Mode.WITH, subject_open=True)
    elif verb.act is Act.VISIT:
        yield sentence(visit=[], goes=phrase.text)
        yield clause(mode=Mode.VISIT, verb=verb, subject_open=False)
    else:
        yield from _weighed(here, verb)


def _weighed(here: View, verb: Verb) -> Iterator[Step]:
    """The verb of a clause that may have one already: which of the two its names are the objects of."""
    said = here.clause
    if said.verb is not None and said.receivers and said.verb.word in here.lex.classes["pivot"]:
        yield from _pivot(here, said.verb, verb)
    elif said.verb is not None and said.objects:
        yield clause(verb=verb, role=verb.role, objects=[])
    elif said.verb is None or _outweighs(verb, said.verb, said.role):
        yield clause(verb=verb, role=verb.role)
    if said.sent and verb.act is Act.PARTICIPATES:
        yield clause(pivots=said.sent)
    yield clause(sent=(), subject_open=False, mode=Mode.PLAIN)


def _pivot(here: View, first: Verb, verb: Verb) -> Iterator[Step]:
    """指导石桥社区完成…: what the first verb's object does."""
    said = here.clause
    sends = first.word in here.lex.classes["sending"] or first.act is Act.SEND
    yield clause(
        pivots=() if sends and verb.act is not Act.PARTICIPATES else said.receivers,
        outer=said.role if said.role is Role.SUPPORT and not sends else None,
        receivers=(),
        verb=verb,
        role=verb.role,
    )


def _outweighs(verb: Verb, first: Verb, role: Role | None) -> bool:
    """Whether the second of two verbs that stand together decides (牵头承办 is host)."""
    if first.word in ("组织", "安排") and verb.act is Act.PARTICIPATES:
        return True
    if verb.weight >= first.weight or first.act is Act.AIM:
        return True
    founds = verb.act in (Act.ESTABLISHES, Act.ISSUES) and verb.act is not first.act
    return founds and role is not Role.SUPPORT


def listed_before(here: View, index: int) -> list[Mention]:
    """The bodies of the list that ends before a phrase (市委、市政府召开的); else the body named last."""
    found: list[Mention] = []
    for at in range(index - 1, -1, -1):
        phrase = here.phrases[at]
        body = here.mentions.get(phrase.start)
        if phrase.sort is PhraseSort.NAME and body is not None and body.type is EntityType.BODY:
            found.insert(0, body)
        elif not found and (
            (phrase.verb is not None and phrase.verb.act is Act.JOIN) or here.lex.words.get(phrase.text) == "adverb"
        ):
            # 由甲和乙联合主办: how they did it stands between them and what they did.
            continue
        elif phrase.sort is not PhraseSort.LIST:
            break
    last = here.last_body(here.phrases[index].start)
    return found or ([last] if last is not None else [])


def is_relative(here: View, index: int) -> bool:
    """Whether a verb has no object of its own but stands before 的, perhaps in a list (甲主办、乙承办的)."""
    for position in range(index + 1, min(index + 7, len(here.phrases))):
        phrase = here.phrases[position]
        if phrase.sort is PhraseSort.OF:
            return True
        if position == index + 1 and phrase.sort is not PhraseSort.LIST:
            return False
        if phrase.sort is PhraseSort.NAME and phrase.type is not EntityType.BODY:
            return False
        if phrase.sort not in (PhraseSort.LIST, PhraseSort.NAME, PhraseSort.VERB):
            return False
    return False
