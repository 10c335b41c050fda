"""Initiatives and events: what they are called, who does what in them, and what they are part of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from jigou.builder.clauses.cues import by_itself, is_accomplished, is_in_course, is_lever, is_met
from jigou.builder.clauses.rules.agents import awaits_agent
from jigou.builder.clauses.rules.lists import coordinated, held_word, listed_place, place_before, summed_item, summed_up
from jigou.builder.clauses.rules.titles import is_practice, merged, only_in_name, organised, practised
from jigou.builder.clauses.sentence import Sentence
from jigou.builder.clauses.verdicts import accepts
from jigou.builder.drafts import Draft, Mention
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType, RelationType, Role

_SERVING = re.compile(r"保障|服务|协调|筹备|安保|接待|会务")
_TERM = re.compile(r"届(?:村委|居委|村民委|居民委|社区居|委员会|人大|人民代表|政协|党代|党委|理事会|代表大会|常委)")
_DECIDED = re.compile(r"(?:所|上|中)?(?:确定|通过|提出|部署|明确|审议|下达|交办|作出|形成|批准)[^,。;]{0,4}的")
_SERIES_ITEM = re.compile(
    r"^(?P<verb>\w{1,2}?)(?:一[次场批个项堂期部]|[一二三四五六七八九十两]+[次场批个项堂期部])(?P<name>.+)$"
)


def read_activity(here: Sentence, index: int, phrase: Phrase) -> Iterator[Draft]:
    """An initiative or event and what its clause says of it."""
    clause = here.clause
    phrase = merged(here, index, phrase)
    if phrase.type is EntityType.EVENT and is_practice(here, index, phrase):
        here.refuse(
            phrase, "practice", f"{phrase.tail} is how an event is to be held, and neither an event nor a programme"
        )
        return
    phrase = practised(here, index, phrase)
    begins = phrase.start
    phrase = organised(here, phrase)
    whole = coordinated(here, index, phrase)
    for inner in whole.inner:
        if clause.mode in ("visit", "with") or not only_in_name(inner):
            yield from here.inner_body(inner)
    if clause.mode == "with" and phrase.inner and phrase.text[phrase.inner[-1].end - phrase.start :]:
        # 与市检察院联合巡河14次: the body joins in what comes after its name.
        inner = phrase.inner[-1]
        other = here.inners.get((inner.start, inner.end))
        if other is not None and not is_met(here, phrase):
            clause.subjects = (*(clause.subjects or here.subjects or (here.discourse.reporting,)), other)
            clause.joined = (*clause.joined, other)
            clause.mode = ""
            clause.verb = here.lex.verbs["开展"]
            clause.role = clause.verb.role
            phrase = replace(phrase, start=inner.end, text=phrase.text[inner.end - phrase.start :], inner=())
            here.phrases = [*here.phrases[:index], phrase, *here.phrases[index + 1 :]]
    visited = phrase.inner_place
    if visited is not None and visited.head.endswith(tuple(here.lex.classes["sight"])):
        visited = replace(visited, type=EntityType.PLACE, kind="other")
    if clause.mode == "visit" and visited is not None and visited.type is EntityType.PLACE:
        place = here.mention(visited, "place", 0.8)
        yield place
        here.visit.append(place)
    elif clause.mode == "visit":
        yield from place_before(here, phrase)
    passive = awaits_agent(here, index) and not phrase.bare and not phrase.tail and here.clause.verb is None
    if not passive and not accepts(here, index, phrase):
        return
    if clause.negated and phrase.type is EntityType.EVENT:
        here.refuse(phrase, "negated", "the clause says that it did not take place")
        return
    mention = activity_mention(here, index, whole)
    here.mentions[begins] = mention
    yield mention
    course = clause.mode == "at" and is_in_course(here, phrase)
    if course or is_lever(here, phrase):
        here.lever = mention
    if course:
        return
    if passive:
        here.passive = mention
    if clause.mode == "award" and not here.text.endswith(("获批", "获批开展"), 0, phrase.start):
        return
    if not clause.negated:
        yield from told_of(here, mention, phrase)


def activity_mention(here: Sentence, index: int, phrase: Phrase) -> Mention:
    """The mention of an activity, named so that it can be told from others of the same bare name."""
    after = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
    held = (
        after is not None
        and after.token is not None
        and after.token.number is not None
        and after.token.number.unit in here.lex.classes["unit of times"]
    )
    if (
        held
        and phrase.type is EntityType.INITIATIVE
        and phrase.kind in ("campaign", "platform")
        and phrase.head != "活动"
    ):
        # What is counted by the time is held, whatever it is called (“卓越教学工作坊”18期).
        phrase = replace(phrase, type=EntityType.EVENT, kind="other")
    held = held or here.series is not None or bool(re.search(r"日”?活动$", phrase.text)) or bool(phrase.edition)
    verb = here.clause.verb
    held = held or (verb is not None and verb.word in here.lex.classes["holds activity"] and not phrase.quoted)
    if phrase.head == "活动" and phrase.kind == "campaign" and held:
        phrase = replace(phrase, type=EntityType.EVENT, kind="other")
    if (
        phrase.head == "联席会议"
        and here.clause.verb is not None
        and here.clause.verb.word in ("召开", "组织召开", "牵头召开")
    ):
        phrase = replace(phrase, type=EntityType.EVENT, kind="meeting")
    if here.clause.verb is not None and here.clause.verb.word == "评选" and phrase.quoted and not phrase.head:
        return here.mention(
            replace(phrase, type=EntityType.EVENT, kind="competition"), "selection", 0.8, name=phrase.text + "评选",
            aliases=(phrase.text,),
        )  # fmt: skip
    summed = summed_up(here, index) if phrase.quoted and not phrase.head else None
    if summed is not None and summed.head in ("活动", "文化活动", "文体活动"):
        phrase = replace(phrase, type=EntityType.EVENT, kind="other")
    generic = phrase.text == phrase.head or (len(phrase.text) <= 4 and not phrase.quoted)
    about = ""
    name = phrase.text
    aliases: list[str] = []
    theme = here.theme_before(phrase)
    if here.clause.mode == "visit" and phrase.text != phrase.head and here.goes == "赴":
        generic = False
        aliases.append(name)
        name = f"赴{name}"
    elif here.visit:
        places = "、".join(m.name for m in here.visit)
        if phrase.text == phrase.head and here.goes == "赴":
            aliases.append(name)
            name = f"赴{places}{phrase.text}"
            generic = False
    elif is_met(here, phrase) and here.clause.subjects:
        aliases.append(name)
        name = f"与{here.clause.subjects[-1].name}{phrase.head}"
        generic = False
    elif phrase.text == phrase.head and here.treated:
        aliases.append(name)
        name = re.sub(r"^[0-9]+[名个人次家位项件]+", "", here.treated) + phrase.text
        generic = False
    elif phrase.bare and phrase.text == phrase.head and theme:
        aliases.append(name)
        name = f"{theme}{phrase.text}"
        generic = False
    if generic:
        about = theme or f"{here.sentence}"
    return here.mention(
        phrase, "activity", 0.85 if here.clause.verb is not None else 0.6, name=name, generic=generic, about=about,
        aliases=tuple(aliases),
    )  # fmt: skip


def told_of(here: Sentence, mention: Mention, phrase: Phrase) -> Iterator[Draft]:
    """All that the sentence tells of an activity: who, in what, about what, when and where."""
    doers = here.doers
    yield from acts_on(here, mention, phrase)
    if doers and here.text[phrase.end : phrase.end + 1] in ("、", "和"):
        # 市委召开的协商会、通报会: who holds the first of a list holds them all.
        here.doers = doers
    yield from belongs(here, mention)
    yield from here.themes_of(mention, phrase)
    yield from here.time_of(mention)
    yield from here.places_of(mention)
    here.clause.objects.append(mention)
    here.activities.append(mention)


def acts_on(here: Sentence, mention: Mention, phrase: Phrase) -> Iterator[Draft]:
    """What the clause's verb says of an activity."""
    if here.passive is mention:
        return
    if _DECIDED.match(here.text, phrase.end):
        # 完成县人大三次会议确定的任务: what the meeting did, not who held it.
        return
    clause = here.clause
    verb = clause.verb
    relative = bool(here.doers)
    for body, what in here.doers:
        if what.act == "organizes":
            yield here.relation(
                RelationType.ORGANIZES, body, mention, "relative-clause", 0.85, what.role or Role.ORGANIZE
            )
        elif what.act == "participates":
            yield here.relation(RelationType.PARTICIPATES, body, mention, "relative-clause", 0.8)
    here.doers = []
    for body, shared_role in here.waiting:
        yield here.relation(RelationType.ORGANIZES, body, mention, "role-alone", 0.75, shared_role)
    here.waiting = []
    if relative and (verb is None or verb.act == "aim"):
        return
    if verb is None and is_met(here, phrase):
        others = [s for s in clause.subjects if s.span.start >= here.span.start]
        for subject in here.subjects or (here.discourse.reporting,):
            yield here.relation(RelationType.ORGANIZES, subject, mention, "met-with", 0.8, Role.ORGANIZE)
        for other in others[-1:]:
            yield here.relation(RelationType.PARTICIPATES, other, mention, "met-with", 0.8)
        clause.subjects = ()
        clause.mode = ""
        return
    if verb is None:
        if here.series is not None:
            for subject in here.acting():
                yield here.relation(RelationType.ORGANIZES, subject, mention, "series-item", 0.8, Role.ORGANIZE)
        elif here.visit or (
            (
                phrase.edition
                or by_itself(here, phrase)
                or is_accomplished(here, phrase)
                or phrase.head in here.lex.classes["verbal"]
            )
            and clause.subject_open
            and clause.mode not in ("to", "by")
            and not relative
        ):
            listed = here.text[phrase.start - 1 : phrase.start] in ("、", "和")
            for subject in (not listed and clause.subjects) or here.topic or (here.discourse.reporting,):
                yield here.relation(RelationType.ORGANIZES, subject, mention, "takes-place", 0.75, Role.ORGANIZE)
        return
    act, role = verb.act, clause.role
    if act in ("visit", "send"):
        act, role = ("organizes", Role.ORGANIZE) if act == "visit" else ("participates", None)
    if (phrase.tail and _SERVING.search(phrase.tail)) or (verb.weight == 0 and is_served(here, phrase)):
        act, role = "organizes", Role.SUPPORT
    if here.series is not None:
        act, role = "organizes", Role.ORGANIZE
    doers = clause.pivots or here.acting()
    if act == "organizes":
        for doer in doers:
            yield here.relation(
                RelationType.ORGANIZES, doer, mention, f"organizes:{verb.word}", 0.85, role or Role.ORGANIZE
            )
        if clause.pivots and clause.outer is not None:
            for subject in here.acting():
                yield here.relation(RelationType.ORGANIZES, subject, mention, "pivot", 0.75, clause.outer)
    elif act == "participates":
        for inner in phrase.inner[-1:]:
            host = here.inners.get((inner.start, inner.end))
            if host is not None and host.type is EntityType.BODY:
                yield here.relation(RelationType.ORGANIZES, host, mention, "organiser-in-name", 0.7, Role.ORGANIZE)
        for doer in doers:
            yield here.relation(RelationType.PARTICIPATES, doer, mention, f"participates:{verb.word}", 0.8)
    elif act == "establishes":
        established = verb.weight >= 2
        for doer in doers:
            if mention.type is EntityType.INITIATIVE and established:
                yield here.relation(RelationType.ESTABLISHES, doer, mention, f"establishes:{verb.word}", 0.8)
            else:
                yield here.relation(RelationType.ORGANIZES, doer, mention, f"organizes:{verb.word}", 0.7, Role.ORGANIZE)
    elif act == "implements":
        relation = RelationType.IMPLEMENTS if mention.type is EntityType.INITIATIVE else None
        if relation is not None and verb.weight >= 2:
            for doer in doers:
                yield here.relation(relation, doer, mention, f"implements:{verb.word}", 0.75)


def is_served(here: Sentence, phrase: Phrase) -> bool:
    """做好…会议的服务保障: the noun after 的 says that the body only serves."""
    rest = re.split(r"[;。]", here.text[phrase.end :], maxsplit=1)[0]
    if re.match(r"(?:的|等)?(?:组织|服务|保障|协调)*(?:服务|保障|协调)(?:工作)?(?:,|$)", rest):
        return True
    match = re.search(r"的([^,、]{2,12}?)(?:工作)?(?:,|、|$)", rest)
    return bool(match and re.search(r"服务|保障|协调", match.group(1)))


def belongs(here: Sentence, mention: Mention) -> Iterator[Draft]:
    """The series or programme that an activity is part of."""
    if (
        mention.edition
        and "届" in mention.edition
        and mention.type is EntityType.EVENT
        and not re.match(r"^[一二三四五六七八九十]+届", mention.edition)
        and not _TERM.search(mention.name)
    ):
        name = mention.name.replace(mention.edition, "", 1).strip()
        if len(name) >= 3:
            series = replace(
                mention,
                type=EntityType.INITIATIVE,
                kind="series",
                name=name,
                edition="",
                rule="series-of-edition",
                aliases=(),
            )
            yield series
            here.edition_series = series
            yield here.relation(RelationType.SUB_ACTIVITY_OF, mention, series, "edition", 0.9)
    programme = here.series
    rule = "announced-list"
    if (
        programme is None
        and here.umbrella is None
        and here.discourse.announced is not None
        and not here.discourse.programmes
    ):
        programme = here.discourse.announced
    if (
        programme is None
        and here.umbrella is not None
        and here.umbrella is not mention
        and mention.type is EntityType.EVENT
        and not mention.edition
    ):
        programme, rule = here.umbrella, "clause-after-programme"
        if programme.type is EntityType.EVENT and here.edition_series is not None:
            programme = here.edition_series
    if programme is None and here.lever is not None:
        programme, rule = here.lever, "lever"
    if programme is None and here.discourse.programmes:
        programme, rule = here.discourse.programmes[-1], "heading"
    if programme is not None and programme.name != mention.name:
        yield here.relation(RelationType.SUB_ACTIVITY_OF, mention, programme, rule, 0.75)


def read_word(here: Sentence, index: int, phrase: Phrase) -> Iterable[Draft]:
    """Words that are no name: an item of an announced series or of a list that is summed up, the first of two places."""
    clause = here.clause
    if phrase.text in here.lex.classes["award"]:
        clause.mode = "award"
        return ()
    listed = clause.verb is not None and not clause.mode
    if not listed and clause.mode not in ("visit", "at") and here.series is None:
        return ()
    return read_item(here, index, phrase)


def read_item(here: Sentence, index: int, phrase: Phrase) -> Iterator[Draft]:
    """Words without a head of their own that an activity or a place is told by."""
    item = summed_item(here, index) or held_word(here, index)
    if item is not None:
        whole = item.text + item.head if item.head else item.text
        mention = here.mention(item, "summed-item", 0.75, name=whole, aliases=(item.text,) if item.head else ())
        yield mention
        yield from told_of(here, mention, item)
        return
    place = listed_place(here, index)
    if place is not None:
        yield place
        return
    before = here.phrases[index - 1] if index else None
    if (
        here.series is not None
        and before is not None
        and re.match(r"一[次场批个项堂期部]$", before.text)
        and len(phrase.text) >= 2
    ):
        said = here.phrases[index - 2] if index > 1 else None
        verb = (
            said.text
            if said is not None and said.sort in (PhraseSort.VERB, PhraseSort.WORD) and said.text != "组织"
            else ""
        )
        mention = here.mention(
            replace(phrase, type=EntityType.EVENT, kind="other", head="", token=None), "series-item", 0.7,
            name=verb + phrase.text, aliases=(phrase.text,),
        )  # fmt: skip
        yield mention
        for subject in here.acting():
            yield here.relation(RelationType.ORGANIZES, subject, mention, "series-item", 0.7, Role.ORGANIZE)
        yield from belongs(here, mention)
        here.clause.verb = None
        return
    if here.series is not None:
        told = _SERIES_ITEM.match(phrase.text)
        if told is not None and len(told.group("name")) >= 2:
            name = told.group("verb") + told.group("name")
            mention = here.mention(
                replace(phrase, type=EntityType.EVENT, kind="other", head="", token=None), "series-item", 0.65, name=name,
                aliases=(told.group("name"),),
            )  # fmt: skip
            yield mention
            for subject in here.acting():
                yield here.relation(RelationType.ORGANIZES, subject, mention, "series-item", 0.7, Role.ORGANIZE)
            yield from belongs(here, mention)
            return
