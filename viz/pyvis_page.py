"""The network of a small graph by pyvis, made to work offline.

pyvis 0.3.2 inlines its own script when asked, but links Bootstrap from elsewhere all the same, prints its heading twice
and unescaped, and lets the browser move every node by physics, which above two hundred nodes takes many seconds. Here the
links are taken out, the heading is written once and escaped, positions are handed over, and a policy allows nothing but
the scripts that are in the file.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape

from jigou.ontology.errors import TooLarge
from jigou.viz.layout import positions
from jigou.viz.scene import THEME, Citation, Link, Node, Scene

LIMIT = 200
"""Above so many nodes pyvis is slow to open and to move; the page of ``jigou.viz.page`` is not."""

_COLOURS = {
    "Body": "#0a5ea8", "Initiative": "#b34700", "Event": "#00745a", "Document": "#7d3c98",
    "Post": "#6b6100", "Person": "#a8246b", "Place": "#6b4a2f",
}  # fmt: skip
_SHAPES = {
    "Body": "dot", "Initiative": "diamond", "Event": "triangle", "Document": "square",
    "Post": "hexagon", "Person": "star", "Place": "triangleDown",
}  # fmt: skip
_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_OUTSIDE = re.compile(r"<link\b[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>", re.DOTALL)
_HEADING = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)


def pyvis_page(scene: Scene, *, limit: int | None = LIMIT) -> str:
    """The scene's network, without themes, as one HTML file by pyvis.

    Raises TooLarge above ``limit`` nodes; None lets any number through.
    """
    from pyvis.network import Network  # half a second to import

    nodes = [node for node in scene.nodes if node.type != THEME]
    if limit is not None and len(nodes) > limit:
        raise TooLarge(
            f"{len(nodes)} nodes are too many for pyvis, which is slow above {limit}; leave --engine out for a page that is not"
        )
    index = {node.id: number for number, node in enumerate(nodes)}
    links = [link for link in scene.links if link.source in index and link.target in index]
    edges = [(index[link.source], index[link.target]) for link in links]
    given = dict(zip((node.id for node in scene.nodes), scene.places, strict=False))
    points = [given[node.id] for node in nodes] if given else positions([node.id for node in nodes], edges)
    network = Network(height="92vh", width="100%", directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    for node, (x, y) in zip(nodes, points, strict=True):
        network.add_node(
            node.id,
            label=node.name,
            title=_node_words(scene, node),
            x=x * 2.2,
            y=y * 2.2,
            color=_COLOURS.get(node.type, "#56606e"),
            shape=_SHAPES.get(node.type, "dot"),
            size=12,
        )
    for link in links:
        network.add_edge(link.source, link.target, title=_link_words(scene, link), color="#9a9a9a", smooth=False)
    return _offline(network.generate_html(notebook=False), scene.title)


def _node_words(scene: Scene, node: Node) -> str:
    return "\n".join((node.name, f"{node.type} · {node.kind}", *_quotes(scene, node.citations)))


def _link_words(scene: Scene, link: Link) -> str:
    return "\n".join((f"{link.type} {link.role or ''}".strip(), *_quotes(scene, link.citations)))


def _quotes(scene: Scene, citations: tuple[Citation, ...]) -> list[str]:
    return [f"“{scene.words(citation)}”" for citation in citations[:3]]


def _offline(html: str, title: str) -> str:
    """The page by pyvis without what it takes from elsewhere, under a policy that names its own scripts and styles by hash."""
    html = _HEADING.sub("", _OUTSIDE.sub("", html.replace("\r\n", "\n")))
    allowed = " ".join(f"'{_hash(body)}'" for body in dict.fromkeys(_SCRIPT.findall(html)))
    policy = f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,">'
    )
    html = re.sub(r'<meta charset="utf-8">', lambda found: f"{found.group()}\n{head}", html, count=1)
    return html.replace("<body>", f"<body>\n<h1 style='font:600 18px sans-serif'>{escape(title)}</h1>", 1)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
