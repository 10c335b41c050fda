"""Documents: whether they are issued or carried out, and what their titles hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jigou.builder.clauses.frames import said_of
from jigou.builder.clauses.moves import Mode, Step, discourse, in_clause, in_discourse, in_sentence, sentence
from jigou.builder.clauses.rules.agents import awaits_agent
from jigou.builder.clauses.view import View
from jigou.builder.drafts import Mention
from jigou.builder.knowledge.lexicons import Act
from jigou.builder.phrases.phrase import Phrase
from jigou.ontology import EntityType, RelationType

_FOUNDED = re.compile(r"(?:成立|组建|设立)(?P<group>\w+?(?P<head>领导小组|工作组|专班|指挥部|委员会))")


def read_document(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """A document and whether it was issued or carried out."""
    said = here.clause
    titled = "《" in phrase.text
    if said.mode is Mode.DEED:
        yield here.refusal(phrase, "object-of-deed", "what an act is about, which was told before it")
        return
    if phrase.record is None and titled and (art := _art(here, phrase)):
        yield here.refusal(phrase, "work-of-art", art)
        return
    for inner in phrase.inner:
        yield from here.inner_body(inner)
    if phrase.vague or (phrase.bare and not titled):
        yield here.refusal(phrase, "bare-head", "a head without a name before it")
        return
    issued = said.verb is None and is_issued(here, phrase)
    if phrase.record is None and not titled and not issued and not _handled(here, phrase):
        yield here.refusal(phrase, "idle-paper", "no verb says that it was issued, carried out or received")
        return
    known = same_document(here, phrase) if titled else None
    document = here.mention(
        phrase, "titled-document" if titled else "document", 0.95 if titled else 0.75,
        name=known.name if known is not None else "", aliases=(phrase.text,) if known is not None else (),
    )  # fmt: skip
    yield document
    if titled and known is None:
        yield in_discourse(documents=document)
    if titled:
        yield from _within_title(here, document, phrase)
    verb = said.verb
    if issued and awaits_agent(here, index):
        yield sentence(passive=document)
    elif issued:
        verb = here.lex.verbs["印发"]
    if verb is not None and verb.act is Act.ISSUES:
        yield from here.time_of(document)
    if verb is not None and not said.negated:
        yield from said_of(here, verb, document, here.acting())
    yield in_clause(objects=document)
    yield in_sentence(activities=document)


def _art(here: View, phrase: Phrase) -> str:
    """Why a title is that of a work of art, by the verb or by the word before it (观看《…》, 电影《…》); empty where it is none."""
    classes, verb = here.lex.classes, here.clause.verb
    if not phrase.head and verb is not None and verb.word in (*classes["performance"], *classes["making art"]):
        return "a film, book or play that was shown, not issued"
    before = here.text.endswith(classes["kind of art"], 0, phrase.start)
    return "a film, song or play, by the word before its title" if before else ""


def _handled(here: View, phrase: Phrase) -> bool:
    """Whether the verb of the clause issues, carries out or receives a paper without a title in 《》."""
    verb = here.clause.verb
    concerning = "关于" in phrase.text[:12]
    if verb is None:
        return False
    if verb.act is Act.IMPLEMENTS:
        return concerning or phrase.head in here.lex.classes["carried out"]
    if verb.act is Act.RECEIVE:
        return concerning or phrase.head == "政府工作报告"
    return verb.act is Act.ISSUES


def _within_title(here: View, document: Mention, phrase: Phrase) -> Iterator[Step]:
    """What a title holds: a plan that it sends out, a group that it founds, who issued it."""
    verb = here.clause.verb
    plans = list(nested(here, phrase))
    yield from plans
    if plans or (verb is not None and verb.act is Act.ISSUES):
        yield from founded_in_title(here, phrase)
    if verb is not None and verb.act is Act.IMPLEMENTS and phrase.inner:
        issuer = here.inners.get((phrase.inner[-1].start, phrase.inner[-1].end))
        if issuer is not None:
            yield here.relation(RelationType.ISSUES, issuer, document, "issuer-before-title", 0.75)


def same_document(here: View, phrase: Phrase) -> Mention | None:
    """The document named before that a short title stands for: its characters in their order (《条例》 for 《…信息公开条例》)."""
    short = phrase.text[1:-1]
    if not 2 <= len(short) <= 6:
        return None
    for document in reversed(here.discourse.documents):
        rest = iter(document.name)
        if len(document.name) > len(short) + 4 and all(char in rest for char in short):
            return document
    return None


def is_issued(here: View, phrase: Phrase) -> bool:
    """Whether the clause goes on to say that the document came out (海关监管办法等6项政策出台施行)."""
    rest = re.split(r"[,。;:]", here.text[phrase.end :], maxsplit=1)[0]
    return rest.endswith(here.lex.classes["issued"])


def is_policy(here: View, phrase: Phrase) -> bool:
    """Whether a policy is carried out rather than issued (落实养老服务消费补贴政策): then it goes on, and is no paper."""
    verb = here.clause.verb
    return (
        phrase.head in here.lex.classes["policy"]
        and (verb is None or verb.act is not Act.ISSUES)
        and not is_issued(here, phrase)
        and len(phrase.text) - len(phrase.head) >= 4
    )


def nested(here: View, phrase: Phrase) -> Iterator[Step]:
    """《关于印发<…方案>的通知》: the plan within the title."""
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


def founded_in_title(here: View, phrase: Phrase) -> Iterator[Step]:
    """《关于成立…领导小组的通知》: the group that a title founds, by itself or within another title."""
    founded = _FOUNDED.search(phrase.text)
    if founded is None:
        return
    name = founded.group("group")
    start = phrase.start + founded.start("group")
    group = here.mention(
        replace(phrase, start=start, end=start + len(name), text=name, type=EntityType.BODY, kind="leading_group",
                head=founded.group("head"), prefix=0, inner=()),
        "founded-in-title", 0.8,
    )  # fmt: skip
    yield group
    yield discourse(last_group=group)
    for subject in here.acting():
        yield here.relation(RelationType.ESTABLISHES, subject, group, "founded-in-title", 0.75)
