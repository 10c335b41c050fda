"""Which numbers are said of what: the counts of a sentence, attached to its mentions.

A count measures the thing counted where that is a record of its own, else the activity that it counts or reaches, else the body
that acts (``gold/GUIDELINES.md``, Measures). Statistics of the place or the economy at large are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jigou.builder.counting import Count
from jigou.builder.drafts import DraftMeasure, Mention
from jigou.builder.phrasing import Phrase, PhraseSort
from jigou.ontology import EntityType, Span

_HOLDERS = frozenset({EntityType.EVENT, EntityType.INITIATIVE, EntityType.DOCUMENT})
_GROWTH = re.compile(r"(?:增长|下降|降低|提高|上升|增加|减少|同比|增幅|增速|提升|降幅|达到?|占比?)(?:了|到|至|为)?$")
_ECONOMY = re.compile(
    r"生产总值|收入|投资|税收|增加值|产值|产量|消费品|贷款|进出口|存款|财政|游客|面积|人口|经济|库存|负债|价格|利润|营业|效益|销售"
)
_MONEY = frozenset({"元", "美元"})
_CARRY = re.compile(r"选派|组织|安排|抽调|动员|选送|推荐|发动|派出")


def measures(
    phrases: Sequence[Phrase], mentions: Mapping[int, Mention], subjects: Sequence[Mention], activity: Mention | None,
    series: Mention | None, span: Span, text: str,
) -> Iterator[DraftMeasure]:  # fmt: skip
    """The measures of one sentence.

    ``mentions`` are those of the sentence by the offset of their phrase, ``activity`` is the last one of the sentence
    before, ``series`` the programme whose items the sentence lists.
    """
    for index, phrase in enumerate(phrases):
        if phrase.sort is not PhraseSort.COUNT or phrase.token is None or phrase.token.count is None:
            continue
        count = phrase.token.count
        before = phrases[index - 1] if index else None
        after = phrases[index + 1] if index + 1 < len(phrases) else None
        found = _attach(index, phrase, phrases, mentions, activity, series, count, text)
        what = _what(before, after, phrase)
        rule, confidence = "counted", 0.9
        if found is None:
            if not _of_body(count, text, phrase, what) or not subjects:
                continue
            found, rule, confidence = subjects[-1], "counted-for-body", 0.6
        elif count.unit == "%" and _ECONOMY.search(_clause(text, phrase)):
            continue
        yield DraftMeasure(
            of=found, value=count.value, unit=count.unit, what=what or found.name, approx=count.approx, span=span,
            rule=rule, confidence=confidence,
        )  # fmt: skip


def _attach(
    index: int, phrase: Phrase, phrases: Sequence[Phrase], mentions: Mapping[int, Mention], activity: Mention | None,
    series: Mention | None, count: Count, text: str,
) -> Mention | None:  # fmt: skip
    after = phrases[index + 1] if index + 1 < len(phrases) else None
    before = phrases[index - 1] if index else None
    if after is not None and after.sort is PhraseSort.NAME and after.start == phrase.end:
        mention = mentions.get(after.start)
        if mention is not None and not after.tail and mention.type is not EntityType.POST:
            return mention
    if (
        before is not None
        and before.sort is PhraseSort.WORD
        and before.text in ("累计达", "达", "共", "累计", "共计", "近", "达到")
    ):
        before = phrases[index - 2] if index > 1 else None
    if before is not None and before.sort is PhraseSort.AND_SO_ON and series is not None:
        return series
    if before is not None and before.sort is PhraseSort.AND_SO_ON and index > 1:
        before = phrases[index - 2]
    if before is not None and before.sort is PhraseSort.NAME and not before.tail:
        mention = mentions.get(before.start)
        if mention is not None and mention.type is not EntityType.POST:
            return mention
    # The activity of the same clause that comes after (组织30名社区工作者赴宁海市考察学习).
    for later in phrases[index + 1 :]:
        if later.sort is PhraseSort.COMMA:
            break
        mention = mentions.get(later.start)
        if later.sort is PhraseSort.NAME and mention is not None and mention.type in _HOLDERS and not later.tail:
            return mention
    clause = _clause(text, phrase)
    if _CARRY.search(clause):
        for later in phrases[index + 1 :]:
            mention = mentions.get(later.start)
            if later.sort is PhraseSort.NAME and mention is not None and mention.type in _HOLDERS and not later.tail:
                return mention
            if later.sort is PhraseSort.COMMA and later.text in ";。":
                break
    for earlier in reversed(phrases[:index]):
        mention = mentions.get(earlier.start)
        if earlier.sort is PhraseSort.NAME and mention is not None and not earlier.tail:
            if mention.type in _HOLDERS:
                return mention
            if mention.type is EntityType.BODY and mention.rule == "body" and _established(phrases, earlier):
                return mention
    del count
    return activity if activity is not None and text.find("其中") == 0 else None


def _established(phrases: Sequence[Phrase], name: Phrase) -> bool:
    """Whether the verb before a body founds it, so that what follows is said of it."""
    for earlier in reversed(phrases):
        if earlier.start >= name.start:
            continue
        if earlier.sort is PhraseSort.COMMA:
            return False
        if earlier.sort is PhraseSort.VERB and earlier.verb is not None:
            return earlier.verb.act == "establishes"
    return False


def _clause(text: str, phrase: Phrase) -> str:
    start = max(text.rfind(mark, 0, phrase.start) for mark in ",;。") + 1
    ends = [end for mark in ",;。" if (end := text.find(mark, phrase.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def _of_body(count: Count, text: str, phrase: Phrase, what: str) -> bool:
    """Whether a number that belongs to no activity may be said of the body that acts."""
    if count.unit == "%" or count.unit in _MONEY:
        return False
    clause = _clause(text, phrase)
    if _ECONOMY.search(clause):
        return False
    before = text[max(0, phrase.start - 6) : phrase.start]
    return not _GROWTH.search(before) and bool(what)


def _what(before: Phrase | None, after: Phrase | None, phrase: Phrase) -> str:
    """The words that say what is counted: those after the count, else those before it."""
    if after is not None and after.start == phrase.end and after.sort in (PhraseSort.NAME, PhraseSort.WORD):
        return after.text
    if before is not None and before.sort in (PhraseSort.NAME, PhraseSort.WORD):
        return before.text
    return ""
