"""A large graph's site shows its first views by a small part of its data, and they say what the whole says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile_scene import HOSTILE, hostile_scene
from playwright.sync_api import Browser, BrowserContext, Page, Route

from jigou.ontology import Reading
from jigou.viz import Scene, scene_from_readings, write_site

SPARING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
"""Of such a reader the site fetches nothing that was not asked for."""


@pytest.fixture(scope="module")
def two_years(gold: Callable[..., Reading]) -> Scene:
    return scene_from_readings([gold("zx-shanghai-2021"), gold("zx-shanghai-2021", year=2022)])


@pytest.fixture(scope="module")
def address(two_years: Scene, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("parts") / "site"
    write_site(two_years, folder, parts_above=0)
    return serve(folder)


@pytest.fixture(scope="module")
def undivided(two_years: Scene, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("one") / "site"
    write_site(two_years, folder)
    return serve(folder)


class Tabs:
    """Opens sites in new profiles, and keeps what they fetched and what went wrong."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.contexts: list[BrowserContext] = []

    def __call__(self, url: str, *, sparing: bool = True) -> Page:
        context = self.browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
        self.contexts.append(context)
        if sparing:
            context.add_init_script(SPARING)
        page = context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(url)
        page.wait_for_selector("html[data-ready]")
        return page

    def data(self) -> list[str]:
        """The names of the data files that were fetched."""
        return [url.rsplit("/", 1)[1] for url in self.requests if "/data/" in url]


@pytest.fixture
def tabs(browser: Browser) -> Iterator[Tabs]:
    opened = Tabs(browser)
    yield opened
    for context in opened.contexts:
        context.close()


@pytest.mark.parametrize("view", ["overview", "table", "network&mode=groups"])
def test_first_view_needs_the_head_alone(tabs: Tabs, address: str, view: str) -> None:
    page = tabs(f"{address}index.html#view={view}")
    page.wait_for_selector(".figures, tbody tr, .stage canvas[data-painted]")
    assert (tabs.data(), tabs.errors) == (["head.bin"], [])


def test_rest_comes_when_the_first_view_is_painted(tabs: Tabs, address: str) -> None:
    page = tabs(address, sparing=False)
    page.wait_for_selector("html[data-whole]")
    assert (tabs.data(), tabs.errors) == (["head.bin", "things-0.bin"], [])


def test_overview_of_the_head_is_that_of_the_whole(tabs: Tabs, address: str, undivided: str) -> None:
    shown = [tabs(url).locator(".overview").evaluate("it => it.outerHTML") for url in (address, undivided)]
    assert shown[0] == shown[1]


def test_table_of_the_head_is_that_of_the_whole(tabs: Tabs, address: str, undivided: str) -> None:
    shown = [
        tabs(f"{url}#view=table").locator(".table-view").evaluate("it => it.outerHTML") for url in (address, undivided)
    ]
    assert shown[0] == shown[1]


def test_clusters_of_the_head_are_those_of_the_whole(tabs: Tabs, address: str, undivided: str) -> None:
    shown = []
    for url in (address, undivided):
        page = tabs(f"{url}#view=network&mode=groups")
        page.wait_for_selector(".stage canvas[data-painted]")
        page.wait_for_timeout(300)  # the picture finds its place
        shown.append(page.locator(".stage canvas").evaluate("it => ({ ...it.dataset })"))
    assert shown[0] == shown[1]


def test_table_stays_when_the_rest_comes(tabs: Tabs, address: str) -> None:
    page = tabs(f"{address}#view=table", sparing=False)
    before = page.locator(".table-view").evaluate("it => it.outerHTML")
    page.wait_for_selector("html[data-whole]")
    assert page.locator(".table-view").evaluate("it => it.outerHTML") == before


def test_link_to_a_fact_opens_it(tabs: Tabs, address: str) -> None:
    page = tabs(f"{address}index.html#view=table&of=facts&sel=event/视察监督活动")
    page.wait_for_selector(".card .quote mark")
    assert "先后组织开展139次视察监督活动" in page.locator(".card").inner_text()
    assert {url for url in tabs.requests if not url.startswith((address, "data:"))} == set()


def test_search_of_the_overview_waits_for_the_names(tabs: Tabs, address: str) -> None:
    page = tabs(address)
    page.locator("#search").press_sequentially("scjdhd")
    page.wait_for_selector("#hit-0")
    assert "视察监督活动" in page.locator("#hit-0").inner_text()
    assert page.locator(".figures").count() == 1


def test_filter_answers_by_the_whole(tabs: Tabs, address: str) -> None:
    page = tabs(f"{address}#view=table")
    page.locator("input[data-facet='type:Document']").click()
    page.wait_for_selector("html[data-whole]")
    documents = (
        page.locator("label", has=page.locator("input[data-facet='type:Document']")).locator(".count").inner_text()
    )
    assert page.locator(".found").inner_text().startswith(f"{documents} ")
    assert page.locator("input[data-facet='type:Document']").is_checked()


def test_next_page_of_the_table_waits_for_its_rows(tabs: Tabs, address: str) -> None:
    page = tabs(f"{address}#view=table")
    first = page.locator("tbody th").all_inner_texts()
    page.get_by_role("button", name="下一页").click()
    page.wait_for_function("() => document.querySelector('.pages span').textContent.includes('2')")
    assert len(first) == 60
    assert set(first) & set(page.locator("tbody th").all_inner_texts()) == set()


@pytest.mark.parametrize("view", ["network", "tree", "timeline", "matrix", "years", "source"])
def test_other_views_show_the_whole(tabs: Tabs, address: str, undivided: str, view: str) -> None:
    shown = []
    for url in (address, undivided):
        page = tabs(f"{url}#view={view}")
        page.wait_for_selector("main button, main .mention")
        shown.append(page.locator("main").inner_text())
    assert shown[0] == shown[1]
    assert tabs.errors == []


def test_cluster_opens_what_is_in_it(tabs: Tabs, address: str) -> None:
    page = tabs(f"{address}#view=network&mode=groups")
    canvas = page.locator(".stage canvas[data-labels]")
    box = canvas.bounding_box()
    assert box is not None
    left, top, right, bottom = canvas.evaluate("it => JSON.parse(it.dataset.labels)")[0]
    page.mouse.click(box["x"] + (left + right) / 2, box["y"] + (top + bottom) / 2)
    page.wait_for_selector(".card h2")
    assert "mode=ego" in page.url


def test_part_that_does_not_come_is_said(tabs: Tabs, address: str) -> None:
    def gone(route: Route) -> None:
        route.fulfill(status=404)

    page = tabs(address)
    page.route("**/things-0.bin", gone)
    page.locator(".tabs [data-view=tree]").click()
    assert "数据没有取到" in page.locator("main [role=alert]").inner_text()
    page.unroute("**/things-0.bin")
    page.locator(".tabs [data-view=matrix]").click()
    page.wait_for_selector("table.matrix")


def test_slices_hold_every_node_and_fact(
    two_years: Scene,
    tabs: Tabs,
    serve: Callable[[Path], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("jigou.viz.parting.SLICE", 50)
    write_site(two_years, tmp_path / "site", parts_above=0)
    page = tabs(f"{serve(tmp_path / 'site')}#view=table&of=facts", sparing=False)
    page.wait_for_selector("html[data-whole]")
    lists = two_years.nodes, two_years.links, two_years.moments, two_years.counts
    assert page.locator(".found").inner_text().startswith(f"{sum(map(len, lists[1:]))} ")
    slices = [name for name in tabs.data() if name.startswith("things-")]
    assert slices == [f"things-{number}.bin" for number in range(-(-max(map(len, lists)) // 50))]


def test_parts_are_the_same_twice(two_years: Scene, tmp_path: Path) -> None:
    written = []
    for name in ("one", "other"):
        write_site(two_years, tmp_path / name, parts_above=0)
        written.append({path.name: path.read_bytes() for path in (tmp_path / name / "data").iterdir()})
    assert written[0] == written[1]
    assert set(written[0]) == {"head.bin", "things-0.bin", "text-0.bin", "text-1.bin"}


@pytest.mark.parametrize("view", ["overview", "table", "network&mode=groups", "tree", "source"])
def test_hostile_words_of_the_parts_stay_words(
    tabs: Tabs, serve: Callable[[Path], str], tmp_path: Path, view: str
) -> None:
    write_site(hostile_scene(), tmp_path / "site", parts_above=0)
    url = serve(tmp_path / "site")
    page = tabs(f"{url}#view={view}")
    page.wait_for_selector(".figures, tbody tr, .stage canvas, .column, .text > *")
    page.evaluate("name => { location.hash += '&sel=body/' + encodeURIComponent(name) }", HOSTILE[1])
    page.wait_for_selector(".card h2")
    assert page.locator(".card h2").inner_text() == HOSTILE[1]
    born = "() => [document.querySelectorAll('script').length, document.querySelectorAll('img,iframe,object,embed,#born').length, window.pwned ?? null]"
    assert (page.evaluate(born), tabs.errors) == ([1, 0, None], [])
    assert {one for one in tabs.requests if not one.startswith((url, "data:", "blob:"))} == set()
