"""Which numbers are said of what: the counts of a sentence, attached to its mentions.

A count measures the thing counted where that is a record of its own, else the activity that it counts or reaches, else the body
that acts (``gold/GUIDELINES.md``, Measures). Statistics of the place or the economy at large are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jigou.builder.drafts import DraftMeasure, Mention
from jigou.builder.knowledge.tables import alternatives, classed
from jigou.builder.phrases.counts import Count
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseNote:
    """What a clause said, for the numbers in it: where it ends, who acts, the programme that holds it, which bodies it names as acting."""

    end: int
    subjects: tuple[Mention, ...]
    umbrella: Mention | None
    named: tuple[Mention, ...] = ()


_TABLE = "measuring.tsv"
_HOLDERS = frozenset({EntityType.EVENT, EntityType.INITIATIVE, EntityType.DOCUMENT})
_GROWTH = re.compile(
    r"(?:增长|下降|降低|提高|上升|增加|减少|同比|增幅|增速|提升|降幅|占比?|增至|升至|降至|总量达?|总数达?)(?:了|到|至|为|达)?$"
)
_GROWN = re.compile(r"^(?:左右|以上)?[、,]?(?:同比|比上年)?(?:增长|下降|上升|增幅)")
_ECONOMY = re.compile(alternatives(_TABLE, "economy"))
_MONEY = frozenset(classed(_TABLE, "money"))
_SPENT = re.compile(
    r"^(?:共|累计|全年|并|争取|先后)*(?:发放|捐赠|募集|挽回|帮助|落实|投入|争取|到位|拨付|筹集|筹措|减免|追回|化解)"
)
_AMOUNTS = frozenset(classed(_TABLE, "amount"))
_STATES = re.compile(alternatives(_TABLE, "states"))
_STATISTIC = re.compile(alternatives(_TABLE, "statistic"))
_OWN_ACT = re.compile(
    r"(?:共|全年|先后|累计|并)?(?:听取和?审议|听取|审议|作出|任免|命名|选树|表彰|向[^,]{2,8}?(?:请示)?报告|到账|柔性引进|引进|招聘|交流轮岗|新增(?!新增)|净增|新培育|新登记|新认定|办理(?!诉前|群众)|受理(?!各类事项)|审执?结)"
)
_HONOURED = re.compile(r"[^,;。]{0,12}?(?:获|获评|荣获|受到|被评为|入选)")
_CARRY = re.compile(r"选派|(?<!社会)(?<!党)组织(?![部员]|生活|建设|换届)|安排|抽调|动员|选送|推荐|发动|派出")
# So many phrases away nothing is said of a number: a clause that goes on for longer is no sentence of a report.
_FAR = 300
_IN_ALL = frozenset(classed(_TABLE, "in all"))
_BETWEEN = frozenset(classed(_TABLE, "between"))


def measures(
    phrases: Sequence[Phrase], mentions: Mapping[int, Mention], clauses: Sequence[ClauseNote], programme: Mention | None,
    span: Span, text: str,
) -> Iterator[DraftMeasure]:  # fmt: skip
    """The measures of one sentence.

    ``mentions`` are those of the sentence by the offset of their phrase, ``clauses`` what each clause said, ``programme``
    the one that the heading or item names.
    """
    previous: DraftMeasure | None = None
    last = 0
    for index, phrase in enumerate(phrases):
        if phrase.sort is not PhraseSort.COUNT or phrase.token is None or phrase.token.number is None:
            continue
        count = phrase.token.number
        note = next((clause for clause in clauses if phrase.start < clause.end), None)
        what = _what(index, phrases)
        rule, confidence = "counted", 0.9
        found = _listed(index, phrases, note, programme) or _near(index, phrases, mentions, previous)
        statistic = _STATISTIC.search(_clause(text, phrase)) is not None
        if found is None and not statistic and previous is not None and _goes_on(text, last, phrase, previous.rule):
            # 新增规上工业企业18家、高新技术企业22家
            found, rule, confidence = previous.of, "counted-for-body", 0.6
        if found is None and note is not None and note.subjects and _own_act(text, phrase, what, count):
            found, rule, confidence = (
                programme or _added_to(mentions, text, phrase) or note.subjects[-1],
                "counted-for-body",
                0.6,
            )
        if found is None and not statistic and not _in_theme(index, phrases):
            found = _held(index, phrases, mentions, note, programme, text)
            rule, confidence = "counted-in-clause", 0.75
        if (
            found is None
            and not statistic
            and note is not None
            and note.subjects
            and _of_body(count, text, phrase, what)
        ):
            found, rule, confidence = note.subjects[-1], "counted-for-body", 0.6
        if found is None or (
            count.unit == "%" and (_ECONOMY.search(_clause(text, phrase)) or not _share(index, phrases))
        ):
            continue
        previous = DraftMeasure(
            of=found, value=count.value, unit=count.unit, what=what or found.name, approx=count.approx, span=span,
            rule=rule, confidence=confidence,
        )  # fmt: skip
        last = phrase.end
        yield previous


def _goes_on(text: str, last: int, phrase: Phrase, rule: str) -> bool:
    """Whether a number goes on the list that the body's own number before it began: only a mark of lists stands between."""
    between = text[last : phrase.start]
    if rule != "counted-for-body" or _STATISTIC.search(between):
        return False
    return any(joint in between for joint in "、和") and not any(mark in between for mark in ",;。:")


def _own_act(text: str, phrase: Phrase, what: str, count: Count) -> bool:
    """Whether a clause tells of an act of the body itself rather than of what an activity reached (听取报告26项, 任免63人次, 9人获评…)."""
    if not what or _ECONOMY.search(_clause(text, phrase)):
        return False
    start = max(text.rfind(mark, 0, phrase.start) for mark in ",;。、") + 1
    opening = text[start : phrase.start]
    if opening == "" and count.unit in ("人", "名", "个"):
        return _HONOURED.match(text[phrase.end :]) is not None
    return _OWN_ACT.match(opening) is not None


def _added_to(mentions: Mapping[int, Mention], text: str, phrase: Phrase) -> Mention | None:
    """The programme of the clause right before, which what is new was added to (推进“高效办成一件事”,新增两批重点事项)."""
    if "新增" not in _clause(text, phrase):
        return None
    before = [start for start, mention in mentions.items() if start < phrase.start and mention.type in _HOLDERS]
    last = max(before, default=0)
    near = text[last : phrase.start].count(",") == 1 and not any(mark in text[last : phrase.start] for mark in ";。")
    return mentions[last] if before and near and mentions[last].type is EntityType.INITIATIVE else None


def _in_theme(index: int, phrases: Sequence[Phrase]) -> bool:
    """Whether a number stands in what a body only attends to (聚焦三项任务), which is no activity of its own."""
    if phrases[index].text[0].isdigit():
        return False
    for before in reversed(phrases[max(0, index - _FAR) : index]):
        if before.sort is PhraseSort.COMMA:
            return False
        if before.text in ("聚焦", "围绕", "紧扣", "立足"):
            return True
    return False


def _listed(
    index: int, phrases: Sequence[Phrase], note: ClauseNote | None, programme: Mention | None
) -> Mention | None:
    """One count over a list (座谈会、推进会12次) is said of the programme that holds the list, where there is one."""
    before = phrases[max(0, index - 3) : index]
    if [phrase.sort for phrase in before] != [PhraseSort.NAME, PhraseSort.LIST, PhraseSort.NAME]:
        return None
    if any(phrase.type is not EntityType.EVENT for phrase in (before[0], before[2])):
        return None
    return (note.umbrella if note is not None else None) or programme


def _near(
    index: int, phrases: Sequence[Phrase], mentions: Mapping[int, Mention], previous: DraftMeasure | None
) -> Mention | None:
    """The thing counted: the name right after the number, or right before it."""
    phrase = phrases[index]
    after = phrases[index + 1] if index + 1 < len(phrases) else None
    if after is not None and after.sort is PhraseSort.NAME and after.start == phrase.end:
        mention = mentions.get(after.start)
        if mention is not None and not after.tail and mention.type is not EntityType.POST:
            return mention
    if after is not None and after.sort is PhraseSort.OF and index + 2 < len(phrases):
        # 总投资15亿元的数字产业园二期
        mention = mentions.get(phrases[index + 2].start)
        if mention is not None and mention.type in _HOLDERS:
            return mention
    at = index - 1
    if at >= 0 and phrases[at].sort is PhraseSort.COUNT and previous is not None:
        return previous.of
    while at >= 0 and phrases[at].text in _BETWEEN:
        at -= 1
    if at < 0:
        return None
    deed = _deed(at, phrases, mentions)
    if deed is not None:
        return deed
    before = phrases[at]
    if before.sort is PhraseSort.NAME and (not before.tail or len(before.tail) > 2 or before.tail == "事项"):
        mention = mentions.get(before.start)
        if mention is None or mention.type is EntityType.POST or (before.tail and mention.type not in _HOLDERS):
            return None
        return mention
    return None


def _deed(at: int, phrases: Sequence[Phrase], mentions: Mapping[int, Mention]) -> Mention | None:
    """The event that a verb and its object name, where the number follows the object (走访民营企业210家)."""
    while at >= 0 and phrases[at].sort in (PhraseSort.NAME, PhraseSort.WORD, PhraseSort.LIST):
        at -= 1
    verb = phrases[at] if at >= 0 else None
    if verb is None or verb.sort is not PhraseSort.VERB:
        return None
    mention = mentions.get(verb.start)
    return mention if mention is not None and mention.rule == "deed" else None


def _held(
    index: int, phrases: Sequence[Phrase], mentions: Mapping[int, Mention], note: ClauseNote | None,
    programme: Mention | None, text: str,
) -> Mention | None:  # fmt: skip
    """The activity that a number belongs to: of its clause, then its programme, then that of the clause before."""
    phrase = phrases[index]
    umbrella = note.umbrella if note is not None else None
    summed = index - 1 if index and phrases[index - 1].sort is PhraseSort.AND_SO_ON else index - 2
    if summed > 0 and phrases[summed].sort is PhraseSort.AND_SO_ON:
        # 座谈会等12次, 汉服巡游、美食嘉年华等活动40余场
        listed = mentions.get(phrases[summed - 1].start)
        if (listed is None or listed.type is not EntityType.BODY) and (umbrella or listed):
            return umbrella or programme or listed
    for later in phrases[index + 1 : index + _FAR]:
        # 组织30名社区工作者赴宁海市考察学习: the activity of the same clause that comes after.
        if later.sort is PhraseSort.COMMA or (later.sort is PhraseSort.LIST and later.start == phrase.end):
            break
        mention = mentions.get(later.start)
        if mention is None:
            continue
        if mention.type in _HOLDERS or (
            mention.type is EntityType.BODY and _established(phrases[index : phrases.index(later)])
        ):
            return mention
    if _CARRY.search(_clause(text, phrase)):
        for later in phrases[index + 1 : index + _FAR]:
            mention = mentions.get(later.start)
            if later.sort is PhraseSort.NAME and mention is not None and mention.type in _HOLDERS:
                return mention
            if later.sort is PhraseSort.COMMA and later.text in ";。":
                break
        sent = True
    else:
        sent = False
    if note is not None and note.named and "等" not in _clause(text, phrase):
        # …行动,县行政复议委员会办理案件48件: who is named in the clause itself.
        return None
    if umbrella is not None:
        return _inside(index, phrases, mentions, umbrella) or umbrella
    found = _earlier(index, phrases, mentions, text, counted=programme is None, founded=not sent)
    return found or programme


def _inside(
    index: int, phrases: Sequence[Phrase], mentions: Mapping[int, Mention], umbrella: Mention
) -> Mention | None:
    """The event that a programme's clause names by itself, not in a list (实施行动,举办培训班8期,培训妇女620人次)."""
    if any(near.text in _IN_ALL for near in phrases[max(0, index - 3) : index]):
        return None
    for position in range(index - 1, max(-1, index - _FAR), -1):
        if phrases[position].sort is PhraseSort.COLON:
            return None
        mention = mentions.get(phrases[position].start)
        if mention is umbrella:
            return None
        if mention is None or mention.type is not EntityType.EVENT or mention.rule == "deed":
            continue
        around = phrases[max(0, position - 1) : position + 2]
        if any(near.sort in (PhraseSort.LIST, PhraseSort.AND_SO_ON) for near in around):
            return None
        return mention
    return None


def _earlier(
    index: int, phrases: Sequence[Phrase], mentions: Mapping[int, Mention], text: str, *, counted: bool, founded: bool
) -> Mention | None:
    """The activity that an earlier clause of the sentence names; one with a number of its own only where ``counted``."""
    states = _STATES.search(_clause(text, phrases[index]))
    for position in range(index - 1, max(-1, index - _FAR), -1):
        earlier = phrases[position]
        if earlier.sort is PhraseSort.COMMA and earlier.text in ";。":
            return None
        mention = mentions.get(earlier.start)
        if mention is None:
            continue
        if mention.type is EntityType.DOCUMENT:
            if states:
                return _first_of_list(position, phrases, mentions) or mention
            continue
        if not counted and any(
            phrases[near].sort is PhraseSort.COUNT for near in (position - 1, position + 1) if 0 <= near < index
        ):
            continue
        if mention.type in _HOLDERS or (
            founded and mention.type is EntityType.BODY and _established(phrases[:position])
        ):
            return mention
    return None


def _first_of_list(position: int, phrases: Sequence[Phrase], mentions: Mapping[int, Mention]) -> Mention | None:
    """The first document of the list that ends at ``position``: what the list says is said of it."""
    first = None
    while position >= 0 and phrases[position].sort in (PhraseSort.NAME, PhraseSort.LIST, PhraseSort.WORD):
        mention = mentions.get(phrases[position].start)
        if mention is not None and mention.type is EntityType.DOCUMENT:
            first = mention
        position -= 1
    return first


def _established(before: Sequence[Phrase]) -> bool:
    """Whether the verb before a body founds it, so that what follows is said of it."""
    for earlier in reversed(before):
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
    clause = _clause(text, phrase)
    if count.unit in _MONEY and _SPENT.search(clause) is None:
        return False
    if count.unit in _AMOUNTS or _ECONOMY.search(clause) or not what:
        return False
    return not _GROWTH.search(text[: phrase.start][-8:]) and not _GROWN.search(text[phrase.end :])


def _share(index: int, phrases: Sequence[Phrase]) -> bool:
    """Whether a percentage is that of a rate that is named (立案率90.1%)."""
    for before in reversed(phrases[max(0, index - _FAR) : index]):
        if before.text in _BETWEEN:
            continue
        said = (before.tail or before.text).rstrip("达到为超")
        return said.endswith(("率", "比例", "比率", "占比"))
    return False


def _what(index: int, phrases: Sequence[Phrase]) -> str:
    """The words that say what is counted: those after the count, else those before it."""
    phrase = phrases[index]
    after = phrases[index + 1] if index + 1 < len(phrases) else None
    named = after is not None and after.start == phrase.end and after.sort in (PhraseSort.NAME, PhraseSort.WORD)
    if after is not None and named and not after.text.startswith("("):
        return after.text
    for before in reversed(phrases[max(0, index - _FAR) : index]):
        if before.text in _BETWEEN or before.sort is PhraseSort.COUNT:
            continue
        if before.sort in (PhraseSort.NAME, PhraseSort.WORD, PhraseSort.VERB):
            return before.tail or before.text
        return ""
    return ""
