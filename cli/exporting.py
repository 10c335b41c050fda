"""The command that writes a graph in formats that other tools read."""

from __future__ import annotations

import click

from jigou.cli.options import graph_argument, graph_or_default, output_option
from jigou.cli.output import destination
from jigou.cli.plugins import load


@click.command()
@graph_argument
@click.option(
    "--to",
    "format_",
    required=True,
    metavar="NAME",
    help="turtle, trig, nquads, jsonld, xlsx …; jigou plugins lists them.",
)
@output_option
def export(graph: str | None, format_: str, output: str) -> None:
    """Write GRAPH in a format of RDF.

    The same graph gives the same bytes, on every machine. Turtle holds the facts; TriG and N-Quads hold the claims,
    passages and sentences with them.
    """
    from jigou.graphs import open as open_graph

    write = load("jigou.exporters", format_)
    view = open_graph(graph_or_default(graph))
    with destination(output) as stream:
        stream.writelines(piece.encode("utf-8") if isinstance(piece, str) else piece for piece in write(view))
