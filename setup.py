"""What pyproject.toml cannot say: with JIGOU_COMPILE=1 the modules that read are compiled by mypyc.

Without it, jigou is pure Python. A compiled jigou gives the same bytes (``docs/decisions/0008-compiled-where-asked-for.md``). It needs a
C compiler and the headers of Python; an installation that follows the sources (``pip install -e``) is never compiled, for
what is compiled would not follow them.
"""

from __future__ import annotations

import ast
import os
import shutil
import sys
from pathlib import Path

from setuptools import Extension, setup

ASKED = os.environ.get("JIGOU_COMPILE") == "1"
BUILDING = bool({"bdist_wheel", "build", "build_ext"} & set(sys.argv))
STAGE = Path("build", "compiled")
COLD = frozenset({
    "__init__", "annotations", "confidence", "decoding", "delivering", "divisions", "evaluating", "expecting", "figures", "gold",
    "heading", "jurisdiction", "matching", "scoring", "standoff", "tables",
})  # fmt: skip
"""The modules of ``builder`` that are not passed by every sentence, and stay as they are."""


def for_mypyc(source: bytes) -> bytes:
    """A module as mypyc can take it, line by line the same.

    Values have no slots: mypyc gives every class slots of its own, and cannot do so where ``dataclass`` makes the class anew. What is looked
    for ``in (…, *others)`` is looked for in a tuple that is made first: mypyc 2.4 fails on a star there.
    """
    for slots in (b"slots=True, ", b", slots=True", b"(slots=True)"):
        source = source.replace(slots, b"")
    lines = source.split(b"\n")
    sought = [
        place
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        for place in node.comparators
        if isinstance(place, (ast.Tuple, ast.List, ast.Set)) and any(isinstance(e, ast.Starred) for e in place.elts)
    ]
    marks = [(p.lineno, p.col_offset, b"tuple(") for p in sought]
    marks += [(p.end_lineno or 0, p.end_col_offset or 0, b")") for p in sought]
    for number, at, mark in sorted(marks, reverse=True):
        lines[number - 1] = lines[number - 1][:at] + mark + lines[number - 1][at:]
    return b"\n".join(lines)


def compiled() -> list[Extension]:
    """The extensions, from a copy of the sources."""
    from mypyc.build import mypycify

    shutil.rmtree(STAGE, ignore_errors=True)
    for room in ("ontology", "builder"):
        shutil.copytree(room, STAGE / "jigou" / room, ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))
    paths = [path for path in sorted((STAGE / "jigou" / "builder").glob("*.py")) if path.stem not in COLD]
    for path in paths:
        path.write_bytes(for_mypyc(path.read_bytes()))
    os.environ["MYPYPATH"] = str(STAGE.resolve())
    options = ["--config-file=", "--namespace-packages", "--explicit-package-bases", "--ignore-missing-imports"]
    extensions: list[Extension] = mypycify(
        [*options, *map(str, paths)],
        opt_level="2",
        debug_level="0",
        group_name="jigou.builder.compiled",
        log_trace=False,
    )
    return extensions


if __name__ == "__main__":
    setup(ext_modules=compiled() if ASKED and BUILDING else [], setup_requires=["mypy>=1.13"] if ASKED else [])
