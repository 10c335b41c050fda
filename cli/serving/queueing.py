"""Queries in turn: a few processes answer, the rest of the queries wait, and beyond that they are turned away."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque

from anyio import to_thread

from jigou.cli.serving.limits import Limits
from jigou.graphs.querying import Answerer, Dataset
from jigou.graphs.results import Result
from jigou.graphs.view import View
from jigou.ontology.errors import JigouError


class Busy(JigouError):
    """More queries at once than a server takes."""


class Desk:
    """Where queries are handed in. Each runs in a process that is ended when the query is past its limits.

    Queries are answered in the order in which they come; the desk belongs to one event loop.
    """

    def __init__(self, view: View, limits: Limits) -> None:
        self.view = view
        self.limits = limits
        self._free = deque(view.answerer(memory=limits.memory) for _ in range(limits.workers))
        self._all = tuple(self._free)
        self._turns = asyncio.Semaphore(limits.workers)
        self._waiting = 0

    async def query(self, text: str, graphs: Dataset | None = None) -> Result:
        """The answer to a query over the graph, or over those of its graphs that are named.

        Raises RefusedQuery, and Busy where too many wait already or the turn does not come in time.
        """
        if self._waiting >= self.limits.waiting:
            raise Busy("too many queries are waiting; ask again later")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                await self._turns.acquire()
        except TimeoutError:
            raise Busy("the query waited too long for its turn; ask again later") from None
        finally:
            self._waiting -= 1
        answerer = self._free.popleft()
        try:
            return await to_thread.run_sync(self._answered, answerer, text, graphs)
        finally:
            self._free.append(answerer)
            self._turns.release()

    async def warm(self) -> None:
        """Start the processes before the first query needs them."""
        with contextlib.suppress(JigouError):
            await asyncio.gather(*(self.query("ASK {}") for _ in self._all))

    def close(self) -> None:
        """End the processes."""
        for answerer in self._all:
            answerer.close()

    def _answered(self, answerer: Answerer, text: str, graphs: Dataset | None) -> Result:
        limits = self.limits
        return answerer.query(
            text, base=self.view.base, timeout=limits.seconds, limit=limits.rows, size=limits.size, graphs=graphs
        )
