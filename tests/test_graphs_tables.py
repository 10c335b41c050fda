"""Columns line up in a terminal, whatever is in them."""

from __future__ import annotations

from jigou.graphs.tables import shorten, table, width


def test_table_counts_chinese_characters_as_two_cells() -> None:
    assert list(table(["机构", "n"], [["a", "1"], ["办公厅", "24"]], total=80)) == [
        "机构    n",
        "------  --",
        "a       1",
        "办公厅  24",
    ]


def test_table_fits_the_terminal_by_shortening_its_widest_column() -> None:
    lines = list(table(["name", "n"], [["市政协机关党组党史学习教育领导小组", "1"]], total=24))
    assert max(width(line) for line in lines) <= 24
    assert lines[-1] == "市政协机关党组党史学…  1"


def test_table_shows_no_control_characters() -> None:
    assert list(table(["name"], [["a\x1b[31mb\nc"]], total=80))[-1] == "a [31mb c"


def test_shorten_keeps_what_fits() -> None:
    assert shorten("办公厅", 6) == "办公厅"
