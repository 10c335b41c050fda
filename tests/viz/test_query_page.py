"""The query page in a browser: it answers, and asks nobody but its own server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from time import sleep

import pytest
import uvicorn
from gold_readings import gold_reading
from playwright.sync_api import Browser

from jigou import graphs
from jigou.cli.serving.app import Application


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        graphs.build([gold_reading()], tmp_path_factory.mktemp("graphs") / "graph") as view,
        socket.create_server(("127.0.0.1", 0)) as listening,
    ):
        server = uvicorn.Server(uvicorn.Config(Application(view), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def test_query_page_answers_a_named_question_and_asks_nobody_else(address: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}/query")
    page.wait_for_selector("html[data-ready=yes]")
    page.select_option("#examples", "workstations")
    page.click(".yasqe_queryButton")
    page.wait_for_selector("#result td")
    assert "工作站" in page.inner_text("#result")
    page.click(".CodeMirror")
    page.keyboard.press("Control+Home")
    page.keyboard.type("PREFIX foo")
    page.keyboard.press("Control+Space")
    page.wait_for_timeout(300)
    page.close()
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []
    assert said == []


def test_query_page_tells_a_term_that_the_ontology_does_not_have(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/query")
    page.wait_for_selector("html[data-ready=yes]")
    page.evaluate(
        "() => document.querySelector('.CodeMirror').CodeMirror.setValue("
        "'PREFIX jg: <https://w3id.org/jigou/ontology#> SELECT ?b WHERE { ?b a jg:Bdy }')"
    )
    page.click(".yasqe_queryButton")
    page.wait_for_selector("#hints p")
    assert "jg:Bdy is no term of the ontology; the nearest is jg:Body." in page.inner_text("#hints")
    page.close()


@pytest.mark.parametrize("path", ["/", "/search?q=政协", "/about", "/page/body/上海市政协机关"])
def test_page_asks_nobody_else_and_breaks_no_policy(address: str, browser: Browser, path: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(address + path)
    page.wait_for_load_state("load")
    page.close()
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []
    assert said == []
