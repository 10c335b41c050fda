"""The name of an activity while it is judged: the view that the verdicts have of it, and of the words around it."""

from __future__ import annotations

from typing import Final

from jigou.builder.clauses.cues import by_itself, counted_in_clause, in_counted_list, is_accomplished, is_met
from jigou.builder.clauses.moves import Mode
from jigou.builder.clauses.view import ClauseView, View
from jigou.builder.knowledge.lexicons import Act, Lexicon, Verb
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType

_ASIDE: Final = (Mode.TO, Mode.AGENT, Mode.AT, Mode.DEED)
"""Modes in which a verb does not say of a name that anybody carries it out."""


class Candidate:
    """A name, the phrases beside it and the clause it stands in. A verdict reads it and changes nothing.

    ``brand``: a quotation without a head. ``counted``: a number touches the name or follows it. ``governed``: the clause says that
    somebody carries it out.
    """

    __slots__ = (
        "after",
        "before",
        "brand",
        "clause",
        "counted",
        "event",
        "governed",
        "here",
        "index",
        "phrase",
        "verb",
    )

    def __init__(self, here: View, index: int, phrase: Phrase) -> None:
        self.here = here
        self.index = index
        self.phrase = phrase
        self.clause: ClauseView = here.clause
        self.verb: Verb | None = here.clause.verb
        self.before = here.phrases[index - 1] if index else None
        self.after = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
        self.event = phrase.type is EntityType.EVENT
        self.brand = phrase.quoted and phrase.head == ""
        self.counted = self._counted()
        self.governed = self._governed()

    @property
    def lex(self) -> Lexicon:
        """The tables."""
        return self.here.lex

    def acts(self, *acts: Act) -> bool:
        """Whether the verb of the clause has one of these acts."""
        return self.verb is not None and self.verb.act in acts

    def is_in(self, words: str, class_: str) -> bool:
        """Whether words are of a closed class of the tables."""
        return words in self.here.lex.classes[class_]

    def follows(self, *words: str) -> bool:
        """Whether one of these stands right behind the name."""
        return self.here.text.startswith(words, self.phrase.end)

    def _counted(self) -> bool:
        before, after = self.before, self.after
        return (before is not None and before.sort is PhraseSort.COUNT and before.end == self.phrase.start) or (
            after is not None and after.sort is PhraseSort.COUNT
        )

    def _governed(self) -> bool:
        here = self.here
        if here.doers or is_met(here, self.phrase):
            return True
        if self.clause.mode in _ASIDE:
            return False
        return (self.verb is not None and not self.acts(Act.AIM, Act.RECEIVE)) or here.series is not None

    @property
    def followed(self) -> bool:
        """Whether more of the same run of words stands behind the name, so that it may only modify that."""
        tail = self.phrase.tail
        return tail != "" and not self.is_in(tail, "light tail") and not is_accomplished(self.here, self.phrase)

    @property
    def reached(self) -> bool:
        """Whether a visit is counted by what it reached (走访慰问老党员120人次)."""
        return self.phrase.head in ("走访慰问", "走访", "慰问") and self.counted

    @property
    def opens(self) -> bool:
        """Whether what follows a name tells what came of it: its number, or what a meeting did (召开党组会议研究法治工作4次)."""
        if not self.followed:
            return False
        in_clause = counted_in_clause(self.here, self.index)
        if in_clause and by_itself(self.here, self.phrase):
            return True
        done = self.phrase.tail.startswith(self.lex.classes["done by meeting"])
        return self.event and done and (self.governed or in_clause)

    @property
    def known(self) -> bool:
        """Whether a head alone says enough: it is counted, or stands in a list that is, and is long enough for its verb."""
        head = self.phrase.head
        shortest = 4 if self.is_in(head, "verbal") else 3
        if self.verb is not None and self.verb.act is Act.ORGANIZES and self.verb.weight > 0:
            shortest = 2
        if head == "联席会议" or (self.event and self.counted and len(head) >= shortest):
            return True
        return self.event and len(head) >= 3 and in_counted_list(self.here, self.index)

    @property
    def set_apart(self) -> bool:
        """Whether the sentence sets a head without a name apart: by theme, place, edition, what is treated, or with whom."""
        here, phrase = self.here, self.phrase
        return bool(here.themes or here.visit or phrase.edition or here.treated or is_met(here, phrase))
