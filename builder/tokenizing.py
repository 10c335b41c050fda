"""Words of a sentence: quotations, titles, brackets, numbers and times kept whole, the rest cut by the segmenter.

Segmentation and part-of-speech tags are those of jieba (the tag set of ICTCLAS), by its Rust port.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import rjieba

from jigou.builder.counting import Count, counts
from jigou.builder.lexicons import lexicon
from jigou.builder.times import TimeWords, times


class TokenSort(StrEnum):
    """What kind of token: a word, a mark, or a stretch that is kept whole."""

    WORD = "word"
    QUOTE = "quote"
    TITLE = "title"
    BRACKET = "bracket"
    COUNT = "count"
    TIME = "time"
    SELF = "self"
    ORDINAL = "ordinal"
    MARK = "mark"


class Token(NamedTuple):
    """A token of a normalised sentence: offsets into it, its text and its tag (empty for what is kept whole)."""

    start: int
    end: int
    text: str
    sort: TokenSort
    tag: str = ""
    number: Count | None = None
    time: TimeWords | None = None


_CLOSING = {"“": "”", "《": "》", "(": ")", "‘": "’"}
_SORTS = {"“": TokenSort.QUOTE, "‘": TokenSort.QUOTE, "《": TokenSort.TITLE, "(": TokenSort.BRACKET}
_SELF = re.compile(
    r"[我本](?:局|院|委|校|办|厅|馆|会|所|站|处|司|行|社|厂|中心|学院|单位|公司|集团|街道|社区|市|区|县|省|镇|乡|州|旗)(?![员长领导干])"
)
_ORDINAL = re.compile(
    r"第[0-9一二三四五六七八九十百]+[届次期批个]|首届|第?[一二三四五六七八九十]+届(?:人大|政协)(?:常委会)?第?[一二三四五六七八九十]+次(?:全体)?(?=会议)|[一二三四五六七八九十]+届[一二三四五六七八九十]+次(?:全体(?=会议))?"
)
_CONGRESS = re.compile(r"(?:党的|中共|中国共产党)(?:二十|十[五六七八九])大(?!会)")
_WORD = re.compile(r"[\w·%]")


@cache
def segmenter(extra: Path | None = None) -> rjieba.Jieba:
    """The segmenter, taught the words of the lexicon."""
    jieba = rjieba.Jieba()
    for word in lexicon(extra).vocabulary():
        if not (len(word) <= 3 and word.endswith("办")):
            jieba.add_word(word, 100_000 if len(word) > 2 else None, None)
    return jieba


def tokens(text: str, year: int | None = None, extra: Path | None = None) -> list[Token]:
    """The tokens of a normalised sentence, in order and without gaps (white space is left out)."""
    whole = sorted(_whole(text, year, extra), key=lambda token: (token.start, -token.end))
    jieba = segmenter(extra)
    out: list[Token] = []
    at = 0
    for token in whole:
        if token.start < at:
            continue
        _cut(text, at, token.start, jieba, out)
        out.append(token)
        at = token.end
    _cut(text, at, len(text), jieba, out)
    return out


@cache
def _fixed(extra: Path | None) -> dict[str, tuple[int, ...]]:
    """Heads of three characters and more by their first two, with their lengths, longest first: they are kept whole."""
    lex = lexicon(extra)
    sizes: dict[str, set[int]] = {}
    for word in lex.heads:
        if len(word) >= 3:
            sizes.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(found, reverse=True)) for start, found in sizes.items()}


# A head followed by one of these is part of another word (工作组 in 工作组织, 服务队 in 服务队伍).
_FOLLOWERS = {
    "组": "织", "队": "伍员", "会": "议员", "院": "校士", "处": "理置罚", "局": "面长势", "科": "学技研长", "所": "有", "站": "点",
    "课": "程题", "法": "治律院官规", "案": "例件", "制": "度定", "点": "位", "办": "理法公事学", "室": "内外", "部": "门分署队", "委": "员会托",
    "展": "示开现", "庭": "审", "报": "告道名", "建": "设", "群": "众", "校": "长", "工": "作", "团": "员结",
}  # fmt: skip


def _words(text: str, extra: Path | None) -> Iterator[Token]:
    """Heads that are kept whole, so that the segmenter does not cut across them (县应急管理局)."""
    lex = lexicon(extra)
    fixed = _fixed(extra)
    at = 0
    while at < len(text) - 2:
        for size in fixed.get(text[at : at + 2], ()):
            word = text[at : at + size]
            if len(word) < size:
                continue
            if word in lex.heads and text[at + size : at + size + 1] not in tuple(_FOLLOWERS.get(word[-1], "")):
                yield Token(start=at, end=at + size, text=word, sort=TokenSort.WORD, tag="n")
                at += size
                break
        else:
            at += 1


def _whole(text: str, year: int | None, extra: Path | None) -> Iterator[Token]:
    """The stretches that are kept whole; brackets and quotations swallow what is in them."""
    for start, end in _enclosed(text):
        yield Token(start=start, end=end, text=text[start:end], sort=_SORTS[text[start]])
    yield from _words(text, extra)
    for match in _CONGRESS.finditer(text):
        yield Token(match.start(), match.end(), match.group(), TokenSort.WORD, "n")
    for time in times(text, year):
        yield Token(start=time.start, end=time.end, text=text[time.start : time.end], sort=TokenSort.TIME, time=time)
    for count in counts(text):
        yield Token(
            start=count.start, end=count.end, text=text[count.start : count.end], sort=TokenSort.COUNT, number=count
        )
    for match in _SELF.finditer(text):
        yield Token(start=match.start(), end=match.end(), text=match.group(), sort=TokenSort.SELF)
    for match in _ORDINAL.finditer(text):
        yield Token(start=match.start(), end=match.end(), text=match.group(), sort=TokenSort.ORDINAL)


def _enclosed(text: str) -> Iterator[tuple[int, int]]:
    """The outermost quotations, titles and brackets that are closed."""
    at = 0
    while at < len(text):
        closing = _CLOSING.get(text[at])
        if closing is None:
            at += 1
            continue
        depth = 0
        for end in range(at, len(text)):
            if text[end] == text[at]:
                depth += 1
            elif text[end] == closing:
                depth -= 1
                if depth == 0:
                    yield at, end + 1
                    at = end + 1
                    break
        else:
            at += 1


def _cut(text: str, start: int, end: int, jieba: rjieba.Jieba, out: list[Token]) -> None:
    """Add the words of a stretch to ``out``."""
    if start >= end:
        return
    at = start
    for word, tag in jieba.tag(text[start:end]):
        size = len(word)
        if size > 2 and word[-1] in _FOLLOWERS and text[at + size : at + size + 1] in tuple(_FOLLOWERS[word[-1]]):
            # 组织部分人大代表: the head that the segmenter saw is cut short by the next word.
            out.append(Token(at, at + size - 1, word[:-1], TokenSort.WORD, "n"))
            out.append(Token(at + size - 1, at + size, word[-1], TokenSort.WORD, "n"))
            at += size
            continue
        for part, sort, part_tag in _parts(word, tag):
            out.append(Token(at, at + len(part), part, sort, part_tag))
            at += len(part)


_GLUED_BEFORE = frozenset("由在赴到与对向经从将以受被给获为")
_GLUED_AFTER = frozenset("到在赴由为任")
_LEVELS = frozenset("省市区县州旗镇乡局院校")


@lru_cache(maxsize=1 << 16)
def _parts(word: str, tag: str) -> tuple[tuple[str, TokenSort, str], ...]:
    """A word of the segmenter, taken apart where it glued a preposition to a name (由市, 科到, 刘建民为)."""
    cut = _glue(word, tag)
    if not cut:
        return ((word, TokenSort.WORD if _WORD.match(word) else TokenSort.MARK, tag),)
    return tuple(
        (part, TokenSort.WORD if _WORD.match(part) else TokenSort.MARK, "n") for part in (word[:cut], word[cut:])
    )


def _glue(word: str, tag: str) -> int:
    """Where a word is to be cut, or 0."""
    size = len(word)
    if size < 2:
        return 0
    if size == 2 and word[0] in _GLUED_BEFORE and word[1] in _LEVELS:
        return 1
    if word[-1] in _GLUED_AFTER and ((tag == "nr" and size >= 3) or word[:-1] in lexicon().heads):
        return size - 1
    if word[0] in "任兼" and word[1:] in lexicon().titles:
        return 1
    if size == 3 and word[:2] in ("会同", "联合") and word[2] in _LEVELS:
        return 2
    return _title_in(word)


def _title_in(word: str) -> int:
    """Where the title of a post begins in a word that also names its body (政协主席), or 0."""
    lex = lexicon()
    for cut in range(1, len(word) - 1):
        if word[cut:] in lex.titles and word[:cut] in lex.heads and word not in lex.titles:
            return cut
    return 0
