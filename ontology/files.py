"""The shipped files of the ontology: Turtle, shapes and the JSON-LD context, as they lie beside this module."""

from __future__ import annotations

from importlib.resources import files

from jigou.ontology.errors import UnknownName

ONTOLOGY_FILES = (
    "jigou.ttl",
    "bodies.ttl",
    "activities.ttl",
    "documents.ttl",
    "relations.ttl",
    "attributes.ttl",
    "evidence.ttl",
    "kinds.ttl",
)
"""The ontology and the schemes of kinds: together one graph."""

SHAPES_FILES = ("shapes.ttl", "shapes-values.ttl", "shapes-evidence.ttl", "shapes-kinds.ttl")
"""The SHACL shapes: together one graph."""

CONTEXT_FILE = "context.jsonld"
"""The JSON-LD context."""


def read_file(name: str) -> str:
    """The text of a shipped file.

    Raises UnknownName where there is none of that name.
    """
    shipped = (*ONTOLOGY_FILES, *SHAPES_FILES, CONTEXT_FILE)
    if name not in shipped:
        raise UnknownName(f"the ontology has no file {name!r}; its files are {', '.join(shipped)}")
    return files("jigou.ontology").joinpath(name).read_text(encoding="utf-8")


def ontology_text() -> str:
    """The ontology and the kinds as one text of Turtle."""
    return "\n".join(map(read_file, ONTOLOGY_FILES))


def shapes_text() -> str:
    """The shapes as one text of Turtle."""
    return "\n".join(map(read_file, SHAPES_FILES))
