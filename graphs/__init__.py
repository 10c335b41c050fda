"""Facts as RDF: quads, store, queries, checks, exports, network.

The names of this page are loaded when they are first used, so that importing the room costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jigou.graphs.asking import Question, ask, questions
    from jigou.graphs.checking import Violation, check
    from jigou.graphs.datasets import dataset
    from jigou.graphs.manifest import Manifest, ReportNote
    from jigou.graphs.networks import network
    from jigou.graphs.quads import quads as quads_of
    from jigou.graphs.results import Iri, Result, Row
    from jigou.graphs.serialising import nquads, trig, turtle
    from jigou.graphs.store import build, view_of
    from jigou.graphs.store import open_graph as open  # noqa: A004 - graphs.open(path) is what a user guesses
    from jigou.graphs.view import Citation, View
    from jigou.graphs.writer import Writer

_HOMES = {
    "Citation": ("view", "Citation"),
    "Iri": ("results", "Iri"),
    "Manifest": ("manifest", "Manifest"),
    "Question": ("asking", "Question"),
    "ReportNote": ("manifest", "ReportNote"),
    "Result": ("results", "Result"),
    "Row": ("results", "Row"),
    "View": ("view", "View"),
    "Violation": ("checking", "Violation"),
    "Writer": ("writer", "Writer"),
    "ask": ("asking", "ask"),
    "build": ("store", "build"),
    "check": ("checking", "check"),
    "dataset": ("datasets", "dataset"),
    "network": ("networks", "network"),
    "nquads": ("serialising", "nquads"),
    "open": ("store", "open_graph"),
    "quads_of": ("quads", "quads"),
    "questions": ("asking", "questions"),
    "trig": ("serialising", "trig"),
    "turtle": ("serialising", "turtle"),
    "view_of": ("store", "view_of"),
}

__all__ = [
    "Citation",
    "Iri",
    "Manifest",
    "Question",
    "ReportNote",
    "Result",
    "Row",
    "View",
    "Violation",
    "Writer",
    "ask",
    "build",
    "check",
    "dataset",
    "network",
    "nquads",
    "open",
    "quads_of",
    "questions",
    "trig",
    "turtle",
    "view_of",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)
