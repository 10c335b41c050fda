"""A plan is not told as done, a review is not told as planned; which year is which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jigou.builder import read
from jigou.builder.text.encoding import decode_bytes
from jigou.ontology import Reading, SegmentKind, Status

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
PROVINCES = sorted(CORPUS.glob("gwr-*-2026.txt"))
OPENING = "各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n"
DONE = "去年，县民政局举办养老服务论坛，全县各乡镇都派人参加，会议取得了圆满成功，得到了与会同志的充分肯定和好评。"
TO_DO = "县民政局举办社会工作论坛，组织全县各乡镇的社会工作者参加，推动全县的社会工作再上一个新台阶，服务更多群众。"


def reading_of(text: str) -> Reading:
    return read(decode_bytes(text.encode(), "case.txt"))


def statuses(text: str) -> dict[str, Status | None]:
    return {name: one.status for one in reading_of(text).entities for name in one.names if name.endswith("论坛")}


@pytest.mark.parametrize(
    "heading",
    [
        "二、2021年重点工作",
        "二、2021年的重点工作",
        "二、主要工作",
        "二、工作任务",
        "二、政府工作任务",
        "二、工作重点",
        "二、工作部署",
        "二、今年的主要任务",
        "二、目标任务",
        "二、下一步工作打算",
        "二、今后五年的奋斗目标",
        "二、“十四五”时期主要目标",
        "二、2021年工作安排：",
    ],
)
def test_a_part_that_plans_is_known_by_its_heading(heading: str) -> None:
    text = f"2021年若水县政府工作报告\n{OPENING}一、2020年工作回顾\n{DONE}\n{heading}\n（一）强化保障。\n{TO_DO}\n"
    assert statuses(text) == {"养老服务论坛": Status.DONE, "社会工作论坛": Status.PLANNED}


@pytest.mark.parametrize("opening", ["今年，", "2021年，", "今后五年，", "下一步，"])
def test_a_part_without_headings_plans_from_the_paragraph_that_opens_the_plan(opening: str) -> None:
    text = f"2021年若水县政府工作报告\n{OPENING}{DONE}\n{opening}要做好各项工作。\n{TO_DO}\n"
    assert statuses(text) == {"养老服务论坛": Status.DONE, "社会工作论坛": Status.PLANNED}


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("若水县民政局2021年工作总结", "一、2021年重点工作"),
        ("若水县民政局2021年工作总结", "一、主要工作"),
        ("若水县民政局2021年工作总结", "一、2021年工作计划完成情况"),
        ("2021年若水县政府工作报告", "一、“十三五”时期和2020年工作回顾"),
    ],
)
def test_a_part_that_reviews_plans_nothing(title: str, heading: str) -> None:
    assert statuses(f"{title}\n{heading}\n{TO_DO}\n") == {"社会工作论坛": Status.DONE}


def test_this_year_of_a_summary_is_its_own() -> None:
    text = f"若水县民政局2021年工作总结\n今年，全局上下齐心协力。\n{TO_DO}\n"
    assert statuses(text) == {"社会工作论坛": Status.DONE}


@pytest.mark.parametrize(
    ("front", "year", "given"),
    [
        ("2020年若水县政府工作报告\n2020年1月10日在若水县第十七届人民代表大会第四次会议上\n", 2019, 2020),
        ("2020年若水县政府工作报告\n各位代表：\n一、2019年工作回顾\n", 2019, 2020),
        ("2020年若水县政府工作报告\n各位代表：\n一、2020年工作回顾\n", 2020, 2021),
        ("若水县政府工作报告\n各位代表：\n一、2019年工作回顾和2020年工作的总体要求\n", 2019, 2020),
        ("若水县民政局2020年工作总结\n", 2020, None),
        ("若水县民政局2020年工作总结和2021年工作计划\n一、2020年工作\n", 2020, None),
    ],
)
def test_the_year_reported_on_and_the_year_of_the_session_are_two(front: str, year: int, given: int | None) -> None:
    header = reading_of(f"{front}{DONE}\n{TO_DO}\n").header
    assert (header.year, header.given) == (year, given)


def test_times_are_of_the_year_that_is_told_of() -> None:
    reading = reading_of(
        f"2021年若水县政府工作报告\n{OPENING}一、2020年工作回顾\n6月，县民政局举办养老服务论坛。去年10月，县民政局举办法治讲座。\n"
        "二、2021年工作安排\n今年5月，县民政局举办社会工作论坛。9月，县民政局举办法律援助培训班。\n"
    )
    assert {one.target for one in reading.relations if one.type.value == "time"} == {
        "2020-06",
        "2020-10",
        "2021-05",
        "2021-09",
    }


@pytest.mark.parametrize("day", ["2月30日", "6月31日", "2021年2月29日"])
def test_a_day_that_no_year_has_is_refused_and_costs_no_other_fact(day: str) -> None:
    text = f"若水县民政局2021年工作总结\n{day}，县民政局举办养老服务论坛。5月3日，县民政局举办社会工作论坛。\n"
    reading = reading_of(text)
    assert statuses(text) == {"养老服务论坛": Status.DONE, "社会工作论坛": Status.DONE}
    assert [one.words for one in reading.refusals if one.rule == "no-such-day"] == [day]
    assert [one.target for one in reading.relations if one.type.value == "time"] == ["2021-05-03"]


def test_a_day_that_its_year_has_is_no_refusal() -> None:
    reading = reading_of("若水县民政局2020年工作总结\n2020年2月29日，县民政局举办养老服务论坛。\n")
    assert [one.target for one in reading.relations if one.type.value == "time"] == ["2020-02-29"]
    assert [one for one in reading.refusals if one.rule == "no-such-day"] == []


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("8月1日（星期一）至8月5日（星期五），举办养老服务论坛。", "2021-08-01/2021-08-05"),
        ("二〇二一年六月，举办养老服务论坛。", "2021-06"),
        ("今年十一月，举办养老服务论坛。", "2021-11"),
        ("二0二〇年六月三日，举办养老服务论坛。", "2020-06-03"),
        ("二O二〇年七月一日，举办养老服务论坛。", "2020-07-01"),
    ],
)
def test_days_with_weekdays_and_years_in_characters(sentence: str, time: str) -> None:
    reading = reading_of(f"若水县民政局2021年工作总结\n{sentence}\n")
    assert [one.target for one in reading.relations if one.type.value == "time"] == [time]


def test_a_list_of_clauses_is_read_as_clauses() -> None:
    reading = reading_of(
        "若水县民政局2021年工作总结\n主要做法：一是召开救助工作座谈会3次，解决问题20个；二是举办法治讲座5场，覆盖1200人；三是开展专项检查8次。\n"
    )
    names = {one.id: one.names[0] for one in reading.entities}
    assert {(names[one.of], int(one.value)) for one in reading.measures} == {
        ("救助工作座谈会", 3),
        ("救助工作座谈会", 20),
        ("法治讲座", 5),
        ("法治讲座", 1200),
        ("专项检查", 8),
    }


def test_chapters_hold_sections_and_a_table_of_contents_holds_none() -> None:
    reading = reading_of(
        "若水县民政局2021年工作总结\n\n目录\n第一章 养老服务……………1\n第一节 机构养老……………2\n\n第一章 养老服务\n第一节 机构养老\n"
        f"1.1 床位不足\n1.1.1 基层人员\n{DONE}\n第二节 居家养老\n{TO_DO}\n"
    )
    text = reading.document.text
    headings = [one for one in reading.segments if one.kind is SegmentKind.HEADING]
    assert [(text[one.span.start : one.span.end].split()[0], one.level) for one in headings] == [
        ("第一章", 1),
        ("第一节", 2),
        ("1.1", 3),
        ("1.1.1", 4),
        ("第二节", 2),
    ]
    assert reading.measures == ()


@pytest.mark.skipif(not PROVINCES, reason="the corpus is not shipped")
def test_provinces_do_not_tell_plans_as_done() -> None:
    for path in PROVINCES:
        reading = read(path)
        starts = _plan_starts(reading)
        assert starts is not None, path.name
        planned, review = [], []
        for one in reading.entities:
            places = {mention.span.start >= starts for mention in one.mentions if mention.span.start}
            if one.status is not None and len(places) == 1:
                (planned if places.pop() else review).append(one.status)
        assert planned.count(Status.DONE) < 0.03 * len(planned), path.name
        assert review.count(Status.PLANNED) < 0.03 * len(review), path.name


def _plan_starts(reading: Reading) -> int | None:
    """Where the first part stands behind the one that reviews: these reports review in their first part only."""
    text = reading.document.text
    for one in reading.segments:
        words = text[one.span.start : one.span.end]
        ahead = re.match(r"\s*[二三四]、", words) or re.search("2026年|十五五", words)
        if one.kind is SegmentKind.HEADING and ahead and not re.search("成就|回顾|总结|成绩", words):
            return one.span.start
    return None
