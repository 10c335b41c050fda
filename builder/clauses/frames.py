"""What a verb says of a thing: the frames of ``frames.tsv``, asked here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jigou.builder.clauses.moves import Step
from jigou.builder.clauses.view import View
from jigou.builder.drafts import Mention
from jigou.builder.knowledge.lexicons import Verb, rows
from jigou.ontology import EntityType, InvalidRecord, RelationType, Role

_NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One row: the relation that a verb states from who acts to a thing, and how far it is trusted in which construction.

    ``role`` is None where the verb's own holds, ``has_role`` whether the relation has one; a confidence of None says nothing.
    """

    weight: int
    relation: RelationType
    has_role: bool
    role: Role | None
    rule: str
    confidence: float
    titled: float
    relative: float | None
    passive: float | None

    def role_of(self, verb: Verb) -> Role | None:
        """In what part a body organizes by this verb."""
        return (self.role or verb.role or Role.ORGANIZE) if self.has_role else None


@cache
def frames() -> Mapping[tuple[str, EntityType], Sequence[Frame]]:
    """The frames by act and type, that with the greatest weight first. Raises InvalidRecord where a row breaks the contract."""
    path = Path(str(files("jigou.builder.knowledge").joinpath("lexicon/frames.tsv")))
    found: dict[tuple[str, EntityType], list[Frame]] = {}
    for number, cells in rows(path, 9):
        try:
            key, frame = _frame(cells)
        except ValueError as error:
            raise InvalidRecord(path, str(error), line=number) from error
        if any(other.weight == frame.weight for other in found.setdefault(key, [])):
            raise InvalidRecord(path, f"a second row for {key[0]}, {key[1]} and weight {frame.weight}", line=number)
        found[key].append(frame)
    return {key: sorted(of, key=lambda frame: -frame.weight) for key, of in found.items()}


def _frame(cells: Sequence[str]) -> tuple[tuple[str, EntityType], Frame]:
    act, type_, weight, relation, role, rule, confidence, relative, passive = cells
    plain, _, titled = confidence.partition("/")
    return (act, EntityType(type_)), Frame(
        weight=int(weight),
        relation=RelationType(relation),
        has_role=role != _NONE,
        role=None if role in (_NONE, "verb") else Role(role),
        rule=rule,
        confidence=float(plain),
        titled=float(titled or plain),
        relative=None if relative == _NONE else float(relative),
        passive=None if passive == _NONE else float(passive),
    )


def frame_of(verb: Verb, type_: EntityType) -> Frame | None:
    """What a verb says of a thing of some type; None where it says nothing."""
    return next((frame for frame in frames().get((verb.act, type_), ()) if verb.weight >= frame.weight), None)


def said_of(here: View, verb: Verb, thing: Mention, doers: Sequence[Mention]) -> Iterator[Step]:
    """That each of the bodies does with a thing what the verb says."""
    frame = frame_of(verb, thing.type)
    if frame is None:
        return
    rule = frame.rule + verb.word if frame.rule.endswith(":") else frame.rule
    confidence = frame.titled if "《" in thing.name else frame.confidence
    for doer in doers:
        if doer is not thing:
            yield here.relation(frame.relation, doer, thing, rule, confidence, frame.role_of(verb))


def said_before(here: View, thing: Mention) -> Iterator[Step]:
    """What relative clauses before a thing say of it (甲主办、乙承办的汇演)."""
    for body, verb in here.doers:
        frame = frame_of(verb, thing.type)
        if frame is not None and frame.relative is not None:
            yield here.relation(frame.relation, body, thing, "relative-clause", frame.relative, frame.role_of(verb))


def said_behind(here: View, thing: Mention, bodies: Sequence[Mention], verb: Verb) -> Iterator[Step]:
    """What the bodies behind 由 do with what stands first (汇演由甲主办)."""
    frame = frame_of(verb, thing.type)
    if frame is not None and frame.passive is not None:
        for body in bodies:
            yield here.relation(frame.relation, body, thing, "passive", frame.passive, frame.role_of(verb))
