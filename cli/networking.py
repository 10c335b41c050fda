"""The command that makes networks for Gephi, spreadsheets and data frames."""

from __future__ import annotations

from pathlib import Path

import click

from jigou.cli.options import graph_argument, graph_or_default, output_option
from jigou.cli.output import destination

NETWORKS = ("co-organizers", "bodies", "body-initiative", "initiative-theme")
FORMATS = ("graphml", "gexf", "nodes-csv", "edges-csv", "nodes-parquet", "edges-parquet")


@click.command()
@graph_argument
@click.option("--of", "name", type=click.Choice(NETWORKS), default=NETWORKS[0], show_default=True, help="The network.")
@click.option(
    "--to", "format_", type=click.Choice(FORMATS), help="The format; without it the file's ending tells, else graphml."
)
@output_option
def network(graph: str | None, name: str, format_: str | None, output: str) -> None:
    """Write a network of GRAPH: who works with whom, who belongs to whom, who does what, what is about what.

    Nodes have their centrality, community and k-core; edges their weight and the years of the reports that state them.
    """
    from jigou.graphs import open as open_graph
    from jigou.graphs import projecting, tabulating

    format_ = format_ or _by_ending(output)
    found = projecting.projection(open_graph(graph_or_default(graph)), name)
    what, _, kind = format_.partition("-")
    if kind:
        table = projecting.nodes(found) if what == "nodes" else projecting.edges(found)
        data = tabulating.to_csv(table).encode("utf-8") if kind == "csv" else tabulating.to_parquet(table)
    else:
        data = projecting.graphml(found) if what == "graphml" else projecting.gexf(found)
    with destination(output) as stream:
        stream.write(data)


def _by_ending(output: str) -> str:
    """The format that the ending of a file asks for; graphml where it asks for none.

    Raises click's UsageError for an ending that could mean either of two tables.
    """
    ending = Path(output).suffix.lower().removeprefix(".")
    if ending in ("csv", "parquet"):
        raise click.UsageError(f"{output}: a network has two tables; take --to nodes-{ending} or --to edges-{ending}")
    return ending if ending in FORMATS else FORMATS[0]
