"""How a sentence was read: its tokens and phrases, what its verbs may say, what each rule and verdict said, the numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from jigou.builder.clauses.frames import frames
from jigou.builder.clauses.moves import Addition, Judgement, Move, NextClause, Place, Step
from jigou.builder.clauses.sentence import Sentence
from jigou.builder.drafts import DraftMeasure, DraftRelation, Mention
from jigou.builder.knowledge.lexicons import Verb
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.builder.phrases.tokens import Token
from jigou.builder.reading import report_of
from jigou.ontology import Document, Reading, Refusal, Span

_TOLD = ("type", "kind", "head", "tail", "edition")
_FLAGS = ("bare", "vague", "quoted", "own", "named", "chief", "record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one rule said of one phrase; ``words`` is empty where a rule reads the whole sentence or ends it."""

    words: str
    rule: str
    says: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The reading of one sentence, step by step, as values of JSON. ``frames`` are the relations that its verbs may state."""

    span: Span
    text: str
    tokens: tuple[str, ...]
    phrases: tuple[Mapping[str, Any], ...]
    frames: tuple[Mapping[str, Any], ...]
    turns: tuple[Turn, ...]
    measures: tuple[Mapping[str, Any], ...]


def explained(
    source: Path | Document, *, extra: Path | None = None, genre: str | None = None
) -> tuple[Reading, tuple[Trail, ...]]:
    """A report read, with the trail of each of its sentences and headings. Raises what :func:`jigou.builder.read` raises."""
    report = report_of(source, extra=extra, genre=genre)
    report.trails = []
    reading = report.read()
    return reading, tuple(_trail(*one) for one in report.trails)


def sentence_alone(words: str) -> Document:
    """A report of one sentence, by a body that is only called 本机关."""
    text = f"本机关工作总结\n\n{words.strip()}\n"
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(name="sentence", text=text, digest=digest, file_digest=digest, encoding="utf-8")


def _trail(here: Sentence, tokens: Sequence[Token], measures: Sequence[DraftMeasure]) -> Trail:
    return Trail(
        span=here.span,
        text=here.text,
        tokens=tuple(token.text for token in tokens),
        phrases=tuple(_phrase(phrase) for phrase in here.phrases),
        frames=tuple(_frames(here)),
        turns=tuple(_turns(here.trail or ())),
        measures=tuple(
            {"of": m.of.name, "value": str(m.value), "unit": m.unit, "what": m.what, "rule": m.rule} for m in measures
        ),
    )


def _phrase(phrase: Phrase) -> dict[str, Any]:
    said: dict[str, Any] = {"words": phrase.text, "sort": phrase.sort.value}
    if phrase.sort is PhraseSort.NAME:
        said |= {name: str(value) for name in _TOLD if (value := getattr(phrase, name))}
        said |= {name: True for name in _FLAGS if getattr(phrase, name)}
    if phrase.verb is not None:
        said |= {"act": phrase.verb.act.value, "weight": phrase.verb.weight}
    return said


def _frames(here: Sentence) -> Iterator[dict[str, Any]]:
    for phrase in here.phrases:
        verb = phrase.verb
        for (act, type_), rows in frames().items() if verb is not None else ():
            if verb is not None and act == verb.act:
                for frame in rows:
                    if verb.weight >= frame.weight:
                        yield {"verb": verb.word, "of": type_.value, "states": frame.relation.value}
                        break


def _turns(steps: Sequence[tuple[str, Phrase | None, Step]]) -> Iterator[Turn]:
    """The steps of each rule and phrase together; what was said to be as it was already is left out."""
    said: list[Mapping[str, Any]] = []
    last: tuple[str, Phrase | None] | None = None
    for rule, phrase, step in steps:
        if last is not None and (last[0] != rule or last[1] is not phrase):
            yield _turn(*last, said)
            said = []
        last = (rule, phrase)
        told = _said(step)
        if told:
            said.append(told)
    if last is not None:
        yield _turn(*last, said)


def _turn(rule: str, phrase: Phrase | None, said: Sequence[Mapping[str, Any]]) -> Turn:
    return Turn(words=phrase.text if phrase is not None else "", rule=rule, says=tuple(said))


def _said(step: Step) -> dict[str, Any]:
    """One step as values of JSON, the first of which names its sort."""
    match step:
        case Mention():
            return {"mention": step.name, "type": step.type.value, "kind": step.kind, "rule": step.rule}
        case DraftRelation():
            role = {"role": step.role.value} if step.role is not None else {}
            target = _plain(step.target)
            return {
                "relation": step.type.value,
                "source": step.source.name,
                "target": target,
                **role,
                "rule": step.rule,
            }
        case Judgement(phrase=phrase, verdict=verdict, answer=answer):
            return {"verdict": verdict, "words": phrase.text, "answer": answer}
        case Refusal():
            return {"refusal": step.words, "rule": step.rule, "reason": step.reason}
        case Move():
            return {"move": step.part.value, **{field: _plain(value) for field, value in step.changes.items()}}
        case Addition():
            told = {field: _plain(value) for field, value in step.things.items() if field != "notes"}
            return {"adds": step.part.value, **told} if told else {}
        case Place():
            return {"found": step.mention.name, "at": step.at}
        case NextClause():
            return {"move": "next clause"}


def _plain(value: object) -> Any:
    """A value of the grammar as one of JSON: mentions, phrases and verbs by their words."""
    match value:
        case Mention():
            return value.name
        case Phrase():
            return value.text
        case Verb():
            return value.word
        case Enum():
            return value.value
        case tuple() | list():
            return [_plain(each) for each in value]
        case None | bool() | int() | str():
            return value
        case _:
            return type(value).__name__


def to_record(trail: Trail) -> dict[str, Any]:
    """A trail as one JSON object."""
    return {
        "span": [trail.span.start, trail.span.end],
        "text": trail.text,
        "tokens": list(trail.tokens),
        "phrases": [dict(phrase) for phrase in trail.phrases],
        "frames": [dict(frame) for frame in trail.frames],
        "turns": [{"words": turn.words, "rule": turn.rule, "says": list(turn.says)} for turn in trail.turns],
        "measures": [dict(measure) for measure in trail.measures],
    }


def to_text(trail: Trail) -> str:
    """A trail as lines for people; moves that only end or reset a clause are left out."""
    lines = [f"sentence  {trail.text}", f"tokens    {' '.join(trail.tokens)}"]
    lines.extend(f"phrase    {_line(phrase)}" for phrase in trail.phrases if phrase["sort"] not in ("comma", "list"))
    lines.extend(
        f"frame     {each['verb']} says of a thing that is {each['of']}: {each['states']}" for each in trail.frames
    )
    for turn in trail.turns:
        told = [_told(said) for said in turn.says]
        told = [line for line in told if line]
        if told:
            lines.append(f"rule      {turn.rule}{f' on {turn.words}' if turn.words else ''}")
            lines.extend(f"          {line}" for line in told)
    lines.extend(f"measure   {m['value']} {m['unit']} of {m['of']} ({m['what']}; {m['rule']})" for m in trail.measures)
    return "".join(f"{line}\n" for line in lines)


def _line(phrase: Mapping[str, Any]) -> str:
    told = [
        f"{key} {value}" if value is not True else key for key, value in phrase.items() if key not in ("words", "sort")
    ]
    return f"{phrase['words']}: {', '.join([phrase['sort'], *told])}"


def _told(said: Mapping[str, Any]) -> str:
    """One step as a line; empty where it tells a reader nothing."""
    match said:
        case {"mention": name, "type": type_, "kind": kind, "rule": rule}:
            return f"mention {name} ({type_}, {kind}; {rule})"
        case {"relation": relation, "source": source, "target": target, "rule": rule, **more}:
            role = f" as {more['role']}" if "role" in more else ""
            return f"relation {source} {relation}{role} {target} ({rule})"
        case {"verdict": verdict, "words": words, "answer": answer}:
            return f"verdict {verdict} on {words}: {'a record' if answer is True else answer}"
        case {"refusal": words, "rule": rule, "reason": reason}:
            return f"passed over {words}: {reason} ({rule})"
        case {"move": part, **changes}:
            told = [
                f"{field} {_shown(value)}" for field, value in changes.items() if value not in (None, [], "", False)
            ]
            return f"{part}: {', '.join(told)}" if told else ""
        case {"adds": part, **things}:
            return f"{part}: {', '.join(f'{field} + {_shown(value)}' for field, value in things.items())}"
    return ""


def _shown(value: object) -> str:
    return "、".join(map(_shown, value)) if isinstance(value, list) else str(value)
