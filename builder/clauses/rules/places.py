"""Places, and the bodies that go by a place's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jigou.builder.clauses.moves import Mode, Step, clause, in_clause, in_sentence
from jigou.builder.clauses.rules.activities import read_activity
from jigou.builder.clauses.rules.bodies import honour, is_striven_for
from jigou.builder.clauses.view import View
from jigou.builder.knowledge.lexicons import Act
from jigou.builder.phrases.phrase import Phrase
from jigou.ontology import EntityType

_GOVERNED = ("街道", "社区", "村", "镇", "乡", "小区")


def read_place(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """A place where something happens; a street or community that acts is a body."""
    if is_striven_for(here, phrase):
        yield from honour(here, phrase)
        return
    refused = _no_place(here, phrase)
    if refused is not None:
        yield here.refusal(phrase, *refused)
    else:
        yield from _named_place(here, index, phrase)


def _no_place(here: View, phrase: Phrase) -> tuple[str, str] | None:
    """The rule and reason by which words are no place by themselves, or only stand before what is meant (社区居民)."""
    if phrase.bare:
        return "bare-head", "a head without a name before it"
    if phrase.vague:
        return "vague-plural", "a pronoun before it: nothing definite is named"
    if here.lex.words.get(phrase.text) == "prefix":
        return "whole-area", "the whole of what the report is about"
    if phrase.tail and here.clause.mode is not Mode.AT:
        return "modifier", f"stands before {phrase.tail}"
    return None


def _named_place(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """A place by what its clause says of it."""
    said, verb = here.clause, here.clause.verb
    built = verb is not None and verb.act is Act.ESTABLISHES and said.mode is Mode.PLAIN
    if built and phrase.head.endswith("园"):
        project = replace(phrase, type=EntityType.INITIATIVE, kind="project", tail="")
        yield from read_activity(here, index, project)
    elif said.mode in (Mode.AT, Mode.VISIT, Mode.DEED):
        place = here.mention(phrase, "place", 0.8)
        yield place
        if said.mode is Mode.VISIT:
            yield in_sentence(visit=place)
        elif said.mode is Mode.AT:
            yield in_clause(places=place)
    elif phrase.record is None and phrase.head in _GOVERNED and (verb is not None or said.subject_open):
        yield from _body_of_place(here, phrase)
    elif phrase.record:
        yield here.mention(phrase, "place", 0.8)
    else:
        yield here.refusal(phrase, "idle-place", "nothing says that anything happens there")


def _body_of_place(here: View, phrase: Phrase) -> Iterator[Step]:
    """A street or community that acts, or to which something is done."""
    said = here.clause
    kind = "government" if phrase.head in ("街道", "镇", "乡") else "other"
    body = here.mention(replace(phrase, type=EntityType.BODY, kind=kind), "body-of-place", 0.75)
    yield body
    if said.verb is not None:
        yield clause(receivers=(*said.receivers, body))
    elif said.subject_open and said.mode is not Mode.TO:
        yield clause(subjects=(*said.subjects, body))
