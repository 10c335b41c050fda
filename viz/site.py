"""A folder for any web server: the explorer with its data in parts, and a plain page for each entity.

The explorer is the same script as in the one-file page; it fetches ``data/*.bin`` from beside it: the text of a report when
it is first needed, and of a large graph first what the first view shows. Entity pages need no script; each holds what it
says as JSON-LD in the terms of schema.org, and the IRIs of the graph.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from jigou.ontology import EntityType
from jigou.ontology.errors import InvalidGraph
from jigou.ontology.iris import BASE
from jigou.viz.packing import pack, pack_text, squeezed, squeezed_hard
from jigou.viz.page import template
from jigou.viz.parting import PARTS_ABOVE, parts
from jigou.viz.scene import THEME, Citation, Count, Link, Node, Scene
from jigou.viz.terms import both, terms

_MARK = ".jigou-site"
_LONGEST = 160
"""Bytes of a file's name; systems take 255, and packing programs add to it."""

_QUOTED = 5
"""So many sentences stand behind each thing that is said; how many more there are is told."""

_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
_EXPLORER_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "
    "img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'"
)
_SCHEMA = {
    "Body": "Organization",
    "Initiative": "Project",
    "Event": "Event",
    "Document": "CreativeWork",
    "Post": "Role",
    "Person": "Person",
    "Place": "Place",
    THEME: "DefinedTerm",
}


def write_site(scene: Scene, folder: Path | str, *, base: str = BASE, parts_above: int = PARTS_ABOVE) -> None:
    """Write the site of a scene; it appears, or takes the place of an older one, when it is whole.

    Above ``parts_above`` nodes its data are in parts: what the first view needs, and slices of the rest. Raises InvalidGraph
    where the folder is there already and is no site of jigou.
    """
    place = Path(folder).resolve()
    if place.exists() and not (place / _MARK).exists() and not (place.is_dir() and not any(place.iterdir())):
        raise InvalidGraph(f"{folder}: is there already and is no site of jigou; give the site another name")
    place.parent.mkdir(parents=True, exist_ok=True)
    holder = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        new = holder / "new"
        for name, content in _files(scene, base, parts_above):
            file = new / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        new.chmod(0o755)
        if place.exists():
            place.rename(holder / "old")
        new.rename(place)
    finally:
        shutil.rmtree(holder, ignore_errors=True)


def file_of(node: Node, *, base: str = BASE) -> str:
    """Where the page of a node is, from the site's folder: its IRI's last steps, cut where that is too long.

    >>> file_of(Node(id=BASE + "body/上海市政协", type="Body", kind="cppcc", name="上海市政协"))
    'body/上海市政协.html'
    """
    type_, _, name = node.id.removeprefix(base).partition("/")
    name = name.replace("/", "_").replace("\\", "_").lstrip(".") or "_"
    if len(name.encode()) > _LONGEST:
        digest = hashlib.sha256(node.id.encode()).hexdigest()[:8]
        name = name.encode()[: _LONGEST - 9].decode(errors="ignore") + "-" + digest
    return f"{type_.replace(':', '_') or node.type.lower()}/{name}.html"


def _files(scene: Scene, base: str, parts_above: int) -> Iterator[tuple[str, bytes]]:
    packed = pack(scene, base=base, texts=False)
    inside = parts(packed) if len(scene.nodes) > parts_above else iter([("scene", packed)])
    held: list[str] = []
    first = 0
    for name, rows in inside:
        data = squeezed(rows)
        held.append(name)
        first = first or len(data)
        yield f"data/{name}.bin", data
    for number, report in enumerate(scene.reports):
        yield f"data/text-{number}.bin", squeezed(pack_text(report))
    if scene.quads:
        held += ["engine", "quads"]
        yield "data/engine.bin", template("oxigraph.wasm.lzma")
        yield "data/worker.bin", template("worker.js")
        yield "data/quads.bin", squeezed_hard(scene.quads.encode())
    yield "explorer.js", template("explorer.js")
    yield "explorer.css", template("explorer.css")
    yield "index.html", _explorer(scene, held, first).encode()
    yield _MARK, b"A site written by jigou; it is replaced as a whole.\n"
    pages = _Pages(scene, base)
    for node in scene.nodes:
        yield pages.files[node.id], pages.page(node).encode()
    yield "entities.html", pages.index().encode()


def _explorer(scene: Scene, held: list[str], first: int) -> str:
    """The page of the explorer; what is in the graph stands in it, to be read while the graph itself is on its way."""
    title = escape(scene.title)
    kinds = Counter(node.type for node in scene.nodes)
    sums = "".join(
        f"<li><strong>{kinds[type_]:,}</strong> {_said(*both(terms()['types'].get(type_), type_))}</li>"
        for type_ in (*EntityType, THEME)
        if kinds[type_]
    )
    facts = len(scene.links) + len(scene.moments) + len(scene.counts)
    summary = (
        f'<div class="coming"><h1>{title}</h1>\n<ul>{sums}'
        f"<li><strong>{facts:,}</strong> {_said('关系、时间与数量', 'relations, times and counts')}</li>"
        f"<li><strong>{len(scene.reports):,}</strong> {_said('份报告', 'reports')}</li></ul>\n"
        f'<p id="wait">{_said("正在取图谱", "Fetching the graph")} · {first / 1e6:.1f} MB · '
        f'<a href="entities.html">{_said("全部实体", "All entities")}</a></p></div>'
    )
    return (
        f'<!doctype html>\n<html lang="zh-Hans" data-parts="data/" data-has="{" ".join(held)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_EXPLORER_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n<link rel="stylesheet" href="explorer.css">\n'
        '<script src="explorer.js" defer></script>\n</head>\n'
        f'<body>\n<div id="app">{summary}</div>\n</body>\n</html>\n'
    )


class _Pages:
    """The plain pages of entities, with the facts of each looked up once."""

    def __init__(self, scene: Scene, base: str) -> None:
        self.scene = scene
        self.base = base
        self.nodes = {node.id: node for node in scene.nodes}
        self.files = {node.id: file_of(node, base=base) for node in scene.nodes}
        self.links: defaultdict[str, list[Link]] = defaultdict(list)
        self.counts: defaultdict[str, list[Count]] = defaultdict(list)
        for link in scene.links:
            self.links[link.source].append(link)
            if link.target != link.source:
                self.links[link.target].append(link)
        for count in scene.counts:
            self.counts[count.of].append(count)

    def page(self, node: Node) -> str:
        """The page of a node."""
        tail = node.id.removeprefix(self.base)
        sections = [
            f"<h1>{escape(node.name)}</h1>\n<p>{_said(*self._type(node))}</p>\n",
            f"<p>{escape(' · '.join(node.names))}</p>\n" if node.names else "",
            f'<p><a href="../index.html#sel={escape(quote(tail))}">在浏览器中查看 · Open in the explorer</a></p>\n',
            "<ul>\n",
            *(self._fact(node, link) for link in self.links[node.id]),
            *(
                f"<li>{_said(*both(terms()['approximations'].get(count.approx), ''))}{count.value.normalize():f} "
                f"{escape(count.unit)} {escape(count.what)}{self._quotes(count.citations)}</li>\n"
                for count in self.counts[node.id]
            ),
            "</ul>\n<h2>原文 · Source</h2>\n",
            self._quotes(node.citations),
        ]
        return _plain(node.name, "".join(sections), depth=1, data=self._data(node))

    def index(self) -> str:
        """The list of all entities."""
        rows = (
            f'<li><a href="{escape(quote(self.files[node.id]))}">{escape(node.name)}</a> {_said(*self._type(node))}</li>\n'
            for node in sorted(self.scene.nodes, key=lambda node: (node.type, node.name, node.id))
        )
        return _plain(self.scene.title, f"<h1>{escape(self.scene.title)}</h1>\n<ul>\n{''.join(rows)}</ul>\n", depth=0)

    def _fact(self, node: Node, link: Link) -> str:
        backward = link.source != node.id
        other = self.nodes[link.source if backward else link.target]
        words = terms()["relations"].get(link.type)
        zh, en = both(words[backward] if words else None, link.type)
        role = terms()["roles"].get(link.role or "")
        if role is not None:
            zh, en = (f"{role[0]}者", f"{role[1]} (by)") if backward else (role[0], role[1])
        href = escape(quote("../" + self.files[other.id]))
        return f'<li>{_said(zh, en)} <a href="{href}">{escape(other.name)}</a>{self._quotes(link.citations)}</li>\n'

    def _type(self, node: Node) -> tuple[str, str]:
        """The type and kind of a node, in Chinese and English."""
        type_ = both(terms()["types"].get(node.type), node.type)
        kind = both(terms()["kinds"].get(node.type, {}).get(node.kind), node.kind)
        return f"{type_[0]} · {kind[0]}", f"{type_[1]} · {kind[1]}"

    def _quotes(self, citations: tuple[Citation, ...]) -> str:
        return "".join(
            f"<blockquote>{escape(self._sentence(one))} <cite>{escape(self.scene.reports[one.report].title or self.scene.reports[one.report].name)}</cite></blockquote>"
            for one in citations[:_QUOTED]
        ) + (
            f"<p>{_said(f'另有 {more} 处', f'and {more} more places')}</p>"
            if (more := len(citations) - _QUOTED) > 0
            else ""
        )

    def _sentence(self, citation: Citation) -> str:
        """The words from the end of the sentence before to the end of the citation's own."""
        text, span = self.scene.reports[citation.report].text, citation.span
        start = max(text.rfind(mark, 0, span.start) for mark in "。！？\n") + 1
        ends = [at for mark in "。！？\n" if (at := text.find(mark, span.end - 1)) >= 0]
        return text[start : min(ends, default=len(text)) + 1].strip()

    def _data(self, node: Node) -> dict[str, object]:
        """What is said of a node in the terms of schema.org."""
        data: dict[str, object] = {
            "@context": "https://schema.org",
            "@type": _SCHEMA.get(node.type, "Thing"),
            "@id": node.id,
            "name": {"@language": "zh", "@value": node.name},
        }
        if node.names:
            data["alternateName"] = list(node.names)
        parents = [link.target for link in self.links[node.id] if link.type == "partOf" and link.source == node.id]
        if parents:
            data["parentOrganization"] = [{"@id": parent} for parent in parents]
        organizers = [
            link.source for link in self.links[node.id] if link.type == "organizes" and link.target == node.id
        ]
        if organizers and node.type == "Event":
            data["organizer"] = [{"@id": one} for one in dict.fromkeys(organizers)]
        reports = dict.fromkeys(self.scene.reports[one.report].id for one in node.citations)
        if reports:
            data["subjectOf"] = [{"@id": report} for report in reports]
        return data


def _said(zh: str, en: str) -> str:
    """A word in both languages, each marked as what it is, so that a screen reader says it rightly."""
    if zh == en:
        return escape(zh)
    return f'{escape(zh)} <span lang="en" class="dim">{escape(en)}</span>'


def _plain(title: str, body: str, *, depth: int, data: dict[str, object] | None = None) -> str:
    """A page without script. JSON within an element may not hold ``<``, which could end it."""
    words = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c") if data else ""
    linked = f'<script type="application/ld+json">{words}</script>\n' if data else ""
    up = "../" * depth
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f'<title>{escape(title)}</title>\n<link rel="stylesheet" href="{up}explorer.css">\n{linked}</head>\n'
        f'<body class="plain">\n<main>\n{body}<p><a href="{up}entities.html">全部实体 · All entities</a></p>\n</main>\n</body>\n</html>\n'
    )
