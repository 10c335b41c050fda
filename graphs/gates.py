"""Gates: what a graph must be before it takes the place of the former one, as a file of TOML says.

::

    [counts]                    # any count of jigou stats
    Body = { min = 100, max = 5000 }
    Report = { min = 22 }

    [former]                    # against the graph that was there
    loss = 0.1                  # no count may fall by more than a tenth
    classes = true              # no class may vanish

    [reports]
    unknown_body = 0.05         # the share of reports that do not tell who reports

    [check]
    conforms = true             # as jigou check says
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph

from jigou.graphs.manifest import Manifest
from jigou.graphs.nodes import iri
from jigou.graphs.view import View
from jigou.ontology.errors import ClosedGate, InvalidRecord
from jigou.ontology.terms import JG

_KNOWN = {
    "counts": None,
    "former": {"loss": float, "classes": bool},
    "reports": {"unknown_body": float},
    "check": {"conforms": bool},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """What is asked of a graph; nothing where nothing is said."""

    counts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    loss: float | None = None
    classes: bool = False
    unknown_body: float | None = None
    conforms: bool = False

    def test(self, view: View, former: Manifest | None) -> None:
        """Raise ClosedGate, with everything that is amiss, where a graph is not as asked for."""
        if faults := list(self._faults(view, former)):
            raise ClosedGate(f"the graph stays as it was: {'; '.join(faults)}")

    def _faults(self, view: View, former: Manifest | None) -> Iterator[str]:
        counts = view.manifest.counts
        for kind, (least, most) in self.counts.items():
            if not least <= counts.get(kind, 0) <= most:
                yield f"{kind} is {counts.get(kind, 0):,}, not {least:,.0f} to {most:,.0f}"
        for kind, before in former.counts.items() if former is not None else ():
            now = counts.get(kind, 0)
            if self.classes and before and not now:
                yield f"{kind} was {before:,} and is gone"
            elif self.loss is not None and now < before * (1 - self.loss):
                yield f"{kind} fell from {before:,} to {now:,}"
        if self.unknown_body is not None:
            bodies = {quad.subject for quad in view.quads(None, iri(JG.reportingBody), None, DefaultGraph())}
            share = 1 - len(bodies) / max(1, len(view.reports))
            if share > self.unknown_body:
                yield f"{share:.0%} of the reports do not tell who reports, more than {self.unknown_body:.0%}"
        if self.conforms:
            from jigou.graphs.checking import check

            if found := check(view):
                yield f"it does not conform in {len(found)} places, first {found[0].node}: {found[0].message}"


def read_gates(path: Path) -> Gates:
    """The gates of a file.

    Raises InvalidRecord, which names the table and the key, where it says what no gate is.
    """
    try:
        record: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidRecord(path, f"is no TOML ({error})") from error
    for table, content in record.items():
        if table not in _KNOWN or not isinstance(content, dict):
            raise InvalidRecord(path, f"has no gate {table}; there are {', '.join(_KNOWN)}")
        keys = _KNOWN[table]
        for key, value in content.items():
            if keys is not None and (key not in keys or not _fits(value, keys[key])):
                raise InvalidRecord(path, f"{table}.{key} = {value!r} is no gate; there are {', '.join(keys)}")
    former, reports = record.get("former", {}), record.get("reports", {})
    return Gates(
        counts={kind: _range(path, kind, value) for kind, value in record.get("counts", {}).items()},
        loss=former.get("loss"),
        classes=former.get("classes", False),
        unknown_body=reports.get("unknown_body"),
        conforms=record.get("check", {}).get("conforms", False),
    )


def _fits(value: object, kind: type) -> bool:
    return isinstance(value, bool) if kind is bool else isinstance(value, int | float) and not isinstance(value, bool)


def _range(path: Path, kind: str, value: object) -> tuple[float, float]:
    if not isinstance(value, dict) or not value or not value.keys() <= {"min", "max"}:
        raise InvalidRecord(path, f"counts.{kind} = {value!r} is no gate; write {{ min = 1, max = 100 }}")
    if not all(_fits(number, float) for number in value.values()):
        raise InvalidRecord(path, f"counts.{kind} = {value!r} is no gate; min and max are numbers")
    return value.get("min", 0), value.get("max", float("inf"))
