"""From a file to facts: decoding, segments, mentions, facts, identity."""
