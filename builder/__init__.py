"""From a file to facts: decoding, segments, mentions, facts, identity.

What it offers is loaded when it is asked for: the processes that only take text out of files import this package too.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jigou.builder.reading import VERSION, read

__all__ = ["VERSION", "read"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from jigou.builder import reading

        return getattr(reading, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
