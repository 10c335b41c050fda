"""Who reports, to whom and on what year: what everything else in a report hangs on."""

from __future__ import annotations

import pytest

from jigou.builder import read
from jigou.builder.text.encoding import decode_bytes
from jigou.ontology import EntityType, Reading, RelationType, SegmentKind


def reading_of(text: str) -> Reading:
    return read(decode_bytes(text.encode(), "case.txt"))


def name_of(reading: Reading, id_: str | None) -> str:
    return next((entity.names[0] for entity in reading.entities if entity.id == id_), "")


def done_by(reading: Reading) -> set[tuple[str, str, str]]:
    """The relations that are no themes and no times, by names."""
    return {
        (name_of(reading, one.source), RelationType(one.type).value, name_of(reading, one.target))
        for one in reading.relations
        if one.type not in (RelationType.THEME, RelationType.TIME)
    }


def test_an_office_of_the_league_is_not_the_league() -> None:
    reading = reading_of(
        "共青团双禾县委员会2018年工作总结\n\n团县委希望工程办公室募集助学金78万元。团县委举办青年演说大赛。\n"
    )
    assert name_of(reading, reading.reporting_body) == "共青团双禾县委员会"
    assert "团县委希望工程办公室" in {name for entity in reading.entities for name in entity.names}
    assert ("共青团双禾县委员会", "organizes", "青年演说大赛") in done_by(reading)


def test_a_report_to_a_party_congress_is_by_who_speaks_for_the_party() -> None:
    reading = reading_of(
        "在津浦市交通集团有限公司第二次党代会上的报告\n（2017年8月16日）\n\n各位代表：\n"
        "现在，我代表中共津浦市交通集团有限公司委员会向大会作报告。\n\n集团党委开展“两学一做”学习教育。\n"
    )
    assert name_of(reading, reading.reporting_body) == "中共津浦市交通集团有限公司委员会"
    assert reading.header.year == 2017
    assert (name_of(reading, reading.reporting_body), "organizes", "“两学一做”学习教育") in done_by(reading)


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("2016年1月20日在若水县第十七届人民代表大会第六次会议上", 2015),
        ("——二〇〇九年一月十六日在若水县第十五届人民代表大会第四次会议上", 2008),
        ("2016年7月20日在若水县第十七届人民代表大会第六次会议上", 2016),
    ],
)
def test_what_is_given_in_january_is_on_the_year_before(line: str, year: int) -> None:
    reading = reading_of(f"若水县人民代表大会常务委员会工作报告\n{line}\n\n各位代表：\n一年来，召开常委会会议8次。\n")
    assert reading.header.year == year


def test_the_session_is_dated_by_figures_in_characters() -> None:
    reading = reading_of(
        "棠溪镇人民政府工作报告\n——二〇〇九年一月十六日在棠溪镇第十五届人民代表大会第四次会议上\n镇长  罗永清\n\n各位代表：\n我向大会作报告。\n"
    )
    times = {one.target for one in reading.relations if one.type is RelationType.TIME}
    assert times == {"2009-01-16"}
    assert "罗永清" in {entity.names[0] for entity in reading.entities if entity.type is EntityType.PERSON}


def test_paragraphs_that_end_in_half_width_stops_are_read() -> None:
    reading = reading_of(
        "河阳市民政局2019年工作总结\n\n2019年,我局举办养老服务论坛.\n\n一是做好救助.开展救助月活动.\n\n此外,市救助站举办开放日活动.\n"
    )
    assert {entity.names[0] for entity in reading.entities} >= {"养老服务论坛", "开放日活动"}
    assert SegmentKind.METADATA not in {segment.kind for segment in reading.segments}


def test_a_number_is_no_end_of_a_sentence() -> None:
    reading = reading_of("河阳市民政局2019年工作总结\n\n办公室\n2019.12.30\n")
    assert SegmentKind.PARAGRAPH not in {segment.kind for segment in reading.segments}


@pytest.mark.parametrize(
    ("line", "bodies"),
    [
        ("区委农村工作领导小组:", {"区委农村工作领导小组", "区委"}),
        ("县委、县人民政府：", {"县委", "县人民政府"}),
        ("各位代表：", set()),
        ("各镇人民政府：", set()),
    ],
)
def test_who_a_report_is_sent_to_is_a_body(line: str, bodies: set[str]) -> None:
    reading = reading_of(f"麟河区农业农村局关于2021年工作情况的报告\n\n{line}\n\n现将我局有关工作情况报告如下。\n")
    found = {name for entity in reading.entities for name in entity.names if entity.id != reading.reporting_body}
    assert bodies <= found
    assert bodies or not found


def test_a_standing_committee_named_alone_is_that_which_reports() -> None:
    reading = reading_of(
        "若水县人民代表大会常务委员会工作报告\n\n配合市人大常委会开展立法调研。常委会成立预算工作委员会。常委会领导带头讲党课6次。\n"
    )
    facts = done_by(reading)
    assert ("若水县人民代表大会常务委员会", "establishes", "预算工作委员会") in facts
    assert ("若水县人民代表大会常务委员会", "organizes", "党课") in facts


def test_a_general_office_that_reports_with_its_organs_is_one_body() -> None:
    reading = reading_of(
        "岚江省政协办公厅机关2023年工作总结\n\n办公厅牵头举办机关运动会。省政协办公厅印发《工作规则》。\n"
    )
    assert ("岚江省政协办公厅机关", "organizes", "机关运动会") in done_by(reading)
    assert ("岚江省政协办公厅机关", "issues", "《工作规则》") in done_by(reading)


@pytest.mark.parametrize(
    "words",
    [
        "完成了县十五届人大三次会议确定的目标任务。",
        "向县政协六届五次会议提交集体提案9件。",
    ],
)
def test_who_attends_to_a_meeting_does_not_hold_it(words: str) -> None:
    reading = reading_of(f"若水县民政局2015年工作总结\n\n{words}\n")
    assert [fact for fact in done_by(reading) if fact[1] == "organizes"] == []
