"""The command that shows a graph to people."""

from __future__ import annotations

import click

from jigou.cli.options import graph_argument, graph_or_default, output_option
from jigou.cli.output import destination
from jigou.cli.plugins import load


@click.command()
@graph_argument
@click.option("--engine", default="explorer", show_default=True, help="explorer, or pyvis for a small graph's network.")
@output_option
def view(graph: str | None, engine: str, output: str) -> None:
    """Write GRAPH as one HTML page in which every fact shows its sentence.

    The page holds everything that it needs and loads nothing from the network.
    """
    from jigou.graphs import open as open_graph
    from jigou.viz import scene_from_view

    write = load("jigou.views", engine)
    page: str = write(scene_from_view(open_graph(graph_or_default(graph))))
    with destination(output) as stream:
        stream.write(page.encode("utf-8"))
