"""What only several reports together say: bodies that organize one activity, each by another report.

Within one report ``quads.py`` states it. Across reports it is known when all are there, by the identity of bodies and activities:
a fact of the default graph, with a claim in each report for the part that this report proves.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Quad

from jigou.graphs.nodes import decimal, iri, text
from jigou.graphs.quads import CO_ORGANIZERS
from jigou.ontology.terms import JG, PROPERTY_OF_ROLE, RDF

_ORGANIZING = {JG.organizes, *PROPERTY_OF_ROLE.values()}
_PARTS = {RDF.subject, RDF.object, JG.report, JG.confidence, JG.ruleVersion}


@dataclass(slots=True)
class _Claim:
    """What is read of a claim that a body organizes an activity."""

    graph: NamedNode
    parts: dict[str, str] = field(default_factory=dict)
    evidence: set[NamedNode] = field(default_factory=set)

    @property
    def confidence(self) -> Decimal:
        return Decimal(self.parts[JG.confidence])


def joined(quads: Iterable[Quad]) -> list[Quad]:
    """The facts and claims that bodies organize together what no single report says them both to organize; sorted."""
    known = list(quads)
    told = {(str(quad.subject), str(quad.object)) for quad in known if quad.predicate.value == JG.coOrganizerWith}
    organizers: defaultdict[str, defaultdict[str, list[_Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in _claims(known):
        organizers[claim.parts[RDF.object]][claim.parts[RDF.subject]].append(claim)
    # The surest of the activities stands for a pair; its claims are the evidence.
    pairs: dict[tuple[str, str], tuple[Decimal, list[_Claim]]] = {}
    for activity in sorted(organizers):
        bodies = organizers[activity]
        for one, other in combinations(sorted(bodies), 2):
            if (f"<{one}>", f"<{other}>") not in told:
                both = [*bodies[one], *bodies[other]]
                sure = min(max(claim.confidence for claim in bodies[body]) for body in (one, other))
                if (one, other) not in pairs or sure > pairs[one, other][0]:
                    pairs[one, other] = sure, both
    found = {
        quad
        for (one, other), (sure, claims) in pairs.items()
        for subject, object_ in ((one, other), (other, one))
        for quad in _stated(iri(subject), iri(object_), sure, claims)
    }
    return sorted(found, key=str)


def _claims(known: list[Quad]) -> Iterator[_Claim]:
    """The claims that a body organizes an activity; one that lacks a part, as a damaged graph may have it, is none."""
    found = {
        quad.subject: _Claim(quad.graph_name)
        for quad in known
        if quad.predicate.value == RDF.predicate
        and isinstance(quad.object, NamedNode)
        and quad.object.value in _ORGANIZING
        and isinstance(quad.graph_name, NamedNode)
    }
    for quad in known:
        claim = found.get(quad.subject)
        if claim is None:
            continue
        if quad.predicate.value in _PARTS and isinstance(quad.object, NamedNode | Literal):
            claim.parts[quad.predicate.value] = quad.object.value
        elif quad.predicate.value == JG.evidence and isinstance(quad.object, NamedNode):
            claim.evidence.add(quad.object)
    return (claim for claim in found.values() if claim.parts.keys() >= _PARTS)


def _stated(one: NamedNode, other: NamedNode, sure: Decimal, claims: list[_Claim]) -> Iterator[Quad]:
    yield Quad(one, iri(JG.coOrganizerWith), other)
    by_report: defaultdict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.parts[JG.report]].append(claim)
    for report, some in by_report.items():
        graph, version = some[0].graph, min(claim.parts[JG.ruleVersion] for claim in some)
        said = f"{one} <{JG.coOrganizerWith}> {other} {CO_ORGANIZERS} {version}"
        node = iri(f"{report}/claim/{hashlib.sha256(said.encode()).hexdigest()[:16]}")
        yield Quad(node, iri(RDF.type), iri(JG.Claim), graph)
        yield Quad(node, iri(RDF.subject), one, graph)
        yield Quad(node, iri(RDF.predicate), iri(JG.coOrganizerWith), graph)
        yield Quad(node, iri(RDF.object), other, graph)
        yield Quad(node, iri(JG.report), iri(report), graph)
        yield Quad(node, iri(JG.rule), text(CO_ORGANIZERS), graph)
        yield Quad(node, iri(JG.ruleVersion), text(version), graph)
        yield Quad(node, iri(JG.confidence), decimal(sure), graph)
        for passage in {passage for claim in some for passage in claim.evidence}:
            yield Quad(node, iri(JG.evidence), passage, graph)
