"""Which records of a reading are which of the gold: by names that are alike, texts that are alike, numbers that are equal.

The measures are those of ``gold/GUIDELINES.md`` (The score).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jigou.builder.quality.gold import Gold
from jigou.ontology import Entity, Measure, Reading, Relation, RelationType

LENIENT = 0.75
"""How much alike two names of one entity are at least."""
THEME = 0.6
"""How much alike two texts of one theme are at least."""

_DROPPED = frozenset("“”\"'‘’《》〈〉「」『』【】()（）〔〕[] \t\n\u3000,，、。.;；::·•-—–_")


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


def same_relation(relation: Relation, record: Mapping[str, Any], matched: Mapping[str, str]) -> bool:
    """Whether a relation that was read is one of the gold: ``matched`` says which entity is which."""
    if str(record["source"]) != str(matched.get(relation.source)):
        return False
    if relation.type is RelationType.THEME:
        return alike(flat(relation.target), flat(str(record["target"]))) >= THEME
    if relation.type is RelationType.TIME:
        return relation.target == str(record["target"])
    return matched.get(relation.target) == str(record["target"])


def same_measure(measure: Measure, record: Mapping[str, Any], matched: Mapping[str, str]) -> bool:
    """Whether a measure that was read is one of the gold: of the same thing, in the same unit, with the same number."""
    if str(record["of"]) != str(matched.get(measure.of)) or measure.unit != record["unit"]:
        return False
    value = float(record["value"])
    return abs(float(measure.value) - value) < 1e-9 * max(1.0, abs(value))


def judge(gold: Gold, reading: Reading) -> Iterator[tuple[str, str, str, bool]]:
    """Every fact of a reading as record, type, rule, and whether the gold has it too."""
    matched = match(gold.entities, reading.entities, LENIENT)
    for entity in reading.entities:
        yield "entity", entity.type.value, entity.mentions[0].rule, entity.id in matched
    open_ = list(gold.relations)
    for relation in reading.relations:
        hit = next((r for r in open_ if r["type"] == relation.type.value and same_relation(relation, r, matched)), None)
        if hit is not None:
            open_.remove(hit)
        yield "relation", relation.type.value, relation.evidence.rule, hit is not None
    left = list(gold.measures)
    for measure in reading.measures:
        hit = next((record for record in left if same_measure(measure, record, matched)), None)
        if hit is not None:
            left.remove(hit)
        yield "measure", "measure", measure.evidence.rule, hit is not None
