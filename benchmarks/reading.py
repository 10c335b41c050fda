"""CPU of the whole reading, as a ratio to the CPU that pure-Python jieba takes merely to segment the same text.

Both run in this process, in turn, on the same files, after each has loaded its own data (which is reported beside the
ratio, not in it). Below 1.0 the reading, with decoding, outline, grammar, facts and evidence, costs less than jieba's
segmentation alone.

usage: benchmarks/reading.py [--texts FOLDER] [--repeats N]
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from statistics import median
from time import process_time

import jieba

from jigou.builder import read

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
AIM = 1.0


def cpu_of_reading(paths: list[Path]) -> float:
    """Seconds of CPU for reading every file."""
    start = process_time()
    for path in paths:
        read(path)
    return process_time() - start


def cpu_of_jieba(texts: list[str]) -> float:
    """Seconds of CPU for segmenting every text."""
    start = process_time()
    for text in texts:
        for _ in jieba.cut(text):
            pass
    return process_time() - start


def main() -> None:
    """Measure in turn and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--texts", type=Path, default=CORPUS if CORPUS.is_dir() else ROOT / "gold")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    paths = sorted(options.texts.glob("*.txt"))

    jieba.setLogLevel(logging.ERROR)
    start = process_time()
    jieba.initialize()
    loaded_jieba = process_time() - start
    first = cpu_of_reading(paths[:1])
    loaded_jigou = first - cpu_of_reading(paths[:1])

    texts = [read(path).document.text for path in paths]
    turns = [(cpu_of_reading(paths), cpu_of_jieba(texts)) for _ in range(options.repeats)]
    reading, segmenting = (median(column) for column in zip(*turns, strict=True))
    ratios = [ours / theirs for ours, theirs in turns]
    size = sum(path.stat().st_size for path in paths) / 1e6

    print(f"texts      {len(paths)} files, {sum(map(len, texts))} characters, {size:.2f} MB ({options.texts.name})")
    print(f"loading    jigou {loaded_jigou:.2f} s, jieba {loaded_jieba:.2f} s (once, not in the ratio)")
    print(f"reading    {reading:.2f} s of CPU, {reading / size:.2f} s/MB (median of {options.repeats})")
    print(f"jieba.cut  {segmenting:.2f} s of CPU, {segmenting / size:.2f} s/MB (median of {options.repeats})")
    print(f"ratio      {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}); the aim is under {AIM}")


if __name__ == "__main__":
    main()
