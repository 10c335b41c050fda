"""A reading as a person reads it at a terminal: what the report is, what was found in it, and from which sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from jigou.cli.output import terminal_width
from jigou.ontology.values import Entity, EntityType, Reading, Relation

SHOWN = 12
"""How many rows of each kind are shown; the count says how many there are."""
WIDE = 160
"""The width of the tables where there is no terminal."""


def summary(reading: Reading) -> Iterator[str]:
    """The lines of the summary, each with its newline: the header, a table for each type of entity, relations, measures."""
    return (f"{line}\n" for line in _lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    yield from _header(reading)
    yield ""
    yield _counts(reading)
    for type_ in EntityType:
        found = [entity for entity in reading.entities if entity.type is type_]
        yield from _section(
            type_.value, ["name", "kind", "times", "first read in"], [_entity_row(reading, entity) for entity in found]
        )
    names = {entity.id: entity.canonical for entity in reading.entities}
    yield from _section(
        "Relations",
        ["source", "relation", "target", "words"],
        [_relation_row(reading, names, relation) for relation in reading.relations],
    )
    yield from _section(
        "Measures",
        ["of", "value", "what", "words"],
        [
            [
                names[measure.of],
                f"{measure.value} {measure.unit} ({measure.approx})",
                measure.what,
                reading.words(measure.evidence.span),
            ]
            for measure in reading.measures
        ],
    )
    yield f"\nEverything, with offsets and rules: jigou read {reading.document.name} --format jsonl"


def _header(reading: Reading) -> Iterator[str]:
    header, names = reading.header, {entity.id: entity.canonical for entity in reading.entities}
    rows = {
        "report": header.title or reading.document.name,
        "body": names.get(reading.reporting_body or "", header.body),
        "year": header.year,
        "published": header.published,
        "source": header.source,
        "jurisdiction": header.jurisdiction,
        "file": f"{reading.document.name}, {reading.document.encoding}, {len(reading.document.text)} characters",
    }
    yield from (f"{name:13}{value}" for name, value in rows.items() if value is not None)


def _counts(reading: Reading) -> str:
    counts = Counter(entity.type.value for entity in reading.entities)
    found = [f"{count} {name}" for name, count in counts.most_common()]
    return ", ".join([*found, f"{len(reading.relations)} relations", f"{len(reading.measures)} measures"])


def _section(title: str, columns: list[str], rows: list[list[str]]) -> Iterator[str]:
    from jigou.graphs.tables import table

    if rows:
        yield f"\n{title} ({len(rows)})"
        yield from table(columns, rows[:SHOWN], total=terminal_width() or WIDE)
        if len(rows) > SHOWN:
            yield f"… and {len(rows) - SHOWN} more"


def _entity_row(reading: Reading, entity: Entity) -> list[str]:
    from jigou.graphs.tables import shorten

    first = entity.mentions[0].span
    around = reading.document.text[max(0, first.start - 8) : first.end + 24]
    return [entity.canonical, entity.kind, str(len(entity.mentions)), f"…{shorten(around, 40)}"]


def _relation_row(reading: Reading, names: dict[str, str], relation: Relation) -> list[str]:
    label = f"{relation.type} ({relation.role})" if relation.role else relation.type.value
    target = names.get(relation.target, relation.target)
    return [names[relation.source], label, target, reading.words(relation.evidence.span)]
