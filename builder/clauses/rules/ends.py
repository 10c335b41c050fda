"""The ends of clauses: who acted, what is carried on, what is forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from jigou.builder.clauses.measures import ClauseNote
from jigou.builder.clauses.moves import Mode, NextClause, Step, clause, discourse, in_sentence, sentence
from jigou.builder.clauses.rules.themes import late_theme
from jigou.builder.clauses.sentence import ACTIVITIES
from jigou.builder.clauses.view import View
from jigou.builder.drafts import Mention
from jigou.builder.knowledge.lexicons import Act
from jigou.builder.phrases.phrase import Phrase
from jigou.ontology import EntityType, RelationType, Role


def end_clause(here: View, _index: int, comma: Phrase | None) -> Iterator[Step]:
    """What is settled at the end of a clause: who acted, what is carried on, what is forgotten."""
    said = here.clause
    if here.counted:
        yield in_sentence(notes=_note(here, comma))
    yield sentence(begin=comma.end if comma is not None else len(here.text), visit=[], passive=None)
    if here.deadline:
        # 力争6月底前完成…: what must be done by a day says nothing of what comes after it.
        yield sentence(time=here.before_deadline, deadline=False)
    if said.objects:
        yield sentence(umbrella=next((m for m in said.objects if _holds(m)), here.umbrella))
    elif said.verb is not None:
        yield from attended(here)
        yield from shared(here)
    if said.joined:
        yield from joined_late(here)
    yield from _carry_subjects(here)
    receivers, verb = said.receivers, said.verb
    yield NextClause()
    ends = comma is None or comma.text in ";。"
    if ends and here.themes:
        yield from late_theme(here)
    if comma is not None and ends:
        yield from _end_part(here)
    elif comma is not None and verb is not None and (verb.act is Act.SEND or verb.word in here.lex.classes["sending"]):
        yield clause(sent=receivers)


def end_part(here: View, _index: int, _phrase: Phrase) -> Iterator[Step]:
    """A colon: what was named before it is the series of what follows."""
    yield sentence(
        subjects=here.clause.subjects or here.subjects,
        series=next((m for m in here.activities[-1:] if m.type is EntityType.INITIATIVE), None),
    )
    yield NextClause()


def _note(here: View, comma: Phrase | None) -> ClauseNote:
    """What the clause said, for the numbers in it."""
    said = here.clause
    end = comma.end if comma is not None else len(here.text) + 1
    named = tuple(body for body in said.subjects if body not in said.joined and here.position(body) >= here.begin)
    return ClauseNote(end=end, subjects=named_here(here), umbrella=here.umbrella, named=named)


def _carry_subjects(here: View) -> Iterator[Step]:
    """Who acted in a clause acts in what follows; but who was only brought in (联合乙) does not."""
    said = here.clause
    named = tuple(body for body in said.subjects if body not in said.joined) if said.joined else said.subjects
    if said.verb is not None and said.verb.act is Act.ESTABLISHES and not said.objects:
        for body in named:
            yield from here.time_of(body)
        named = ()
    if named and (said.verb is not None or here.themes or not here.spoken):
        yield sentence(subjects=named)
        if not here.spoken and is_own_organ(here, named[-1]):
            yield discourse(topic=named[-1:])
    if not here.spoken and (said.verb is not None or named):
        yield sentence(spoken=True)


def _end_part(here: View) -> Iterator[Step]:
    """What a full stop or semicolon ends: subjects, themes and programmes of the clauses before, and all times but the year."""
    yield sentence(subjects=here.topic)
    if here.time is not None and len(here.time[0]) > 4:
        yield sentence(time=here.year)
    yield sentence(themes=[], umbrella=None)


def joined_late(here: View) -> Iterator[Step]:
    """牵头开展行动,联合甲、乙抽查案卷: bodies that join in what the clause before began."""
    said = here.clause
    brought = [body for body in said.joined if body.span.start >= here.span.start and body not in here.subjects]
    if not brought or said.objects or said.verb is not None:
        return
    event = next((m for m in reversed(here.activities) if m.type in ACTIVITIES), None)
    if event is None:
        return
    for body in brought:
        yield here.relation(RelationType.ORGANIZES, body, event, "joined-late", 0.7, Role.ORGANIZE)


def is_own_organ(here: View, body: Mention) -> bool:
    """Whether a body is the one that reports or an organ of it, so that a whole paragraph may be about it."""
    reporting = here.discourse.reporting
    own = body.name == reporting.name or body.name.startswith(reporting.name) or body.own
    return own or (body.head.endswith(("党组", "党委", "党工委")) and body.name[0] not in "省市区县州中")


def named_here(here: View) -> tuple[Mention, ...]:
    """The bodies that act by the words of this sentence; else the body that reports."""
    named = tuple(body for body in here.acting() if body.span.start >= here.span.start)
    return named or (here.discourse.reporting,)


def attended(here: View) -> Iterator[Step]:
    """甲、乙参加会议: a clause that only says who came to the event named before."""
    said = here.clause
    if said.verb is None or said.verb.act is not Act.PARTICIPATES or said.objects or not here.activities:
        return
    event = next((m for m in reversed(here.activities) if m.type in ACTIVITIES), None)
    if event is None:
        return
    for body in (*said.subjects, *said.people):
        if body.span.start >= here.span.start:
            yield here.relation(RelationType.PARTICIPATES, body, event, "attended", 0.75)


def shared(here: View) -> Iterator[Step]:
    """举办科技活动周,甲局、乙局协办: a clause that only says in which role bodies share in the activity before it, or after it."""
    said = here.clause
    role = said.role
    if said.verb is None or said.verb.act is not Act.ORGANIZES or said.objects or said.receivers:
        return
    if role not in (Role.LEAD, Role.HOST, Role.SUPPORT) or said.mode is not Mode.PLAIN:
        return
    named = [body for body in said.subjects if body.span.start >= here.span.start]
    event = next((m for m in reversed(here.activities) if m.type in ACTIVITIES), None)
    for body in named:
        if event is None:
            yield in_sentence(waiting=(body, role))
        else:
            yield here.relation(RelationType.ORGANIZES, body, event, "role-alone", 0.8, role)
    if named:
        # Who shares in it is not who acts in what follows.
        yield clause(verb=None, subjects=())


def _holds(mention: Mention) -> bool:
    """Whether an activity may hold those that the next clause names (系列活动, 第六届文化节)."""
    if mention.type is EntityType.EVENT:
        return mention.head.endswith(("节", "周", "月"))
    return mention.type is EntityType.INITIATIVE and mention.kind in ("series", "campaign", "study")
