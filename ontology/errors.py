"""What can go wrong on purpose: one root, few leaves, each with one meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class JigouError(Exception):
    """Root of everything that jigou raises on purpose; its text is one line for people.

    The line says what happened, where, and what to do next.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors cross from process to process as they are, whatever their class takes to be made."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[JigouError], args: tuple[Any, ...], fields: dict[str, Any]) -> JigouError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(fields)
    return error


class UnreadableReport(JigouError):
    """A file that cannot be read as a report: missing, empty, binary, or of an unproved encoding.

    ``path`` is the file as the user named it; ``offset`` is the byte at which reading failed, where there is one.
    """

    def __init__(self, path: Path | str, reason: str, *, offset: int | None = None, advice: str = "") -> None:
        self.path = str(path)
        self.reason = reason
        self.offset = offset
        self.advice = advice
        where = f"{self.path}: byte {offset}" if offset is not None else self.path
        super().__init__(f"{where}: {reason}" + (f"; {advice}" if advice else ""))


class PastLimit(UnreadableReport):
    """A file that is larger, deeper or slower to read than one document may be; the text names the limit."""


class NoReport(UnreadableReport):
    """A file that can be read and holds no report, such as a page of links; in a folder it is passed over and told."""


class FailedReport(UnreadableReport):
    """A report at which jigou itself fails; the text names the report and what went wrong within."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(
            path,
            f"a fault in jigou itself at this report ({reason})",
            advice="JIGOU_TRACEBACK=1 shows where, --skip-unreadable goes on without it",
        )


class InvalidRecord(JigouError):
    """A line of the reading format, of a gold file or of a lexicon that does not follow its contract."""

    def __init__(self, path: Path | str, reason: str, *, line: int | None = None) -> None:
        self.path = str(path)
        self.reason = reason
        self.line = line
        super().__init__(f"{self.path}: line {line}: {reason}" if line is not None else f"{self.path}: {reason}")


class InvalidGraph(JigouError):
    """A folder or file that is not a graph of jigou, or a graph that is damaged."""


class ClosedGate(JigouError):
    """A graph that was built and is not what its gates ask for; the text says in what. The former graph stays."""


class RefusedQuery(JigouError):
    """A query that is not answered: not SPARQL, not read-only, or past a limit.

    ``kind`` tells programs which: ``syntax``, ``forbidden`` (it does more than read this graph), ``time``, ``memory``,
    ``evaluation`` (the store could not answer it), ``format`` (the answer has none of the formats that are accepted).
    """

    def __init__(self, message: str, *, kind: str = "forbidden") -> None:
        self.kind = kind
        super().__init__(message)


class MissingExtra(JigouError):
    """A feature whose optional library is not installed; the text names the command that installs it."""


class UnknownName(JigouError):
    """A name (of a query, a format, a plug-in) that jigou does not have; the text lists those it has."""


class TooLarge(JigouError):
    """More than what was asked for can carry; the text names the limit and what to use instead."""


class BrokenPlugin(JigouError):
    """A plug-in that is installed but cannot be loaded; the text names it and its distribution."""
