"""What a command did not read, told in one line, however much it is, with a file of details where the line cannot hold it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from jigou.cli.output import replacing

_NAMED = 3
"""So many names are shown for each reason."""


class Omissions:
    """Files that were not read, each with its reason, in the order in which they were met."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._reasons)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._reasons.items())

    def add(self, path: str, reason: str) -> None:
        """Note a file and why it was not read."""
        self._reasons[path] = " ".join(reason.split())

    @property
    def is_long(self) -> bool:
        """Whether a line cannot name them all."""
        return any(len(paths) > _NAMED for paths in self._by_reason().values()) or len(self._by_reason()) > 2 * _NAMED

    def by_reason(self) -> str:
        """How many there are for each reason, with the first few names: ``2 .wps (a.wps, b.wps), 1 a link (c)``."""
        return ", ".join(f"{len(paths):,} {reason} ({_some(paths)})" for reason, paths in self._by_reason().items())

    def first(self) -> str:
        """The first few reasons, which name their files."""
        reasons = list(self._reasons.values())
        return "; ".join(reasons[:_NAMED]) + ("; …" if len(reasons) > _NAMED else "")

    def _by_reason(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, reason in self:
            found.setdefault(reason, []).append(path)
        return found


def tell(passed: Omissions, left_out: Omissions, twice: Omissions, beside: Path) -> None:
    """Say on standard error what was passed over in folders, which reports were left out, and which were met twice: a line each.

    Where a line cannot name them all, the file ``beside`` does: a line each, the file and the reason with a tab between.
    """
    where = f"; all are named in {beside}"
    if passed.is_long or len(left_out) > _NAMED or len(twice) > _NAMED:
        with replacing(beside.resolve()) as stream:
            for path, reason in (*passed, *left_out, *twice):
                stream.write(f"{_shown(path)}\t{reason}\n".encode("utf-8", "backslashreplace"))
    else:
        beside.unlink(missing_ok=True)
    if passed:
        _say(f"passed over, as no reports that are read: {passed.by_reason()}{where if passed.is_long else ''}")
    if len(left_out) == 1:
        _say(f"left out: {left_out.first()}")
    elif left_out:
        _say(f"left out {len(left_out):,} reports: {left_out.first()}{where if len(left_out) > _NAMED else ''}")
    if twice:
        told = [f"{_shown(path)} is {reason}" for path, reason in twice]
        more = f"; …{where}" if len(twice) > _NAMED else ""
        _say(f"counted once, {len(twice):,} times met again: {'; '.join(told[:_NAMED])}{more}")


def _some(paths: list[str]) -> str:
    return ", ".join(map(_shown, paths[:_NAMED])) + (", …" if len(paths) > _NAMED else "")


def _shown(path: str) -> str:
    """A path for a line: what would break the line or the terminal is written as Python writes it."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in path)


def _say(line: str) -> None:
    click.echo(f"jigou: {line}", err=True)
