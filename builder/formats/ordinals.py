"""Numbers as Word prints them before list items, from the name of a number format.

Source: ECMA-376 part 1, section 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = frozenset({
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
    "ideographDigital",
})  # fmt: skip
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ENCLOSED = 20


def ordinal(number: int, format_: str) -> str:
    """A number as a format prints it; formats that are not known print digits, bullets nothing.

    >>> ordinal(12, "chineseCounting"), ordinal(3, "decimalEnclosedCircleChinese"), ordinal(28, "lowerLetter"), ordinal(4, "upperRoman")
    ('十二', '③', 'bb', 'IV')
    """
    if format_ in ("bullet", "none") or number < 0:
        return ""
    if format_ in _COUNTING:
        return han(number)
    if format_.startswith("chineseLegal"):
        return "".join(_LEGAL[int(digit)] for digit in str(number))
    if format_.startswith("decimalEnclosed") and 1 <= number <= _ENCLOSED:
        first = {"decimalEnclosedParen": 0x2474, "decimalEnclosedFullstop": 0x2488}.get(format_, 0x2460)
        return chr(first + number - 1)
    if format_ in ("ideographTraditional", "ideographZodiac") and number > 0:
        row = _STEMS if format_ == "ideographTraditional" else _BRANCHES
        return row[(number - 1) % len(row)]
    if format_ in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if format_ == "lowerLetter" else letter.upper()
    if format_ in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if format_ == "lowerRoman" else roman.upper()
    if format_ == "decimalZero":
        return f"{number:02}"
    if format_.startswith("decimalFullWidth"):
        return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    return str(number)


def han(number: int) -> str:
    """A number under ten thousand in Chinese, as it counts sections.

    >>> han(10), han(21), han(105), han(1200)
    ('十', '二十一', '一百〇五', '一千二百')
    """
    if number < 10 or number > 9999:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    words = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("〇" if gap and words else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return words.removeprefix("一") if words.startswith("一十") else words


def _roman(number: int) -> str:
    words = ""
    for size, letters in _ROMAN:
        words += letters * (number // size)
        number %= size
    return words
