"""What each line of a report is: its title, a line about it, a heading, prose, or page chrome.

A page has a head (title, source, date, navigation), a body and a tail (signature, editor, share links); the same words mean
different things in them: ``时间：2021年3月`` is metadata in the head and prose in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jigou.builder.knowledge.tables import alternatives
from jigou.builder.text.furniture import PAGE, awaited, is_chrome, is_metadata, is_signed
from jigou.builder.text.lines import Line
from jigou.builder.text.numbering import label_of
from jigou.ontology.values import SegmentKind, Span

_CHROME, _METADATA, _TITLE = SegmentKind.BOILERPLATE, SegmentKind.METADATA, SegmentKind.TITLE
_HEADING, _PROSE = SegmentKind.HEADING, SegmentKind.PARAGRAPH

# Half-width marks end a sentence where Chinese words stand on both sides, or the line ends.
_STOP = re.compile(r"[。！？；]|(?<=[\u4e00-\u9fff”\"’）)%])[.;!?](?=[”\"’）)]?(?:\s|[\u4e00-\u9fff“\"《‘]|$))")
_ENDED = re.compile(r"[。！？!?：:；;，,、…][”’）)』」]*$")
_ADDRESS = re.compile(r"(?:各位|尊敬的|同志们|主任、|主席、).{0,30}[：:]$")
_TITLE_END = re.compile(
    rf"{alternatives('titles.tsv', 'genre')}"
    r"(?:[（(].{1,12}[）)])?\d?$"
)
_TITLE_GOES_ON = re.compile(r"(?:关于|的|、|年度|年|情况|建设|和|暨|及|与|工作)$")
_TITLE_OF_A_BODY = re.compile(r"\s*(?:(?:19|20)\d{2}\s*年(?:度)?\s*)?" + alternatives("titles.tsv", "matter"))
_BODY_NAME = re.compile(alternatives("titles.tsv", "name end") + "$")
_SUBTITLE = re.compile(r"(?:上|会|会议|报告|讲话)[）)]?$")
_CRUMB = re.compile(r"[>》›»/|·]+$")
_TAIL = re.compile(
    r"[【\[（(]?(?:相关(?:附件|链接|文档|文章|新闻|阅读|报道|稿件|信息|推荐)|扫一扫|责任编辑|责编|编辑|打印|关闭|上一[篇条]|下一[篇条]|收藏|附件下载)"
)
_STATED = re.compile(r"[^\d，,；;。：:]+。")
_FIGURE = re.compile(r"\d+(?![\d年])")
NO_HINTS: Mapping[int, SegmentKind] = {}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAME_BEGINS = re.compile(r"[\u4e00-\u9fff]{2,8}?[省市区县州盟旗][\u4e00-\u9fff]*$")
_COMMITTEE = re.compile(r"[省市区县州盟旗]委$")
_REST_OF_NAME = 6
_LONG = 60
_TITLE_LENGTH = 80
_HEADING_LENGTH = 60
_BARE_LENGTH = 40
_SENTENCE_LENGTH = 18
_STATED_LENGTH = 48
_FEW = 3
_LONGEST_HEAD = 200


def zoned(lines: Sequence[Line], hints: Mapping[int, SegmentKind] = NO_HINTS) -> Iterator[tuple[Line, SegmentKind]]:
    """Each line with what it is; a title over two lines comes as one. Prose is called PARAGRAPH, run-in headings too.

    ``hints`` says of lines, by where they start, what the file says that they are: headings in the body are believed.
    """
    body = next(
        (
            i
            for i, line in enumerate(lines[:_LONGEST_HEAD])
            if _is_body(line.text) and not (i and awaited(lines[i - 1].text))
        ),
        min(len(lines), _LONGEST_HEAD),
    )
    last = next((i for i in range(len(lines) - 1, -1, -1) if _is_body(lines[i].text)), -1)
    named = next((i for i in range(body) if hints.get(lines[i].span.start) is _TITLE), None)
    yield from _head(lines[:body], lines[body] if body < len(lines) else None, named)
    stated = _stated_headings(lines, body, last + 1)
    tail = False
    for i in range(body, len(lines)):
        line = lines[i]
        following = lines[i + 1] if i + 1 < len(lines) else None
        if is_chrome(line.text):
            tail = tail or _TAIL.match(line.text) is not None
            yield line, _CHROME
        elif i > last or (tail and not _is_long(line)):
            yield line, _tail_kind(line, tail)
        else:
            tail = False
            told = hints.get(line.span.start) is _HEADING and len(line.text) <= _HEADING_LENGTH
            yield line, _HEADING if told or i in stated or _is_heading(line, following) else _PROSE


def _is_long(line: Line) -> bool:
    return len(line.text) >= _LONG or (_STOP.search(line.text) is not None and label_of(line.text) is not None)


def _is_body(text: str) -> bool:
    """Whether a line can only be the report itself: prose, an address, a numbered line."""
    if is_chrome(text) or is_metadata(text):
        return False
    if _STOP.search(text) or len(text) >= _TITLE_LENGTH or _ADDRESS.match(text):
        return True
    label = label_of(text)
    return label is not None and not (label.style == "dash" and _SUBTITLE.search(text))


def _tail_kind(line: Line, tail: bool) -> SegmentKind:
    """Behind the last prose: the signature and the date, or the rest of the page."""
    return _CHROME if tail and not is_metadata(line.text) else _METADATA


def _head(lines: Sequence[Line], body: Line | None, named: int | None) -> Iterator[tuple[Line, SegmentKind]]:
    """The lines before the first prose."""
    plain = [i for i, line in enumerate(lines) if not (is_chrome(line.text) or is_metadata(line.text))]
    plain = [i for i in plain if not _is_crumb(lines, i) and not (i and awaited(lines[i - 1].text))]
    unsaid = frozenset(plain)
    first, after = _title(lines, plain, named)
    title = _compact("".join(line.text for line in lines[first:after]))
    i = 0
    while i < len(lines):
        line = lines[i]
        if i == first < after:
            span = Span(start=line.span.start, end=lines[after - 1].span.end)
            yield Line(span=span, text=title), _TITLE
            i = after
            continue
        following = lines[i + 1] if i + 1 < len(lines) else body
        field = awaited(lines[i - 1].text) if i else None
        value = _CHROME if field == PAGE else _METADATA
        yield line, value if field else _head_kind(line, following, title, i in unsaid, i >= after)
        i += 1


def _head_kind(line: Line, following: Line | None, title: str, plain: bool, below: bool) -> SegmentKind:
    if not plain:
        return _METADATA if is_metadata(line.text) else _CHROME
    text = _compact(line.text)
    if is_signed(line.text):
        return _METADATA
    if title and (text in title or title in text):
        return _CHROME
    if not below or _BODY_NAME.search(line.text) or line.text.startswith(("—", "―", "（", "(")):
        return _METADATA
    return _HEADING if _is_heading(line, following) else _METADATA


def _is_crumb(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is a step of ``首页 > 政务信息 > 要闻``, printed on one line or one step a line."""
    beside = [lines[j].text for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    if lines[i].text.count(">") > 1 or any(_CRUMB.fullmatch(text) for text in beside):
        return True
    # 云南要闻 above its own repetition is the last step of the crumbs.
    return i > 0 and lines[i].text == lines[i - 1].text


def _title(lines: Sequence[Line], plain: Sequence[int], named: int | None) -> tuple[int, int]:
    """The first line of the title and the line behind its last; equal where there is no title."""
    endings = {
        i: text for i in plain if len(text := _compact(lines[i].text)) <= _TITLE_LENGTH and _TITLE_END.search(text)
    }
    for i, text in endings.items():
        # 工作报告 over 2020年某县政府工作报告 is the name of the page's column.
        if any(other != text and other.endswith(text) for other in endings.values()):
            continue
        if i - 1 in plain and _runs_on(above := _compact(lines[i - 1].text), text):
            # 云麓市规划和自然 / 资源局 / 2024年度部门决算: a name that is broken itself.
            broken = i - 2 in plain and len(above) <= _REST_OF_NAME and _BODY_NAME.search(above)
            return i - 1 - bool(broken and _breaks_off(_compact(lines[i - 2].text))), i + 1
        return i, i + 1
    if named is not None:
        return named, named + 1
    for i in plain:
        if len(lines[i].text) <= _TITLE_LENGTH and _HAN.search(lines[i].text) and not is_signed(lines[i].text):
            return i, i + 1
    return 0, 0


def _compact(text: str) -> str:
    """A line without its white space: 工　作　报　告 is spaced for looks."""
    return "".join(text.split())


def _breaks_off(text: str) -> bool:
    """Whether a line can be the first half of a broken name: words alone, and no name or title by themselves."""
    whole = _BODY_NAME.search(text) is not None and _COMMITTEE.search(text) is None
    return not (whole or _ENDED.search(text) or _TITLE_END.search(text)) and _NAME_BEGINS.match(text) is not None


def _runs_on(above: str, text: str) -> bool:
    """Whether a title that ends in ``text`` begins on the line above it."""
    if _TITLE_END.search(above) or _ENDED.search(above) or len(above) + len(text) > _TITLE_LENGTH:
        return False
    if _BODY_NAME.search(above) and _TITLE_OF_A_BODY.match(text):
        return True
    return text.startswith("关于") or _TITLE_GOES_ON.search(above) is not None


def _is_heading(line: Line, following: Line | None) -> bool:
    """Whether a line of the body is a heading as a whole."""
    text = line.text
    label = label_of(text)
    if label is None:
        return _is_bare_heading(text, following)
    if len(text) > _HEADING_LENGTH or label.style == "dash" or text.endswith(("；", ";", "，", ",", "、")):
        return False
    below = label_of(following.text) if following is not None else None
    has_text_below = following is not None and below is None and _is_prose(following.text)
    stop = _STOP.search(text, label.end)
    outer = label.style in ("part", "chapter", "section", "han")
    within = outer and below is not None and below.rank > label.rank
    if stop is None and (within or not text.endswith(("：", ":"))):
        return outer or (following is not None and (below is None or below.style != label.style))
    if not has_text_below or (stop is not None and (stop.group() == "；" or stop.end() < len(text))):
        return False
    if stop is None or label.style in ("part", "chapter", "section", "han", "bracketed"):
        return True
    return len(text) <= _STATED_LENGTH and not _FIGURE.search(text, label.end)


def _is_bare_heading(text: str, following: Line | None) -> bool:
    """Whether a line without a number is a heading: short, no full stop, and text or a numbered line beneath it."""
    if following is None or len(text) > _BARE_LENGTH or _ENDED.search(text) or _STOP.search(text):
        return False
    if is_signed(text) or len(_HAN.findall(text)) * 2 < len(text) or len(text) < _FEW:
        return False
    return _is_prose(following.text) or label_of(following.text) is not None


def _is_prose(text: str) -> bool:
    return len(text) >= _LONG or _STOP.search(text) is not None or (text.endswith(("：", ":")) and len(text) > 8)


def _stated_headings(lines: Sequence[Line], start: int, end: int) -> frozenset[int]:
    """Short sentences that head the paragraph beneath them (``生态底色更加亮丽。``), where the report has several.

    A single short sentence above a paragraph is a paragraph of its own.
    """
    found = frozenset(
        i
        for i in range(start, end - 1)
        if len(lines[i].text) <= _SENTENCE_LENGTH
        and _STATED.fullmatch(lines[i].text)
        and len(lines[i + 1].text) >= _LONG
        and label_of(lines[i].text) is label_of(lines[i + 1].text) is None
    )
    return found if len(found) >= _FEW else frozenset()
