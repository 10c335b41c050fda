"""What a body did with what a sentence names: organised it, set it up, carried it out, took part, or nothing that is worth saying.

The grammar proposes; the cues of the sentence, weighed, decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from jigou.builder.choice.weights import ACTS, act_weights
from jigou.builder.clauses.sentence import Sentence, Setting
from jigou.builder.drafts import Draft, DraftRelation, Mention
from jigou.ontology import EntityType, RelationType, Role

DONE_BY: Final = frozenset({
    RelationType.ORGANIZES, RelationType.PARTICIPATES, RelationType.ESTABLISHES, RelationType.ISSUES, RelationType.IMPLEMENTS,
})  # fmt: skip
"""The relations of a body to what it does."""

FITS: Final = {
    EntityType.BODY: frozenset({"-", "establishes"}),
    EntityType.DOCUMENT: frozenset({"-", "issues", "implements"}),
    EntityType.EVENT: frozenset({
        "-", "organizes:organize", "organizes:lead", "organizes:host", "organizes:support", "participates",
    }),
    EntityType.INITIATIVE: frozenset(ACTS) - {"issues"},
}  # fmt: skip
_CLAUSE_END: Final = re.compile(r"[,。;:!?]")


def told(drafts: Sequence[Draft]) -> dict[int, list[DraftRelation]]:
    """The relations that say what bodies did with a mention, by the identity of the mention."""
    found: dict[int, list[DraftRelation]] = {}
    for draft in drafts:
        if isinstance(draft, DraftRelation) and draft.type in DONE_BY and isinstance(draft.target, Mention):
            found.setdefault(id(draft.target), []).append(draft)
    return found


def label(relation: DraftRelation) -> str:
    """A relation as one of ``ACTS``."""
    return f"{relation.type}:{relation.role}" if relation.role is not None else str(relation.type)


def act_cues(here: Sentence, setting: Setting, relations: Sequence[DraftRelation]) -> list[str]:
    """The cues of what was done with a mention: its verb, what follows it, who acts, what the grammar says."""
    mention, phrase, text = setting.mention, setting.phrase, here.text
    kind = f"{mention.type}:{mention.kind}"
    rest = _CLAUSE_END.split(text[phrase.end :], maxsplit=1)[0]
    before = _CLAUSE_END.split(text[: phrase.start])[-1]
    verb = setting.verb
    word = verb.word if verb is not None else "-"
    act = f"{verb.act}{verb.weight}" if verb is not None else "-"
    grammar = label(relations[0]) if relations else "-"
    rule = relations[0].rule.split(":")[0] if relations else "-"
    named = bool(setting.doers) and setting.doers[-1] is not here.discourse.reporting
    return [
        "k=" + kind, "h=" + mention.head, "v=" + word, "a=" + act, "k|a=" + kind + act, "m=" + setting.mode, "m|a=" + setting.mode + act,
        "g=" + grammar, "g|a=" + grammar + act, "r=" + rule, "s=" + str(here.status), "s|g=" + str(here.status) + grammar,
        f"named={named}", f"named|g={named}{grammar}", "b2=" + before[-2:], "b1=" + before[-1:], "f2=" + rest[:2], "f4=" + rest[:4],
        "l2=" + rest[-2:], "l4=" + rest[-4:], f"alone={before == ''}{rest == ''}", f"alone|k={before == ''}{rest == ''}{kind}",
        f"heading={here.discourse.heading}", "k|g=" + kind + grammar, "rule=" + mention.rule, "k|b2=" + kind + before[-2:],
        "after=" + text[phrase.end : phrase.end + 1], "e2=" + mention.name[-2:], "n=" + str(min(6, len(relations))),
    ]  # fmt: skip


def weigh_acts(here: Sentence, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts of a sentence with what bodies did decided by weight."""
    table = act_weights()
    if not table.weights:
        yield from drafts
        return
    by_mention = told(drafts)
    said = {id(draft) for draft in drafts if isinstance(draft, Mention)}
    decided: dict[int, str] = {}
    added: dict[int, list[DraftRelation]] = {}
    for setting in here.settings:
        mention = setting.mention
        fits = FITS.get(mention.type)
        if fits is None or id(mention) not in said or id(mention) in decided:
            continue
        relations = by_mention.get(id(mention), [])
        act = table.best(act_cues(here, setting, relations), fits)
        decided[id(mention)] = act
        if act != "-" and not relations:
            added[id(mention)] = [stated(here, doer, mention, act) for doer in setting.doers if doer is not mention]
    for draft in drafts:
        if isinstance(draft, DraftRelation) and isinstance(draft.target, Mention) and draft.type in DONE_BY:
            act = decided.get(id(draft.target), label(draft))
            if act != "-":
                yield draft if str(draft.type) == act.split(":")[0] else recast(draft, act)
            continue
        yield draft
        if isinstance(draft, Mention):
            yield from added.get(id(draft), ())


def stated(here: Sentence, doer: Mention, mention: Mention, act: str) -> DraftRelation:
    """A relation that only the weights tell."""
    type_, _, role = act.partition(":")
    return here.relation(RelationType(type_), doer, mention, "weighed", 0.7, Role(role) if role else None)


def recast(relation: DraftRelation, act: str) -> DraftRelation:
    """A relation as the weights tell it."""
    type_, _, role = act.partition(":")
    return replace(relation, type=RelationType(type_), role=Role(role) if role else None, rule="weighed")
