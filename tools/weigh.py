"""Weigh the cues of names on gold and write ``name-weights.tsv`` and ``type-weights.tsv``: python tools/weigh.py GOLD...

Each GOLD is a folder of texts beside their ``*.gold.json``. Every stretch of words that may be a name is an example; it is a name where it is
one of the forms of a gold record. Two logistic regressions with an L1 penalty (most cues get no weight) are written as hundredths of a log-odd.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from jigou.builder.choice.acts import DONE_BY, FITS, act_cues, told
from jigou.builder.choice.candidates import LONGEST, clauses, may_begin, may_end
from jigou.builder.choice.counts import count_cues
from jigou.builder.choice.cues import Cues, Ground
from jigou.builder.choice.weights import ACTS, TYPES
from jigou.builder.clauses.sentence import Sentence
from jigou.builder.drafts import Draft, Mention
from jigou.builder.knowledge.lexicons import lexicon
from jigou.builder.phrases.tokens import Token
from jigou.builder.quality.evaluation import find_gold
from jigou.builder.quality.gold import Gold
from jigou.builder.reading import report_of
from jigou.builder.text.encoding import decode
from jigou.builder.text.spelling import normalise
from jigou.ontology import Document, EntityType, Span

OUT = Path(__file__).parent.parent / "builder" / "knowledge" / "lexicon"
LEAST_SEEN = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch of words: the cues of its end, of its beginning, of both, of its type, and the type that it has in the gold, if any."""

    end: Sequence[str]
    begin: Sequence[str]
    both: Sequence[str]
    of_type: Sequence[str]
    type: str | None


def examples(document: Document, gold: Gold) -> Iterator[Example]:
    """Every stretch of a text that may be a name."""
    forms = named(gold)
    report = report_of(document)
    seen: list[tuple[Sequence[Token], Ground]] = []
    report.watch = lambda words, ground: seen.append((words, ground))
    report.read()
    for tokens, ground in seen:
        right = found(tokens, ground.text, forms)
        cues = Cues(tokens, ground, lexicon())
        for clause, clause_end in clauses(tokens):
            opening = {
                first: cues.begins(first, clause, clause_end)
                for first in range(clause, clause_end)
                if may_begin(tokens[first])
            }
            for last in range(clause + 1, clause_end + 1):
                if not may_end(tokens[last - 1]):
                    continue
                ending = cues.ends(last, clause_end)
                for first in range(max(clause, last - LONGEST), last):
                    if first in opening:
                        type_ = right.get((first, last))
                        yield Example(
                            ending, opening[first], cues.both(first, last, clause, clause_end),
                            cues.of_type(first, last, clause) if type_ else (), type_,
                        )  # fmt: skip


def named(gold: Gold) -> list[tuple[str, str]]:
    """The forms of all gold records with their types, the longest first."""
    forms = {
        (spelt(name), str(entity["type"])) for entity in gold.entities for name in entity["names"] if len(name) > 1
    }
    return sorted(forms, key=lambda form: (-len(form[0]), form))


def spelt(name: str) -> str:
    """A name as the reader spells it."""
    return normalise(name, Span(start=0, end=len(name))).text if name else ""


def found(tokens: Sequence[Token], text: str, forms: Iterable[tuple[str, str]]) -> Mapping[tuple[int, int], str]:
    """Where the forms stand in a sentence, longer ones before those within them: runs of tokens and their types."""
    starts = {token.start: at for at, token in enumerate(tokens)}
    stops = {token.end: at + 1 for at, token in enumerate(tokens)}
    taken = bytearray(len(text))
    right: dict[tuple[int, int], str] = {}
    for name, type_ in forms:
        at = text.find(name)
        while at >= 0:
            stop = at + len(name)
            if not any(taken[at:stop]):
                taken[at:stop] = b"\1" * len(name)
                if at in starts and stop in stops:
                    right[starts[at], stops[stop]] = type_
            at = text.find(name, at + 1)
    return right


@dataclass(frozen=True, slots=True)
class Case:
    """A choice that was made right by a person: the cues, and what is right."""

    cues: Sequence[str]
    right: str


def act_and_count_cases(document: Document, gold: Gold) -> tuple[list[Case], list[Case]]:
    """What bodies did with each name of the gold, and whose each number is, with the names of the gold given."""
    forms = named(gold)
    report = report_of(document)

    def oracle(words: Sequence[Token], ground: Ground) -> Mapping[int, tuple[int, EntityType]]:
        right = found(words, ground.text, forms)
        return {first: (last, EntityType(type_)) for (first, last), type_ in right.items() if type_ in map(str, TYPES)}

    by_form = {(spelt(name), str(e["type"])): str(e["id"]) for e in gold.entities for name in e["names"]}
    acts: list[Case] = []
    counts: list[Case] = []

    def watch_acts(here: Sentence, drafts: Sequence[Draft]) -> None:
        by_mention = told(drafts)
        emitted = {id(d) for d in drafts if isinstance(d, Mention)}
        seen: set[int] = set()
        for setting in here.settings:
            mention = setting.mention
            entity = by_form.get((mention.name, str(mention.type)))
            if id(mention) in seen or id(mention) not in emitted or entity is None or mention.type not in FITS:
                continue
            seen.add(id(mention))
            mine = [r for r in gold.relations if str(r["target"]) == entity and r["type"] in map(str, DONE_BY)]
            here_ = [r for r in mine if spelt(r["evidence"]) in here.text or here.text in spelt(r["evidence"])]
            if mine and not here_:
                continue
            label = "-"
            if here_:
                r = here_[0]
                label = f"{r['type']}:{r['role']}" if r["type"] == "organizes" else str(r["type"])
            acts.append(Case(act_cues(here, setting, by_mention.get(id(mention), [])), label))

    def watch_counts(here: Sentence, found_: Sequence[Any]) -> None:
        for phrase, draft, what, holders_ in found_:
            number = phrase.token.number
            mine = [
                m
                for m in gold.measures
                if abs(float(m["value"]) - float(number.value)) < 1e-6
                and (m["unit"] or "") == (number.unit or "")
                and (spelt(m["evidence"]) in here.text or here.text in spelt(m["evidence"]))
            ]
            owners = {str(m["of"]) for m in mine}
            for holder in holders_:
                entity = by_form.get((holder.mention.name, str(holder.mention.type)))
                if entity is None and holder.place == "actor":
                    entity = reporting
                counts.append(
                    Case(count_cues(here.text, phrase, holder, draft, what), "yes" if entity in owners else "no")
                )

    record = json.loads(gold.path.read_text(encoding="utf-8"))
    reporting = str(record.get("reporting_body"))
    report.oracle, report.watch_acts, report.watch_counts = oracle, watch_acts, watch_counts
    report.read()
    return acts, counts


def matrix(rows: Sequence[Sequence[str]], index: Mapping[str, int]) -> csr_matrix:
    """The cues of examples as a matrix of ones."""
    columns: list[int] = []
    ends = [0]
    for cues in rows:
        columns += sorted({index[cue] for cue in cues if cue in index})
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns), np.float64), columns, ends), shape=(len(rows), len(index)))


def index_of(rows: Iterable[Sequence[str]], least: int) -> dict[str, int]:
    """A number for each cue that was seen often enough."""
    seen = Counter(cue for cues in rows for cue in set(cues))
    return {cue: at for at, cue in enumerate(sorted(cue for cue, times in seen.items() if times >= least))}


def weigh(all_examples: Sequence[Example], strictness: float = 0.2) -> tuple[list[str], list[str]]:
    """The lines of the two tables."""
    rows = [
        [*("end\t" + c for c in e.end), *("begin\t" + c for c in e.begin), *("both\t" + c for c in e.both)]
        for e in all_examples
    ]
    target = np.array([e.type is not None for e in all_examples])
    index = index_of(rows, LEAST_SEEN)
    model = LogisticRegression(C=strictness, solver="liblinear", max_iter=300, random_state=0, tol=1e-3)
    model.fit(matrix(rows, index), target)
    lines = [f"bias\tname\t{round(100 * float(model.intercept_[0]))}"]
    lines += [
        f"{cue}\t{weight}" for cue, at in index.items() if abs(weight := round(100 * float(model.coef_[0][at]))) >= 5
    ]
    typed = [e for e in all_examples if e.type in map(str, TYPES)]
    type_rows = [list(e.of_type) for e in typed]
    type_index = index_of(type_rows, 2)
    classes = [str(type_) for type_ in TYPES]
    type_model = LogisticRegression(C=0.5, max_iter=500, tol=1e-4)
    type_model.fit(matrix(type_rows, type_index), np.array([classes.index(str(e.type)) for e in typed]))
    order = list(type_model.classes_)
    table = np.zeros((len(TYPES), len(type_index)))
    bias = np.full(len(TYPES), -10.0)
    for row, class_ in enumerate(order):
        table[class_], bias[class_] = type_model.coef_[row], type_model.intercept_[row]
    type_lines = ["\t".join(["bias", *(str(round(100 * float(b))) for b in bias)])]
    for cue, at in type_index.items():
        weights = [round(100 * float(w)) for w in table[:, at]]
        if max(map(abs, weights)) >= 5:
            type_lines.append("\t".join([cue, *map(str, weights)]))
    return lines, type_lines


def weigh_acts(cases: Sequence[Case], strictness: float = 0.5) -> list[str]:
    """The lines of the table of acts."""
    rows = [list(case.cues) for case in cases]
    index = index_of(rows, 2)
    model = LogisticRegression(C=strictness, max_iter=800, tol=1e-4)
    model.fit(matrix(rows, index), np.array([ACTS.index(case.right) for case in cases]))
    table = np.zeros((len(ACTS), len(index)))
    bias = np.full(len(ACTS), -10.0)
    for row, class_ in enumerate(model.classes_):
        table[class_], bias[class_] = model.coef_[row], model.intercept_[row]
    lines = ["\t".join(["bias", *(str(round(100 * float(b))) for b in bias)])]
    for cue, at in index.items():
        weights = [round(100 * float(w)) for w in table[:, at]]
        if max(map(abs, weights)) >= 5:
            lines.append("\t".join([cue, *map(str, weights)]))
    return lines


def weigh_counts(cases: Sequence[Case], strictness: float = 0.3) -> list[str]:
    """The lines of the table of counts."""
    rows = [list(case.cues) for case in cases]
    index = index_of(rows, 3)
    model = LogisticRegression(C=strictness, l1_ratio=1, solver="liblinear", max_iter=400, random_state=0)
    model.fit(matrix(rows, index), np.array([case.right == "yes" for case in cases]))
    lines = [f"bias\t{round(100 * float(model.intercept_[0]))}", "floor\t0"]
    return lines + [f"{c}\t{w}" for c, at in index.items() if (w := round(100 * float(model.coef_[0][at]))) != 0]


HEAD = "# Weights of the cues of names, in hundredths of a log-odd; written by tools/weigh.py from {} texts of gold with {} names.\n"


def write(folder: Path, lines: Sequence[str], type_lines: Sequence[str], texts: int, names: int) -> None:
    """Write the two tables."""
    head = HEAD.format(texts, names)
    types = " ".join(map(str, TYPES))
    (folder / "name-weights.tsv").write_text(head + "# part, cue, weight\n" + "\n".join(lines) + "\n", encoding="utf-8")
    (folder / "type-weights.tsv").write_text(
        head + f"# cue, then a weight for each of {types}\n" + "\n".join(type_lines) + "\n", encoding="utf-8"
    )


def main(folders: Sequence[Path]) -> None:
    """Weigh on all gold of the folders."""
    cases = [case for folder in folders for case in find_gold([folder])]
    found_ = [e for gold in cases for e in examples(decode(gold.text_path), gold)]
    lines, type_lines = weigh(found_)
    write(OUT, lines, type_lines, len(cases), sum(e.type is not None for e in found_))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
