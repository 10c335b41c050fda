"""One HTML file with everything in it: data, script and style. It loads nothing, and its policy forbids that it could.

The policy (Content Security Policy Level 3) allows the one script and the one style by their hashes, WebAssembly for the
SPARQL console and workers made by the page itself; everything else is refused. Data stands in blocks that are no script,
compressed and in base64, so that no name in a report can end a tag.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files

from jigou.ontology.errors import UnknownName
from jigou.viz.packing import pack, squeezed, squeezed_hard
from jigou.viz.scene import Scene


def page(scene: Scene, *, console: bool = True, language: str | None = None) -> str:
    """The page of a scene as HTML.

    ``console`` puts the SPARQL engine (1.3 MB) and the graph's quads into it, where the scene has quads. ``language`` (``zh``
    or ``en``) is the interface's first one; without it the browser's own is taken. Raises UnknownName for another language.
    """
    if language not in (None, "zh", "en"):
        raise UnknownName(f"the page does not speak {language!r}; it speaks zh and en")
    script, style = _asset("explorer.js"), _asset("explorer.css")
    blocks = {"scene": squeezed(pack(scene))}
    if console and scene.quads:
        blocks |= {
            "quads": squeezed_hard(scene.quads.encode()),
            "engine": template("oxigraph.wasm.lzma"),
            "worker": template("worker.js"),
        }
    title = escape(scene.title)
    # The language of the document is that of its data; the script says so where the interface speaks another.
    return (
        "<!doctype html>\n"
        f'<html lang="zh-Hans"{f" data-language={language!r}" if language else ""}>\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(script, style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n<style>{style}</style>\n</head>\n'
        f'<body>\n<div id="app"><p id="wait">{title}</p></div>\n'
        "<noscript><p>这一页需要 JavaScript。This page needs JavaScript.</p></noscript>\n"
        f"{''.join(_block(name, data) for name, data in blocks.items())}<script>{script}</script>\n</body>\n</html>\n"
    )


def policy(script: str, style: str) -> str:
    """The page's Content-Security-Policy: nothing but this script, this style, and what the page makes itself."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}' 'wasm-unsafe-eval'",
            f"style-src '{_hash(style)}'",
            "img-src data: blob:",
            "worker-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _block(name: str, data: bytes) -> str:
    held = base64.b64encode(data).decode()
    return f'<script type="application/octet-stream" id="jigou-{name}">{held}</script>\n'


@cache
def template(name: str) -> bytes:
    """A file that was built from the page's sources, or came with the engine."""
    return files("jigou.viz").joinpath("templates", name).read_bytes()


def _asset(name: str) -> str:
    return template(name).decode("utf-8")
