"""The lines under a title that say where a report was given and by whom (——2026年1月27日在…会议上, 省长 李炳军).

Source: the usual opening of the reports that governments, courts and procuratorates give to a people's congress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jigou.builder.drafts import Draft, DraftRelation, Mention
from jigou.builder.knowledge.lexicons import Lexicon
from jigou.builder.knowledge.tables import alternatives
from jigou.builder.phrases.times import impossible_days
from jigou.builder.text.numerals import DIGITS, han
from jigou.builder.text.spelling import normalise
from jigou.ontology import Document, EntityType, Header, RelationType, Span, Status

_FRONT = 500
_GIVEN = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})年(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日,?在"
    r"(?P<session>(?P<place>[\u4e00-\u9fff]{0,14}?)第?[一二三四五六七八九十百]+届[\u4e00-\u9fff]{2,20}?第?[一二三四五六七八九十]+次(?:全体)?(?:会议|大会))上?"
)
_SPEAKER = re.compile(
    r"[)\]]?(?P<title>[\u4e00-\u9fff]{0,16}?" + alternatives("titles.tsv", "speaker") + r")(?=[\u4e00-\u9fff])"
)
_ADDRESSED = re.compile(r"\n[ \t\u3000]*(?P<bodies>[\u4e00-\u9fff、，,（）()]{2,40})[：:][ \t]*\r?\n")
_NAME = re.compile(r"[\u4e00-\u9fff](?:[\u4e00-\u9fff·]{1,3})")


def delivered(document: Document, header: Header, reporting: Mention) -> Iterator[Draft]:
    """The session that a report was given to, with its day, and the post and person who gave it for the reporting body."""
    front = normalise(document.text, Span(start=0, end=min(_FRONT, len(document.text))))
    said = list(_GIVEN.finditer(front.text)) if "届" in front.text else []
    if not said:
        return
    # A portal's summary repeats the line in running text; who gave the report stands behind the line itself.
    speakers = [list(_speaker(document, front.offsets[one.end() - 1] + 1, header, reporting)) for one in said]
    match, speaker = next((pair for pair in zip(said, speakers, strict=True) if pair[1]), (said[0], speakers[0]))
    session = match.group("session")
    place = match.group("place")
    span = front.span(*match.span("session"))
    event = Mention(
        type=EntityType.EVENT, kind="meeting", name=session, span=span, sentence=-1, rule="session-of-report", confidence=0.9,
        aliases=(session[len(place) :],) if place else (), head="会议", status=Status.DONE,
    )  # fmt: skip
    yield event
    year, month, date = match.group("year").translate(DIGITS), match.group("month"), match.group("day")
    day = f"{year}-{han(month) or int(month):02}-{han(date) or int(date):02}"
    whole = front.span(match.start(), match.end())
    if not any(impossible_days(front.text[match.start() : match.start("session")], None)):
        yield DraftRelation(
            type=RelationType.TIME, source=event, target=day, span=whole, rule="session-of-report", confidence=0.9,
            status=Status.DONE, words=front.text[match.start() : match.start("session") - 1].rstrip(","),
        )  # fmt: skip
    yield from speaker


def addressed(document: Document, lex: Lexicon) -> Iterator[Mention]:
    """The body that a report is sent to, on a line of its own above the text (县委、县人民政府:).

    Source: GB/T 9704-2012, section 7.3.2 (主送机关).
    """
    match = _ADDRESSED.search(document.text[:_FRONT])
    if match is None:
        return
    for one in re.finditer(r"[^、，,\s和]+", match.group("bodies")):
        start = match.start("bodies") + one.start()
        view = normalise(document.text, Span(start=start, end=start + len(one.group())))
        heads = (lex.heads.get(view.text[-size:]) for size in range(min(len(view.text), 9), 0, -1))
        head = next((found for found in heads if found is not None), None)
        vague = view.text.startswith(("各", *lex.classes["vague beginning"])) or lex.words.get(view.text) == "vague"
        if head is None or head.type is not EntityType.BODY or vague:
            continue
        if len(view.text) == len(head.word) and not head.bare:
            continue
        yield Mention(
            type=EntityType.BODY, kind=head.kind, name=view.text, span=view.span(0, len(view.text)), sentence=-1,
            rule="addressed", confidence=0.85, head=head.word,
        )  # fmt: skip


def _speaker(document: Document, at: int, header: Header, reporting: Mention) -> Iterator[Draft]:
    """The post and the person named right after the session, on the same line or the next one with words."""
    end = min(at + 60, len(document.text))
    rest = document.text[at:end]
    lead = len(rest) - len(rest.lstrip(" \t\r\n\u3000)）】]"))
    line = rest[lead:].split("\n", 1)[0]
    if not line.strip():
        return
    view = normalise(document.text, Span(start=at + lead, end=at + lead + len(line)))
    said = _SPEAKER.match(view.text)
    if said is None:
        return
    person = _NAME.fullmatch(view.text, said.end("title"))
    if person is None:
        return
    title, aliases = said.group("title"), []
    if len(title) <= 3 and header.jurisdiction:
        aliases.append(title)
        title = header.jurisdiction + title
    post = Mention(
        type=EntityType.POST, kind="other", name=title, span=view.span(*said.span("title")), sentence=-1,
        rule="speaker", confidence=0.9, aliases=tuple(aliases), head=said.group("title"),
    )  # fmt: skip
    holder = Mention(
        type=EntityType.PERSON, kind="other", name=person.group(), span=view.span(*person.span()), sentence=-1,
        rule="speaker", confidence=0.9,
    )  # fmt: skip
    whole = view.span(0, len(view.text))
    yield post
    yield holder
    for one in (post, holder):
        yield DraftRelation(
            type=RelationType.HEADS, source=one, target=reporting, span=whole, rule="speaker", confidence=0.9,
            status=Status.DONE,
        )  # fmt: skip
