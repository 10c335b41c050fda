"""The numbers that headings and items bear: ``一、`` ``（一）`` ``1.`` ``(1)`` ``①`` ``一是`` and their likes.

Source: GB/T 9704-2012, section 7.3.3 (the order of numbers in official documents: 一、 （一） 1. （1）).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORDER = (
    "note",
    "part",
    "chapter",
    "section",
    "han",
    "bracketed",
    "digits",
    "decimal",
    "subdecimal",
    "bracketed_digits",
    "circled",
    "ordinal",
    "item",
    "dash",
)
_HAN = "[一二三四五六七八九十]{1,3}"
IN_LINE = ("item", "dash", "ordinal", "circled")
"""The styles of numbers that stand within a paragraph as well as at the beginning of one: ``一是``, ``①``."""

LABEL = re.compile(
    rf"""
    (?P<part>第{_HAN}(?:部分|编|篇))[、，,:：\s]*
    |(?P<chapter>第{_HAN}章)[、\s]*
    |(?P<section>第{_HAN}节)[、\s]*
    |(?P<item>(?:{_HAN}是)(?!否))[要]?
    |(?P<han>{_HAN}(?:、|．|\.(?!\d)|[^\S\n](?!是)))(?![二三四五六]?(?:季度|线城|次产业|产))
    |(?P<bracketed>[（(]\s*{_HAN}\s*[）)])[、．.]?
    |(?P<digits>\d{{1,2}}(?:[、．]|\.(?!\d)|[）)]))
    |(?P<decimal>\d{{1,2}}\.\d{{1,2}}(?=[^\S\n]+(?![万亿个倍公平吨米元])[\u4e00-\u9fff]))[^\S\n]+
    |(?P<subdecimal>\d{{1,2}}(?:\.\d{{1,2}}){{2,3}}(?=[^\S\n]*[\u4e00-\u9fff]))[^\S\n]*
    |(?P<note>[［\[〔]\d{{1,3}}[］\]〕])
    |(?P<bracketed_digits>[（(]\s*\d{{1,2}}\s*[）)])[、．.]?
    |(?P<circled>[\u2460-\u2473\u3251-\u325f])
    |(?P<ordinal>第{_HAN}[、，,])
    |(?P<dash>(?:——|――|--|—|●|■|◆|▲|★|[-•·*]\s)(?!\d{{4}}年))
    """,
    re.VERBOSE,
)
"""A number at the start of a line, with the space and the comma behind it; ``note`` is that of an end note."""

_HAN_DIGITS = {char: i + 1 for i, char in enumerate("一二三四五六七八九")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A number as printed (``words``), its ``style``, its ``value`` (0 where the style has none) and where it ends."""

    words: str
    style: str
    value: int
    end: int

    @property
    def rank(self) -> int:
        """The place of its style among the styles, the outermost first."""
        return _ORDER.index(self.style)


def label_of(line: str) -> Label | None:
    """The number at the start of a line, None where there is none.

    >>> label_of("（二）服务基层").words, label_of("二是积极发挥").value, label_of("二季度")
    ('（二）', 2, None)
    """
    match = LABEL.match(line)
    if match is None or match.lastgroup is None:
        return None
    words = match.group(match.lastgroup)
    return Label(words="".join(words.split()), style=match.lastgroup, value=number(words), end=match.end())


def number(words: str) -> int:
    """The number in a label: 12 for ``十二、`` and for ``(12)``, 3 for ``③``, 0 where there is none."""
    digits = re.search(r"\d+(?=\D*$)", words)
    if digits:
        return int(digits.group()) if digits.group().isascii() else ord(words[0]) - 0x245F
    han = "".join(re.findall("[一二三四五六七八九十]", words))
    if "十" in han:
        tens, _, units = han.partition("十")
        return _HAN_DIGITS.get(tens, 1) * 10 + _HAN_DIGITS.get(units, 0)
    return _HAN_DIGITS.get(han, 0)
