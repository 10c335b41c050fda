"""Lists whose items have no head of their own: what sums them up, or what comes last, says what they are.

启动工业强基、绿色制造等重大工程; 推出汉服巡游、美食嘉年华等活动; 深化土地、户籍、公共服务改革; 下设综合协调、医疗救治等8个工作组;
赴梧州、贵港考察; 在雁滩、盐场等街道.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jigou.builder.clauses.moves import Mode, Place, Step, clause, in_clause, in_sentence
from jigou.builder.clauses.view import View
from jigou.builder.knowledge.divisions import divisions
from jigou.builder.knowledge.lexicons import Act
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType

_GOING = re.compile(r"深入|走进|赶赴|前往")
_PARTS = re.compile(r"[、和与及]|以及")


def coordinated(here: View, index: int, phrase: Phrase) -> Phrase:
    """深化土地、户籍、公共服务改革: words without a head between the verb and the last item share that item's head."""
    if not phrase.head or phrase.text == phrase.head or (phrase.quoted and phrase.text[0] in "“‘"):
        return phrase
    at = index
    while at >= 2 and here.phrases[at - 1].sort is PhraseSort.LIST and here.phrases[at - 1].text == "、":
        item = here.phrases[at - 2]
        inside = at >= 3 and here.phrases[at - 3].sort is PhraseSort.LIST
        weak = item.sort is PhraseSort.VERB and item.verb is not None and not item.verb.strong
        if len(item.text) < 2 or item.vague or not (item.sort is PhraseSort.WORD or (weak and inside)):
            break
        # 问题收集、办理、反馈、回访闭环管理机制: between two marks even a verb is an item.
        if not inside and here.lex.words.get(item.text) not in (None, "nominal", "vague"):
            break
        if item.end != here.phrases[at - 1].start:
            break
        at -= 2
    if at == index or at == 0 or here.phrases[at - 1].sort is not PhraseSort.VERB:
        return phrase
    start = here.phrases[at].start
    if phrase.end - start > 30 or _GOING.search(here.phrases[at].text):
        return phrase
    return replace(phrase, start=start, text=here.text[start : phrase.end], bare=False, inner=(), prefix=0)


def summed_up(here: View, index: int) -> Phrase | None:
    """The phrase after 等 that sums up the list in which a name stands (…“跳蚤市场”等活动)."""
    for position in range(index + 1, len(here.phrases)):
        phrase = here.phrases[position]
        if phrase.sort is PhraseSort.AND_SO_ON:
            # 等活动, 等重大工程, 等6个全国整治项目
            for after in here.phrases[position + 1 : position + 4]:
                if after.sort is PhraseSort.NAME:
                    return after
                if after.sort is not PhraseSort.COUNT and here.lex.words.get(after.text) != "pronoun":
                    return None
            return None
        if phrase.sort not in (PhraseSort.LIST, PhraseSort.NAME, PhraseSort.WORD):
            return None
    return None


def summed_item(here: View, index: int) -> Phrase | None:
    """An item without a head of its own in a list that 等活动 sums up (推出汉服巡游、美食嘉年华等活动): an event by what sums it up."""
    phrase = here.phrases[index]
    before = here.phrases[index - 1] if index else None
    after = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
    verb = here.clause.verb
    if (
        verb is None
        or verb.act not in (Act.ORGANIZES, Act.ESTABLISHES)
        or here.clause.mode
        or before is None
        or after is None
    ):
        return None
    if before.sort not in (PhraseSort.VERB, PhraseSort.LIST) or after.sort not in (
        PhraseSort.LIST,
        PhraseSort.AND_SO_ON,
    ):
        return None
    if not 3 <= len(phrase.text) <= 12 or phrase.vague or phrase.text in here.lex.words:
        return None
    summed = summed_up(here, index)
    if summed is None:
        return None
    if summed.head in here.lex.classes["summing"]:
        return replace(phrase, sort=PhraseSort.NAME, type=EntityType.EVENT, kind="other", head="", token=None)
    if summed.head in here.lex.classes["summing programmes"] and not summed.quoted:
        return replace(phrase, sort=PhraseSort.NAME, type=summed.type, kind=summed.kind, head=summed.head, token=None)
    return None


def held_word(here: View, index: int) -> Phrase | None:
    """What is counted by the time without a head that is known (举办“庭所共建”赋能坊6期): something that was held."""
    phrase = here.phrases[index]
    after = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
    verb = here.clause.verb
    if verb is None or verb.act is not Act.ORGANIZES or not verb.strong or here.clause.mode or here.clause.objects:
        return None
    if (
        after is None
        or after.token is None
        or after.token.number is None
        or after.token.number.unit not in here.lex.classes["unit of times"]
    ):
        return None
    if not 4 <= len(phrase.text) <= 16 or phrase.vague or phrase.text in here.lex.words or after.start != phrase.end:
        return None
    before = here.phrases[index - 1]
    if before.sort not in (PhraseSort.VERB, PhraseSort.LIST):
        return None
    return replace(phrase, sort=PhraseSort.NAME, type=EntityType.EVENT, kind="other", head="", token=None)


def listed_place(here: View, index: int) -> Iterator[Step]:
    """A place without a head: one that is gone to (赴梧州、贵港考察), or an item of a list of streets or villages."""
    phrase = here.phrases[index]
    mode = here.clause.mode
    if len(phrase.text) < 2 or phrase.vague or phrase.text in here.lex.words:
        return
    suffix = _summing_suffix(here, index)
    if suffix is not None and (mode is Mode.AT or suffix != ""):
        yield from _summed_place(here, phrase, suffix)
    elif mode is Mode.VISIT:
        yield from _visited_place(here, index)


def _summed_place(here: View, phrase: Phrase, suffix: str) -> Iterator[Step]:
    """An item of a list of streets or villages (在雁滩、盐场等街道); communities act."""
    at = here.clause.mode is Mode.AT
    acts = not at and suffix == "社区"
    type_ = EntityType.BODY if acts else EntityType.PLACE
    named = replace(phrase, sort=PhraseSort.NAME, type=type_, kind="other", head=suffix, token=None)
    aliases = (phrase.text,) if suffix else ()
    mention = here.mention(named, "place-in-list", 0.7, name=phrase.text + suffix, aliases=aliases)
    yield mention
    if at:
        yield in_clause(places=mention)
    elif acts and here.clause.verb is not None:
        yield clause(receivers=(*here.clause.receivers, mention))


def _visited_place(here: View, index: int) -> Iterator[Step]:
    """A place that is gone to (赴梧州、贵港考察)."""
    phrase = here.phrases[index]
    following = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
    shared = here.phrases[index + 2] if index + 2 < len(here.phrases) else None
    listed = following is not None and following.sort is PhraseSort.LIST
    place = (shared.inner_place or shared) if listed and shared is not None else None
    if place is not None and place.type is EntityType.PLACE:
        # 赴城东、城西街道, but 赴长三角、粤港澳大湾区
        head = place.head if place.head in here.lex.classes["level of places"] else ""
    elif _is_place(phrase):
        head = ""
    else:
        return
    named = replace(phrase, sort=PhraseSort.NAME, type=EntityType.PLACE, kind="other", head=head, token=None)
    mention = here.mention(named, "place-in-list", 0.7, name=phrase.text + head)
    yield mention
    yield in_sentence(visit=mention)


def place_before(here: View, phrase: Phrase) -> Iterator[Step]:
    """The places that stand before what was done there in one run of words (赴贵港及广东肇庆考察)."""
    words = phrase.text[: len(phrase.text) - len(phrase.head)] if phrase.head else ""
    at = 0
    for part in _PARTS.split(words):
        start = words.index(part, at) if part else at
        at = start + len(part)
        if len(part) >= 2 and _known_place(part):
            named = Phrase(
                sort=PhraseSort.NAME, start=phrase.start + start, end=phrase.start + at, text=part, type=EntityType.PLACE,
                kind="other", head="",
            )  # fmt: skip
            kept = here.mentions.get(named.start)
            mention = here.mention(named, "place-in-list", 0.7)
            yield mention
            if kept is not None:
                yield Place(named.start, kept)
            yield in_sentence(visit=mention)


def _summing_suffix(here: View, index: int) -> str | None:
    """街道 of 在雁滩、盐场等街道: the head that the list's last word gives each item, empty where it names several levels; None elsewhere."""
    for position in range(index + 1, len(here.phrases)):
        phrase = here.phrases[position]
        if phrase.sort is PhraseSort.AND_SO_ON:
            for after in here.phrases[position + 1 : position + 3]:
                if after.sort is PhraseSort.COUNT:
                    continue
                if after.text in here.lex.classes["levels together"]:
                    return ""
                return after.text if after.text in here.lex.classes["level of places"] else None
            return None
        if phrase.sort not in (PhraseSort.LIST, PhraseSort.WORD):
            return None
    return None


def _is_place(phrase: Phrase) -> bool:
    return (phrase.token is not None and phrase.token.tag == "ns") or _known_place(phrase.text)


def _known_place(words: str) -> bool:
    """Whether words are the name of a division, or of one within another (广东肇庆)."""
    table = divisions()
    if table.named(words):
        return True
    return any(table.named(words[:cut]) and table.named(words[cut:]) for cut in range(2, len(words) - 1))


def listed_groups(here: View, index: int) -> Iterator[Phrase]:
    """The items of a list that groups or rooms sum up (下设综合协调、医疗救治等8个工作组), each with the head that sums it up."""
    whole = here.phrases[index]
    at = index - 1
    while at >= 0 and (
        here.phrases[at].sort is PhraseSort.COUNT or here.lex.words.get(here.phrases[at].text) == "pronoun"
    ):
        at -= 1
    if at < 1 or here.phrases[at].sort is not PhraseSort.AND_SO_ON:
        return
    at -= 1
    while at >= 0 and here.phrases[at].sort in (PhraseSort.WORD, PhraseSort.LIST):
        item = here.phrases[at]
        if item.sort is PhraseSort.WORD and len(item.text) >= 2:
            yield replace(item, sort=PhraseSort.NAME, type=whole.type, kind=whole.kind, head=whole.text, token=None)
        at -= 1
