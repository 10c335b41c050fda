"""The processes that answer queries, as an event loop speaks to them: no thread waits for an answer."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Mapping
from typing import Any

from jigou.graphs.querying import START
from jigou.ontology.errors import RefusedQuery

_TOO_BIG = "the graph cannot be loaded for queries: it needs more time or memory than there is"


class Gone(Exception):
    """The process ended before it answered: the system stopped it at a limit of memory or time."""


class Clerk:
    """A process that answers one question at a time; ``opening`` is its first message, which says what store it holds.

    It is started when it is first needed, or with ``ready`` before. A question that is given up ends it. What is said goes
    over a pair of sockets, as an event loop reads from those on every system of the Unix family.
    """

    def __init__(self, opening: bytes) -> None:
        self._opening = opening
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._starting: asyncio.Task[None] | None = None
        self._end: Callable[[], object] = _nothing

    @property
    def is_ready(self) -> bool:
        """Whether the process is there."""
        return self._writer is not None

    async def ready(self) -> None:
        """Start the process, where it is not there, and wait until its store is open.

        Raises RefusedQuery where it cannot hold it.
        """
        while not self.is_ready:
            if self._starting is None:
                self._starting = asyncio.create_task(self._start())
                self._starting.add_done_callback(self._started)
            # Whoever goes away early must not take the start from the next.
            await asyncio.shield(self._starting)

    async def ask(self, message: bytes) -> tuple[Mapping[str, Any], bytes]:
        """What the process says to a message, and the document that follows it.

        Raises Gone where it ended instead, RefusedQuery where it cannot be started.
        """
        await self.ready()
        reader, writer = self._reader, self._writer
        assert reader is not None and writer is not None
        is_whole = False
        try:
            writer.write(message)
            line = await reader.readline()
            if not line.endswith(b"\n"):
                raise Gone
            said: Mapping[str, Any] = json.loads(line)
            content = await reader.readexactly(said["length"])
            is_whole = True
            return said, content
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Gone from error
        finally:
            if not is_whole and self._writer is writer:
                self.end()

    def end(self) -> None:
        """End the process; the next question starts another."""
        if self._writer is not None:
            self._writer.transport.abort()
        self._reader = self._writer = None
        self._end()
        self._end = _nothing

    async def _start(self) -> None:
        writer: asyncio.StreamWriter | None = None
        is_open = False
        try:
            async with asyncio.timeout(START):
                reader, writer = await asyncio.open_connection(sock=self._spawned())
                writer.write(self._opening)
                await writer.drain()
                is_open = (await reader.readline()).endswith(b"\n")
            if not is_open:
                raise RefusedQuery(_TOO_BIG, kind="memory")
            self._reader, self._writer = reader, writer
        except OSError as error:  # TimeoutError is one, and so is that the system has no process or file to give
            raise RefusedQuery(_TOO_BIG, kind="memory") from error
        finally:
            if not is_open:
                if writer is not None:
                    writer.transport.abort()
                self.end()

    def _spawned(self) -> socket.socket:
        """Start the process; what is read from the socket is what it says."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "jigou.graphs.answering"],
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
            )
        self._end = weakref.finalize(self, _kill, process)
        return ours

    def _started(self, task: asyncio.Task[None]) -> None:
        self._starting = None
        if not task.cancelled():
            task.exception()  # whoever waits for the process hears of it


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process; a thread waits for it, as giving back much memory takes its time."""
    process.kill()
    threading.Thread(target=process.wait, daemon=True).start()


def _nothing() -> None:
    """There is no process yet."""
