"""Commands that look at a graph as a whole: whether it conforms, and what is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from jigou.cli.options import graph_argument, graph_or_default
from jigou.cli.output import on_terminal

if TYPE_CHECKING:
    from jigou.graphs import Violation


@click.command()
@graph_argument
@click.pass_context
def check(context: click.Context, graph: str | None) -> None:
    """Validate GRAPH against the shapes of the ontology.

    Exit code 1 where it does not conform; then each result has its node, its shape, and the sentence that it stands on.
    """
    from jigou.graphs import check as check_graph
    from jigou.graphs import open as open_graph

    violations = check_graph(open_graph(graph_or_default(graph)))
    for violation in violations:
        click.echo("\n".join(_described(violation)))
    if violations:
        click.echo(f"jigou: the graph does not conform: {len(violations)} results", err=True)
        context.exit(1)
    click.echo("the graph conforms to its shapes")


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
    from jigou.graphs.tables import table

    counts = open_graph(graph_or_default(graph)).manifest.counts
    name = format_ or ("table" if on_terminal() else "csv")
    if name == "json":
        click.echo(json.dumps(dict(counts), ensure_ascii=False, indent=2))
        return
    rows = [(what, f"{count:,}" if name == "table" else str(count)) for what, count in counts.items()]
    lines = (
        table(("what", "count"), rows, right=(1,))
        if name == "table"
        else (",".join(row) for row in (("what", "count"), *rows))
    )
    for line in lines:
        click.echo(line)


def _described(violation: Violation) -> Iterator[str]:
    """The lines that tell of a result: its node, and what is known of it, a line each."""
    yield violation.node
    yield f"  shape     {violation.shape}"
    if violation.path:
        yield f"  property  {violation.path}"
    if violation.value:
        yield f"  value     {violation.value}"
    yield f"  message   {violation.message}"
    for citation in violation.citations:
        yield f"  sentence  {citation.sentence} ({citation.report} {citation.span.start}-{citation.span.end})"
