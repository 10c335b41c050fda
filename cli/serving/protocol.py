"""The SPARQL endpoint: queries by GET and by both forms of POST, answers in the format that the client wants.

Source: SPARQL 1.1 Protocol, sections 2.1 and 2.2; SPARQL 1.1 Service Description, section 2.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from jigou.cli.serving.clients import client_of
from jigou.cli.serving.negotiating import HTML, chosen
from jigou.cli.serving.queueing import Desk, Graphs
from jigou.graphs.describing import service
from jigou.graphs.documents import OFFERS
from jigou.graphs.formats import ALIASES, GRAPHS, TABLES

TRUNCATED = "Jigou-Truncated"
"""The header of an answer that was cut: how many rows or triples it has."""

_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_READ_ONLY = "updates are refused: the graph is read-only"
_Pairs = list[tuple[str, str]]
Answer = TypeVar("Answer")


def routes(desk: Desk) -> list[Route]:
    """The routes of the endpoint."""

    async def endpoint(request: Request) -> Response:
        parameters = _pairs(request.scope["query_string"])
        if request.method == "POST":
            return await _answer(
                desk, request, *await _posted(request, parameters, desk.limits.body, desk.limits.upload)
            )
        if _named(parameters, "update"):
            raise HTTPException(403, _READ_ONLY)
        if not _named(parameters, "query"):
            return _described(desk, request)
        return await _answer(desk, request, _one(parameters), parameters)

    return [Route("/sparql", endpoint, methods=["GET", "POST"], name="sparql")]


async def body_of(request: Request, most: int, seconds: float) -> bytes:
    """The body of a request.

    Raises HTTPException where it is larger than allowed or does not come in time.
    """
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                size += len(piece)
                if size > most:
                    raise HTTPException(413, f"the request is larger than {most:,} bytes")
                pieces.append(piece)
    except TimeoutError:
        raise HTTPException(408, "the request did not come in time") from None
    except ClientDisconnect:
        raise HTTPException(400, "the request was not finished") from None
    return b"".join(pieces)


async def unless_gone(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer:
    """What a piece of work gives; it is given up when the client goes away.

    Raises HTTPException then, for nobody to read, and what the work raises.
    """
    working, leaving = asyncio.create_task(work), asyncio.create_task(_left(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise HTTPException(499, "the client went away")
        return working.result()
    finally:
        leaving.cancel()
        working.cancel()


async def _left(request: Request) -> None:
    """Wait until the client goes away; its request has been read whole."""
    while (await request.receive())["type"] != "http.disconnect":
        continue


def decoded(data: bytes) -> str:
    """A query or a form as text.

    Raises HTTPException where it is no UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise HTTPException(400, "the request is not UTF-8") from None


def form_pairs(data: bytes) -> list[tuple[str, str]]:
    """The names and values of a form.

    Raises HTTPException where they are no UTF-8, or are too many.
    """
    try:
        return parse_qsl(decoded(data), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise HTTPException(400, "the parameters are not UTF-8 as a form encodes it, or are too many") from None


def _pairs(query_string: bytes) -> _Pairs:
    return form_pairs(query_string)


def _named(pairs: _Pairs, name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _one(pairs: _Pairs) -> str:
    """The one query of the parameters.

    Raises HTTPException where there is none or more than one.
    """
    found = _named(pairs, "query")
    if len(found) != 1:
        raise HTTPException(400, f"one parameter query is needed, not {len(found)}")
    return found[0]


async def _posted(request: Request, parameters: _Pairs, most: int, seconds: float) -> tuple[str, _Pairs]:
    """The query of a POST, and the parameters that name its graphs.

    Raises HTTPException for updates and for what is neither of the two forms.
    """
    kind, _, charset = request.headers.get("content-type", "").lower().partition(";")
    kind = kind.strip()
    if "charset" in charset and charset.partition("=")[2].strip(' "') not in ("utf-8", "utf8"):
        raise HTTPException(415, "the request must be UTF-8")
    if kind == _UPDATE:
        raise HTTPException(403, _READ_ONLY)
    if kind not in (_FORM, _QUERY):
        raise HTTPException(415, f"the type of the request must be {_FORM} or {_QUERY}")
    data = await body_of(request, most, seconds)
    if kind == _QUERY:
        if _named(parameters, "query"):
            raise HTTPException(400, "the query is given twice, in the address and in the body")
        return decoded(data), parameters
    pairs = form_pairs(data)
    if _named(pairs, "update"):
        raise HTTPException(403, _READ_ONLY)
    return _one(pairs), pairs


async def _answer(desk: Desk, request: Request, query: str, parameters: _Pairs) -> Response:
    default = tuple(_named(parameters, "default-graph-uri"))
    named = tuple(_named(parameters, "named-graph-uri"))
    graphs: Graphs | None = (default, named) if default or named else None
    formats = _formats(request.headers.get("accept"))
    reply = await unless_gone(request, desk.query(query, formats, graphs, client_of(request)))
    headers = {"Vary": "Accept"} | ({TRUNCATED: str(reply.count)} if reply.truncated else {})
    return Response(reply.content, media_type=_typed(reply.format), headers=headers)


@lru_cache(maxsize=256)
def _formats(accept: str | None) -> Mapping[str, str | None]:
    """For each form of answer the format that suits best; None where none does."""
    return {form: chosen(accept, offers, ALIASES) for form, offers in OFFERS.items()}


def _described(desk: Desk, request: Request) -> Response:
    """The endpoint about itself, or for people the page where queries are written."""
    format_ = chosen(request.headers.get("accept"), [*GRAPHS, HTML], ALIASES)
    if format_ is None:
        raise _unacceptable([*GRAPHS, HTML])
    if format_ == HTML:
        return RedirectResponse("/query", 303, {"Vary": "Accept"})
    address = str(request.url.replace(query=""))
    triples = service(desk.view.manifest, address, [*TABLES, *GRAPHS])
    return Response(GRAPHS[format_](triples, desk.view.base), media_type=_typed(format_), headers={"Vary": "Accept"})


def _unacceptable(offers: Iterable[str]) -> HTTPException:
    return HTTPException(406, f"none of the accepted formats is on offer; there are: {', '.join(offers)}")


def _typed(format_: str) -> str:
    """A media type with its encoding where that is not fixed by the format."""
    return f"{format_}; charset=utf-8" if format_.startswith("text/") else format_
