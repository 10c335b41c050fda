"""Traditional and simplified names match, character by character; what is shown stays as it was written."""

from __future__ import annotations

from jigou.builder.knowledge.tables import rows
from jigou.builder.reading import read
from jigou.builder.text.encoding import decode_bytes
from jigou.builder.text.spelling import folded, spelling
from jigou.ontology import Reading

TRADITIONAL = """臺北市民政局2021年工作總結

來源：臺北市民政局 發布時間：2021-12-24

2021年，臺北市民政局召開養老服務推進會，印發《養老服務辦法》，舉辦護理員培訓班6期。
"""
SIMPLIFIED = folded(TRADITIONAL)


def reading(text: str) -> Reading:
    return read(decode_bytes(text.encode(), "a.txt"))


def test_both_writings_are_read_alike() -> None:
    one, other = reading(TRADITIONAL), reading(SIMPLIFIED)
    assert "养老服务推进会" in {entity.canonical for entity in other.entities}
    assert [(e.type, e.kind, e.canonical, e.key) for e in one.entities] == [
        (e.type, e.kind, e.canonical, e.key) for e in other.entities
    ]
    assert [(r.type, r.source, r.target) for r in one.relations] == [
        (r.type, r.source, r.target) for r in other.relations
    ]
    assert [(m.value, m.unit) for m in one.measures] == [(m.value, m.unit) for m in other.measures]
    assert (one.header.published, one.header.body) == ("2021-12-24", "台北市民政局")


def test_the_surface_stays() -> None:
    names = {name for entity in reading(TRADITIONAL).entities for name in entity.names}
    assert {"養老服務推進會", "《養老服務辦法》", "護理員培訓班"} <= names
    found = reading(TRADITIONAL)
    assert found.header.title == "臺北市民政局2021年工作總結"
    assert all("養老" in found.words(m.span) for e in found.entities if "养老" in e.canonical for m in e.mentions)


def test_characters_that_simplified_text_has_stay() -> None:
    text = "著名的乾隆，於是藉此；浚县、瞭望台"
    assert folded(text) == spelling(text).replace(",", "，").replace(";", "；") == text


def test_names_are_matched_by_characters_and_not_by_phrases() -> None:
    assert (folded("市檔案館"), folded("臺灣縣"), folded("計算機軟件")) == ("市档案馆", "台湾县", "计算机软件")


def test_each_row_is_one_character_for_one() -> None:
    for table in ("traditional.tsv", "radicals.tsv"):
        pairs = list(rows(table))
        assert all(len(old) == len(new) == 1 and old != new for old, new in pairs)
        assert len({old for old, _ in pairs}) == len(pairs)
