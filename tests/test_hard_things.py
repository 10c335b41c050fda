"""What is hard in reports, one thing a test: sentences of every such kind and the facts that a careful reader finds in them.

A fact is written ``source relation target``, with the role behind ``organizes`` (``organizes/lead``); 本局 stands for the body that
reports. A fact that is expected must also be shown by its evidence: the words of its target stand in it.
"""

from __future__ import annotations

import pytest

from jigou.builder import read
from jigou.builder.text.encoding import decode_bytes
from jigou.ontology import EntityType, Reading, Relation, RelationType, SegmentKind, Status

US = "本局"
TITLE = "锦屏市民政局2021年工作总结"

_TEXTS = (RelationType.THEME, RelationType.TIME)


def reading_of(words: str, title: str = TITLE) -> Reading:
    """The reading of a report of one body; each line of ``words`` is a paragraph."""
    return read(decode_bytes(f"{title}\n\n{words}\n".encode(), "case.txt"))


def facts(reading: Reading) -> set[str]:
    """The relations of a reading as texts; each is shown by its evidence."""
    found = set()
    for relation in reading.relations:
        of = RelationType(relation.type).value + (f"/{relation.role}" if relation.role else "")
        assert _shown(reading, relation), f"{of} {relation.target}: {reading.words(relation.evidence.span)}"
        target = relation.target if relation.type in _TEXTS else _name(reading, relation.target)
        found.add(f"{_name(reading, relation.source)} {of} {target}")
    return found


def _name(reading: Reading, id_: str) -> str:
    return US if id_ == reading.reporting_body else next(e.names[0] for e in reading.entities if e.id == id_)


def _shown(reading: Reading, relation: Relation) -> bool:
    if relation.type is RelationType.TIME:
        wanted = [relation.words or ""]
    elif relation.type is RelationType.THEME:
        wanted = [relation.target]
    elif relation.target == reading.reporting_body:  # what the report is of goes without saying
        return True
    else:
        target = next(e for e in reading.entities if e.id == relation.target)
        wanted = [*target.names, *(reading.words(mention.span) for mention in target.mentions)]
    words = "".join(reading.words(relation.evidence.span).split())
    return any(
        "".join(name.split()).replace("〈", "<").replace("〉", ">") in words.replace("〈", "<").replace("〉", ">")
        for name in wanted
    )


def names(reading: Reading, *types: EntityType) -> set[str]:
    """The first names of all entities of these types (of all types without any) but the body that reports."""
    return {
        entity.names[0]
        for entity in reading.entities
        if (not types or entity.type in types) and entity.id != reading.reporting_body
    }


def statuses(reading: Reading) -> dict[str, str | None]:
    return {
        e.names[0]: e.status.value if e.status else None for e in reading.entities if e.id != reading.reporting_body
    }


def measures(reading: Reading) -> set[tuple[str, str, str, str]]:
    return {(_name(reading, m.of), str(m.value), m.unit, m.approx.value) for m in reading.measures}


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("锦屏市慈善总会召开理事会会议。会上审议年度报告。", "市慈善总会 organizes/organize 理事会会议"),
        ("锦屏市慈善总会召开理事会会议,印发《募捐管理办法》。", "市慈善总会 issues 《募捐管理办法》"),
        ("二、社会救助\n组织开展入户走访活动。", "本局 organizes/organize 入户走访活动"),
        ("建立联络站20个,举办代表培训班。", "本局 establishes 联络站"),
        ("今年以来,多措并举,召开养老服务推进会。", "本局 organizes/organize 养老服务推进会"),
    ],
    ids=["full name", "second verb", "heading is no body", "list of acts", "after a time"],
)
def test_missing_subjects(words: str, fact: str) -> None:
    assert fact in facts(reading_of(words))


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        ("召开养老服务座谈会、社区建设推进会。", {"养老服务座谈会", "社区建设推进会"}),
        ("召开政策宣讲会、项目推介会等会议。", {"政策宣讲会", "项目推介会"}),
        ("印发《养老服务条例》《殡葬管理办法》。", {"《养老服务条例》", "《殡葬管理办法》"}),
        ("以“扫黑除恶”为主题,先后召开推进会和座谈会。", {"推进会", "座谈会"}),
    ],
)
def test_lists_are_their_members(words: str, listed: set[str]) -> None:
    reading = reading_of(words)
    assert names(reading) == listed
    targets = {r.target for r in reading.relations if r.source == reading.reporting_body and r.type not in _TEXTS}
    assert {_name(reading, target) for target in targets} == listed


def test_every_body_of_a_list_acts() -> None:
    assert facts(reading_of("市教育局、市财政局联合印发《校园安全管理办法》。")) >= {
        "市教育局 issues 《校园安全管理办法》",
        "市财政局 issues 《校园安全管理办法》",
    }


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("市卫生和计划生育委员会召开健康讲座。", "市卫生和计划生育委员会"),
        ("市人力资源和社会保障局举办校园招聘会。", "市人力资源和社会保障局"),
        ("市文化广播电视和旅游局举办民俗文化节。", "市文化广播电视和旅游局"),
        ("市工业和信息化局召开业务推进会。", "市工业和信息化局"),
    ],
)
def test_coordination_inside_a_name_is_kept_whole(words: str, body: str) -> None:
    assert names(reading_of(words), EntityType.BODY) == {body}


@pytest.mark.parametrize(
    ("words", "fact", "bodies"),
    [
        ("下属单位市救助站举办开放日活动。", "市救助站 organizes/organize 开放日活动", {"市救助站"}),
        ("市属事业单位——市救助站举办开放日活动。", "市救助站 organizes/organize 开放日活动", {"市救助站"}),
        ("时任市养老服务协会会长张伟出席座谈会。", "张伟 heads 市养老服务协会", {"市养老服务协会"}),
    ],
    ids=["what it is before its name", "what it is before a dash", "post before the person"],
)
def test_apposition_is_one_thing(words: str, fact: str, bodies: set[str]) -> None:
    reading = reading_of(words)
    assert fact in facts(reading)
    assert names(reading, EntityType.BODY) == bodies


@pytest.mark.parametrize(
    ("words", "body", "short"),
    [
        ("成立社会救助专家委员会(指导组)。", "社会救助专家委员会(指导组)", "社会救助专家委员会"),
        ("成立社会救助专家委员会（指导组）。", "社会救助专家委员会（指导组）", "社会救助专家委员会"),
        ("设立婚姻登记处(城东分处)。", "婚姻登记处(城东分处)", "婚姻登记处"),
        ("市安全生产委员会(办公室)召开全体会议。", "市安全生产委员会(办公室)", "市安全生产委员会"),
    ],
)
def test_brackets_belong_to_the_name(words: str, body: str, short: str) -> None:
    entity = next(e for e in reading_of(words).entities if e.names[0] == body)
    assert short in entity.names


@pytest.mark.parametrize(
    ("words", "inner"),
    [
        ("印发《关于印发〈锦屏市居家养老服务实施方案〉的通知》。", "锦屏市居家养老服务实施方案"),
        ("印发《关于印发<锦屏市居家养老服务实施方案>的通知》。", "锦屏市居家养老服务实施方案"),
        ("转发《省民政厅关于印发<社会组织评估管理办法>的通知》。", "社会组织评估管理办法"),
    ],
)
def test_nested_titles_hold_a_document(words: str, inner: str) -> None:
    assert f"本局 issues {inner}" in facts(reading_of(words))


def test_the_group_that_a_nested_plan_founds() -> None:
    reading = reading_of("印发《关于印发<关于成立市民政局安全生产领导小组方案>的通知》。")
    assert names(reading, EntityType.BODY) == {"市民政局安全生产领导小组"}


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("印发《关于成立防汛工作领导小组的通知》。", "本局 establishes 防汛工作领导小组"),
        (
            "印发《关于成立防汛工作领导小组的通知》,组长由分管副市长李明担任。",
            "李明 heads 防汛工作领导小组",
        ),
        ("成立防汛领导小组,组长由市长担任,领导小组下设办公室。", "防汛领导小组办公室 partOf 防汛领导小组"),
        ("成立防汛领导小组,办公室设在市应急局。", "防汛领导小组办公室 partOf 防汛领导小组"),
        ("成立防汛领导小组,下设3个工作组。", "工作组 partOf 防汛领导小组"),
        ("成立防汛专班,专班召开工作调度会。", "防汛专班 organizes/organize 工作调度会"),
    ],
    ids=[
        "title",
        "leader of the title's group",
        "its office",
        "where its office is",
        "its parts",
        "called by its head",
    ],
)
def test_a_group_is_known_to_what_follows(words: str, fact: str) -> None:
    assert fact in facts(reading_of(words))


@pytest.mark.parametrize(
    ("words", "name", "quoted"),
    [
        ("开展“敬老月”系列活动。", "“敬老月”系列活动", "敬老月"),
        ("打造“邻里守望”志愿服务品牌项目。", "“邻里守望”志愿服务品牌项目", "邻里守望"),
        ("建成“银龄e家”服务平台。", "“银龄e家”服务平台", "银龄e家"),
        ("举办“清风护航”专题讲座。", "“清风护航”专题讲座", "清风护航"),
        ('举办"健康生活"专题讲座。', '"健康生活"专题讲座', "健康生活"),
    ],
)
def test_quoted_names_have_their_head(words: str, name: str, quoted: str) -> None:
    reading = reading_of(words)
    assert names(reading) == {name}
    assert quoted in reading.entities[1].names


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("以“奋进新征程”为主题开展演讲比赛。", "演讲比赛 theme 奋进新征程"),
        ("围绕“优化营商环境”召开专题协商会。", "专题协商会 theme 优化营商环境"),
        ("举办主题为“科学防灾”的知识竞赛。", "知识竞赛 theme 科学防灾"),
        ("成立以市长为组长的防汛工作领导小组。", "市长 heads 防汛工作领导小组"),
        ("成立由分管副市长任组长的工作专班。", "分管副市长 heads 工作专班"),
    ],
)
def test_themes_and_heads_of_groups(words: str, fact: str) -> None:
    assert fact in facts(reading_of(words))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "市总工会牵头,市妇联、市科协协办,举办职工运动会。",
            {
                "市总工会 organizes/lead 职工运动会",
                "市妇联 organizes/support 职工运动会",
                "市科协 organizes/support 职工运动会",
            },
        ),
        (
            "市科协主办、市科技馆承办的科普展览在人民广场举行。",
            {"市科协 organizes/lead 科普展览", "市科技馆 organizes/host 科普展览"},
        ),
        (
            "市司法局牵头开展法律援助专项行动,市律师协会协助实施。",
            {"市司法局 organizes/lead 法律援助专项行动", "市律师协会 organizes/support 法律援助专项行动"},
        ),
        (
            "配合市应急管理局开展安全生产大检查。",
            {"市应急管理局 organizes/organize 安全生产大检查", "本局 organizes/support 安全生产大检查"},
        ),
        (
            "协助市教育局举办校园招聘会。",
            {"市教育局 organizes/organize 校园招聘会", "本局 organizes/support 校园招聘会"},
        ),
        (
            "市公安局配合市民政局开展地名普查。",
            {"市公安局 organizes/support 地名普查", "本局 organizes/organize 地名普查"},
        ),
        ("市卫健委保障马拉松比赛。", {"市卫健委 organizes/support 马拉松比赛"}),
    ],
    ids=["牵头, 协办", "主办, 承办", "牵头, 协助", "配合", "协助", "who is helped is ourselves", "保障"],
)
def test_parts_in_organizing(words: str, expected: set[str]) -> None:
    assert facts(reading_of(words)) >= expected


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("组织各科室干部参加业务培训班。", "业务培训班"),
        ("组织机关党员参加“学习强国”知识竞赛。", "“学习强国”知识竞赛"),
        ("组织全体社工参加省民政厅举办的业务培训班。", "业务培训班"),
    ],
)
def test_who_sends_people_takes_part_and_does_not_organize(words: str, event: str) -> None:
    found = facts(reading_of(words))
    assert f"本局 participates {event}" in found
    assert f"本局 organizes/organize {event}" not in found


def test_who_holds_what_others_attend_organizes_it() -> None:
    found = facts(reading_of("组织全体社工参加省民政厅举办的业务培训班。"))
    assert "省民政厅 organizes/organize 业务培训班" in found


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("由市体育局承办的职工运动会圆满举行。", "市体育局 organizes/host 职工运动会"),
        ("由市总工会主办、市工人文化宫承办的职工文艺汇演于4月28日举行。", "市总工会 organizes/lead 职工文艺汇演"),
        ("职工艺术节由市总工会主办。", "市总工会 organizes/lead 职工艺术节"),
        ("职工艺术节由市总工会主办、市工人文化宫承办。", "市工人文化宫 organizes/host 职工艺术节"),
        ("法律讲堂由市司法局承办。", "市司法局 organizes/host 法律讲堂"),
        ("社区文化节由市教育局和市文化局联合主办。", "市教育局 organizes/lead 社区文化节"),
        ("《养老服务规划》由市发展改革委印发。", "市发展改革委 issues 《养老服务规划》"),
        ("《养老服务规划》已由市政府印发,全市贯彻落实。", "市政府 issues 《养老服务规划》"),
    ],
)
def test_passives(words: str, fact: str) -> None:
    found = facts(reading_of(words))
    assert fact in found
    assert not [each for each in found if each.startswith("本局")]


@pytest.mark.parametrize(
    "words",
    ["没有召开现场会。", "未举办春节联欢会。", "业务培训班尚未举办。", "养老服务推进会被推迟。", "法律讲座被取消。"],
)
def test_what_was_not_done_is_no_fact(words: str) -> None:
    assert facts(reading_of(words)) == set()


def test_a_meeting_that_was_not_held_is_refused() -> None:
    reading = reading_of("没有召开现场会。")
    assert names(reading) == set()
    assert "negated" in {refusal.rule for refusal in reading.refusals}


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("市慈善总会积极行动,开展“慈善一日捐”活动。", "市慈善总会 organizes/organize “慈善一日捐”活动"),
        ("市妇联组织女企业家参加“银企对接会”。", "市妇联 participates “银企对接会”"),
        ("围绕养老服务和社区治理开展专题调研。", "专题调研 theme 养老服务和社区治理"),
    ],
    ids=["act without a name", "verb after a body", "theme to its verb"],
)
def test_where_names_end(words: str, fact: str) -> None:
    assert fact in facts(reading_of(words))


@pytest.mark.parametrize(
    ("words", "name", "status"),
    [
        ("计划举办社区艺术节。", "社区艺术节", "planned"),
        ("拟举办社区运动会。", "社区运动会", "planned"),
        ("明年将召开全市民政工作会议。", "全市民政工作会议", "planned"),
        ("下一步,成立养老产业联盟。", "养老产业联盟", "planned"),
        ("力争建成市康复医院。", "市康复医院", "planned"),
        ("正在筹建市儿童福利院。", "市儿童福利院", "under way"),
        ("建议成立社区治理专家委员会。", "社区治理专家委员会", "proposed"),
        ("召开养老服务座谈会。", "养老服务座谈会", "done"),
        ("二、下一步工作打算\n举办社区艺术节。", "社区艺术节", "planned"),
    ],
)
def test_plans_and_proposals_have_their_status(words: str, name: str, status: str) -> None:
    reading = reading_of(words)
    assert statuses(reading)[name] == status
    assert {r.status.value for r in reading.relations if r.status is not None} == {status}


def test_a_document_that_is_only_planned_is_issued_in_the_future() -> None:
    (issues,) = reading_of("拟出台《社区工作者管理办法》。").relations
    assert issues.status is Status.PLANNED


@pytest.mark.parametrize(
    ("words", "name", "edition", "series"),
    [
        ("举办第三届社区邻里节。", "第三届社区邻里节", 3, "社区邻里节"),
        ("举办第12届老年运动会。", "第12届老年运动会", 12, "老年运动会"),
        ("召开市慈善总会第四次会员代表大会。", "市慈善总会第四次会员代表大会", 4, None),
    ],
)
def test_editions(words: str, name: str, edition: int, series: str | None) -> None:
    reading = reading_of(words)
    assert {e.names[0]: e.edition for e in reading.entities}[name] == edition
    parts = {fact for fact in facts(reading) if "subActivityOf" in fact}
    assert parts == ({f"{name} subActivityOf {series}"} if series else set())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("征集意见建议近500条。", ("本局", "500", "条", "under")),
        ("组织40余名干部参加业务培训班。", ("业务培训班", "40", "名", "over")),
        ("开展志愿服务活动70余场次。", ("志愿服务活动", "70", "场次", "over")),
        ("开展视察监督活动139次。", ("视察监督活动", "139", "次", "exact")),
        ("服务老年人1.2万人次。", ("本局", "12000", "人次", "exact")),
        ("举办法治讲座30多场。", ("法治讲座", "30", "场", "over")),
        ("走访困难群众约300户。", ("走访困难群众", "300", "户", "about")),
        ("养老服务评估覆盖率达87.5%。", ("本局", "87.5", "%", "exact")),
    ],
)
def test_counts_say_of_what_and_how_exactly(words: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in measures(reading_of(words))


@pytest.mark.parametrize(
    ("words", "theme", "events"),
    [
        ("围绕“乡村振兴”主题,召开座谈会,举办专题论坛。", "乡村振兴", ["座谈会", "专题论坛"]),
        ("以“扫黑除恶”为主题,先后召开推进会和座谈会。", "扫黑除恶", ["推进会", "座谈会"]),
    ],
)
def test_one_theme_over_two_events(words: str, theme: str, events: list[str]) -> None:
    assert facts(reading_of(words)) >= {f"{event} theme {theme}" for event in events}


@pytest.mark.parametrize(
    ("words", "series", "items"),
    [
        ("开展“温暖寒冬”系列活动:举办慰问演出、健康义诊。", "“温暖寒冬”系列活动", ["慰问演出", "健康义诊"]),
        (
            "开展“暖冬行动”,主要有:走访慰问活动、冬衣捐赠活动。",
            "“暖冬行动”",
            ["走访慰问活动", "冬衣捐赠活动"],
        ),
        ("开展关爱老人系列活动,先后举办健康讲座、书法比赛。", "关爱老人系列活动", ["健康讲座"]),
    ],
)
def test_items_of_an_announced_series(words: str, series: str, items: list[str]) -> None:
    assert facts(reading_of(words)) >= {f"{item} subActivityOf {series}" for item in items}


def test_one_name_for_two_things() -> None:
    reading = reading_of("围绕养老服务开展专题调研,围绕社会救助开展专题调研。")
    studies = [entity for entity in reading.entities if entity.names[0] == "专题调研"]
    assert len(studies) == len({study.key for study in studies}) == 2


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("成立疫情防控工作领导小组。领导小组召开专题会议。", "疫情防控工作领导小组 organizes/organize 专题会议"),
        ("成立专项工作组。工作组开展实地督导。", "专项工作组 organizes/organize 实地督导"),
        ("我局召开年度工作会议。", "本局 organizes/organize 年度工作会议"),
        ("我局印发《工作要点》。", "本局 issues 《工作要点》"),
        ("市民政局召开年度工作会议。", "本局 organizes/organize 年度工作会议"),
        ("全市举办志愿服务培训班。", "本局 organizes/organize 志愿服务培训班"),
    ],
)
def test_two_names_for_one_thing(words: str, fact: str) -> None:
    assert fact in facts(reading_of(words))


def test_the_office_of_a_conference_is_called_office_alone() -> None:
    reading = reading_of("机关举办法治讲座。市政协召开座谈会。", title="上海市政协机关2021年工作总结")
    assert facts(reading) >= {"本局 organizes/organize 法治讲座", "市政协 organizes/organize 座谈会"}


@pytest.mark.parametrize("words", ["我市举办文化旅游节。", "本区举办民俗文化节。"])
def test_a_place_that_speaks_of_itself_is_no_body(words: str) -> None:
    assert names(reading_of(words), EntityType.BODY, EntityType.PLACE) == set()


@pytest.mark.parametrize(
    ("title", "words", "canonical"),
    [
        ("上海市政协机关2021年工作总结", "市委召开座谈会。", "上海市委"),
        ("上海市静安区民政局2021年工作总结", "区政府印发《实施方案》。", "静安区政府"),
        ("上海市静安区民政局2021年工作总结", "区委召开座谈会。", "静安区委"),
        (TITLE, "市委组织部举办干部培训班。", "锦屏市委组织部"),
    ],
)
def test_relative_names_are_resolved_by_the_jurisdiction(title: str, words: str, canonical: str) -> None:
    assert canonical in {entity.canonical for entity in reading_of(words, title).entities}


@pytest.mark.parametrize(
    ("words", "event", "value", "said"),
    [
        ("上半年,举办专题讲座。", "专题讲座", "2021-01/2021-06", "上半年"),
        ("10月底召开总结大会。", "总结大会", "2021-10", "10月底"),
        ("第三季度开展联合检查行动。", "联合检查行动", "2021-07/2021-09", "第三季度"),
        ("7月1日,举办法治讲座。", "法治讲座", "2021-07-01", "7月1日"),
        ("10月12日至15日,举办业务培训班。", "业务培训班", "2021-10-12/2021-10-15", "10月12日至15日"),
        ("2021年12月,召开年终总结会。", "年终总结会", "2021-12", "2021年12月"),
        ("明年召开全市慈善大会。", "全市慈善大会", "2022", "明年"),
    ],
)
def test_times_are_resolved_and_their_words_kept(words: str, event: str, value: str, said: str) -> None:
    reading = reading_of(words)
    assert f"{event} time {value}" in facts(reading)
    assert [relation.words for relation in reading.relations if relation.type is RelationType.TIME] == [said]


@pytest.mark.parametrize(
    "words",
    ["年内召开业务推进会。", "今年以来,召开座谈会5次。", "“十四五”时期,实施养老服务提升工程。"],
)
def test_the_year_that_is_reported_on_sets_nothing_apart(words: str) -> None:
    found = facts(reading_of(words))
    assert len(found) == 1
    assert " time " not in "".join(found)


@pytest.mark.parametrize(
    "words",
    [
        "坚持以人民为中心,全面推进高质量发展。",
        "各级党组织充分发挥作用,广大干部群众积极参与。",
        "相关部门加强协作,有关单位密切配合。",
        "各成员单位齐抓共管。",
        "打赢疫情防控阻击战。",
        "形成党建引领、多方参与的工作格局。",
    ],
)
def test_slogans_and_vague_plurals_are_nothing(words: str) -> None:
    reading = reading_of(words)
    assert names(reading) == set()
    assert facts(reading) == set()


@pytest.mark.parametrize(
    ("words", "chrome"),
    [
        ("打印本页\n召开养老服务座谈会。\n【关闭窗口】", ["打印本页", "【关闭窗口】"]),
        ("召开养老服务座谈会。\n分享到:微信 微博", ["分享到:微信 微博"]),
        ("浏览次数:125次\n召开养老服务座谈会。\n上一篇:通知", ["浏览次数:125次", "上一篇:通知"]),
        ("召开养老服务座谈会。\n版权所有:锦屏市民政局", ["版权所有:锦屏市民政局"]),
    ],
)
def test_what_belongs_to_the_page_is_cut_away(words: str, chrome: list[str]) -> None:
    reading = reading_of(words)
    assert [reading.words(s.span) for s in reading.segments if s.kind is SegmentKind.BOILERPLATE] == chrome
    assert names(reading) == {"养老服务座谈会"}
    assert measures(reading) == set()


@pytest.mark.parametrize(
    ("words", "name", "surface"),
    [
        ("市民政局召开座 谈 会。", "座谈会", "座 谈 会"),
        ("社 会 救 助 专家委员会召开座谈会。", "社会救助专家委员会", "社 会 救 助 专家委员会"),
        ("召开养老服务推\u3000进\u3000会。", "养老服务推进会", "养老服务推\u3000进\u3000会"),
    ],
)
def test_words_that_are_broken_keep_their_offsets(words: str, name: str, surface: str) -> None:
    reading = reading_of(words)
    entity = next(e for e in reading.entities if name in e.names)
    assert [reading.words(mention.span) for mention in entity.mentions] == [surface]


@pytest.mark.parametrize("width", [24, 27, 30, 33])
def test_hard_wrapped_lines_are_read_as_if_they_were_whole(width: int) -> None:
    prose = (
        "今年以来,我局认真落实上级部署,印发《养老服务管理办法》,召开养老服务推进会,开展安全生产大检查。"
        "市慈善总会举办“温暖寒冬”系列活动,组织职工运动会,并由市体育局协助举办科普展览,群众反响十分热烈。"
        "锦屏市养老服务协会召开座谈会,举办法治讲座30余场,服务老年人1.2万人次,得到了各方面的一致好评。"
    )
    wrapped = "\n".join(prose[at : at + width] for at in range(0, len(prose), width))
    whole, broken = reading_of(prose), reading_of(wrapped)
    assert facts(broken) == facts(whole)
    assert measures(broken) == measures(whole)
    for entity, same in zip(whole.entities, broken.entities, strict=True):
        spans = [mention.span for mention in entity.mentions]
        assert [broken.words(m.span).replace("\n", "") for m in same.mentions] == [whole.words(span) for span in spans]


@pytest.mark.parametrize(
    ("words", "name", "organized"),
    [
        ("锦屏市入选国家级普惠金融改革试点城市。", "国家级普惠金融改革试点", False),
        ("东湖区纳入全国要素市场化配置综合改革试点。", "全国要素市场化配置综合改革试点", False),
        ("获批开展养老服务综合改革试点。", "养老服务综合改革试点", True),
    ],
)
def test_what_is_granted_is_a_programme(words: str, name: str, organized: bool) -> None:
    reading = reading_of(words)
    assert name in names(reading, EntityType.INITIATIVE)
    assert (f"本局 organizes/organize {name}" in facts(reading)) is organized


@pytest.mark.parametrize("words", ["市救助站获评全国文明单位。", "市救助站入选全省十佳社会组织。"])
def test_a_title_that_was_given_is_no_programme(words: str) -> None:
    assert names(reading_of(words)) == {"市救助站"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("推进“高效办成一件事”改革,新增两批重点事项。", ("“高效办成一件事”改革", "2", "批", "exact")),
        ("三、实施“幸福小镇”工程\n新培育典型镇40个、典型村25个。", ("“幸福小镇”工程", "25", "个", "exact")),
        ("新培育典型镇40个和典型村25个。", ("本局", "25", "个", "exact")),
    ],
    ids=["added to the programme", "of the heading's programme", "list of the body's own"],
)
def test_what_is_new_counts_for_its_programme(words: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in measures(reading_of(words))


@pytest.mark.parametrize(
    "words",
    ["全省农业科技进步贡献率超74%。", "新增境内外上市公司45家。", "地区生产总值增长8.4%。", "城镇化率达到66.3%。"],
)
def test_statistics_of_the_place_are_no_numbers_of_the_body(words: str) -> None:
    assert measures(reading_of(words)) == set()
