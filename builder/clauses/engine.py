"""Who does what: one pass over the phrases of a sentence, clause by clause.

The rules are those of ``gold/GUIDELINES.md``. A clause is ``[adjuncts] [subject] verb name、name``; what is missing is carried: the
subject from the clause, sentence or paragraph before, else it is the reporting body; the theme and time from
the clause before to the end of the sentence; the programme from the heading or item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from jigou.builder.clauses.measures import ClauseNote
from jigou.builder.clauses.rules.activities import read_activity, read_word
from jigou.builder.clauses.rules.agents import by_agent
from jigou.builder.clauses.rules.bodies import established, read_body, read_place, says_nothing
from jigou.builder.clauses.rules.deeds import read_deed, watches
from jigou.builder.clauses.rules.documents import is_policy, read_document
from jigou.builder.clauses.rules.posts import congresses, led, persons, read_post, standing
from jigou.builder.clauses.rules.themes import about, counted_in_theme, late_theme
from jigou.builder.clauses.sentence import ACTIVITIES, Clause, Sentence
from jigou.builder.drafts import Draft, Mention
from jigou.builder.knowledge.lexicons import Verb
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType, RelationType, Role

_THEME = re.compile(r"以(“[^”]+”)为(?:活动|会议|学习|论坛)?(?:主题|题|主线|主要内容|内容)")
_ABOUT = re.compile(r"主题为(“[^”]+”)")
_TREATED = re.compile(r"(?P<what>[^,。;]{2,25}?)(?:等)?(?:情况|工作)?(?:组织|集中|深入)?(?:进行|开展)了?")
_UNDER = re.compile(
    r"在[^,。;]{2,60}?(?:领导|指导|支持|关心|监督|帮助|部署|要求|配合|努力|关怀|推动|统筹|见证)[^,。;]{0,8}下"
)
_NEGATED = re.compile(r"(?:未|没有|尚未|未能|不再|暂停|取消)$")

_WORD: Final = PhraseSort.WORD
_NAME: Final = PhraseSort.NAME
_VERB: Final = PhraseSort.VERB
_COMMA: Final = PhraseSort.COMMA
_LIST: Final = PhraseSort.LIST
_PREPOSITION: Final = PhraseSort.PREPOSITION
_OF: Final = PhraseSort.OF
_TIME: Final = PhraseSort.TIME


def read_sentence(here: Sentence) -> Iterator[Draft]:
    """Every mention and relation of the sentence, mentions before the relations that use them."""
    if "以“" in here.text:
        for match in _THEME.finditer(here.text):
            here.themes.append((match.group(1)[1:-1], match.start()))
            here.covered.append((match.start(1), match.end(1)))
    if "主题为“" in here.text:
        for match in _ABOUT.finditer(here.text):
            here.themes.append((match.group(1)[1:-1], match.start()))
            here.covered.append((match.start(1), match.end(1)))
    yield from led(here)
    yield from persons(here)
    yield from congresses(here)
    yield from standing(here)
    here.adjuncts = [(m.start(), m.end()) for m in _UNDER.finditer(here.text)] if "下" in here.text else []
    here.subjects = here.discourse.subjects
    for index, phrase in enumerate(here.phrases):
        if here.covered and here.is_covered(phrase):
            continue
        sort = phrase.sort
        if sort is _WORD:
            yield from read_word(here, index, phrase)
        elif sort is _COMMA:
            yield from end_clause(here, phrase)
        elif sort is _LIST:
            continue
        elif sort is _NAME:
            yield from read_name(here, index, phrase)
        elif sort is _PREPOSITION:
            yield from read_preposition(here, index, phrase)
        elif sort is _VERB and phrase.verb is not None:
            yield from read_verb(here, index, phrase, phrase.verb)
        elif sort is _OF:
            if here.clause.mode in ("at", "by", "to", "with"):
                here.clause.mode = ""
        elif sort is PhraseSort.COLON:
            here.subjects = here.clause.subjects or here.subjects
            here.series = next((m for m in here.activities[-1:] if m.type is EntityType.INITIATIVE), None)
            here.clause = Clause()
        elif sort is _TIME and phrase.token is not None and phrase.token.time is not None:
            here.deadline = here.text.startswith("前", phrase.end) or phrase.text.endswith("前")
            if here.deadline:
                here.before_deadline = here.time
            here.time = (phrase.token.time.value, phrase.text)
            if len(phrase.token.time.value) == 4:
                here.year = here.time
            before = here.phrases[index - 1] if index else None
            if before is not None and before.text in ("于", "在"):
                # …汇演于4月28日举行: the time comes after its event.
                for activity in here.clause.objects:
                    yield from here.time_of(activity)
    yield from end_clause(here, None)
    if here.activities:
        here.discourse.last_activity = here.activities[-1]


def end_clause(here: Sentence, comma: Phrase | None) -> Iterator[Draft]:
    """What is settled at the end of a clause: who acted, what is carried on, what is forgotten."""
    clause = here.clause
    if here.counted:
        end = comma.end if comma is not None else len(here.text) + 1
        named = tuple(
            body for body in clause.subjects if body not in clause.joined and here.position(body) >= here.begin
        )
        here.notes.append(ClauseNote(end=end, subjects=named_here(here), umbrella=here.umbrella, named=named))
    here.begin = comma.end if comma is not None else len(here.text)
    here.visit = []
    here.passive = None
    if here.deadline:
        # 力争6月底前完成…: what must be done by a day says nothing of what comes after it.
        here.time, here.deadline = here.before_deadline, False
    if clause.objects:
        here.umbrella = next((m for m in clause.objects if _holds(m)), here.umbrella)
    elif clause.verb is not None:
        yield from attended(here)
        yield from shared(here)
    if clause.joined:
        yield from joined_late(here)
    # Who was only brought in (联合乙) does not act in what follows.
    named = clause.subjects
    if clause.joined:
        named = tuple(body for body in named if body not in clause.joined)
    if clause.verb is not None and clause.verb.act == "establishes" and not clause.objects:
        for body in named:
            yield from here.time_of(body)
        named = ()
    if named and (clause.verb is not None or here.themes or not here.spoken):
        here.subjects = named
        if not here.spoken and is_own_organ(here, named[-1]):
            here.discourse.topic = named[-1:]
    receivers, verb = clause.receivers, clause.verb
    if verb is not None or named:
        here.spoken = True
    here.clause = Clause()
    if here.themes and (comma is None or comma.text in ";。"):
        yield from late_theme(here)
    if comma is not None and comma.text in ";。":
        here.subjects = here.topic
        if here.time is not None and len(here.time[0]) > 4:
            here.time = here.year
        here.themes = []
        here.umbrella = None
    elif verb is not None and (verb.act == "send" or verb.word in here.lex.classes["sending"]):
        here.clause.sent = receivers


def joined_late(here: Sentence) -> Iterator[Draft]:
    """牵头开展行动,联合甲、乙抽查案卷: bodies that join in what the clause before began."""
    clause = here.clause
    brought = [body for body in clause.joined if body.span.start >= here.span.start and body not in here.subjects]
    if not brought or clause.objects or clause.verb is not None:
        return
    event = next((m for m in reversed(here.activities) if m.type in ACTIVITIES), None)
    if event is None:
        return
    for body in brought:
        yield here.relation(RelationType.ORGANIZES, body, event, "joined-late", 0.7, Role.ORGANIZE)


def is_own_organ(here: Sentence, body: Mention) -> bool:
    """Whether a body is the one that reports or an organ of it, so that a whole paragraph may be about it."""
    reporting = here.discourse.reporting
    own = body.name == reporting.name or body.name.startswith(reporting.name) or body.own
    return own or (body.head.endswith(("党组", "党委", "党工委")) and body.name[0] not in "省市区县州中")


def named_here(here: Sentence) -> tuple[Mention, ...]:
    """The bodies that act by the words of this sentence; else the body that reports."""
    named = tuple(body for body in here.acting() if body.span.start >= here.span.start)
    return named or (here.discourse.reporting,)


def attended(here: Sentence) -> Iterator[Draft]:
    """甲、乙参加会议: a clause that only says who came to the event named before."""
    clause = here.clause
    if clause.verb is None or clause.verb.act != "participates" or clause.objects or not here.activities:
        return
    event = next((m for m in reversed(here.activities) if m.type in ACTIVITIES), None)
    if event is None:
        return
    for body in (*clause.subjects, *clause.people):
        if body.span.start >= here.span.start:
            yield here.relation(RelationType.PARTICIPATES, body, event, "attended", 0.75)


def shared(here: Sentence) -> Iterator[Draft]:
    """举办科技活动周,甲局、乙局协办: a clause that only says in which role bodies share in the activity before it, or after it."""
    clause = here.clause
    role = clause.role
    if clause.verb is None or clause.verb.act != "organizes" or clause.objects or clause.receivers:
        return
    if role not in (Role.LEAD, Role.HOST, Role.SUPPORT) or clause.mode:
        return
    named = [body for body in clause.subjects if body.span.start >= here.span.start]
    event = next((m for m in reversed(here.activities) if m.type in ACTIVITIES), None)
    for body in named:
        if event is None:
            here.waiting.append((body, role))
        else:
            yield here.relation(RelationType.ORGANIZES, body, event, "role-alone", 0.8, role)
    # Who shares in it is not who acts in what follows.
    if named:
        clause.verb, clause.subjects = None, ()


def read_preposition(here: Sentence, index: int, phrase: Phrase) -> Iterator[Draft]:
    """A preposition opens an adjunct, which tells how the names after it are to be read."""
    word = phrase.text
    if word in here.lex.classes["about"]:
        about(here, index, phrase)
        yield from counted_in_theme(here)
    elif word in ("在", "于"):
        here.clause.mode = "at"
    elif word == "由":
        here.clause.whole = here.clause.subjects
        here.clause.subjects = ()
        here.clause.mode = "agent"
    elif word in ("与", "同", "跟"):
        here.clause.mode = "with"
    elif word == "对" and (match := _TREATED.match(here.text, phrase.end)):
        here.treated = match.group("what")
        here.clause.mode = "to"
    elif word in ("为", "将", "把"):
        here.clause.mode = here.clause.mode if word == "为" else "to"
    else:
        here.clause.mode = "by" if word in here.lex.classes["by means of"] else "to"
    yield from ()


def read_verb(here: Sentence, index: int, phrase: Phrase, verb: Verb) -> Iterator[Draft]:
    """A verb decides what its clause says of the names after it; two verbs together are weighed."""
    clause = here.clause
    if phrase.text in here.lex.classes["about"]:
        about(here, index, phrase)
        yield from counted_in_theme(here)
        return
    if is_relative(here, index):
        # 由甲主办、乙承办的汇演: a relative clause; the bodies in it do what the name after it tells.
        for body in listed_before(here, index):
            here.doers.append((body, verb))
            clause.subjects = tuple(other for other in clause.subjects if other is not body)
            clause.receivers = tuple(other for other in clause.receivers if other is not body)
            clause.mode = ""
        return
    if verb.word == "组成" and clause.mode == "agent":
        # 机关由办公厅、研究室组成: what it consists of.
        whole = clause.whole or here.acting()
        for part in clause.subjects:
            for body in whole[-1:]:
                if part is not body:
                    yield here.relation(RelationType.PART_OF, part, body, "consists-of", 0.9)
        clause.subjects = clause.whole
        clause.mode = ""
        return
    following = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
    if verb.act == "establishes" and clause.receivers and following is not None and following.text == "工作":
        # 推进新闻传播中心组建工作: what the verb founds stands before it.
        for body in clause.receivers:
            told = replace(body, status=here.status)
            yield told
            yield from established(here, told)
        return
    if verb.word in here.lex.classes["award"]:
        clause.mode = "award"
        clause.subject_open = False
        return
    before = here.text[: phrase.start]
    clause.negated = bool(_NEGATED.search(before[-3:]))
    if here.passive is not None and not clause.negated and verb.act in ("organizes", "issues"):
        yield from by_agent(here, here.passive, listed_before(here, index), verb)
        clause.mode = "agent"
        return
    if verb.act == "deed":
        yield from read_deed(here, index, phrase)
        return
    if watches(here, index, verb):
        clause.verb, clause.role = verb, verb.role
        yield from read_deed(here, index, phrase)
        return
    if verb.act == "join":
        clause.mode = "with"
        clause.subject_open = True
        return
    if verb.act == "visit":
        here.visit = []
        here.goes = phrase.text
        clause.mode = "visit"
        clause.verb = verb
        clause.subject_open = False
        return
    if clause.verb is not None and clause.receivers and clause.verb.word in here.lex.classes["pivot"]:
        # 指导石桥社区完成…: what the first verb's object does.
        clause.pivots = clause.receivers
        clause.outer = clause.role if clause.role is Role.SUPPORT else None
        if clause.verb.word in here.lex.classes["sending"] or clause.verb.act == "send":
            clause.outer = None
            if verb.act != "participates":
                clause.pivots = ()
        clause.receivers = ()
        clause.verb, clause.role = verb, verb.role
    elif clause.verb is None or not clause.objects:
        if clause.verb is not None and clause.verb.word in ("组织", "安排") and verb.act == "participates":
            clause.verb, clause.role = verb, None
        elif (
            clause.verb is None
            or verb.weight >= clause.verb.weight
            or clause.verb.act == "aim"
            or (
                clause.verb.act != verb.act
                and verb.act in ("establishes", "issues")
                and clause.verb.role is not Role.SUPPORT
            )
        ):
            clause.verb, clause.role = verb, verb.role
    else:
        clause.verb, clause.role = verb, verb.role
        clause.objects = []
    if clause.sent and verb.act == "participates":
        clause.pivots = clause.sent
    clause.sent = ()
    clause.subject_open = False
    clause.mode = ""
    yield from ()


def listed_before(here: Sentence, index: int) -> list[Mention]:
    """The bodies of the list that ends before a phrase (市委、市政府召开的); else the body named last."""
    found: list[Mention] = []
    for at in range(index - 1, -1, -1):
        phrase = here.phrases[at]
        body = here.mentions.get(phrase.start)
        if phrase.sort is PhraseSort.NAME and body is not None and body.type is EntityType.BODY:
            found.insert(0, body)
        elif not found and (
            (phrase.verb is not None and phrase.verb.act == "join") or here.lex.words.get(phrase.text) == "adverb"
        ):
            # 由甲和乙联合主办: how they did it stands between them and what they did.
            continue
        elif phrase.sort is not PhraseSort.LIST:
            break
    last = here.last_body(here.phrases[index].start)
    return found or ([last] if last is not None else [])


def is_relative(here: Sentence, index: int) -> bool:
    """Whether a verb has no object of its own but stands before 的, perhaps in a list (甲主办、乙承办的)."""
    for position in range(index + 1, min(index + 7, len(here.phrases))):
        phrase = here.phrases[position]
        if phrase.sort is PhraseSort.OF:
            return True
        if position == index + 1 and phrase.sort is not PhraseSort.LIST:
            return False
        if phrase.sort is PhraseSort.NAME and phrase.type is not EntityType.BODY:
            return False
        if phrase.sort not in (PhraseSort.LIST, PhraseSort.NAME, PhraseSort.VERB):
            return False
    return False


def read_name(here: Sentence, index: int, phrase: Phrase) -> Iterator[Draft]:
    """A name, by its type."""
    if phrase.record is False:
        here.refuse(phrase, "weighed", "the cues against its being a thing worth recording outweigh those for it")
        return
    if phrase.record is None and says_nothing(here, phrase):
        here.refuse(phrase, "vague-plural", "names nothing definite")
        return
    if phrase.type is EntityType.POST:
        yield from read_post(here, index, phrase)
    elif phrase.type is EntityType.BODY:
        yield from read_body(here, index, phrase)
    elif phrase.type is EntityType.PLACE:
        yield from read_place(here, index, phrase)
    elif phrase.type is EntityType.DOCUMENT and phrase.record is None and is_policy(here, phrase):
        yield from read_activity(here, index, replace(phrase, type=EntityType.INITIATIVE, kind="other"))
    elif phrase.type is EntityType.DOCUMENT:
        yield from read_document(here, phrase)
    elif is_paper(here, phrase):
        yield from read_document(here, replace(phrase, type=EntityType.DOCUMENT, kind="measures", bare=False))
    else:
        yield from read_activity(here, index, phrase)


def is_paper(here: Sentence, phrase: Phrase) -> bool:
    """Whether a quotation without a head was issued (出台“工业十条”): then it is a document."""
    verb = here.clause.verb
    return (
        verb is not None
        and verb.act == "issues"
        and phrase.quoted
        and not phrase.tail
        and here.clause.mode == ""
        and phrase.text.endswith(("条”", "条措施”", "清单”", "办法”", "新政”"))
    )


def _holds(mention: Mention) -> bool:
    """Whether an activity may hold those that the next clause names (系列活动, 第六届文化节)."""
    if mention.type is EntityType.EVENT:
        return mention.head.endswith(("节", "周", "月"))
    return mention.type is EntityType.INITIATIVE and mention.kind in ("series", "campaign", "study")
