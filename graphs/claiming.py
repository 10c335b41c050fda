"""Claims: each fact with the passages, the rule, its version and its confidence; and what the rules passed over.

The terms of passages are those of the Web Annotation vocabulary: ``oa:start`` and ``oa:end`` are code points into the
text of the report, half-open, ``oa:exact`` is what stands there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from jigou.graphs.nodes import Statement, decimal, integer, iri, text, zh
from jigou.graphs.outlining import Outline
from jigou.ontology import Evidence, Refusal, Span, Status
from jigou.ontology.terms import JG, OA, RDF


class _Claim:
    """What gathers for one statement that one rule read: where, how surely, in which words."""

    def __init__(self) -> None:
        self.spans: set[Span] = set()
        self.confidence = 0.0
        self.statuses: set[Status] = set()
        self.words: set[str] = set()


class Claims:
    """The claims of one report; a statement has one for each rule (and version) that read it."""

    def __init__(self, report: str, outline: Outline) -> None:
        self.report = report
        self.outline = outline
        self._claims: dict[tuple[Statement, str, str], _Claim] = {}

    def add(
        self,
        statement: Statement,
        evidence: Evidence,
        confidence: float = 1.0,
        status: Status | None = None,
        words: str | None = None,
    ) -> None:
        """Note that a rule read a statement at a span; a second place of the same rule is further evidence."""
        claim = self._claims.setdefault((statement, evidence.rule, evidence.version), _Claim())
        claim.spans.add(evidence.span)
        claim.confidence = max(claim.confidence, confidence)
        claim.statuses.update({status} if status else ())
        claim.words.update({words} if words else ())

    def triples(self, refusals: Iterable[Refusal]) -> Iterator[Statement]:
        """The claims, the refusals, and every passage that they cite; every sentence of the report is a passage too."""
        spans = set(self.outline.sentences)
        for (statement, rule, version), claim in self._claims.items():
            spans |= claim.spans
            yield from self._claim(statement, rule, version, claim)
        for refusal in refusals:
            spans.add(refusal.span)
            yield from self._refusal(refusal)
        for span in spans:
            yield from self._passage(span)

    def _claim(self, statement: Statement, rule: str, version: str, claim: _Claim) -> Iterator[Statement]:
        subject, predicate, object_ = statement
        said = f"{subject} <{predicate}> {object_} {rule} {version}"
        node = iri(f"{self.report}/claim/{hashlib.sha256(said.encode()).hexdigest()[:16]}")
        yield node, RDF.type, iri(JG.Claim)
        yield node, RDF.subject, subject
        yield node, RDF.predicate, iri(predicate)
        yield node, RDF.object, object_
        yield node, JG.report, iri(self.report)
        yield node, JG.rule, text(rule)
        yield node, JG.ruleVersion, text(version)
        yield node, JG.confidence, decimal(claim.confidence)
        for span in claim.spans:
            yield node, JG.evidence, self._place(span)
        for status in claim.statuses:
            yield node, JG.status, text(status.value)
        for words in claim.words:
            yield node, JG.words, zh(words)

    def _refusal(self, refusal: Refusal) -> Iterator[Statement]:
        said = hashlib.sha256(f"{refusal.rule} {refusal.reason}".encode()).hexdigest()[:8]
        node = iri(f"{self.report}/refusal/{refusal.span.start}-{refusal.span.end}-{said}")
        yield node, RDF.type, iri(JG.Refusal)
        yield node, JG.report, iri(self.report)
        yield node, JG.evidence, self._place(refusal.span)
        yield node, JG.words, zh(refusal.words)
        yield node, JG.rule, text(refusal.rule)
        yield node, JG.reason, text(refusal.reason)

    def _passage(self, span: Span) -> Iterator[Statement]:
        node = self._place(span)
        yield node, RDF.type, iri(JG.Passage)
        yield node, OA.start, integer(span.start)
        yield node, OA.end, integer(span.end)
        yield node, OA.exact, text(self.outline.words[span.start : span.end])
        yield node, JG.report, iri(self.report)
        if section := self.outline.section_of(span):
            yield node, JG.section, section
        if sentence := self.outline.sentence_of(span):
            yield node, JG.sentence, self._place(sentence)

    def _place(self, span: Span) -> NamedNode:
        return iri(f"{self.report}/passage/{span.start}-{span.end}")
