"""What one document may cost to read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits for one file: its bytes, what it unpacks to, its parts, pages and depth, seconds and bytes of memory.

    The defaults are some ten times what the largest yearly report that was met needs.
    """

    file: int = 64_000_000
    content: int = 256_000_000
    entries: int = 4_000
    pages: int = 1_500
    depth: int = 2_000
    characters: int = 5_000_000
    seconds: float = 60.0
    memory: int = 1_500_000_000


USUAL = Limits()
