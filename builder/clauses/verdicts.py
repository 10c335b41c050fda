"""Which names of activities are records: what is carried out by somebody, held, counted or quoted, and what is only a field of work.

The verdicts are asked in the order of ``VERDICTS``; the first that has an answer decides. Each is a function of a
:class:`~jigou.builder.clauses.candidates.Candidate` with a sentence in which it decides and one in which it must not, run by one test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from jigou.builder.clauses.candidates import Candidate
from jigou.builder.clauses.cues import closes, is_accomplished, is_held, is_in_course, is_lever
from jigou.builder.clauses.moves import Judgement, Mode, Step
from jigou.builder.clauses.view import View
from jigou.builder.knowledge.lexicons import Act
from jigou.builder.phrases.phrase import Phrase, PhraseSort

_SERVED = re.compile(r"(?:期间)?\w{0,4}(?:安保|保障|服务|志愿服务|接待|会务|筹备)(?:工作|任务)?")
_NUMBERED = re.compile(r"(?:二十|十[六七八九])大$|[二三四五六七]中全会$|届.{2,16}次(?:全体)?会议$")

Answer = Literal[True] | str | None
"""Whether a name is a record: yes, or why not; None where a verdict has nothing to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A named answer to whether the name of an activity is a record.

    ``rule`` is the name under which a refusal is counted; ``decides`` a sentence in which it decides, ``not_`` one in which it does not.
    """

    name: str
    rule: str
    decides: str
    not_: str
    says: Callable[[Candidate], Answer]


def _verdict(decides: str, not_: str, rule: str = "") -> Callable[[Callable[[Candidate], Answer]], Verdict]:
    """A verdict of a function, named as the function is."""

    def make(says: Callable[[Candidate], Answer]) -> Verdict:
        name = says.__name__.replace("_", "-")
        return Verdict(name=name, rule=rule or name, decides=decides, not_=not_, says=says)

    return make


def judge(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """Whether the name of an activity is a record, as a judgement; what is refused, with its reason."""
    if phrase.record is not None:
        yield Judgement(phrase, "weighed", phrase.record)
        return
    candidate = Candidate(here, index, phrase)
    for verdict in VERDICTS:
        answer = verdict.says(candidate)
        if answer is not None:
            if isinstance(answer, str):
                yield here.refusal(phrase, verdict.rule, answer)
            yield Judgement(phrase, verdict.name, answer)
            return


@_verdict("举办座谈会、论坛等活动。", "举办座谈会、论坛等系列文化活动。")
def generic_after_list(it: Candidate) -> Answer:
    """Behind 等 a short name sums up the list before it."""
    summed = it.before is not None and it.before.sort is PhraseSort.AND_SO_ON and len(it.phrase.text) <= 4
    return "only sums up the list before it" if summed else None


@_verdict("充分发挥河湖长制联席机制作用。", "建立河湖长制联席机制。")
def put_to_use(it: Candidate) -> Answer:
    """发挥…作用: what is put to use goes on, where it has a name of its own."""
    played = it.phrase.tail in ("作用", "效应") or it.follows("作用", "放大效应", "效应")
    word = it.verb.word if it.verb is not None else ""
    if not played or it.event or word not in ("发挥", "充分发挥", "更好发挥", "发挥好"):
        return None
    return True if len(it.phrase.text) > len(it.phrase.head) + 2 else "what is put to use has no name of its own"


@_verdict("我区入选国家级普惠金融改革试点。", "我区获评省级法治建设示范创建活动先进单位。")
def granted(it: Candidate) -> Answer:
    """入选国家级普惠金融改革试点: what is tried out there goes on, whoever carries it out."""
    phrase, classes = it.phrase, it.lex.classes
    if it.clause.mode is not Mode.AWARD or it.event or phrase.bare or not phrase.head.endswith(classes["granted"]):
        return None
    return True if phrase.tail in ("", *classes["granted to"]) else f"a title: it stands before {phrase.tail}"


@_verdict("我局荣获全省法治知识竞赛一等奖。", "我局举办全省法治知识竞赛。")
def award(it: Candidate) -> Answer:
    """What was given to somebody is a title."""
    return "the title that somebody was given" if it.clause.mode is Mode.AWARD else None


@_verdict("圆满完成第七届茶叶博览会安保任务。", "举办第七届茶叶博览会。")
def served(it: Candidate) -> Answer:
    """完成第七届博览会安保任务: whoever serves an event takes part in it."""
    phrase = it.phrase
    return True if it.event and it.governed and not phrase.bare and _SERVED.fullmatch(phrase.tail) else None


@_verdict("撰写法治论坛论文3篇。", "召开法治工作会议研究部署3次。")
def modifier(it: Candidate) -> Answer:
    """More of the same run of words stands behind: the name only modifies that."""
    phrase = it.phrase
    if not it.followed or phrase.tail == "事项" or it.reached or it.opens:
        return None
    if phrase.quoted and it.governed and phrase.head not in ("", "工作"):
        return None
    return f"stands before {phrase.tail}"


@_verdict("组织调研。", "开展调研12次。", rule="bare-head")
def bare_head(it: Candidate) -> Answer:
    """A head is no name where nothing sets it apart, neither words of the sentence nor a number; 会议 never is."""
    phrase = it.phrase
    if phrase.text == "会议":
        return "a head without a name before it"
    if not phrase.bare or it.known:
        return None
    alone = not it.set_apart or not (phrase.head.endswith(it.lex.classes["verbal"]) or phrase.edition)
    return "a head without a name before it" if alone else None


@_verdict("自觉接受市政协专项监督。", "协助市政协专项监督。")
def watched_over(it: Candidate) -> Answer:
    """接受…监督: that others may look on is nobody's activity."""
    word = it.verb.word if it.verb is not None else ""
    watched = word in ("接受", "自觉接受") and it.phrase.head.endswith("监督")
    return "others may look on; nobody does anything" if watched else None


@_verdict("贯彻落实省委农村工作会议精神。", "召开省委农村工作会议。")
def heeded(it: Candidate) -> Answer:
    """贯彻…会议精神: an event is heeded only where it is a meeting of those above."""
    if not (it.acts(Act.IMPLEMENTS) and it.event and it.clause.mode is Mode.PLAIN):
        return None
    phrase = it.phrase
    above = phrase.text.startswith(it.lex.classes["who meets"]) and phrase.head.endswith(("工作会议", "会议"))
    return True if above else "an event that is heeded, not held"


@_verdict("打造“家门口的一站式矛盾纠纷多元化解新阵地”。", "打造“暖心快车”。")
def slogan(it: Candidate) -> Answer:
    """A quotation of a whole sentence is no name."""
    return "a quotation of a whole sentence" if it.brand and len(it.phrase.text) > 18 else None


@_verdict("培养“法律明白人”780名。", "推出“法律明白人”780期。")
def persons(it: Candidate) -> Answer:
    """A quotation that is counted by heads is what persons are called."""
    token = it.after.token if it.after is not None else None
    number = token.number if token is not None else None
    chosen = it.verb is not None and it.verb.word == "评选"
    if not it.brand or chosen or number is None or number.unit not in ("名", "人", "位"):
        return None
    return "what persons are called (“法律明白人”780名)"


@_verdict("全年实现“双下降”。", "全年开展“双下降”行动。")
def outcome(it: Candidate) -> Answer:
    """实现“双下降”: a predicate before a quotation."""
    text = it.phrase.text
    quoted = it.phrase.quoted and text.startswith("“") and text.endswith("”")
    if not quoted or it.before is None or it.lex.words.get(it.before.text) != "predicate":
        return None
    return "what came of it (实现“双下降”), not what was done"


@_verdict("打造“暖心快车”有成效。", "打造“暖心快车”。")
def open_quotation(it: Candidate) -> Answer:
    """A quotation without a head is a name only where the clause ends with it, and where it is no slogan that all use."""
    if not it.brand:
        return None
    vague = it.lex.words.get(it.phrase.text[1:-1]) == "vague"
    if it.phrase.tail or not closes(it.here, it.index):
        return "a quotation without a head, which the clause goes on from"
    return "a slogan that all use" if vague else None


@_verdict("一、推进审判制度", "一、开展“法润乡村”行动")
def heading(it: Candidate) -> Answer:
    """A heading without a quotation names the field."""
    phrase = it.phrase
    field = phrase.text == phrase.head or it.is_in(phrase.head, "field in headings")
    return "a heading names the field only" if it.here.discourse.heading and not phrase.quoted and field else None


@_verdict("加强干部队伍建设。", "启动城东污水处理厂建设。", rule="field-of-work")
def building_in_general(it: Candidate) -> Answer:
    """建设 is an undertaking only where something by name is built."""
    phrase, verb = it.phrase, it.verb
    if phrase.head != "建设":
        return None
    builds = verb is not None and verb.act in (Act.ORGANIZES, Act.ESTABLISHES) and verb.weight > 0
    if builds and len(phrase.text) >= 7 and not phrase.text.endswith(it.lex.classes["built field"]):
        return None
    return "building in general"


@_verdict("加强农村环境整治。", "开展农村环境整治。", rule="field-of-work")
def only_advanced(it: Candidate) -> Answer:
    """加强, 促进: a field of work that goes on anyway."""
    verb, phrase = it.verb, it.phrase
    advanced = verb is not None and verb.weight == 0 and not (phrase.quoted or phrase.tail or it.event)
    return "a field of work that is only advanced" if it.governed and advanced else None


@_verdict("选派“第一书记”。", "打造“第一书记”。")
def weakly_governed_quotation(it: Candidate) -> Answer:
    """A quotation without a head needs a verb that organizes or founds."""
    if not it.governed or not it.brand or it.verb is None:
        return None
    weak = not it.verb.strong and not it.acts(Act.ORGANIZES, Act.ESTABLISHES)
    return (
        "a quotation without a head under a verb that neither organizes nor founds"
        if weak or it.acts(Act.SEND)
        else None
    )


@_verdict("健全责任体系。", "健全食品安全社会共治责任体系。", rule="field-of-work")
def too_general(it: Candidate) -> Answer:
    """A mechanism or project with hardly a word before its head."""
    phrase = it.phrase
    short = len(phrase.text) - len(phrase.head) <= 3 and not (phrase.named or it.counted or phrase.edition)
    general = it.governed and short and it.is_in(phrase.head, "field") and not (phrase.quoted or it.here.series)
    return "too general to be a name" if general else None


@_verdict("实施三年攻坚计划。", "开展“扫黄打非”工作。", rule="field-of-work")
def system_in_general(it: Candidate) -> Answer:
    """体系, 工作, 系统, 计划: names only where they are quoted, or a system that is founded."""
    phrase = it.phrase
    founded = it.acts(Act.ESTABLISHES) and phrase.head == "系统" and len(phrase.text) >= 6
    general = phrase.head in ("体系", "工作", "系统", "计划") and not phrase.quoted and not founded
    return "a system in general" if it.governed and general else None


@_verdict("开展农村环境整治。", "农村环境整治是难题。")
def governed(it: Candidate) -> Answer:
    """The clause says that somebody carries it out."""
    return True if it.governed else None


@_verdict("全年法治讲座12场。", "全年法治讲座很多。")
def counted_event(it: Candidate) -> Answer:
    """An event took place that a number counts, or what it did (党组会议研究法治工作4次)."""
    counted = it.counted and (not it.phrase.tail or it.reached)
    return True if it.event and (counted or it.opens) else None


@_verdict("第七届茶叶博览会,我局展出产品。", "茶叶博览会,我局展出产品。")
def edition(it: Candidate) -> Answer:
    """An event by the number of its edition."""
    return True if it.phrase.edition and it.event and not it.phrase.tail else None


@_verdict("春季茶叶博览会于4月28日在我区举行。", "春季茶叶博览会反响热烈。")
def held(it: Candidate) -> Answer:
    """…于4月28日举行: the clause goes on to say that it took place."""
    return True if it.event and it.verb is None and is_held(it.here, it.phrase) else None


@_verdict("城东污水处理厂扩建工程破土动工。", "城东污水处理厂扩建工程意义重大。")
def accomplished(it: Candidate) -> Answer:
    """…工程破土动工: the clause says how far it came."""
    return True if not it.brand and is_accomplished(it.here, it.phrase) else None


@_verdict("以“法润乡村”实践活动为抓手,提升能力。", "“法润乡村”的抓手很多。")
def lever(it: Candidate) -> Answer:
    """以…活动为抓手, 在…活动中: a campaign by which, or in whose course, other things are done."""
    if it.clause.mode is Mode.AT and is_in_course(it.here, it.phrase):
        return True
    return True if not it.brand and is_lever(it.here, it.phrase) else None


@_verdict("农村环境整治是难题。", "“净空”行动是重点。")
def verbal_noun(it: Candidate) -> Answer:
    """A verbal noun or a bare quotation that nothing governs."""
    if it.brand or it.is_in(it.phrase.head, "verbal"):
        return "words that may be a verb or a saying, and nothing governs them"
    return None


@_verdict("“净空”行动是重点。", "净空行动是重点。")
def quoted(it: Candidate) -> Answer:
    """A quotation with a head is a name wherever it stands."""
    return True if it.phrase.quoted and it.phrase.head else None


@_verdict("县十七届人大二次会议,成绩很多。", "省委全会,成绩很多。")
def numbered_meeting(it: Candidate) -> Answer:
    """A congress, plenum or session by its number."""
    return True if it.event and _NUMBERED.search(it.phrase.text) else None


@_verdict("净空行动是重点。", "开展净空行动。")
def ungoverned(_: Candidate) -> Answer:
    """Nothing else spoke for it."""
    return "no verb says that anybody carries it out"


VERDICTS: tuple[Verdict, ...] = (
    generic_after_list, put_to_use, granted, award, served, modifier, bare_head, watched_over, heeded, slogan, persons,
    outcome, open_quotation, heading, building_in_general, only_advanced, weakly_governed_quotation,
    too_general, system_in_general, governed, counted_event, edition, held, accomplished, lever,
    verbal_noun, quoted, numbered_meeting, ungoverned,
)  # fmt: skip
"""All verdicts, in the order in which they are asked."""
