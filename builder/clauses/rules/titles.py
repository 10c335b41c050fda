"""What an activity is called: where its name begins and ends beyond the run of words that holds its head."""

from __future__ import annotations

from dataclasses import replace

from jigou.builder.clauses.cues import closes
from jigou.builder.clauses.sentence import Sentence
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType


def only_in_name(inner: Phrase) -> bool:
    """Whether a body is only part of what an activity is called (预防接种门诊 in 预防接种门诊规范化建设培训班)."""
    return inner.kind in ("institution", "workstation", "military", "leading_group") or inner.text.startswith(
        ("全县", "全市", "全区", "全省", "全国")
    )


def merged(here: Sentence, index: int, phrase: Phrase) -> Phrase:
    """甲走近乙等系列活动: what stands before 等 belongs to the name, where it is no name by itself."""
    if index < 2 or here.phrases[index - 1].sort is not PhraseSort.AND_SO_ON or not phrase.head.startswith("系列"):
        return phrase
    if phrase.text != phrase.head:
        return phrase
    start = -1
    for before in reversed(here.phrases[: index - 1]):
        if before.sort is PhraseSort.VERB:
            break
        if before.sort not in (PhraseSort.WORD, PhraseSort.NAME):
            return phrase
        start = before.start
    return replace(phrase, start=start, text=here.text[start : phrase.end], bare=False) if start >= 0 else phrase


def organised(here: Sentence, phrase: Phrase) -> Phrase:
    """组织干部职工无偿献血: who is brought together is no part of what is done."""
    verb = here.clause.verb
    if (
        verb is None
        or verb.word not in here.lex.classes["sending"]
        or phrase.type is not EntityType.EVENT
        or phrase.quoted
    ):
        return phrase
    text = phrase.text
    while people := next((word for word in here.lex.classes["people"] if text.startswith(word) and len(word) > 1), ""):
        text = text.removeprefix(people)
    cut = len(phrase.text) - len(text)
    if cut == 0 or len(text) < len(phrase.head) or len(text) < 3 or "、" in phrase.text:
        return phrase
    return replace(
        phrase,
        start=phrase.start + cut,
        text=text,
        inner=tuple(i for i in phrase.inner if i.start >= phrase.start + cut),
    )


def is_practice(here: Sentence, index: int, phrase: Phrase) -> bool:
    """Whether a quotation and the words after it, which have no head, name a way of working (推行“首违不罚”包容审慎监管)."""
    verb = here.clause.verb
    if verb is None or verb.act not in ("organizes", "establishes") or here.clause.mode:
        return False
    if not (verb.strong or verb.word in here.lex.classes["firm"]):
        return False
    last = phrase.head == "" or phrase.text.endswith("”")
    if not (phrase.quoted and last and 2 <= len(phrase.tail) <= 8 and closes(here, index)):
        return False
    return not phrase.tail.endswith(here.lex.classes["no name"])


def practised(here: Sentence, index: int, phrase: Phrase) -> Phrase:
    """A way of working by its whole name; where the quotation names an event (“法治讲堂”全覆盖) it is none, and stays as it is."""
    if phrase.type is not EntityType.INITIATIVE or not is_practice(here, index, phrase):
        return phrase
    end = phrase.end + len(phrase.tail)
    return replace(phrase, end=end, text=here.text[phrase.start : end], kind="mechanism", head=phrase.tail, tail="")
