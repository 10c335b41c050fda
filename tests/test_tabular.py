"""Tables become facts: numbers with the path of their headers, units of a body, totals that do not add up told."""

from __future__ import annotations

from decimal import Decimal

from jigou.builder.formats import documents_of
from jigou.builder.reading import read
from jigou.ontology import Measure, Reading, RelationType
from jigou.viz.reading_page import reading_page

HEAD = "<h1>云麓县人民政府2023年政府信息公开工作年度报告</h1><p>2023年，云麓县人民政府认真贯彻落实条例，各项工作取得新的进展。</p>"


def reading_of(*tables: str, head: str = HEAD) -> Reading:
    page = f"<html><body>{head}{''.join(tables)}</body></html>"
    (document,) = documents_of(page.encode(), "a.html")
    return read(document)


def table(*rows: str) -> str:
    """Rows of cells set apart by |; a cell may begin with its reach as ``2x3 `` (rows x columns)."""

    def cell(words: str) -> str:
        reach, _, rest = words.partition(" ")
        down, times, across = reach.partition("x")
        if times and down.isdigit() and across.isdigit():
            return f'<td rowspan="{down}" colspan="{across}">{rest}</td>'
        return f"<td>{words}</td>"

    return "<table>" + "".join(f"<tr>{''.join(map(cell, row.split('|')))}</tr>" for row in rows) + "</table>"


def of_tables(reading: Reading) -> list[Measure]:
    return [measure for measure in reading.measures if measure.evidence.rule == "table"]


def stated(reading: Reading) -> list[tuple[Decimal, str, str]]:
    return [(measure.value, measure.unit, measure.what) for measure in of_tables(reading)]


OPENNESS = "<p>三、收到和处理政府信息公开申请情况</p>" + table(
    "3x2 （本列数据的勾稽关系为：第一项加第二项之和）|1x3 申请人情况",
    "2x1 自然人|1x1 法人或其他组织|2x1 总计",
    "商业企业",
    "1x2 一、本年新收政府信息公开申请数量|95|2|97",
    "2x1 三、本年度办理结果|（二）部分公开（区分处理的，只计这一情形）|9|0|9",
    "（七）总计|9|0|9",
)


def test_numbers_have_the_path_of_their_headers() -> None:
    reading = reading_of(OPENNESS)
    assert stated(reading)[:4] == [
        (Decimal(95), "件", "本年新收政府信息公开申请数量·申请人情况·自然人"),
        (Decimal(2), "件", "本年新收政府信息公开申请数量·申请人情况·法人或其他组织·商业企业"),
        (Decimal(97), "件", "本年新收政府信息公开申请数量·申请人情况·总计"),
        (Decimal(9), "件", "本年度办理结果·部分公开·申请人情况·自然人"),
    ]
    assert {measure.of for measure in of_tables(reading)} == {reading.reporting_body}
    assert reading.words(of_tables(reading)[0].evidence.span) == "95"


def test_a_cell_over_the_whole_width_begins_a_new_part() -> None:
    parts = table(
        "1x3 第二十条第（五）项", "信息内容|1x2 本年处理决定数量", "行政许可|1x2 9487",
        "1x3 第二十条第（八）项", "信息内容|1x2 本年收费金额（单位：万元）", "行政事业性收费|1x2 7,730.28",
    )  # fmt: skip
    assert stated(reading_of(parts)) == [
        (Decimal(9487), "件", "行政许可·第二十条第(五)项·本年处理决定数量"),
        (Decimal(77302800), "元", "行政事业性收费·第二十条第(八)项·本年收费金额"),
    ]


def test_two_halves_of_a_table_keep_their_own_names() -> None:
    accounts = table(
        "1x2 收入|1x2 支出",
        "项目|决算数|项目|决算数",
        "财政拨款收入|307.82|教育支出|264.87",
        "其他收入||住房支出|42.95",
    )
    assert stated(reading_of("<p>收入支出决算总表</p><p>单位：万元</p>", accounts))[:3] == [
        (Decimal(3078200), "元", "财政拨款收入·收入·决算数"),
        (Decimal(2648700), "元", "教育支出·支出·决算数"),
        (Decimal(429500), "元", "住房支出·支出·决算数"),
    ]


def test_codes_and_serial_numbers_count_nothing() -> None:
    rows = table("1x2 项目|2x1 决算数（元）", "科目编码|科目名称", "201|教育支出|500", "202|住房支出|300")
    assert [what for _, _, what in stated(reading_of(rows))] == ["教育支出·决算数", "住房支出·决算数"]


def test_a_total_that_does_not_add_up_is_told() -> None:
    rows = table("1x3 行政复议|1x2 行政诉讼", "结果维持|结果纠正|总 计|结果维持|总计", "10|1|0|5|5")
    reading = reading_of(rows)
    told = [(refusal.words, refusal.reason) for refusal in reading.refusals if refusal.rule == "total"]
    assert told == [("0", "a total of 0 where its parts sum up to 11 (行政复议·总计)")]


def test_a_total_that_adds_up_is_not_told() -> None:
    assert [refusal for refusal in reading_of(OPENNESS).refusals if refusal.rule == "total"] == []


def test_a_table_of_the_economy_is_no_number_of_the_body() -> None:
    reading = reading_of(table("指标|指标值（亿元）", "地区生产总值|4000.5", "第一产业|153.6"))
    assert of_tables(reading) == []
    assert [refusal.rule for refusal in reading.refusals if refusal.words == "4000.5"] == ["table"]


def test_a_number_without_a_unit_is_refused() -> None:
    reading = reading_of(table("项目|决算数", "教育支出|500", "住房支出|300"))
    assert of_tables(reading) == []
    assert "whose unit is not said" in next(r.reason for r in reading.refusals if r.words == "500")


def test_a_table_of_units_gives_bodies_and_what_they_are_part_of() -> None:
    rows = table(
        "序号|单位名称|备注",
        "1|云麓县民政局（本级）|",
        "2|云麓县社会福利院|",
        "3|云麓县殡葬管理所（下属事业单位）|",
        "4|其他|",
    )
    head = "<h1>云麓县民政局2023年度部门决算</h1><p>2023年，云麓县民政局认真贯彻落实各项部署，工作取得新的进展。</p>"
    reading = reading_of(rows, head=head)
    names = {entity.id: entity.canonical for entity in reading.entities}
    parts = {
        names[relation.source]: names[relation.target]
        for relation in reading.relations
        if relation.type is RelationType.PART_OF and relation.evidence.rule == "table-of-units"
    }
    assert parts == {"云麓县社会福利院": "云麓县民政局", "云麓县殡葬管理所": "云麓县民政局"}


def test_the_page_shows_the_table_and_its_cells_marks() -> None:
    page = "".join(reading_page(reading_of(OPENNESS)))
    assert '<td rowspan="3" colspan="2">' in page
    assert page.count("<tr>") == 6
    assert "</button>95</td>" in page
    assert "本年新收政府信息公开申请数量 | 95 | 2 | 97" in page
