"""Readings against gold: precision, recall and F1 by type, with every error, and how far confidence can be trusted.

The measures are those of ``gold/GUIDELINES.md`` (The score): entities one to one by a name that is equal (strict) or at least 0.75
alike (lenient: twice the longest common subsequence over the summed lengths), relations and measures over leniently matched
entities, a theme's text at least 0.6 alike, times and numbers equal.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jigou.builder.gold import Gold, load_gold
from jigou.builder.standoff import from_brat
from jigou.ontology import (
    Entity,
    EntityType,
    Evidence,
    InvalidRecord,
    Measure,
    Reading,
    Relation,
    RelationType,
    SegmentKind,
    Span,
)

LENIENT = 0.75
THEME = 0.6
BANDS = (0.95, 0.9, 0.8, 0.7, 0.0)
"""The lower bounds of the bands of confidence."""
SORTS = ("entity", "relation", "measure", "ALL")
"""The sorts of fact that each band is told for."""

_DROPPED = frozenset("“”\"'‘’《》〈〉「」『』【】()（）〔〕[] \t\n\u3000,，、。.;；::·•-—–_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How many records of one type are in the gold, were read, and are right."""

    right: int
    read: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was read that is right."""
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was read."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.read + self.gold) if self.read + self.gold else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One error: what kind (MISSED, SPURIOUS, WRONG, LACKING), where, what, and the words of the text that state it."""

    fault: str
    document: str
    type: str
    words: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The figures of a set of readings. Shares are None where there is nothing to share."""

    documents: int
    strict: Mapping[str, Row]
    lenient: Mapping[str, Row]
    relations: Mapping[str, Row]
    measures: Row
    kind_accuracy: float | None
    role_accuracy: float | None
    approx_accuracy: float | None
    evidence_valid: float | None
    bands: Mapping[str, Mapping[str, tuple[int, int]]]
    refused: Mapping[str, int]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Tally:
    """Sums over documents; made for one evaluation."""

    strict: dict[str, list[int]] = field(default_factory=dict)
    lenient: dict[str, list[int]] = field(default_factory=dict)
    relations: dict[str, list[int]] = field(default_factory=dict)
    measures: dict[str, list[int]] = field(default_factory=dict)
    shares: dict[str, list[int]] = field(default_factory=dict)
    bands: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, table: dict[str, list[int]], key: str, right: int, read: int, gold: int) -> None:
        for name in (key, "ALL"):
            row = table.setdefault(name, [0, 0, 0])
            row[0] += right
            row[1] += read
            row[2] += gold

    def share(self, key: str, right: bool) -> None:
        pair = self.shares.setdefault(key, [0, 0])
        pair[0] += right
        pair[1] += 1

    def judged(self, sort: str, confidence: float, right: bool) -> None:
        band = next(low for low in BANDS if confidence >= low)
        for name in (sort, "ALL"):
            pair = self.bands.setdefault((f"{band:.2f}", name), [0, 0])
            pair[0] += right
            pair[1] += 1


def find_gold(paths: Iterable[Path]) -> Iterator[Gold]:
    """The gold files among files and folders, in the order of their names. Raises InvalidRecord where there is none."""
    for path in paths:
        found = sorted(path.glob("*.gold.json")) or sorted(path.glob("*.ann")) if path.is_dir() else [path]
        if not found:
            raise InvalidRecord(path, "holds no *.gold.json and no *.ann")
        for each in found:
            yield from_brat(each) if each.suffix == ".ann" else load_gold(each)


def evaluate(pairs: Iterable[tuple[Gold, Reading]]) -> Evaluation:
    """The figures of readings against their gold."""
    tally = _Tally()
    documents = 0
    for gold, reading in pairs:
        documents += 1
        matched = _entities(gold, reading, tally)
        _relations(gold, reading, matched, tally)
        _measures(gold, reading, matched, tally)
        _evidence(reading, tally)
        for refusal in reading.refusals:
            tally.refused[refusal.rule] = tally.refused.get(refusal.rule, 0) + 1

    def rows(table: dict[str, list[int]]) -> dict[str, Row]:
        ordered = sorted(table.items(), key=lambda item: item[0] == "ALL")  # the sum stands last
        return {key: Row(right=right, read=read, gold=in_gold) for key, (right, read, in_gold) in ordered}

    def share(key: str) -> float | None:
        right, of = tally.shares.get(key, [0, 0])
        return right / of if of else None

    return Evaluation(
        documents=documents,
        strict=rows(tally.strict),
        lenient=rows(tally.lenient),
        relations=rows(tally.relations),
        measures=rows(tally.measures).get("ALL", Row(right=0, read=0, gold=0)),
        kind_accuracy=share("kind"),
        role_accuracy=share("role"),
        approx_accuracy=share("approx"),
        evidence_valid=share("evidence"),
        bands={
            f"{low:.2f}": {
                sort: (tally.bands[f"{low:.2f}", sort][0], tally.bands[f"{low:.2f}", sort][1])
                for sort in SORTS
                if (f"{low:.2f}", sort) in tally.bands
            }
            for low in BANDS
            if (f"{low:.2f}", "ALL") in tally.bands
        },
        refused=dict(sorted(tally.refused.items())),
        faults=tuple(tally.faults),
    )


def to_json(evaluation: Evaluation) -> str:
    """The figures as JSON, rounded to four places, in a fixed order."""

    def row(found: Row) -> dict[str, float | int]:
        return {
            "precision": round(found.precision, 4),
            "recall": round(found.recall, 4),
            "f1": round(found.f1, 4),
            "predicted": found.read,
            "gold": found.gold,
        }

    def share(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    tables = {
        "entities_strict": evaluation.strict,
        "entities_lenient": evaluation.lenient,
        "relations": evaluation.relations,
    }
    record = {
        "documents": evaluation.documents,
        **{name: {key: row(found) for key, found in table.items()} for name, table in tables.items()},
        "measures": row(evaluation.measures),
        "kind_accuracy": share(evaluation.kind_accuracy),
        "role_accuracy": share(evaluation.role_accuracy),
        "approx_accuracy": share(evaluation.approx_accuracy),
        "evidence_valid": share(evaluation.evidence_valid),
        "confidence": {
            band: {sort: {"right": right, "of": of} for sort, (right, of) in sorts.items()}
            for band, sorts in evaluation.bands.items()
        },
        "refused": dict(evaluation.refused),
        "errors": [
            [fault.fault, fault.document, fault.type, fault.words, fault.sentence] for fault in evaluation.faults
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def flat(text: str) -> str:
    """A name without its punctuation, in one width and case, by which names are compared.

    >>> flat("“协商于民”政协委员工作站（试点）")
    '协商于民政协委员工作站试点'
    """
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char not in _DROPPED).lower()


def alike(one: str, other: str) -> float:
    """Twice the longest common subsequence over the summed lengths, 0 to 1.

    >>> alike("座谈会", "座谈会"), round(alike("工作座谈会", "座谈会"), 2)
    (1.0, 0.75)
    """
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    bound = 2 * min(len(one), len(other)) / (len(one) + len(other))
    if bound < 0.5:
        return bound * 0.5
    row = [0] * (len(other) + 1)
    for char in one:
        diagonal = 0
        for at, against in enumerate(other, 1):
            above = row[at]
            row[at] = diagonal + 1 if char == against else max(above, row[at - 1])
            diagonal = above
    return 2 * row[-1] / (len(one) + len(other))


def match(gold: Sequence[Mapping[str, Any]], entities: Sequence[Entity], threshold: float) -> dict[str, str]:
    """Which read entity is which of the gold: one to one, the best pairs first; the ids read to the ids of the gold."""
    pairs: list[tuple[float, float, str, str]] = []
    for entity in entities:
        names = {flat(name) for name in entity.names} - {""}
        first = flat(entity.names[0])
        for record in gold:
            if record["type"] != entity.type.value:
                continue
            golden = [flat(name) for name in record["names"]]
            best = max((alike(name, other) for name in names for other in golden), default=0.0)
            if best >= threshold:
                by_first = max((alike(first, other) for other in golden), default=0.0)
                pairs.append((-best, -by_first, entity.id, str(record["id"])))
    matched: dict[str, str] = {}
    used: set[str] = set()
    for _, _, id_, of in sorted(pairs):
        if id_ not in matched and of not in used:
            matched[id_] = of
            used.add(of)
    return matched


def _entities(gold: Gold, reading: Reading, tally: _Tally) -> dict[str, str]:
    by_id = {str(record["id"]): record for record in gold.entities}
    strict = match(gold.entities, reading.entities, 1.0)
    lenient = match(gold.entities, reading.entities, LENIENT)
    for table, matched in ((tally.strict, strict), (tally.lenient, lenient)):
        for type_ in EntityType:
            tally.add(
                table,
                type_.value,
                sum(1 for of in matched.values() if by_id[of]["type"] == type_.value),
                sum(1 for entity in reading.entities if entity.type is type_),
                sum(1 for record in gold.entities if record["type"] == type_.value),
            )
    name = gold.path.name.removesuffix(".gold.json")
    found = set(lenient.values())
    for record in gold.entities:
        if str(record["id"]) not in found:
            tally.faults.append(
                Fault(
                    fault="MISSED",
                    document=name,
                    type=record["type"],
                    words=record["names"][0],
                    sentence=_quoted(record),
                )
            )
    for entity in reading.entities:
        of = lenient.get(entity.id)
        tally.judged("entity", entity.confidence, of is not None)
        if of is None:
            tally.faults.append(
                Fault(
                    fault="SPURIOUS",
                    document=name,
                    type=entity.type.value,
                    words=entity.names[0],
                    sentence=_around(reading, entity.mentions[0].span),
                )
            )
        else:
            tally.share("kind", entity.kind == by_id[of].get("kind"))
    return lenient


def _relations(gold: Gold, reading: Reading, matched: Mapping[str, str], tally: _Tally) -> None:
    name = gold.path.name.removesuffix(".gold.json")
    golden = {str(record["id"]): record["names"][0] for record in gold.entities}
    names = {entity.id: entity.names[0] for entity in reading.entities}
    open_: dict[str, list[Mapping[str, Any]]] = {}
    for record in gold.relations:
        open_.setdefault(record["type"], []).append(record)
    totals = {type_: len(records) for type_, records in open_.items()}
    right: dict[str, int] = {}
    for relation in reading.relations:
        records = open_.get(relation.type.value, [])
        hit = next((record for record in records if _same(relation, record, matched)), None)
        tally.judged("relation", relation.confidence, hit is not None)
        if hit is None:
            words = f"{names[relation.source]} -> {names.get(relation.target, relation.target)}"
            tally.faults.append(
                Fault(
                    fault="WRONG",
                    document=name,
                    type=relation.type.value,
                    words=words,
                    sentence=_around(reading, relation.evidence.span),
                )
            )
            continue
        records.remove(hit)
        right[relation.type.value] = right.get(relation.type.value, 0) + 1
        if relation.type is RelationType.ORGANIZES:
            tally.share("role", (relation.role.value if relation.role else None) == hit.get("role"))
    for type_ in RelationType:
        read = sum(1 for relation in reading.relations if relation.type is type_)
        tally.add(tally.relations, type_.value, right.get(type_.value, 0), read, totals.get(type_.value, 0))
        for record in open_.get(type_.value, []):
            words = f"{golden[str(record['source'])]} -> {golden.get(str(record['target']), record['target'])}"
            tally.faults.append(
                Fault(fault="LACKING", document=name, type=type_.value, words=words, sentence=_quoted(record))
            )


def _same(relation: Relation, record: Mapping[str, Any], matched: Mapping[str, str]) -> bool:
    if str(record["source"]) != str(matched.get(relation.source)):
        return False
    if relation.type is RelationType.THEME:
        return alike(flat(relation.target), flat(str(record["target"]))) >= THEME
    if relation.type is RelationType.TIME:
        return relation.target == str(record["target"])
    return matched.get(relation.target) == str(record["target"])


def _measures(gold: Gold, reading: Reading, matched: Mapping[str, str], tally: _Tally) -> None:
    name = gold.path.name.removesuffix(".gold.json")
    golden = {str(record["id"]): record["names"][0] for record in gold.entities}
    left = list(gold.measures)
    right = 0
    for measure in reading.measures:
        hit = next((record for record in left if _counts_same(measure, record, matched)), None)
        tally.judged("measure", measure.confidence, hit is not None)
        if hit is None:
            words = f"{measure.value}{measure.unit} {measure.what}"
            tally.faults.append(
                Fault(
                    fault="WRONG",
                    document=name,
                    type="measure",
                    words=words,
                    sentence=_around(reading, measure.evidence.span),
                )
            )
            continue
        left.remove(hit)
        right += 1
        tally.share("approx", measure.approx.value == hit.get("approx"))
    for record in left:
        words = f"{record['value']}{record['unit']} {record.get('what')} of {golden[str(record['of'])]}"
        tally.faults.append(
            Fault(fault="LACKING", document=name, type="measure", words=words, sentence=_quoted(record))
        )
    tally.add(tally.measures, "measure", right, len(reading.measures), len(gold.measures))


def _counts_same(measure: Measure, record: Mapping[str, Any], matched: Mapping[str, str]) -> bool:
    if str(record["of"]) != str(matched.get(measure.of)) or measure.unit != record["unit"]:
        return False
    value = float(record["value"])
    return abs(float(measure.value) - value) < 1e-9 * max(1.0, abs(value))


def _evidence(reading: Reading, tally: _Tally) -> None:
    for entity in reading.entities:
        names = [flat(name) for name in entity.names]
        tally.share("evidence", all(_shows(reading, mention, names) for mention in entity.mentions))
    spans = [relation.evidence.span for relation in reading.relations]
    spans.extend(measure.evidence.span for measure in reading.measures)
    for span in spans:
        tally.share("evidence", bool(reading.words(span).strip()))


def _shows(reading: Reading, mention: Evidence, names: Sequence[str]) -> bool:
    words = flat(reading.words(mention.span))
    return any(name and (name in words or words in name) for name in names)


def to_text(evaluation: Evaluation, *, errors: bool = False) -> str:
    """The figures as a person reads them; with ``errors``, each error first."""
    lines: list[str] = []
    if errors:
        for f in evaluation.faults:
            lines.append(f"{f.fault:8} {f.document:28} {f.type:13} {f.words}")
            if f.sentence:
                lines.append(f"         | {f.sentence}")
    tables = (
        ("entities, strict", evaluation.strict),
        ("entities, lenient", evaluation.lenient),
        ("relations", evaluation.relations),
        ("measures", {"ALL": evaluation.measures}),
    )
    for title, table in tables:
        lines.extend(("", f"{title:18} precision  recall      F1    gold    read"))
        for key, row in table.items():
            if row.gold or row.read:
                figures = f"{row.precision:9.3f} {row.recall:7.3f} {row.f1:7.3f} {row.gold:7d} {row.read:7d}"
                lines.append(f"  {key:16} {figures}")
    lines.append("")
    shares = (
        ("kinds", evaluation.kind_accuracy),
        ("roles", evaluation.role_accuracy),
        ("approximations", evaluation.approx_accuracy),
        ("evidence valid", evaluation.evidence_valid),
    )
    lines.extend(f"{name:18} {'-' if share is None else f'{share:9.3f}'}" for name, share in shares)
    lines.extend(("", f"confidence >= {''.join(f'{sort:>18}' for sort in SORTS)}"))
    for band, sorts in evaluation.bands.items():
        cells = (_cell(*sorts[sort]) if sort in sorts else "-" for sort in SORTS)
        lines.append(f"  {band:11} {''.join(f'{cell:>18}' for cell in cells)}")
    lines.extend(("", "passed over"))
    lines.extend(f"  {rule:20} {count:5d}" for rule, count in evaluation.refused.items())
    return "\n".join(lines).lstrip("\n") + "\n"


def _cell(right: int, of: int) -> str:
    return f"{right}/{of} {right / of:.3f}"


def _quoted(record: Mapping[str, Any]) -> str:
    """The words of the text that a record of the gold cites; brat has none."""
    evidence = record.get("evidence") or ""
    return evidence if isinstance(evidence, str) else str(evidence[0])


def _around(reading: Reading, span: Span) -> str:
    """The sentence that holds a stretch, on one line; the stretch itself where no sentence does."""
    holders = (s.span for s in reading.segments if s.kind is SegmentKind.SENTENCE and s.span.covers(span))
    return "".join(reading.words(next(holders, span)).split())


def judge(gold: Gold, reading: Reading) -> Iterator[tuple[str, str, str, bool]]:
    """Every fact of a reading as record, type, rule, and whether the gold has it too."""
    matched = match(gold.entities, reading.entities, LENIENT)
    for entity in reading.entities:
        yield "entity", entity.type.value, entity.mentions[0].rule, entity.id in matched
    open_ = list(gold.relations)
    for relation in reading.relations:
        hit = next((r for r in open_ if r["type"] == relation.type.value and _same(relation, r, matched)), None)
        if hit is not None:
            open_.remove(hit)
        yield "relation", relation.type.value, relation.evidence.rule, hit is not None
    left = list(gold.measures)
    for measure in reading.measures:
        hit = next((record for record in left if _counts_same(measure, record, matched)), None)
        if hit is not None:
            left.remove(hit)
        yield "measure", "measure", measure.evidence.rule, hit is not None
