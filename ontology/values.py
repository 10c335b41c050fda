"""The values that pass from stage to stage, from the bytes of a report to its facts.

Every value is frozen and built whole. Offsets are Unicode code points into ``Document.text``; spans are half-open.
The closed lists (types, kinds, relations, roles) are those of the annotation rules in ``gold/GUIDELINES.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from html import escape


class EntityType(StrEnum):
    """What an entity is."""

    BODY = "Body"
    INITIATIVE = "Initiative"
    EVENT = "Event"
    DOCUMENT = "Document"
    POST = "Post"
    PERSON = "Person"
    PLACE = "Place"


class RelationType(StrEnum):
    """How two entities, or an entity and a text, are related."""

    PART_OF = "partOf"
    ORGANIZES = "organizes"
    PARTICIPATES = "participates"
    ESTABLISHES = "establishes"
    ISSUES = "issues"
    IMPLEMENTS = "implements"
    GUIDES = "guides"
    HEADS = "heads"
    SUB_ACTIVITY_OF = "subActivityOf"
    THEME = "theme"
    PLACE = "place"
    TIME = "time"


class Role(StrEnum):
    """In what part a body organizes: 牵头, 组织, 承办 or 协助."""

    LEAD = "lead"
    ORGANIZE = "organize"
    HOST = "host"
    SUPPORT = "support"


class Approximation(StrEnum):
    """What the words around a number say of it: exact, 约, 近 (under), 余 (over)."""

    EXACT = "exact"
    ABOUT = "about"
    UNDER = "under"
    OVER = "over"


class Status(StrEnum):
    """Whether the report says that something was done, goes on, is planned or only proposed."""

    DONE = "done"
    UNDER_WAY = "under way"
    PLANNED = "planned"
    PROPOSED = "proposed"


class SegmentKind(StrEnum):
    """What a stretch of a report is for its reader."""

    TITLE = "title"
    METADATA = "metadata"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SENTENCE = "sentence"
    BOILERPLATE = "boilerplate"
    ROW = "row"


KINDS: dict[EntityType, tuple[str, ...]] = {
    EntityType.BODY: (
        "party", "government", "congress", "cppcc", "court", "procuratorate", "office", "committee",
        "leading_group", "working_office", "institution", "workstation", "association", "enterprise",
        "military", "media", "international", "other",
    ),
    EntityType.INITIATIVE: (
        "campaign", "project", "mechanism", "study", "series", "reform", "plan", "platform", "other",
    ),
    EntityType.EVENT: (
        "meeting", "training", "lecture", "forum", "research", "supervision", "visit", "exhibition",
        "ceremony", "consultation", "competition", "other",
    ),
    EntityType.DOCUMENT: ("plan", "measures", "opinion", "notice", "report", "law", "agreement", "other"),
    EntityType.POST: ("other",),
    EntityType.PERSON: ("other",),
    EntityType.PLACE: ("other",),
}  # fmt: skip
"""The closed kinds of each type of entity, in the order of the annotation rules."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open stretch of a document's text, in code points: ``0 <= start < end``.

    Raises ValueError when it is empty or backward.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: its first row and column, counted from 0, over how many it reaches, and where its words stand.

    ``span`` is None for an empty cell.
    """

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a document: where it stands, and its cells in the order of rows and columns.

    In the text each row is a line, its cells set apart by tabs; a cell that reaches over several rows or columns has
    its words where it begins.
    """

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What a file itself says a line is, by a style or a tag: ``title`` or ``heading``, with its level from 1."""

    span: Span
    kind: SegmentKind
    level: int = 0


PLAIN = "text"
"""The format of a document whose text is its file as it was, line breaks and all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    r"""A report as text, newlines as ``\n``.

    Of plain text it is the file decoded, nothing else changed; of other formats (``format``, the reader's name) the main
    text as the reader took it out, one line a paragraph, with its ``tables`` and ``hints`` of its outline.
    ``name`` is the file's name without folders; ``digest`` is the SHA-256 (hex) of the text in UTF-8, which every
    piece of evidence cites; ``file_digest`` is the SHA-256 of the file's bytes as they were. ``title``, ``source`` and ``published``
    (ISO 8601) are what the file says beside its text, None where it does not. ``remarks`` are for people: an encoding that is wrongly
    declared, what was left out. ``considered`` says which encodings were tried and what spoke for or against each, where the first did not fit.
    """

    name: str
    text: str
    digest: str
    file_digest: str
    encoding: str
    format: str = PLAIN
    title: str | None = None
    source: str | None = None
    published: str | None = None
    hints: tuple[Hint, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()
    considered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a report with its place in the outline.

    ``index`` is its position in the reading's segments; ``parent`` is the index of the segment that holds it (a
    sentence's paragraph or item, a paragraph's heading, a heading's heading) and is None at the top. ``label`` is its number
    as printed (``一、``, ``(二)``, ``一是``) or empty. ``level`` is the depth of a heading, 1 being the outermost, 0 elsewhere.
    """

    index: int
    kind: SegmentKind
    span: Span
    parent: int | None = None
    level: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a report says of itself. Spans are where it says so; None is what it does not say.

    ``year`` is the year that is reported on, ``given`` the year in which the report was given to a congress (its 今年; None
    for what is given to none), ``published`` an ISO 8601 date, ``body`` the name of the reporting
    body as the report gives it, ``jurisdiction`` its division by full name (``上海市``) where it can be told.
    """

    title: str | None = None
    title_span: Span | None = None
    source: str | None = None
    source_span: Span | None = None
    published: str | None = None
    published_span: Span | None = None
    year: int | None = None
    given: int | None = None
    body: str | None = None
    body_span: Span | None = None
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """Where a fact was read, and by what.

    ``source`` is the digest of the document's text, ``rule`` the name of the rule that read it, ``version`` the
    version of the rule set.
    """

    source: str
    span: Span
    rule: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing that the report speaks of, with every place where it does.

    ``id`` is unique in its reading. ``names[0]`` is the fullest form that the report gives or plainly implies, the rest are
    further surfaces. ``canonical`` is the name resolved by the jurisdiction (``上海市委`` for ``市委``). ``key`` is the local name of
    its IRI, unique for its type within the reading and the same in every reading where it is the same thing.
    ``mentions`` is never empty and in the order of the text. ``confidence`` lies in 0..1.
    """

    id: str
    type: EntityType
    kind: str
    names: tuple[str, ...]
    canonical: str
    key: str
    mentions: tuple[Evidence, ...]
    confidence: float
    status: Status | None = None
    edition: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two entities, or an entity and a text, as a sentence relates them.

    ``target`` is an entity's id, except for a theme (the theme's text) and a time (an ISO 8601 value, with the words of
    the report in ``words``). ``role`` is there for ``organizes`` only.
    """

    type: RelationType
    source: str
    target: str
    evidence: Evidence
    confidence: float
    role: Role | None = None
    status: Status | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number that the report gives of an entity: ``of`` its id, ``what`` is counted, in which ``unit``."""

    of: str
    value: Decimal
    unit: str
    what: str
    approx: Approximation
    evidence: Evidence
    confidence: float


Fact = Entity | Relation | Measure
"""What a report states: that a thing is, how things are related, how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Words that a rule looked at and passed over, with its reason; nothing is dropped in silence."""

    span: Span
    words: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report, read: its document, header, outline, facts and what was passed over.

    ``reporting_body`` is the id of the entity that reports, None where the report does not tell.
    """

    document: Document
    header: Header
    segments: tuple[Segment, ...]
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    measures: tuple[Measure, ...]
    refusals: tuple[Refusal, ...] = ()
    reporting_body: str | None = None

    def facts(self) -> Iterator[Fact]:
        """Every fact: entities, then relations, then measures, each in the order of the text."""
        yield from self.entities
        yield from self.relations
        yield from self.measures

    def _repr_html_(self) -> str:
        """The report's title and its entities by their types, as Jupyter shows them."""
        names: dict[str, list[str]] = {}
        for entity in self.entities:
            names.setdefault(entity.type.value, []).append(entity.canonical)
        rows = "".join(
            f"<tr><th>{type_} {len(found)}</th><td>{escape('、'.join(found[:30]))}{' …' * (len(found) > 30)}</td></tr>"
            for type_, found in names.items()
        )
        counts = f"{len(self.relations)} relations, {len(self.measures)} measures"
        return (
            f"<p><strong>{escape(self.header.title or self.document.name)}</strong>: {counts}</p><table>{rows}</table>"
        )

    def words(self, span: Span) -> str:
        """The words of the report at ``span``."""
        return self.document.text[span.start : span.end]
