"""Which names of activities are records: what is carried out by somebody, held, counted or quoted, and what is only a field of work."""

from __future__ import annotations

import re

from jigou.builder.clauses.sentence import ACTIVITIES, Sentence
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType

_SERVED = re.compile(r"(?:期间)?\w{0,4}(?:安保|保障|服务|志愿服务|接待|会务|筹备)(?:工作|任务)?")
_PROGRESS = re.compile(
    r"(?:已|累计)*(?:完成(?:总?投资|工程量|主体)|(?:顺利)?通过[^,]{0,8}(?:验收|评估|考评|认证)|主体(?:工程)?(?:完工|封顶))"
)


def accepts(here: Sentence, index: int, phrase: Phrase) -> bool:
    """Whether the name of an activity is a record; what is refused is counted with its reason."""
    if phrase.record is not None:
        return phrase.record
    clause = here.clause
    verb = clause.verb
    titled_quote = phrase.quoted and phrase.head == ""
    before = here.phrases[index - 1] if index else None
    after = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
    counted = bool(
        (before is not None and before.sort is PhraseSort.COUNT and before.end == phrase.start)
        or (after is not None and after.sort is PhraseSort.COUNT)
    )
    if before is not None and before.sort is PhraseSort.AND_SO_ON and len(phrase.text) <= 4:
        here.refuse(phrase, "generic-after-list", "only sums up the list before it")
        return False
    played = phrase.tail in ("作用", "效应") or here.text.startswith(("作用", "放大效应", "效应"), phrase.end)
    if (
        played
        and verb is not None
        and verb.word in ("发挥", "充分发挥", "更好发挥", "发挥好")
        and phrase.type is EntityType.INITIATIVE
    ):
        return len(phrase.text) > len(phrase.head) + 2
    if clause.mode == "award":
        if (
            phrase.type is EntityType.INITIATIVE
            and phrase.head.endswith(here.lex.classes["granted"])
            and not phrase.bare
        ):
            # 入选国家级普惠金融改革试点: what is tried out there goes on, whoever carries it out.
            return phrase.tail in ("", *here.lex.classes["granted to"])
        here.refuse(phrase, "award", "the title that somebody was given")
        return False
    opens = False
    if is_met(here, phrase):
        governed = True
    elif clause.mode in ("to", "agent", "at", "deed"):
        governed = False
    else:
        governed = bool(verb is not None and verb.act not in ("aim", "receive")) or here.series is not None
    if here.doers:
        governed = True
    if phrase.type is EntityType.EVENT and governed and _SERVED.fullmatch(phrase.tail) and not phrase.bare:
        # 完成第七届博览会安保任务
        return True
    if phrase.tail and phrase.tail not in here.lex.classes["light tail"] and not is_accomplished(here, phrase):
        reached = phrase.head in ("走访慰问", "走访", "慰问") and counted
        opens = by_itself(here, phrase) and counted_in_clause(here, index)
        # 召开党组会议研究法治工作4次: what the meeting did follows its name.
        opens = opens or (
            phrase.type is EntityType.EVENT
            and phrase.tail.startswith(here.lex.classes["done by meeting"])
            and (governed or counted_in_clause(here, index))
        )
        if (
            not (phrase.quoted and governed and phrase.head not in ("", "工作"))
            and not reached
            and not opens
            and phrase.tail != "事项"
        ):
            here.refuse(phrase, "modifier", f"stands before {phrase.tail}")
            return False
    set_apart = here.themes or here.visit or phrase.edition or here.treated or is_met(here, phrase)
    shortest = 4 if phrase.head in here.lex.classes["verbal"] else 3
    if verb is not None and verb.act == "organizes" and verb.weight > 0:
        shortest = 2
    held = phrase.type is EntityType.EVENT and counted and len(phrase.head) >= shortest
    listed = phrase.type is EntityType.EVENT and len(phrase.head) >= 3 and in_counted_list(here, index)
    known = phrase.head == "联席会议" or held or listed
    if phrase.bare and not set_apart and not known:
        here.refuse(phrase, "bare-head", "a head without a name before it")
        return False
    if phrase.bare and not phrase.head.endswith(here.lex.classes["verbal"]) and not phrase.edition and not known:
        here.refuse(phrase, "bare-head", "a head without a name before it")
        return False
    if verb is not None and verb.word in ("接受", "自觉接受") and phrase.head.endswith("监督"):
        return False
    if verb is not None and verb.act == "implements" and phrase.type is EntityType.EVENT and clause.mode == "":
        return phrase.text.startswith(here.lex.classes["who meets"]) and phrase.head.endswith(("工作会议", "会议"))
    if titled_quote and len(phrase.text) > 18:
        return False
    number = after.token.number if after is not None and after.token is not None else None
    chosen = verb is not None and verb.word == "评选"
    if titled_quote and not chosen and number is not None and number.unit in ("名", "人", "位"):
        here.refuse(phrase, "persons", "what persons are called (“法律明白人”780名)")
        return False
    if phrase.text == "会议":
        here.refuse(phrase, "bare-head", "a head without a name before it")
        return False
    only_quote = phrase.quoted and phrase.text.startswith("“") and phrase.text.endswith("”")
    if only_quote and before is not None and here.lex.words.get(before.text) == "predicate":
        here.refuse(phrase, "outcome", "what came of it (实现“双下降”), not what was done")
        return False
    if titled_quote and (phrase.tail or not closes(here, index) or here.lex.words.get(phrase.text[1:-1]) == "vague"):
        return False
    if (
        here.discourse.heading
        and not phrase.quoted
        and (phrase.text == phrase.head or phrase.head in here.lex.classes["field in headings"])
    ):
        here.refuse(phrase, "heading", "a heading names the field only")
        return False
    if phrase.head == "建设" and (
        verb is None or verb.act not in ("organizes", "establishes") or verb.weight == 0 or len(phrase.text) < 7
        or phrase.text.endswith(here.lex.classes["built field"])
    ):  # fmt: skip
        here.refuse(phrase, "field-of-work", "building in general")
        return False
    if governed:
        advanced = verb is not None and verb.weight == 0 and not phrase.quoted and not phrase.tail
        if advanced and phrase.type is EntityType.INITIATIVE:
            here.refuse(phrase, "field-of-work", "a field of work that is only advanced")
            return False
        if titled_quote and verb is not None and verb.act == "send":
            return False
        if titled_quote and verb is not None and not verb.strong and verb.act not in ("organizes", "establishes"):
            return False
        short = len(phrase.text) - len(phrase.head) <= 3 and not phrase.named and not counted and not phrase.edition
        if phrase.head in here.lex.classes["field"] and short and not phrase.quoted and not here.series:
            here.refuse(phrase, "field-of-work", "too general to be a name")
            return False
        founded = verb is not None and verb.act == "establishes" and phrase.head == "系统" and len(phrase.text) >= 6
        if phrase.head in ("体系", "工作", "系统", "计划") and not phrase.quoted and not founded:
            here.refuse(phrase, "field-of-work", "a system in general")
            return False
        return True
    if counted and phrase.type is EntityType.EVENT and (not phrase.tail or reached):
        return True
    if phrase.tail and phrase.type is EntityType.EVENT and opens:
        return True
    if phrase.edition and phrase.type is EntityType.EVENT and not phrase.tail:
        return True
    if phrase.type is EntityType.EVENT and clause.verb is None and is_held(here, phrase):
        return True
    if clause.mode == "at" and is_in_course(here, phrase):
        return True
    if not titled_quote and (is_accomplished(here, phrase) or is_lever(here, phrase)):
        return True
    if titled_quote or phrase.head in here.lex.classes["verbal"]:
        return False
    if phrase.quoted and phrase.head:
        return True
    if phrase.type is EntityType.EVENT and re.search(
        r"(?:二十|十[六七八九])大$|[二三四五六七]中全会$|届.{2,16}次(?:全体)?会议$", phrase.text
    ):
        return True
    if (
        here.discourse.heading
        and phrase.type is EntityType.INITIATIVE
        and phrase.head in ("学习教育", "主题教育", "专题教育")
    ):
        return True
    here.refuse(phrase, "ungoverned", "no verb says that anybody carries it out")
    return False


def is_in_course(here: Sentence, phrase: Phrase) -> bool:
    """Whether a campaign is what other things are done in (在党的群众路线教育实践活动中)."""
    return (
        phrase.type is EntityType.INITIATIVE
        and phrase.kind == "campaign"
        and not phrase.bare
        and len(phrase.text) >= len(phrase.head) + 2
        and re.match(r"(?:期间|开展期间)?中?[,、]", here.text[phrase.end : phrase.end + 6]) is not None
        and here.text.startswith(("中", "期间", "开展期间"), phrase.end)
    )


def is_lever(here: Sentence, phrase: Phrase) -> bool:
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


def is_accomplished(here: Sentence, phrase: Phrase) -> bool:
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


def is_held(here: Sentence, phrase: Phrase) -> bool:
    """Whether the clause goes on to say that the event took place (…于4月28日举行)."""
    rest = re.split(r"[,。;]", here.text[phrase.end :], maxsplit=1)[0]
    return bool(re.search(r"(?:举行|召开|举办|开幕|启动|落幕)$", rest)) and len(phrase.text) > len(phrase.head)


def closes(here: Sentence, index: int) -> bool:
    """Whether a name is the last thing that its verb governs: a mark, a number or 等 follows."""
    after = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
    return after is None or after.sort in (
        PhraseSort.COMMA, PhraseSort.LIST, PhraseSort.COUNT, PhraseSort.AND_SO_ON, PhraseSort.COLON, PhraseSort.TIME,
    )  # fmt: skip


def is_met(here: Sentence, phrase: Phrase) -> bool:
    """Whether the clause says with whom (与学院座谈)."""
    return here.clause.mode == "with" and phrase.head in ("座谈", "座谈交流", "交流", "协商")


def in_counted_list(here: Sentence, index: int) -> bool:
    """Whether a name stands in a list that a number closes (报告会、演讲比赛120余场次)."""
    for phrase in here.phrases[index + 1 :]:
        if phrase.sort is PhraseSort.COUNT:
            return True
        if phrase.sort not in (PhraseSort.LIST, PhraseSort.NAME, PhraseSort.AND_SO_ON):
            return False
    return False


def counted_in_clause(here: Sentence, index: int) -> bool:
    """Whether the clause goes on to a number (“金秋助学”活动资助困难职工子女428名)."""
    for phrase in here.phrases[index + 1 :]:
        if phrase.sort is PhraseSort.COMMA:
            return False
        if phrase.sort is PhraseSort.COUNT:
            return True
    return False


def by_itself(here: Sentence, phrase: Phrase) -> bool:
    """Whether a named programme opens its clause as if it acted (“金秋助学”活动资助…): the body that reports carries it out."""
    opening = re.split(r"[,。;]", here.text[: phrase.start])[-1]
    return (
        phrase.type is EntityType.INITIATIVE
        and phrase.quoted
        and phrase.kind in ("campaign", "series", "project")
        and len(opening) <= 3
    )
