"""The passive: what was done stands first, and who did it behind 由 (职工艺术节由市总工会主办)."""

from __future__ import annotations

from jigou.builder.clauses.cues import closes
from jigou.builder.clauses.view import View
from jigou.builder.knowledge.lexicons import Act
from jigou.builder.phrases.phrase import PhraseSort
from jigou.ontology import EntityType


def awaits_agent(here: View, index: int) -> bool:
    """Whether the name at ``index`` is what the bodies behind 由 organize or issue, and the clause says no more."""
    at = index + 1
    if at < len(here.phrases) and here.phrases[at].text in here.lex.classes["before agent"]:
        at += 1
    if at >= len(here.phrases) or here.phrases[at].text != "由":
        return False
    for position in range(at + 1, len(here.phrases)):
        phrase = here.phrases[position]
        if (
            phrase.sort is PhraseSort.VERB
            and phrase.verb is not None
            and phrase.verb.act in (Act.ORGANIZES, Act.ISSUES)
        ):
            return position > at + 1 and closes(here, position)
        if phrase.sort is PhraseSort.NAME and phrase.type is not EntityType.BODY:
            return False
        if phrase.sort not in (PhraseSort.NAME, PhraseSort.LIST, PhraseSort.VERB):
            return False
    return False
