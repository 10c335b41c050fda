"""CPU of reading a report in each format, as a ratio to the CPU of reading the same report as text; and what else could take its text out.

Each turn reads the report once in every format, one after the other; the CPU of the confined processes counts, their start does not
(it is shown beside: once for each format in a batch). Where trafilatura, pdfplumber or python-docx are installed, the CPU that they take
merely for the text stands beside.

usage: benchmarks/formats.py [--repeats N]
"""

from __future__ import annotations

import argparse
import io
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "formats"))
sys.path.insert(0, str(ROOT / "tests"))

import test_four_formats as four  # noqa: E402 - it makes the four files

from jigou.builder.formats import documents_of, readers  # noqa: E402
from jigou.builder.formats.contract import Source  # noqa: E402
from jigou.builder.formats.limits import Limits  # noqa: E402
from jigou.builder.reading import read  # noqa: E402

AIMS = {"html": 3.0, "docx": 3.0, "pdf": 5.0}


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU of some work in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def others() -> dict[str, tuple[str, Callable[[bytes], object]]]:
    """Libraries that take the text out of a format, where they are installed."""
    found: dict[str, tuple[str, Callable[[bytes], object]]] = {}
    try:
        import trafilatura

        found["html"] = "trafilatura", trafilatura.extract
    except ImportError:
        pass
    try:
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
        found["pdf"] = (
            "pdfplumber",
            lambda data: [page.extract_text() for page in pdfplumber.open(io.BytesIO(data)).pages],
        )
    except ImportError:
        pass
    try:
        import docx

        found["docx"] = "python-docx", lambda data: [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    except ImportError:
        pass
    return found


def main() -> None:
    """Measure in turn and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    text = four.REPORT.read_bytes()
    files = {name: make() for name, make in four.MAKE.items()}
    known = readers()
    starts: dict[str, float] = {}
    for name, data in files.items():
        begin = time.perf_counter()
        documents_of(data, f"report.{name}")
        starts[name] = time.perf_counter() - begin
    read(documents_of(text, "report.txt")[0])
    times: dict[str, list[float]] = {name: [] for name in ("text", *files)}
    for _ in range(options.repeats):
        times["text"].append(cpu(lambda: read(documents_of(text, "report.txt")[0])))
        for name, data in files.items():
            # The same reader, here: what it takes in its own process, without that process's start.
            source = Source(name=f"report.{name}", shown=f"report.{name}", data=data)
            found = known[name].read(source, Limits())
            parsing = cpu(lambda name=name, source=source: known[name].read(source, Limits()))  # type: ignore[misc]
            times[name].append(parsing + cpu(lambda found=found: read(found[0])))  # type: ignore[misc]
    base = median(times["text"])
    print(f"text  {base * 1000:6.0f} ms of CPU (median of {options.repeats})")
    for name, data in files.items():
        ratios = [one / other for one, other in zip(times[name], times["text"], strict=True)]
        print(
            f"{name:5} {median(times[name]) * 1000:6.0f} ms, {median(ratios):.2f} times the text ({min(ratios):.2f} to "
            f"{max(ratios):.2f}); the aim is at most {AIMS[name]:.0f}; first file of a batch {starts[name]:.2f} s"
        )
        if name in others():
            library, extract = others()[name]
            print(
                f"      {library} takes {median(cpu(lambda e=extract, d=data: e(d)) for _ in range(3)) * 1000:.0f} ms for its text alone"
            )  # type: ignore[misc]


if __name__ == "__main__":
    main()
