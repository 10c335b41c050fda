"""From a file to facts: decoding, segments, mentions, facts, identity."""

from jigou.builder.reading import VERSION, read

__all__ = ["VERSION", "read"]
