"""Pages in a real browser: what is drawn, what a click shows, that nothing is fetched and no name becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hostile_scene import HOSTILE, hostile_scene

from jigou.ontology.errors import TooLarge
from jigou.viz import Link, Node, Scene, page, pyvis_page

if TYPE_CHECKING:
    from conftest import Visitor

VIEWS = ("overview", "table", "network", "tree", "timeline", "matrix", "years", "source", "ask")


HOSTILE_SCENE = hostile_scene()


def test_network_draws_the_centre_and_its_neighbours(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=network")
    canvas = opened.page.locator(".stage canvas")
    assert int(canvas.get_attribute("data-nodes") or 0) > 60
    painted = opened.page.evaluate(
        "() => { const c = document.querySelector('.stage canvas'); return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v) }"
    )
    assert painted
    assert opened.errors == []


BIGGEST_BODY = """() => {
    const canvas = document.querySelector('.stage canvas'), box = canvas.getBoundingClientRect();
    const { width, height } = canvas, { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const body = (x, y) => { const i = 4 * (y * width + x); return data[i] === 10 && data[i + 1] === 94 && data[i + 2] === 168 };
    for (let y = 8; y < height - 8; y++) for (let x = 8; x < width - 8; x++)
        if ([[0, 0], [-7, 0], [7, 0], [0, -7], [0, 7]].every(([dx, dy]) => body(x + dx, y + dy))) return [box.x + x, box.y + y];
}"""
"""Where the disc of the best connected body is, by its colour."""


def test_click_on_a_node_shows_its_names_facts_and_sentences(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=network")
    place = opened.page.evaluate(BIGGEST_BODY)
    opened.page.mouse.click(*place)
    assert opened.page.locator(".card h2").inner_text().startswith("市政协机关")
    assert opened.page.locator(".card .quote mark").count() > 0


def test_second_click_on_a_node_expands_it(visit: Visitor) -> None:
    ids = [f"https://w3id.org/jigou/id/body/{name}" for name in "甲乙丙"]
    nodes = tuple(
        Node(id=id_, type=type_, kind="other", name=id_[-1])
        for id_, type_ in zip(ids, ("Event", "Body", "Event"), strict=True)
    )
    links = (Link(type="organizes", source=ids[1], target=ids[0]), Link(type="organizes", source=ids[1], target=ids[2]))
    opened = visit(Scene(title="", nodes=nodes, links=links), "view=network&focus=body/甲&sel=body/乙")
    canvas = opened.page.locator(".stage canvas")
    opened.page.wait_for_timeout(250)
    assert canvas.get_attribute("data-nodes") == "2"
    opened.page.mouse.click(*opened.page.evaluate(BIGGEST_BODY))
    assert canvas.get_attribute("data-nodes") == "3"


def test_selected_node_shows_its_sentence(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=network&sel=event/视察监督活动")
    card = opened.page.locator(".card")
    assert card.locator("h2").inner_text() == "视察监督活动"
    assert "139 次" in card.inner_text()
    assert "先后组织开展139次视察监督活动" in card.inner_text()


def test_page_fetches_nothing(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai)
    for view in VIEWS:
        opened.state(f"#view={view}")
    assert [url for url in opened.requests if not url.startswith(("file:", "data:", "blob:"))] == []


def test_policy_forbids_what_is_not_of_the_page(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai)
    refused = opened.page.evaluate("() => fetch('https://example.org/').then(() => 'let through', () => 'refused')")
    assert refused == "refused"


@pytest.mark.parametrize("network", ["refused", "silent"])
def test_page_works_where_the_network_is_refused_or_never_answers(
    visit: Visitor, shanghai: Scene, tmp_path: Path, network: str
) -> None:
    path = tmp_path / "alone.html"
    path.write_text(page(shanghai), encoding="utf-8")
    context = visit.browser.new_context(locale="zh-CN", offline=network == "refused")
    asked: list[str] = []
    if network == "silent":
        # A request that a route neither answers nor aborts waits for ever.
        context.route(re.compile("^(?!file:|data:|blob:)"), lambda route: asked.append(route.request.url))
    tab = context.new_page()
    tab.goto(path.as_uri() + "#view=network&sel=event/视察监督活动")
    tab.wait_for_selector(".card .quote mark")
    context.close()
    assert asked == []


def test_print_shows_the_facts_without_the_controls(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=table&sel=event/视察监督活动")
    opened.page.emulate_media(media="print")
    assert (opened.page.locator(".tabs").is_hidden(), opened.page.locator(".facets").is_hidden()) == (True, True)
    assert opened.page.locator(".card .quote").first.is_visible()


def test_keyboard_alone_reaches_a_sentence(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai)
    keys = opened.page.keyboard
    keys.press("Tab")
    assert opened.page.locator(":focus").inner_text() == "跳到内容"
    keys.press("/")
    keys.type("scjd")
    keys.press("ArrowDown")
    keys.press("Enter")
    assert "先后组织开展139次视察监督活动" in opened.page.locator(".card").inner_text()
    opened.page.locator(".card .close").focus()
    keys.press("Enter")
    assert opened.page.locator(".card").is_hidden()


def test_focus_is_seen(visit: Visitor, shanghai: Scene) -> None:
    opened = visit(shanghai, "view=table")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_words_stay_words(visit: Visitor, view: str) -> None:
    opened = visit(HOSTILE_SCENE, f"view={view}")
    before = opened.page.evaluate("() => document.querySelectorAll('img,iframe,object,embed,#born').length")
    for words in HOSTILE[:3]:
        opened.page.evaluate(
            "name => { location.hash = '#view=' + name[0] + '&sel=body/' + encodeURIComponent(name[1]) }", [view, words]
        )
        opened.page.wait_for_timeout(50)
        assert opened.page.locator(".card h2").inner_text() == words
    opened.page.fill("#search", HOSTILE[1])
    opened.page.wait_for_timeout(150)
    assert (before, opened.page.evaluate("() => window.pwned ?? null"), opened.errors) == (0, None, [])
    assert opened.page.evaluate("() => document.querySelectorAll('script:not([type])').length") == 1


def test_page_is_the_same_twice(shanghai: Scene) -> None:
    assert page(shanghai) == page(shanghai)


def test_no_element_or_style_of_the_page_points_outside(shanghai: Scene) -> None:
    links: list[str | None] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            links.extend(value for name, value in attrs if name in ("src", "href", "srcset", "action"))

    html = page(shanghai)
    Links().feed(html)
    assert (links, re.findall(r"url\(|@import", html[: html.index("</style>")])) == (["data:,"], [])


def test_pyvis_page_draws_without_a_request(visit: Visitor, shanghai: Scene, tmp_path: Path) -> None:
    path = tmp_path / "pyvis.html"
    path.write_text(pyvis_page(shanghai), encoding="utf-8")
    context = visit.browser.new_context(viewport={"width": 1000, "height": 700})
    tab = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(path.as_uri())
    tab.wait_for_selector("canvas")
    count = tab.evaluate("() => network.body.nodeIndices.length")
    context.close()
    assert count == sum(node.type != "Theme" for node in shanghai.nodes)
    assert ([url for url in requests if not url.startswith(("file:", "data:"))], errors) == ([], [])


def test_pyvis_page_keeps_hostile_words_words(visit: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "pyvis.html"
    path.write_text(pyvis_page(HOSTILE_SCENE), encoding="utf-8")
    context = visit.browser.new_context()
    tab = context.new_page()
    tab.goto(path.as_uri())
    tab.wait_for_selector("canvas")
    born = tab.evaluate(
        "() => [window.pwned ?? null, document.querySelectorAll('img,#born,svg').length, document.querySelectorAll('h1').length]"
    )
    context.close()
    assert born == [None, 0, 1]


def test_pyvis_refuses_what_it_is_too_slow_for(shanghai: Scene) -> None:
    with pytest.raises(TooLarge, match="slow above 20"):
        pyvis_page(shanghai, limit=20)
