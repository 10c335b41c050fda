"""The questions that researchers ask, asked of the report of Shanghai as jigou reads it, from the file to the answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jigou import graphs
from jigou.builder import read
from jigou.graphs import View, ask

REPORT = Path(__file__).parent.parent / "gold" / "zx-shanghai-2021.txt"


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with graphs.view_of([read(REPORT)]) as view:
        yield view


def cells(view: View, asked: str, columns: str, /, **params: str) -> set[tuple[Any, ...]]:
    """The columns of an answer; a number is equal to the integer it is."""
    return {tuple(row[column] for column in columns.split()) for row in ask(view, asked, params)}


def shortened(found: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Rows whose names do without the body that they begin with: how much of it a name has is not asked here."""
    house = "上海市政协机关"
    return {
        tuple(cell.removeprefix(house) or house if isinstance(cell, str) else cell for cell in row) for row in found
    }


def test_1_the_reporting_body_has_its_offices_departments_and_institutions(view: View) -> None:
    found = shortened(cells(view, "structure", "part number"))
    assert {("办公厅", None), ("研究室", None), ("处室(部门)", 24)} <= found
    assert [number for part, number in found if "事业单位" in part] == [4]


def test_1_the_offices_of_the_committees_are_a_part(view: View) -> None:
    assert ("专门委员会(指导组)办事机构",) in shortened(cells(view, "structure", "part"))


def test_2_three_groups_were_set_up_under_their_bodies(view: View) -> None:
    assert shortened(cells(view, "leading-groups", "group within")) == {
        ("党的建设工作领导小组", "上海市政协机关"),
        ("机关党组党史学习教育领导小组", "党组"),
        ("机关党组党史学习教育领导小组办公室", "机关党组党史学习教育领导小组"),
    }


def test_3_the_group_and_its_office_are_headed_by_posts(view: View) -> None:
    found = {(group, head[-4:]) for group, head in cells(view, "group-heads", "group head")}
    assert found == {
        ("机关党组党史学习教育领导小组", "协秘书长"),
        ("机关党组党史学习教育领导小组", "党组书记"),
        ("机关党组党史学习教育领导小组办公室", "党委书记"),
    }


def test_4_the_workstations_are_230_in_all_streets_and_towns(view: View) -> None:
    found = [row for row in ask(view, "workstations") if row["name"] == "“协商于民”政协委员工作站"]
    assert [(row["number"], row["unit"]) for row in found] == [(230, "家")]
    assert "在全市各街镇统一设立230家" in str(found[0]["words"])


def test_5_work_is_led_hosted_or_supported(view: View) -> None:
    assert {
        ("“全面推进城市数字化转型的市场化力量参与机制”重大课题调研", "lead"),
        ("市区政协联动课题调研", "lead"),
        ("上海市各界人士纪念辛亥革命110周年大会", "host"),
        ("“数字长三角建设”联合调研", "support"),
        ("通报会", "support"),
        ("沪港合作与发展研讨会", "support"),
    } <= cells(view, "roles", "activity role", body="上海市政协机关")


def test_6_the_forum_is_in_its_third_edition(view: View) -> None:
    assert cells(view, "events", "event edition", name="初心论坛") == {("第三届“初心论坛”", 3)}
    assert ("上海市各界人士纪念辛亥革命110周年大会", None) in cells(view, "events", "event edition")


def test_7_the_oversight_gave_three_numbers(view: View) -> None:
    assert cells(view, "outputs", "number unit approximation", theme="民心工程") == {
        (139, "次", "exact"),
        (813, "人次", "exact"),
        (500, "条", "under"),
    }


def test_8_seven_documents_stand_in_title_marks(view: View) -> None:
    assert cells(view, "documents", "document action", title="《") == {
        ("《人才队伍三年建设规划》", "issue"),
        ("《党委(党组)落实全面从严治党主体责任规定》", "implement"),
        ("《关于印发<关于成立市政协机关党的建设工作领导小组方案>的通知》", "issue"),
        ("《市政协机关党组党史学习教育实施方案》", "issue"),
        ("《干部基本信息核对表》", None),
        ("《管理岗位聘任暂行办法》", "issue"),
        ("《落实全面从严治党“四责协同”机制实施方案》", "implement"),
    }


def test_9_bodies_of_other_houses_take_part(view: View) -> None:
    found = cells(view, "outside-bodies", "body role")
    assert {
        ("上海市委组织部", "organize"),
        ("上海市级机关纪检监察工委", "organize"),
        ("上海市委编委", None),
        ("中共中央对外联络部", None),
    } <= found
    assert not {body for body, _ in found} & {"上海市政协", "上海市政协机关", "办公厅", "上海市政协机关党组"}


def test_10_the_mechanism_of_three_provinces_has_three_actions(view: View) -> None:
    assert cells(view, "cooperation", "mechanism action") == {
        ("三省一市政协联动机制", "“数字长三角建设”联合调研"),
        ("三省一市政协联动机制", "“长三角旅游视察和服务一体化推进落实情况”联动民主监督"),
        ("三省一市政协联动机制", "一体化发展示范区建设情况联合视察"),
    }


def test_11_promotions_and_rotations_are_counted(view: View) -> None:
    numbers = {number for _, number in cells(view, "staff", "counted number")}
    assert {3, 1, 6, 24, 2, 5, 20} <= numbers
    assert {(3, "局级"), (6, "处级"), (24, "职级")} <= cells(view, "staff", "number rank")


def test_12_the_self_assessment_has_no_number_and_no_event(view: View) -> None:
    assert ("三、自我评价", 0, 1) in cells(view, "self-assessment", "section supported share")


def test_13_the_communication_centre_is_in_preparation(view: View) -> None:
    assert ("上海市政协新闻传播中心", "under way") in cells(view, "planned-bodies", "body status")


def test_14_a_fact_shows_its_sentence_offsets_digest_and_rule(view: View) -> None:
    found = list(ask(view, "evidence", {"subject": "上海市政协机关", "property": "hosts"}))
    text = REPORT.read_text("utf-8")
    assert found
    for row in found:
        assert isinstance(row["start"], int) and isinstance(row["end"], int)
        assert text[row["start"] : row["end"]] == row["words"]
        assert (row["file"], len(str(row["digest"]))) == (REPORT.name, 64)
        assert row["rule"] and row["version"]
