"""The whole server as an ASGI application, to be run by any server of that standard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import Receive, Scope, Send

from jigou.cli.serving import entities, protocol, refining, showing
from jigou.cli.serving.benches import Bench
from jigou.cli.serving.guarding import Guard, on_fault, on_http_error, on_refusal
from jigou.cli.serving.limits import Limits
from jigou.cli.serving.queueing import Desk
from jigou.cli.serving.reconciling import Matcher
from jigou.cli.serving.searching import Index
from jigou.graphs.view import View
from jigou.ontology.errors import JigouError


class Application:
    """A graph over HTTP: queries, things, search, pages. It only reads. Run by a server of ASGI, which sends it ``lifespan`` events."""

    def __init__(self, view: View, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self._desk = Desk(view, limits)
        bench = Bench(limits)
        index = Index(view)
        app = Starlette(
            routes=[
                *protocol.routes(self._desk),
                *entities.routes(view, bench),
                *refining.routes(Matcher(view, index, limits.seconds), bench),
                *showing.routes(view, index, bench),
            ],
            exception_handlers={HTTPException: on_http_error, JigouError: on_refusal, Exception: on_fault},
            lifespan=self._life,
        )
        # Around the application, so that its own failures go out with the headers too.
        self._app = CORSMiddleware(
            Guard(app, limits),
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Accept", "Content-Type"],
            expose_headers=[protocol.TRUNCATED, "Retry-After"],
            max_age=86_400,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI asks an application to."""
        await self._app(scope, receive, send)

    def close(self) -> None:
        """End the processes that answer queries, where no ``lifespan`` event does."""
        self._desk.close()

    @asynccontextmanager
    async def _life(self, _: Starlette) -> AsyncIterator[None]:
        warming = asyncio.create_task(self._desk.warm())
        yield
        warming.cancel()
        self.close()
