"""Takes the pictures of the README from the page of the shipped report: ``python docs/make_pictures.py`` after ``make demo``.

Needs Debian's Chromium and Playwright (the ``dev`` extra). The pictures are of one size, so that they can be compared.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

import jigou.graphs

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "demo" / "zx-shanghai-2021.html"
IMAGES = Path(__file__).parent / "images"
SELECTED = "第三届“初心论坛”"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    """Take a picture in each language."""
    IMAGES.mkdir(exist_ok=True)
    with jigou.graphs.open(ROOT / "demo" / "graph") as view:
        row = next(iter(view.query(f"SELECT ?thing {{ ?thing a jg:Event ; skos:prefLabel '{SELECTED}'@zh }}")))
        state = f"#view=network&sel={str(row.thing).removeprefix(view.base)}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        for locale, name in (("en-GB", "page.png"), ("zh-CN", "page.zh.png")):
            page = browser.new_page(viewport={"width": 1280, "height": 760}, locale=locale)
            page.goto(f"{PAGE.as_uri()}{quote(state, safe='#=&/')}")
            page.wait_for_timeout(1500)
            page.screenshot(path=IMAGES / name)
        browser.close()


if __name__ == "__main__":
    main()
