"""What is in a graph, at a glance: its reports and its counts, as kept beside it and as counted from a store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from jigou.graphs.nodes import iri
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.iris import BASE
from jigou.ontology.terms import CLASS_OF_TYPE, DCTERMS, JG, RDF

FORMAT = "jigou graph 2"
"""The name of the layout of a graph folder and its version."""

_COUNTED = {
    **{type_.value: class_ for type_, class_ in CLASS_OF_TYPE.items()},
    "Theme": JG.Theme,
    "Measure": JG.Measure,
    "Report": JG.Report,
    "Section": JG.Section,
}

_CLAIM = f"GRAPH ?g {{ ?c <{RDF.subject}> ?s ; <{RDF.predicate}> ?p ; <{RDF.object}> ?o }}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ReportNote:
    """A report of a graph: its IRI, its file's name, the digest of its text, its title, and the year it reports on.

    In a graph folder also: ``reading``, the digest of its packed reading; ``source``, a digest of the file and the rules by which it was read;
    ``alike``, a digest that is the same for the same words; and how many ``quads`` and ``claims`` its two graphs have.
    """

    iri: str
    name: str
    digest: str
    title: str | None = None
    year: int | None = None
    reading: str = ""
    source: str = ""
    alike: str = ""
    quads: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a graph holds. ``digest`` is the SHA-256 of all that the manifest of a graph folder says, empty for a graph that is none.

    ``counts`` has the number of things by type (``Body`` … ``Place``, ``Theme``, ``Measure``, ``Report``, ``Section``),
    of ``facts`` (statements that are claimed), ``claims``, ``triples`` (of the default graph) and ``quads`` (in all).
    """

    base: str = BASE
    digest: str = ""
    reports: tuple[ReportNote, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> str:
        """The file ``manifest.json``; the same manifest gives the same bytes."""
        return json.dumps({**self._record(), "digest": self.digest}, ensure_ascii=False, indent=1) + "\n"

    def sealed(self) -> Manifest:
        """The manifest with the digest of what it says."""
        said = json.dumps(self._record(), ensure_ascii=False, sort_keys=True)
        return replace(self, digest=hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest())

    def _record(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "base": self.base,
            "counts": dict(self.counts),
            "reports": [asdict(report) for report in self.reports],
        }


def from_json(path: Path) -> Manifest:
    """The manifest of a file.

    Raises InvalidGraph where the file is none, is not as it was written, or is of a layout that this version does not read.
    """
    try:
        record: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if record["format"] != FORMAT:
            raise InvalidGraph(
                f"{path}: the layout is {record['format']!r}, this version reads {FORMAT!r}; build the graph again"
            )
        found = Manifest(
            base=record["base"],
            digest=record["digest"],
            counts=record["counts"],
            reports=tuple(ReportNote(**report) for report in record["reports"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidGraph(f"{path}: damaged ({error!r}); build the graph again") from error
    if found.sealed().digest != found.digest:
        raise InvalidGraph(f"{path}: damaged (it is not as it was written); build the graph again")
    return found


def is_newer(path: Path) -> bool:
    """Whether a manifest is of a layout that a later version of jigou writes."""
    try:
        name, _, number = str(json.loads(path.read_text("utf-8"))["format"]).rpartition(" ")
    except (OSError, ValueError, KeyError, TypeError):
        return False
    ours, _, version = FORMAT.rpartition(" ")
    return name == ours and number.isdecimal() and int(number) > int(version)


def of_folder(store: Store, reports: Iterable[ReportNote], *, base: str) -> Manifest:
    """The manifest of a graph folder with these reports, of which a store holds the quads."""
    notes = tuple(sorted(reports))
    counts = {name: _count(store, f"?s a <{class_}>") for name, class_ in _COUNTED.items()}
    counts["facts"] = _count(store, f"SELECT DISTINCT ?s ?p ?o {{ {_CLAIM} }}")
    counts["claims"] = sum(note.claims for note in notes)
    counts["triples"] = _count(store, "?s ?p ?o")
    counts["quads"] = counts["triples"] + sum(note.quads for note in notes)
    return Manifest(base=base, counts=counts, reports=notes).sealed()


def counted(store: Store, *, base: str = BASE) -> Manifest:
    """The manifest of what a store holds."""
    counts = {name: _count(store, f"?s a <{class_}>") for name, class_ in _COUNTED.items()}
    counts["facts"] = _count(store, f"SELECT DISTINCT ?s ?p ?o {{ {_CLAIM} }}")
    counts["claims"] = _count(store, _CLAIM)
    counts["triples"] = _count(store, "?s ?p ?o")
    counts["quads"] = len(store)
    reports = (quad.subject for quad in store.quads_for_pattern(None, iri(RDF.type), iri(JG.Report), DefaultGraph()))
    return Manifest(
        base=base,
        counts=counts,
        reports=tuple(sorted(_note(store, report) for report in reports if isinstance(report, NamedNode))),
    )


def _count(store: Store, pattern: str) -> int:
    """How many solutions a pattern has."""
    (row,) = store.query(f"SELECT (COUNT(*) AS ?n) {{ {{ {pattern} }} }}")  # type: ignore[misc]  # rows of a SELECT
    return int(row["n"].value)


def _note(store: Store, report: NamedNode) -> ReportNote:
    def value(predicate: str) -> str | None:
        found = (quad.object for quad in store.quads_for_pattern(report, iri(predicate), None, DefaultGraph()))
        return min((term.value for term in found if isinstance(term, Literal)), default=None)

    year = value(JG.reportingYear)
    return ReportNote(
        iri=report.value,
        name=value(JG.fileName) or "",
        digest=value(JG.digest) or "",
        title=value(DCTERMS.title),
        year=int(year) if year else None,
    )
