"""Each view in a real browser, and the links between them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from jigou.graphs.store import view_of
from jigou.ontology import Reading
from jigou.viz import Citation, Moment, Question, Scene, scene_from_readings, scene_from_view

if TYPE_CHECKING:
    from conftest import Visit, Visitor

VIEWS = ("overview", "table", "network", "tree", "timeline", "matrix", "years", "source", "ask")
EVENT = "event/视察监督活动"


@pytest.fixture(scope="module")
def asked(gold: Callable[..., Reading]) -> Scene:
    """The Shanghai report's graph with two questions, the second of which writes."""
    questions = (
        Question(
            name="led",
            title_zh="牵头了什么?",
            title_en="What was led?",
            query="SELECT ?a WHERE { ?b jg:leads ?x . ?x skos:prefLabel ?a } ORDER BY ?a",
        ),
        Question(name="bad", title_zh="写入", title_en="Write", query="DELETE WHERE { ?s ?p ?o }"),
    )
    return scene_from_view(view_of([gold("zx-shanghai-2021")]), questions=questions)


@pytest.fixture(scope="module")
def dated(shanghai: Scene) -> Scene:
    """The scene with a day, a month, a year and a stretch."""
    base = "https://w3id.org/jigou/id/"
    when = {
        EVENT: "2021-10-12",
        "event/专题监督": "2021-05",
        "initiative/党史学习教育": "2021",
        "event/专题协商": "2021-02-03/2021-04-01",
    }
    cited = {node.id: node.citations for node in shanghai.nodes}
    moments = tuple(
        Moment(of=base + id_, value=value, words=value, citations=cited[base + id_]) for id_, value in when.items()
    )
    return replace(shanghai, moments=moments)


@pytest.fixture(scope="module")
def two_years(gold: Callable[..., Reading]) -> Scene:
    """The report of 2021 and one of 2022 that lacks the last forty things of the first and has none of its own."""
    first, second = gold("zx-shanghai-2021"), gold("zx-shanghai-2021", year=2022)
    kept = second.entities[:-40]
    ids = {entity.id for entity in kept}
    second = replace(
        second,
        document=replace(second.document, name="zx-shanghai-2022.txt"),
        entities=kept,
        relations=tuple(
            one
            for one in second.relations
            if one.source in ids and (one.target in ids or one.type in ("theme", "time"))
        ),
        measures=tuple(one for one in second.measures if one.of in ids),
    )
    return scene_from_readings([first, second])


def card(opened: Visit) -> str:
    return opened.page.locator(".card").inner_text()


@pytest.mark.parametrize("view", VIEWS)
def test_view_opens_without_a_fault(visit: Visitor, asked: Scene, view: str) -> None:
    opened = visit(asked, f"view={view}")
    assert opened.page.locator("main").get_attribute("data-view") == view
    assert opened.page.locator(".tabs [aria-current]").get_attribute("data-view") == view
    assert (opened.errors, [url for url in opened.requests if not url.startswith(("file:", "data:", "blob:"))]) == (
        [],
        [],
    )


@pytest.mark.parametrize(
    ("view", "look", "locale"),
    [*((view, "light", "zh-CN") for view in VIEWS), *((view, "dark", "en-GB") for view in VIEWS)],
)
def test_view_is_accessible(
    visit: Visitor, asked: Scene, dated: Scene, two_years: Scene, view: str, look: str, locale: str
) -> None:
    scene = {"timeline": dated, "years": two_years}.get(view, asked)
    opened = visit(scene, f"view={view}&sel={EVENT}", color_scheme=look, locale=locale, reduced_motion="reduce")
    opened.page.wait_for_timeout(200)
    found = Axe().run(opened.page).response["violations"]
    assert [
        (one["id"], one["nodes"][0]["html"][:160]) for one in found if one["impact"] in ("serious", "critical")
    ] == []


@pytest.mark.parametrize("view", VIEWS)
def test_view_fits_a_phone(visit: Visitor, asked: Scene, view: str) -> None:
    opened = visit(asked, f"view={view}", viewport={"width": 390, "height": 844})
    assert opened.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_selection_shows_in_every_view_and_survives_the_back_button(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=table")
    opened.page.locator("tbody .node", has_text="市政协机关党组").first.click()
    opened.page.locator(".tabs [data-view=tree]").click()
    assert opened.page.locator("[role=treeitem].selected").get_attribute("aria-label") == "市政协机关党组, 党的组织"
    opened.page.locator(".tabs [data-view=matrix]").click()
    assert opened.page.locator("thead th.on").inner_text() == "市政协机关党组"
    opened.page.go_back()
    opened.page.go_back()
    opened.page.go_back()
    assert opened.page.locator("main").get_attribute("data-view") == "table"
    assert opened.page.locator(".card").is_hidden()


def test_fragment_brings_back_the_whole_state(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, f"view=table&type=Event&kind=Event/supervision&sel={EVENT}")
    assert opened.page.locator("tbody tr").count() == 4
    assert opened.page.locator(".card h2").inner_text() == "视察监督活动"


@pytest.mark.parametrize("typed", ["视察监督", "視察監督", "shichajiandu", "scjd"])
def test_search_knows_chinese_traditional_and_pinyin(visit: Visitor, shanghai: Scene, typed: str) -> None:
    opened = visit(shanghai)
    opened.page.fill("#search", typed)
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.locator("#hits [aria-selected=true]").inner_text().startswith("视察监督活动")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".card h2").inner_text() == "视察监督活动"


def test_table_filters_count_and_clear(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=table")
    assert opened.page.locator(".found").inner_text() == "167 项,共 167 项"
    opened.page.locator(".facets label", has_text="文件").first.click()
    assert opened.page.locator(".found").inner_text() == "19 项,共 167 项"
    opened.page.get_by_role("button", name="清除全部筛选").click()
    assert opened.page.locator(".found").inner_text() == "167 项,共 167 项"


def test_table_sorts_by_a_column_both_ways(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=table&sort=degree-down")
    assert opened.page.locator("tbody tr").first.locator("th").inner_text() == "市政协机关"
    opened.page.locator(".c-degree .sort").click()
    opened.page.locator(".c-degree .sort").click()
    assert opened.page.locator("th.c-degree").get_attribute("aria-sort") == "ascending"


def test_table_exports_what_is_shown(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=table&type=Document")
    with opened.page.expect_download() as waiting:
        opened.page.get_by_role("button", name="导出 CSV").click()
    with waiting.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    assert (len(rows), rows[0]["类型"]) == (19, "文件")


def test_fact_of_the_table_leads_to_its_sentence_in_the_source(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=table&of=facts&relation=measure")
    opened.page.locator("tbody tr", has_text="139 次").locator(".said").click()
    assert opened.page.locator("main").get_attribute("data-view") == "source"
    assert "".join(opened.page.locator(".lit").all_inner_texts()) == "139次视察监督活动"
    assert opened.page.locator(".lit").first.evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.top > 0 && b.bottom < innerHeight }"
    )


def test_source_shows_the_text_to_the_letter(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=source")
    shown = opened.page.evaluate(
        "() => [...document.querySelectorAll('.text > *')].map(e => e.textContent).join('\\n')"
    )
    assert shown == re.sub(r"\n+", "\n", shanghai.reports[0].text)


def test_source_marks_mentions_and_what_was_passed_over(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=source")
    assert "vague plural" in (opened.page.locator(".refused").first.get_attribute("title") or "")
    opened.page.get_by_label("显示略过的词句").uncheck()
    assert opened.page.locator(".refused").count() == 0
    opened.page.locator(".mention", has_text="视察监督活动").first.click()
    assert opened.page.locator(".card h2").inner_text() == "视察监督活动"


def test_tree_puts_party_and_administration_side_by_side(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=tree")
    columns = opened.page.locator(".column")
    assert "机关党组党史学习教育领导小组" in columns.nth(1).inner_text()
    assert "机关党组党史学习教育领导小组" not in columns.nth(0).inner_text()
    assert "负责 市政协秘书长、机关党组书记" in columns.nth(1).inner_text()
    assert "24 个" in columns.nth(0).inner_text()


def test_tree_opens_and_closes_by_key(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=tree")
    item = opened.page.locator("[role=treeitem][aria-label^='市政协,']")
    item.focus()
    opened.page.keyboard.press("ArrowLeft")
    assert item.get_attribute("aria-expanded") == "false"
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".card h2").inner_text() == "市政协机关"


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("视察监督活动", "path.shape"),
        ("专题监督", "rect.month"),
        ("党史学习教育", "rect.wholeYear"),
        ("专题协商", "rect.interval"),
    ],
)
def test_timeline_draws_each_date_as_what_it_is(visit: Visitor, dated: Scene, name: str, drawn: str) -> None:
    opened = visit(dated, "view=timeline")
    assert opened.page.locator(f"g.item[aria-label^='{name},'] {drawn}").count() == 1


def test_timeline_lists_what_has_no_date_under_its_year(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=timeline")
    assert opened.page.locator(".year-block h2").inner_text() == "2021"
    assert opened.page.locator(".chips li").count() == 26 + 67


def test_matrix_cell_opens_its_fact(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=matrix")
    opened.page.locator("[aria-label='市政协机关 牵头 市区政协联动课题调研']").click()
    assert "围绕推进“五个新城”建设,牵头开展市区政协联动课题调研" in card(opened)


def test_matrix_of_themes(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=matrix&cross=theme")
    assert opened.page.locator(".matrix .cell").count() == 13


def test_years_tell_what_stayed_and_went(visit: Visitor, two_years: Scene) -> None:
    opened = visit(two_years, "view=years")
    texts = opened.page.locator(".flow-year").all_inner_texts()
    gone = sum(
        {one.report for one in node.citations} == {0}
        for node in two_years.nodes
        if node.type not in ("Person", "Place")
    )
    assert (len(texts), re.findall(r"不再出现 (\d+)", texts[1])) == (2, [str(gone)])


def test_years_say_why_one_year_is_not_enough(visit: Visitor, shanghai: Scene) -> None:
    assert "只有一个年度" in visit(shanghai, "view=years").page.locator("main").inner_text()


def test_named_question_runs_in_the_page(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=ask")
    opened.page.get_by_role("button", name="牵头了什么?").click()
    opened.page.wait_for_selector(".ask[data-answered='1']", timeout=30_000)
    assert opened.page.locator(".answer tbody tr").all_inner_texts() == [
        "“全面推进城市数字化转型的市场化力量参与机制”重大课题调研",
        "市区政协联动课题调研",
    ]


def test_answer_selects_what_it_names(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=ask&query=SELECT ?b WHERE { ?b jg:leads ?x } LIMIT 1")
    opened.page.wait_for_selector(".answer .node", timeout=30_000)
    opened.page.locator(".answer .node").click()
    assert opened.page.locator(".card h2").inner_text() == "市政协机关"


def test_console_tells_a_term_that_the_ontology_does_not_have(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=ask&query=SELECT ?b WHERE { ?b a jg:Bdy } LIMIT 1")
    opened.page.wait_for_selector(".hints p")
    assert "jg:Body" in opened.page.inner_text(".hints")


@pytest.mark.parametrize(
    "query",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "SELECT * WHERE { SERVICE <https://example.org/> { ?s ?p ?o } }",
        "SELECT nonsense",
    ],
)
def test_console_refuses_what_does_not_read(visit: Visitor, asked: Scene, query: str) -> None:
    opened = visit(asked, "view=ask")
    opened.page.fill(".editor", query)
    opened.page.keyboard.press("Control+Enter")
    opened.page.wait_for_selector(".answer .error", timeout=30_000)
    assert [url for url in opened.requests if not url.startswith(("file:", "data:", "blob:"))] == []


def test_page_without_quads_says_that_it_cannot_answer(visit: Visitor, shanghai: Scene) -> None:
    assert "没有附带查询引擎" in visit(shanghai, "view=ask").page.locator("main").inner_text()


def test_network_expands_around_what_was_chosen(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=network&sel=body/市政协机关党组")
    canvas = opened.page.locator(".stage canvas")
    before = int(canvas.get_attribute("data-nodes") or 0)
    opened.page.get_by_role("button", name="展开").click()
    assert int(canvas.get_attribute("data-nodes") or 0) > before
    opened.page.get_by_role("button", name="以此为中心").click()
    assert opened.page.locator(".bar .focus").inner_text() == "市政协机关党组"


def test_network_steps_through_nodes_by_key(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=network")
    opened.page.locator(".stage canvas").focus()
    opened.page.keyboard.press("n")
    assert opened.page.locator(".card h2").inner_text() == "市政协机关"


@pytest.mark.parametrize(("kind", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
def test_network_is_exported(visit: Visitor, shanghai: Scene, kind: str, start: bytes) -> None:
    opened = visit(shanghai, "view=network")
    with opened.page.expect_download() as waiting:
        opened.page.get_by_role("button", name=f"导出 {kind}").click()
    assert waiting.value.path().read_bytes().startswith(start)


def test_labels_of_the_network_do_not_collide(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=network&mode=all")
    boxes = opened.page.evaluate("() => JSON.parse(document.querySelector('.stage canvas').dataset.labels)")
    assert len(boxes) > 40
    clash = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert clash == []


def test_aggregate_opens_what_is_in_it(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=network&mode=kinds")
    assert int(opened.page.locator(".stage canvas").get_attribute("data-nodes") or 0) > 20


def test_interface_speaks_the_browsers_language_and_switches(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, locale="en-GB")
    assert opened.page.locator(".tabs [aria-current]").inner_text() == "Overview"
    opened.page.get_by_role("button", name="中文").click()
    assert opened.page.locator(".tabs [aria-current]").inner_text() == "概览"
    assert opened.page.locator("html").get_attribute("lang") == "zh-Hans"


def test_overview_leads_into_the_table(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=overview")
    opened.page.locator(".bars button", has_text="领导小组").first.click()
    assert opened.page.locator(".found").inner_text() == "2 项,共 167 项"


def test_every_type_kind_relation_and_role_has_its_words() -> None:
    import json
    from pathlib import Path

    from jigou.ontology import KINDS, Approximation, EntityType, RelationType, Role, Status

    words = json.loads((Path(__file__).parents[2] / "explorer/src/terms.json").read_text(encoding="utf-8"))
    assert set(words["types"]) == {*EntityType, "Theme"}
    assert {(type_, kind) for type_, kinds in words["kinds"].items() for kind in kinds} == {
        *((type_, kind) for type_, kinds in KINDS.items() for kind in kinds),
        ("Theme", "theme"),
    }
    assert set(words["relations"]) == {*RelationType, "measure"}
    assert set(words["roles"]) == {*Role, "participate"}
    assert (set(words["statuses"]), set(words["approximations"])) == (set(Status), set(Approximation))


def test_citation_of_the_second_report_opens_its_own_text(visit: Visitor, two_years: Scene) -> None:
    cited: Citation = next(one for node in two_years.nodes for one in node.citations if one.report == 1)
    report = two_years.reports[1]
    opened = visit(
        two_years,
        f"view=source&text={report.id.removeprefix('https://w3id.org/jigou/id/')}&at={cited.span.start}-{cited.span.end}",
    )
    assert "".join(opened.page.locator(".lit").all_inner_texts()) == report.text[cited.span.start : cited.span.end]
