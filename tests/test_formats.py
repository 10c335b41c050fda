"""A reading in the forms of other tools: brat, Web Annotation, and a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jigou.builder import read
from jigou.builder.annotations import to_web_annotations
from jigou.builder.decoding import decode_bytes
from jigou.builder.evaluating import evaluate, find_gold
from jigou.builder.standoff import from_brat, to_brat
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
