"""A reading in the forms of other tools: brat, Web Annotation, and a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jigou.builder import read
from jigou.builder.quality.annotations import to_web_annotations
from jigou.builder.quality.evaluation import evaluate, find_gold
from jigou.builder.quality.standoff import from_brat, to_brat
from jigou.builder.text.encoding import decode_bytes
from jigou.ontology import InvalidRecord
from jigou.viz.reading_page import reading_page

GOLD = Path(__file__).parent.parent / "gold"
TEXTS = sorted(GOLD.glob("*.txt"))
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_brat_comes_back_as_gold_that_the_reading_meets_wholly(path: Path, tmp_path: Path) -> None:
    reading = read(path)
    (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / f"{path.stem}.ann").write_text("".join(to_brat(reading)), encoding="utf-8")
    result = evaluate((gold, read(gold.text_path)) for gold in find_gold([tmp_path]))
    assert result.strict["ALL"].f1 == result.relations["ALL"].f1 == result.measures.f1 == 1.0
    assert result.role_accuracy == result.kind_accuracy == 1.0


def test_a_line_that_is_not_brat_says_where(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text("T1\tBody 0 2\t市委\nnonsense\n", encoding="utf-8")
    with pytest.raises(InvalidRecord, match=r"a\.ann: line 2: not brat standoff"):
        from_brat(tmp_path / "a.ann")


def test_brat_of_another_hand_is_gold(tmp_path: Path) -> None:
    lines = [
        "#1\tAnnotatorNotes T1\tnot sure of this one",
        "R1\torganizes Arg1:T3 Arg2:T4",
        "A1\tNegated T4",
        "A2\tKind T2 cppcc",
        "*\tEquiv T2 T3",
        "*\tEquiv T1 T2",
        "T1\tBody 0 3\t市政协",
        "T2\tBody 5 7\t政协",
        "T3\tBody 9 11;13 15\t政协 机关",
        "T4\tEvent 20 23\t座谈会",
        "N1\tReference T1 Wikidata:Q1\t市政协",
    ]
    (tmp_path / "a.ann").write_text("\n".join(lines), encoding="utf-8")
    gold = from_brat(tmp_path / "a.ann")
    assert [dict(record) for record in gold.entities] == [
        {"id": "T1", "type": "Body", "kind": "cppcc", "names": ["市政协", "政协", "政协 机关"]},
        {"id": "T4", "type": "Event", "kind": "other", "names": ["座谈会"]},
    ]
    assert [dict(record) for record in gold.relations] == [{"type": "organizes", "source": "T1", "target": "T4"}]


@pytest.mark.parametrize(
    "line",
    [
        "R1\torganizes Arg1:T1 Arg2:T7",
        "A1\tKind T7 court",
        "*\tEquiv T1 T7",
        '#1\tAnnotatorNotes T7\t{"names": ["甲"]}',
    ],
)
def test_a_mark_that_is_not_there_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text(f"T1\tBody 0 2\t市委\n{line}\n", encoding="utf-8")
    with pytest.raises(InvalidRecord, match=r"a\.ann: not brat standoff \(there is no T7\)"):
        from_brat(tmp_path / "a.ann")


def test_a_type_that_is_none_says_where(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text("T1\tOrganisation 0 2\t市委\n", encoding="utf-8")
    with pytest.raises(InvalidRecord, match=r"a\.ann: line 1: .*Organisation is not a type of entity"):
        from_brat(tmp_path / "a.ann")


def test_web_annotations_quote_the_words_at_their_positions() -> None:
    reading = read(TEXTS[0])
    page = json.loads("".join(to_web_annotations(reading)))
    targets = [
        target
        for item in page["items"]
        for target in (item["target"] if isinstance(item["target"], list) else [item["target"]])
    ]
    assert len(page["items"]) == len(list(reading.facts()))
    for target in targets:
        quote, position = target["selector"]
        assert reading.document.text[position["start"] : position["end"]] == quote["exact"]


def test_the_page_shows_the_whole_text_and_marks_it() -> None:
    page = "".join(reading_page(read(TEXTS[0])))
    assert "default-src 'none'" in page
    assert page.count('class="mark ') > 20


def test_nothing_of_a_report_becomes_an_element() -> None:
    text = f"锦屏市民政局2021年工作总结\n\n召开“{HOSTILE}”座谈会。{HOSTILE}\n"
    page = "".join(reading_page(read(decode_bytes(text.encode(), f"{HOSTILE}.txt"))))
    assert page.count("<script") == 2
    assert "<img" not in page
