"""Which of the formats on offer a client wants most.

Source: RFC 9110, section 12.5.1 (Accept).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

HTML = "text/html"


def chosen(accept: str | None, offers: Iterable[str], aliases: Mapping[str, str] | None = None) -> str | None:
    """The offer that suits best, the earlier of two that suit alike; None where none is acceptable.

    ``aliases`` are other names of the offers. No header, or an empty one, accepts everything.

    >>> chosen("text/csv;q=0.5, application/json", ["text/csv", "application/json"])
    'application/json'
    """
    offered = list(offers)
    wanted = list(_ranges(accept or "*/*"))
    exact = dict(wanted)
    qualities = [
        max([_quality(offer, wanted), *(exact.get(alias, 0.0) for alias, to in (aliases or {}).items() if to == offer)])
        for offer in offered
    ]
    best = max(qualities, default=0.0)
    return offered[qualities.index(best)] if best > 0 else None


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """The media ranges of a header and their qualities; what is no quality counts as 0."""
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        if name:
            yield name, quality


def _quality(name: str, wanted: list[tuple[str, float]]) -> float:
    """The quality of the most exact range that covers a media type; 0 where there is none."""
    for pattern in (name, name.partition("/")[0] + "/*", "*/*"):
        for wish, quality in wanted:
            if wish == pattern:
                return quality
    return 0.0
