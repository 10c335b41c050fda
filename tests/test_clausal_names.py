"""Names with verbs in them are read whole: of bodies, by their task or service, and of meetings and programmes that are clauses."""

from __future__ import annotations

import pytest

from jigou.builder.knowledge.lexicons import lexicon
from jigou.builder.phrases.phrase import PhraseSort
from jigou.builder.phrases.phrases import phrases
from jigou.builder.phrases.tokens import tokens
from jigou.ontology import EntityType


def names(sentence: str) -> list[tuple[str, EntityType | None]]:
    """The names of a sentence, as the grammar cuts them, each with its type."""
    return [
        (phrase.text, phrase.type)
        for phrase in phrases(tokens(sentence, 2021), lexicon())
        if phrase.sort is PhraseSort.NAME
    ]


@pytest.mark.parametrize(
    "body",
    [
        "市打击治理电信网络新型违法犯罪联席会议办公室",
        "区优化营商环境工作领导小组办公室",
        "县巩固脱贫攻坚成果和乡村振兴有效衔接工作专班",
        "市创建全国文明城市指挥部",
        "市处置非法集资领导小组",
        "市根治拖欠农民工工资工作领导小组",
        "县推进政府职能转变和“放管服”改革协调小组",
        "推进新型城镇化工作领导小组",
        "市委全面深化改革委员会",
        "全面从严治党领导小组",
    ],
)
def test_bodies_named_by_their_task(body: str) -> None:
    assert names(f"由{body}组织召开推进会3次。")[0] == (body, EntityType.BODY)


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("市政府推进新型城镇化工作，成立领导小组。", "市政府"),
        ("县成立疫情防控指挥部。", "疫情防控指挥部"),
        ("市妇联支持领导小组成员开展走访。", "市妇联"),
    ],
)
def test_a_verb_before_a_group_still_governs(sentence: str, body: str) -> None:
    assert (body, EntityType.BODY) in names(sentence)


@pytest.mark.parametrize(
    "work",
    [
        "不动产登记",
        "农技推广",
        "投诉受理",
        "房屋征收",
        "科技成果转化",
        "政府采购",
        "疾病预防控制",
        "会计结算",
        "种子繁育",
    ],
)
def test_bodies_named_by_their_service(work: str) -> None:
    assert names(f"由市{work}中心组织召开推进会3次。")[0] == (f"市{work}中心", EntityType.BODY)


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("36家企业入驻中心，新增产值2亿元。", "企业入驻中心"),
        ("干部走进学校开展宣讲。", "干部走进学校"),
        ("市领导带队慰问公司职工。", "慰问公司"),
    ],
)
def test_what_goes_to_a_body_is_no_part_of_its_name(sentence: str, body: str) -> None:
    assert all(body not in name for name, _ in names(sentence))


@pytest.mark.parametrize(
    "event",
    [
        "重大项目集中开工仪式",
        "干部任前法律知识考试",
        "庆祝中国共产党成立100周年大会",
        "“送法进校园”专题讲座",
        "述职评议会",
        "重点工作现场观摩推进会",
        "全县春季爱国卫生运动动员会",
    ],
)
def test_events_that_are_clauses(event: str) -> None:
    assert (event, EntityType.EVENT) in names(f"5月，举办{event}，200余人参加。")


@pytest.mark.parametrize("verb", ["市教育局组织实施", "建立健全", "深入开展"])
@pytest.mark.parametrize(
    "programme",
    [
        "农村人居环境整治提升五年行动",
        "党建引领基层治理改革试点",
        "重大决策社会稳定风险评估机制",
        "领导干部包案化解信访积案制度",
        "打击整治养老诈骗专项行动",
        "高标准农田建设项目",
    ],
)
def test_programmes_that_are_clauses(verb: str, programme: str) -> None:
    assert (programme, EntityType.INITIATIVE) in names(f"{verb}{programme}，整改问题120个。")


@pytest.mark.parametrize(
    ("sentence", "office"),
    [
        ("区委办印发工作方案。", "区委办"),
        ("区委办、区政府办联合印发工作方案。", "区政府办"),
        ("市府办牵头开展督查。", "市府办"),
    ],
)
def test_offices_by_their_short_names(sentence: str, office: str) -> None:
    assert (office, EntityType.BODY) in names(sentence)


def test_a_verb_after_a_body_is_not_its_office() -> None:
    assert ("区委", EntityType.BODY) in names("区委办实事12件。")


@pytest.mark.parametrize(
    ("sentence", "programme"),
    [
        ("接续实施“十百千万”示范引领工程，成效明显。", "“十百千万”示范引领工程"),
        ("实施中华优秀传统文化保护传承和精品工程项目1239个。", "中华优秀传统文化保护传承和精品工程项目"),
        ("创新“三级联动”工作模式，推动诉源治理。", "“三级联动”工作模式"),
        ("创新管海用海机制，推广经验。", "管海用海机制"),
        ("积极探索“党建+网格”治理模式。", "“党建+网格”治理模式"),
        ("不断完善人民调解工作机制。", "人民调解工作机制"),
    ],
)
def test_verbs_before_programmes_are_no_part_of_them(sentence: str, programme: str) -> None:
    assert (programme, EntityType.INITIATIVE) in names(sentence)


@pytest.mark.parametrize("sentence", ["开展创新创业大赛。", "举办创新创业大赛。"])
def test_a_noun_that_opens_clauses_stays_in_names(sentence: str) -> None:
    assert names(sentence) == [("创新创业大赛", EntityType.EVENT)]


def test_two_quotations_are_two_programmes() -> None:
    found = [name for name, _ in names("开展“不忘初心”主题教育总结和“正风肃纪”专项整治，查处7人。")]
    assert "“正风肃纪”专项整治" in found
