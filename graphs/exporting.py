"""A graph as a file: each exporter takes a view and yields the file in pieces, the same bytes for the same graph.

They stand behind the entry points ``jigou.exporters``, and so may those of other distributions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jigou.graphs import serialising
from jigou.graphs.view import View

Exporter = Callable[[View], Iterator[str]]
"""What a plug-in of ``jigou.exporters`` is."""


def turtle(view: View) -> Iterator[str]:
    """The facts of all reports, each once, as Turtle."""
    return serialising.turtle(view.facts(), base=view.base)


def trig(view: View) -> Iterator[str]:
    """Everything, the graphs of each report with their claims, as TriG."""
    return serialising.trig(view.quads(), base=view.base)


def nquads(view: View) -> Iterator[str]:
    """Everything as N-Quads."""
    return serialising.nquads(view.quads())
