"""Looks for bytes that a reader answers with anything but documents or a JigouError, guided by the code that they reach.

The readers run here, in one process and without their confinement, so that the fuzzer sees their branches. Seeds are small files of each format,
made here; nothing is kept but what breaks the rule, and that only where it is asked for.

usage: tools/fuzz_formats.py [--seconds N] [--reader NAME] (needs atheris: pip install 'jigou[fuzz]')
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "tests" / "formats"))

with atheris.instrument_imports(include=["jigou.builder.formats", "jigou.builder.text"]):
    from jigou.builder.formats import Limits, Source, readers
    from jigou.builder.text.outline import segments

from format_samples import INNER, SEEDS, within  # noqa: E402 - behind the instrumented modules

from jigou.ontology import JigouError  # noqa: E402

LIMITS = Limits(content=4_000_000, entries=100, pages=20, characters=100_000)
CONFINED = ("html", "docx", "pdf", "ofd", "xlsx", "csv", "text")


def check(name: str, data: bytes) -> None:
    """Read bytes: documents whose offsets hold, or a JigouError."""
    try:
        found = readers()[name].read(Source(name="a", shown="a", data=data), LIMITS)
    except JigouError:
        return
    for document in found:
        document.text.encode("utf-8")
        spans = [hint.span for hint in document.hints]
        spans += [cell.span for table in document.tables for cell in table.cells if cell.span]
        spans += [segment.span for segment in segments(document)]
        assert all(0 <= span.start < span.end <= len(document.text) for span in spans)


def main() -> None:
    """Run for some seconds, over all readers by turns or over one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--reader", choices=CONFINED)
    options = parser.parse_args()
    names = [options.reader] if options.reader else list(CONFINED)
    for name in names:
        readers()[name].prepare()

    def one(data: bytes) -> None:
        if not data:
            return
        name = names[(data[0] & 127) % len(names)]
        # Half of the bytes are a whole file, half the main part of an archive.
        check(name, within(name, data[1:]) if data[0] > 127 and name in INNER else data[1:])

    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(names):
            (Path(folder) / name).write_bytes(bytes([number]) + SEEDS[name])
            (Path(folder) / f"{name}-part").write_bytes(bytes([128 + number]) + INNER.get(name, "").encode())
        atheris.Setup(
            [
                sys.argv[0],
                f"-max_total_time={options.seconds}",
                "-max_len=20000",
                "-timeout=20",
                "-rss_limit_mb=3000",
                folder,
            ],
            one,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
