"""The graph of the report of Shanghai, kept as Turtle: what changes in it is seen, and reviewed like code.

``python tests/test_golden.py`` renews the file.
"""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from jigou import builder, graphs

REPORT = Path(__file__).parent.parent / "gold" / "zx-shanghai-2021.txt"
GOLDEN = Path(__file__).parent / "golden" / "zx-shanghai-2021.ttl"


def turtle() -> str:
    return "".join(graphs.turtle(graphs.view_of([builder.read(REPORT)]).facts()))


def test_graph_of_the_report_is_the_one_that_is_kept() -> None:
    kept, made = GOLDEN.read_text("utf-8"), turtle()
    lines = sorted(set(kept.splitlines()) ^ set(made.splitlines()))[:10]
    assert kept == made, f"look at the difference and renew it with: python {Path(__file__).name}\n" + "\n".join(lines)


def test_graph_that_is_kept_holds_the_facts() -> None:
    facts = {Quad(*triple) for triple in graphs.view_of([builder.read(REPORT)]).facts()}
    assert set(parse(GOLDEN.read_bytes(), RdfFormat.TURTLE)) == facts


if __name__ == "__main__":
    GOLDEN.write_text(turtle(), "utf-8", newline="\n")
