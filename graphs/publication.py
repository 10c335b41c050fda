"""What the publisher of a graph says of it: a file ``dataset.toml`` in the graph's folder, and what is made from it.

    title = "Work reports of the people's political consultative conferences"
    version = "1.0.0"
    issued = "2026-03-01"
    license = "https://creativecommons.org/licenses/by/4.0/"
    creators = ["Li Ming"]
    publisher = "Institute of …"

Every line may be left out. Building the graph again keeps the file.

Source: Citation File Format 1.2.0.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from jigou.graphs.manifest import Manifest
from jigou.graphs.view import View
from jigou.ontology.errors import InvalidRecord

FILE = "dataset.toml"

_LICENSES = {
    "https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC-BY-SA-4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
    "https://opendatacommons.org/licenses/odbl/1-0/": "ODbL-1.0",
}
"""The names in the SPDX list of the licences that data are usually published under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A graph as a published dataset; ``license`` is an IRI, ``issued`` a day in ISO 8601, empty is not known."""

    title: str = "A knowledge graph of reports, made with jigou"
    description: str = ""
    version: str = ""
    issued: str = ""
    license: str = ""
    publisher: str = ""
    creators: tuple[str, ...] = ()

    def citation(self) -> str:
        """How to cite the dataset, in one line.

        >>> Publication(title="Reports", creators=("Li Ming",), version="1.0", issued="2026-03-01").citation()
        'Li Ming (2026): Reports. Version 1.0. Dataset.'
        """
        authors = ", ".join(self.creators) or self.publisher
        year = f" ({self.issued[:4]})" if self.issued else ""
        head = f"{authors}{year}: " if authors else ""
        parts = [f"{head}{self.title}.", f"Version {self.version}." if self.version else "", "Dataset."]
        if self.publisher and self.creators:
            parts.append(f"{self.publisher}.")
        return " ".join(part for part in parts if part)

    def cff(self, manifest: Manifest) -> str:
        """The dataset's ``CITATION.cff``."""
        authors = self.creators or ((self.publisher,) if self.publisher else ("Unnamed",))
        lines = [
            "cff-version: 1.2.0",
            "message: If you use this dataset, please cite it as below.",
            "type: dataset",
            f"title: {_quoted(self.title)}",
            "authors:",
            *(f"  - name: {_quoted(author)}" for author in authors),
        ]
        if self.description:
            lines.append(f"abstract: {_quoted(self.description)}")
        if self.version:
            lines.append(f"version: {_quoted(self.version)}")
        if self.issued:
            lines.append(f"date-released: {self.issued}")
        if self.license:
            name = _LICENSES.get(self.license)
            lines.append(f"license: {name}" if name else f"license-url: {_quoted(self.license)}")
        if manifest.digest:
            lines.extend(
                [
                    "identifiers:",
                    "  - type: other",
                    f"    value: sha256:{manifest.digest}",
                    "    description: SHA-256 of the dataset's sorted N-Quads",
                ]
            )
        return "\n".join(lines) + "\n"


def publication(view: View) -> Publication:
    """What is said of a graph in the file beside it; the defaults where there is none.

    Raises InvalidRecord where the file is no TOML or has a line that it should not have.
    """
    file = view.path / FILE if view.path is not None and view.path.is_dir() else None
    return read_publication(file) if file is not None and file.is_file() else Publication()


def read_publication(file: Path) -> Publication:
    """What a file says of a dataset.

    Raises InvalidRecord where it is no TOML or has a line that it should not have.
    """
    try:
        record = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidRecord(file.name, f"not TOML: {error}") from error
    known = {field.name for field in fields(Publication)}
    values: dict[str, object] = {}
    for name, value in record.items():
        if name not in known:
            raise InvalidRecord(file.name, f"{name} is not known; there are: {', '.join(sorted(known))}")
        if name == "creators" and isinstance(value, list) and all(isinstance(one, str) for one in value):
            values[name] = tuple(value)
        elif name != "creators" and hasattr(value, "isoformat"):
            values[name] = value.isoformat()
        elif name != "creators" and isinstance(value, str):
            values[name] = value
        else:
            raise InvalidRecord(file.name, f"{name} is not of the right type")
    return Publication(**values)  # type: ignore[arg-type]  # each was looked at above


def _quoted(value: str) -> str:
    """A string of YAML, of which JSON's are a part."""
    return json.dumps(value, ensure_ascii=False)
