"""Bodies and places, and what a clause says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jigou.builder.clauses.rules.activities import read_activity
from jigou.builder.clauses.rules.lists import listed_groups
from jigou.builder.clauses.rules.posts import lead
from jigou.builder.clauses.sentence import Sentence
from jigou.builder.drafts import Draft, Mention
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType, RelationType, Role

_AT_LEVELS = re.compile(r"[省市区县乡镇村]{2,3}[两三四]级")
_QUOTED = re.compile(r"“([^“”]+)”")
_LEVELS = re.compile(r"[省市区县乡镇村]{2,3}[两三四]级")
_HOLDING = frozenset({"consists", "establishes"})


def says_nothing(here: Sentence, phrase: Phrase) -> bool:
    """Whether a name is a vague plural (境内外上市公司) or holds a slogan (“四个全面”战略布局)."""
    words = here.lex.words
    if words.get(phrase.text) == "vague":
        return True
    if phrase.type is EntityType.DOCUMENT:
        return False
    if phrase.type is EntityType.BODY and (
        phrase.text.startswith(here.lex.classes["vague beginning"]) or _LEVELS.search(phrase.text)
    ):
        return True
    if phrase.type is EntityType.INITIATIVE and phrase.head not in ("", "战略"):
        return False
    text = phrase.text
    if (
        "“" in text
        and phrase.type is not EntityType.BODY
        and any(words.get(quote) == "vague" for quote in _QUOTED.findall(text))
    ):
        return True
    return "vague" in [words.get(text[-size:]) for size in range(4, min(8, len(text)) + 1)]


def class_only(here: Sentence, phrase: Phrase) -> bool:
    """Whether a name only says what class of body is to be built (高水平医院), without place, level, quotation or number."""
    verb = here.clause.verb
    if (
        verb is None
        or verb.act != "establishes"
        or verb.weight >= 3
        or phrase.kind not in ("institution", "enterprise", "association")
    ):
        return False
    counted = any(p.sort is PhraseSort.COUNT and (p.end == phrase.start or p.start == phrase.end) for p in here.phrases)
    return not (counted or phrase.quoted or phrase.named)


def read_body(here: Sentence, index: int, phrase: Phrase) -> Iterator[Draft]:
    """A body: as subject, as what is founded, as what an adjunct names."""
    clause = here.clause
    for item in listed_groups(here, index) if clause.verb is not None and clause.verb.act in _HOLDING else ():
        one = here.mention(item, "group-in-list", 0.8, name=item.text + item.head, aliases=(item.text,))
        yield one
        yield from held_by(here, one)
    if clause.mode == "award" and phrase.record is None:
        here.refuse(phrase, "award", "the title that somebody was given")
        return
    striven = list(honour(here, phrase)) if phrase.record is None else []
    if striven:
        yield from striven
        return
    if phrase.text == "中央" and (phrase.tail or _AT_LEVELS.match(here.text, phrase.end)):
        # 争取中央和省级资金, 中央单位: what is central, not the Central Committee.
        here.refuse(phrase, "level", "a level, no body")
        return
    for inner in phrase.inner:
        yield from here.inner_body(inner)
    group = here.discourse.last_group
    office = group is not None and is_its_office(here, phrase, group)
    if office:
        # 领导小组下设办公室
        phrase = replace(phrase, bare=False, kind="working_office")
    again = ""
    if phrase.bare and not phrase.own:
        known = (
            here.discourse.reporting
            if is_what_reports(here, phrase)
            else next(
                (m for m in reversed(here.discourse.bodies) if m.head == phrase.head or m.name.endswith(phrase.text)),
                None,
            )
        )
        if counted_class(here, index, phrase):
            several = here.mention(replace(phrase, bare=False), "class-of-bodies", 0.75)
            yield several
            if clause.verb is not None:
                yield from held_by(here, several)
            else:
                clause.subjects = (*clause.subjects, several)
            return
        short = len(phrase.text) < 3 and phrase.head not in here.lex.classes["group"]
        if known is None or short or phrase.vague:
            here.refuse(phrase, "bare-head", "a head without a name before it")
            return
        phrase = replace(phrase, bare=False)
        again = known.name
    if phrase.vague and phrase.text.startswith("基层") and counted_class(here, index, replace(phrase, vague=False)):
        several = here.mention(phrase, "class-of-bodies", 0.75)
        yield several
        yield from held_by(here, several)
        return
    if phrase.vague:
        here.refuse(phrase, "vague-plural", "a pronoun before it: nothing definite is named")
        return
    if phrase.tail.startswith(here.lex.classes["ranking"]):
        here.refuse(phrase, "ranking", "the name of a ranking, no body")
        return
    if here.text.startswith("——", phrase.end) and any(
        after.type is EntityType.BODY for after in here.phrases[index + 1 : index + 5] if after.sort is PhraseSort.NAME
    ):
        # 市属事业单位——市救助管理站
        here.refuse(phrase, "apposition", "what sort of body it is that the dash goes on to name")
        return
    if phrase.record is None and class_only(here, phrase):
        here.refuse(phrase, "class-only", "a class of bodies, none of them named or counted")
        return
    acting = (
        len(phrase.tail) >= 4
        and not phrase.tail.startswith(tuple(here.lex.classes["people"]))
        and clause.subject_open
        and clause.verb is None
    )
    if (
        phrase.tail in here.lex.classes["leadership"]
        and clause.verb is None
        and clause.subject_open
        and clause.mode == ""
    ):
        # 常委会领导带头讲党课: what its leaders do the body does.
        body = here.mention(phrase, "body-before-tail", 0.8)
        yield body
        clause.subjects = (*clause.subjects, body)
        return
    if phrase.tail and phrase.tail not in ("工作", "成立工作", "组建工作", "建设") and not acting:
        body = here.mention(phrase, "body-before-tail", 0.8, firm=True)
        yield body
        if clause.verb is not None and (clause.verb.act == "send" or clause.verb.word in here.lex.classes["sending"]):
            clause.receivers = (*clause.receivers, body)
        if clause.verb is None and clause.subject_open and clause.mode == "":
            clause.people = (*clause.people, body)
        clause.mode = "" if clause.mode == "to" else clause.mode
        return
    if clause.mode in ("at", "visit", "deed"):
        body = here.mention(phrase, "body", 0.8)
        yield body
        if clause.mode == "visit":
            here.visit.append(body)
        return
    full = again
    if group is not None and phrase.text in here.lex.classes["group"] and group.name.endswith(phrase.text):
        # The bare name of a group is that of the group named last.
        full = group.name
    of_group = office or phrase.text.startswith(here.lex.classes["group"])
    if phrase.kind == "working_office" and group is not None and of_group:
        full = group.name + "办公室"
    body = here.mention(phrase, "body", 0.9, name=full, aliases=(phrase.text,) if full else ())
    yield body
    here.discourse.bodies.append(body)
    if any(start <= phrase.start < end for start, end in here.adjuncts):
        return
    if phrase.kind in ("leading_group", "working_office") or (phrase.kind == "committee" and here.leaders):
        yield from lead(here, body, phrase.start)
    if (
        phrase.kind == "working_office"
        and here.discourse.last_group is not None
        and (office or phrase.text.startswith((*here.lex.classes["group"], "委员会")))
    ):
        yield here.relation(RelationType.PART_OF, body, here.discourse.last_group, "office-of-group", 0.85)
    if phrase.kind == "leading_group" and (clause.verb is None or clause.verb.act != "consists"):
        here.discourse.last_group = body
    founding = phrase.tail in ("成立工作", "组建工作")
    verb = clause.verb
    if clause.mode == "agent":
        clause.subjects = (*clause.subjects, body)
        clause.mode = "agent"
    elif clause.mode == "with":
        if not clause.subjects:
            clause.subjects = here.subjects or (here.discourse.reporting,)
        clause.subjects = (*clause.subjects, body)
        clause.joined = (*clause.joined, body)
    elif clause.mode in ("to", "by") and verb is None:
        pass
    elif verb is None and clause.subject_open:
        clause.subjects = (*clause.subjects, body)
    elif verb is not None and verb.act == "consists":
        whole = holder(here)
        if whole is not body:
            yield here.relation(RelationType.PART_OF, body, whole, "consists-of", 0.85)
    elif verb is not None and (verb.act == "establishes" or founding) and not clause.negated:
        yield from established(here, body)
        clause.objects.append(body)
    elif verb is not None:
        clause.receivers = (*clause.receivers, body)


def is_what_reports(here: Sentence, phrase: Phrase) -> bool:
    """Whether a bare head is that of the body that reports, in full or in short (常委会 for 若水县人民代表大会常务委员会)."""
    short, name = phrase.text, here.discourse.reporting.name
    if len(short) < 3 or len(name) <= len(short) + 2 or name[-1] != short[-1]:
        return False
    end = name[name.rfind(short[0], 0, len(name) - 1) :]
    rest = iter(end)
    return len(short) <= len(end) <= len(short) + 2 and all(char in rest for char in short)


def is_its_office(here: Sentence, phrase: Phrase, group: Mention) -> bool:
    """Whether a bare 办公室 is that of the group named last: the group has it (下设办公室), or the clause says where it sits."""
    if phrase.text != "办公室" or phrase.vague or phrase.tail:
        return False
    verb = here.clause.verb
    if verb is not None and verb.act == "consists":
        return here.acting()[-1].name == group.name or group.span.start >= here.span.start
    return verb is None and here.text.startswith(("设在", "设于", "设置在"), phrase.end)


def counted_class(here: Sentence, index: int, phrase: Phrase) -> bool:
    """Whether a bare head is a class of bodies that is counted: what a body has or founds, or what acts (6个课题组历时4个月完成…)."""
    before = here.phrases[index - 1] if index else None
    after = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
    if phrase.vague or phrase.tail:
        return False
    verb = here.clause.verb
    if any(
        here.phrases[at].sort is PhraseSort.PREPOSITION and here.phrases[at + 1].verb is verb and verb is not None
        for at in range(max(0, index - 4), index - 1)
    ):
        # 对下属11家公司实施检查: what is treated, not what there is.
        return False
    counted = [near for near in (before, after) if near is not None and near.sort is PhraseSort.COUNT]
    if not counted or len(phrase.text) < 2:
        return False
    if verb is not None:
        return verb.act in _HOLDING
    return before in counted and here.clause.subject_open and here.clause.mode == "" and len(phrase.text) >= 3


def held_by(here: Sentence, body: Mention) -> Iterator[Draft]:
    """What the clause's verb says of a body that another has (下设) or founds (设立)."""
    verb = here.clause.verb
    if verb is not None and verb.act == "establishes":
        yield from established(here, body)
        here.clause.objects.append(body)
        return
    whole = holder(here)
    if whole is not body:
        yield here.relation(RelationType.PART_OF, body, whole, "consists-of", 0.85)


def holder(here: Sentence) -> Mention:
    """The body that has what the clause says it consists of: the group that the sentence names, else the body that acts."""
    group = here.discourse.last_group
    return group if group is not None and group.span.start >= here.span.start else here.acting()[-1]


def established(here: Sentence, body: Mention) -> Iterator[Draft]:
    """A body that the clause founds, with its place and time."""
    for subject in here.acting():
        if subject is body:
            continue
        yield here.relation(RelationType.ESTABLISHES, subject, body, "established", 0.85)
        named_for = any(
            inner.name != body.name and body.name.startswith(inner.name) for inner in here.mentions.values()
        )
        if not named_for and (body.kind in ("leading_group", "working_office") or body.head in ("编写组", "课题组")):
            yield here.relation(RelationType.PART_OF, body, subject, "established-group", 0.7)
    yield from here.places_of(body)
    yield from here.time_of(body)
    here.activities.append(body)


def honour(here: Sentence, phrase: Phrase) -> Iterator[Draft]:
    """争创全国文明城市: striving for a title is a campaign, 全国文明城市创建."""
    word = here.clause.verb.word if here.clause.verb is not None else ""
    if word not in ("创建", "争创", "申创", "创成") or not any(h in phrase.text for h in honours(here)):
        return
    named = replace(
        phrase, type=EntityType.INITIATIVE, kind="campaign", head="创建", text=phrase.text + "创建", tail="", inner=(), bare=False
    )  # fmt: skip
    mention = here.mention(named, "title-striven-for", 0.75, aliases=(phrase.text,))
    yield mention
    for subject in here.acting():
        yield here.relation(RelationType.ORGANIZES, subject, mention, "title-striven-for", 0.75, Role.ORGANIZE)
    yield from here.time_of(mention)
    here.clause.objects.append(mention)
    here.activities.append(mention)


def honours(here: Sentence) -> list[str]:
    """The words that titles to strive for are made of."""
    return [word for word, class_ in here.lex.words.items() if class_ == "honour"]


def read_place(here: Sentence, index: int, phrase: Phrase) -> Iterator[Draft]:
    """A place where something happens; a street or community that acts is a body."""
    clause = here.clause
    striven = list(honour(here, phrase))
    if striven:
        yield from striven
        return
    if phrase.bare or phrase.vague or here.lex.words.get(phrase.text) == "prefix":
        return
    if phrase.tail and clause.mode != "at":
        return
    if (
        clause.verb is not None
        and clause.verb.act == "establishes"
        and clause.mode == ""
        and phrase.head.endswith("园")
    ):
        yield from read_activity(here, index, replace(phrase, type=EntityType.INITIATIVE, kind="project", tail=""))
        return
    if clause.mode in ("at", "visit", "deed"):
        place = here.mention(phrase, "place", 0.8)
        yield place
        if clause.mode == "visit":
            here.visit.append(place)
        elif clause.mode == "at":
            clause.places.append(place)
    elif (
        phrase.record is None
        and phrase.head in ("街道", "社区", "村", "镇", "乡", "小区")
        and (clause.verb is not None or clause.subject_open)
    ):
        kind = "government" if phrase.head in ("街道", "镇", "乡") else "other"
        body = here.mention(replace(phrase, type=EntityType.BODY, kind=kind), "body-of-place", 0.75)
        yield body
        if clause.verb is None and clause.subject_open and clause.mode != "to":
            clause.subjects = (*clause.subjects, body)
        elif clause.verb is not None:
            clause.receivers = (*clause.receivers, body)
    elif phrase.record:
        yield here.mention(phrase, "place", 0.8)
