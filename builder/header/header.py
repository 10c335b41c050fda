"""What a report says of itself: title, source, date, the year it reports on, the body that reports, its division.

Source: the pages of public bodies; GB/T 9704-2012, section 7.3 (a title: issuing body, matter, kind of document).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from jigou.builder.header.jurisdiction import place_of, vote
from jigou.builder.header.years import years
from jigou.builder.knowledge.divisions import Divisions
from jigou.builder.knowledge.tables import alternatives, rows
from jigou.builder.text.furniture import field_pattern, fields
from jigou.builder.text.spelling import Normalised, folded, normalise
from jigou.ontology.values import Document, Header, Segment, SegmentKind, Span

_DATE = re.compile(r"((?:19|20)\d{2})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})")
_YEAR_WORDS = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}(?:[-—~至](?:\d{2}|\d{4}))?|[〇○零一二三四五六七八九]{4})年?(?:度)?")
_STANDS_FOR = re.compile(
    r"(?:受|代表)(?P<body>[^,。、“”]{1,26}?(?:政府|委员会|人大常委会|常委会|政协|国务院|法院|检察院|理事会))(?:的?委托)?(?:,|向|作|的)"
)
_APART = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|\n+")
_MEDIA = re.compile(r"(?:网|报|日报|晚报|客户端|新闻|融媒|社|公众号|本站|原创|官方网站|本网讯)$|://")
_AROUND = " \t\n\u3000\xa0\u200b|【】[]()（）"
_SHORTEST_NAME = 4
_SLOGAN = re.compile(r"(?<=..)(?:——|―+|—|[|｜:])")
_SESSION = re.compile(
    r"(?:[0-9〇○零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日,?)?在"
)
_COMPILED_BY = re.compile(
    r"本(?:年度)?报告由(?P<body>[\u4e00-\u9fff]{3,26}?)(?:办公室)?(?=根据|按照|依据|编制|负责|依照|,)"
)
_SPOKEN_BY = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{3,26}?)(?:党组|党委|党支部)?(?:书记、|副书记、)?"
    + alternatives("titles.tsv", "signer")
    + r"\s*[:：]?\s*[\u4e00-\u9fff]{2,4}"
)
_FRONT = 20_000
_FIRST = 4


def header(document: Document, segments: Sequence[Segment], divisions: Divisions) -> Header:
    """The header of a report, from its title, metadata, first paragraphs and, for the division, the names it uses.

    ``body`` is the name as the report gives it, in normalised spelling; where only a place is named (a district's report on its
    government) it is that place. The year reported on and the year of the session are told by :mod:`jigou.builder.header.years`.
    """
    text = document.text
    titles = [segment.span for segment in segments if segment.kind is SegmentKind.TITLE]
    title_span = titles[0] if titles else None
    title = normalise(text, title_span) if title_span else None
    first = _first_paragraphs(text, segments)
    found = _fields(text, segments)
    source, source_span = found.get("source", (None, None))
    published, published_span = _published(found)
    # What a page says in its metas counts only where its text says nothing; it has no place in the text.
    source, published = source or document.source, published or document.published
    body, body_span = _body(title, first, text, segments)
    if body is None and source is not None and not is_medium(source) and _ends_as_body(source):
        body, body_span = source, source_span
    headings = [normalise(text, one.span).text for one in segments if one.kind is SegmentKind.HEADING]
    year, given = years(text, title, first, headings, published)
    return Header(
        title=_APART.sub("", text[title_span.start : title_span.end]) if title_span else document.title,
        title_span=title_span,
        source=source,
        source_span=source_span,
        published=published,
        published_span=published_span,
        year=year,
        given=given,
        body=body,
        body_span=body_span,
        jurisdiction=_jurisdiction(text, segments, title, body, source, divisions),
    )


def _first_paragraphs(text: str, segments: Sequence[Segment]) -> list[Normalised]:
    paragraphs = (segment.span for segment in segments if segment.kind is SegmentKind.PARAGRAPH)
    return [normalise(text, span) for span, _ in zip(paragraphs, range(_FIRST), strict=False)]


# --- source and date -------------------------------------------------------------------------------------------------


def _fields(text: str, segments: Sequence[Segment]) -> dict[str, tuple[str, Span]]:
    """The first value of each field in the metadata, a source that is a name before one that is an address."""
    found: dict[str, tuple[str, Span]] = {}
    for field, span in _values(text, segments):
        value = text[span.start : span.end]
        known = found.get(field)
        if known is None or ("://" in known[0] and "://" not in value and field == "source"):
            found[field] = value, span
    return found


def _values(text: str, segments: Sequence[Segment]) -> Iterator[tuple[str, Span]]:
    metadata = [segment.span for segment in segments if segment.kind is SegmentKind.METADATA]
    waiting: str | None = None
    for span in metadata:
        words = text[span.start : span.end]
        matches = list(field_pattern().finditer(folded(words)))
        if not matches:
            if waiting is not None:
                yield waiting, span
            elif _DATE.match(words) and len(words) <= 30 and "在" not in words:
                yield "dated", span
        waiting = None
        for i, match in enumerate(matches):
            end = matches[i + 1].start() if i + 1 < len(matches) else len(words)
            value = words[match.end() : end].strip(_AROUND)
            field = fields()[match.group("word")]
            if value:
                start = span.start + words.index(value, match.end())
                yield field, Span(start=start, end=start + len(value))
            elif i + 1 == len(matches):
                waiting = field


def _published(found: dict[str, tuple[str, Span]]) -> tuple[str | None, Span | None]:
    for field in ("published", "written", "dated"):
        if field in found:
            words, span = found[field]
            match = _DATE.search(words)
            if match is not None:
                year, month, day = map(int, match.groups())
                if 1 <= month <= 12 and 1 <= day <= 31:
                    start = span.start + match.start()
                    return f"{year}-{month:02}-{day:02}", Span(start=start, end=span.start + match.end())
    return None, None


# --- the reporting body ----------------------------------------------------------------------------------------------


@cache
def _words(kind: str) -> tuple[str, ...]:
    words = [word for what, word in rows("titles.tsv") if what == kind]
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _ends(kind: str) -> re.Pattern[str]:
    """The end of a name of this kind, of which no part is taken for a shorter one."""
    lookbehind = "".join(f"(?<!{word})" for word in _words("not"))
    return re.compile(f"{lookbehind}(?:{'|'.join(_words(kind))})")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(f"$|的?(?:{'|'.join(_words('tail'))})|[(（]")


def is_medium(source: str) -> bool:
    """Whether a source is a newspaper, a site or an address, which publishes a report and does not give it."""
    return _MEDIA.search(source) is not None


def _ends_as_body(name: str) -> bool:
    return name.endswith(_words("strong"))


def _body(
    title: Normalised | None, first: Sequence[Normalised], text: str, segments: Sequence[Segment]
) -> tuple[str | None, Span | None]:
    """The reporting body's name and where it stands."""
    place: tuple[str, Span] | None = None
    # 在…第二次党代会上的报告: the title names the meeting, the first words who reports to it.
    meeting = title is not None and _SESSION.match(title.text, _behind_slogan(title.text)) is not None
    if title is not None and not meeting and (found := body_in_title(title.text)) is not None:
        start, end = found
        name = title.text[start:end]
        if name.endswith(_words("strong")):
            return name, title.span(start, end)
        place = name, title.span(start, end)
    if place is not None:
        return place
    for paragraph in first:
        if (match := _STANDS_FOR.search(paragraph.text) or _COMPILED_BY.search(paragraph.text)) is not None:
            return match.group("body"), paragraph.span(*match.span("body"))
    if title is not None and meeting and (found := body_in_title(title.text)) is not None:
        return title.text[slice(*found)], title.span(*found)
    for segment in segments:
        if segment.kind is SegmentKind.METADATA:
            words = normalise(text, segment.span)
            spoken = _SPOKEN_BY.fullmatch(words.text)
            if spoken is not None and _ends_as_body(spoken["body"]):
                return spoken["body"], words.span(*spoken.span("body"))
            if 3 < len(words.text) <= 30 and _ends_as_body(words.text) and not field_pattern().match(words.text):
                return words.text, segment.span
    return next(_subjects(first), (None, None))


def _subjects(first: Sequence[Normalised]) -> Iterator[tuple[str, Span]]:
    """Bodies that the first sentences have for a subject: ``2023年,海州市司法局以…``."""
    for paragraph in first:
        for match in _subject_pattern().finditer(paragraph.text):
            yield match.group("body"), paragraph.span(*match.span("body"))


@cache
def _subject_pattern() -> re.Pattern[str]:
    heads = "|".join(_words("strong"))
    return re.compile(
        rf"(?:^|[,。:])(?P<body>[\u4e00-\u9fff()]{{1,20}}?(?:{heads}))(?=[以按围坚认深全紧切严积贯聚持始主牢高共立充依由]|在)"
    )


def _behind_slogan(title: str) -> int:
    """Where the title proper begins: behind what a dash, a colon or a bar sets apart (``凝心聚力开新局——``)."""
    return max(
        (match.end() for match in _SLOGAN.finditer(title) if len(title) - match.end() > _SHORTEST_NAME), default=0
    )


def body_in_title(title: str) -> tuple[int, int] | None:
    """Where the reporting body's name stands in a title (normalised); None where the title has none.

    >>> body_in_title("海州市司法局2023年法治政府建设年度报告")
    (0, 6)
    >>> body_in_title("2026年广东省政府工作报告")
    (5, 10)
    >>> body_in_title("凝心聚力开新局——海州一中2023年亮点工作")
    (9, 13)
    """
    start = _behind_slogan(title)
    for lead in ("在", "关于"):
        if title.startswith(lead, start):
            start += len(lead)
    year = _YEAR_WORDS.search(title, start)
    if year is not None and year.start() == start:
        start, year = year.end(), None
    if year is not None:
        end = year.start()
        while title[start:end].endswith(("关于", "的", "在")):
            end -= 2 if title[start:end].endswith("关于") else 1
        if title[start:end].endswith((*_words("strong"), *_words("division"))) and end - start > 1:
            return start, end
    limit = year.start() if year is not None else len(title)
    for kind in ("strong", "division"):
        for match in _ends(kind).finditer(title, start, limit):
            name = title[start : match.end()]
            if _tail().match(title, match.end()) and (len(name) > len(match.group()) or name == "国务院"):
                return start, match.end()
    heads = [match.end() for match in _ends("strong").finditer(title, start, limit)]
    long_enough = [end for end in heads if end - start > _SHORTEST_NAME]
    return (start, long_enough[0]) if long_enough else None


# --- the division ----------------------------------------------------------------------------------------------------

_MEETING = re.compile(r"在(?P<place>[\u4e00-\u9fff]{2,12}?(?:省|市|区|县|州|盟|旗))第.{1,4}届")


def _jurisdiction(
    text: str,
    segments: Sequence[Segment],
    title: Normalised | None,
    body: str | None,
    source: str | None,
    divisions: Divisions,
) -> str | None:
    names = [name for name in (body, title.text if title else None) if name]
    for name in names:
        bare = _YEAR_WORDS.sub("", name).removeprefix("关于")
        if (place := place_of(bare, divisions)) is not None:
            return place
    if body is not None and body.startswith(("国务院", "中华人民共和国", "全国", "中央", "最高人民")):
        return None
    front = text[:_FRONT]
    for segment in segments:
        if segment.kind in (SegmentKind.TITLE, SegmentKind.METADATA):
            match = _MEETING.search(normalise(text, segment.span).text)
            if match is not None:
                return place_of(match.group("place"), divisions)
    if source is not None and "://" not in source and (place := place_of(source, divisions)) is not None:
        return place
    return vote(front, names[0] if names else "", divisions)
