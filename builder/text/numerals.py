"""Numbers as reports write them: ``139``, ``1.2万``, ``1,200``, ``十二``, ``两``, ``一百零八``, ``三千五百万``.

Source: GB/T 15835-2011 (numerals in publications).
"""

from __future__ import annotations

import re
from decimal import Decimal

# No number that means anything is longer; without a bound a long run of digits would be tried from each of its places.
FIGURES = r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,9})?|\d{1,18}(?!\d)(?:\.\d{1,9})?"
HAN = "[一二三四五六七八九十百千零〇两]{1,9}(?:[万亿][一二三四五六七八九十百千零〇两]{0,9}){0,3}|[万亿]{1,2}"
SCALE = {"百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000, "万亿": 10**12}

DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
"""From digits in characters, as in 二〇二一, to figures."""

_DIGITS = {char: i for i, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_WELL_FORMED = re.compile(
    "(?:[一二两三四五六七八九]千)?(?:零?[一二两三四五六七八九]百)?(?:零?[一二三四五六七八九]?十)?(?:零?[一二两三四五六七八九])?"
)


def figures(words: str) -> Decimal:
    """The value of ``139``, ``1,200`` or ``87.5``."""
    return Decimal(words.replace(",", ""))


def han(words: str) -> int | None:
    """The value of a number in characters; None for what is none (``三四``, ``二〇二一``, ``百`` without a digit).

    >>> han("十二"), han("一百零八"), han("三千五百万"), han("三四"), han("百")
    (12, 108, 35000000, None, None)
    """
    for scale, value in (("亿", 100_000_000), ("万", 10_000)):
        if scale in words:
            above, _, below = words.partition(scale)
            high, low = han(above), han(below) if below else 0
            return None if high is None or low is None else high * value + low
    if not words or _WELL_FORMED.fullmatch(words) is None:
        return None
    total, digit = 0, 0
    for char in words:
        if char in _PLACES:
            total += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def plain(value: Decimal) -> Decimal:
    """The same number without an exponent or zeros behind the point: 15000 for 15000.0."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
