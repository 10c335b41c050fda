import hashlib

import pytest

from jigou.builder.header.header import body_in_title, header
from jigou.builder.knowledge.divisions import divisions
from jigou.builder.text.outline import segments
from jigou.ontology import Document, Header

PROSE = "全年召开座谈会三次，走访企业二十家，提出意见建议一百余条，得到有关部门的重视和采纳，取得了良好的社会效果。"


def read(text: str) -> Header:
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(name="a.txt", text=text, digest=digest, file_digest=digest, encoding="utf-8")
    found = header(document, segments(document), divisions())
    for field in ("source", "published", "body"):
        span = getattr(found, f"{field}_span")
        assert (span is None) == (getattr(found, field) is None)
    return found


@pytest.mark.parametrize(
    ("title", "body", "place", "year"),
    [
        ("平阳湖区2023年度法治政府建设情况报告", "平阳湖区", "平阳湖区", 2023),
        ("平阳湖区法治政府建设情况报告", "平阳湖区", "平阳湖区", None),
        ("海州市司法局2023年法治政府建设年度报告", "海州市司法局", "海州市", 2023),
        ("2026年广东省政府工作报告", "广东省政府", "广东省", 2025),
        ("2026年宁夏回族自治区政府工作报告", "宁夏回族自治区政府", "宁夏回族自治区", 2025),
        ("陕西省2026年政府工作报告", "陕西省", "陕西省", 2025),
        ("绿枫街道社区建设办公室2025年工作总结和2026年工作计划", "绿枫街道社区建设办公室", "绿枫街道", 2025),
        ("城西区政协2015年上半年工作总结", "城西区政协", "城西区", 2015),
        ("关于海州市2023年国民经济和社会发展计划执行情况的报告", "海州市", "海州市", 2023),
        ("海州市市场监督管理局关于2022年度法治建设情况的报告", "海州市市场监督管理局", "海州市", 2022),
        ("海州市中级人民法院工作报告", "海州市中级人民法院", "海州市", None),
        ("二〇二一年锦屏市总工会工作总结", "锦屏市总工会", "锦屏市", 2021),
        ("上海市浦东新区教育局2023年政府信息公开工作年度报告", "上海市浦东新区教育局", "浦东新区", 2023),
        ("2016年国务院政府工作报告", "国务院", None, 2015),
        ("中共锦屏市委办公室2020年工作总结", "中共锦屏市委办公室", "锦屏市", 2020),
        ("海州市卫生健康委员会疫情防控工作总结", "海州市卫生健康委员会", "海州市", None),
    ],
)
def test_the_title_tells_body_place_and_year(title: str, body: str, place: str | None, year: int | None) -> None:
    found = read(f"{title}\n\n一、工作情况\n{PROSE}")
    assert (found.title, found.body, found.jurisdiction, found.year) == (title, body, place, year)


def test_the_metadata_tells_source_and_date_with_their_spans() -> None:
    text = f"市政协机关\n来源:市政协机关    发布时间:2021-11-30\n一、甲\n{PROSE}"
    found = read(text)
    assert (found.source, found.published, found.year) == ("市政协机关", "2021-11-30", 2021)
    assert found.source_span is not None
    assert found.published_span is not None
    assert text[found.source_span.start : found.source_span.end] == "市政协机关"
    assert text[found.published_span.start : found.published_span.end] == "2021-11-30"


def test_a_name_is_a_better_source_than_an_address() -> None:
    found = read(f"工作报告\n来源:https://www.gov.cn/a.html    发布时间:2026-02-02\n来源：\n云南日报\n一、甲\n{PROSE}")
    assert (found.source, found.published) == ("云南日报", "2026-02-02")


@pytest.mark.parametrize(("published", "year"), [("2022-03-01", 2021), ("2022-11-30", 2022)])
def test_without_a_year_of_its_own_a_report_of_spring_is_of_the_year_before(published: str, year: int) -> None:
    assert read(f"工作总结\n发布日期：{published}\n一、甲\n{PROSE}").year == year


def test_the_first_paragraphs_tell_the_year_before_the_date_does() -> None:
    assert read(f"工作总结\n发布日期：2024-06-01\n2023年，我局认真履职。{PROSE}").year == 2023


def test_a_title_without_a_body_leaves_it_to_who_is_spoken_for() -> None:
    text = f"2026年政府工作报告\n——2026年1月28日在云南省第十四届人民代表大会第四次会议上\n现在，我代表省人民政府，向大会报告工作。{PROSE}"
    found = read(text)
    assert (found.body, found.jurisdiction) == ("省人民政府", "云南省")


def test_the_division_is_the_one_that_is_named_most() -> None:
    text = f"市政协机关\n一、甲\n服务上海发展，讲好上海故事，与北京等地交流，推进上海市政协新闻传播中心组建。{PROSE}"
    assert read(text).jurisdiction == "上海市"


def test_the_first_subject_is_the_body_where_nothing_else_tells() -> None:
    text = f"工作总结\n2023年,海州市司法局以高质量发展为主线,推进各项工作。{PROSE}"
    assert read(text).body == "海州市司法局"


def test_a_text_that_says_nothing_of_itself_has_an_empty_header() -> None:
    found = read(PROSE)
    assert (found.title, found.source, found.published, found.year, found.body, found.jurisdiction) == (None,) * 6


def test_body_in_title_is_none_for_a_bare_genre() -> None:
    assert body_in_title("政府工作报告") is None
