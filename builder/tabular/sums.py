"""Totals in tables against what they sum up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jigou.builder.tabular.paths import Amount

_SMALLEST = Decimal("0.02")
"""What rounding may make of a sum of figures with two decimals, for each of them half of it."""


def wrong_totals(
    found: Sequence[Amount], values: Mapping[Amount, Decimal], totals: frozenset[str]
) -> Iterator[tuple[Amount, Decimal]]:
    """Each total that is not what its parts sum up to, with their sum: along its row, or along its column under one header.

    Only what shares all headers but the last is summed, so that sums of sums are left alone.
    """
    rows: defaultdict[tuple[int, str], list[Amount]] = defaultdict(list)
    columns: defaultdict[tuple[int, str], list[Amount]] = defaultdict(list)
    for amount in found:
        if amount.above:
            rows[amount.row, amount.above[0]].append(amount)
        if len(amount.left) > 1:
            columns[amount.column, amount.left[0]].append(amount)
    for line in rows.values():
        yield from _wrong(line, [amount.above for amount in line], values, totals)
    for line in columns.values():
        yield from _wrong(line, [amount.left for amount in line], values, totals)


def _wrong(
    line: Sequence[Amount], paths: Sequence[tuple[str, ...]], values: Mapping[Amount, Decimal], totals: frozenset[str]
) -> Iterator[tuple[Amount, Decimal]]:
    for amount, path in zip(line, paths, strict=True):
        if path[-1] not in totals:
            continue
        within = path[:-1]
        parts = [
            values[other]
            for other, others in zip(line, paths, strict=True)
            if others[: len(within)] == within and others[-1] not in totals
        ]
        whole = sum(parts, Decimal(0))
        if len(parts) > 1 and abs(whole - values[amount]) > _SMALLEST * len(parts) / 2:
            yield amount, whole
