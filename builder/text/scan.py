"""Where an expression matches that few characters can begin: they are looked for first, which spares the text the expression."""

from __future__ import annotations

import re
from collections.abc import Iterator


def found_from(firsts: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of ``pattern`` in order, as ``finditer`` gives them, where each begins with a character of ``firsts``.

    >>> [match.group() for match in found_from(re.compile("[0-9]"), re.compile("[0-9]+年"), "2021年1月至2022年")]
    ['2021年', '2022年']
    """
    first = firsts.search(text)
    while first is not None:
        at = first.start()
        match = pattern.match(text, at)
        if match is not None:
            yield match
            at = match.end()
        else:
            at += 1
        first = firsts.search(text, at)
