"""Turns that are given fairly: clients take theirs round by round, and none takes all of them."""

from __future__ import annotations

import asyncio
from collections import Counter, deque

from jigou.ontology.errors import JigouError


class Busy(JigouError):
    """More at once than the server takes; ``is_own`` says that it is this client that asks for too much."""

    def __init__(self, message: str, *, is_own: bool = False) -> None:
        self.is_own = is_own
        super().__init__(message)


class Turns:
    """So many turns at once, of which one client has at most a ``share``; the clients that wait are served round by round.

    Where all the places to wait are taken, the client that waits with most gives up its last one for a client that waits with
    fewer. Turns belong to one event loop.
    """

    def __init__(self, size: int, *, share: int, waiting: int) -> None:
        self._free = size
        self._share = share
        self._most = waiting
        self._waiting = 0
        self._running: Counter[str] = Counter()
        self._queues: dict[str, deque[asyncio.Future[None]]] = {}

    async def take(self, client: str, patience: float) -> None:
        """Wait for a turn; give it back with ``leave``.

        Raises Busy where too many wait already, or the turn does not come in ``patience`` seconds.
        """
        if self.take_now(client):
            return
        self._make_room(client)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(turn)
        self._waiting += 1
        try:
            async with asyncio.timeout(patience):
                await turn
        except TimeoutError:
            self._give_up(client, turn)
            raise Busy("the request waited too long for its turn; ask again later") from None
        except asyncio.CancelledError:
            self._give_up(client, turn)
            raise

    def take_now(self, client: str) -> bool:
        """Take a turn if there is one for this client without waiting."""
        # Whoever waits is over the share, or there is no turn: nobody is passed over.
        if self._free < 1 or self._running[client] >= self._share:
            return False
        self._free -= 1
        self._running[client] += 1
        return True

    def leave(self, client: str) -> None:
        """Give a turn back, to the client whose round it is."""
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        self._free += 1
        for name in list(self._queues):
            if self._free and self._running[name] < self._share:
                self._serve(name)

    def _serve(self, client: str) -> None:
        """Let a client's first have its turn, and put the client at the end of the round."""
        queue = self._queues.pop(client)
        while queue:
            turn = queue.popleft()
            self._waiting -= 1
            if not turn.done():  # it may have been cancelled, and its task has not heard of it yet
                turn.set_result(None)
                self._free -= 1
                self._running[client] += 1
                break
        if queue:
            self._queues[client] = queue

    def _give_up(self, client: str, turn: asyncio.Future[None]) -> None:
        """Forget one that waits no longer, or give back the turn that came in the same moment."""
        queue = self._queues.get(client, deque())
        if turn in queue:
            queue.remove(turn)
            self._waiting -= 1
            if not queue:
                del self._queues[client]
        elif turn.done() and not turn.cancelled() and turn.exception() is None:
            self.leave(client)

    def _make_room(self, client: str) -> None:
        """See that there is a place to wait.

        Raises Busy where the client waits with as many as any other.
        """
        if self._waiting < self._most:
            return
        own = len(self._queues.get(client, ()))
        greediest = max(self._queues, key=lambda name: len(self._queues[name]), default=client)
        if len(self._queues.get(greediest, ())) <= own + 1:
            is_own = own + self._running[client] > 0
            raise Busy("too many requests are waiting; ask again later", is_own=is_own)
        last = self._queues[greediest].pop()
        self._waiting -= 1
        if not last.done():
            last.set_exception(Busy("too many requests of yours are waiting; ask again later", is_own=True))
