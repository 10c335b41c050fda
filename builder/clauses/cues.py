"""What the words around a name say of it: small questions that verdicts and rules share."""

from __future__ import annotations

import re

from jigou.builder.clauses.moves import Mode
from jigou.builder.clauses.sentence import ACTIVITIES
from jigou.builder.clauses.view import View
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType

_PROGRESS = re.compile(
    r"(?:已|累计)*(?:完成(?:总?投资|工程量|主体)|(?:顺利)?通过[^,]{0,8}(?:验收|评估|考评|认证)|主体(?:工程)?(?:完工|封顶))"
)


def is_in_course(here: View, phrase: Phrase) -> bool:
    """Whether a campaign is what other things are done in (在党的群众路线教育实践活动中)."""
    return (
        phrase.type is EntityType.INITIATIVE
        and phrase.kind == "campaign"
        and not phrase.bare
        and len(phrase.text) >= len(phrase.head) + 2
        and re.match(r"(?:期间|开展期间)?中?[,、]", here.text[phrase.end : phrase.end + 6]) is not None
        and here.text.startswith(("中", "期间", "开展期间"), phrase.end)
    )


def is_lever(here: View, phrase: Phrase) -> bool:
    """Whether a campaign is what the work is done by (以…实践活动为主线, 借助…创建契机): it goes on, though no verb governs it."""
    if phrase.type is not EntityType.INITIATIVE or phrase.bare or len(phrase.text) < len(phrase.head) + 2:
        return False
    if phrase.kind not in ("campaign", "series", "study"):
        return False
    rest = here.text[phrase.end :]
    before = here.text[: phrase.start]
    if re.match(r"(?:工作)?为(?:主线|抓手|契机|载体|牵引|重点|引领|平台|动力|主题)", rest):
        return re.search(r"以[^,。;]{0,16}$", before) is not None
    return before.endswith(("结合", "借助", "依托")) and re.match(r"契机|,|、|等", rest) is not None


def is_accomplished(here: View, phrase: Phrase) -> bool:
    """Whether a named initiative opens its clause, which says how far it came (新馆建设工程破土动工)."""
    if phrase.type not in ACTIVITIES or here.clause.verb is not None or phrase.bare:
        return False
    if phrase.head in ("体系", "系统", "工作") or here.text.startswith("等", phrase.end):
        return False
    opening = re.split(r"[,。;:]|(?<=[\u4e00-\u9fff])(?:和|、)", here.text[: phrase.start])[-1]
    opening = re.sub(r"^总?投资.{1,12}元的", "", opening)
    if len(opening) > 3 and not re.fullmatch(r"[0-9年月日一二三四五六七八九十是至、上中下旬首批项个家条]+", opening):
        return False
    rest = re.split(r"[,。;]", here.text[phrase.end :], maxsplit=1)[0]
    came = rest.endswith(here.lex.classes["accomplished"]) or _PROGRESS.match(rest) is not None
    return len(phrase.text) >= len(phrase.head) + 2 and came


def is_held(here: View, phrase: Phrase) -> bool:
    """Whether the clause goes on to say that the event took place (…于4月28日举行)."""
    rest = re.split(r"[,。;]", here.text[phrase.end :], maxsplit=1)[0]
    return bool(re.search(r"(?:举行|召开|举办|开幕|启动|落幕)$", rest)) and len(phrase.text) > len(phrase.head)


def closes(here: View, index: int) -> bool:
    """Whether a name is the last thing that its verb governs: a mark, a number or 等 follows."""
    after = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
    return after is None or after.sort in (
        PhraseSort.COMMA, PhraseSort.LIST, PhraseSort.COUNT, PhraseSort.AND_SO_ON, PhraseSort.COLON, PhraseSort.TIME,
    )  # fmt: skip


def is_met(here: View, phrase: Phrase) -> bool:
    """Whether the clause says with whom (与学院座谈)."""
    return here.clause.mode is Mode.WITH and phrase.head in ("座谈", "座谈交流", "交流", "协商")


def in_counted_list(here: View, index: int) -> bool:
    """Whether a name stands in a list that a number closes (报告会、演讲比赛120余场次)."""
    for phrase in here.phrases[index + 1 :]:
        if phrase.sort is PhraseSort.COUNT:
            return True
        if phrase.sort not in (PhraseSort.LIST, PhraseSort.NAME, PhraseSort.AND_SO_ON):
            return False
    return False


def counted_in_clause(here: View, index: int) -> bool:
    """Whether the clause goes on to a number (“金秋助学”活动资助困难职工子女428名)."""
    for phrase in here.phrases[index + 1 :]:
        if phrase.sort is PhraseSort.COMMA:
            return False
        if phrase.sort is PhraseSort.COUNT:
            return True
    return False


def by_itself(here: View, phrase: Phrase) -> bool:
    """Whether a named programme opens its clause as if it acted (“金秋助学”活动资助…): the body that reports carries it out."""
    opening = re.split(r"[,。;]", here.text[: phrase.start])[-1]
    return (
        phrase.type is EntityType.INITIATIVE
        and phrase.quoted
        and phrase.kind in ("campaign", "series", "project")
        and len(opening) <= 3
    )
