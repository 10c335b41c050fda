"""What stands on a report's page that is not its prose: lines about the report, and lines of the page around it."""

from __future__ import annotations

import re
from functools import cache

from jigou.builder.knowledge.tables import alternatives, rows

PAGE = "page"
"""The field of what a page says of itself and not of its report: how often it was read."""

_SHORT = 60
_LONGEST_METADATA = 240
_SPACE = re.compile(r"\s+")
_HALF = str.maketrans("：，（）［］＞＜｜？！", ":,()[]><|?!")
_DATE = r"(?:19|20)\d{2}\s*(?:年|[-/.])\s*\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}\s*日?"
_TIME = r"(?:\s*[T ]?\d{1,2}\s*(?:[:：时])\s*\d{1,2}(?:\s*(?:[:：分])\s*\d{0,2}\s*秒?|分)?)?"
_DATED = re.compile(
    rf"[\s（(【\[]*(?:{_DATE}{_TIME}|[〇○零一二三四五六七八九]{{4}}年[一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十]{{1,3}}日)[\s）)】\]]*$"
)
_ABOUT_THE_REPORT = re.compile(
    r"""
    [（(]?[—―－-]*\s*(?:(?:19|20)\d{2}年)?\d{1,2}月\d{1,2}日在.{4,60}(?:会议|大会|全会)(?:第.{1,4}次(?:全体)?会议)?上(?:的(?:报告|讲话))?[）)]?(?:\s*.{2,30})?$
    |[（(](?:新华社|来源|本报|据).{2,40}[）)]$
    |[\u4e00-\u9fff]{2,14}\s*[〔［\[（(](?:19|20)\d{2}[〕］\]）)]\s*第?\d{1,5}号$
    |新华社\S{1,8}电$
    |《\s*\S{2,12}\s*》\s*[（(].{6,30}版\s*[）)]$
    |[（(].{0,20}(?:审议|讨论|征求意见|送审|修改|摘要|会议通过|批准).{0,20}[）)]$
    """,
    re.VERBOSE,
)
_SIGNED = re.compile(
    r"(?:\S{0,20}" + alternatives("titles.tsv", "signer") + r")\s*"
    r"[\u4e00-\u9fff·]{1,2}\s?[\u4e00-\u9fff·]{1,6}$"
)


@cache
def _chrome() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The table as two expressions over a line: of whole lines, and of words that only a line without a full stop may hold."""
    words: dict[str, list[str]] = {"is": [], "starts": [], "has": [], "like": []}
    for how, word in rows("boilerplate.tsv"):
        words[how].append(word if how == "like" else re.escape(_SPACE.sub("", word)))
    whole = re.compile(f"(?:{'|'.join(words['is'] + words['like'])}):?$")
    return whole, re.compile(f"{'|'.join(words['starts'])}|.*?(?:{'|'.join(words['has'])})")


@cache
def fields() -> dict[str, str]:
    """The words that introduce metadata, each with the field of the header that it fills."""
    return {word: field for field, word in rows("metadata.tsv")}


@cache
def field_pattern() -> re.Pattern[str]:
    """A metadata word at the start of a line or behind space, with the colon or the space behind it."""
    words = "|".join(sorted(map(re.escape, fields()), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:^|(?<=[\s（(【\[|]))(?P<word>{words})\s*(?:[:：]\s*|[】\]]\s*[:：]?\s*|[\s]+)")


def is_chrome(line: str) -> bool:
    """Whether a line is part of the page around the report: navigation, share links, hit counts, an editor's name.

    >>> is_chrome("打开微信“扫一扫”,打开网页后点击屏幕右上角分享按钮"), is_chrome("召开会议。")
    (True, False)
    """
    if len(line) > _SHORT:
        return False
    plain = _SPACE.sub("", line).translate(_HALF)
    whole, parts = _chrome()
    return whole.match(plain) is not None or ("。" not in plain and parts.match(plain) is not None)


def is_metadata(line: str) -> bool:
    """Whether a line speaks about the report: its source, its date, its number, the meeting it was given at, who signed it.

    >>> is_metadata("来源:市政协机关    发布时间:2021-11-30"), is_metadata("2021-11-30 09:00"), is_metadata("海民发〔2021〕3号")
    (True, True, True)
    """
    if len(line) > _LONGEST_METADATA or "。" in line:
        return False
    if _DATED.match(line):
        return True
    match = field_pattern().match(line)
    if match is not None and (len(line) <= _SHORT * 2 or "://" in line):
        if fields()[match.group("word")] == PAGE:
            return False
        # 时间 or 主题 and a space begin many an ordinary line; only a second field or a colon tells.
        return bool(re.search("[:：】\\]]", match.group())) or len(field_pattern().findall(line)) > 1
    return len(line) <= _SHORT + 40 and _ABOUT_THE_REPORT.match(line) is not None


def awaited(line: str) -> str | None:
    """The field whose word a line ends with, its value being the next line: ``来源：``; None where it ends with none.

    >>> awaited("来源："), awaited("来源：市民政局　阅读："), awaited("来源：市民政局")
    ('source', 'page', None)
    """
    if len(line) > _SHORT * 2:
        return None
    words = list(field_pattern().finditer(line))
    if not words or words[-1].end() < len(line) or not (words[-1].start() == 0 or is_metadata(line)):
        return None
    return fields()[words[-1].group("word")]


def is_signed(line: str) -> bool:
    """Whether a line is an office and a name: ``广东省省长 孟凡利``."""
    return len(line) <= 30 and _SIGNED.match(line) is not None
