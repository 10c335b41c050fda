"""The pages around the graph: explorer, search, queries, the dataset, and the files that they need."""

from __future__ import annotations

import mimetypes
import threading
from importlib.resources import as_file, files

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from jigou.cli.plugins import load
from jigou.cli.serving.benches import Bench
from jigou.cli.serving.guarding import POLICY
from jigou.cli.serving.negotiating import HTML, chosen
from jigou.cli.serving.pages import about_page, query_page, search_page
from jigou.cli.serving.searching import Index
from jigou.graphs.asking import questions
from jigou.graphs.describing import about
from jigou.graphs.formats import ALIASES, GRAPHS
from jigou.graphs.nodes import prefixes
from jigou.graphs.publication import publication
from jigou.graphs.view import View
from jigou.viz import scene_from_view

_STYLED = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The query page's editor and tables bring style attributes of their own; scripts are held to the same policy."""

_ASKED = 100
"""The most characters of a search."""


def routes(view: View, index: Index, bench: Bench) -> list[BaseRoute]:
    """The routes of the pages."""
    mimetypes.init()  # now, and not when the first file is sent: from then on the server opens nothing but its own files
    note = publication(view)
    explorer = _Explorer(view)
    queries = query_page()

    async def home(request: Request) -> Response:
        page = await bench.done(request, explorer.page)
        # The page brings a policy of its own, by the hashes of its script and style.
        return HTMLResponse(page, headers={"Content-Security-Policy": "frame-ancestors 'none'"})

    async def search(request: Request) -> Response:
        words = request.query_params.get("q", "")[:_ASKED]
        hits = await bench.done(request, index.find, words, most=50)
        if chosen(request.headers.get("accept"), [HTML, "application/json"]) == "application/json":
            found = [{"id": hit.node, "name": hit.name, "type": hit.type, "score": hit.score} for hit in hits]
            return JSONResponse({"query": words, "hits": found}, headers={"Vary": "Accept"})
        page = search_page(view, words, [(hit.node, hit.name) for hit in hits])
        return HTMLResponse(page, headers={"Vary": "Accept"})

    async def described(request: Request) -> Response:
        format_ = chosen(request.headers.get("accept"), GRAPHS, ALIASES) or next(iter(GRAPHS))
        root = str(request.base_url).rstrip("/")
        triples = about(view.manifest, f"{root}/void#dataset", note, endpoint=f"{root}/sparql")
        return Response(GRAPHS[format_](triples, view.base), media_type=format_, headers={"Vary": "Accept"})

    async def dataset(_: Request) -> Response:
        return HTMLResponse(about_page(note.title, note.citation(), view.manifest.counts.items()))

    async def citation(_: Request) -> Response:
        return PlainTextResponse(note.cff(view.manifest))

    async def asking(_: Request) -> Response:
        return HTMLResponse(queries, headers={"Content-Security-Policy": _STYLED})

    async def named(_: Request) -> Response:
        known = prefixes(view.base)
        return JSONResponse(
            {
                "prefixes": dict(known),
                "questions": [
                    {"name": one.name, "zh": one.title_zh, "en": one.title_en, "query": one.filled({}, known)}
                    for one in questions()
                ],
            }
        )

    with as_file(files("jigou.cli.serving").joinpath("static")) as folder:
        static = StaticFiles(directory=folder)
    return [
        Route("/", home),
        Route("/search", search),
        Route("/query", asking),
        Route("/questions.json", named),
        Route("/about", dataset),
        Route("/void", described),
        Route("/.well-known/void", described),
        Route("/citation.cff", citation),
        Mount("/static", static),
    ]


class _Explorer:
    """The explorer's page, made when it is first asked for."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._lock = threading.Lock()
        self._page: str | None = None

    def page(self) -> str:
        with self._lock:
            if self._page is None:
                write = load("jigou.views", "explorer")
                self._page = str(write(scene_from_view(self._view, console=False), console=False))
            return self._page
