"""Names beyond a report: the same thing gives the same key in every report, and only the same thing does."""

from __future__ import annotations

import pytest

from jigou.builder import read
from jigou.builder.identity.names import Naming
from jigou.builder.text.encoding import decode_bytes
from jigou.ontology import EntityType


def keys(title: str, text: str, type_: EntityType = EntityType.BODY) -> dict[str, str]:
    reading = read(decode_bytes(f"{title}\n\n{text}\n".encode(), "case.txt"))
    return {name: entity.key for entity in reading.entities if entity.type is type_ for name in entity.names}


def test_relative_names_are_resolved_by_the_jurisdiction() -> None:
    found = keys("锦屏市民政局2021年工作总结", "在市委、市政府领导下,与市司法局联合召开座谈会。")
    assert (found["市委"], found["市司法局"]) == ("锦屏市委", "锦屏市司法局")


def test_two_reports_of_one_city_share_its_bodies() -> None:
    first = keys("锦屏市民政局2021年工作总结", "与市司法局联合召开座谈会。")
    second = keys("锦屏市教育局2020年工作总结", "市司法局举办法治讲座。")
    assert first["市司法局"] == second["市司法局"]


def test_inner_units_of_two_bodies_are_two() -> None:
    first = keys("锦屏市民政局2021年工作总结", "办公室举办专题培训2期。局党组召开专题会。")
    second = keys("海州市教育局2021年工作总结", "局党组召开专题会。")
    assert (first["局党组"], second["局党组"]) == ("锦屏市民政局党组", "海州市教育局党组")


def test_events_of_two_years_are_two() -> None:
    first = keys("锦屏市民政局2021年工作总结", "召开全市民政工作会议。", EntityType.EVENT)
    second = keys("锦屏市民政局2022年工作总结", "召开全市民政工作会议。", EntityType.EVENT)
    assert first["全市民政工作会议"] == "全市民政工作会议·锦屏市民政局2021"
    assert second["全市民政工作会议"] == "全市民政工作会议·锦屏市民政局2022"


def test_two_themes_make_two_events_of_one_bare_name() -> None:
    text = "围绕养老服务开展专题调研。围绕社区治理开展专题调研。"
    reading = read(decode_bytes(f"锦屏市民政局2021年工作总结\n\n{text}\n".encode(), "case.txt"))
    found = [entity.key for entity in reading.entities if entity.type is EntityType.EVENT]
    assert found == ["专题调研·锦屏市民政局2021·养老服务", "专题调研·锦屏市民政局2021·社区治理"]


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("副市长", "云麓市副市长"),
        ("市长", "云麓市市长"),
        ("常务副市长", "云麓市常务副市长"),
        ("副省长", "副省长"),
    ],
)
def test_heads_of_governments_are_not_of_the_bureau_that_reports(name: str, canonical: str) -> None:
    here = Naming(jurisdiction="云麓市", body="云麓市公安局", year=2014)
    assert here.canonical(name, EntityType.POST, "other") == canonical
