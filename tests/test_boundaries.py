"""Both sides of the lines that rules draw by a length or a word: what falls on which."""

from __future__ import annotations

import pytest
from grammar import read_one, report

from jigou.builder import read
from jigou.builder.drafts import DraftRelation, Mention


def names(words: str) -> set[str]:
    return {draft.name for draft in read_one(words)[1] if isinstance(draft, Mention)}


def organizers(words: str, activity: str) -> set[str]:
    relations = (draft for draft in read_one(words)[1] if isinstance(draft, DraftRelation))
    return {one.source.name for one in relations if isinstance(one.target, Mention) and one.target.name == activity}


def test_mechanism_needs_more_than_three_characters_before_its_head() -> None:
    assert "大督查机制" not in names("建立大督查机制。")
    assert "联防联控机制" in names("建立联防联控机制。")


def test_quotation_acts_where_no_more_than_a_time_opens_its_clause() -> None:
    assert "“金秋助学”活动" in names("全年共“金秋助学”活动资助困难职工428名。")
    assert "“金秋助学”活动" not in names("今年以来“金秋助学”活动资助困难职工428名。")


def test_body_that_is_guided_does_what_a_weak_verb_says() -> None:
    assert "县林业局" in organizers("指导县林业局推进巡护行动。", "巡护行动")
    assert organizers("指导石桥社区落实网格治理行动。", "石桥社区落实网格治理行动") == {"锦屏市民政局"}


@pytest.mark.parametrize(("short", "documents"), [("《信息公开条例》", 1), ("《公共数据资源开放条例》", 2)])
def test_short_title_of_six_characters_stands_for_the_whole(short: str, documents: int) -> None:
    told = f"印发《锦屏市公共数据资源开放和政府信息公开条例》。认真执行{short}。"
    assert sum(entity.type == "Document" for entity in read(report(told)).entities) == documents


def test_what_is_visited_is_counted_from_four_characters_on_even_where_it_begins_with_a_head() -> None:
    assert "走访企业车间" in names("走访企业车间30个。")


def test_short_bracket_belongs_to_the_name_of_a_body() -> None:
    assert "区林业局(区绿化办)" in names("会同区林业局(区绿化办)召开座谈会2次。")


def test_item_of_a_summed_list_has_up_to_twelve_characters() -> None:
    assert "管网雨污分流提标扩容工程" in names("实施河道清淤、管网雨污分流提标扩容等工程。")
    assert "管网雨污分流提标扩容智慧监测工程" not in names("实施河道清淤、管网雨污分流提标扩容智慧监测等工程。")
