"""The options on persons, and the list of suppressed names that stands beside a graph for every later build of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jigou.cli.output import destination

if TYPE_CHECKING:
    from jigou.builder.privacy import Privacy

PERSONS = ("none", "office-holders", "all")
Command = TypeVar("Command", bound=Callable[..., Any])


def privacy_options(default: str) -> Callable[[Command], Command]:
    """The options ``--persons``, with what a command does by default, and ``--suppress``."""

    def add(command: Command) -> Command:
        persons = click.option(
            "--persons",
            type=click.Choice(PERSONS),
            default=default,
            show_default=True,
            help="Which persons are named: those with a post in the report, all, or none (posts stay).",
        )
        suppress = click.option(
            "--suppress",
            multiple=True,
            metavar="FILE",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Names to strike out, one a line; a graph's later builds honour them too.",
        )
        return persons(suppress(command))

    return add


def privacy(persons: str, suppress: Sequence[Path], graph: Path | None = None) -> Privacy:
    """What is kept of persons: by the options, and by the list that stands beside a graph that is built again."""
    from jigou.builder.privacy import Persons, Privacy, suppressions

    beside = (_list(graph),) if graph is not None and _list(graph).is_file() else ()
    return Privacy(persons=Persons(persons), suppressed=suppressions((*suppress, *beside)))


def keep_list(chosen: Privacy, graph: Path) -> None:
    """Write the suppressed names beside a graph, so that its next build honours them too."""
    if chosen.suppressed:
        with destination(str(_list(graph))) as stream:
            stream.write("".join(f"{name}\n" for name in chosen.suppressed).encode("utf-8"))


def _list(graph: Path) -> Path:
    """The list's place: beside the graph and not in it, for the folder of a graph is passed around."""
    return graph.with_name(f"{graph.name}.suppressed.txt")
