"""The whole server as an ASGI application, to be run by any server of that standard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from jigou.cli.serving import entities, protocol, refining, showing
from jigou.cli.serving.guarding import Guard, on_fault, on_http_error, on_refusal
from jigou.cli.serving.limits import Limits
from jigou.cli.serving.queueing import Desk
from jigou.cli.serving.reconciling import Matcher
from jigou.cli.serving.searching import Index
from jigou.graphs.view import View
from jigou.ontology.errors import JigouError


def application(view: View, limits: Limits | None = None) -> ASGIApp:
    """A graph over HTTP: queries, things, search, pages. It only reads."""
    limits = limits or Limits()
    desk = Desk(view, limits)
    index = Index(view)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        warming = asyncio.create_task(desk.warm())
        yield
        warming.cancel()
        desk.close()

    app = Starlette(
        routes=[
            *protocol.routes(desk),
            *entities.routes(view),
            *refining.routes(Matcher(view, index), limits),
            *showing.routes(view, index),
        ],
        exception_handlers={HTTPException: on_http_error, JigouError: on_refusal, Exception: on_fault},
        lifespan=life,
    )
    # Around the application, so that its own failures go out with the headers too.
    return CORSMiddleware(
        Guard(app, limits),
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["Accept", "Content-Type"],
        expose_headers=[protocol.TRUNCATED],
        max_age=86_400,
    )
