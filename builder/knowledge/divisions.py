"""The administrative divisions of China: provinces, prefectures and counties by code, full name and name in daily use.

Source: GB/T 2260, codes of the administrative divisions; the table's own first lines name the package that it is from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jigou.builder.knowledge.tables import rows

PROVINCE, PREFECTURE, COUNTY = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """One division: its six-digit code, full name (上海市) and short name (上海)."""

    code: str
    name: str
    short: str

    @property
    def level(self) -> int:
        """1 for a province, 2 for a prefecture, 3 for a county."""
        if self.code.endswith("0000"):
            return PROVINCE
        return PREFECTURE if self.code.endswith("00") else COUNTY


class Divisions:
    """All divisions, to be looked up by name or code."""

    def __init__(self, table: Iterator[tuple[str, ...]]) -> None:
        self._codes: dict[str, tuple[str, str]] = {}
        self._named: dict[str, list[str]] = {}
        for code, name, short in table:
            self._codes[code] = name, short
            self._named.setdefault(name, []).append(code)
            if short != name:
                self._named.setdefault(short, []).append(code)

    def __iter__(self) -> Iterator[Division]:
        """Every division in the order of the codes."""
        return map(self.of, self._codes)

    def of(self, code: str) -> Division:
        """The division of a six-digit code; KeyError where there is none."""
        name, short = self._codes[code]
        return Division(code=code, name=name, short=short)

    def named(self, name: str) -> tuple[Division, ...]:
        """Every division of this full or short name, provinces first, none for a name that is no division's.

        >>> [division.name for division in divisions().named("上海")]
        ['上海市']
        >>> [divisions().parent(division).name for division in divisions().named("海州区")]
        ['阜新市', '连云港市']
        """
        found = [self.of(code) for code in self._named.get(name, ())]
        return tuple(sorted(found, key=lambda division: (division.level, division.code)))

    def full(self, name: str) -> str | None:
        """The full name that a full or short name stands for; None where it is unknown or could be one of several.

        Where divisions of several levels share a short name the highest is meant: 吉林 is the province, not the city.
        """
        found = self.named(name)
        best = {division.name for division in found if division.level == found[0].level}
        return best.pop() if len(best) == 1 else None

    def parent(self, division: Division) -> Division | None:
        """The division above: a county's prefecture or, under direct rule, its province; None for a province."""
        code = division.code
        for above in (code[:4] + "00", code[:2] + "0000"):
            if above != code and above in self._codes:
                return self.of(above)
        return None

    def above(self, division: Division) -> Iterator[Division]:
        """The divisions that hold this one, the nearest first."""
        parent = self.parent(division)
        while parent is not None:
            yield parent
            parent = self.parent(parent)


@cache
def divisions() -> Divisions:
    """The table that ships with the reader, loaded on first use."""
    return Divisions(rows("divisions.tsv"))
