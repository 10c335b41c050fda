"""How far a fact can be trusted: the share of what its rule read on the gold that was right.

The shares are measured, not guessed: ``tools/calibrate.py`` reads the gold and writes ``lexicon/confidence.tsv``. A rule's
confidence is ``(right + 1) / (read + 2)`` (the rule of succession), so that a rule seen seldom is trusted less.
"""

from __future__ import annotations

from functools import cache

from jigou.builder.knowledge.tables import rows


@cache
def _table() -> dict[tuple[str, str, str], float]:
    return {
        (record, type_, rule): round((int(right) + 1) / (int(read) + 2), 2)
        for record, type_, rule, right, read in rows("confidence.tsv")
    }


def confidence(record: str, type_: str, rule: str, default: float) -> float:
    """The confidence of a fact: ``record`` is entity, relation or measure, ``type_`` its type, ``rule`` what read it.

    ``default`` is the rule's own estimate, for rules that the gold has not tried.
    """
    return _table().get((record, type_, rule.split(":")[0]), default)
