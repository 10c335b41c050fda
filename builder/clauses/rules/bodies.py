"""Bodies and places, and what a clause says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jigou.builder.clauses.frames import said_of
from jigou.builder.clauses.moves import Mode, Step, clause, discourse, in_clause, in_discourse, in_sentence
from jigou.builder.clauses.rules.lists import listed_groups
from jigou.builder.clauses.rules.posts import lead
from jigou.builder.clauses.view import View
from jigou.builder.drafts import Mention
from jigou.builder.knowledge.lexicons import Act
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType, RelationType, Role

_AT_LEVELS = re.compile(r"[省市区县乡镇村]{2,3}[两三四]级")
_QUOTED = re.compile(r"“([^“”]+)”")
_LEVELS = re.compile(r"[省市区县乡镇村]{2,3}[两三四]级")
_HOLDING = frozenset({Act.CONSISTS, Act.ESTABLISHES})
_FOUNDING = ("成立工作", "组建工作")
_LIGHT = ("工作", "建设", *_FOUNDING)


def says_nothing(here: View, phrase: Phrase) -> bool:
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


def class_only(here: View, phrase: Phrase) -> bool:
    """Whether a name only says what class of body is to be built (高水平医院), without place, level, quotation or number."""
    verb = here.clause.verb
    if (
        verb is None
        or verb.act is not Act.ESTABLISHES
        or verb.weight >= 3
        or phrase.kind not in ("institution", "enterprise", "association")
    ):
        return False
    counted = any(p.sort is PhraseSort.COUNT and (p.end == phrase.start or p.start == phrase.end) for p in here.phrases)
    return not (counted or phrase.quoted or phrase.named)


def read_body(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """A body: as subject, as what is founded, as what an adjunct names."""
    said = here.clause
    for item in listed_groups(here, index) if said.verb is not None and said.verb.act in _HOLDING else ():
        one = here.mention(item, "group-in-list", 0.8, name=item.text + item.head, aliases=(item.text,))
        yield one
        yield from held_by(here, one)
    if said.mode is Mode.AWARD and phrase.record is None:
        yield here.refusal(phrase, "award", "the title that somebody was given")
    elif phrase.record is None and is_striven_for(here, phrase):
        yield from honour(here, phrase)
    elif phrase.text == "中央" and (phrase.tail or _AT_LEVELS.match(here.text, phrase.end)):
        # 争取中央和省级资金, 中央单位: what is central, not the Central Committee.
        yield here.refusal(phrase, "level", "a level, no body")
    else:
        for inner in phrase.inner:
            yield from here.inner_body(inner)
        yield from _told_apart(here, index, phrase)


def _told_apart(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """A body by its name; one by its head alone where it was named before, or where a number makes a class of it."""
    group = here.discourse.last_group
    office = group is not None and is_its_office(here, phrase, group)
    if office:
        # 领导小组下设办公室
        phrase = replace(phrase, bare=False, kind="working_office")
    again = ""
    if phrase.bare and not phrase.own:
        if counted_class(here, index, phrase):
            yield from _several(here, replace(phrase, bare=False), acts=here.clause.verb is None)
            return
        known = _known(here, phrase)
        if known is None:
            yield here.refusal(phrase, "bare-head", "a head without a name before it")
            return
        phrase = replace(phrase, bare=False)
        again = known.name
    if phrase.vague and phrase.text.startswith("基层") and counted_class(here, index, replace(phrase, vague=False)):
        yield from _several(here, phrase, acts=False)
        return
    refused = _no_body(here, index, phrase)
    if refused is not None:
        yield here.refusal(phrase, *refused)
        return
    yield from _named_body(here, phrase, again, office=office)


def _several(here: View, phrase: Phrase, *, acts: bool) -> Iterator[Step]:
    """A class of bodies that is counted, as one: it acts, or somebody has or founds it."""
    several = here.mention(phrase, "class-of-bodies", 0.75)
    yield several
    if acts:
        yield clause(subjects=(*here.clause.subjects, several))
    else:
        yield from held_by(here, several)


def _known(here: View, phrase: Phrase) -> Mention | None:
    """The body that a head alone stands for: the one that reports, or the last of that head; None where it is not to be told."""
    short = len(phrase.text) < 3 and phrase.head not in here.lex.classes["group"]
    if short or phrase.vague:
        return None
    if is_what_reports(here, phrase):
        return here.discourse.reporting
    earlier = (m for m in reversed(here.discourse.bodies) if m.head == phrase.head or m.name.endswith(phrase.text))
    return next(earlier, None)


def _no_body(here: View, index: int, phrase: Phrase) -> tuple[str, str] | None:
    """The rule and reason by which a name is that of no body by itself."""
    if phrase.vague:
        return "vague-plural", "a pronoun before it: nothing definite is named"
    if phrase.tail.startswith(here.lex.classes["ranking"]):
        return "ranking", "the name of a ranking, no body"
    following = here.phrases[index + 1 : index + 5] if here.text.startswith("——", phrase.end) else ()
    if any(after.type is EntityType.BODY and after.sort is PhraseSort.NAME for after in following):
        # 市属事业单位——市救助管理站
        return "apposition", "what sort of body it is that the dash goes on to name"
    if phrase.record is None and class_only(here, phrase):
        return "class-only", "a class of bodies, none of them named or counted"
    return None


def _named_body(here: View, phrase: Phrase, again: str, *, office: bool) -> Iterator[Step]:
    """A body by its name, in its place in the clause."""
    said = here.clause
    opens = said.verb is None and said.subject_open
    if phrase.tail in here.lex.classes["leadership"] and opens and said.mode is Mode.PLAIN:
        # 常委会领导带头讲党课: what its leaders do the body does.
        body = here.mention(phrase, "body-before-tail", 0.8)
        yield body
        yield clause(subjects=(*said.subjects, body))
    elif phrase.tail and phrase.tail not in _LIGHT and not (opens and _acts_in_tail(here, phrase)):
        yield from _before_tail(here, phrase)
    elif said.mode in (Mode.AT, Mode.VISIT, Mode.DEED):
        body = here.mention(phrase, "body", 0.8)
        yield body
        if said.mode is Mode.VISIT:
            yield in_sentence(visit=body)
    else:
        full = _full_name(here, phrase, office=office) or again
        body = here.mention(phrase, "body", 0.9, name=full, aliases=(phrase.text,) if full else ())
        yield body
        yield in_discourse(bodies=body)
        if not any(start <= phrase.start < end for start, end in here.adjuncts):
            yield from _of_group(here, phrase, body, office=office)
            yield from _in_clause(here, phrase, body)


def _acts_in_tail(here: View, phrase: Phrase) -> bool:
    """Whether what follows a body in the same run of words is what it does, not who in it."""
    return len(phrase.tail) >= 4 and not phrase.tail.startswith(tuple(here.lex.classes["people"]))


def _before_tail(here: View, phrase: Phrase) -> Iterator[Step]:
    """A body of which something is named (市政协机关干部): it is sent, or its people come."""
    said = here.clause
    body = here.mention(phrase, "body-before-tail", 0.8)
    yield body
    if said.verb is not None and (said.verb.act is Act.SEND or said.verb.word in here.lex.classes["sending"]):
        yield clause(receivers=(*said.receivers, body))
    if said.verb is None and said.subject_open and said.mode is Mode.PLAIN:
        yield clause(people=(*said.people, body))
    if said.mode is Mode.TO:
        yield clause(mode=Mode.PLAIN)


def _full_name(here: View, phrase: Phrase, *, office: bool) -> str:
    """The name of a group or of its office that goes by its head alone, from the group named last."""
    group = here.discourse.last_group
    if group is None:
        return ""
    if phrase.kind == "working_office" and (office or phrase.text.startswith(here.lex.classes["group"])):
        return group.name + "办公室"
    same = phrase.text in here.lex.classes["group"] and group.name.endswith(phrase.text)
    return group.name if same else ""


def _of_group(here: View, phrase: Phrase, body: Mention, *, office: bool) -> Iterator[Step]:
    """Who leads a group, and whose office it is."""
    if phrase.kind in ("leading_group", "working_office") or (phrase.kind == "committee" and here.leaders):
        yield from lead(here, body, phrase.start)
    group, verb = here.discourse.last_group, here.clause.verb
    of_group = office or phrase.text.startswith((*here.lex.classes["group"], "委员会"))
    if phrase.kind == "working_office" and group is not None and of_group:
        yield here.relation(RelationType.PART_OF, body, group, "office-of-group", 0.85)
    if phrase.kind == "leading_group" and (verb is None or verb.act is not Act.CONSISTS):
        yield discourse(last_group=body)


def _in_clause(here: View, phrase: Phrase, body: Mention) -> Iterator[Step]:
    """What a body is in its clause: who acts, who joins in, what is founded, to whom something is done."""
    said, verb = here.clause, here.clause.verb
    if said.mode is Mode.WITH:
        if not said.subjects:
            yield clause(subjects=here.subjects or (here.discourse.reporting,))
        yield clause(subjects=(*said.subjects, body), joined=(*said.joined, body))
    elif said.mode is Mode.AGENT:
        yield clause(subjects=(*said.subjects, body))
    elif verb is None:
        if said.subject_open and said.mode not in (Mode.TO, Mode.BY):
            yield clause(subjects=(*said.subjects, body))
    elif verb.act is Act.CONSISTS:
        whole = holder(here)
        if whole is not body:
            yield here.relation(RelationType.PART_OF, body, whole, "consists-of", 0.85)
    elif (verb.act is Act.ESTABLISHES or phrase.tail in _FOUNDING) and not said.negated:
        yield from established(here, body)
        yield in_clause(objects=body)
    else:
        yield from said_of(here, verb, body, here.acting())
        yield clause(receivers=(*said.receivers, body))


def is_what_reports(here: View, phrase: Phrase) -> bool:
    """Whether a bare head is that of the body that reports, in full or in short (常委会 for 若水县人民代表大会常务委员会)."""
    short, name = phrase.text, here.discourse.reporting.name
    if len(short) < 3 or len(name) <= len(short) + 2 or name[-1] != short[-1]:
        return False
    end = name[name.rfind(short[0], 0, len(name) - 1) :]
    rest = iter(end)
    return len(short) <= len(end) <= len(short) + 2 and all(char in rest for char in short)


def is_its_office(here: View, phrase: Phrase, group: Mention) -> bool:
    """Whether a bare 办公室 is that of the group named last: the group has it (下设办公室), or the clause says where it sits."""
    if phrase.text != "办公室" or phrase.vague or phrase.tail:
        return False
    verb = here.clause.verb
    if verb is not None and verb.act is Act.CONSISTS:
        return here.acting()[-1].name == group.name or group.span.start >= here.span.start
    return verb is None and here.text.startswith(("设在", "设于", "设置在"), phrase.end)


def counted_class(here: View, index: int, phrase: Phrase) -> bool:
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
    return before in counted and here.clause.subject_open and here.clause.mode is Mode.PLAIN and len(phrase.text) >= 3


def held_by(here: View, body: Mention) -> Iterator[Step]:
    """What the clause's verb says of a body that another has (下设) or founds (设立)."""
    verb = here.clause.verb
    if verb is not None and verb.act is Act.ESTABLISHES:
        yield from established(here, body)
        yield in_clause(objects=body)
        return
    whole = holder(here)
    if whole is not body:
        yield here.relation(RelationType.PART_OF, body, whole, "consists-of", 0.85)


def holder(here: View) -> Mention:
    """The body that has what the clause says it consists of: the group that the sentence names, else the body that acts."""
    group = here.discourse.last_group
    return group if group is not None and group.span.start >= here.span.start else here.acting()[-1]


def established(here: View, body: Mention) -> Iterator[Step]:
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
    yield in_sentence(activities=body)


def is_striven_for(here: View, phrase: Phrase) -> bool:
    """Whether a name is a title that the clause strives for."""
    word = here.clause.verb.word if here.clause.verb is not None else ""
    return word in ("创建", "争创", "申创", "创成") and any(title in phrase.text for title in honours(here))


def honour(here: View, phrase: Phrase) -> Iterator[Step]:
    """争创全国文明城市: striving for a title is a campaign, 全国文明城市创建."""
    named = replace(
        phrase, type=EntityType.INITIATIVE, kind="campaign", head="创建", text=phrase.text + "创建", tail="", inner=(), bare=False
    )  # fmt: skip
    mention = here.mention(named, "title-striven-for", 0.75, aliases=(phrase.text,))
    yield mention
    for subject in here.acting():
        yield here.relation(RelationType.ORGANIZES, subject, mention, "title-striven-for", 0.75, Role.ORGANIZE)
    yield from here.time_of(mention)
    yield in_clause(objects=mention)
    yield in_sentence(activities=mention)


def honours(here: View) -> list[str]:
    """The words that titles to strive for are made of."""
    return [word for word, class_ in here.lex.words.items() if class_ == "honour"]
