"""The reader on written cases: each says what a careful reader finds in a sentence or two."""

from __future__ import annotations

from pathlib import Path

import pytest

from jigou.builder import read
from jigou.builder.text.encoding import decode_bytes
from jigou.ontology import EntityType, Reading, RelationType

GOLD = Path(__file__).parent.parent / "gold"
TEXTS = sorted(GOLD.glob("*.txt"))


def reading_of(*paragraphs: str, title: str = "锦屏市民政局2021年工作总结") -> Reading:
    return read(decode_bytes("\n".join((title, "", *paragraphs, "")).encode(), "case.txt"))


def related(reading: Reading, type_: RelationType) -> set[tuple[str, str]]:
    names = {entity.id: entity.names[0] for entity in reading.entities}
    return {
        (names[relation.source], names.get(relation.target, relation.target))
        for relation in reading.relations
        if relation.type is type_
    }


def named(reading: Reading, type_: EntityType) -> set[str]:
    return {name for entity in reading.entities if entity.type is type_ for name in entity.names}


def test_missing_subject_is_the_reporting_body() -> None:
    reading = reading_of("召开座谈会、推进会,举办法治讲座3场。")
    assert {target for source, target in related(reading, RelationType.ORGANIZES) if source == "锦屏市民政局"} == {
        "座谈会",
        "推进会",
        "法治讲座",
    }


def test_group_is_headed_by_the_posts_that_lead_it() -> None:
    reading = reading_of("成立以市民政局局长为组长的养老服务工作领导小组。")
    assert ("市民政局局长", "养老服务工作领导小组") in related(reading, RelationType.HEADS)
    assert ("锦屏市民政局", "养老服务工作领导小组") in related(reading, RelationType.ESTABLISHES)


def test_nested_title_holds_a_plan_and_the_group_that_it_founds() -> None:
    reading = reading_of("印发《关于印发<关于成立市民政局安全生产领导小组方案>的通知》。")
    assert "关于成立市民政局安全生产领导小组方案" in named(reading, EntityType.DOCUMENT)
    assert "市民政局安全生产领导小组" in named(reading, EntityType.BODY)


def test_relative_clause_names_who_hosts() -> None:
    reading = reading_of("由市总工会主办、市工人文化宫承办的职工文艺汇演于4月28日举行。")
    roles = {relation.role for relation in reading.relations if relation.type is RelationType.ORGANIZES}
    assert {str(role) for role in roles} == {"lead", "host"}
    assert ("职工文艺汇演", "2021-04-28") in related(reading, RelationType.TIME)


def test_theme_is_its_text_without_cue_words() -> None:
    reading = reading_of("以“健康进万家”为主题,举办第三届社区文化节。")
    assert ("第三届社区文化节", "健康进万家") in related(reading, RelationType.THEME)


@pytest.mark.parametrize("words", ["有关部门高度重视。", "推动高质量发展取得新成效。", "各街镇积极参与。"])
def test_slogans_and_vague_plurals_are_nothing(words: str) -> None:
    reading = reading_of(words)
    assert [entity.names[0] for entity in reading.entities] == ["锦屏市民政局"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_mention_is_the_words_of_the_report(path: Path) -> None:
    reading = read(path)
    for fact in reading.facts():
        spans = [m.span for m in fact.mentions] if hasattr(fact, "mentions") else [fact.evidence.span]
        assert all(reading.words(span).strip() for span in spans)
    assert len(reading.entities) > 10


def test_reading_twice_gives_the_same_reading() -> None:
    assert read(TEXTS[0]) == read(TEXTS[0])
