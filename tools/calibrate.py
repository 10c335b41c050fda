"""Measure each rule on gold and write ``builder/knowledge/lexicon/confidence.tsv``: python tools/calibrate.py GOLD..."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from jigou.builder import read
from jigou.builder.quality.evaluation import find_gold
from jigou.builder.quality.matches import judge

OUT = Path(__file__).parent.parent / "builder" / "knowledge" / "lexicon" / "confidence.tsv"
HEADER = """# How often each rule was right on the gold of the project. Made by: python tools/calibrate.py gold
# Columns: record, type, rule, right, read.
"""


def main(paths: list[str]) -> None:
    """Read every gold text and count, by record, type and rule."""
    right: Counter[tuple[str, str, str]] = Counter()
    total: Counter[tuple[str, str, str]] = Counter()
    for gold in find_gold(Path(path) for path in paths):
        for record, type_, rule, good in judge(gold, read(gold.text_path)):
            key = (record, type_, rule.split(":")[0])
            total[key] += 1
            right[key] += good
    lines = ["\t".join((*key, str(right[key]), str(total[key]))) + "\n" for key in sorted(total)]
    OUT.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
