"""What holds for every request and answer: limits of size, headers, and errors that tell nothing of the machine.

Source: Content Security Policy Level 3; RFC 9110, sections 15.5.14 and 15.5.15.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jigou.cli.serving.limits import Limits
from jigou.cli.serving.turns import Busy
from jigou.ontology.errors import JigouError, RefusedQuery

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The policy of the server's own pages; the explorer brings its own, which is stricter."""

_STATUS = {"syntax": 400, "forbidden": 403, "format": 406, "evaluation": 500, "time": 503, "memory": 503}
_NEVER_SHOWN = "the query could not be answered"


class Guard:
    """Puts the safe headers on every answer, and turns away requests that are too long."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI asks an application to."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", POLICY)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
            await send(message)

        refusal = self._refused(scope)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _refused(self, scope: Scope) -> Response | None:
        length = Request(scope).headers.get("content-length", "0")
        if len(scope["query_string"]) + len(scope.get("raw_path") or b"") > self._limits.address:
            return said(414, f"the address is longer than {self._limits.address:,} bytes; send the query by POST")
        if not length.isdecimal() or int(length) > self._limits.body:
            return said(413, f"the request is larger than {self._limits.body:,} bytes")
        return None


def said(status: int, message: str, **headers: str) -> Response:
    """An error as one line of text."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return PlainTextResponse(f"{' '.join(message.split())}\n", status, named)


async def on_http_error(_: Request, error: Exception) -> Response:
    """The answer to a request that no route takes."""
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)


async def on_refusal(_: Request, error: Exception) -> Response:
    """The answer to a request that a room of jigou refuses."""
    if isinstance(error, Busy):
        return said(429 if error.is_own else 503, str(error), Retry_After="5")
    if isinstance(error, RefusedQuery):
        # What the store says when it fails may name files.
        return said(_STATUS[error.kind], _NEVER_SHOWN if error.kind == "evaluation" else str(error))
    assert isinstance(error, JigouError)
    return said(400, str(error))


async def on_fault(_request: Request, _error: Exception) -> Response:
    """The answer where jigou itself is at fault; what happened is in the server's own log."""
    return said(500, "the server failed to answer this request")
