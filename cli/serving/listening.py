"""Connections within limits: how long the head of a request may take and how large it may be, how slowly an answer may be read,
and how many connections one client may have.

The parser of uvicorn's faster protocol (httptools) has no such limits of its own.

Source: RFC 9110, section 15.5.9 (408); RFC 6585, sections 4 (429) and 5 (431).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from http import HTTPStatus
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from jigou.cli.serving.clients import network_of
from jigou.cli.serving.limits import Limits


def connection(limits: Limits, *, share: int | None) -> type[HttpToolsProtocol]:
    """The protocol of connections within limits, of which one client has at most a ``share``; None is no such limit."""
    members = {"limits": limits, "share": share, "counts": Counter[str]()}
    return type("Connection", (_Connection,), members)


class _Connection(HttpToolsProtocol):
    """A connection of a client; the attributes of the class are those of one server."""

    limits: ClassVar[Limits]
    share: ClassVar[int | None]
    counts: ClassVar[Counter[str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name: str | None = None
        self._received = 0
        self._in_head = True
        self._heading: asyncio.TimerHandle | None = None
        self._sending: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._name = network_of(self.client[0]) if self.client else ""
        self.counts[self._name] += 1
        if self.share is not None and self.counts[self._name] > self.share:
            self._refuse(HTTPStatus.TOO_MANY_REQUESTS, "too many connections of yours; ask again later")
        else:
            self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._name is not None:
            self.counts[self._name] -= 1
            if not self.counts[self._name]:
                del self.counts[self._name]
        for timer in (self._heading, self._sending):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._in_head:
            if self._heading is None:
                self._expect_head()
            # What comes in one piece is bounded by the loop, and what is in it may be a whole request with its body.
            if self._received > 2 * self.limits.address:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the head of the request is too large")
                return
            self._received += len(data)
        super().data_received(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:  # what trails a body has no use here, and no end
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._received = 0
        if self._heading is not None:
            self._heading.cancel()
            self._heading = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._in_head = True
        super().on_message_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._sending is None:
            self._sending = self.loop.call_later(self.limits.sending, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._sending is not None:
            self._sending.cancel()
            self._sending = None

    def _expect_head(self) -> None:
        self._heading = self.loop.call_later(self.limits.upload, self._late)

    def _late(self) -> None:
        self._refuse(HTTPStatus.REQUEST_TIMEOUT, "the request did not come in time")

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        """Close the connection with an error, where no answer is on its way."""
        if self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete:
            content = f"{message}\n".encode()
            head = (
                f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
                f"content-length: {len(content)}\r\nretry-after: 5\r\nx-content-type-options: nosniff\r\n"
                "connection: close\r\n\r\n"
            )
            self.transport.write(head.encode() + content)
        self.transport.close()
