"""Plug-ins: what is installed behind each entry-point group, loaded on first use.

The formats, genres and views that come with jigou register through the same groups, in its own ``pyproject.toml``.
"""

from __future__ import annotations

from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click

from jigou.ontology.errors import BrokenPlugin, UnknownName

GROUPS = {
    "jigou.genres": "genres of reports (jigou read --genre)",
    "jigou.readers": "formats of reports (jigou read FILE)",
    "jigou.readings": "formats of a reading (jigou read --format)",
    "jigou.exporters": "formats of a graph (jigou export --to)",
    "jigou.views": "pages for people (jigou view --engine)",
}
"""What a plug-in can add, by its entry-point group."""


def names(group: str) -> list[str]:
    """The names of a group's plug-ins, sorted."""
    return sorted({point.name for point in entry_points(group=group)})


ALSO_CALLED = {
    "jigou.exporters": {
        "ttl": "turtle", "nt": "ntriples", "nq": "nquads", "rdf": "rdfxml", "xml": "rdfxml", "rdf-xml": "rdfxml", "json-ld": "jsonld",
        "json": "jsonld", "csv": "facts-csv", "parquet": "facts-parquet", "excel": "xlsx", "n-triples": "ntriples", "n-quads": "nquads",
        "cff": "citation", "dcat": "dataset", "void": "dataset",
    }
}  # fmt: skip
"""What people call the plug-ins of a group, by endings of files and by the names of the formats."""


def load(group: str, name: str) -> Any:
    """The plug-in of that name.

    Where there is none, what people mean by the name is taken (``ttl`` for turtle). Raises UnknownName, which tells the nearest
    and lists those there are, and BrokenPlugin where its import fails.
    """
    known = names(group)
    if name not in known:
        name = ALSO_CALLED.get(group, {}).get(name.lower(), name)
    for point in entry_points(group=group, name=name):
        try:
            return point.load()
        except Exception as error:  # another's code may fail in any way, and the fault is not ours
            reason = f"{type(error).__name__}: {error}"
            raise BrokenPlugin(f"plug-in {name} of {_distribution(point)} cannot be loaded: {reason}") from error
    near = get_close_matches(name.lower(), known, n=1)
    nearest = f"the nearest is {near[0]}; " if near else ""
    raise UnknownName(f"there is no {name} among the {GROUPS[group]}; {nearest}there are: {', '.join(known)}")


@click.command()
def plugins() -> None:
    """List what is installed: genres, formats, exporters and views, with the distribution that brings each."""
    for group in GROUPS:
        for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
            click.echo(f"{group}\t{point.name}\t{_distribution(point)}")


def _distribution(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown distribution"
