"""The command that tells what has changed from one graph to another."""

from __future__ import annotations

import click

from jigou.cli.options import output_option
from jigou.cli.output import destination

FORMATS = ("words", "markdown", "json", "rdf-patch")


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True, help="How it is told."
)
@output_option
def diff(old: str, new: str, format_: str, output: str) -> None:
    """Tell what has changed from the graph OLD to the graph NEW.

    Bodies gained and lost, and by report the facts that it states more and less; rdf-patch has the quads that go and come.
    """
    from jigou.graphs import difference as found
    from jigou.graphs import open as open_graph

    with open_graph(old) as before, open_graph(new) as after:
        if format_ == "rdf-patch":
            lines = found.patch(before, after)
        else:
            write = {"words": found.words, "markdown": found.markdown, "json": found.to_json}[format_]
            lines = write(found.difference(before, after))
        with destination(output) as stream:
            stream.writelines(text.encode("utf-8") for text in lines)
