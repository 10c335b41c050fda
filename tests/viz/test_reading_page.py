"""The page of a reading in a real browser: marks in place, what was passed over, both languages, nothing fetched, nothing run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from jigou.builder import read
from jigou.builder.trails import explained, sentence_alone, to_text
from jigou.ontology import Document, Reading
from jigou.viz.reading_page import reading_page

REPORT = Path(__file__).parents[2] / "gold" / "zx-shanghai-2021.txt"
HOSTILE = "2021年临江市民政局工作总结\n\n召开“<img src=x onerror=window.hurt=1></script><script>window.hurt=1</script>”座谈会3次。有关部门参加。\n"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(REPORT)


@pytest.fixture
def opened(browser: Browser, reading: Reading, tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    yield from _open(browser, reading, tmp_path, locale="zh-CN")


def _open(browser: Browser, reading: Reading, folder: Path, **options: str) -> Iterator[tuple[Page, list[str]]]:
    file = folder / "reading.html"
    file.write_text("".join(reading_page(reading)), encoding="utf-8")
    context = browser.new_context(**options)  # type: ignore[arg-type]  # the options of new_context
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.goto(file.as_uri())
    yield page, seen
    context.close()


def test_text_of_the_report_is_whole(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    shown = page.evaluate(
        "() => { const main = document.getElementById('report').cloneNode(true);"
        " for (const each of main.querySelectorAll('.says')) each.remove(); return main.textContent; }"
    )
    assert "".join(shown.split()) == "".join(REPORT.read_text(encoding="utf-8").split())


def test_mark_opens_its_names_kind_and_facts(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.locator("main p .mark.Body").first.click()
    assert "机构 · 政协" in page.locator("#facts").inner_text()
    assert page.locator("#facts blockquote").count() > 0


def test_key_opens_a_mark_as_a_click_does(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.locator(".mark.Event").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#facts h3").count() > 0


def test_pointer_and_focus_tell_what_a_mark_is(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.locator("main p .mark.Event").first.focus()
    assert "活动" in page.locator("#tip").inner_text()
    page.locator("main p .mark.Initiative").first.hover()
    page.wait_for_function("() => document.getElementById('tip').textContent.includes('举措')")


def test_what_was_passed_over_is_marked_with_its_reason(opened: tuple[Page, list[str]], reading: Reading) -> None:
    page, _ = opened
    assert page.locator("button.passed b").inner_text() == str(len(reading.refusals))
    page.locator(".mark.passed").first.click()
    assert "略过" in page.locator("#facts h3").first.inner_text()


def test_other_language_is_one_click_away(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.locator("main p .mark.Body").first.click()
    page.locator("#language").click()
    assert "Body · political consultative conference" in page.locator("#facts").inner_text()


def test_nothing_is_fetched(opened: tuple[Page, list[str]]) -> None:
    _, seen = opened
    assert [url for url in seen if not url.startswith("file:")] == []


def test_hostile_text_stays_text(browser: Browser, tmp_path: Path) -> None:
    digest = "0" * 64
    document = Document(name="<b>x</b>.txt", text=HOSTILE, digest=digest, file_digest=digest, encoding="utf-8")
    reading = replace(read(document), document=document)
    for page, seen in _open(browser, reading, tmp_path):
        assert page.evaluate("() => window.hurt") is None
        assert page.locator("img, main script, aside script").count() == 0
        assert [url for url in seen if not url.startswith("file:")] == []


def test_mark_before_a_sentence_opens_how_it_was_read(browser: Browser, tmp_path: Path) -> None:
    reading, trails = explained(sentence_alone("加强农村环境整治,<b>开展</b>法治讲座3场。"))
    file = tmp_path / "trail.html"
    file.write_text("".join(reading_page(reading, {t.span.start: to_text(t) for t in trails})), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.locator(".says").first.click()
    assert "verdict only-advanced on 农村环境整治" in page.locator("#facts .trail").inner_text()
    assert page.locator("#facts b").count() == 0
    page.close()
