"""The arguments that several commands share: the graph that is meant, the file to write."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from jigou.cli.output import STANDARD
from jigou.ontology.errors import InvalidGraph

VARIABLE = "JIGOU_GRAPH"
USUAL = (Path("graph"), Path("demo/graph"))
"""Where a graph is looked for that was not named: the README's own names."""

Command = TypeVar("Command", bound=Callable[..., Any])


def graph_or_default(named: str | None) -> Path:
    """The graph that is meant: the one named, else ``$JIGOU_GRAPH``, else the first of the usual places.

    Raises InvalidGraph where none was named and none is there.
    """
    if named:
        return Path(named)
    if variable := os.environ.get(VARIABLE):
        return Path(variable)
    for place in USUAL:
        if place.is_dir():
            return place
    raise InvalidGraph(
        f"no graph was named, and there is none in {' or '.join(f'./{place}' for place in USUAL)}; "
        f"name one, or build one with: jigou build REPORT -o graph"
    )


def graph_argument(command: Command) -> Command:
    """The optional argument GRAPH."""
    return click.argument("graph", required=False)(command)


def output_option(command: Command) -> Command:
    """The option ``-o``, standard output by default."""
    option = click.option("-o", "--output", default=STANDARD, metavar="FILE", help="Write here; - is standard output.")
    return option(command)


def genre_option(command: Command) -> Command:
    """The option ``--genre``: a plug-in that knows a kind of report."""
    option = click.option(
        "--genre", metavar="NAME", help="The genre of the report (jigou plugins); by default told from the report."
    )
    return option(command)


def lexicon_option(command: Command) -> Command:
    """The option ``--lexicon``: a folder of the user's own tables."""
    option = click.option(
        "--lexicon",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="Tables of your own: heads, verbs, names of bodies, aliases.",
    )
    return option(command)


def ocr_option(command: Command) -> Command:
    """The option ``--ocr``: scans are read too."""
    option = click.option(
        "--ocr", is_flag=True, help="Recognise characters in scans (pip install 'jigou[ocr]'); some 20 s a page."
    )
    return option(command)
