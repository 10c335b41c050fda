"""A user's own tables: names, aliases and heads are read without a line of code."""

from __future__ import annotations

from pathlib import Path

import pytest

from jigou.builder import read
from jigou.builder.text.encoding import decode_bytes
from jigou.ontology import InvalidRecord, Reading

REPORT = "锦屏市民政局2021年工作总结\n\n联合蓝丝带组织“清河”行动。市局召开座谈会。\n"


def reading_with(folder: Path) -> Reading:
    return read(decode_bytes(REPORT.encode(), "case.txt"), extra=folder)


def test_a_name_of_a_body_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "bodies.tsv").write_text("# ours\n蓝丝带\tBody\tassociation\n", encoding="utf-8")
    found = {entity.names[0]: entity.kind for entity in reading_with(tmp_path).entities}
    assert found["蓝丝带"] == "association"


def test_an_alias_joins_the_body_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "bodies.tsv").write_text("市局\tBody\tgovernment\n", encoding="utf-8")
    (tmp_path / "aliases.tsv").write_text("市局\t锦屏市民政局\n", encoding="utf-8")
    bodies = [entity for entity in reading_with(tmp_path).entities if "市局" in entity.names]
    assert [entity.names[0] for entity in bodies] == ["锦屏市民政局"]


def test_a_broken_table_says_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "heads.tsv").write_text("# ours\n河长\tBody\n", encoding="utf-8")
    with pytest.raises(InvalidRecord, match=r"heads\.tsv: line 2: expected 4 columns"):
        reading_with(tmp_path)
