"""Which files are meant by what a user names: files as they are, folders with all the reports in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jigou.cli.output import STANDARD
from jigou.ontology.errors import UnreadableReport


def reports(paths: Iterable[str]) -> list[str]:
    """The files that are meant, each once, a folder's in the order of their names.

    Raises UnreadableReport for a folder that holds no report, and for one that cannot be listed.
    """
    found: dict[str, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_in_folder(Path(path)) if path != STANDARD and Path(path).is_dir() else [path]))
    return list(found)


def _in_folder(folder: Path) -> list[str]:
    from jigou.builder.formats import suffixes

    endings = suffixes()
    try:
        listed = sorted(folder.rglob("*"))
    except PermissionError as error:
        raise UnreadableReport(folder, "no permission to list it") from error
    files = [
        str(path)
        for path in listed
        if path.suffix.lower() in endings
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if not files:
        raise UnreadableReport(folder, f"there is no report in it ({' '.join(sorted(endings))})")
    return files
