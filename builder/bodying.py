"""Bodies, places and documents, and what a clause says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jigou.builder.acting import read_activity
from jigou.builder.agency import awaits_agent
from jigou.builder.drafts import Draft, Mention
from jigou.builder.listing import listed_groups
from jigou.builder.phrase import Phrase, PhraseSort
from jigou.builder.posting import lead
from jigou.builder.sentence import Sentence
from jigou.ontology import EntityType, RelationType, Role

_AT_LEVELS = re.compile(r"[和、]?(?:省|市|县|地方|各)?(?:级|财政|预算|资金|投资|补助|专项)")
_QUOTED = re.compile(r"“([^“”]+)”")
_HOLDING = frozenset({"consists", "establishes"})


def says_nothing(here: Sentence, phrase: Phrase) -> bool:
    """Whether a name is a vague plural (境内外上市公司) or holds a slogan (“四个全面”战略布局)."""
    words = here.lex.words
    if words.get(phrase.text) == "vague":
        return True
    if phrase.type is EntityType.DOCUMENT:
        return False
    if phrase.type is EntityType.BODY and phrase.text.startswith(here.lex.classes["vague beginning"]):
        return True
    if phrase.type is EntityType.INITIATIVE and phrase.head not in ("", "战略"):
        return False
    text = phrase.text
    if "“" in text and any(words.get(quote) == "vague" for quote in _QUOTED.findall(text)):
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
    if clause.mode == "award":
        here.refuse(phrase, "award", "the title that somebody was given")
        return
    striven = list(honour(here, phrase))
    if striven:
        yield from striven
        return
    if phrase.text == "中央" and (phrase.tail or _AT_LEVELS.match(here.text, phrase.end)):
        # 争取中央和省级资金, 中央单位: what is central, not the Central Committee.
        here.refuse(phrase, "level", "a level, no body")
        return
    for inner in phrase.inner:
        yield from here.inner_body(inner)
    if phrase.bare and not phrase.own:
        known = next(
            (m for m in reversed(here.discourse.bodies) if m.head == phrase.head or m.name.endswith(phrase.text)),
            None,
        )
        if counted_class(here, index, phrase):
            several = here.mention(replace(phrase, bare=False), "class-of-bodies", 0.75)
            yield several
            if clause.verb is not None:
                yield from held_by(here, several)
            else:
                clause.subjects = (*clause.subjects, several)
            return
        if known is None or len(phrase.text) < 3 or phrase.vague:
            here.refuse(phrase, "bare-head", "a head without a name before it")
            return
        phrase = replace(phrase, bare=False)
        again = known.name
    else:
        again = ""
    if phrase.vague:
        here.refuse(phrase, "vague-plural", "a pronoun before it: nothing definite is named")
        return
    if phrase.tail.startswith(here.lex.classes["ranking"]):
        here.refuse(phrase, "ranking", "the name of a ranking, no body")
        return
    if class_only(here, phrase):
        here.refuse(phrase, "class-only", "a class of bodies, none of them named or counted")
        return
    acting = (
        len(phrase.tail) >= 4
        and not phrase.tail.startswith(tuple(here.lex.classes["people"]))
        and clause.subject_open
        and clause.verb is None
    )
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
    group = here.discourse.last_group
    full = again
    if phrase.kind == "working_office" and group is not None and phrase.text.startswith(here.lex.classes["group"]):
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
        and phrase.text.startswith((*here.lex.classes["group"], "委员会"))
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
        group = here.discourse.last_group
        whole = group if group is not None and group.span.start >= here.span.start else here.acting()[-1]
        if whole is not body:
            yield here.relation(RelationType.PART_OF, body, whole, "consists-of", 0.85)
    elif verb is not None and (verb.act == "establishes" or founding) and not clause.negated:
        yield from established(here, body)
        clause.objects.append(body)
    elif verb is not None:
        clause.receivers = (*clause.receivers, body)


def counted_class(here: Sentence, index: int, phrase: Phrase) -> bool:
    """Whether a bare head is a class of bodies that is counted: what a body has or founds, or what acts (6个课题组历时4个月完成…)."""
    before = here.phrases[index - 1] if index else None
    after = here.phrases[index + 1] if index + 1 < len(here.phrases) else None
    if phrase.vague or phrase.tail:
        return False
    verb = here.clause.verb
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
    for whole in here.acting()[-1:]:
        if whole is not body:
            yield here.relation(RelationType.PART_OF, body, whole, "consists-of", 0.85)


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
    elif phrase.head in ("街道", "社区", "村", "镇", "乡", "小区") and (clause.verb is not None or clause.subject_open):
        kind = "government" if phrase.head in ("街道", "镇", "乡") else "other"
        body = here.mention(replace(phrase, type=EntityType.BODY, kind=kind), "body-of-place", 0.75)
        yield body
        if clause.verb is None and clause.subject_open and clause.mode != "to":
            clause.subjects = (*clause.subjects, body)
        elif clause.verb is not None:
            clause.receivers = (*clause.receivers, body)


def read_document(here: Sentence, phrase: Phrase) -> Iterator[Draft]:
    """A document and whether it was issued or carried out."""
    clause = here.clause
    titled = "《" in phrase.text
    if clause.mode == "deed":
        return
    if (
        titled
        and not phrase.head
        and clause.verb is not None
        and clause.verb.word
        in (
            *here.lex.classes["performance"],
            *here.lex.classes["making art"],
        )
    ):
        here.refuse(phrase, "work-of-art", "a film, book or play that was shown, not issued")
        return
    if titled and here.text[: phrase.start].endswith(here.lex.classes["kind of art"]):
        here.refuse(phrase, "work-of-art", "a film, song or play, by the word before its title")
        return
    verb = clause.verb
    act = verb.act if verb is not None else ""
    for inner in phrase.inner:
        yield from here.inner_body(inner)
    if phrase.vague or (phrase.bare and not titled):
        here.refuse(phrase, "bare-head", "a head without a name before it")
        return
    concerning = phrase.text.startswith("关于") or "关于" in phrase.text[:12]
    issued = act == "" and is_issued(here, phrase)
    if not titled and act not in ("issues", "implements", "receive") and not issued:
        return
    if not titled and not concerning and act == "implements" and phrase.head not in here.lex.classes["carried out"]:
        return
    if not titled and act == "receive" and phrase.head != "政府工作报告" and not concerning:
        return
    known = same_document(here, phrase) if titled else None
    document = here.mention(
        phrase, "titled-document" if titled else "document", 0.95 if titled else 0.75,
        name=known.name if known is not None else "", aliases=(phrase.text,) if known is not None else (),
    )  # fmt: skip
    yield document
    if titled and known is None:
        here.discourse.documents.append(document)
    if titled:
        yield from nested(here, phrase)
    if titled and act == "implements" and phrase.inner:
        issuer = here.inners.get((phrase.inner[-1].start, phrase.inner[-1].end))
        if issuer is not None:
            yield here.relation(RelationType.ISSUES, issuer, document, "issuer-before-title", 0.75)
    if issued and awaits_agent(here, here.phrases.index(phrase)):
        here.passive = document
    elif issued:
        act = "issues"
    if act == "issues":
        yield from here.time_of(document)
    relation = {"issues": RelationType.ISSUES, "implements": RelationType.IMPLEMENTS}.get(act)
    if relation is not None and not clause.negated:
        for subject in here.acting():
            yield here.relation(relation, subject, document, act, 0.85 if titled else 0.75)
    clause.objects.append(document)
    here.activities.append(document)


def same_document(here: Sentence, phrase: Phrase) -> Mention | None:
    """The document named before that a short title stands for: its characters in their order (《条例》 for 《…信息公开条例》)."""
    short = phrase.text[1:-1]
    if not 2 <= len(short) <= 6:
        return None
    for document in reversed(here.discourse.documents):
        rest = iter(document.name)
        if len(document.name) > len(short) + 4 and all(char in rest for char in short):
            return document
    return None


def is_issued(here: Sentence, phrase: Phrase) -> bool:
    """Whether the clause goes on to say that the document came out (海关监管办法等6项政策出台施行)."""
    rest = re.split(r"[,。;:]", here.text[phrase.end :], maxsplit=1)[0]
    return rest.endswith(here.lex.classes["issued"])


def is_policy(here: Sentence, phrase: Phrase) -> bool:
    """Whether a policy is carried out rather than issued (落实养老服务消费补贴政策): then it goes on, and is no paper."""
    verb = here.clause.verb
    return (
        phrase.head in here.lex.classes["policy"]
        and (verb is None or verb.act != "issues")
        and not is_issued(here, phrase)
        and len(phrase.text) - len(phrase.head) >= 4
    )


def nested(here: Sentence, phrase: Phrase) -> Iterator[Draft]:
    """《关于印发<关于成立…领导小组的方案>的通知》: the plan within the title, and the group that it founds."""
    inner = re.search(r"印发(<[^<>]+>|《[^《》]+》)", phrase.text)
    if inner is None:
        return
    words = inner.group(1)[1:-1]
    head = next(
        (here.lex.heads[words[-n:]] for n in range(min(9, len(words)), 0, -1) if words[-n:] in here.lex.heads), None
    )
    at = phrase.start + inner.start(1)
    kind = head.kind if head is not None and head.type is EntityType.DOCUMENT else "other"
    plan = here.mention(
        replace(phrase, start=at + 1, end=at + 1 + len(words), text=words, kind=kind, prefix=0),
        "nested-title",
        0.85,
    )
    yield plan
    for subject in here.acting():
        yield here.relation(RelationType.ISSUES, subject, plan, "nested-title", 0.8)
    founded = re.search(r"(?:成立|组建|设立)(?P<group>\w+?(?:领导小组|工作组|专班|指挥部|委员会))", words)
    if founded is not None:
        start = at + 1 + founded.start("group")
        name = founded.group("group")
        group = here.mention(
            replace(phrase, start=start, end=start + len(name), text=name, type=EntityType.BODY, kind="leading_group",
                    head="领导小组", prefix=0, inner=()),
            "founded-in-title", 0.8,
        )  # fmt: skip
        yield group
        for subject in here.acting():
            yield here.relation(RelationType.ESTABLISHES, subject, group, "founded-in-title", 0.75)
