"""Pages in headless Chromium: size, first view, searching, filtering, redrawing; and pyvis with its defaults on the same graph.

usage: benchmarks/viewing.py [--nodes N ...] [--sites N ...] [--pyvis N] [--renderers FOLDER]

Sites are served on this machine's own address, with the data in one file and in parts.

Runs on a machine without a graphics processor. FOLDER is a node_modules with sigma and graphology: then the same network
is also drawn by WebGL, to compare.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from jigou.builder import read
from jigou.graphs import view_of
from jigou.ontology import KINDS, EntityType, Segment, SegmentKind, Span
from jigou.viz import Citation, Count, Link, Node, Report, Scene, page, pyvis_page, scene_from_view, write_site

ROOT = Path(__file__).parent.parent
BASE = "https://w3id.org/jigou/id/"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--no-first-run"]
WORDS = (
    "市区县政府办公厅研究室教育民政司法财政数字社区治理改革协商监督调研座谈培训党史学习机制项目工程方案意见服务创新发展"
)


def synthetic(count: int, seed: int = 1) -> Scene:
    """A graph of ``count`` nodes in reports of 250 each, with names, sentences, hubs and numbers as reports have them."""
    chance = random.Random(seed)
    types = [EntityType.BODY] * 2 + [EntityType.INITIATIVE] * 2 + [EntityType.EVENT] * 5 + [EntityType.DOCUMENT]
    reports: list[Report] = []
    nodes: list[Node] = []
    links: list[Link] = []
    counts: list[Count] = []
    while len(nodes) < count:
        number, text, segments = len(reports), "", []
        heads = [node for node in nodes if node.type == "Body"][-40:]
        body: Node | None = None
        for _ in range(min(250, count - len(nodes))):
            type_ = EntityType.BODY if body is None else chance.choice(types)
            name = "".join(chance.choices(WORDS, k=chance.randint(5, 12))) + str(len(nodes))
            start = len(text)
            text += f"本年度组织开展{name}，取得成效，参加{len(nodes) % 90 + 3}人次。\n"
            segments.append(
                Segment(index=len(segments), kind=SegmentKind.SENTENCE, span=Span(start=start, end=len(text) - 1))
            )
            cited = (
                Citation(
                    report=number,
                    span=Span(start=start + 7, end=start + 7 + len(name)),
                    rule="synthetic 1",
                    confidence=chance.random(),
                ),
            )
            node = Node(
                id=f"{BASE}{type_.lower()}/{name}",
                type=type_,
                kind=chance.choice(KINDS[type_]),
                name=name,
                citations=cited,
            )
            nodes.append(node)
            if body is None:
                body = node
                continue
            source = chance.choice(heads) if heads and chance.random() < 0.3 else body
            kind = {"Body": "partOf", "Document": "issues"}.get(type_, "organizes")
            role = chance.choice(["lead", "organize", "support"]) if kind == "organizes" else None
            ends = (node, source) if kind == "partOf" else (source, node)
            links.append(Link(type=kind, source=ends[0].id, target=ends[1].id, role=role, citations=cited))
            if heads and chance.random() < 0.6:
                links.append(Link(type="participates", source=chance.choice(heads).id, target=node.id, citations=cited))
            counts.append(
                Count(
                    of=node.id,
                    value=Decimal(len(nodes) % 90 + 3),
                    unit="人次",
                    what="参加",
                    approx="exact",
                    citations=cited,
                )
            )
        reports.append(
            Report(
                id=f"{BASE}report/{number}",
                name=f"{number}.txt",
                text=text,
                digest="0" * 64,
                title=f"报告{number}",
                year=2015 + number % 9,
                body=body.id if body else None,
                segments=tuple(segments),
            )
        )
    return Scene(title=f"{count} nodes", nodes=tuple(nodes), links=tuple(links), counts=tuple(counts), reports=tuple(reports))  # fmt: skip


READY = "document.documentElement.dataset.ready === 'yes'"


def opened(
    browser: Browser, path: Path | str, fragment: str, ready: str, *, timeout: float = 240_000
) -> tuple[Any, float]:
    """A tab at a page (a file or an address), and the seconds until ``ready`` (an expression of the page) holds and is painted."""
    tab = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN").new_page()
    tab.set_default_timeout(timeout)
    start = perf_counter()
    tab.goto((path if isinstance(path, str) else path.as_uri()) + fragment, wait_until="commit")
    tab.wait_for_function(
        f"() => {ready} && new Promise(r => requestAnimationFrame(() => setTimeout(() => r(true))))", polling=20
    )
    return tab, perf_counter() - start


def task(tab: Any, script: str, repeats: int = 5) -> float:
    """Median milliseconds of a script of the page, the painting after it counted in."""
    wrapped = f"async () => {{ const t = performance.now(); {script}; await new Promise(r => requestAnimationFrame(() => setTimeout(r))); return performance.now() - t }}"
    return median(tab.evaluate(wrapped) for _ in range(repeats))


def searched(tab: Any) -> float:
    """Median milliseconds from the typing of a word to the table of what it finds; the search is cleared after."""
    times = []
    for query in ("学习", "jiaoyu", "創新", "dangshi", "监督调"):
        change = f"const i = document.getElementById('search'); i.focus(); i.value = '{query}'; i.dispatchEvent(new Event('input'))"
        waiting = "while (document.querySelector('.found') === old) await new Promise(r => setTimeout(r, 4))"
        times.append(
            tab.evaluate(
                "async () => { const old = document.querySelector('.found'), t = performance.now(); "
                f"{change}; {waiting}; return performance.now() - t }}"
            )
        )
    tab.evaluate(
        "() => { const i = document.getElementById('search'); i.value = ''; i.dispatchEvent(new Event('input')); i.blur() }"
    )
    tab.wait_for_timeout(400)
    return median(times)


def measure(browser: Browser, scene: Scene, folder: Path, name: str) -> None:
    """Print the figures of a scene's page."""
    start = perf_counter()
    html = page(scene)
    made = perf_counter() - start
    path = folder / f"{name}.html"
    path.write_text(html, encoding="utf-8")
    size = path.stat().st_size / 1e6
    tab, first = opened(browser, path, "", READY)
    print(f"{name}: {len(scene.nodes)} nodes, {len(scene.links)} links, {size:.2f} MB, made in {made:.1f} s")
    print(f"  first view (overview)      {first:.2f} s")
    for view, ready in (
        ("network", "document.querySelector('.stage canvas')?.dataset.painted"),
        ("table", "document.querySelector('tbody tr')"),
    ):
        one, seconds = opened(browser, path, f"#view={view}", ready)
        print(f"  first view ({view})".ljust(29) + f"{seconds:.2f} s")
        if view == "table":
            times = searched(one)
            print(
                f"  search to answer           {times:.0f} ms (40 of them, 120 above 20,000 nodes, waiting for the typing to end)"
            )
            print(
                f"  filter by a facet          {task(one, 'document.querySelector(`.facets input`).click()', 6):.0f} ms"
            )
        one.context.close()
    whole, seconds = opened(
        browser, path, "#view=network&mode=all", "document.querySelector('.stage canvas')?.dataset.painted"
    )
    print(f"  everything drawn           {seconds:.2f} s")
    print(f"  a redraw of everything     {task(whole, redraw()):.0f} ms")
    whole.context.close()
    tab.context.close()


class _Counting(SimpleHTTPRequestHandler):
    """Serves a folder and counts the bytes of the bodies that it sends."""

    sent = 0

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        data = source.read()
        type(self).sent += len(data)
        with suppress(ConnectionError):  # a tab is closed while it fetches
            outputfile.write(data)


def served(browser: Browser, scene: Scene, folder: Path, *, parts_above: int) -> None:
    """Print the figures of a scene's site: bytes and time to each first view, to the whole, and of what is asked then."""
    start = perf_counter()
    write_site(scene, folder, parts_above=parts_above)
    made = perf_counter() - start
    size = sum(path.stat().st_size for path in (folder / "data").iterdir()) / 1e6
    divided = len(scene.nodes) > parts_above
    name = "in parts" if divided else "in one file"
    print(f"site of {len(scene.nodes)} nodes, data {name}: {size:.2f} MB of data, made in {made:.1f} s")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Counting, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/index.html"
    tab, words = opened(browser, url, "", "document.querySelector('.coming strong, .figures')")
    print(f"  what is in it, in words    {words:.2f} s")
    tab.context.close()
    for view, ready in (
        ("overview", "document.querySelector('.figures')"),
        ("table", "document.querySelector('tbody tr')"),
        ("network&mode=groups", "document.querySelector('.stage canvas')?.dataset.painted"),
    ):
        times, sizes = [], []
        for _ in range(3):
            _Counting.sent = 0
            tab, seconds = opened(browser, url, f"#view={view}", ready)
            times.append(seconds)
            # What is fetched after the view is painted is not what it waited for.
            sizes.append(tab.evaluate(
                "() => [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')"
                ".filter(one => !one.name.includes('things-'))].reduce((sum, one) => sum + one.encodedBodySize, 0)"
            ))  # fmt: skip
            if view == "table" and len(times) == 3:
                start = perf_counter()
                whole = f"{'document.documentElement.dataset.whole' if divided else READY}"
                tab.wait_for_function(f"() => {whole}", polling=20)
                print(
                    f"  the whole is there         {seconds + perf_counter() - start:.2f} s, {_Counting.sent / 1e6:.2f} MB"
                )
                print(f"  search to answer           {searched(tab):.0f} ms")
                print(
                    f"  filter by a facet          {task(tab, 'document.querySelector(`.facets input`).click()', 6):.0f} ms"
                )
            tab.context.close()
        print(f"  first view ({view.split('&')[0]})".ljust(29) + f"{median(times):.2f} s, {median(sizes) / 1e3:.0f} kB")
    server.shutdown()
    server.server_close()


def redraw() -> str:
    """A small zoom of the canvas, as a turn of the wheel gives it."""
    return "document.querySelector('.stage canvas').dispatchEvent(new WheelEvent('wheel', {deltaY: -3, clientX: 600, clientY: 400, cancelable: true}))"


def by_pyvis(browser: Browser, scene: Scene, folder: Path) -> None:
    """Print how long the same graph takes in pyvis with its defaults (physics on, its own template), and in ours."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line", directed=True)
    for node in scene.nodes:
        network.add_node(node.id, label=node.name, title=node.kind)
    for link in scene.links:
        network.add_edge(link.source, link.target)
    plain = folder / "pyvis.html"
    plain.write_text(network.generate_html(notebook=False), encoding="utf-8")
    ours, fixed = folder / "ours.html", folder / "fixed.html"
    ours.write_text(page(scene, console=False), encoding="utf-8")
    fixed.write_text(pyvis_page(scene, limit=None), encoding="utf-8")
    print(f"the same graph of {len(scene.nodes)} nodes and {len(scene.links)} links, all drawn")
    drawn = "document.querySelector('canvas') && document.querySelector('canvas').width > 0"
    for name, path, fragment, ready in (
        ("jigou", ours, "#view=network&mode=all", "document.querySelector('.stage canvas')?.dataset.painted"),
        ("pyvis, positions given", fixed, "", drawn),
        ("pyvis, its defaults", plain, "", "document.getElementById('loadingBar')?.style.display === 'none' || (!document.getElementById('loadingBar') && window.network && " + drawn + ")"),
    ):  # fmt: skip
        try:
            tab, seconds = opened(browser, path, fragment, ready, timeout=120_000)
            print(f"  {name.ljust(24)} {path.stat().st_size / 1e6:.2f} MB, drawn after {seconds:.2f} s")
            tab.context.close()
        except Exception as error:  # a page that never settles is a result
            print(
                f"  {name.ljust(24)} {path.stat().st_size / 1e6:.2f} MB, not drawn after 120 s ({type(error).__name__})"
            )


def by_sigma(browser: Browser, scene: Scene, folder: Path, modules: Path) -> None:
    """Print the same network in sigma (WebGL), which without a graphics processor is emulated."""
    source = folder / "sigma.js"
    source.write_text(
        "import Graph from 'graphology'; import Sigma from 'sigma'; window.Graph = Graph; window.Sigma = Sigma;",
        encoding="utf-8",
    )
    bundle = folder / "bundle.js"
    # The modules are found from where the source lies.
    (folder / "node_modules").symlink_to(modules.resolve())
    subprocess.run(
        [modules / ".bin" / "esbuild", source, "--bundle", "--minify", f"--outfile={bundle}"],
        check=True,
        capture_output=True,
    )
    from jigou.viz.packing import pack

    packed = pack(scene)
    rows = [[row[9], row[10]] for row in packed["nodes"]]
    edges = [[row[1], row[2]] for row in packed["links"]]
    html = (
        f"<!doctype html><div id=s style='width:1280px;height:700px'></div><script>{bundle.read_text(encoding='utf-8')}</script><script>"
        f"const g = new Graph({{multi:true}}); {rows}.forEach(([x,y],i) => g.addNode(i, {{x,y,size:2,label:'n'+i}}));"
        f"{edges}.forEach(([a,b]) => g.addEdge(a,b)); window.s = new Sigma(g, document.getElementById('s'), {{allowInvalidContainer:true}}); window.drawn = 1;</script>"
    )
    path = folder / "sigma.html"
    path.write_text(html, encoding="utf-8")
    tab, seconds = opened(browser, path, "", "window.drawn")
    print(
        f"  sigma (WebGL), {len(scene.nodes)} nodes  drawn after {seconds:.2f} s, a redraw {task(tab, 's.refresh({skipIndexation: true})'):.0f} ms; script {bundle.stat().st_size / 1e3:.0f} kB"
    )
    tab.context.close()


def main() -> None:
    """Measure in one run: the report that ships, synthetic graphs, pyvis, and sigma where it is given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--nodes", type=int, nargs="*", default=[10_000, 50_000])
    parser.add_argument("--sites", type=int, nargs="*", default=[1000, 3000, 10_000, 50_000])
    parser.add_argument("--pyvis", type=int, default=1000, help="nodes of the graph that pyvis is given")
    parser.add_argument("--renderers", type=Path, help="a node_modules with sigma, graphology and esbuild")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        shanghai = scene_from_view(view_of([read(ROOT / "gold/zx-shanghai-2021.txt")]))
        measure(browser, shanghai, folder, "shanghai")
        for count in options.nodes:
            measure(browser, synthetic(count), folder, f"synthetic-{count}")
        for count in options.sites:
            scene = synthetic(count)
            for above in (count, 0):
                served(browser, scene, folder / f"site-{count}-{above}", parts_above=above)
        by_pyvis(browser, replace(shanghai, quads=""), folder)
        by_pyvis(browser, synthetic(options.pyvis), folder)
        if options.renderers:
            for count in options.nodes[:1]:
                by_sigma(browser, synthetic(count), folder, options.renderers)
        browser.close()


if __name__ == "__main__":
    main()
