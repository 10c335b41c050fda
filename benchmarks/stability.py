"""Whether the same reports give the same bytes: over hash seeds, locales, time zones and the order of the reports.

Builds the shipped reports once plainly and once for each change of circumstances, exports every format, and compares the digests.
Exit code 1 where a byte differs.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
JIGOU = Path(sys.executable).parent / "jigou"
REPORTS = sorted(str(path) for path in (ROOT / "gold").glob("*.txt"))
FORMATS = ("turtle", "trig", "nquads")
CIRCUMSTANCES: dict[str, tuple[list[str], dict[str, str]]] = {
    "hash seed 1": (REPORTS, {"PYTHONHASHSEED": "1"}),
    "hash seed 4242": (REPORTS, {"PYTHONHASHSEED": "4242"}),
    "reports in another order": (REPORTS[::-1], {}),
    "locale C, Honolulu": (REPORTS, {"LC_ALL": "C", "TZ": "Pacific/Honolulu"}),
    "locale C.UTF-8, Shanghai": (REPORTS, {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}),
}


def digests(folder: Path, reports: list[str], environment: dict[str, str]) -> dict[str, str]:
    """The SHA-256 of every file that the circumstances should not change."""
    surroundings = {**os.environ, "PYTHONHASHSEED": "0", **environment}
    subprocess.run([JIGOU, "build", *reports, "-o", folder / "graph"], env=surroundings, check=True)
    subprocess.run([JIGOU, "read", REPORTS[0], "-o", folder / "reading.jsonl"], env=surroundings, check=True)
    for name in FORMATS:
        command = [JIGOU, "export", folder / "graph", "--to", name, "-o", folder / name]
        subprocess.run(command, env=surroundings, check=True)
    files = [*(folder / name for name in FORMATS), folder / "reading.jsonl", *folder.glob("graph/*.*")]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> None:
    """Compare every circumstance with the plain one."""
    with tempfile.TemporaryDirectory() as name:
        plain = Path(name) / "plain"
        plain.mkdir()
        expected = digests(plain, REPORTS, {})
        wrong = 0
        for index, (circumstance, (reports, environment)) in enumerate(CIRCUMSTANCES.items()):
            folder = Path(name) / str(index)
            folder.mkdir()
            found = digests(folder, reports, environment)
            different = sorted(file for file in expected | found if expected.get(file) != found.get(file))
            wrong += len(different)
            print(f"{circumstance:28}{', '.join(different) + ' differ' if different else 'the same bytes'}")
    print(f"{len(expected)} files each: {', '.join(sorted(expected))}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
