"""The version of the rules changes with any rule or table, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from grammar import report

import jigou.builder.version
from jigou.builder import read, rules_version

ROOM = Path(jigou.builder.version.__file__).parent


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rules, which the version is taken from."""
    copy = tmp_path / "builder"
    shutil.copytree(ROOM, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(jigou.builder.version, "files", lambda _: copy)
    return copy


def version() -> str:
    return rules_version.__wrapped__()


def test_copy_has_the_version_of_the_rules(room: Path) -> None:
    assert version() == rules_version()


@pytest.mark.parametrize(
    "name", ["knowledge/lexicon/verbs.tsv", "clauses/verdicts.py", "reading.py", "phrases/counts.py"]
)
def test_version_changes_with_a_rule_or_table(room: Path, name: str) -> None:
    before = version()
    (room / name).write_text((room / name).read_text("utf-8") + "\n", "utf-8")
    assert version() != before


def test_version_does_not_change_with_line_ends_or_other_files(room: Path) -> None:
    before = version()
    table = room / "knowledge" / "lexicon" / "times.tsv"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    (room / "quality" / "notes.py").write_text("", "utf-8")
    (room / "clauses" / "README.md").write_text("words", "utf-8")
    assert version() == before


def test_version_changes_with_tables_of_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "bodies.tsv").write_text("蓝丝带\tBody\tassociation\n", "utf-8")
    assert rules_version(tmp_path) != rules_version()


def test_version_stands_in_every_claim() -> None:
    reading = read(report("召开座谈会2次。"))
    evidence = [mention for entity in reading.entities for mention in entity.mentions]
    evidence += [fact.evidence for fact in (*reading.relations, *reading.measures)]
    assert {each.version for each in evidence} == {rules_version()}
