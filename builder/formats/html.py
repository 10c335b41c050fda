"""Saved web pages: the report out of the page around it, with the page's own title, source line and date.

The main text is the innermost element that holds most of the page's prose. What stands before it is kept where it is the title or a line
about the report; lists of links, share buttons, hit counts and the like go. A date is only ever one that the page states.

Source: HTML Living Standard; 国办发〔2017〕47号 (the metas of government websites).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from jigou.builder.formats.blocks import Block, Element, blocks
from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.draft import Draft, one_line
from jigou.builder.formats.limits import Limits
from jigou.builder.knowledge.tables import rows
from jigou.builder.text.encoding import decoded
from jigou.builder.text.furniture import is_chrome, is_metadata
from jigou.ontology import Document, SegmentKind
from jigou.ontology.errors import NoReport, PastLimit, UnreadableReport

_STARTS = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|center|h[1-6]|article|section|link)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_BOUND = re.compile(r"[，。；：、！？,;]")
_COMPACT = re.compile(r"\s+")
_DATE = re.compile(r"((?:19|20)\d{2})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})")
_MOSTLY = 0.85
_PROSE = 3
"""How much more a character of prose weighs than one of a table in the search for the main text."""
_LIST_OF_LINKS = 5
_LINKS = 0.6
_SHORTEST_TITLE = 5
_LONGEST_TITLE = 120
_HEAD = 4096


def _knows(source: Source) -> bool:
    head = source.data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    return _STARTS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def _read(source: Source, limits: Limits) -> Sequence[Document]:
    declared = _DECLARED.search(source.data[:_HEAD])
    said = declared.group(1).decode("ascii") if declared else ""
    found = decoded(source.data, source.shown, markup=True, declared=said)
    root = _tree(found.text, source, limits)
    metas = _metas(root)
    every = list(blocks(root))
    draft = Draft()
    kept = list(_report(every, metas))
    if sum(block.links for block in every) > _LIST_OF_LINKS * sum(len(block.words) for block, _ in kept):
        raise NoReport(source.shown, "is a page of links, no report")
    for block, kind in kept:
        if block.table:
            draft.table(block.table)
        elif kind is None and block.level:
            draft.paragraph(block.words, SegmentKind.HEADING, block.level)
        else:
            draft.paragraph(block.words, kind)
    return (
        draft.document(
            source,
            READER.name,
            encoding=found.encoding,
            title=metas.get("title"),
            said_source=metas.get("source"),
            published=_day(metas.get("published", "")),
            remarks=found.remarks,
            considered=found.considered,
        ),
    )


def _tree(text: str, source: Source, limits: Limits) -> Element:
    from lxml import etree

    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, recover=True)
    try:
        # Characters that XML cannot hold end libxml2's reading of a string; a page may well have one.
        root = etree.fromstring(_encodable(text), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableReport(source.shown, f"is no page that can be read ({one_line(str(error))[:80]})") from error
    if root is None:
        raise UnreadableReport(source.shown, "holds no text")
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest >= limits.depth or any("depth" in entry.message.lower() for entry in parser.error_log):
        raise PastLimit(source.shown, f"is nested more than {limits.depth} deep")
    return root


_UNHELD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _encodable(text: str) -> str:
    # A declaration of another encoding would be followed, although the text is decoded already.
    return re.sub(r"^\s*<\?xml[^>]*>", "", _UNHELD.sub("", text), count=1)


# --- what the page says of itself ------------------------------------------------------------------------------------


def _metas(root: Element) -> Mapping[str, str]:
    """The fields of ``metas.tsv`` that the page has, and ``name``: what its <title> says."""
    told: dict[str, str] = {}
    for element in root.iterdescendants("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = one_line(element.get("content") or "")
        if name and content:
            told.setdefault(name, content)
    found: dict[str, str] = {}
    for field, name in _names():
        if name in told:
            found.setdefault(field, told[name])
    title = next(root.iterdescendants("title"), None)
    if title is not None and title.text:
        found["name"] = one_line(title.text)
    return found


@cache
def _names() -> tuple[tuple[str, ...], ...]:
    return tuple(rows("metas.tsv"))


def _day(words: str) -> str | None:
    match = _DATE.search(words)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


# --- the report within the page --------------------------------------------------------------------------------------


def _report(every: Sequence[Block], metas: Mapping[str, str]) -> Iterator[tuple[Block, SegmentKind | None]]:
    """The blocks of the report, each with what it is where the page tells: its title, the lines about it, the main text."""
    main = _main(every)
    inner = [i for i, block in enumerate(every) if main is not None and _within(block.element, main)]
    if not inner:
        return
    first, last = inner[0], inner[-1]
    title = _title(every[: last + 1], first, metas)
    start = title if title is not None else max(0, first - 12)
    for i in range(min(start, first), last + 1):
        block = every[i]
        if i == title:
            yield block, (None if first <= i else SegmentKind.TITLE)
        elif block.table:
            yield block, None
        elif (i < first and not is_metadata(block.words)) or is_chrome(block.words) or _is_links(block):
            continue
        else:
            yield block, None


def _within(element: Element, main: Element) -> bool:
    return element is main or any(outer is main for outer in element.iterancestors())


def _main(every: Sequence[Block]) -> Element | None:
    """The innermost element that holds most of the prose and tables."""
    scores: dict[Element, int] = {}
    for block in every:
        if block.table or (_BOUND.search(block.words) and not _is_links(block)):
            size = (len(block.words) - block.links) * (1 if block.table else _PROSE)
            for element in (block.element, *block.element.iterancestors()):
                scores[element] = scores.get(element, 0) + size
    if not scores:
        # A page without one sentence: its body.
        return every[0].element.getroottree().getroot() if every else None
    main = next(element for element in scores if element.getparent() is None)
    while True:
        inner = max(main.iterchildren(), key=lambda child: scores.get(child, 0), default=None)
        # Of links alone nothing counts, and no element within is better than another.
        if inner is None or not scores.get(inner) or scores[inner] < scores[main] * _MOSTLY:
            return main
        if inner.tag in ("p", "table", "tr", "td"):
            return main
        main = inner


def _is_links(block: Block) -> bool:
    """Whether a block is but a link to elsewhere: an entry of a list, a step of the way to the page."""
    if block.table or not block.links:
        return False
    return block.links >= len(block.words) * _LINKS and ("。" not in block.words or block.element.tag == "li")


def _title(every: Sequence[Block], first: int, metas: Mapping[str, str]) -> int | None:
    """Which block is the title: the one that the page's name begins with, else the last heading before the main text."""
    names = [_COMPACT.sub("", metas[key]) for key in ("title", "name") if key in metas]
    found: tuple[int, int] | None = None
    for i, block in enumerate(every):
        words = _COMPACT.sub("", block.words)
        if block.table or not _SHORTEST_TITLE <= len(words) <= _LONGEST_TITLE:
            continue
        if any(name.startswith(words) for name in names) and (found is None or len(words) > found[0]):
            found = len(words), i
    if found is not None:
        return found[1]
    headings = (i for i in range(first - 1, -1, -1) if every[i].level in (1, 2) and not _is_links(every[i]))
    return next(headings, None)


def _prepare() -> None:
    """Load what reading needs while files can still be opened."""
    for codec in ("big5hkscs", "gb18030", "utf-16-be", "utf-16-le", "utf-8-sig"):
        codecs.lookup(codec)
    is_chrome("来源"), is_metadata("来源")
    page = "<title>某某市</title><p>来源：某某市　发布时间：2021-01-01</p><p>各位代表，现在报告工作。</p>"
    _read(Source(name="", shown="", data=page.encode("gb18030")), Limits())


READER = Reader(
    name="html",
    what="saved web pages",
    suffixes=(".html", ".htm", ".shtml", ".xhtml", ".aspx", ".jsp", ".php"),
    knows=_knows,
    read=_read,
    prepare=_prepare,
    rank=40,
)
