"""The gate of the reader: every text with gold is read as it is kept, and scored as it is kept.

A change that is meant: ``make renew-readings``, then read the difference.
"""

from __future__ import annotations

import os

import pytest
from readings_gate import FIGURES, HERE, READINGS, SETS, kept, of_set, renew

HINT = "if this is meant, or two sides were merged: make renew-readings, and read the difference before you commit it\n"


@pytest.fixture(scope="module", autouse=True)
def _renewed() -> None:
    if os.environ.get("JIGOU_RENEW"):
        renew()


@pytest.mark.parametrize("name", HERE)
def test_texts_are_read_as_they_are_kept(name: str) -> None:
    made, lines = of_set(name)[1], kept(READINGS, name)
    changes = [f"- {line}" for line in lines if line not in made] + [f"+ {line}" for line in made if line not in lines]
    assert made == lines, HINT + "\n".join(changes)


@pytest.mark.parametrize("name", HERE)
def test_figures_are_those_that_are_kept(name: str) -> None:
    made, lines = of_set(name)[0], kept(FIGURES, name)
    changes = [f"- {line}" for line in lines if line not in made] + [f"+ {line}" for line in made if line not in lines]
    assert made == lines, HINT + "\n".join(changes)


def test_every_set_has_its_figures() -> None:
    assert [name for name in SETS if not kept(FIGURES, name) or not kept(READINGS, name)] == []


def test_gold_of_this_checkout_is_a_set() -> None:
    assert "development" in HERE
