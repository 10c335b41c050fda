from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jigou.builder.phrases.counts import counts
from jigou.builder.text.numerals import han, plain


def read(text: str) -> list[tuple[str, str, str]]:
    return [(str(count.value), count.unit, count.approx.value) for count in counts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开展139次视察监督活动", [("139", "次", "exact")]),
        ("参加人数超千人", [("1000", "人", "over")]),
        ("惠及群众逾万人次", [("10000", "人次", "over")]),
        ("惠及群众10万+人次", [("100000", "人次", "over")]),
        ("服务群众15人(次)", [("15", "人次", "exact")]),
        ("发放资料200份(册)", [("200", "份", "exact")]),
        ("举办讲座最多5场", [("5", "场", "under")]),
        ("委员813人次参加", [("813", "人次", "exact")]),
        ("提出意见建议近500条", [("500", "条", "under")]),
        ("专题党课70余场次", [("70", "场次", "over")]),
        ("40余名部局级领导干部", [("40", "名", "over")]),
        ("参训率已达87.5%", [("87.5", "%", "exact")]),
        ("整改问题20多项", [("20", "项", "over")]),
        ("服务群众约3万人次", [("30000", "人次", "about")]),
        ("满意率超90%", [("90", "%", "over")]),
        ("治理率提高到90%以上", [("90", "%", "over")]),
        ("降至13.6%左右", [("13.6", "%", "about")]),
        ("不足100户", [("100", "户", "under")]),
        ("覆盖学生1.5万人次", [("15000", "人次", "exact")]),
        ("惠及群众500多万人", [("5000000", "人", "over")]),
        ("惠及20余万人", [("200000", "人", "over")]),
        ("投入资金3.5亿元", [("350000000", "元", "exact")]),
        ("补贴1,200万元", [("12000000", "元", "exact")]),
        ("三张清单", [("3", "张", "exact")]),
        ("十二家单位", [("12", "家", "exact")]),
        ("两批重点事项", [("2", "批", "exact")]),
        ("三十余名干部", [("30", "名", "over")]),
        ("一百零八个村", [("108", "个", "exact")]),
        ("百余名代表", [("100", "名", "over")]),
        ("1名局级干部", [("1", "名", "exact")]),
        ("分别增长6%、5.2%", [("6", "%", "exact"), ("5.2", "%", "exact")]),
        ("增长百分之七点八", [("7.8", "%", "exact")]),
        ("1、3家企业", [("3", "家", "exact")]),
        ("小学100所以上", [("100", "所", "over")]),
        ("百分之九十", [("90", "%", "exact")]),
        ("改造老旧小区3.2万平方米", [("32000", "平方米", "exact")]),
        ("16项民心工程", [("16", "项", "exact")]),
        ("召开会议3次,120人参加", [("3", "次", "exact"), ("120", "人", "exact")]),
        ("成交额突破100亿元", [("10000000000", "元", "over")]),
        ("突破20项关键技术", [("20", "项", "exact")]),
        ("不少于5次", [("5", "次", "over")]),
        ("最近3次会议", [("3", "次", "exact")]),
        ("举办5场面向企业的宣讲", [("5", "场", "exact")]),
        ("明确20项目标任务", [("20", "项", "exact")]),
        ("目前10家单位", [("10", "家", "exact")]),
    ],
)
def test_counts_with_their_units_and_exactness(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "召开一次会议",
        "一批重点项目",
        "数十家企业",
        "几十名干部",
        "十几名干部",
        "上百家企业",
        "成千上万人",
        "若干条意见",
        "多次召开会议",
        "三四家企业",
        "3至5名干部",
        "3-5家企业",
        "第三次会议",
        "第3期培训班",
        "七届四次全体会议",
        "十四届五次全会",
        "区人大四次会议",
        "七届七次、八次全会",
        "凤凰机场三期、五期",
        "四个现代化",
        "八个字",
        "铁人三项",
        "第3、4期",
        "每100户居民",
        "排名前10名",
        "“八个一”系列活动",
        "“新增3家企业”活动",
        "《十二条意见》",
        "2021年10月12日",
        "3个月",
        "两个小时",
        "〔2023〕5号",
        "中央八项规定",
        "望江社区服务综合体二期改造",
        "三期工程",
        "12345热线",
        "3A级",
        "二次供水",
        "三次产业",
        "12个体工商户",
        "万家灯火",
        "百家争鸣",
        "超千亿元县",
        "世界500强企业",
        "10项目",
        "3部门",
    ],
)
def test_numbers_that_count_nothing_are_passed_over(text: str) -> None:
    assert read(text) == []


def test_spans_hold_the_qualifying_words_and_the_number_alone() -> None:
    text = "提出建议近500余条以上"
    (count,) = counts(text)
    assert text[count.start : count.end] == "近500余条以上"
    assert text[count.number_start : count.number_end] == "500余"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("十", 10),
        ("二十四", 24),
        ("两", 2),
        ("三百五", 305),
        ("一千二百", 1200),
        ("三千五百万", 35_000_000),
        ("二〇二一", None),
        ("三四", None),
        ("", None),
    ],
)
def test_numbers_in_characters(words: str, value: int | None) -> None:
    assert han(words) == value


@pytest.mark.parametrize(("value", "shown"), [("15000.0", "15000"), ("87.50", "87.5"), ("1E+4", "10000"), ("0", "0")])
def test_plain_numbers_have_no_exponent(value: str, shown: str) -> None:
    assert str(plain(Decimal(value))) == shown


@given(st.text(alphabet="0123456789一二三十百千万亿两余多近约超第.,%“”《》家次人元年月日至-", max_size=40))
def test_counts_stay_within_the_text_and_apart(text: str) -> None:
    last = 0
    for count in counts(text):
        assert last <= count.start <= count.number_start < count.number_end <= count.end <= len(text)
        assert count.value >= 0
        last = count.end
