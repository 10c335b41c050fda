"""Initiatives and events: who does what in them, and what they are part of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jigou.builder.clauses.cues import by_itself, is_accomplished, is_in_course, is_lever, is_met
from jigou.builder.clauses.frames import said_before, said_of
from jigou.builder.clauses.moves import (
    Judgement,
    Mode,
    Place,
    Step,
    clause,
    in_clause,
    in_sentence,
    sentence,
)  # fmt: skip
from jigou.builder.clauses.rules.agents import awaits_agent
from jigou.builder.clauses.rules.lists import coordinated, place_before
from jigou.builder.clauses.rules.titles import is_practice, merged, only_in_name, organised, practised, titled
from jigou.builder.clauses.verdicts import judge
from jigou.builder.clauses.view import View
from jigou.builder.drafts import Mention
from jigou.builder.knowledge.lexicons import Act, Verb
from jigou.builder.phrases.phrase import Phrase
from jigou.ontology import EntityType, RelationType, Role

_SERVING = re.compile(r"保障|服务|协调|筹备|安保|接待|会务")
_TERM = re.compile(r"届(?:村委|居委|村民委|居民委|社区居|委员会|人大|人民代表|政协|党代|党委|理事会|代表大会|常委)")
_DECIDED = re.compile(r"(?:所|上|中)?(?:确定|通过|提出|部署|明确|审议|下达|交办|作出|形成|批准)[^,。;]{0,4}的")


def read_activity(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """An initiative or event and what its clause says of it."""
    said = here.clause
    phrase = merged(here, index, phrase)
    if phrase.type is EntityType.EVENT and is_practice(here, index, phrase):
        how = f"{phrase.tail} is how an event is to be held, and neither an event nor a programme"
        yield here.refusal(phrase, "practice", how)
        return
    phrase = practised(here, index, phrase)
    begins = phrase.start
    phrase = organised(here, phrase)
    whole = coordinated(here, index, phrase)
    for inner in whole.inner:
        if said.mode in (Mode.VISIT, Mode.WITH) or not only_in_name(inner):
            yield from here.inner_body(inner)
    joined = _joined_by(here, phrase)
    if joined is not None:
        yield from _join(here, joined)
        inner = phrase.inner[-1]
        phrase = replace(phrase, start=inner.end, text=phrase.text[inner.end - phrase.start :], inner=())
        yield sentence(phrases=[*here.phrases[:index], phrase, *here.phrases[index + 1 :]])
    if said.mode is Mode.VISIT:
        yield from _visited(here, phrase)
    passive = awaits_agent(here, index) and not phrase.bare and not phrase.tail and said.verb is None
    if not passive:
        for step in judge(here, index, phrase):
            yield step
            if isinstance(step, Judgement) and step.answer is not True:
                return
    if said.negated and phrase.type is EntityType.EVENT:
        yield here.refusal(phrase, "negated", "the clause says that it did not take place")
        return
    mention = titled(here, index, whole)
    yield mention
    yield Place(begins, mention)
    course = said.mode is Mode.AT and is_in_course(here, phrase)
    if course or is_lever(here, phrase):
        yield sentence(lever=mention)
    if passive:
        yield sentence(passive=mention)
    given = said.mode is Mode.AWARD and not here.text.endswith(("获批", "获批开展"), 0, phrase.start)
    if not (course or given or said.negated):
        yield from told_of(here, mention, phrase)


def _joined_by(here: View, phrase: Phrase) -> Mention | None:
    """与市检察院联合巡河14次: the body at the beginning of a name joins in what comes after its name."""
    if here.clause.mode is not Mode.WITH or not phrase.inner or is_met(here, phrase):
        return None
    inner = phrase.inner[-1]
    return here.inners.get((inner.start, inner.end)) if phrase.text[inner.end - phrase.start :] else None


def _join(here: View, other: Mention) -> Iterator[Step]:
    """That another body carries out what comes, beside those who act."""
    said, carries_out = here.clause, here.lex.verbs["开展"]
    yield clause(
        subjects=(*(said.subjects or here.subjects or (here.discourse.reporting,)), other),
        joined=(*said.joined, other),
        mode=Mode.PLAIN,
        verb=carries_out,
        role=carries_out.role,
    )


def _visited(here: View, phrase: Phrase) -> Iterator[Step]:
    """The place within a name that is gone to, or those before it."""
    visited = phrase.inner_place
    if visited is not None and visited.head.endswith(tuple(here.lex.classes["sight"])):
        visited = replace(visited, type=EntityType.PLACE, kind="other")
    if visited is not None and visited.type is EntityType.PLACE:
        place = here.mention(visited, "place", 0.8)
        yield place
        yield in_sentence(visit=place)
    else:
        yield from place_before(here, phrase)


def told_of(here: View, mention: Mention, phrase: Phrase) -> Iterator[Step]:
    """All that the sentence tells of an activity: who, in what, about what, when and where."""
    doers = list(here.doers)
    yield from acts_on(here, mention, phrase)
    if doers and here.text[phrase.end : phrase.end + 1] in ("、", "和"):
        # 市委召开的协商会、通报会: who holds the first of a list holds them all.
        yield sentence(doers=doers)
    yield from belongs(here, mention)
    yield from here.themes_of(mention, phrase)
    yield from here.time_of(mention)
    yield from here.places_of(mention)
    yield in_clause(objects=mention)
    yield in_sentence(activities=mention)


def acts_on(here: View, mention: Mention, phrase: Phrase) -> Iterator[Step]:
    """What the clause says of who carries out an activity."""
    if here.passive is mention or _DECIDED.match(here.text, phrase.end):
        # 完成县人大三次会议确定的任务: what the meeting did, not who held it.
        return
    verb = here.clause.verb
    relative = bool(here.doers)
    yield from said_before(here, mention)
    for body, role in here.waiting:
        yield here.relation(RelationType.ORGANIZES, body, mention, "role-alone", 0.75, role)
    yield sentence(doers=[], waiting=[])
    if relative and (verb is None or verb.act is Act.AIM):
        return
    if verb is not None:
        yield from _governed(here, mention, phrase, verb)
    elif is_met(here, phrase):
        yield from _met(here, mention)
    elif here.series is not None:
        for subject in here.acting():
            yield here.relation(RelationType.ORGANIZES, subject, mention, "series-item", 0.8, Role.ORGANIZE)
    elif here.visit or (not relative and _takes_place(here, phrase)):
        listed = here.text[phrase.start - 1 : phrase.start] in ("、", "和")
        for subject in (not listed and here.clause.subjects) or here.topic or (here.discourse.reporting,):
            yield here.relation(RelationType.ORGANIZES, subject, mention, "takes-place", 0.75, Role.ORGANIZE)


def _met(here: View, mention: Mention) -> Iterator[Step]:
    """与学院座谈: who speaks with whom."""
    others = [s for s in here.clause.subjects if s.span.start >= here.span.start]
    for subject in here.subjects or (here.discourse.reporting,):
        yield here.relation(RelationType.ORGANIZES, subject, mention, "met-with", 0.8, Role.ORGANIZE)
    for other in others[-1:]:
        yield here.relation(RelationType.PARTICIPATES, other, mention, "met-with", 0.8)
    yield clause(subjects=(), mode=Mode.PLAIN)


def _takes_place(here: View, phrase: Phrase) -> bool:
    """Whether an activity that no verb governs opens its clause as what takes place."""
    if not here.clause.subject_open or here.clause.mode in (Mode.TO, Mode.BY):
        return False
    named = bool(phrase.edition) or phrase.head in here.lex.classes["verbal"]
    return named or by_itself(here, phrase) or is_accomplished(here, phrase)


def _governed(here: View, mention: Mention, phrase: Phrase, verb: Verb) -> Iterator[Step]:
    """What the verb of the clause says of an activity, or how it is done in spite of it."""
    said = here.clause
    doers = said.pivots or here.acting()
    role: Role | None = None
    if here.series is not None:
        role = Role.ORGANIZE
    elif (phrase.tail and _SERVING.search(phrase.tail)) or (verb.weight == 0 and is_served(here, phrase)):
        role = Role.SUPPORT
    if role is not None:
        for doer in doers:
            yield here.relation(RelationType.ORGANIZES, doer, mention, f"organizes:{verb.word}", 0.85, role)
    else:
        if verb.act in (Act.PARTICIPATES, Act.SEND):
            yield from _organiser_in_name(here, mention, phrase)
        yield from said_of(here, verb, mention, doers)
    if said.pivots and said.outer is not None and (role is not None or verb.act in (Act.ORGANIZES, Act.VISIT)):
        for subject in here.acting():
            yield here.relation(RelationType.ORGANIZES, subject, mention, "pivot", 0.75, said.outer)


def _organiser_in_name(here: View, mention: Mention, phrase: Phrase) -> Iterator[Step]:
    """参加市政协座谈会: whose meeting it is."""
    for inner in phrase.inner[-1:]:
        host = here.inners.get((inner.start, inner.end))
        if host is not None and host.type is EntityType.BODY:
            yield here.relation(RelationType.ORGANIZES, host, mention, "organiser-in-name", 0.7, Role.ORGANIZE)


def is_served(here: View, phrase: Phrase) -> bool:
    """做好…会议的服务保障: the noun after 的 says that the body only serves."""
    rest = re.split(r"[;。]", here.text[phrase.end :], maxsplit=1)[0]
    if re.match(r"(?:的|等)?(?:组织|服务|保障|协调)*(?:服务|保障|协调)(?:工作)?(?:,|$)", rest):
        return True
    match = re.search(r"的([^,、]{2,12}?)(?:工作)?(?:,|、|$)", rest)
    return bool(match and re.search(r"服务|保障|协调", match.group(1)))


def belongs(here: View, mention: Mention) -> Iterator[Step]:
    """The series or programme that an activity is part of."""
    name = _series_of(mention)
    if name:
        series = replace(
            mention, type=EntityType.INITIATIVE, kind="series", name=name, edition="", rule="series-of-edition",
            aliases=(), phrase=None,
        )  # fmt: skip
        yield series
        yield sentence(edition_series=series)
        yield here.relation(RelationType.SUB_ACTIVITY_OF, mention, series, "edition", 0.9)
    programme, rule = _programme(here, mention)
    if programme is not None and programme.name != mention.name:
        yield here.relation(RelationType.SUB_ACTIVITY_OF, mention, programme, rule, 0.75)


def _series_of(mention: Mention) -> str:
    """What the editions of an event are called together (第六届文化节: 文化节); empty where it is no edition of a series."""
    if mention.type is not EntityType.EVENT or "届" not in mention.edition or _TERM.search(mention.name):
        return ""
    if re.match(r"^[一二三四五六七八九十]+届", mention.edition):
        return ""
    name = mention.name.replace(mention.edition, "", 1).strip()
    return name if len(name) >= 3 else ""


def _programme(here: View, mention: Mention) -> tuple[Mention | None, str]:
    """What holds an activity, and by what: what its list, clause, sentence or heading names."""
    carried, umbrella = here.discourse, here.umbrella
    if here.series is not None:
        return here.series, "announced-list"
    if umbrella is None and carried.announced is not None and not carried.programmes:
        return carried.announced, "announced-list"
    within = umbrella is not mention and mention.type is EntityType.EVENT and not mention.edition
    if umbrella is not None and within:
        by_edition = umbrella.type is EntityType.EVENT and here.edition_series is not None
        return (here.edition_series if by_edition else umbrella), "clause-after-programme"
    if here.lever is not None:
        return here.lever, "lever"
    return (carried.programmes[-1], "heading") if carried.programmes else (None, "")
