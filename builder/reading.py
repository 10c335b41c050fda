"""From a file to its reading: the stages in their order.

``decode → segments → header → tokens → phrases → drafts → entities, relations, measures``. Each stage is a function of
values; what is carried from sentence to sentence is the discourse of one report, made here and thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from jigou.builder.choice.acts import weigh_acts
from jigou.builder.choice.counts import pairs, weigh_counts
from jigou.builder.choice.cues import Ground
from jigou.builder.choice.grounds import grounds, zones
from jigou.builder.choice.names import choose
from jigou.builder.choice.weights import weights
from jigou.builder.clauses.engine import read_sentence
from jigou.builder.clauses.measures import measures as read_measures
from jigou.builder.clauses.sentence import ACTIVITIES, Discourse, Sentence
from jigou.builder.drafts import Draft, DraftMeasure, DraftRelation, Mention
from jigou.builder.formats import only_document
from jigou.builder.genres import genre_of
from jigou.builder.header.delivery import addressed, delivered
from jigou.builder.header.header import header as read_header
from jigou.builder.header.header import is_medium
from jigou.builder.header.parts import planning
from jigou.builder.identity.entities import Resolver
from jigou.builder.knowledge.divisions import divisions
from jigou.builder.knowledge.lexicons import Folders, Lexicon, lexicon
from jigou.builder.phrases.phrase import Phrase
from jigou.builder.phrases.phrases import Chosen
from jigou.builder.phrases.phrases import phrases as read_phrases
from jigou.builder.phrases.times import impossible_days
from jigou.builder.phrases.tokens import Token
from jigou.builder.phrases.tokens import tokens as read_tokens
from jigou.builder.tabular.reading import tabular
from jigou.builder.text.outline import segments as read_segments
from jigou.builder.text.spelling import Normalised, folded, normalise, normalise_spelt, spelling, spelt
from jigou.builder.version import rules_version
from jigou.ontology import (
    Document,
    EntityType,
    Header,
    Reading,
    Refusal,
    Segment,
    SegmentKind,
    Span,
)

FLOORS = (0, 0, 0, 0, 0)
Watch = Callable[[Sequence[Token], Ground], None]

_DIVISION = re.compile(r"[省市区县州盟旗镇乡]$")
_ANNOUNCES = re.compile(r"(?:以下|如下|几方面|重点|方面|任务)[^:：。]{0,12}[:：]\s*$")
_COUNTS = re.compile(r"\d(?!\d*年)")
_RELATIVE_YEAR = re.compile(r"明年|来年|次年|去年|今年|上年|本年|上一年|前年|下一年")
_ITEM = re.compile(r"\s*(?:[一二三四五六七八九十]+是|[((]?[0-9一二三四五六七八九十]+[))、.．])")
_PROGRAMMES = frozenset({"campaign", "project", "reform", "series", "plan"})


def read(source: Path | Document, *, extra: Path | None = None, genre: str | None = None) -> Reading:
    """Read one report.

    ``source`` is a file or a document; ``extra`` a folder of the user's own lexicon tables; ``genre`` the name of the
    report's genre, told by the genres themselves where it is left out. Raises UnreadableReport where
    the file is of no format that is read or holds several reports, InvalidRecord where a table breaks its contract.
    """
    return report_of(source, extra=extra, genre=genre).read()


def report_of(source: Path | Document, *, extra: Path | None = None, genre: str | None = None) -> _Report:
    """A report that is ready to be read, for those who watch it: the weighing of cues (``tools/weigh.py``), the trail of a sentence."""
    document = only_document(source) if isinstance(source, Path) else source
    kind = genre_of(document, genre)
    folders = kind.folders(extra)
    lex = lexicon(folders)
    outline = read_segments(document, kind.boilerplate)
    header = kind.headed(read_header(document, outline, divisions()), document)
    return _Report(document, outline, header, lex, folders)


class _Report:
    """One report on its way from segments to facts; made for it and thrown away."""

    def __init__(
        self, document: Document, outline: Sequence[Segment], header: Header, lex: Lexicon, extra: Folders
    ) -> None:
        self.document = document
        self.spelt = spelt(document.text)
        self.outline = outline
        self.header = header
        self.lex = lex
        self.extra = extra
        self.mentions: list[Mention] = []
        self.relations: list[DraftRelation] = []
        self.measures: list[DraftMeasure] = []
        self.refusals: list[Refusal] = []
        self.watch: Watch | None = None
        self.watch_counts: Callable[[Sentence, list[Any]], None] | None = None
        self.oracle: Callable[[Sequence[Token], Ground], Chosen] | None = None
        self.watch_acts: Callable[[Sentence, Sequence[Draft]], None] | None = None
        self.trails: list[tuple[Sentence, Sequence[Token], Sequence[DraftMeasure]]] | None = None

    def read(self) -> Reading:  # noqa: C901 -- the way through a report in one place
        document, header = self.document, self.header
        reporting = self._reporting()
        self.mentions.append(reporting)
        self.mentions.extend(self._within(reporting))
        self.mentions.extend(self._publisher(reporting))
        for draft in delivered(document, header, reporting):
            if isinstance(draft, Mention):
                self.mentions.append(draft)
            elif isinstance(draft, DraftRelation):
                self.relations.append(draft)
        for receiver in addressed(document, self.lex):
            self.mentions.append(receiver)
            self.mentions.extend(self._within(receiver))
        discourse = Discourse(reporting=reporting, year=header.year)
        sections: dict[int, Mention] = {}
        paragraph = -1
        item = -1
        opening = True
        numbered = False
        plans = planning(document, self.outline, header)
        above: int | None = None
        holder = block = -1
        planned = False
        for segment in self.outline:
            if segment.kind is SegmentKind.HEADING:
                discourse.heading = True
                discourse.subjects = discourse.topic = ()
                discourse.announced = None
                discourse.year_now = None
                discourse.planned = segment.index in plans
                found = self._sentence(segment, discourse)
                discourse.heading = False
                programme = _programme(found)
                if programme is not None:
                    sections[segment.index] = programme
            elif segment.kind is SegmentKind.SENTENCE:
                if segment.parent is None or segment.parent != above:
                    # What stands above is the same for all sentences of an item or paragraph.
                    above = segment.parent
                    holder, block = self._holders(segment)
                    planned = not plans.isdisjoint(self._above(segment))
                discourse.planned = planned
                if block != paragraph:
                    paragraph, item = block, -1
                    discourse.topic = ()
                    discourse.last_activity = None
                    discourse.last_group = None
                    opening = True
                    if (
                        self.outline[holder].kind is not SegmentKind.ITEM
                        and self.outline[block].kind is SegmentKind.PARAGRAPH
                    ):
                        discourse.announced = None if not _item(self._words(segment.span)) else discourse.announced
                if holder != item:
                    item = holder
                    discourse.programmes = self._sections(segment, sections)
                    first = True
                    numbered = self.outline[holder].kind is SegmentKind.ITEM
                else:
                    first = False
                size = segment.span.end - segment.span.start
                # 二是举办讲座5场; is a clause of a list: a heading has text of its own beneath it.
                listed = numbered and self.outline[holder].span.end <= segment.span.end and self._is_listed(segment)
                short = first and not listed and size < (45 if numbered else 22)
                # A short first sentence of an item is its heading; that of a paragraph only may hold its programme.
                discourse.heading = short and numbered
                discourse.subjects = topic = () if opening else discourse.topic
                found = self._sentence(segment, discourse)
                discourse.heading = False
                discourse.topic = discourse.topic if opening else topic
                opening = opening and short
                programme = _programme(found)
                if programme is not None and short:
                    discourse.programmes = (*discourse.programmes, programme)
                elif programme is not None and _ANNOUNCES.search(self._words(segment.span)):
                    discourse.announced = programme
        for stated in tabular(document, reporting, self._kind):
            self._take(stated)
        resolver = Resolver(header, reporting, self.lex)
        resolver.add(self.mentions)
        drafts = [*self.relations, *resolver.parts()]
        version = rules_version(self.extra)
        entities = resolver.entities(document.digest, version)
        return Reading(
            document=document,
            header=header,
            segments=tuple(self.outline),
            entities=tuple(entities),
            relations=tuple(resolver.relations(drafts, document.digest, version)),
            measures=tuple(resolver.measures(self.measures, document.digest, version)),
            refusals=tuple(self.refusals),
            reporting_body=entities[0].id if entities else None,
        )

    def _take(self, stated: Mention | DraftRelation | DraftMeasure | Refusal) -> None:
        match stated:
            case Mention():
                self.mentions.append(stated)
            case DraftRelation():
                self.relations.append(stated)
            case DraftMeasure():
                self.measures.append(stated)
            case Refusal():
                self.refusals.append(stated)

    def _words(self, span: Span) -> str:
        return self.document.text[span.start : span.end]

    def _is_listed(self, segment: Segment) -> bool:
        """Whether an item that is one sentence tells of something: it ends as a clause of a list does, or counts."""
        words = self._words(segment.span)
        return words.endswith(("；", ";")) or _COUNTS.search(words) is not None

    def _above(self, segment: Segment) -> Iterator[int]:
        parent = segment.parent
        while parent is not None:
            yield parent
            parent = self.outline[parent].parent

    def _holders(self, segment: Segment) -> tuple[int, int]:
        """The nearest item or paragraph of a sentence, and its paragraph."""
        holder = segment.parent if segment.parent is not None else segment.index
        block = holder
        for index in self._above(segment):
            if self.outline[index].kind is SegmentKind.PARAGRAPH:
                block = index
                break
        return holder, block

    def _sections(self, segment: Segment, sections: dict[int, Mention]) -> tuple[Mention, ...]:
        found = [sections[index] for index in self._above(segment) if index in sections]
        return tuple(reversed(found))

    def _sentence(self, segment: Segment, discourse: Discourse) -> list[Mention]:  # noqa: C901 -- it is watched at four places
        """Read one sentence or heading into the report's drafts; its mentions."""
        start = segment.span.start
        label = len(segment.label)
        if label and folded(self.document.text[start : start + label]) == segment.label:
            start += label
        if start >= segment.span.end:
            return []
        view = normalise_spelt(self.spelt[start : segment.span.end], start)
        if not view.text:
            return []
        # 今年 is the year in which a report was given; a month alone is of the year that is told of.
        given = self.header.given or self.header.year
        own_year = discourse.year_now or (given if discourse.planned else self.header.year)
        if "年" in view.text and _RELATIVE_YEAR.search(view.text):
            own_year = given
        words = read_tokens(view.text, own_year, self.extra)
        for token in words:
            # 2024年,上半年…: once a sentence names a later year, what follows is told of that year.
            if token.time is not None and token.time.value.isdigit() and self.header.year is not None:
                discourse.year_now = (
                    int(token.time.value) if int(token.time.value) > self.header.year else discourse.year_now
                )
        for first, last in impossible_days(view.text, own_year):
            self.refusals.append(
                Refusal(
                    span=view.span(first, last),
                    words=view.text[first:last],
                    rule="no-such-day",
                    reason="the year has no such day",
                )
            )
        parts = read_phrases(words, self.lex)
        if self.watch is not None or self.oracle is not None or weights().ends:
            parts = self._chosen(segment, view, words, parts, discourse)
        sentence = Sentence(self.document.text, view, parts, segment.index, self.lex, discourse)
        found: list[Mention] = []
        if self.trails is not None:
            sentence.trail = []
        drafts = list(read_sentence(sentence))
        if self.watch_acts is not None:
            self.watch_acts(sentence, drafts)
        for draft in weigh_acts(sentence, drafts):
            if isinstance(draft, Mention):
                found.append(draft)
            elif isinstance(draft, DraftRelation):
                self.relations.append(draft)
        self.mentions.extend(found)
        self.refusals.extend(sentence.refusals)
        if sentence.counted:
            programmes = discourse.programmes or ((discourse.announced,) if discourse.announced is not None else ())
            programme = programmes[-1] if programmes else None
            proposed = list(
                read_measures(parts, sentence.mentions, sentence.notes, programme, sentence.span, view.text)
            )
            actor = sentence.notes[-1].subjects[-1] if sentence.notes else discourse.reporting
            if self.watch_counts is not None:
                self.watch_counts(sentence, list(pairs(parts, sentence.mentions, proposed, programme, actor)))
            measured = list(
                weigh_counts(view.text, parts, sentence.mentions, proposed, programme, actor, sentence.span)
            )
            self.measures.extend(measured)
        if self.trails is not None:
            self.trails.append((sentence, words, measured if sentence.counted else ()))
        return found

    def _chosen(
        self, segment: Segment, view: Normalised, words: Sequence[Token], parts: list[Phrase], discourse: Discourse
    ) -> list[Phrase]:
        """The phrases of a sentence anew, with its names chosen by the weights of their cues, the grammar's own reading among them."""
        trial = Sentence(self.document.text, view, parts, segment.index, self.lex, discourse.copy())
        ground = grounds(trial, list(read_sentence(trial)), zones(segment, discourse))
        if self.watch is not None:
            self.watch(words, ground)
        if self.oracle is not None:
            return read_phrases(words, self.lex, self.oracle(words, ground))
        if not weights().ends:
            return parts
        chosen = {c.first: (c.last, c.type) for c in choose(words, ground, self.lex, weights(), FLOORS)}
        return read_phrases(words, self.lex, chosen)

    def _reporting(self) -> Mention:
        """The reporting body as the header names it, or as the title does."""
        header = self.header
        source = header.source
        if source is not None and (is_medium(source) or not self._kind(source)[1]):
            source = None
        name = header.body or source or header.jurisdiction or header.title or self.document.name
        span = header.body_span or (header.source_span if source else None) or header.title_span or Span(start=0, end=1)
        aliases: list[str] = []
        if _DIVISION.search(name) and not name.endswith("社区"):
            level = name[-1]
            aliases = [name, name + "政府", level + "政府"]
            name = name + "人民政府"
        kind, head = self._kind(name)
        return Mention(
            type=EntityType.BODY, kind=kind, name=name, span=span, sentence=-1, rule="reporting-body", confidence=0.95,
            aliases=tuple(aliases), head=head,
        )  # fmt: skip

    def _within(self, reporting: Mention) -> Iterator[Mention]:
        """Bodies that the name of the reporting body begins with (江北师范大学 in 江北师范大学教育科学学院)."""
        span = reporting.span
        view = normalise(self.document.text, span)
        for phrase in read_phrases(read_tokens(view.text, None, self.extra), self.lex)[:1]:
            for inner in phrase.inner:
                if inner.text != reporting.name and inner.type is EntityType.BODY:
                    yield Mention(
                        type=EntityType.BODY, kind=inner.kind, name=inner.text, span=view.span(inner.start, inner.end),
                        sentence=-1, rule="body-in-name", confidence=0.8, head=inner.head,
                    )  # fmt: skip

    def _kind(self, name: str) -> tuple[str, str]:
        if name.startswith(("共青团", "中国共产主义青年团")):
            return "association", "团委"
        for size in range(min(9, len(name)), 0, -1):
            head = self.lex.heads.get(name[-size:])
            if head is not None and head.type is EntityType.BODY:
                return head.kind, name[-size:]
        return "other", ""

    def _publisher(self, reporting: Mention) -> Iterator[Mention]:
        """The body that the source line names, where it is another than the one that reports."""
        header = self.header
        if header.source is None or header.source_span is None or spelling(header.source) == reporting.name:
            return
        kind, head = self._kind(header.source)
        if header.source.endswith("街道"):
            kind, head = "government", "街道"
        if not head:
            return
        yield Mention(
            type=EntityType.BODY, kind=kind, name=spelling(header.source), span=header.source_span, surface=header.source, sentence=-1, rule="source-line",
            confidence=0.9, head=head,
        )  # fmt: skip


def _item(words: str) -> bool:
    """Whether a paragraph is an item of a list by its first words."""
    return _ITEM.match(words) is not None


def _programme(found: Sequence[Mention]) -> Mention | None:
    """The one programme that a heading or the first sentence of an item names."""
    activities = [m for m in found if m.type in ACTIVITIES and m.firm]
    if len(activities) != 1:
        return None
    only = activities[0]
    if only.type is not EntityType.INITIATIVE or only.kind not in _PROGRAMMES or only.head.endswith("区"):
        return None
    # 金融、财税体制改革 is two fields of work, no one programme.
    return only if only.kind != "reform" or "、" not in only.name else None
