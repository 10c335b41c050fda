"""Strategies of hypothesis that several tests share."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from hypothesis import strategies as st

from jigou.ontology import (
    KINDS,
    Approximation,
    Document,
    Entity,
    EntityType,
    Evidence,
    Header,
    Measure,
    Reading,
    Relation,
    RelationType,
    Role,
    Segment,
    SegmentKind,
    Span,
    Status,
)

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12).filter(str.strip)
"""Any words: hostile punctuation, control characters, characters beyond the first plane."""

TIMES = st.sampled_from(["2021", "2021-10", "2021-10-12", "2021-10-12/2021-10-15", "2020/2021", "1999-12/2000-02"])
_BODIES = (EntityType.BODY, EntityType.BODY)
_ENDS = {
    RelationType.PART_OF: (EntityType.BODY, EntityType.BODY),
    RelationType.ORGANIZES: (EntityType.BODY, EntityType.EVENT),
    RelationType.PARTICIPATES: (EntityType.BODY, EntityType.EVENT),
    RelationType.ESTABLISHES: (EntityType.BODY, EntityType.INITIATIVE),
    RelationType.ISSUES: (EntityType.BODY, EntityType.DOCUMENT),
    RelationType.IMPLEMENTS: (EntityType.BODY, EntityType.DOCUMENT),
    RelationType.HEADS: (EntityType.POST, EntityType.BODY),
    RelationType.SUB_ACTIVITY_OF: (EntityType.EVENT, EntityType.INITIATIVE),
    RelationType.THEME: (EntityType.EVENT, None),
    RelationType.PLACE: (EntityType.EVENT, EntityType.PLACE),
    RelationType.TIME: (EntityType.EVENT, None),
}


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Small readings that hold together: two bodies and one thing of every other type, some relations and measures."""
    text = draw(st.text(st.characters(codec="utf-8"), min_size=4, max_size=60))
    digest = hashlib.sha256(text.encode()).hexdigest()
    places = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.integers(start + 1, len(text)).map(lambda end: Span(start=start, end=end))
    )
    evidence = st.builds(
        Evidence, source=st.just(digest), span=places, rule=st.sampled_from(["one", "two"]), version=st.just("1")
    )
    confidence = st.decimals(0, 1, places=2).map(float)
    types = [EntityType.BODY, *EntityType]
    keys = draw(st.lists(WORDS, min_size=len(types), max_size=len(types), unique=True))
    entities = tuple(
        Entity(
            id=f"e{number}",
            type=type_,
            kind=draw(st.sampled_from(KINDS[type_])),
            names=(key, *draw(st.lists(WORDS, max_size=2))),
            canonical=key,
            key=key,
            mentions=tuple(draw(st.lists(evidence, min_size=1, max_size=2))),
            confidence=draw(confidence),
            status=draw(st.none() | st.sampled_from(Status)) if type_ not in _STATELESS else None,
            edition=draw(st.none() | st.integers(1, 99)) if type_ is EntityType.EVENT else None,
        )
        for number, (type_, key) in enumerate(zip(types, keys, strict=True))
    )
    ids = {type_: entity.id for type_, entity in zip(types, entities, strict=True)}

    def relation(type_: RelationType) -> Relation:
        source, target = _ENDS.get(type_, _BODIES)
        to = ids[target] if target else draw(TIMES if type_ is RelationType.TIME else WORDS)
        return Relation(
            type=type_,
            source="e0" if source is EntityType.BODY else ids[source],
            target=to,
            evidence=draw(evidence),
            confidence=draw(confidence),
            role=draw(st.sampled_from(Role)) if type_ is RelationType.ORGANIZES else None,
            status=draw(st.none() | st.sampled_from(Status)),
            words=draw(st.none() | WORDS),
        )

    return Reading(
        document=Document(
            name=draw(WORDS) + ".txt",
            text=text,
            digest=digest,
            file_digest=digest,
            encoding="utf-8",
        ),
        header=Header(title=draw(st.none() | WORDS), year=draw(st.none() | st.integers(1000, 9999))),
        segments=(Segment(index=0, kind=SegmentKind.SENTENCE, span=Span(start=0, end=len(text))),),
        entities=entities,
        relations=tuple(relation(type_) for type_ in draw(st.lists(st.sampled_from(RelationType), max_size=6))),
        measures=tuple(
            draw(
                st.lists(
                    st.builds(
                        Measure,
                        of=st.sampled_from([entity.id for entity in entities]),
                        value=st.decimals(0, 10**12, places=3).map(Decimal),
                        unit=st.sampled_from(["次", "人次", "%"]),
                        what=WORDS,
                        approx=st.sampled_from(Approximation),
                        evidence=evidence,
                        confidence=confidence,
                    ),
                    max_size=3,
                )
            )
        ),
        reporting_body=draw(st.none() | st.just("e0")),
    )


_STATELESS = (EntityType.POST, EntityType.PERSON, EntityType.PLACE)
