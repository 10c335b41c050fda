"""Documents: whether they are issued or carried out, and what their titles hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jigou.builder.clauses.rules.agents import awaits_agent
from jigou.builder.clauses.sentence import Sentence
from jigou.builder.drafts import Draft, Mention
from jigou.builder.phrases.phrase import Phrase
from jigou.ontology import EntityType, RelationType

_FOUNDED = re.compile(r"(?:成立|组建|设立)(?P<group>\w+?(?P<head>领导小组|工作组|专班|指挥部|委员会))")


def read_document(here: Sentence, phrase: Phrase) -> Iterator[Draft]:
    """A document and whether it was issued or carried out."""
    clause = here.clause
    titled = "《" in phrase.text
    if clause.mode == "deed":
        return
    if (
        phrase.record is None
        and titled
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
    if phrase.record is None and titled and here.text[: phrase.start].endswith(here.lex.classes["kind of art"]):
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
    if phrase.record is None and not titled and act not in ("issues", "implements", "receive") and not issued:
        return
    if (
        phrase.record is None
        and not titled
        and not concerning
        and act == "implements"
        and phrase.head not in here.lex.classes["carried out"]
    ):
        return
    if phrase.record is None and not titled and act == "receive" and phrase.head != "政府工作报告" and not concerning:
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
        plans = list(nested(here, phrase))
        yield from plans
        if plans or act == "issues":
            yield from founded_in_title(here, phrase)
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


def founded_in_title(here: Sentence, phrase: Phrase) -> Iterator[Draft]:
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
    here.discourse.last_group = group
    for subject in here.acting():
        yield here.relation(RelationType.ESTABLISHES, subject, group, "founded-in-title", 0.75)
