"""What a reading passed over: for a person, line by line of the report, and as records."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator

from jigou.ontology import Reading, Refusal


def as_text(reading: Reading) -> Iterator[str]:
    """One line a refusal, in the order of the text, then how many each rule passed over.

    ``FILE:LINE  START..END  rule  words: reason``; lines count from 1, offsets are code points from 0, half-open.
    """
    counts: Counter[str] = Counter()
    for line, refusal in _placed(reading):
        counts[refusal.rule] += 1
        span = f"{refusal.span.start}..{refusal.span.end}"
        words = " ".join(reading.words(refusal.span).split())
        yield f"{reading.document.name}:{line}\t{span}\t{refusal.rule}\t{words}: {refusal.reason}\n"
    yield f"passed over: {counts.total()}\n"
    yield from (f"  {rule:20} {count:5d}\n" for rule, count in sorted(counts.items()))


def as_records(reading: Reading) -> Iterator[str]:
    """The refusals as JSON lines: those of the reading format, each with its document and line."""
    for line, refusal in _placed(reading):
        record = {
            "record": "refusal",
            "document": reading.document.name,
            "line": line,
            "span": [refusal.span.start, refusal.span.end],
            "words": refusal.words,
            "rule": refusal.rule,
            "reason": refusal.reason,
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Reading], Iterator[str]]] = {"summary": as_text, "jsonl": as_records}
"""The formats in which refusals are listed, by the name that ``--format`` gives them."""


def _placed(reading: Reading) -> Iterator[tuple[int, Refusal]]:
    """The refusals in the order of the text, each with the number of its line."""
    breaks = [at for at, char in enumerate(reading.document.text) if char == "\n"]
    for refusal in sorted(reading.refusals, key=lambda refusal: (refusal.span, refusal.rule)):
        yield bisect_left(breaks, refusal.span.start) + 1, refusal
