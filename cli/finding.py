"""Which files are meant by what a user names: files as they are, folders with all the reports in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jigou.cli.omissions import Omissions
from jigou.cli.output import STANDARD
from jigou.ontology.errors import UnreadableReport

HIDDEN, LINK, DEVICE = "hidden", "a link", "a pipe or a device"


@dataclass(slots=True)
class _Walk:
    """A folder being listed: what is read, and what is passed over on the way."""

    root: Path
    endings: frozenset[str]
    follows: bool
    passed: Omissions
    seen: set[tuple[int, int]] = field(default_factory=set)

    def files(self, folder: Path) -> Iterator[str]:
        """The reports in a folder and in those within it, in the order of their names."""
        try:
            status = folder.stat()
            # A link that is followed may lead to a folder that holds it.
            if (status.st_dev, status.st_ino) in self.seen:
                return
            self.seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except PermissionError as error:
            raise UnreadableReport(folder, "no permission to list it") from error
        for entry in entries:
            path = folder / entry.name
            why = self._why_not(entry, path)
            if why is not None:
                self.passed.add(str(path), why)
            elif entry.is_dir():
                yield from self.files(path)
            else:
                yield str(path)

    def _why_not(self, entry: os.DirEntry[str], path: Path) -> str | None:
        """Why an entry is passed over; None for one that is read."""
        if entry.name.startswith("."):
            return HIDDEN
        if entry.is_symlink() and not self.follows:
            return LINK
        if entry.is_dir():
            return None
        if not entry.is_file():
            return DEVICE
        return None if path.suffix.lower() in self.endings else path.suffix or "a name without an ending"


def reports(paths: Iterable[str], passed: Omissions, *, follows: bool = False) -> list[str]:
    """The files that are meant, each once, a folder's in the order of their names; what is in a folder but not read goes to ``passed``.

    Hidden files and folders are not looked into, links only where ``follows`` says so. Raises UnreadableReport for a folder that
    holds no report, and for one that cannot be listed.
    """
    from jigou.builder.formats import suffixes

    endings = suffixes()
    found: dict[str, None] = {}
    for path in paths:
        if path == STANDARD or not Path(path).is_dir():
            found[path] = None
            continue
        before = len(passed)
        files = list(_Walk(Path(path), endings, follows, passed).files(Path(path)))
        if not files:
            others = f"{len(passed) - before} files of other kinds were passed over; " if len(passed) > before else ""
            raise UnreadableReport(path, f"there is no report in it ({others}{' '.join(sorted(endings))} are read)")
        found.update(dict.fromkeys(files))
    return list(found)
