"""The examples in docstrings, run by the installed name."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

ROOMS = ("ontology", "builder", "graphs", "viz", "cli")


def modules() -> list[str]:
    """Every module of every room; the namespace itself cannot be walked under an editable install."""
    found = []
    for room in ROOMS:
        package = importlib.import_module(f"jigou.{room}")
        found.append(package.__name__)
        found.extend(info.name for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
    return found


@pytest.mark.parametrize("name", modules())
def test_docstring_examples_run(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0
