"""What has changed from one graph to another: bodies gained and lost, facts by report, and the quads as an RDF patch.

Reports whose packed readings are the same on both sides are not looked at, so that a new edition of a large graph is compared by its changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from jigou.graphs.entries import name_of
from jigou.graphs.manifest import ReportNote
from jigou.graphs.nodes import Term, iri, line
from jigou.graphs.quads import claims_graph, facts_graph
from jigou.graphs.view import View
from jigou.ontology.terms import JG, RDF

ADDED, CHANGED, GONE = "added", "changed", "gone"
_PARTS = (RDF.subject, RDF.predicate, RDF.object)

Said = tuple[str, str, str]
"""A fact in words: whose, which property, what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What has changed in a report: whether it is ``added``, ``changed`` or ``gone``, and the facts that it states more and less."""

    report: str
    what: str
    more: tuple[Said, ...]
    less: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What has changed from a graph to another. ``counts`` has, of what differs in number, the old and the new number."""

    bodies_gained: tuple[str, ...]
    bodies_lost: tuple[str, ...]
    counts: Mapping[str, tuple[int, int]]
    reports: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.reports or self.bodies_gained or self.bodies_lost or self.counts)


def difference(old: View, new: View) -> Difference:
    """What has changed from one graph to another."""
    bodies = [_bodies(view) for view in (old, new)]
    kinds = {**old.manifest.counts, **new.manifest.counts}
    numbers = {kind: (old.manifest.counts.get(kind, 0), new.manifest.counts.get(kind, 0)) for kind in kinds}
    return Difference(
        bodies_gained=tuple(sorted(bodies[1][node] for node in bodies[1].keys() - bodies[0].keys())),
        bodies_lost=tuple(sorted(bodies[0][node] for node in bodies[0].keys() - bodies[1].keys())),
        counts={kind: pair for kind, pair in numbers.items() if pair[0] != pair[1]},
        reports=tuple(change for pair in _pairs(old, new) if (change := _change(old, new, *pair))),
    )


def words(found: Difference) -> Iterator[str]:
    """The difference as lines for people."""
    if not found:
        yield "nothing has changed\n"
    for kind, (before, after) in found.counts.items():
        yield f"{kind}: {before:,} → {after:,}\n"
    for title, bodies in (("bodies gained", found.bodies_gained), ("bodies lost", found.bodies_lost)):
        if bodies:
            yield f"\n{title} ({len(bodies)}): {'、'.join(bodies)}\n"
    for change in found.reports:
        yield f"\n{change.report} ({change.what})\n"
        for sign, facts in (("+", change.more), ("-", change.less)):
            yield from (f"  {sign} {' · '.join(fact)}\n" for fact in facts)


def markdown(found: Difference) -> Iterator[str]:
    """The difference as Markdown, a table for each report."""
    yield "# What has changed\n"
    if not found:
        yield "\nNothing.\n"
    if found.counts:
        yield "\n| | before | after |\n|---|---:|---:|\n"
        yield from (f"| {kind} | {before:,} | {after:,} |\n" for kind, (before, after) in found.counts.items())
    for title, bodies in (("Bodies gained", found.bodies_gained), ("Bodies lost", found.bodies_lost)):
        if bodies:
            yield f"\n## {title}\n\n"
            yield from (f"- {_cell(body)}\n" for body in bodies)
    for change in found.reports:
        yield f"\n## {_cell(change.report)} ({change.what})\n\n| | subject | property | value |\n|---|---|---|---|\n"
        for sign, facts in (("+", change.more), ("−", change.less)):
            yield from (f"| {sign} | {' | '.join(map(_cell, fact))} |\n" for fact in facts)


def to_json(found: Difference) -> Iterator[str]:
    """The difference as JSON."""
    record: dict[str, Any] = {
        "counts": {kind: list(pair) for kind, pair in found.counts.items()},
        "bodies_gained": list(found.bodies_gained),
        "bodies_lost": list(found.bodies_lost),
        "reports": [
            {
                "report": change.report,
                "what": change.what,
                "more": [list(fact) for fact in change.more],
                "less": [list(fact) for fact in change.less],
            }
            for change in found.reports
        ],
    }
    yield json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def patch(old: View, new: View) -> Iterator[str]:
    """The quads that go and come as an RDF patch: ``D`` and ``A`` rows between ``TX`` and ``TC``, sorted."""
    gone: set[str] = set()
    come: set[str] = set()
    subjects = set()
    for before, after in _pairs(old, new):
        for view, note, lines in ((old, before, gone), (new, after, come)):
            for graph in (facts_graph(note.iri), claims_graph(note.iri)) if note is not None else ():
                for quad in view.quads(graph=graph):
                    lines.add(line(quad))
                    if graph.value.endswith("/facts"):
                        subjects.add(quad.subject)
    # A triple of the default graph comes or goes only with a report that speaks of its subject.
    for view, lines in ((old, gone), (new, come)):
        for subject in subjects:
            lines.update(line(Quad(*quad.triple)) for quad in view.quads(subject, graph=DefaultGraph()))
    yield "TX .\n"
    yield from (f"D {row}\n" for row in sorted(gone - come))
    yield from (f"A {row}\n" for row in sorted(come - gone))
    yield "TC .\n"


def _pairs(old: View, new: View) -> Iterator[tuple[ReportNote | None, ReportNote | None]]:
    """The reports that differ, by the names of their files; one that was changed has both its notes."""
    same = {(note.iri, note.reading) for note in old.reports if note.reading} & {
        (note.iri, note.reading) for note in new.reports
    }
    before, after = (
        {note.iri: note for note in view.reports if (note.iri, note.reading) not in same} for view in (old, new)
    )
    names: dict[str, tuple[list[ReportNote], list[ReportNote]]] = {}
    for side, notes in enumerate((before, after)):
        for note in notes.values():
            names.setdefault(note.name, ([], []))[side].append(note)
    for name in sorted(names):
        first, second = names[name]
        for place in range(max(len(first), len(second))):
            yield first[place] if place < len(first) else None, second[place] if place < len(second) else None


def _change(old: View, new: View, before: ReportNote | None, after: ReportNote | None) -> Change | None:
    """What has changed in a report; None where it says what it said."""
    was = _stated(old, before) if before is not None else set()
    is_ = _stated(new, after) if after is not None else set()
    what = ADDED if before is None else GONE if after is None else CHANGED
    if was == is_ and what == CHANGED:
        return None
    note = after or before
    assert note is not None
    return Change(report=note.name, what=what, more=tuple(sorted(is_ - was)), less=tuple(sorted(was - is_)))


def _stated(view: View, note: ReportNote) -> set[Said]:
    """The facts that a report claims, in words."""
    claims: dict[str, dict[str, Term]] = {}
    for name in _PARTS:
        for quad in view.quads(None, iri(name), None, claims_graph(note.iri)):
            claims.setdefault(str(quad.subject), {})[name] = quad.object
    found = (tuple(parts.get(name) for name in _PARTS) for parts in claims.values())
    return {(_word(view, s, note), _local(p), _word(view, o, note)) for s, p, o in found if s and p and o}


def _word(view: View, term: Term, note: ReportNote) -> str:
    """A term in words: the name of a thing, the number of a measure with what it counts, the value of a literal."""
    if isinstance(term, Literal):
        return term.value
    if not isinstance(term, NamedNode):
        return str(term)
    if term.value == note.iri:
        return note.name
    values = {quad.predicate.value: quad.object for quad in view.quads(term, graph=facts_graph(note.iri))}
    if JG.value in values:
        parts = (values.get(name) for name in (JG.approximation, JG.value, JG.unit, JG.counted))
        return " ".join(part.value for part in parts if isinstance(part, Literal) and part.value != "exact")
    return name_of(view, term.value)


def _local(term: Term) -> str:
    text = term.value if isinstance(term, NamedNode) else str(term)
    return text.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _bodies(view: View) -> dict[str, str]:
    nodes = (quad.subject for quad in view.quads(None, iri(RDF.type), iri(JG.Body), DefaultGraph()))
    return {node.value: name_of(view, node.value) for node in nodes if isinstance(node, NamedNode)}


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
