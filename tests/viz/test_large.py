"""What is too much for one screen is said to be more, and can be had; nothing is left out in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from jigou.ontology import EntityType, Segment, SegmentKind, Span
from jigou.viz import Citation, Link, Moment, Node, Report, Scene

if TYPE_CHECKING:
    from conftest import Visitor

BASE = "https://w3id.org/jigou/id/"
BODIES, EVENTS, REPORTS = 230, 400, 45


@pytest.fixture(scope="module")
def large() -> Scene:
    """Bodies that each hold events, in many reports; every third event dated, every fourth with a time in words alone."""
    text = "本年度召开会议。"
    reports = tuple(
        Report(
            id=f"{BASE}report/{number}",
            name=f"{number}.txt",
            text=text,
            digest="0" * 64,
            title=f"报告{number}",
            year=2021,
            segments=(Segment(index=0, kind=SegmentKind.SENTENCE, span=Span(start=0, end=len(text))),),
        )
        for number in range(REPORTS)
    )

    def cited(number: int) -> tuple[Citation, ...]:
        return (Citation(report=number % REPORTS, span=Span(start=3, end=7), rule="made 1", confidence=1.0),)

    def node(type_: EntityType, kind: str, name: str, number: int) -> Node:
        return Node(id=f"{BASE}{type_.lower()}/{name}", type=type_, kind=kind, name=name, citations=cited(number))

    bodies = [node(EntityType.BODY, "office", f"办公室{number}", number) for number in range(BODIES)]
    parents = [node(EntityType.BODY, "government", f"政府{number}", number) for number in range(BODIES)]
    events = [node(EntityType.EVENT, "meeting", f"会议{number}", number) for number in range(EVENTS)]
    links = [
        *(
            Link(type="partOf", source=a.id, target=b.id, citations=cited(0))
            for a, b in zip(bodies, parents, strict=True)
        ),
        *(
            Link(type="organizes", source=bodies[i % 40].id, target=one.id, role="lead", citations=cited(i))
            for i, one in enumerate(events)
        ),
    ]
    moments = [
        *(
            Moment(of=one.id, value=f"2021-{i % 12 + 1:02}", words="", citations=cited(i))
            for i, one in enumerate(events)
            if i % 3 == 0
        ),
        *(
            Moment(of=one.id, value=words, words=words, citations=cited(i))
            for i, one in enumerate(events)
            if i % 4 == 0
            for words in ("入汛以来", "换届之后")
        ),
    ]
    return Scene(title="很多", nodes=(*bodies, *parents, *events), links=tuple(links), moments=tuple(moments), reports=reports)  # fmt: skip


def test_timeline_lists_all_that_has_no_date(visit: Visitor, large: Scene) -> None:
    opened = visit(large, "view=timeline")
    chips = opened.page.locator(".chips li")
    undated = sum(i % 3 != 0 or i % 4 == 0 for i in range(EVENTS))
    assert chips.count() == 150
    opened.page.get_by_role("button", name=f"再显示 {undated - 150} 条").click()
    assert chips.count() == undated


def test_timeline_shows_every_time_of_a_thing(visit: Visitor, large: Scene) -> None:
    """A thing with a date and two times in words stands in both places, with both."""
    opened = visit(large, "view=timeline")
    assert opened.page.locator("g.item[aria-label='会议0, 2021-01']").count() == 1
    assert "入汛以来、换届之后" in opened.page.locator(".chips li", has_text="会议0").first.inner_text()


def test_timeline_says_when_not_all_is_drawn(visit: Visitor, large: Scene) -> None:
    many = replace(
        large,
        moments=tuple(
            Moment(of=one.id, value=f"2021-{month:02}", words="", citations=one.citations)
            for one in large.nodes[-EVENTS:]
            for month in (1, 2, 3, 4)
        ),
    )
    opened = visit(many, "view=timeline")
    assert opened.page.locator("g.item").count() == 1200
    assert "1,200 项,共 1,600 项" in opened.page.locator(".plot").inner_text()


def test_tree_grows_to_its_last_root(visit: Visitor, large: Scene) -> None:
    opened = visit(large, "view=tree")
    roots = opened.page.locator(".column").first.locator("[role=tree] > [role=treeitem]")
    assert roots.count() == 200
    opened.page.get_by_role("button", name="再显示 30 条").click()
    assert roots.count() == BODIES


def test_matrix_grows_by_columns_and_rows(visit: Visitor, large: Scene) -> None:
    opened = visit(large, "view=matrix")
    columns, rows = opened.page.locator(".matrix thead .slant"), opened.page.locator(".matrix tbody tr")
    assert (columns.count(), rows.count()) == (24, 120)
    assert "列出最活跃的 24 个,共 40 个" in opened.page.locator("main").inner_text()
    opened.page.get_by_role("button", name="显示更多").first.click()
    opened.page.get_by_role("button", name="显示更多").first.click()
    assert (columns.count(), rows.count()) == (40, 240)


def test_years_grow_to_the_last_thing(visit: Visitor, large: Scene) -> None:
    later = tuple(replace(report, year=2021 + number % 2) for number, report in enumerate(large.reports))
    opened = visit(replace(large, reports=later), "view=years")
    block = opened.page.locator("section.group", has=opened.page.locator("h3", has_text="活动"))
    rows = block.locator("tbody tr")
    assert rows.count() == 40
    while block.locator(".more").count():
        block.locator(".more").click()
    assert rows.count() == EVENTS


def test_filters_grow_to_the_last_value(visit: Visitor, large: Scene) -> None:
    opened = visit(large, "view=table")
    reports = opened.page.locator("details", has=opened.page.locator("summary", has_text="报告"))
    reports.locator("summary").click()
    assert reports.locator("li").count() == 10
    reports.locator(".more").focus()
    opened.page.keyboard.press("Enter")
    assert reports.locator("li").count() == REPORTS
    assert opened.page.evaluate("() => document.activeElement.matches('input')")


def test_overview_lists_every_report(visit: Visitor, large: Scene) -> None:
    opened = visit(large, "view=overview")
    assert opened.page.locator(".reports li").count() == 40
    opened.page.get_by_role("button", name="再显示 5 条").click()
    assert opened.page.locator(".reports li").count() == REPORTS


def test_clusters_that_do_not_fit_stand_together(visit: Visitor, large: Scene) -> None:
    """Each parent and office that holds nothing is a cluster: more than are drawn."""
    opened = visit(large, "view=network&mode=groups")
    assert opened.page.locator(".stage canvas").get_attribute("data-nodes") == "121"


def test_a_kind_in_the_network_opens_its_table(visit: Visitor, large: Scene) -> None:
    opened = visit(large, "view=network&mode=kinds")
    opened.page.wait_for_timeout(250)
    canvas = opened.page.locator(".stage canvas")
    box = canvas.bounding_box()
    assert box is not None
    for left, top, right, bottom in opened.page.evaluate(
        "() => JSON.parse(document.querySelector('.stage canvas').dataset.labels)"
    ):
        opened.page.mouse.click(box["x"] + (left + right) / 2, box["y"] + (top + bottom) / 2)
        if opened.page.locator("main").get_attribute("data-view") == "table":
            break
    shown = opened.page.locator(".found").inner_text()
    assert shown.split(" ")[0] in {str(BODIES), str(EVENTS)}
