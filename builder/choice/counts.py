"""Whose a number is: of the things that a sentence names before and after it, of the programme above it, of the body that acts, or of none.

The grammar proposes (:mod:`jigou.builder.clauses.measures`); the cues of each pair of a number and a thing, weighed, decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from jigou.builder.choice.weights import count_weights
from jigou.builder.drafts import DraftMeasure, Mention
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType, Span

_MARKS: Final = ",;。:、"
_NEAR: Final = 6
"""So many mentions on each side of a number are asked."""


class Holder(NamedTuple):
    """Something that a number may be said of: the mention, where its words stand in the sentence, and what it is to the number."""

    mention: Mention
    start: int
    end: int
    place: str


def holders(
    phrase: Phrase, mentions: Mapping[int, Mention], ends: Mapping[int, int], programme: Mention | None, actor: Mention
) -> list[Holder]:
    """What a number may be said of, the nearest first on each side."""
    before = sorted((start for start in mentions if start < phrase.start), reverse=True)[:_NEAR]
    after = sorted(start for start in mentions if start >= phrase.end)[:_NEAR]
    found = [Holder(mentions[start], start, ends.get(start, start), f"before{at}") for at, start in enumerate(before)]
    found += [Holder(mentions[start], start, ends.get(start, start), f"after{at}") for at, start in enumerate(after)]
    if programme is not None and all(programme is not holder.mention for holder in found):
        found.append(Holder(programme, -1, -1, "programme"))
    if all(actor is not holder.mention for holder in found):
        found.append(Holder(actor, -1, -1, "actor"))
    return found


def count_cues(text: str, phrase: Phrase, holder: Holder, proposed: DraftMeasure | None, what: str) -> list[str]:
    """The cues that a number is said of a thing."""
    count = phrase.token.number if phrase.token is not None else None
    unit = count.unit if count is not None else ""
    kind = f"{holder.mention.type}:{holder.mention.kind}"
    same = proposed is not None and proposed.of is holder.mention
    grammar = f"{same}{proposed.rule if proposed is not None else '-'}"
    side = holder.place.rstrip("0123456789")
    if holder.start < 0:
        between, touch = "", "-"
    else:
        low, high = (holder.end, phrase.start) if holder.start < phrase.start else (phrase.end, holder.start)
        between = text[low:high] if low < high else ""
        touch = between if len(between) <= 2 else "-"
    marks = "".join(char for char in between if char in _MARKS)[:3]
    before, after = text[max(0, phrase.start - 2) : phrase.start], text[phrase.end : phrase.end + 2]
    end = min((at for mark in ",;。" if (at := text.find(mark, phrase.end)) >= 0), default=len(text))
    start = max(text.rfind(mark, 0, phrase.start) for mark in ",;。") + 1
    opening = text[start : phrase.start]
    return [
        "p=" + holder.place, "k=" + kind, "p|k=" + side + kind, "u=" + unit, "u|k=" + unit + kind, "u|p=" + unit + side, "g=" + grammar,
        "g|k=" + grammar + kind, f"d={min(len(between) // 3, 6)}{side}", "t=" + side + touch, "m=" + side + marks, "b2=" + before, "b1=" + before[-1:],
        "a2=" + after, "a1=" + after[:1], "h=" + holder.mention.head + side, "b2|p=" + before + side, "o=" + opening[:2], "o|p=" + opening[:2] + side,
        "w2=" + what[-2:], "w|p=" + what[-2:] + side, f"own={holder.mention.own}", f"end={end == phrase.end}{side}",
        f"first={opening == ''}{side}", f"tail={text[phrase.end:end][-2:]}", "rule=" + holder.mention.rule, f"same={same}",
        f"grammar={proposed is not None}", f"m|k={marks}{kind}{side}", f"approx={count.approx if count is not None else ''}",
    ]  # fmt: skip


def weigh_counts(
    text: str, phrases: Sequence[Phrase], mentions: Mapping[int, Mention], proposed: Sequence[DraftMeasure], programme: Mention | None,
    actor: Mention, span: Span,
) -> Iterator[DraftMeasure]:  # fmt: skip
    """The measures of a sentence: for each number the thing that its cues favour most, where they favour any."""
    table = count_weights()
    if not table:
        yield from proposed
        return
    for phrase, draft, what, found in pairs(phrases, mentions, proposed, programme, actor):
        best, most = None, table.get("floor", 0)
        for holder in found:
            score = table["bias"] + sum(table.get(cue, 0) for cue in count_cues(text, phrase, holder, draft, what))
            if score > most:
                best, most = holder, score
        count = phrase.token.number if phrase.token is not None else None
        if best is None or count is None:
            continue
        if draft is not None:
            yield draft if draft.of is best.mention else replace(draft, of=best.mention, rule="weighed")
        else:
            yield DraftMeasure(
                of=best.mention, value=count.value, unit=count.unit, what=what or best.mention.name, approx=count.approx, span=span,
                rule="weighed", confidence=0.7,
            )  # fmt: skip


def pairs(
    phrases: Sequence[Phrase], mentions: Mapping[int, Mention], proposed: Sequence[DraftMeasure], programme: Mention | None, actor: Mention
) -> Iterator[tuple[Phrase, DraftMeasure | None, str, list[Holder]]]:  # fmt: skip
    """Each number of a sentence with the measure that the grammar proposes of it, the words that it counts, and what it may be said of."""
    ends = {phrase.start: phrase.end for phrase in phrases}
    left = list(proposed)
    for index, phrase in enumerate(phrases):
        count = phrase.token.number if phrase.token is not None else None
        if phrase.sort is not PhraseSort.COUNT or count is None:
            continue
        draft = next((d for d in left if d.value == count.value and d.unit == count.unit), None)
        if draft is not None:
            left.remove(draft)
        told = {
            start: m
            for start, m in mentions.items()
            if m.type is not EntityType.POST and m.type is not EntityType.PERSON
        }
        what = draft.what if draft is not None else counted(phrases, index)
        yield phrase, draft, what, holders(phrase, told, ends, programme, actor)


def counted(phrases: Sequence[Phrase], index: int) -> str:
    """The words that a number counts: those after it, else those before it."""
    after = phrases[index + 1] if index + 1 < len(phrases) else None
    if after is not None and after.start == phrases[index].end and after.sort in (PhraseSort.NAME, PhraseSort.WORD):
        return after.text
    before = phrases[index - 1] if index else None
    named = before is not None and before.sort in (PhraseSort.NAME, PhraseSort.WORD)
    return (before.tail or before.text) if named and before is not None else ""
