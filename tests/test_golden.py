"""The graph of the report of Shanghai, kept as Turtle: what changes in it is seen, and reviewed like code.

``JIGOU_RENEW=1 python -m pytest tests/test_golden.py`` renews the file.
"""

from __future__ import annotations

import os
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from jigou import builder, graphs

REPORT = Path(__file__).parent.parent / "gold" / "zx-shanghai-2021.txt"
GOLDEN = Path(__file__).parent / "golden" / "zx-shanghai-2021.ttl"


def turtle() -> str:
    return "".join(graphs.turtle(graphs.view_of([builder.read(REPORT)]).facts()))


def test_graph_of_the_report_is_the_one_that_is_kept() -> None:
    made = turtle()
    if os.environ.get("JIGOU_RENEW"):
        GOLDEN.write_text(made, "utf-8", newline="\n")
    kept = GOLDEN.read_text("utf-8")
    lines = sorted(set(kept.splitlines()) ^ set(made.splitlines()))[:10]
    assert kept == made, "look at the difference, and renew it with: make renew-readings\n" + "\n".join(lines)


def test_graph_that_is_kept_holds_the_facts() -> None:
    facts = {Quad(*triple) for triple in graphs.view_of([builder.read(REPORT)]).facts()}
    assert set(parse(GOLDEN.read_bytes(), RdfFormat.TURTLE)) == facts
