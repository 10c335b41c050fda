"""What the reader makes of every text with gold: figures for each set, and one line for each text, as they are kept in ``golden/``.

Both are files of tab-separated lines, each with a key, so that any change of a reading is seen in a commit's diff and two changes of
different texts do not conflict.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from jigou.builder import read, rules_version
from jigou.builder.quality.evaluation import evaluate, find_gold
from jigou.builder.quality.figures import Evaluation, Row
from jigou.ontology import Reading
from jigou.ontology.records import to_lines

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
FIGURES = GOLDEN / "figures.tsv"
READINGS = GOLDEN / "readings.tsv"
SETS: Mapping[str, str] = tomllib.loads((GOLDEN / "sets.toml").read_text("utf-8"))

_HEADS = {
    FIGURES: "# set\tof what\tright\tread\tgold\tF1 or share: written by a command, see CONTRIBUTING.md (Reading better)",
    READINGS: "# set/text\tentities\trelations\tmeasures\trefusals\tdigest: written by a command, see CONTRIBUTING.md",
}
_KEY = re.compile(r"^[^\t/]+(?:/[^\t]+|\t[^\t]+)")


def place(name: str) -> Path | None:
    """The folder of a set: in this checkout, else the nearest beside it or above; None where it is not there."""
    places = [folder / SETS[name] for folder in (ROOT, *ROOT.parents)]
    return next((folder for folder in places if any(folder.glob("*.gold.json"))), None)


HERE = tuple(name for name in SETS if place(name) is not None)


@cache
def of_set(name: str) -> tuple[list[str], list[str]]:
    """The lines of the figures and of the readings of one set."""
    folder = place(name)
    assert folder is not None
    pairs = [(gold, read(gold.text_path)) for gold in find_gold([folder])]
    lines = [_line(f"{name}/{reading.document.name.removesuffix('.txt')}", reading) for _, reading in pairs]
    return [f"{name}\t{figure}" for figure in _figures(evaluate(pairs))], lines


def _line(key: str, reading: Reading) -> str:
    """One text: how much was read, and a digest of all of it but the version of the rules."""
    words = "".join(to_lines(reading)).replace(rules_version(), "")
    digest = hashlib.sha256(words.encode()).hexdigest()[:16]
    sizes = (len(reading.entities), len(reading.relations), len(reading.measures), len(reading.refusals))
    return "\t".join([key, *map(str, sizes), digest])


def _figures(found: Evaluation) -> Iterator[str]:
    tables: dict[str, Mapping[str, Row]] = {
        "entities, strict": found.strict,
        "entities": found.lenient,
        "relations": found.relations,
        "measures": {"ALL": found.measures},
    }
    for table, rows in tables.items():
        for key, row in rows.items():
            yield f"{table}: {key}\t{row.right}\t{row.read}\t{row.gold}\t{row.f1:.4f}"
    shares = {"kinds": found.kind_accuracy, "roles": found.role_accuracy, "approximations": found.approx_accuracy}
    for title, share in shares.items():
        yield f"{title}\t\t\t\t{'-' if share is None else f'{share:.4f}'}"


def kept(path: Path, name: str) -> list[str]:
    """The lines of one set in a kept file."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [line for line in lines if re.match(rf"{re.escape(name)}[/\t]", line)]


def renew() -> None:
    """Write both files anew; what is kept of sets that are not here stays."""
    for position, path in enumerate((FIGURES, READINGS)):
        lines = [_HEADS[path]]
        for name in SETS:
            lines.extend(of_set(name)[position] if name in HERE else _last(kept(path, name)))
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")


def _last(lines: Iterable[str]) -> list[str]:
    """The lines, each key once: a merge may have kept both sides."""
    return list({_KEY.findall(line)[0]: line for line in lines}.values())
