"""The scene of the Shanghai report from its annotation, and a browser that is let onto no network."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from jigou.ontology import (
    Approximation,
    Document,
    Entity,
    EntityType,
    Evidence,
    Header,
    Measure,
    Reading,
    Refusal,
    Relation,
    RelationType,
    Role,
    Segment,
    SegmentKind,
    Span,
)
from jigou.viz.page import page as page_of
from jigou.viz.scene import Scene
from jigou.viz.staging import scene_from_readings

GOLD = Path(__file__).parents[2] / "gold"
CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-component-update",
    "--no-first-run",
]


def reading_of_gold(stem: str, *, year: int | None = None) -> Reading:
    """A reading that says what the annotator found; the outline is cut by the numbers of its headings."""
    text = (GOLD / f"{stem}.txt").read_text(encoding="utf-8")
    gold = json.loads((GOLD / f"{stem}.gold.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(text.encode()).hexdigest()

    def evidence(words: str) -> Evidence:
        start = text.index(words)
        return Evidence(source=digest, span=Span(start=start, end=start + len(words)), rule="gold", version="1")

    def mention(entity: dict[str, object]) -> Evidence:
        names, (around, *_) = entity["names"], entity["evidence"]
        found = next((name for name in names if name in around), None)
        place = evidence(around)
        if found is None:
            return place
        start = place.span.start + around.index(found)
        return Evidence(source=digest, span=Span(start=start, end=start + len(found)), rule="gold", version="1")

    title = text.split("\n", 1)[0]
    return Reading(
        document=Document(name=f"{stem}.txt", text=text, digest=digest, file_digest=digest, encoding="utf-8"),
        header=Header(
            title=title, title_span=Span(start=0, end=len(title)), year=year or gold["year"], published="2021-11-30"
        ),
        segments=tuple(_segments(text)),
        entities=tuple(
            Entity(
                id=one["id"],
                type=EntityType(one["type"]),
                kind=one["kind"],
                names=tuple(one["names"]),
                canonical=one["names"][0],
                key=one["names"][0]
                if one["id"] not in ("e40", "e48", "e86", "e101")
                else f"{one['names'][0]} {one['id']}",
                mentions=(mention(one),),
                confidence=0.9,
            )
            for one in gold["entities"]
        ),
        relations=tuple(
            Relation(
                type=RelationType(one["type"]),
                source=one["source"],
                target=one["target"],
                evidence=evidence(one["evidence"]),
                confidence=0.8,
                role=Role(one["role"]) if "role" in one else None,
            )
            for one in gold["relations"]
        ),
        measures=tuple(
            Measure(
                of=one["of"],
                value=Decimal(str(one["value"])),
                unit=one["unit"],
                what=one["what"],
                approx=Approximation(one["approx"]),
                evidence=evidence(one["evidence"]),
                confidence=0.85,
            )
            for one in gold["measures"]
        ),
        refusals=(Refusal(span=evidence("有关部门").span, words="有关部门", rule="vague", reason="a vague plural"),)
        if "有关部门" in text
        else (),
        reporting_body=gold["reporting_body"],
    )


def _segments(text: str) -> Iterator[Segment]:
    index = 0
    above: dict[int, int] = {}
    for line in re.finditer(r"[^\n]+", text):
        span = Span(start=line.start(), end=line.end())
        label = re.match(r"[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)", line.group())
        if line.start() == 0 or (label and len(line.group()) < 40):
            level = 0 if line.start() == 0 else 1 if label and label.group().endswith("、") else 2
            kind = SegmentKind.TITLE if level == 0 else SegmentKind.HEADING
            yield Segment(
                index=index,
                kind=kind,
                span=span,
                parent=above.get(1) if level == 2 else None,
                level=level,
                label=label.group() if label else "",
            )
            if level:
                above = {key: value for key, value in above.items() if key < level} | {level: index}
            index += 1
            continue
        paragraph = index
        yield Segment(index=index, kind=SegmentKind.PARAGRAPH, span=span, parent=above.get(2, above.get(1)))
        index += 1
        for sentence in re.finditer(r"[^。！？]+[。！？]?", line.group()):
            start, end = line.start() + sentence.start(), line.start() + sentence.end()
            yield Segment(index=index, kind=SegmentKind.SENTENCE, span=Span(start=start, end=end), parent=paragraph)
            index += 1


@pytest.fixture(scope="session")
def gold() -> Callable[..., Reading]:
    return reading_of_gold


@pytest.fixture(scope="session")
def shanghai() -> Scene:
    return scene_from_readings([reading_of_gold("zx-shanghai-2021")])


@dataclass
class Visit:
    """An open page with what it tried to fetch and what went wrong in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def state(self, fragment: str) -> None:
        self.page.evaluate("fragment => { location.hash = fragment }", fragment)
        self.page.wait_for_timeout(60)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    os.environ["TZ"] = "UTC"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Writes scenes to files and opens them by their file address, each in a new empty profile."""

    written: ClassVar[dict[int, tuple[Scene, str]]] = {}
    """The pages of scenes that were opened before: layout and compression take a second. The scene is held with its page."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.folder = folder
        self.contexts: list[object] = []

    def __call__(self, scene: Scene | str, fragment: str = "", **options: object) -> Visit:
        path = self.folder / "page.html"
        if isinstance(scene, Scene) and id(scene) not in self.written:
            self.written[id(scene)] = scene, page_of(scene)
        path.write_text(scene if isinstance(scene, str) else self.written[id(scene)][1], encoding="utf-8")
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN", "accept_downloads": True} | options
        context = self.browser.new_context(**settings)  # type: ignore[arg-type]  # the options of new_context
        self.contexts.append(context)
        page = context.new_page()
        visit = Visit(page)
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        page.wait_for_selector("html[data-ready]", timeout=20_000)
        return visit

    def close(self) -> None:
        for context in self.contexts:
            context.close()  # type: ignore[attr-defined]  # a BrowserContext


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visitor]:
    visitor = Visitor(browser, tmp_path)
    yield visitor
    visitor.close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
        pass


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Puts a folder on a web server of this machine; gives its address."""
    servers: list[ThreadingHTTPServer] = []

    def put(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield put
    for server in servers:
        server.shutdown()
        server.server_close()
