"""The side that reads: a process that loads one reader, gives up files and connections, and answers until its input ends.

After its preparation it can open no file and so no connection either (the limit of open files is zero), write none, and take no more
memory than it was told. Where the system has no such limits (Windows) only the time is kept, by the side that asks.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from typing import IO, Any

from jigou.builder.formats.child import ERRORS, LENGTH
from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.limits import Limits
from jigou.builder.formats.readers import readers
from jigou.ontology import Document
from jigou.ontology.errors import JigouError, MissingExtra, PastLimit, UnreadableReport
from jigou.ontology.records import document_record

_DEEP = 3_000
"""How deep readers' own recursion may go."""


def main(arguments: Sequence[str]) -> None:
    """Answer the questions on standard input: ``worker READER MEMORY``."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    name, memory = arguments
    failed: dict[str, Any] | None = None
    reader: Reader | None = None
    try:
        reader = readers()[name]
        reader.prepare()
    except MissingExtra as error:
        failed = {"kind": "missing", "reason": str(error), "last": True}
    except Exception as error:  # another's code may fail in any way
        failed = {"kind": "broken", "reason": _line(error), "last": True}
    sys.setrecursionlimit(_DEEP)
    _confine(int(memory))
    while (question := _question(sys.stdin.buffer)) is not None:
        said, data = question
        limits = Limits(**said["limits"])
        _allow(limits.seconds)
        source = Source(name=said["name"], shown=said["shown"], data=data)
        answer = failed or _answer(reader, source, limits)
        content = json.dumps(answer).encode()
        answers.write(LENGTH.pack(len(content), 0))
        answers.write(content)
        answers.flush()


def _answer(reader: Reader | None, source: Source, limits: Limits) -> dict[str, Any]:
    if reader is None:
        raise AssertionError("a reader that could not be loaded is told before")
    try:
        found = reader.read(source, limits)
        return {"documents": [_record(document, source, limits) for document in found]}
    except UnreadableReport as error:
        kind = next(name for name, class_ in ERRORS.items() if isinstance(error, class_))
        return {"kind": kind, "reason": _plain(error.reason), "offset": error.offset, "advice": error.advice}
    except MemoryError:
        return _past(f"takes more than {limits.memory // 1_000_000} MB of memory to read")
    except RecursionError:
        return _past("is nested too deeply to be read")
    except JigouError as error:
        return {"kind": "missing", "reason": _line(error)}
    except Exception as error:  # a parser's surprise at a broken file
        return {"kind": "unreadable", "reason": f"is damaged ({_line(error)})", "offset": None, "advice": ""}


def _past(reason: str) -> dict[str, Any]:
    return {"kind": "limit", "reason": reason, "offset": None, "advice": "split it into reports", "last": True}


def _record(document: Document, source: Source, limits: Limits) -> dict[str, Any]:
    if len(document.text) > limits.characters:
        raise PastLimit(
            source.shown, f"holds more than {limits.characters:,} characters", advice="split it into reports"
        )
    return {**document_record(document), "text": document.text}


def _line(error: BaseException) -> str:
    return _plain(f"{type(error).__name__}: {error}")[:200]


def _plain(words: str) -> str:
    """Words in one line that any output can hold; names within a file may have any characters."""
    return " ".join(words.split()).encode("utf-8", "backslashreplace").decode("utf-8")


def _question(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    length, size = LENGTH.unpack(head)
    return json.loads(stream.read(length)), stream.read(size)


def _confine(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    for name, limit in (("NOFILE", 0), ("FSIZE", 0), ("CORE", 0), ("AS", memory)):
        try:
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))
        except (AttributeError, OSError, ValueError):
            continue  # a system that does not know this limit


def _allow(seconds: float) -> None:
    """Let the process run for so many seconds more, should the side that asks be gone."""
    try:
        import resource
    except ImportError:
        return
    used = int(time.process_time()) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + int(seconds) + 1, hard))


if __name__ == "__main__":
    main(sys.argv[1:])
