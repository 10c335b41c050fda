"""Commands that look at a graph as a whole: whether it conforms, and what is in it."""

from __future__ import annotations

import json

import click

from jigou.cli.options import graph_argument, graph_or_default
from jigou.cli.output import on_terminal
from jigou.cli.tables import table


@click.command()
@graph_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(("table", "csv", "json")),
    help="table (default at a terminal), csv (default elsewhere), json.",
)
def stats(graph: str | None, format_: str | None) -> None:
    """Count what is in GRAPH: bodies, initiatives, events and the rest, facts, claims, quads."""
    from jigou.graphs import open as open_graph

    counts = open_graph(graph_or_default(graph)).manifest.counts
    name = format_ or ("table" if on_terminal() else "csv")
    if name == "json":
        click.echo(json.dumps(dict(counts), ensure_ascii=False, indent=2))
        return
    rows = [(what, f"{count:,}" if name == "table" else str(count)) for what, count in counts.items()]
    lines = table(("what", "count"), rows) if name == "table" else (",".join(row) for row in (("what", "count"), *rows))
    for line in lines:
        click.echo(line)
