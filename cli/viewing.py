"""The command that shows a graph to people."""

from __future__ import annotations

from pathlib import Path

import click

from jigou.cli.options import graph_argument, graph_or_default, output_option
from jigou.cli.output import STANDARD, destination
from jigou.cli.plugins import load

EXPLORER = "explorer"


@click.command()
@graph_argument
@click.option("--engine", default=EXPLORER, show_default=True, help="explorer, or pyvis for a small graph's network.")
@click.option("--site", type=click.Path(path_type=Path), metavar="DIR", help="Write a folder for a web server instead.")
@click.option("--title", help="The page's title; without it that of the report, or how many reports there are.")
@click.option(
    "--layout", default="own", show_default=True, help="own, igraph, rustworkx or sfdp: what places the nodes."
)
@click.option("--console/--no-console", default=True, help="With the SPARQL engine inside (1.4 MB), or without.")
@output_option
def view(
    graph: str | None, engine: str, site: Path | None, title: str | None, layout: str, console: bool, output: str
) -> None:
    """Write GRAPH as one HTML page in which every fact shows its sentence.

    The page holds everything that it needs and loads nothing from the network.
    """
    from jigou.graphs import open as open_graph
    from jigou.viz import placed, scene_from_view, write_site

    if site is not None and (output, engine) != (STANDARD, EXPLORER):
        raise click.UsageError("--site takes the place of --output and --engine")
    write = load("jigou.views", engine)
    scene = scene_from_view(open_graph(graph_or_default(graph)), title=title, console=console and engine == EXPLORER)
    scene = placed(scene, layout)
    if site is not None:
        write_site(scene, site)
        return
    page: str = write(scene)
    with destination(output) as stream:
        stream.write(page.encode("utf-8"))
