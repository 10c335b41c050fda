"""Which division of China a report speaks for, told from names: ``上海市政协`` by its form, ``市政协`` by the company it keeps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from jigou.builder.knowledge.divisions import COUNTY, Division, Divisions

_KIND = "自治区|自治州|自治县|自治旗|特别行政区|地区|新区|开发区|高新区|街道|省|市(?!场|民|容|值|域)|盟(?!员)|区(?![域位间])|县|旗|镇|乡(?!村)"
_NO_BODY = "(?:(?![局厅院部会委处室])[\u4e00-\u9fff])"
_PLACE = re.compile(rf"{_NO_BODY}{{2,12}}?(?:{_KIND})")
_INNER_PLACE = re.compile(rf"{_NO_BODY}{{2,6}}?(?:{_KIND})")
_FRONT_WORDS = re.compile(
    r"^(?:中国共产党|中共|中国人民政治协商会议|政协|中国民主同盟|中国民主建国会|中国民主促进会|共青团|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)"
)
_RELATIVE = re.compile(r"^(?:全|我|本|各|该|两|多|在|对|和|与|及|等|第|社|园|辖|城|景|小|校|厂)")
_LEVEL = re.compile(r"^(省|自治区|市|区|县|州|旗|盟)")
_ACTING = re.compile(
    r"(?:^|[在对到向为是以由与和及,，。、“《(（\n])([\u4e00-\u9fff]{2,4}[省市区县])(?=委|政府|人民|政协|人大|第.{1,3}届|纪委|法院|检察|司法|民政|公安|教育|卫生)"
)
_KIND_LENGTH = 2
_AT_LEAST = 2
_CLEARLY = 1.5


def place_of(name: str, divisions: Divisions) -> str | None:
    """The innermost division at the front of a body's name, by full name; None where there is none.

    Divisions that no table knows count by their form.

    >>> from jigou.builder.knowledge.divisions import divisions
    >>> place_of("上海市浦东新区司法局", divisions()), place_of("平阳湖区人民政府", divisions()), place_of("市政协机关", divisions())
    ('浦东新区', '平阳湖区', None)
    """
    name = _FRONT_WORDS.sub("", name)
    form = _PLACE.match(name)
    words = _known(name, divisions) or ""
    if form is not None and (not words or len(words) < form.end() <= len(words) + _KIND_LENGTH):
        words = form.group()
    if not words or (_RELATIVE.match(words) and not divisions.named(words)):
        return None
    end = len(words)
    while (inner := _INNER_PLACE.match(name, end)) is not None and not _RELATIVE.match(inner.group()):
        words, end = inner.group(), inner.end()
    return _full(words, divisions)


def _known(name: str, divisions: Divisions) -> str | None:
    """The longest name of a division that ``name`` begins with; short names of counties are too common to count."""
    for length in range(min(len(name), 14), 1, -1):
        for division in divisions.named(name[:length]):
            if division.name == name[:length] or division.level < COUNTY:
                # 恩施州 is in daily use for 恩施土家族苗族自治州.
                prefecture = division.name.endswith("自治州") and name[length : length + 1] == "州"
                return name[: length + prefecture]
    return None


def _full(words: str, divisions: Divisions) -> str | None:
    """The full name of a short one; a name that no table knows stays."""
    found = divisions.named(words)
    if words.endswith("州") and not found:
        return divisions.full(words[:-1]) or words
    return words if not found or any(division.name == words for division in found) else divisions.full(words)


def vote(text: str, like: str, divisions: Divisions) -> str | None:
    """The division that ``text`` names most, of the level that ``like`` begins with (``市`` in ``市政协``).

    A full name counts thrice. None where no division is named twice, or two are named nearly as often.
    """
    level = _LEVEL.match(like)
    votes = Counter(dict(_votes(text, level.group() if level else None, divisions)))
    ranked = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] < _AT_LEAST:
        return None
    if len(ranked) > 1 and ranked[0][1] < ranked[1][1] * _CLEARLY:
        return None
    return ranked[0][0]


def _votes(text: str, level: str | None, divisions: Divisions) -> Iterator[tuple[str, int]]:
    for division in _candidates(divisions):
        if level is not None and not division.name.endswith(level):
            continue
        times = text.count(division.short)
        if times:
            yield division.name, times + 2 * text.count(division.name)
    acting = (_FRONT_WORDS.sub("", name) for name in _ACTING.findall(text))
    for name, times in Counter(acting).items():
        if len(name) > 1 and name != "自治区" and (level is None or name.endswith(level)) and not _RELATIVE.match(name):
            yield name, 3 * times


def _candidates(divisions: Divisions) -> Iterable[Division]:
    """Provinces and prefectures: counties share their short names with much else, and count by form."""
    return (division for division in divisions if division.level < COUNTY)
