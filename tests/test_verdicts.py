"""Each verdict on names of activities decides in its own sentence, and does not in the one beside it."""

from __future__ import annotations

import pytest
from grammar import read_one

from jigou.builder.clauses.verdicts import VERDICTS, Verdict


def deciders(words: str) -> list[str]:
    sentence, _ = read_one(words)
    return [step.verdict for step in sentence.judged]


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict.name)
def test_verdict_decides_in_its_sentence_only(verdict: Verdict) -> None:
    assert verdict.name in deciders(verdict.decides)
    assert verdict.name not in deciders(verdict.not_)


def test_names_of_verdicts_are_their_own() -> None:
    assert len({verdict.name for verdict in VERDICTS}) == len(VERDICTS)
