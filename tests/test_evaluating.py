"""The score of readings: its figures on a written case, its errors, and what a lexicon is expected to do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jigou.builder import read
from jigou.builder.quality.evaluation import evaluate, find_gold
from jigou.builder.quality.expectations import failures
from jigou.builder.quality.scores import to_json, to_text
from jigou.ontology import InvalidRecord
from jigou.ontology.records import to_lines

GOLD = Path(__file__).parent.parent / "gold"
SCORER = Path(__file__).parent.parent.parent / "shared" / "gold" / "score.py"

TEXT = "锦屏市民政局2021年工作总结\n\n召开座谈会2次,举办法治讲座3场。\n"
RECORD = {
    "document": "case.txt",
    "year": 2021,
    "reporting_body": "e1",
    "entities": [
        {"id": "e1", "type": "Body", "kind": "government", "names": ["锦屏市民政局"], "evidence": []},
        {"id": "e2", "type": "Event", "kind": "meeting", "names": ["座谈会"], "evidence": []},
        {"id": "e3", "type": "Event", "kind": "lecture", "names": ["法治讲座"], "evidence": []},
        {"id": "e4", "type": "Event", "kind": "visit", "names": ["走访慰问"], "evidence": []},
    ],
    "relations": [
        {"type": "organizes", "source": "e1", "target": "e2", "role": "organize", "evidence": ""},
        {"type": "organizes", "source": "e1", "target": "e3", "role": "lead", "evidence": ""},
    ],
    "measures": [
        {"of": "e2", "value": 2, "unit": "次", "what": "座谈会", "approx": "exact", "evidence": ""},
        {"of": "e3", "value": 4, "unit": "场", "what": "法治讲座", "approx": "exact", "evidence": ""},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "case.gold.json").write_text(json.dumps(RECORD, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def scored(folder: Path) -> dict[str, Any]:
    result = evaluate((gold, read(gold.text_path)) for gold in find_gold([folder]))
    return json.loads(to_json(result))


def test_figures_of_a_written_case(folder: Path) -> None:
    figures = scored(folder)
    assert figures["entities_strict"]["ALL"] == {
        "precision": 1.0, "recall": 0.75, "f1": 0.8571, "predicted": 3, "gold": 4,
    }  # fmt: skip
    assert figures["relations"]["organizes"]["f1"] == 1.0
    assert (figures["role_accuracy"], figures["measures"]["f1"]) == (0.5, 0.5)


def test_errors_name_what_is_missed_and_what_is_wrong(folder: Path) -> None:
    result = evaluate((gold, read(gold.text_path)) for gold in find_gold([folder]))
    assert {(fault.fault, fault.words) for fault in result.faults} == {
        ("MISSED", "走访慰问"),
        ("WRONG", "3场 法治讲座"),
        ("LACKING", "4场 法治讲座 of 法治讲座"),
    }
    text = to_text(result, errors=True)
    assert "MISSED   case" in text
    assert (
        "WRONG    case                         measure       3场 法治讲座\n         | 召开座谈会2次,举办法治讲座3场。"
        in text
    )


def test_confidence_is_told_for_each_sort_of_fact(folder: Path) -> None:
    bands = scored(folder)["confidence"]
    sums = {sort: [0, 0] for sort in ("entity", "relation", "measure", "ALL")}
    for band in bands.values():
        for sort, pair in band.items():
            sums[sort][0] += pair["right"]
            sums[sort][1] += pair["of"]
    assert sums == {"entity": [3, 3], "relation": [2, 2], "measure": [1, 2], "ALL": [6, 7]}


@pytest.mark.parametrize(
    ("field", "record", "reason"),
    [
        ("entities", {"id": "e9", "type": "Bodies", "kind": "other", "names": ["甲"]}, "Bodies"),
        ("relations", {"type": "organizes", "source": "e1", "target": "e9"}, "there is no entity e9"),
        ("relations", {"type": "likes", "source": "e1", "target": "e2"}, "likes"),
        ("measures", {"of": "e2", "value": "two", "unit": "次"}, "two"),
    ],
)
def test_gold_that_breaks_the_rules_is_an_error(folder: Path, field: str, record: dict[str, Any], reason: str) -> None:
    broken = {**RECORD, field: [*RECORD[field], record]}
    (folder / "case.gold.json").write_text(json.dumps(broken, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(InvalidRecord, match=reason):
        list(find_gold([folder]))


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer of the annotation rules is not beside this checkout")
def test_figures_are_those_of_the_rules_own_scorer(tmp_path: Path) -> None:
    arguments: list[str] = []
    for gold in find_gold([GOLD]):
        out = tmp_path / f"{gold.path.stem}.jsonl"
        out.write_text("".join(to_lines(read(gold.text_path))), encoding="utf-8")
        arguments += [str(gold.path), str(out)]
    run = subprocess.run(
        [sys.executable, str(SCORER), *arguments, "--texts", str(GOLD), "--json"], capture_output=True, check=True
    )
    theirs = json.loads(run.stdout)
    ours = scored(GOLD)
    assert {key: ours[key] for key in theirs} == theirs


def test_quality_of_the_shanghai_report_does_not_fall() -> None:
    figures = scored(GOLD / "zx-shanghai-2021.gold.json")
    assert figures["entities_lenient"]["ALL"]["f1"] >= 0.80
    assert figures["relations"]["ALL"]["f1"] >= 0.60
    assert figures["measures"]["f1"] >= 0.80
    assert figures["kind_accuracy"] >= 0.90
    assert figures["evidence_valid"] == 1.0


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidRecord, match=r"holds no \*\.gold\.json"):
        list(find_gold([tmp_path]))


def test_expectations_of_a_lexicon(tmp_path: Path) -> None:
    (tmp_path / "bodies.tsv").write_text("蓝丝带\tBody\tassociation\n", encoding="utf-8")
    rows = [
        "联合蓝丝带召开座谈会。\tread\tBody\t蓝丝带",
        "有关部门召开座谈会。\tnot\tBody\t有关部门",
        "召开座谈会。\tread\tBody\t红丝带",
    ]
    (tmp_path / "expected.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert [line.split(": ", 1)[1] for line in failures(tmp_path)] == [
        "line 3: Body 红丝带 is not read in: 召开座谈会。"
    ]
