"""What the grammar by itself says of a sentence, and where the sentence stands: the ground on which names are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jigou.builder.choice.cues import Ground
from jigou.builder.clauses.sentence import Discourse, Sentence
from jigou.builder.drafts import Draft, Mention
from jigou.builder.phrases.phrase import PhraseSort
from jigou.ontology import Segment, SegmentKind, Span


def grounds(trial: Sentence, drafts: Sequence[Draft], zones: tuple[str, ...]) -> Ground:
    """What the grammar by itself says of a sentence, as cues for the choice of its names."""
    back: dict[int, int] = {}
    for at in range(len(trial.text)):
        back.setdefault(trial.view.offsets[at], at)

    def placed(span: Span, what: str) -> Iterator[tuple[int, int, str]]:
        start, last = back.get(span.start), back.get(span.end - 1)
        if start is not None and last is not None:
            yield start, last + 1, what

    return Ground(
        text=trial.text,
        phrases=tuple((p.start, p.end, str(p.type)) for p in trial.phrases if p.sort is PhraseSort.NAME),
        read=tuple(place for d in drafts if isinstance(d, Mention) for place in placed(d.span, str(d.type))),
        refused=tuple(place for r in trial.refusals for place in placed(r.span, r.rule)),
        zones=zones,
    )


def zones(segment: Segment, discourse: Discourse) -> tuple[str, ...]:
    """Where a sentence stands: in a heading, in a plan, short by itself."""
    said = {
        "heading": segment.kind is SegmentKind.HEADING,
        "plan": discourse.planned,
        "short": segment.span.end - segment.span.start < 22,
    }
    return tuple(zone for zone, so in said.items() if so)
