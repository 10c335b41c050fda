"""Who does what: one pass over the phrases of a sentence, clause by clause.

The rules are those of ``gold/GUIDELINES.md``. A clause is ``[adjuncts] [subject] verb name、name``; what is missing is carried: the
subject from the clause, sentence or paragraph before, else it is the reporting body; the theme and time from
the clause before to the end of the sentence; the programme from the heading or item.

The rules see a sentence (:class:`~jigou.builder.clauses.view.View`) and yield steps; here alone the state is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from jigou.builder.clauses.moves import Addition, Judgement, Move, NextClause, Part, Place, Step, discourse
from jigou.builder.clauses.rules.adjuncts import adjuncts, read_of, read_preposition, read_time
from jigou.builder.clauses.rules.ends import end_clause, end_part
from jigou.builder.clauses.rules.items import read_word
from jigou.builder.clauses.rules.names import read_name
from jigou.builder.clauses.rules.posts import congresses, led, persons, standing
from jigou.builder.clauses.rules.themes import named_themes
from jigou.builder.clauses.rules.verbs import read_verb
from jigou.builder.clauses.sentence import Clause, Sentence
from jigou.builder.clauses.view import View
from jigou.builder.drafts import Draft, DraftRelation, Mention
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import Refusal

_LONGEST: Final = 24
"""How long a name may be that was read before the phrases (中国共产党第二十次全国代表大会)."""

Rule = Callable[[View, int, Phrase], Iterable[Step]]

_RULES: Final[Mapping[PhraseSort, Rule]] = {
    PhraseSort.WORD: read_word,
    PhraseSort.NAME: read_name,
    PhraseSort.VERB: read_verb,
    PhraseSort.PREPOSITION: read_preposition,
    PhraseSort.OF: read_of,
    PhraseSort.TIME: read_time,
    PhraseSort.COLON: end_part,
    PhraseSort.COMMA: end_clause,
}
"""What reads a phrase, by its sort; lists, counts and 等 are read by the rules of the names beside them."""


def read_sentence(here: Sentence) -> Iterator[Draft]:
    """Every mention and relation of the sentence, mentions before the relations that use them."""
    for rule, phrase, steps in _turns(here):
        for step in steps:
            if here.trail is not None:
                here.trail.append((rule, phrase, step))
            if type(step) is Move:
                part = _part(here, step.part)
                for field, value in step.changes.items():
                    setattr(part, field, value)
            elif type(step) is Mention:
                here.take(step)
                yield step
            elif type(step) is DraftRelation:
                yield step
            else:
                _write(here, step)


def _turns(here: Sentence) -> Iterator[tuple[str, Phrase | None, Iterable[Step]]]:
    """The rules in the order of the sentence: the name of each, the phrase that it reads, and what it says."""
    for first in (named_themes, led, persons, congresses, standing, adjuncts):
        yield first.__name__, None, first(here)
    for index, phrase in enumerate(here.phrases):
        rule = _RULES.get(phrase.sort)
        if here.covered and here.is_covered(phrase):
            yield "covered", phrase, _covered(here, phrase)
        elif rule is not None:
            yield rule.__name__, phrase, rule(here, index, phrase)
    yield "end_clause", None, end_clause(here, len(here.phrases), None)
    if here.activities:
        yield "carried", None, (discourse(last_activity=here.activities[-1]),)


def _covered(here: View, phrase: Phrase) -> Iterator[Step]:
    """A name within words that were read before the phrases: by a mention of its own, or it is passed over."""
    if phrase.sort is not PhraseSort.NAME or phrase.type is None:
        return
    near = (here.mentions.get(at) for at in range(max(0, phrase.start - _LONGEST), phrase.end))
    if not any(m is not None and m.phrase is not None and m.phrase.end > phrase.start for m in near):
        yield here.refusal(phrase, "within-theme", "within a theme, or within who leads a group")


def _write(here: Sentence, step: Step) -> None:
    """Remember what a rule said, where it is no move of one part's fields."""
    if isinstance(step, Addition):
        part = _part(here, step.part)
        for field, thing in step.things.items():
            getattr(part, field).append(thing)
    elif isinstance(step, NextClause):
        here.clause = Clause()
    elif isinstance(step, Place):
        here.mentions[step.at] = step.mention
    elif isinstance(step, Judgement):
        here.judged.append(step)
    elif isinstance(step, Refusal):
        here.refusals.append(step)


def _part(here: Sentence, part: Part) -> object:
    if part is Part.CLAUSE:
        return here.clause
    return here if part is Part.SENTENCE else here.discourse
