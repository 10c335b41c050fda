"""A page for each thing of the graph, at the path of its IRI: HTML for people, RDF for machines.

Source: Cool URIs for the Semantic Web, section 4.3 (303 URIs, forwarding to different documents).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from jigou.cli.serving.benches import Bench
from jigou.cli.serving.negotiating import HTML, chosen
from jigou.cli.serving.pages import entry_page, path_of
from jigou.graphs.entries import Entry, description, entry
from jigou.graphs.formats import ALIASES, GRAPHS, JSONLD, NTRIPLES, RDFXML, TURTLE
from jigou.graphs.view import View

ENDINGS = {TURTLE: "ttl", JSONLD: "jsonld", NTRIPLES: "nt", RDFXML: "rdf"}
"""The formats in which a thing is described, by the ending of the document's path."""

_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def routes(view: View, bench: Bench) -> list[Route]:
    """The routes of things (``/id/``), of the pages about them and of the data about them."""

    async def identified(request: Request) -> Response:
        node = _node(view, request, "id")
        await _found(view, request, bench, node)
        format_ = chosen(request.headers.get("accept"), [HTML, *ENDINGS], ALIASES)
        if format_ is None:
            raise HTTPException(406, f"a thing is described in {HTML}, {', '.join(ENDINGS)}")
        path = path_of(view, node, "page" if format_ == HTML else "data")
        ending = "" if format_ == HTML else f".{ENDINGS[format_]}"
        return RedirectResponse(f"{path}{ending}", 303, {"Vary": "Accept"})

    async def shown(request: Request) -> Response:
        found = await _found(view, request, bench, _node(view, request, "page"))
        return HTMLResponse(await bench.done(request, entry_page, view, found))

    async def described(request: Request) -> Response:
        node, _, ending = _node(view, request, "data").rpartition(".")
        format_ = next((name for name, known in ENDINGS.items() if known == ending), None)
        if format_ is None:
            raise HTTPException(404, "there is no such document")
        found = await _found(view, request, bench, node)
        write: Callable[[], str] = lambda: GRAPHS[format_](description(view, found), view.base)  # noqa: E731 - one line for a thread
        return Response(await bench.done(request, write), media_type=format_)

    return [
        Route("/id/{rest:path}", identified),
        Route("/page/{rest:path}", shown),
        Route("/data/{rest:path}", described),
    ]


def iri_path(raw: bytes) -> str:
    """A path as it was sent, with what is beyond ASCII decoded (RFC 3987, section 3.2) and the rest left encoded.

    >>> iri_path("/id/body/%E5%B8%82%2F".encode())
    '/id/body/市%2F'
    """

    def characters(match: re.Match[str]) -> str:
        try:
            return bytes.fromhex(match[0].replace("%", "")).decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    return _ENCODED.sub(characters, raw.decode("latin-1"))


def _node(view: View, request: Request, folder: str) -> str:
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return view.base + iri_path(raw.partition(b"?")[0]).removeprefix(f"/{folder}/")


async def _found(view: View, request: Request, bench: Bench, node: str) -> Entry:
    """What the graph says of a thing.

    Raises HTTPException where it says nothing.
    """
    found = await bench.done(request, entry, view, node)
    if found is None:
        raise HTTPException(404, "the graph says nothing of this thing")
    return found
