"""Queries in turn: a few processes answer, the rest of the queries wait, and beyond that they are turned away.

There are two lanes. Every query begins in the quick one; one that is not answered within its first seconds goes on in the slow one
if there is room, and else begins again there when its turn comes. So queries that run for ever hold up each other, not
those that are answered at once. In both lanes no client has all the turns.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jigou.cli.serving.clerks import Clerk, Gone
from jigou.cli.serving.limits import Limits
from jigou.cli.serving.turns import Turns
from jigou.graphs.view import View
from jigou.ontology.errors import JigouError, RefusedQuery

Graphs = tuple[tuple[str, ...], tuple[str, ...]]
"""The names of the graphs that make a query's default graph, and of its named graphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A document that answers a query: its bytes, its format, its rows or triples, and whether there were more."""

    content: bytes
    format: str
    count: int
    truncated: bool


class Desk:
    """Where queries are handed in. Each runs in a process that is ended when the query is past its limits or given up.

    The desk belongs to one event loop.
    """

    def __init__(self, view: View, limits: Limits) -> None:
        self.view = view
        self.limits = limits
        self._quick = Turns(limits.workers, share=limits.quick_share, waiting=limits.waiting)
        self._slow = Turns(limits.slow_workers, share=limits.slow_share, waiting=limits.waiting)
        opening = view.opening(memory=limits.memory)
        self._free = [Clerk(opening) for _ in range(limits.workers + limits.slow_workers)]
        self._all = tuple(self._free)
        self._restarts: set[asyncio.Task[None]] = set()

    async def query(self, text: str, formats: Mapping[str, str | None], graphs: Graphs | None, client: str) -> Reply:
        """The answer to a query over the graph, or over those of its graphs that are named, in one of the formats.

        Raises RefusedQuery, and Busy where too many wait already or the turn does not come in time.
        """
        limits = self.limits
        question = {
            "query": text,
            "base": self.view.base,
            "limit": limits.rows,
            "size": limits.size,
            "seconds": limits.seconds,
            "graphs": graphs,
            "formats": formats,
        }
        said, content = await self._answer(json.dumps(question).encode() + b"\n", client)
        if "error" in said:
            raise RefusedQuery(said["error"], kind=said["kind"])
        return Reply(content=content, format=said["format"], count=said["count"], truncated=said["truncated"])

    async def warm(self) -> None:
        """Start the processes of the quick lane before queries need them, first the one that the first query takes."""
        for clerk in reversed(self._all[-self.limits.workers :]):
            await self._restarted(clerk)

    def close(self) -> None:
        """End the processes."""
        for task in self._restarts:
            task.cancel()
        for clerk in self._all:
            clerk.end()

    async def _answer(self, message: bytes, client: str) -> tuple[Mapping[str, Any], bytes]:
        limits = self.limits
        first = min(limits.first, limits.seconds)
        found = await self._tried(self._quick, message, client, first, limits.seconds - first)
        if found is None:
            found = await self._tried(self._slow, message, client, limits.seconds)
        assert found is not None
        return found

    async def _tried(
        self, lane: Turns, message: bytes, client: str, seconds: float, more: float = 0.0
    ) -> tuple[Mapping[str, Any], bytes] | None:
        """What is answered in a lane; past its seconds a query has ``more`` in the slow lane, and None where that is full."""
        await lane.take(client, self.limits.patience)
        clerk = self._free.pop()
        asking: asyncio.Task[tuple[Mapping[str, Any], bytes]] | None = None
        try:
            await clerk.ready()
            asking = asyncio.create_task(clerk.ask(message))
            await asyncio.wait((asking,), timeout=seconds)
            if not asking.done() and more:
                if not self._slow.take_now(client):
                    return None
                lane.leave(client)
                lane = self._slow
                await asyncio.wait((asking,), timeout=more)
            if not asking.done():
                raise RefusedQuery(
                    f"the query took longer than {self.limits.seconds:g} s and was ended; narrow it, or add a LIMIT",
                    kind="time",
                )
            return asking.result()
        except Gone:
            raise RefusedQuery(
                "the query needed more memory than it may use and was ended; narrow it, or nest it less deeply",
                kind="memory",
            ) from None
        finally:
            if asking is not None and not asking.done():
                asking.cancel()
                clerk.end()
            self._free.append(clerk)
            lane.leave(client)
            self._restart(clerk)

    def _restart(self, clerk: Clerk) -> None:
        """Start the process of a clerk again, where it was ended, before the next query needs it."""
        if not clerk.is_ready:
            task = asyncio.create_task(self._restarted(clerk))
            self._restarts.add(task)
            task.add_done_callback(self._restarts.discard)

    async def _restarted(self, clerk: Clerk) -> None:
        with contextlib.suppress(JigouError):
            await clerk.ready()
