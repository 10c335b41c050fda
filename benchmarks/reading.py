"""CPU of the whole reading, as a ratio to the CPU that pure-Python jieba takes merely to segment the same text; and its memory.

Both read each file in turn, in this process, after each has loaded its own data (which is reported beside the ratio, not in
it). Below 1.0 the reading, with decoding, outline, grammar, facts and evidence, costs less than jieba's segmentation
alone. Memory is the most that Python's allocator held beyond what was held before, for one report and for the same
report ten times as long, beside what the reading itself keeps: no more may be taken than grows with the result.

usage: benchmarks/reading.py [--texts FOLDER] [--repeats N]
"""

from __future__ import annotations

import argparse
import gc
import logging
import tracemalloc
from pathlib import Path
from statistics import median
from time import process_time

import jieba

from jigou.builder import read
from jigou.builder.text.encoding import decode_bytes
from jigou.ontology import Document

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
AIM = 1.0
TIMES = 10


def cpu_of_reading(path: Path) -> float:
    """Seconds of CPU for reading a file."""
    start = process_time()
    read(path)
    return process_time() - start


def cpu_of_jieba(text: str) -> float:
    """Seconds of CPU for segmenting a text."""
    start = process_time()
    for _ in jieba.cut(text):
        pass
    return process_time() - start


def turn(paths: list[Path], texts: list[str]) -> tuple[float, float]:
    """Seconds of CPU for reading every file and for segmenting every text, each file and its text one after the other."""
    pairs = [(cpu_of_reading(path), cpu_of_jieba(text)) for path, text in zip(paths, texts, strict=True)]
    ours, theirs = (sum(column) for column in zip(*pairs, strict=True))
    return ours, theirs


def memory_of_reading(document: Document) -> tuple[float, float]:
    """The most megabytes that reading a document took, and those that its result keeps."""
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    reading = read(document)
    _, most = tracemalloc.get_traced_memory()
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del reading
    return (most - before) / 1e6, (kept - before) / 1e6


def main() -> None:
    """Measure in turn and print the ratio and the memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--texts", type=Path, default=CORPUS if CORPUS.is_dir() else ROOT / "gold")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    paths = sorted(options.texts.glob("*.txt"))

    jieba.setLogLevel(logging.ERROR)
    start = process_time()
    jieba.initialize()
    loaded_jieba = process_time() - start
    first = cpu_of_reading(paths[0])
    loaded_jigou = first - cpu_of_reading(paths[0])

    texts = [read(path).document.text for path in paths]
    turns = [turn(paths, texts) for _ in range(options.repeats)]
    reading, segmenting = (median(column) for column in zip(*turns, strict=True))
    ratios = [ours / theirs for ours, theirs in turns]
    size = sum(path.stat().st_size for path in paths) / 1e6

    words = max(texts, key=len)
    whole = decode_bytes(words.encode(), "once.txt")
    again = decode_bytes((words.rstrip() + "\n\n").encode() * TIMES, "ten-times.txt")
    read(again)  # what it learns of words is kept for the next report
    most, kept = memory_of_reading(whole)
    most_again, kept_again = memory_of_reading(again)

    print(f"texts      {len(paths)} files, {sum(map(len, texts))} characters, {size:.2f} MB ({options.texts.name})")
    print(f"loading    jigou {loaded_jigou:.2f} s, jieba {loaded_jieba:.2f} s (once, not in the ratio)")
    print(f"reading    {reading:.2f} s of CPU, {reading / size:.2f} s/MB (median of {options.repeats})")
    print(f"jieba.cut  {segmenting:.2f} s of CPU, {segmenting / size:.2f} s/MB (median of {options.repeats})")
    print(f"ratio      {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}); the aim is under {AIM}")
    print(f"memory     {most:.1f} MB at most for the longest, {kept:.1f} of them its reading's")
    print(f"           {most_again:.1f} MB at most for {TIMES} times as much, {kept_again:.1f} of them its reading's")


if __name__ == "__main__":
    main()
