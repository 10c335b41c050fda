"""The words of the interface for types, kinds, relations and roles, in Chinese and English: the explorer's own."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def terms() -> dict[str, Any]:
    """The table of words, as the explorer's script holds it (``types``, ``kinds``, ``relations``, ``roles``, …)."""
    found: dict[str, Any] = json.loads(
        files("jigou.viz").joinpath("templates", "terms.json").read_text(encoding="utf-8")
    )
    return found


def both(pair: list[str] | None, key: str) -> tuple[str, str]:
    """A word in Chinese and English; the key itself where the table has none.

    >>> both(terms()["types"].get("Body"), "Body")
    ('机构', 'Body')
    """
    return (pair[0], pair[1]) if pair else (key, key)
