import pytest

from jigou.builder.header.jurisdiction import place_of
from jigou.builder.knowledge.divisions import COUNTY, PREFECTURE, PROVINCE, divisions


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("上海", "上海市"),
        ("广西", "广西壮族自治区"),
        ("内蒙古自治区", "内蒙古自治区"),
        ("延边", "延边朝鲜族自治州"),
        ("静海", "静海区"),
        ("和县", "和县"),
        ("香港", "香港特别行政区"),
        ("吉林", "吉林省"),
        ("无此地", None),
    ],
)
def test_full_names_are_found_by_short_ones(name: str, full: str | None) -> None:
    assert divisions().full(name) == full


def test_parents_lead_to_the_province() -> None:
    (division,) = divisions().named("西湖区")[:1]
    chain = [above.name for above in divisions().above(next(d for d in divisions().named("余杭区")))]
    assert division.level == COUNTY
    assert chain == ["杭州市", "浙江省"]


def test_levels_are_those_of_the_codes() -> None:
    assert [divisions().of(code).level for code in ("310000", "330100", "330106")] == [PROVINCE, PREFECTURE, COUNTY]


def test_a_county_under_direct_rule_has_its_province_for_a_parent() -> None:
    (district,) = divisions().named("浦东新区")
    parent = divisions().parent(district)
    assert parent is not None
    assert parent.name == "上海市"


def test_every_division_but_a_province_has_a_parent() -> None:
    table = divisions()
    assert [d.name for d in table if d.level != PROVINCE and table.parent(d) is None] == []


def test_the_table_holds_the_provinces_and_no_zones_of_statistics() -> None:
    table = list(divisions())
    assert sum(d.level == PROVINCE for d in table) == 34
    assert not any("开发区" in d.name or "市辖区" in d.name for d in table)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("上海市政协", "上海市"),
        ("上海海关", "上海市"),
        ("平阳湖区人民政府", "平阳湖区"),
        ("海州市市场监督管理局", "海州市"),
        ("宁夏日报", "宁夏回族自治区"),
        ("恩施土家族苗族自治州财政局", "恩施土家族苗族自治州"),
        ("浙江省杭州市西湖区教育局", "西湖区"),
        ("恩施州财政局", "恩施土家族苗族自治州"),
        ("北海新区管委会", "北海新区"),
        ("杭州西湖区教育局", "西湖区"),
        ("国家统计局海州调查队", None),
        ("政协海州市第十届委员会", "海州市"),
        ("全市政协机关", None),
        ("市政协", None),
        ("社区建设办公室", None),
    ],
)
def test_place_of_a_name(name: str, place: str | None) -> None:
    assert place_of(name, divisions()) == place
