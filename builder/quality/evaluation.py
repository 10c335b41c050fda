"""Readings against gold: precision, recall and F1 by type, with every error, and how far confidence can be trusted.

The measures are those of ``gold/GUIDELINES.md`` (The score): entities one to one by a name that is equal (strict) or at least 0.75
alike (lenient: twice the longest common subsequence over the summed lengths), relations and measures over leniently matched
entities, a theme's text at least 0.6 alike, times and numbers equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jigou.builder.quality.figures import BANDS, SORTS, Evaluation, Fault, Row
from jigou.builder.quality.gold import ANNOTATED, Gold, load_gold
from jigou.builder.quality.matches import LENIENT, flat, match, same_measure, same_relation
from jigou.builder.quality.standoff import from_brat
from jigou.ontology import EntityType, Evidence, InvalidRecord, Reading, RelationType, SegmentKind, Span


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
    for relation in (one for one in reading.relations if one.type in ANNOTATED):
        records = open_.get(relation.type.value, [])
        hit = next((record for record in records if same_relation(relation, record, matched)), None)
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
    for type_ in ANNOTATED:
        read = sum(1 for relation in reading.relations if relation.type is type_)
        tally.add(tally.relations, type_.value, right.get(type_.value, 0), read, totals.get(type_.value, 0))
        for record in open_.get(type_.value, []):
            words = f"{golden[str(record['source'])]} -> {golden.get(str(record['target']), record['target'])}"
            tally.faults.append(
                Fault(fault="LACKING", document=name, type=type_.value, words=words, sentence=_quoted(record))
            )


def _measures(gold: Gold, reading: Reading, matched: Mapping[str, str], tally: _Tally) -> None:
    name = gold.path.name.removesuffix(".gold.json")
    golden = {str(record["id"]): record["names"][0] for record in gold.entities}
    left = list(gold.measures)
    right = 0
    for measure in reading.measures:
        hit = next((record for record in left if same_measure(measure, record, matched)), None)
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


def _quoted(record: Mapping[str, Any]) -> str:
    """The words of the text that a record of the gold cites; brat has none."""
    evidence = record.get("evidence") or ""
    return evidence if isinstance(evidence, str) else str(evidence[0])


def _around(reading: Reading, span: Span) -> str:
    """The sentence that holds a stretch, on one line; the stretch itself where no sentence does."""
    holders = (s.span for s in reading.segments if s.kind is SegmentKind.SENTENCE and s.span.covers(span))
    return "".join(reading.words(next(holders, span)).split())
