"""The named questions: each gives the answer that the annotated report of Shanghai holds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from gold_readings import gold_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from jigou import graphs
from jigou.graphs import Question, View, ask, questions
from jigou.graphs.asking import question, read_question
from jigou.graphs.lexing import tokens
from jigou.ontology import InvalidRecord, RefusedQuery, UnknownName


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with graphs.view_of([gold_reading()]) as view:
        yield view


def rows(view: View, asked: str, columns: str, /, **params: str) -> list[tuple[Any, ...]]:
    """The columns of an answer, each row once."""
    found = [tuple(row[column] for column in columns.split()) for row in ask(view, asked, params)]
    return list(dict.fromkeys(found))


def test_questions_are_those_of_one_report() -> None:
    assert [question.number for question in questions()] == list(range(1, 15))


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_example_is_the_beginning_of_the_answer(view: View, question: Question) -> None:
    table = ask(view, question.name, question.asked).to_table(width=24)
    assert question.example.strip()
    assert table.startswith(question.example)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_question_has_titles_in_two_languages(question: Question) -> None:
    assert question.title_zh.endswith("?") and not question.title_zh.isascii()
    assert question.title_en.endswith("?") and question.title_en.isascii()


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_every_parameter_is_used(question: Question) -> None:
    used = {token.text for token in tokens(question.query) if token.text.startswith("$")}
    assert used == {f"${parameter.name}" for parameter in question.parameters}


@pytest.mark.parametrize(
    "question", [q for q in questions() if q.name not in ("evidence",)], ids=lambda question: question.name
)
def test_question_can_be_narrowed_to_a_report(view: View, question: Question) -> None:
    assert ask(view, question.name, {**question.asked, "report": "shanghai"}).terms
    assert not ask(view, question.name, {**question.asked, "report": "beijing"}).terms


def test_structure_names_the_parts_and_counts_the_units(view: View) -> None:
    assert rows(view, "structure", "part within number unit") == [
        ("事业单位", "上海市政协机关", Decimal(4), "个"),
        ("专门委员会(指导组)办事机构", "上海市政协机关", None, None),
        ("办公厅", "上海市政协机关", None, None),
        ("处室(部门)", "上海市政协机关", Decimal(24), "个"),
        ("研究室", "上海市政协机关", None, None),
        ("事业单位", "办公厅", Decimal(4), "个"),
    ]


def test_leading_groups_are_under_their_bodies(view: View) -> None:
    assert rows(view, "leading-groups", "group within established_by") == [
        ("上海市政协机关党的建设工作领导小组", "上海市政协机关", "上海市政协机关党组"),
        ("机关党组党史学习教育领导小组", "上海市政协机关党组", "上海市政协机关"),
        ("机关党组党史学习教育领导小组办公室", "机关党组党史学习教育领导小组", "上海市政协机关"),
    ]


def test_group_heads_are_posts(view: View) -> None:
    assert rows(view, "group-heads", "group head") == [
        ("机关党组党史学习教育领导小组", "市政协秘书长"),
        ("机关党组党史学习教育领导小组", "机关党组书记"),
        ("机关党组党史学习教育领导小组办公室", "机关党委书记"),
    ]


def test_workstations_are_counted_and_placed(view: View) -> None:
    first = rows(view, "workstations", "name number unit words")[0]
    assert first == (
        "“协商于民”政协委员工作站",
        Decimal(230),
        "家",
        "在全市各街镇统一设立230家“协商于民”政协委员工作站",
    )


@pytest.mark.parametrize(
    ("activity", "role"),
    [
        ("“全面推进城市数字化转型的市场化力量参与机制”重大课题调研", "lead"),
        ("市区政协联动课题调研", "lead"),
        ("上海市各界人士纪念辛亥革命110周年大会", "host"),
        ("通报会", "support"),
        ("沪港合作与发展研讨会", "support"),
        ("专题协商", "organize"),
    ],
)
def test_roles_tell_who_leads_and_who_only_supports(view: View, activity: str, role: str) -> None:
    found = rows(view, "roles", "activity role", body="上海市政协机关")
    assert [row for row in found if row[0] == activity] == [(activity, role)]


def test_events_have_their_edition_and_their_series(view: View) -> None:
    assert rows(view, "events", "event kind edition series", name="初心论坛") == [
        ("第三届“初心论坛”", "https://w3id.org/jigou/kind#event-forum", 3, "“初心论坛”")
    ]
    assert ("上海市各界人士纪念辛亥革命110周年大会",) in rows(view, "events", "event")
    assert ("中共十九大",) not in rows(view, "events", "event")


def test_outputs_of_the_oversight_are_three_numbers_with_their_words(view: View) -> None:
    found = rows(view, "outputs", "number unit approximation words start end", theme="民心工程")
    assert [row[:4] for row in found] == [
        (Decimal(139), "次", "exact", "139次视察监督活动"),
        (Decimal(813), "人次", "exact", "委员813人次参加"),
        (Decimal(500), "条", "under", "提出意见建议近500条"),
    ]
    text = gold_reading().document.text
    assert [text[start:end] for *_, start, end in found] == [row[3] for row in found]


def test_documents_in_title_marks_are_seven_with_their_action(view: View) -> None:
    assert rows(view, "documents", "document action", title="《") == [
        ("《人才队伍三年建设规划》", "issue"),
        ("《党委(党组)落实全面从严治党主体责任规定》", "implement"),
        ("《关于印发<关于成立市政协机关党的建设工作领导小组方案>的通知》", "issue"),
        ("《市政协机关党组党史学习教育实施方案》", "issue"),
        ("《干部基本信息核对表》", None),
        ("《管理岗位聘任暂行办法》", "issue"),
        ("《落实全面从严治党“四责协同”机制实施方案》", "implement"),
    ]


def test_outside_bodies_are_of_other_houses(view: View) -> None:
    found = rows(view, "outside-bodies", "body role activity")
    assert {
        ("上海市委", None, None),
        ("上海市委组织部", "organize", "市委组织部调训"),
        ("驻机关纪检监察组", "organize", "廉政谈话"),
        ("上海市级机关纪检监察工委", "organize", "干部培训会"),
        ("上海市委编委", None, None),
        ("中共中央对外联络部", None, None),
    } <= set(found)
    names = {row[0] for row in found}
    assert not names & {"上海市政协", "上海市政协机关", "办公厅", "机关党委", "“协商于民”政协委员工作站"}


def test_cooperation_has_three_joint_actions(view: View) -> None:
    assert rows(view, "cooperation", "mechanism action") == [
        ("三省一市政协联动机制", "“数字长三角建设”联合调研"),
        ("三省一市政协联动机制", "“长三角旅游视察和服务一体化推进落实情况”联动民主监督"),
        ("三省一市政协联动机制", "一体化发展示范区建设情况联合视察"),
    ]


def test_staff_is_counted_by_act_and_rank(view: View) -> None:
    assert rows(view, "staff", "counted number rank") == [
        ("新提任干部", Decimal(16), ""),
        ("提任局级干部", Decimal(3), "局级"),
        ("试用期满正式任职局级干部", Decimal(1), "局级"),
        ("提任处级领导干部", Decimal(6), "处级"),
        ("职级晋升干部", Decimal(24), "职级"),
        ("提任事业单位领导人员", Decimal(2), ""),
        ("轮岗交流处级领导干部", Decimal(2), "处级"),
        ("轮岗交流职级干部", Decimal(6), "职级"),
        ("交流任职干部", Decimal(5), ""),
        ("选调、招录新公务员、挂职和学习锻炼人员", Decimal(20), ""),
    ]


def test_self_assessment_is_a_section_without_numbers_or_events(view: View) -> None:
    assert ("三、自我评价", 0, Decimal(1)) in rows(view, "self-assessment", "section supported share", least="1")
    assert ("四是强化自身建设", 1, Decimal("0.8")) in rows(view, "self-assessment", "section supported share")


def test_planned_body_is_the_one_in_preparation(view: View) -> None:
    ((body, status, sentence),) = rows(view, "planned-bodies", "body status sentence")
    assert (body, status) == ("上海市政协新闻传播中心", "under way")
    assert "稳步推进上海市政协新闻传播中心组建工作" in sentence


def test_evidence_is_the_whole_record(view: View) -> None:
    reading = gold_reading()
    ((words, start, end, sentence, file, digest, rule, version),) = rows(
        view,
        "evidence",
        "words start end sentence file digest rule version",
        subject="市政协机关",
        property="leads",
        object="市区政协联动课题调研",
    )
    assert reading.document.text[start:end] == words == "围绕推进“五个新城”建设,牵头开展市区政协联动课题调研"
    assert words in sentence
    assert (file, digest) == (reading.document.name, reading.document.digest)
    assert (rule, version) == ("gold-organizes", "gold-1")


def test_evidence_of_a_number_is_found_by_the_number(view: View) -> None:
    assert rows(view, "evidence", "about property value words", object="813") == [
        ("视察监督活动", "measure", "813人次", "委员813人次参加")
    ]


# Parameters are terms and never text of the query.


@pytest.mark.parametrize(
    "value",
    [
        '") } #',
        '") || true) } SELECT * { ?s ?p ?o FILTER(CONTAINS("", "',
        "\\",
        "\n",
        "'''",
        '"""',
        "$theme",
        "\\u0022",
        "> } INSERT DATA {",
    ],
)
def test_hostile_value_is_only_a_text(view: View, value: str) -> None:
    result = ask(view, "outputs", {"theme": value})
    assert (result.variables[0], len(result)) == ("activity", 0)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_value_is_one_token_whatever_it_is(value: str) -> None:
    asked = question("outputs")
    before = [token.text for token in tokens(asked.query)]
    after = [token.text for token in tokens(asked.filled({"theme": value}, {}))]
    place = before.index("$theme")
    assert len(after) == len(before)
    assert after[:place] == before[:place]
    assert after[place][0] == after[place][-1] == '"'


def test_unknown_question_lists_those_there_are(view: View) -> None:
    with pytest.raises(UnknownName, match="there is no question nonsense; there are: structure, leading-groups"):
        ask(view, "nonsense")


def test_unknown_parameter_lists_those_there_are(view: View) -> None:
    with pytest.raises(UnknownName, match="has no parameter nonsense; its parameters are theme, report"):
        ask(view, "outputs", {"nonsense": "1"})


@pytest.mark.parametrize("value", ["much", "", "nan", "inf"])
def test_value_of_the_wrong_type_is_refused(view: View, value: str) -> None:
    with pytest.raises(RefusedQuery, match="the parameter least is decimal"):
        ask(view, "self-assessment", {"least": value})


HEAD = "# number: 99\n# title@zh: 问?\n# title@en: What?\n# parameter x (iri) = urn:a: a thing\n# example:\n#   s\nSELECT ?s { ?s ?p $x }"


def test_parameter_can_be_an_iri_or_a_prefixed_name() -> None:
    found = read_question("mine", HEAD)
    assert found.filled({}, {}).endswith("{ ?s ?p <urn:a> }")
    assert found.filled({"x": "ex:b"}, {"ex": "http://example.org/"}).endswith("{ ?s ?p <http://example.org/b> }")
    with pytest.raises(RefusedQuery, match="the parameter x is iri"):
        found.filled({"x": "> <"}, {})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("SELECT * {}", "the head lacks 'number'"),
        (HEAD.replace("99", "many"), "the head lacks invalid literal"),
        (HEAD.replace("# title@zh", "# title@fr"), "line 2: not a field of the head"),
        (HEAD.replace("(iri)", "(thing)"), "not a parameter"),
    ],
)
def test_question_without_its_head_is_named(content: str, message: str) -> None:
    with pytest.raises(InvalidRecord, match=message):
        read_question("mine", content)
