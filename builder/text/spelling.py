"""One spelling for what reports spell in many ways, with the way back to the text as it stands.

Reports mix full- and half-width forms, several kinds of quotation marks, spaces inside words and lines that are broken by
width. Rules match over the normalised view; evidence cites the document. Each normalised character stands for exactly one
character of the document, those that vanish stand for none, so the offsets only ever grow.

Source: the Unicode Standard, block Halfwidth and Fullwidth Forms; GB/T 15834-2011 (punctuation).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from jigou.builder.knowledge.tables import rows
from jigou.ontology.values import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """A stretch of a document in one spelling; ``offsets[i]`` is where character ``i`` stands in the document."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The document's span of the normalised characters ``start`` to ``end`` (half-open, not empty)."""
        return Span(start=self.offsets[start], end=self.offsets[end - 1] + 1)


RADICALS: dict[int, str] = {ord(radical): character for radical, character in rows("radicals.tsv")}
"""Radicals that stand for characters in text that was taken out of a PDF: ⼯作 for 工作."""

TRADITIONAL: dict[int, str] = {ord(traditional): character for traditional, character in rows("traditional.tsv")}
"""Traditional characters with their simplified ones, where no simplified text has them: 臺 and 會, not 著."""

_RADICAL = re.compile("[\u2e80-\u2fd5]")
_FOLDED = RADICALS | TRADITIONAL
_CHARACTERS = frozenset(map(chr, _FOLDED))


def without_radicals(text: str) -> str:
    """The text with characters for the radicals that stand for them; each offset holds.

    >>> without_radicals("⼀、⻝品安全⼯作")
    '一、食品安全工作'
    """
    return text.translate(RADICALS) if _RADICAL.search(text) else text


def folded(text: str) -> str:
    """The text with simplified characters for traditional ones and for radicals, to be matched and never shown; each offset holds.

    >>> folded("臺北市檔案館⼯作報告"), folded("著名的乾隆")
    ('台北市档案馆工作报告', '著名的乾隆')
    """
    return text.translate(_FOLDED) if not _CHARACTERS.isdisjoint(text) else text


def _table() -> dict[int, str]:
    full_width = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
    compatible = {
        code: alike for code in range(0xF900, 0xFAD9) if len(alike := unicodedata.normalize("NFKC", chr(code))) == 1
    }
    marks = str.maketrans("｡､〈〉﹤﹥「」『』〝〞‟„﹁﹂﹃﹄︰﹕﹔﹐﹑﹒﹙﹚％", "。、<><>“”‘’“”“““”‘’::;,、.()%")
    return {
        **RADICALS,
        **TRADITIONAL,
        **compatible,
        **full_width,
        ord("＂"): '"',
        **{code: chr(char) for code, char in marks.items()},
    }


_SPELT = {chr(code): alike for code, alike in _table().items() if chr(code) != alike}
_NO_WIDTH = r"\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f"
_PAGE_MARK = r"(?<=\n)[^\S\n]*[-—–]+\s*\d{1,4}\s*[-—–]+[^\S\n]*(?=\n)"
_VANISHING = re.compile(rf"(?:[{_NO_WIDTH}]|{_PAGE_MARK})+")
# One look for what nothing is done about: a page's number stands between line breaks, which are among these.
_GAP = re.compile(rf"[{_NO_WIDTH}]")
_SPELT_OTHERWISE = re.compile(f'[{_NO_WIDTH}"“”{re.escape("".join(_SPELT))}]')
_WORDS_APART = re.compile(r"[A-Za-z0-9\u00c0-\u024f]")
_LATIN_STOP = re.compile(r"[A-Za-z\u00c0-\u024f][,.;:&)]$")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f(]")


def spelt(text: str) -> str:
    """A whole document, each of its characters in the one spelling, for ``normalise``."""
    for char in set(text).intersection(_SPELT):
        text = text.replace(char, _SPELT[char])
    return text


def normalise(text: str, span: Span) -> Normalised:
    r"""The stretch ``span`` of ``text`` in one spelling.

    ASCII, digits and their punctuation become half-width (``（２０２１）`` to ``(2021)``), ``。`` and ``、`` stay; double
    quotation marks and corner brackets become ``“ ”``, their inner kind ``‘ ’``, angle brackets ``< >``; white space goes, but one
    space stays between Latin words; characters without width go, and a page's number between two lines.

    >>> normalise("召开 “初心\n论坛”（第３届）", Span(start=0, end=16)).text
    '召开“初心论坛”(第3届)'
    """
    return normalise_spelt(spelt(text[span.start : span.end]), span.start)


def normalise_spelt(part: str, start: int) -> Normalised:
    """As ``normalise``, of a stretch of a document that is ``spelt`` already and begins at ``start``."""
    if '"' in part or part.count("“") != part.count("”"):
        part = _paired(part)
    if _GAP.search(part) is None:
        return Normalised(text=part, offsets=range(start, start + len(part)))
    pieces: list[str] = []
    offsets: list[int] = []
    last = 0
    for gap in _VANISHING.finditer(part):
        pieces.append(part[last : gap.start()])
        offsets.extend(range(start + last, start + gap.start()))
        if (space := _kept_space(part, gap.start(), gap.end())) is not None:
            pieces.append(" ")
            offsets.append(start + space)
        last = gap.end()
    pieces.append(part[last:])
    offsets.extend(range(start + last, start + len(part)))
    return Normalised(text="".join(pieces), offsets=tuple(offsets))


def spelling(name: str) -> str:
    """A name in the one spelling in which names are compared.

    >>> spelling("“初心”（上海）论坛")
    '“初心”(上海)论坛'
    """
    if _SPELT_OTHERWISE.search(name) is None:
        return name
    return normalise(name, Span(start=0, end=len(name))).text


def _kept_space(part: str, start: int, end: int) -> int | None:
    """Where the one space stands that the gap leaves: in Latin text, and not in a number that was broken over two lines."""
    before, after = part[max(0, start - 2) : start], part[end : end + 1]
    if not before or not after:
        return None
    gap = part[start:end]
    space = next((i for i, char in enumerate(gap) if char.isspace()), None)
    if space is None:
        return None
    if _WORDS_APART.match(before[-1]) and _WORDS_APART.match(after):
        broken_number = "\n" in gap and before[-1].isdigit() and after.isdigit()
        return None if broken_number else start + space
    return start + space if _LATIN_STOP.search(before) and _LATIN.match(after) else None


def _paired(part: str) -> str:
    """Straight double quotes by turns opening and closing; curled ones that all point one way, likewise."""
    if '"' in part:
        return _alternating(part, '"')
    for mark, other in ("“”", "”“"):
        if other not in part and part.count(mark) % 2 == 0:
            return _alternating(part, mark)
    return part


def _alternating(part: str, mark: str) -> str:
    pieces = part.split(mark)
    marks = "“”"
    return "".join(piece + marks[i % 2] for i, piece in enumerate(pieces[:-1])) + pieces[-1]
