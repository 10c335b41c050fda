"""Work that is not a query (pages, search, matching), in threads, so that the others are answered meanwhile; in fair turns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import to_thread
from starlette.requests import Request

from jigou.cli.serving.clients import client_of
from jigou.cli.serving.limits import Limits
from jigou.cli.serving.turns import Turns

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Bench:
    """Where such work is done: two pieces at once, as Python's threads share one processor, one of them for a client."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._turns = Turns(2, share=1, waiting=limits.waiting)

    async def done(self, request: Request, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What a piece of work gives.

        Raises Busy where too much waits already or the turn does not come in time, and what the work raises.
        """
        client = client_of(request)
        await self._turns.take(client, self.limits.patience)
        try:
            return await to_thread.run_sync(partial(work, *args, **kwargs))
        finally:
            self._turns.leave(client)
