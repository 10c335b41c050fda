"""How long `jigou --help` takes, in seconds and as a ratio to starting Python for nothing.

usage: benchmarks/importing.py [--repeats N]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

JIGOU = Path(sys.executable).parent / "jigou"
AIM = 0.3


def seconds(*command: str | Path) -> float:
    """Wall-clock seconds that a command takes."""
    start = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start


def main() -> None:
    """Start both in turn and print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=15)
    options = parser.parse_args()
    turns = [(seconds(JIGOU, "--help"), seconds(sys.executable, "-c", "")) for _ in range(options.repeats)]
    helping, starting = (median(column) for column in zip(*turns, strict=True))
    print(f"jigou --help  {helping:.3f} s (median of {options.repeats}); the aim is under {AIM} s")
    print(f"python -c ''  {starting:.3f} s")
    print(f"ratio         {median(ours / bare for ours, bare in turns):.1f}")


if __name__ == "__main__":
    main()
