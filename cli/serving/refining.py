"""The routes of the reconciliation service, at ``/reconcile``.

Source: Reconciliation Service API 0.2, section 3 (HTTP).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from jigou.cli.serving.benches import Bench
from jigou.cli.serving.pages import preview_page
from jigou.cli.serving.protocol import body_of, form_pairs
from jigou.cli.serving.reconciling import MOST, Matcher, manifest
from jigou.graphs.entries import Entry, entry

_FRAMED = "default-src 'none'; style-src 'self'; frame-ancestors *"
"""A preview is shown within the page of whoever asks for it."""


def routes(matcher: Matcher, bench: Bench) -> list[Route]:
    """The routes of the service."""
    limits, worked = bench.limits, bench.done

    async def service(request: Request) -> Response:
        pairs = form_pairs(request.scope["query_string"])
        if request.method == "POST":
            pairs += form_pairs(await body_of(request, limits.body, limits.upload))
        given = dict(pairs)
        if "queries" in given:
            return JSONResponse(await worked(request, matcher.batch, _parsed(given["queries"])))
        if "extend" in given:
            return JSONResponse(await worked(request, matcher.extension, _parsed(given["extend"])))
        return JSONResponse(manifest(str(request.base_url).rstrip("/"), matcher.view))

    async def suggested(request: Request) -> Response:
        search = {"entity": matcher.entities, "type": matcher.types, "property": matcher.properties}
        prefix = request.query_params.get("prefix", "")
        return JSONResponse(await worked(request, search[request.path_params["what"]], prefix))

    async def proposed(request: Request) -> Response:
        limit = request.query_params.get("limit", "")
        most = min(MOST, int(limit)) if limit.isdecimal() else MOST
        return JSONResponse(await worked(request, matcher.proposed, request.query_params.get("type", ""), most))

    async def preview(request: Request) -> Response:
        found = await _found(matcher, request, bench)
        page = await worked(request, preview_page, matcher.view, found)
        return HTMLResponse(page, headers={"Content-Security-Policy": _FRAMED})

    async def flyout(request: Request) -> Response:
        found = await _found(matcher, request, bench)
        page = await worked(request, preview_page, matcher.view, found)
        return JSONResponse({"id": matcher.id_of(found.node), "html": page})

    return [
        Route("/reconcile", service, methods=["GET", "POST"]),
        Route("/reconcile/", service, methods=["GET", "POST"]),
        Route("/reconcile/suggest/{what:str}", _known(suggested)),
        Route("/reconcile/properties", proposed),
        Route("/reconcile/preview", preview),
        Route("/reconcile/flyout", flyout),
    ]


def _known(answer: Callable[[Request], Any]) -> Callable[[Request], Any]:
    async def known(request: Request) -> Response:
        if request.path_params["what"] not in ("entity", "type", "property"):
            raise HTTPException(404, "entities, types and properties are suggested")
        found: Response = await answer(request)
        return found

    return known


def _parsed(text: str) -> object:
    """The value of a parameter in JSON.

    Raises HTTPException where it is none.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise HTTPException(400, "the parameter is not JSON") from None


async def _found(matcher: Matcher, request: Request, bench: Bench) -> Entry:
    found = await bench.done(request, entry, matcher.view, matcher.node_of(request.query_params.get("id", "")))
    if found is None:
        raise HTTPException(404, "the graph says nothing of this thing")
    return found
