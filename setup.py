"""What pyproject.toml cannot say: with JIGOU_COMPILE=1 the modules that read are compiled by mypyc.

Without it, jigou is pure Python. A compiled jigou gives the same bytes (``docs/decisions/0008-compiled-where-asked-for.md``). It needs a
C compiler and the headers of Python; an installation that follows the sources (``pip install -e``) is never compiled, for
what is compiled would not follow them.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from setuptools import Extension, setup

ASKED = os.environ.get("JIGOU_COMPILE") == "1"
BUILDING = bool({"bdist_wheel", "build", "build_ext"} & set(sys.argv))
STAGE = Path("build", "compiled")
MODULES = (
    "accepting", "acting", "agency", "bodying", "chrome", "clusters", "compounding", "counting", "deeds", "drafts", "enclosing", "forms",
    "labels", "lexicons", "measuring", "naming", "normalising", "numerals", "parting", "phrase", "phrasing", "posting", "reading",
    "relating", "resolving", "runs", "scanning", "segmenting", "sentence", "sentencing", "theming", "times", "tokenizing",
    "words", "wrapping", "zoning",
)  # fmt: skip
"""The modules of ``builder`` that every sentence passes."""


def compiled() -> list[Extension]:
    """The extensions, from a copy of the sources whose values have no slots: mypyc gives every class slots of its own, and cannot do so
    where ``dataclass`` makes the class anew.
    """
    from mypyc.build import mypycify

    shutil.rmtree(STAGE, ignore_errors=True)
    for room in ("ontology", "builder"):
        shutil.copytree(room, STAGE / "jigou" / room, ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))
    paths = [STAGE / "jigou" / "builder" / f"{module}.py" for module in MODULES]
    for path in paths:
        source = path.read_text(encoding="utf-8")
        for slots in ("slots=True, ", ", slots=True", "(slots=True)"):
            source = source.replace(slots, "")
        path.write_text(source, encoding="utf-8")
    os.environ["MYPYPATH"] = str(STAGE.resolve())
    options = ["--config-file=", "--namespace-packages", "--explicit-package-bases", "--ignore-missing-imports"]
    extensions: list[Extension] = mypycify(
        [*options, *map(str, paths)],
        opt_level="1",
        debug_level="0",
        group_name="jigou.builder.compiled",
        log_trace=False,
    )
    return extensions


setup(ext_modules=compiled() if ASKED and BUILDING else [], setup_requires=["mypy>=1.13"] if ASKED else [])
