"""The examples that stand in the documents: commands with what they print, and Python sessions."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
ANY_LINES = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A command and the lines that are said to come from it; ``start`` and ``end`` bound those lines in the document."""

    command: str
    shown: tuple[str, ...]
    start: int
    end: int


def console_examples(text: str) -> list[Example]:
    """The commands of every ``console`` block, in order; a command goes on until the shell finds it whole."""
    found = []
    for block in FENCE.finditer(text):
        if block["language"] != "console":
            continue
        offset = block.start("body")
        lines = block["body"].splitlines(keepends=True)
        index = 0
        while index < len(lines):
            first = index
            index += 1
            while not is_whole(command := "".join(lines[first:index]).removeprefix("$ ")) and index < len(lines):
                index += 1
            start = offset + len("".join(lines[:index]))
            shown = []
            while index < len(lines) and not lines[index].startswith("$ "):
                shown.append(lines[index].rstrip("\n"))
                index += 1
            end = offset + len("".join(lines[:index]))
            found.append(Example(command=command, shown=tuple(shown), start=start, end=end))
    return found


def is_whole(command: str) -> bool:
    """Whether the shell wants no further line: no quotation mark is open, no here-document unfinished."""
    done = subprocess.run(["bash", "-n", "-c", command], capture_output=True, text=True, check=False)
    return (done.returncode, done.stderr) == (0, "")


def pycon_blocks(text: str) -> str:
    """Every ``pycon`` block of the document as one Python session."""
    return "\n".join(block["body"] for block in FENCE.finditer(text) if block["language"] == "pycon")


def is_shown(printed: str, shown: tuple[str, ...]) -> bool:
    """Whether what was printed is what the document shows, a line ``…`` standing for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == ANY_LINES else f"{re.escape(line)}\n" for line in shown)
    lines = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return re.fullmatch(pattern, lines) is not None


def renewed(shown: tuple[str, ...], printed: str) -> tuple[str, ...]:
    """What the document should show: as many lines as it did before a ``…``, or all."""
    lines = [line.rstrip() for line in printed.splitlines()]
    stripped = [line.strip() for line in shown]
    if ANY_LINES not in stripped:
        return tuple(lines)
    before = stripped.index(ANY_LINES)
    after = len(stripped) - before - 1
    tail = lines[len(lines) - after :] if after else []
    return (*lines[:before], shown[before], *tail) if before + after < len(lines) else tuple(lines)


def replaced(path: Path, changes: list[tuple[Example, tuple[str, ...]]]) -> str:
    """The document's text with the shown lines of the examples changed."""
    text = path.read_text(encoding="utf-8")
    for example, lines in sorted(changes, key=lambda change: -change[0].start):
        text = text[: example.start] + "".join(f"{line}\n" for line in lines) + text[example.end :]
    return text
