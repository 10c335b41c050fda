"""How much one request may ask for, so that a server can stand in public."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a server.

    ``seconds`` and ``rows`` are for one query, ``size`` for the characters of its answer, ``memory`` for the bytes of the
    process that answers it. ``workers`` queries run at once, ``waiting`` more wait their turn for ``patience`` seconds.
    ``body`` and ``address`` are the bytes that a request and its URL may have, ``upload`` the seconds in which it must come.
    """

    seconds: float = 10.0
    rows: int = 10_000
    size: int = 16 * 1024**2
    memory: int = 2 * 1024**3
    workers: int = 2
    waiting: int = 1_000
    patience: float = 60.0
    body: int = 1024**2
    address: int = 16 * 1024
    upload: float = 10.0
