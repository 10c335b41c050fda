"""One sentence while it is read: its view, its phrases, what was said so far, and how mentions and relations are made of it.

The functions of the modules beside this one (:mod:`jigou.builder.clauses.engine` and what it calls) take a ``Sentence`` and yield
drafts; what outlives the sentence is in its ``Discourse``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from jigou.builder.clauses.measures import ClauseNote
from jigou.builder.clauses.moves import Judgement, Mode, Step
from jigou.builder.drafts import DraftRelation, Mention, fits
from jigou.builder.knowledge.lexicons import Lexicon, Verb
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.builder.text.spelling import Normalised
from jigou.ontology import EntityType, Refusal, RelationType, Role, Span, Status

_COUNT: Final = PhraseSort.COUNT
ACTIVITIES = frozenset({EntityType.EVENT, EntityType.INITIATIVE})
_PLANNED = re.compile(
    r"明年|下一步|下步|将(?=[启举组召开推实建制继])|计划(?=[举召开建启组推新选培打])|拟(?=[举组召开建制出印发设])|力争|要(?=[深持着全推加强抓])"
)
_PROPOSED = re.compile(r"(?:^|[,;。])(?:并|同时)?(?:建议|提议)(?!案|书|被|得到)")
_UNDER_WAY = re.compile(r"正在|稳步推进|推进[^,。;]{0,20}(?:筹建|组建)|筹建|筹备")


@dataclass(slots=True)
class Discourse:
    """What is carried from sentence to sentence within a report; made for one report and thrown away."""

    reporting: Mention
    year: int | None = None
    subjects: tuple[Mention, ...] = ()
    topic: tuple[Mention, ...] = ()
    announced: Mention | None = None
    bodies: list[Mention] = field(default_factory=list)
    documents: list[Mention] = field(default_factory=list)
    year_now: int | None = None
    programmes: tuple[Mention, ...] = ()
    last_group: Mention | None = None
    last_activity: Mention | None = None
    heading: bool = False
    planned: bool = False

    def copy(self) -> Discourse:
        """The same state, to be changed apart."""
        return replace(self, bodies=list(self.bodies), documents=list(self.documents))


@dataclass(slots=True, init=False, eq=False)
class Clause:
    """What a clause has said so far."""

    verb: Verb | None
    role: Role | None
    mode: Mode
    subject_open: bool
    receivers: tuple[Mention, ...]
    pivots: tuple[Mention, ...]
    outer: Role | None
    joined: tuple[Mention, ...]
    whole: tuple[Mention, ...]
    sent: tuple[Mention, ...]
    people: tuple[Mention, ...]
    places: list[Mention]
    objects: list[Mention]
    subjects: tuple[Mention, ...]
    counted: bool
    negated: bool

    def __init__(self) -> None:
        self.verb = None
        self.role = None
        self.mode = Mode.PLAIN
        self.subject_open = True
        self.receivers = ()
        self.pivots = ()
        self.outer = None
        self.joined = ()
        self.whole = ()
        self.sent = ()
        self.people = ()
        self.places = []
        self.objects = []
        self.subjects = ()
        self.counted = False
        self.negated = False


@dataclass(slots=True, kw_only=True, eq=False)
class Setting:
    """Where in its sentence a mention was made: its phrase, the verb and mode of its clause, who acts there. Never changed."""

    mention: Mention
    phrase: Phrase
    verb: Verb | None
    mode: Mode
    doers: tuple[Mention, ...]


class Sentence:
    """What is known of one sentence while it is read; made for it and thrown away."""

    def __init__(
        self,
        source: str,
        view: Normalised,
        phrases: Sequence[Phrase],
        sentence: int,
        lex: Lexicon,
        discourse: Discourse,
    ) -> None:
        self.view = view
        self.source = source
        self.text = view.text
        self.phrases = phrases
        self.sentence = sentence
        self.lex = lex
        self.discourse = discourse
        self.subjects: tuple[Mention, ...] = ()
        self.clause = Clause()
        self.settings: list[Setting] = []
        self.themes: list[tuple[str, int]] = []
        self.time: tuple[str, str] | None = None
        self.year: tuple[str, str] | None = None
        self.lever: Mention | None = None
        self.before_deadline: tuple[str, str] | None = None
        self.deadline = False
        self.begin = 0
        self.activities: list[Mention] = []
        self.mentions: dict[int, Mention] = {}
        self.refusals: list[Refusal] = []
        self.judged: list[Judgement] = []
        self.trail: list[tuple[str, Phrase | None, Step]] | None = None
        self.series: Mention | None = None
        self.umbrella: Mention | None = None
        self.covered: list[tuple[int, int]] = []
        self.leaders: list[tuple[int, Mention]] = []
        self.visit: list[Mention] = []
        self.treated = ""
        self.doers: list[tuple[Mention, Verb]] = []
        self.waiting: list[tuple[Mention, Role]] = []
        self.adjuncts: list[tuple[int, int]] = []
        self.topic: tuple[Mention, ...] = discourse.subjects
        self.spoken = False
        self.listed = (0, 0)
        self.inners: dict[tuple[int, int], Mention] = {}
        self.edition_series: Mention | None = None
        # What clauses say is only noted for the numbers in them.
        self.counted = _COUNT in [phrase.sort for phrase in phrases]
        self.notes: list[ClauseNote] = []
        self.pending: list[tuple[Mention, Phrase]] = []
        self.goes = "赴"
        self.passive: Mention | None = None
        self._span: Span | None = None
        self._status: Status | None = None

    @property
    def span(self) -> Span:
        """Where the sentence stands in the document."""
        if self._span is None:
            self._span = self.view.span(0, len(self.text))
        return self._span

    @property
    def status(self) -> Status:
        """What the sentence says of all that it tells: done, going on, planned or only proposed."""
        if self._status is None:
            self._status = self._status_of()
        return self._status

    def take(self, mention: Mention) -> None:
        """Remember a mention of a phrase: where it stands, and what its clause was when it was made."""
        phrase, clause = mention.phrase, self.clause
        if phrase is None:
            return
        if not fits(mention.type, phrase.kind):
            reason = f"{mention.rule}: {phrase.kind!r} is no kind of {mention.type}"
            self.refusals.append(self.refusal(phrase, "unfit-kind", reason))
        self.mentions[phrase.start] = mention
        if mention.rule == "body-in-name":
            self.inners[phrase.start, phrase.end] = mention
        doers = clause.pivots or self.acting()
        self.settings.append(Setting(mention=mention, phrase=phrase, verb=clause.verb, mode=clause.mode, doers=doers))

    def is_covered(self, phrase: Phrase) -> bool:
        """Whether a phrase lies within words that were read already."""
        return any(start <= phrase.start and phrase.end <= end for start, end in self.covered)

    def _status_of(self) -> Status:
        if self.discourse.planned or _PLANNED.search(self.text):
            return Status.PLANNED
        if _PROPOSED.search(self.text):
            return Status.PROPOSED
        return Status.UNDER_WAY if _UNDER_WAY.search(self.text) else Status.DONE

    def _status_of_mention(self, phrase: Phrase, rule: str) -> Status | None:
        """The status of an activity, and of a body that the clause founds; nothing else has one."""
        founded = (
            phrase.type is EntityType.BODY and self.clause.verb is not None and self.clause.verb.act == "establishes"
        )
        if rule in ("party-congress", "body-in-name", "body-of-post") or not (phrase.type in ACTIVITIES or founded):
            return None
        return self.status

    def position(self, mention: Mention) -> int:
        """Where a mention begins, or -1."""
        return next((start for start, found in self.mentions.items() if found is mention), -1)

    def last_body(self, before: int) -> Mention | None:
        """The body named last before an offset."""
        found = [m for start, m in self.mentions.items() if start < before and m.type is EntityType.BODY]
        return found[-1] if found else None

    def acting(self) -> tuple[Mention, ...]:
        """The bodies that act: those of the clause, those carried, else the one that reports."""
        return self.clause.subjects or self.subjects or (self.discourse.reporting,)

    def inner_body(self, phrase: Phrase) -> Iterator[Mention]:
        """A body that stands at the beginning of a longer name."""
        if phrase.text == "中央":
            # 中央单位, 中央八项规定: what is central is not the Central Committee.
            return
        if phrase.start not in self.mentions or self.mentions[phrase.start].name != phrase.text:
            yield self.mention(phrase, "body-in-name", 0.75)

    def mention(
        self, phrase: Phrase, rule: str, confidence: float, *, name: str = "", generic: bool = False, about: str = "",
        aliases: tuple[str, ...] = (), firm: bool = True,
    ) -> Mention:  # fmt: skip
        """A mention of a phrase, under its own name or another.

        What is of no kind of its type is refused by the engine: its mention makes no entity, and the rest of the sentence is read.
        """
        type_, kind = phrase.type, phrase.kind
        if type_ is None:
            raise ValueError(f"a phrase without a type is no mention: {phrase.text}")
        if not fits(type_, kind):
            kind, firm = "other", False
        text = name or phrase.text
        forms = list(aliases)
        if phrase.prefix:
            forms.append(phrase.text[phrase.prefix :])
        if phrase.edition and type_ is EntityType.EVENT:
            forms.append(phrase.text.replace(phrase.edition, "", 1))
        return Mention(
            type=type_, kind=kind, name=text, span=self.view.span(phrase.start, phrase.end),
            sentence=self.sentence, rule=rule, confidence=confidence, aliases=tuple(forms), generic=generic, about=about,
            own=phrase.own, firm=firm and not (phrase.own and phrase.text[-1] in "市区县省州旗镇乡"), surface=self._surface(phrase), edition=phrase.edition, head=phrase.head,
            status=self._status_of_mention(phrase, rule), phrase=phrase,
        )  # fmt: skip

    def _surface(self, phrase: Phrase) -> str:
        """A phrase as the report spells it: its own punctuation, without line breaks and spaces inside Chinese words."""
        view = self.view
        if isinstance(view.offsets, range):
            return self.source[view.offsets[phrase.start] : view.offsets[phrase.end - 1] + 1]
        out: list[str] = []
        for at in range(phrase.start, phrase.end):
            char = self.text[at]
            original = self.source[view.offsets[at]]
            out.append(original if not original.isspace() else char)
        return "".join(out)

    def relation(
        self, type_: RelationType, source: Mention, target: Mention | str, rule: str, confidence: float,
        role: Role | None = None, words: str | None = None,
    ) -> DraftRelation:  # fmt: skip
        """A relation that this sentence states."""
        return DraftRelation(
            type=type_, source=source, target=target, span=self.span, rule=rule, confidence=confidence, role=role,
            status=self.status, words=words,
        )  # fmt: skip

    def refusal(self, phrase: Phrase, rule: str, reason: str) -> Refusal:
        """That a rule passes over words, with the reason."""
        span: Span = self.view.span(phrase.start, phrase.end)
        return Refusal(span=span, words=phrase.text, rule=rule, reason=reason)

    def time_of(self, mention: Mention) -> Iterator[DraftRelation]:
        """The time of an activity: a month or day, or a whole year where it is later than the one reported on."""
        if self.time is None:
            return
        if self.umbrella is not None and self.umbrella is not mention and mention.type is EntityType.EVENT:
            # The day is that of the festival or campaign, not of each thing in it.
            return
        value, words = self.time
        year = value[:4]
        later = self.discourse.year is not None and year.isdigit() and int(year) > self.discourse.year
        if (len(value) > 4 and "/" not in value[:5]) or (later and len(value) == 4):
            yield self.relation(RelationType.TIME, mention, value, "time", 0.8, words=words)

    def places_of(self, mention: Mention) -> Iterator[DraftRelation]:
        """The places where an activity happens."""
        places = self.clause.places or self.visit
        for place in places:
            if place.type is not EntityType.PLACE:
                continue
            yield self.relation(RelationType.PLACE, mention, place, "place", 0.8)

    def theme_before(self, phrase: Phrase) -> str:
        """The last theme named before a phrase, or nothing."""
        return next((theme for theme, start in reversed(self.themes) if start <= phrase.start), "")

    def themes_of(self, mention: Mention, phrase: Phrase) -> Iterator[DraftRelation]:
        """The themes of an activity: those named before it in the sentence."""
        if self.umbrella is not None and self.umbrella is not mention:
            return
        if self.series is not None and self.series is not mention:
            # 以…为主题,开展“四个一”系列活动:举行一次…: the theme is that of the series.
            return
        for theme, start in self.themes:
            if start <= phrase.start:
                yield self.relation(RelationType.THEME, mention, theme, "theme", 0.8)
