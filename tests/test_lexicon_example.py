"""The example of a user's lexicon does what its page says."""

from __future__ import annotations

from pathlib import Path

from jigou.builder.quality.expectations import failures

EXAMPLE = Path(__file__).parent.parent / "examples" / "lexicon"


def test_every_expectation_of_the_example_holds() -> None:
    assert list(failures(EXAMPLE)) == []
