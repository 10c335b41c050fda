"""Pictures of each view of the page, for the README and the documentation.

usage: tools/screenshots.py [FOLDER]

FOLDER is docs/images by default. The report that ships is read as ``jigou build`` would read it; the views that need
several years show a made-up body whose three reports are written here. The same browser and fonts (Noto CJK) give the
same pictures. They are kept with 256 colours, a third of the size.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from jigou.builder import read
from jigou.graphs import view_of
from jigou.ontology.iris import BASE
from jigou.viz import Scene, page, scene_from_view

ROOT = Path(__file__).parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--no-first-run",
    "--font-render-hinting=none",
]

SERIES = {
    2021: "召开全区民政工作会议。开展“暖冬行动”,走访慰问困难家庭320户。3月15日举办养老服务培训班2期。成立区民政局婚俗改革领导小组,由局长任组长。制定《社会救助实施办法》。",
    2022: "召开全区民政工作会议。开展“暖冬行动”,走访慰问困难家庭410户。5月举办养老服务培训班3期。推进婚俗改革。6月18日举办“邻里节”。制定《养老服务发展规划》。",
    2023: "召开全区民政工作会议。开展“银龄行动”,走访慰问困难家庭380户。9月举办第二届“邻里节”。10月12日至10月15日举办养老服务培训班4期。成立区民政局养老服务中心。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture: which scene, where in it, and how the window is."""

    name: str
    fragment: str
    scene: str = "shanghai"
    ready: str = "html[data-ready]"
    width: int = 1280
    height: int = 800
    dark: bool = False
    language: str = "zh-CN"


EVENT = "{视察监督活动}"
"""A name in braces in a fragment is the thing of that name."""
FORUM = "view=network&sel={第三届“初心论坛”}"
COLOURS, EXACT, VIVID = 256, 48, 70

SHOTS = (
    Shot(name="page", fragment=FORUM, ready="canvas[data-painted]", height=760, language="en-GB"),
    Shot(name="page.zh", fragment=FORUM, ready="canvas[data-painted]", height=760),
    Shot(name="overview", fragment="view=overview"),
    Shot(name="table", fragment=f"view=table&of=facts&q=监督&sel={EVENT}"),
    Shot(name="network", fragment=f"view=network&sel={EVENT}", ready="canvas[data-painted]"),
    Shot(name="tree", fragment="view=tree"),
    Shot(name="timeline", fragment="view=timeline", scene="series"),
    Shot(name="matrix", fragment="view=matrix"),
    Shot(name="years", fragment="view=years", scene="series"),
    Shot(name="source", fragment=f"view=source&sel={EVENT}"),
    Shot(name="ask", fragment="view=ask&question=roles", ready=".answer td"),
    Shot(name="dark", fragment="view=network", ready="canvas[data-painted]", dark=True),
    Shot(name="english", fragment="view=overview", language="en-GB"),
    Shot(name="phone", fragment=f"view=source&sel={EVENT}", width=390, height=844),
)


def scenes(folder: Path) -> dict[str, Scene]:
    """The report that ships, and the made-up series of three years."""
    files = []
    for year, words in SERIES.items():
        file = folder / f"civil-affairs-{year}.txt"
        file.write_text(f"平湖区民政局{year}年工作总结\n\n{year}年,平湖区民政局{words}\n", encoding="utf-8")
        files.append(file)
    return {
        "shanghai": scene_from_view(view_of([read(ROOT / "gold" / "zx-shanghai-2021.txt")])),
        "series": scene_from_view(view_of([read(file) for file in files]), console=False),
    }


def placed(fragment: str, scene: Scene) -> str:
    """A fragment with names in braces made into the last steps of IRIs."""
    found = {node.name: node.id.removeprefix(BASE) for node in reversed(scene.nodes)}
    return re.sub(r"\{(.+?)\}", lambda name: found.get(name[1], ""), fragment)


def take(browser: Browser, shot: Shot, scene: Scene, source: Path, target: Path) -> None:
    """Open a page as a shot says, wait until it stands still, and keep its picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        locale=shot.language,
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto(f"{source.as_uri()}#{placed(shot.fragment, scene)}")
    tab.wait_for_selector(shot.ready, timeout=60_000)
    tab.wait_for_timeout(400)
    target.write_bytes(shrunk(tab.screenshot()))
    context.close()


def shrunk(picture: bytes) -> bytes:
    """A picture with a palette of its own: its commonest and most vivid colours as they are, those between them as near as may be."""
    held = io.BytesIO()
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    found = sorted(image.getcolors(image.width * image.height) or [], key=lambda one: (-one[0], one[1]))
    common = [colour for _, colour in found[:EXACT]]
    # The marks of the types are small, and their colours are what tells them apart.
    vivid = [colour for _, colour in found[EXACT:] if max(colour) - min(colour) > VIVID][:EXACT]
    exact = [value for colour in common + vivid for value in colour]
    between = image.quantize(COLOURS - len(exact) // 3, dither=Image.Dither.NONE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette(exact + between)
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
    return held.getvalue()


def main() -> None:
    """Write every picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs" / "images")
    target: Path = parser.parse_args().folder
    target.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        pages, shown = {}, scenes(Path(place))
        for name, scene in shown.items():
            pages[name] = Path(place) / f"{name}.html"
            pages[name].write_text(page(scene), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for shot in SHOTS:
            take(browser, shot, shown[shot.scene], pages[shot.scene], target / f"{shot.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
