"""Names, by their types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jigou.builder.clauses.moves import Mode, Step
from jigou.builder.clauses.rules.activities import read_activity
from jigou.builder.clauses.rules.bodies import read_body, says_nothing
from jigou.builder.clauses.rules.documents import is_policy, read_document
from jigou.builder.clauses.rules.places import read_place
from jigou.builder.clauses.rules.posts import read_post
from jigou.builder.clauses.view import View
from jigou.builder.knowledge.lexicons import Act
from jigou.builder.phrases.phrase import Phrase
from jigou.ontology import EntityType


def read_name(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """A name, by its type."""
    if phrase.record is False:
        yield here.refusal(
            phrase, "weighed", "the cues against its being a thing worth recording outweigh those for it"
        )
        return
    if phrase.record is None and says_nothing(here, phrase):
        yield here.refusal(phrase, "vague-plural", "names nothing definite")
        return
    if phrase.type is EntityType.POST:
        yield from read_post(here, index, phrase)
    elif phrase.type is EntityType.BODY:
        yield from read_body(here, index, phrase)
    elif phrase.type is EntityType.PLACE:
        yield from read_place(here, index, phrase)
    elif phrase.type is EntityType.DOCUMENT and phrase.record is None and is_policy(here, phrase):
        yield from read_activity(here, index, replace(phrase, type=EntityType.INITIATIVE, kind="other"))
    elif phrase.type is EntityType.DOCUMENT:
        yield from read_document(here, index, phrase)
    elif is_paper(here, phrase):
        yield from read_document(here, index, replace(phrase, type=EntityType.DOCUMENT, kind="measures", bare=False))
    else:
        yield from read_activity(here, index, phrase)


def is_paper(here: View, phrase: Phrase) -> bool:
    """Whether a quotation without a head was issued (出台“工业十条”): then it is a document."""
    verb = here.clause.verb
    return (
        verb is not None
        and verb.act is Act.ISSUES
        and phrase.quoted
        and not phrase.tail
        and here.clause.mode is Mode.PLAIN
        and phrase.text.endswith(("条”", "条措施”", "清单”", "办法”", "新政”"))
    )
