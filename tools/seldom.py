"""Which rules and verdicts read few things on all gold, and what they read: such a rule is merged, widened or dropped.

    python tools/seldom.py [FOLDER…] [--fewer N]

Folders are those of texts with gold (default: ``gold``). Rules that end in a verb (``organizes:召开``) are counted by what stands before it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jigou.builder.clauses.verdicts import VERDICTS
from jigou.builder.quality.evaluation import find_gold
from jigou.builder.trails import Trail, explained

SORTS = ("mention", "relation", "refusal", "verdict")


def told(trail: Trail) -> Iterator[tuple[str, str, str]]:
    """The sort, the rule and the words of each thing that a sentence's rules read or passed over."""
    for turn in trail.turns:
        for said in turn.says:
            sort = next((sort for sort in SORTS if sort in said), "")
            if sort == "verdict":
                yield sort, said["verdict"], f"{said['words']}: {said['answer']}"
            elif sort == "relation":
                yield sort, said["rule"].partition(":")[0], f"{said['source']} {said['relation']} {said['target']}"
            elif sort:
                yield sort, said["rule"], said[sort]
    for measure in trail.measures:
        yield "measure", measure["rule"], f"{measure['value']}{measure['unit']} of {measure['of']}"


def counted(trails: Iterable[tuple[str, Trail]]) -> Mapping[tuple[str, str], list[str]]:
    """What each rule read, with the text where it did; a verdict that never decided has nothing."""
    found: dict[tuple[str, str], list[str]] = {("verdict", verdict.name): [] for verdict in VERDICTS}
    for text, trail in trails:
        for sort, rule, words in told(trail):
            found.setdefault((sort, rule), []).append(f"{words} ({text})")
    return found


def seldom(found: Mapping[tuple[str, str], list[str]], fewer: int) -> Iterator[str]:
    """The rules with fewer things than a number, as lines, the rarest first."""
    for (sort, rule), things in sorted(found.items(), key=lambda item: (len(item[1]), item[0])):
        if len(things) < fewer:
            yield f"{len(things)}\t{sort}\t{rule}\t{'; '.join(things)}"


def main() -> int:
    """Print the rules, and return how the command ends."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("gold")])
    parser.add_argument("--fewer", type=int, default=4, help="list rules that read fewer things than this (default: 4)")
    options = parser.parse_args()
    texts = [gold.text_path for gold in find_gold(options.folders)]
    trails = ((path.stem, trail) for path in texts for trail in explained(path)[1])
    for line in seldom(counted(trails), options.fewer):
        sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
