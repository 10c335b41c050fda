"""The grammar by itself on one sentence of a written report, with what it decided on the way."""

from __future__ import annotations

import hashlib

from jigou.builder.clauses.engine import read_sentence
from jigou.builder.clauses.sentence import Discourse, Sentence
from jigou.builder.drafts import Draft, Mention
from jigou.builder.knowledge.lexicons import lexicon
from jigou.builder.phrases.phrases import phrases
from jigou.builder.phrases.tokens import tokens
from jigou.builder.text.spelling import normalise
from jigou.ontology import Document, EntityType, Span


def report(words: str, title: str = "锦屏市民政局2021年工作总结") -> Document:
    """A report of a title and these words."""
    text = f"{title}\n\n{words}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name="report.txt", text=text, digest=digest, file_digest=digest, encoding="utf-8")


def read_one(words: str) -> tuple[Sentence, list[Draft]]:
    """A sentence of a report by 锦屏市民政局 on 2021 after it was read, and its drafts; one with 一、 before it is a heading."""
    reporting = Mention(
        type=EntityType.BODY, kind="government", name="锦屏市民政局", span=Span(start=0, end=1), sentence=-1,
        rule="reporting-body", confidence=0.95, head="民政局",
    )  # fmt: skip
    discourse = Discourse(reporting=reporting, year=2021, heading=words.startswith("一、"))
    words = words.removeprefix("一、")
    view = normalise(words, Span(start=0, end=len(words)))
    sentence = Sentence(words, view, phrases(tokens(view.text, 2021), lexicon()), 0, lexicon(), discourse)
    return sentence, list(read_sentence(sentence))
