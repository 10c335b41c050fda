"""From a file to facts: decoding, segments, mentions, facts, identity.

What it offers is loaded when it is asked for: the processes that only take text out of files import this package too.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jigou.builder.reading import read
    from jigou.builder.version import rules_version

__all__ = ["read", "rules_version"]


def __getattr__(name: str) -> object:
    if name == "read":
        from jigou.builder.reading import read

        return read
    if name == "rules_version":
        from jigou.builder.version import rules_version

        return rules_version
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
