"""What ``jigou read`` writes beside a reading: what was passed over, and the text that brat needs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jigou.builder import read
from jigou.builder.quality.evaluation import evaluate, find_gold
from jigou.builder.quality.standoff import from_brat
from jigou.cli.main import cli
from jigou.ontology import RelationType

GOLD = Path(__file__).parent.parent / "gold"
TEXTS = sorted(GOLD.glob("*.txt"))
REPORT = "锦屏市民政局2021年工作总结\n\n召开会议。\n各街镇配合“清河”行动,开展走访活动。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "case.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def jigou(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["read", *map(str, args)])


def test_what_was_passed_over_is_listed_for_a_person(report: Path) -> None:
    lines = jigou(report, "--refused", "--format", "summary").stdout.splitlines()
    assert "case.txt:3\t19..21\tbare-head\t会议: a head without a name before it" in lines
    assert f"passed over: {len(read(report).refusals)}" in lines


def test_what_was_passed_over_is_listed_as_records(report: Path) -> None:
    records = [json.loads(line) for line in jigou(report, "--refused", "--format", "jsonl").stdout.splitlines()]
    assert {(record["words"], record["line"]) for record in records} >= {("会议", 3)}
    assert all(REPORT[slice(*record["span"])] == record["words"] for record in records)
    assert len(records) == len(read(report).refusals)


def test_records_are_what_a_pipe_is_given(report: Path) -> None:
    assert jigou(report, "--refused").stdout == jigou(report, "--refused", "--format", "jsonl").stdout


def test_other_formats_list_no_refusals(report: Path) -> None:
    assert "summary and jsonl, not in html" in jigou(report, "--refused", "--format", "html").stderr


@pytest.mark.parametrize("path", TEXTS[::8], ids=lambda path: path.stem)
def test_brat_is_written_with_its_text_and_comes_back_the_same(path: Path, tmp_path: Path) -> None:
    jigou(path, "--format", "brat", "-o", tmp_path / "case.ann")
    reading = read(path)
    gold = from_brat(tmp_path / "case.ann")
    assert gold.text_path.read_bytes().decode("utf-8") == reading.document.text
    assert [(e["type"], e["kind"], tuple(e["names"])) for e in gold.entities] == [
        (e.type.value, e.kind, e.names) for e in reading.entities
    ]
    ids = dict(zip((e.id for e in reading.entities), (e["id"] for e in gold.entities), strict=True))
    texts = (RelationType.THEME, RelationType.TIME)
    assert sorted((r["type"], r["source"], r["target"], r.get("role") or "") for r in gold.relations) == sorted(
        (r.type.value, ids[r.source], r.target if r.type in texts else ids[r.target], r.role.value if r.role else "")
        for r in reading.relations
    )
    assert [(m["of"], m["value"], m["unit"], m["what"], m["approx"]) for m in gold.measures] == [
        (ids[m.of], float(m.value), m.unit, m.what, m.approx.value) for m in reading.measures
    ]


@pytest.mark.parametrize(("encoding", "newline"), [("utf-8-sig", "\n"), ("gb18030", "\n"), ("utf-8", "\r\n")])
def test_the_text_beside_brat_is_what_the_offsets_count(encoding: str, newline: str, tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    source.write_bytes(REPORT.replace("\n", newline).encode(encoding))
    jigou(source, "--format", "brat", "-o", tmp_path / "case.ann")
    text = (tmp_path / "case.txt").read_bytes().decode("utf-8")
    for line in (tmp_path / "case.ann").read_text(encoding="utf-8").splitlines():
        if line.startswith("T"):
            _, mark, words = line.split("\t")
            _, start, end = mark.split()
            assert text[int(start) : int(end)] == words
    result = evaluate((gold, read(gold.text_path)) for gold in find_gold([tmp_path / "case.ann"]))
    assert result.strict["ALL"].f1 == result.relations["ALL"].f1 == 1.0


def test_a_report_is_not_replaced_by_its_text(tmp_path: Path) -> None:
    report = tmp_path / "case.txt"
    report.write_bytes(REPORT.encode("gb18030"))
    done = jigou(report, "--format", "brat", "-o", tmp_path / "case.ann")
    assert "is the report itself" in done.stderr
    assert report.read_bytes() == REPORT.encode("gb18030")
    assert not (tmp_path / "case.ann").exists()


def test_a_report_that_is_its_own_text_stays(report: Path) -> None:
    jigou(report, "--format", "brat", "-o", report.with_suffix(".ann"))
    assert report.read_text(encoding="utf-8") == REPORT
    assert from_brat(report.with_suffix(".ann")).text_path == report


def test_marks_do_not_go_where_the_text_belongs(report: Path, tmp_path: Path) -> None:
    assert "end it with .ann" in jigou(report, "--format", "brat", "-o", tmp_path / "marks.txt").stderr
