"""What an activity is called: where its name begins and ends beyond the run of words that holds its head."""

from __future__ import annotations

import re
from dataclasses import replace

from jigou.builder.clauses.cues import closes, is_met
from jigou.builder.clauses.moves import Mode
from jigou.builder.clauses.rules.lists import summed_up
from jigou.builder.clauses.view import View
from jigou.builder.drafts import Mention
from jigou.builder.knowledge.lexicons import Act
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType


def only_in_name(inner: Phrase) -> bool:
    """Whether a body is only part of what an activity is called (预防接种门诊 in 预防接种门诊规范化建设培训班)."""
    return inner.kind in ("institution", "workstation", "military", "leading_group") or inner.text.startswith(
        ("全县", "全市", "全区", "全省", "全国")
    )


def merged(here: View, index: int, phrase: Phrase) -> Phrase:
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


def organised(here: View, phrase: Phrase) -> Phrase:
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


def is_practice(here: View, index: int, phrase: Phrase) -> bool:
    """Whether a quotation and the words after it, which have no head, name a way of working (推行“首违不罚”包容审慎监管)."""
    verb = here.clause.verb
    if verb is None or verb.act not in (Act.ORGANIZES, Act.ESTABLISHES) or here.clause.mode:
        return False
    if not (verb.strong or verb.word in here.lex.classes["firm"]):
        return False
    last = phrase.head == "" or phrase.text.endswith("”")
    if not (phrase.quoted and last and 2 <= len(phrase.tail) <= 8 and closes(here, index)):
        return False
    return not phrase.tail.endswith(here.lex.classes["no name"])


def practised(here: View, index: int, phrase: Phrase) -> Phrase:
    """A way of working by its whole name; where the quotation names an event (“法治讲堂”全覆盖) it is none, and stays as it is."""
    if phrase.type is not EntityType.INITIATIVE or not is_practice(here, index, phrase):
        return phrase
    end = phrase.end + len(phrase.tail)
    return replace(phrase, end=end, text=here.text[phrase.start : end], kind="mechanism", head=phrase.tail, tail="")


def titled(here: View, index: int, phrase: Phrase) -> Mention:
    """The mention of an activity, named so that it can be told from others of the same bare name."""
    verb = here.clause.verb
    phrase = _as_held(here, index, phrase)
    if verb is not None and verb.word == "评选" and phrase.quoted and not phrase.head:
        chosen = replace(phrase, type=EntityType.EVENT, kind="competition")
        return here.mention(chosen, "selection", 0.8, name=phrase.text + "评选", aliases=(phrase.text,))
    summed = summed_up(here, index) if phrase.quoted and not phrase.head else None
    if summed is not None and summed.head in ("活动", "文化活动", "文体活动"):
        phrase = replace(phrase, type=EntityType.EVENT, kind="other")
    confidence = 0.85 if verb is not None else 0.6
    name = _set_apart(here, phrase)
    if name:
        return here.mention(phrase, "activity", confidence, name=name, aliases=(phrase.text,))
    generic = phrase.text == phrase.head or (len(phrase.text) <= 4 and not phrase.quoted)
    about = (here.theme_before(phrase) or f"{here.sentence}") if generic else ""
    return here.mention(phrase, "activity", confidence, generic=generic, about=about)


def _as_held(here: View, index: int, phrase: Phrase) -> Phrase:
    """A programme that the sentence tells as an event: it is counted by the time, held, or one of a series."""
    after = here.phrases[index + 1].token if index + 1 < len(here.phrases) else None
    number = after.number if after is not None else None
    times = number is not None and number.unit in here.lex.classes["unit of times"]
    word = here.clause.verb.word if here.clause.verb is not None else ""
    if (
        times
        and phrase.type is EntityType.INITIATIVE
        and phrase.kind in ("campaign", "platform")
        and phrase.head != "活动"
    ):
        # What is counted by the time is held, whatever it is called (“卓越教学工作坊”18期).
        phrase = replace(phrase, type=EntityType.EVENT, kind="other")
    held = times or here.series is not None or phrase.text.endswith(("日活动", "日”活动"))
    held = held or phrase.edition != ""
    held = held or (word in here.lex.classes["holds activity"] and not phrase.quoted)
    if phrase.head == "活动" and phrase.kind == "campaign" and held:
        phrase = replace(phrase, type=EntityType.EVENT, kind="other")
    if phrase.head == "联席会议" and word in ("召开", "组织召开", "牵头召开"):
        phrase = replace(phrase, type=EntityType.EVENT, kind="meeting")
    return phrase


def _set_apart(here: View, phrase: Phrase) -> str:
    """The name of an activity with what the sentence tells it by: place, partner, matter or theme; empty where it needs none."""
    alone = phrase.text == phrase.head
    if here.clause.mode is Mode.VISIT and not alone and here.goes == "赴":
        return f"赴{phrase.text}"
    if here.visit:
        places = "、".join(m.name for m in here.visit)
        return f"赴{places}{phrase.text}" if alone and here.goes == "赴" else ""
    if is_met(here, phrase) and here.clause.subjects:
        return f"与{here.clause.subjects[-1].name}{phrase.head}"
    if alone and here.treated:
        return re.sub(r"^[0-9]+[名个人次家位项件]+", "", here.treated) + phrase.text
    theme = here.theme_before(phrase)
    return f"{theme}{phrase.text}" if phrase.bare and alone and theme else ""
