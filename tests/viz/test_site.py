"""A site on a web server: the same views, the texts in parts, a page for each entity."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from jigou.graphs.store import view_of
from jigou.ontology import Reading
from jigou.ontology.errors import InvalidGraph
from jigou.viz import Node, Scene, scene_from_view, write_site


@pytest.fixture(scope="module")
def site(gold: Callable[..., Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    write_site(scene_from_view(view_of([gold("zx-shanghai-2021")])), folder)
    return folder


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


def test_explorer_of_the_site_fetches_only_from_its_server(browser: Browser, address: str) -> None:
    tab = browser.new_context(locale="zh-CN").new_page()
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(address + "index.html#view=table&of=facts&sel=event/视察监督活动")
    tab.wait_for_selector(".card .quote mark")
    assert "先后组织开展139次视察监督活动" in tab.locator(".card").inner_text()
    assert [url for url in requests if not url.startswith((address, "data:"))] == []
    tab.context.close()


def test_text_comes_when_it_is_needed(browser: Browser, address: str) -> None:
    tab = browser.new_context(locale="zh-CN").new_page()
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(address)
    tab.wait_for_selector(".figures")
    assert [url for url in requests if "text-" in url] == []
    tab.locator(".tabs [data-view=source]").click()
    tab.wait_for_selector(".mention")
    assert [url for url in requests if "text-" in url] == [address + "data/text-0.bin"]
    tab.context.close()


def test_console_of_the_site_answers(browser: Browser, address: str) -> None:
    tab = browser.new_context(locale="zh-CN").new_page()
    tab.goto(address + "index.html#view=ask&query=SELECT ?b WHERE { ?b jg:leads ?x } LIMIT 1")
    tab.wait_for_selector(".answer .node", timeout=30_000)
    assert tab.locator(".answer .node").inner_text() == "市政协机关"
    tab.context.close()


def test_entity_has_a_page_with_its_facts_and_data(site: Path) -> None:
    html = (site / "body" / "市政协机关党组.html").read_text(encoding="utf-8")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0])
    assert (data["@type"], data["name"]["@value"]) == ("Organization", "市政协机关党组")
    assert data["parentOrganization"] == [{"@id": "https://w3id.org/jigou/id/body/市政协机关"}]
    assert "组织" in html
    assert "选派13名局级干部" in html
    assert '机构 · 党的组织 <span lang="en" class="dim">Body · party organization</span>' in html


def test_every_link_of_an_entity_page_leads_somewhere(browser: Browser, address: str, site: Path) -> None:
    tab = browser.new_context(locale="zh-CN").new_page()
    tab.goto(address + "entities.html")
    hrefs = tab.evaluate("() => [...document.querySelectorAll('li a')].map(a => a.href)")
    assert len(hrefs) == len(list(site.glob("*/*.html")))
    statuses = {tab.request.get(href).status for href in hrefs[::8]}
    tab.goto(hrefs[0])
    statuses |= {
        tab.request.get(href).status
        for href in tab.evaluate("() => [...document.querySelectorAll('a')].map(a => a.href)")
    }
    assert statuses == {200}
    tab.context.close()


_THING = {"@context", "@type", "@id", "name", "alternateName", "subjectOf"}
_SCHEMA = {
    "Organization": {"parentOrganization"},
    "Project": {"parentOrganization"},
    "Event": {"organizer"},
    "CreativeWork": set(),
    "Role": set(),
    "Person": set(),
    "Place": set(),
    "DefinedTerm": set(),
}
"""What schema.org 29.0 lets be said of each type by the properties in use, beside those of Thing (schema.org/docs/full.html)."""


def test_data_of_every_entity_is_said_in_the_terms_of_schema_org(site: Path) -> None:
    """Only types and properties that are there, properties of the type's own, and things that are named by their IRIs."""
    seen = set()
    for path in site.glob("*/*.html"):
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text(encoding="utf-8"))
        data = json.loads(found[0])
        seen.add(data["@type"])
        assert (len(found), data["@context"]) == (1, "https://schema.org")
        assert set(data) <= _THING | _SCHEMA[data["@type"]]
        for property_ in set(data) & {"parentOrganization", "organizer", "subjectOf"}:
            assert all(set(one) == {"@id"} and one["@id"].startswith("https://") for one in data[property_])
    assert seen == set(_SCHEMA)


def test_what_is_in_the_graph_stands_in_the_page_before_the_graph_comes(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert "机构" in tab.locator(".coming").inner_text()
    tab.get_by_role("link", name="全部实体").click()
    assert tab.locator("h1").count() == 1
    context.close()


def test_page_says_why_when_the_graph_does_not_come(browser: Browser, address: str) -> None:
    tab = browser.new_context(locale="zh-CN").new_page()
    tab.route("**/scene.bin", lambda route: route.fulfill(status=404))
    tab.goto(address)
    tab.wait_for_selector("#wait[role=alert]")
    assert "scene.bin: 404" in tab.locator("#wait").inner_text()
    tab.context.close()


def test_hostile_names_stay_words_and_within_the_folder(tmp_path: Path) -> None:
    names = ("</script><script>alert(1)</script>", "../../escaped", "<img src=x onerror=alert(1)>", "长" * 300)
    nodes = tuple(
        Node(id=f"https://w3id.org/jigou/id/body/{name}", type="Body", kind="other", name=name) for name in names
    )
    write_site(Scene(title=names[0], nodes=nodes), tmp_path / "site")
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) == len(names) + 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    assert [path for path in pages if re.search(r"<img|<script>alert", path.read_text(encoding="utf-8"))] == []


def test_site_is_the_same_twice_and_takes_the_place_of_the_old(shanghai: Scene, tmp_path: Path) -> None:
    write_site(shanghai, tmp_path / "site")
    first = {path.name: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    write_site(shanghai, tmp_path / "site")
    assert {path.name: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()} == first


def test_site_does_not_take_the_place_of_something_else(shanghai: Scene, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidGraph, match="no site"):
        write_site(shanghai, tmp_path)
