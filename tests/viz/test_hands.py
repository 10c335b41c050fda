"""The explorer by keyboard alone and by fingers alone, on the screen of a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from jigou.graphs.store import view_of
from jigou.ontology import Reading
from jigou.viz import Moment, Question, Scene, scene_from_view

if TYPE_CHECKING:
    from conftest import Visit, Visitor

VIEWS = ("overview", "table", "network", "tree", "timeline", "matrix", "years", "source", "ask")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}

WHERE = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const styles = [it, ...it.querySelectorAll(".twig")].map((one) => getComputedStyle(one));
  const box = it.getBoundingClientRect();
  return {
    name: it.getAttribute("aria-label") || it.innerText || it.value || it.title || it.placeholder || "",
    region: it.closest("header.top") ? "top" : it.closest(".tabs") ? "tabs" : it.closest("main") ? "main" : it.closest(".card") ? "card" : "page",
    shown: styles.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0),
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
    key: it.id || it.tagName,
  };
}"""


@pytest.fixture(scope="module")
def asked(gold: Callable[..., Reading]) -> Scene:
    """The Shanghai report's graph with a question."""
    question = Question(name="led", title_zh="牵头了什么?", title_en="What was led?", query="SELECT ?a { ?a ?b ?c }")
    return scene_from_view(view_of([gold("zx-shanghai-2021")]), questions=(question,))


def walked(opened: Visit, steps: int = 60) -> list[dict[str, object]]:
    """Where the focus is after each press of Tab, until it leaves the page."""
    places = []
    for _ in range(steps):
        opened.page.keyboard.press("Tab")
        place = opened.page.evaluate(WHERE)
        if place is None:
            break
        places.append(place)
    return places


@pytest.mark.parametrize("view", VIEWS)
def test_tab_goes_from_the_top_into_the_view_and_is_always_seen(visit: Visitor, asked: Scene, view: str) -> None:
    places = walked(visit(asked, f"view={view}"))
    assert [place for place in places if not (place["name"] and place["shown"] and place["inside"])] == []
    regions = [place["region"] for place in places if place["region"] != "page"]
    # With one report there is nothing to choose among the years.
    assert list(dict.fromkeys(regions))[:3] == ["top", "tabs", "main"][: 2 if view == "years" else 3]


@pytest.mark.parametrize("view", VIEWS)
def test_shift_tab_leads_back_out_of_every_view(visit: Visitor, asked: Scene, view: str) -> None:
    opened = visit(asked, f"view={view}")
    for _ in walked(opened, 40):
        opened.page.keyboard.press("Shift+Tab")
    place = opened.page.evaluate(WHERE)
    assert place is None or place["region"] in ("page", "top")


@pytest.mark.parametrize("number", range(1, 10))
def test_digits_open_the_views(visit: Visitor, asked: Scene, number: int) -> None:
    opened = visit(asked, "view=table" if number != 2 else "view=tree")
    opened.page.keyboard.press(str(number))
    assert opened.page.locator("main").get_attribute("data-view") == VIEWS[number - 1]


def test_skip_link_leads_into_the_view(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=table")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("() => document.activeElement.id") == "main"


def test_escape_closes_the_panel_and_the_list_of_hits(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=table&sel=event/视察监督活动")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator(".card").is_hidden()
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("视察")
    assert opened.page.locator("#hits").is_visible()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#hits").is_hidden()


def test_search_is_chosen_by_arrows(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=overview")
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("scjd")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".card h2").inner_text() == "视察监督活动"


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ("table", "tbody tr button"),
        ("matrix", ".matrix .cell"),
        ("tree", "[role=treeitem]"),
        ("source", "main .text [role=button]"),
    ],
)
def test_enter_chooses_and_the_focus_stays(visit: Visitor, asked: Scene, view: str, found: str) -> None:
    opened = visit(asked, f"view={view}")
    opened.page.locator(found).first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".card h2").is_visible()
    assert opened.page.evaluate("() => document.activeElement !== document.body")


CONTROLS = (
    "main button:not([tabindex='-1'], :disabled), main input, main select, main summary, main [role=button][tabindex='0'], "
    "main [role=treeitem], main canvas, .card button, header button"
)


@pytest.mark.parametrize("view", [*VIEWS, "table&of=facts", "network&sel=event/视察监督活动"])
def test_focus_is_not_lost_by_what_is_pressed(visit: Visitor, asked: Scene, view: str) -> None:
    """Each control is pressed from where the view opens; the focus must be somewhere after that."""
    opened = visit(asked, f"view={view}")
    page, lost = opened.page, []
    total = page.locator(CONTROLS).count()
    for number in [*range(min(total, 16)), *range(16, total, max(1, total // 12)), total - 1]:
        page.evaluate("fragment => { location.hash = fragment }", f"view={view}")
        page.wait_for_timeout(30)
        name = page.evaluate(
            """([controls, number]) => {
              const found = [...document.querySelectorAll(controls)].filter((it) => it.checkVisibility())[number];
              found?.focus();
              return found && document.activeElement === found ? found.getAttribute("aria-label") || found.textContent || found.tagName : null;
            }""",
            [CONTROLS, number],
        )
        # A list that opens is the browser's own; the clipboard asks first, and a file is saved.
        if name is None or "导出" in name or "复制" in name or page.evaluate("() => document.activeElement.matches('select')"):  # fmt: skip
            continue
        page.keyboard.press("Space")
        page.wait_for_timeout(30)
        if page.evaluate("() => !document.activeElement || document.activeElement === document.body"):
            lost.append(name)
    assert lost == []


def test_another_view_takes_the_focus(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=overview")
    opened.page.locator(".figures button").first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("() => document.activeElement.id") == "main"
    opened.page.keyboard.press("Tab")
    place = opened.page.evaluate(WHERE)
    assert (place["region"], place["shown"]) == ("main", True)


@pytest.mark.parametrize(
    ("view", "key"), [("table", "Escape"), ("tree", "Escape"), ("matrix", "Enter"), ("network", "Escape")]
)
def test_closed_panel_gives_the_focus_back(visit: Visitor, asked: Scene, view: str, key: str) -> None:
    opened = visit(asked, f"view={view}&sel=body/市政协机关")
    opened.page.locator(".card .close").focus()
    opened.page.keyboard.press(key)
    assert opened.page.locator(".card").is_hidden()
    place = opened.page.evaluate(WHERE)
    assert place["region"] == "main"
    assert view == "network" or place["name"].startswith("市政协机关")


def test_panel_that_changes_keeps_the_focus(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=table&sel=event/视察监督活动")
    opened.page.locator(".card .node").first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("() => document.activeElement.id") == "card"


def test_switched_language_keeps_the_focus(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=table")
    opened.page.locator(".tools button").last.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("() => document.activeElement.innerText") == "中文"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_mark_in_the_text_is_pressed_by_both_keys(visit: Visitor, asked: Scene, key: str) -> None:
    opened = visit(asked, "view=source")
    opened.page.locator(".mention[role=button]", has_text="视察监督活动").first.focus()
    opened.page.keyboard.press(key)
    assert opened.page.locator(".card h2").inner_text() == "视察监督活动"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_item_of_the_timeline_is_pressed_by_both_keys(visit: Visitor, asked: Scene, key: str) -> None:
    event = next(node for node in asked.nodes if node.name == "视察监督活动")
    moment = Moment(of=event.id, value="2021-06", words="6月", citations=event.citations)
    opened = visit(replace(asked, moments=(moment,)), "view=timeline")
    opened.page.locator("g.item").focus()
    assert opened.page.evaluate(WHERE)["shown"]
    opened.page.keyboard.press(key)
    assert opened.page.locator(".card h2").inner_text() == "视察监督活动"
    assert opened.page.evaluate("() => document.activeElement.matches('g.item')")


def test_tree_is_walked_by_arrows(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=tree")
    items = opened.page.locator(".column").first.locator("[role=treeitem]")
    names = items.evaluate_all("all => all.map(it => it.getAttribute('aria-label'))")
    items.first.focus()
    here = "() => document.activeElement.getAttribute('aria-label')"
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "End", "Home"):
        opened.page.keyboard.press(key)
        walked.append(opened.page.evaluate(here))
    assert walked == [names[1], names[2], names[1], names[-1], names[0]]


@pytest.mark.parametrize("key", ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "+", "-"])
def test_network_is_moved_by_key(visit: Visitor, asked: Scene, key: str) -> None:
    opened = visit(asked, "view=network")
    opened.page.locator(".stage canvas").focus()
    opened.page.keyboard.press("0")
    before = picture(opened)
    opened.page.keyboard.press(key)
    moved = picture(opened)
    opened.page.keyboard.press("0")
    assert (moved == before, picture(opened) == before) == (False, True)


def picture(opened: Visit) -> str:
    opened.page.wait_for_timeout(250)
    drawn: str = opened.page.evaluate("() => document.querySelector('.stage canvas').toDataURL()")
    return drawn


def swept(opened: Visit, *moments: tuple[tuple[float, float], ...]) -> None:
    """Put down a finger for each point of the first moment, move them to those of each later one, and lift them."""
    session = opened.page.context.new_cdp_session(opened.page)
    for kind, points in [
        ("touchStart", moments[0]),
        *(("touchMove", later) for later in moments[1:]),
        ("touchEnd", ()),
    ]:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def test_network_is_dragged_and_pinched(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=network", **PHONE)
    box = opened.page.locator(".stage canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + 20, box["y"] + 120
    still = picture(opened)
    swept(opened, ((x, y),), ((x + 60, y - 50),))
    dragged = picture(opened)
    swept(opened, ((x, y), (x + 60, y)), ((x, y), (x + 180, y)))
    pinched = picture(opened)
    assert len({still, dragged, pinched}) == 3
    assert opened.page.evaluate("() => [scrollX, scrollY]") == [0, 0]


@pytest.mark.parametrize("screen", [PHONE, {}])
def test_names_in_the_network_stay_within_it(visit: Visitor, asked: Scene, screen: dict[str, object]) -> None:
    opened = visit(asked, "view=network", **screen)
    opened.page.wait_for_timeout(250)
    width, boxes = opened.page.evaluate(
        "() => { const it = document.querySelector('.stage canvas'); return [it.clientWidth, JSON.parse(it.dataset.labels)] }"
    )
    assert len(boxes) > 15
    assert [box for box in boxes if box[0] < 0 or box[2] > width] == []


@pytest.mark.parametrize("view", ["network", "tree", "matrix", "timeline"])
def test_a_phone_shows_the_view_beside_what_is_chosen(visit: Visitor, asked: Scene, view: str) -> None:
    opened = visit(asked, f"view={view}&sel=event/视察监督活动", **PHONE)
    seen = opened.page.evaluate(
        """() => {
          const box = (document.querySelector(".stage, .columns, .matrix tbody, .timeline-view")).getBoundingClientRect();
          const end = document.querySelector(".card").getBoundingClientRect().top;
          return Math.min(box.bottom, end) - Math.max(box.top, 0);
        }"""
    )
    assert seen > 150


def test_network_is_tapped(visit: Visitor, asked: Scene) -> None:
    opened = visit(asked, "view=network", **PHONE)
    opened.page.wait_for_timeout(250)
    box = opened.page.locator(".stage canvas").bounding_box()
    assert box is not None
    labels = opened.page.evaluate("() => JSON.parse(document.querySelector('.stage canvas').dataset.labels)")
    left, top, right, bottom = labels[0]
    opened.page.touchscreen.tap(box["x"] + (left + right) / 2, box["y"] + (top + bottom) / 2)
    assert opened.page.locator(".card h2").is_visible()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("chosen", ["", "&sel=event/视察监督活动"])
def test_nothing_runs_over_the_edge_of_a_phone(visit: Visitor, asked: Scene, view: str, chosen: str) -> None:
    opened = visit(asked, f"view={view}{chosen}", **PHONE)
    assert opened.page.evaluate("() => document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("view", VIEWS)
def test_controls_are_large_enough_for_fingers(visit: Visitor, asked: Scene, view: str) -> None:
    """24 pixels each way, or as much room around (WCAG 2.2, 2.5.8: words within a text may be smaller)."""
    opened = visit(asked, f"view={view}", **PHONE)
    small = opened.page.evaluate(
        """() => {
          const all = [...document.querySelectorAll("button, select, input, summary, .tabs a")].filter((it) => it.checkVisibility() && it.getBoundingClientRect().width);
          const boxes = all.map((it) => (it.matches("input[type=checkbox]") ? it.closest("label") ?? it : it).getBoundingClientRect());
          const near = (box, i) => boxes.some((other, j) => j !== i && Math.hypot(
            (box.left + box.right - other.left - other.right) / 2, (box.top + box.bottom - other.top - other.bottom) / 2) < 24);
          return all.filter((it, i) => (boxes[i].width < 24 || boxes[i].height < 24) && !it.closest("p, blockquote, .text") && near(boxes[i], i))
            .map((it) => [it.className, it.innerText, boxes[all.indexOf(it)].width, boxes[all.indexOf(it)].height]).slice(0, 5);
        }"""
    )
    assert small == []
