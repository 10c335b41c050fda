"""How much one request may ask for, and one client, so that a server can stand in public."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a server.

    ``seconds`` and ``rows`` are for one query, ``size`` for the characters of its answer, ``memory`` for the bytes of the
    process that answers it. ``workers`` queries run at once in the quick lane, where each has its ``first`` seconds, and
    ``slow_workers`` in the slow one; ``waiting`` more wait their turn for ``patience`` seconds. A client has ``share`` of the turns of a
    lane at once (0: all but one), and half of the ``connections``. ``body`` and ``address`` are the bytes that a request and its URL
    may have, ``upload`` the seconds in which its head and again its body must come, ``sending`` those in which a client that
    reads slowly must have made room for more.
    """

    seconds: float = 10.0
    first: float = 0.5
    rows: int = 10_000
    size: int = 16 * 1024**2
    memory: int = 2 * 1024**3
    workers: int = 4
    slow_workers: int = 2
    share: int = 0
    waiting: int = 1_000
    patience: float = 60.0
    connections: int = 1_200
    body: int = 1024**2
    address: int = 16 * 1024
    upload: float = 10.0
    sending: float = 60.0

    @property
    def quick_share(self) -> int:
        """The turns of the quick lane that one client may have."""
        return min(self.share or self.workers, max(1, self.workers - 1))

    @property
    def slow_share(self) -> int:
        """The turns of the slow lane that one client may have."""
        return min(self.share or self.slow_workers, max(1, self.slow_workers - 1))
