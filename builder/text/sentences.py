"""Where sentences end and where in-line items begin, within one paragraph.

A sentence ends at ``。！？`` (and at ``.`` between Chinese characters) and what closes behind them, never within quotation marks, titles or brackets; ``；`` ends none.

Source: GB/T 15834-2011, section 4 (the marks that end a sentence, the marks that enclose).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jigou.builder.text.enclosures import enclosed
from jigou.builder.text.numbering import number
from jigou.ontology.values import Span

# A half-width full stop ends a sentence between Chinese characters, where it is neither a decimal point nor an ordinal's mark.
_END = re.compile(r"[。！？!?]|(?<=[\u4e00-\u9fff”》)）])\.(?=[\u4e00-\u9fff“《\s]|$)")
_TRAIL = re.compile(r"[。！？!?…”’」』）)》】]*\s*")
_HAN = "[一二三四五六七八九十]{1,3}"
_ITEM = re.compile(
    rf"""(?=[\s一二三四五六七八九十第（(\u2460-\u2473首其再最])(?:^|(?<=[。；;：:！!？?，,\n”]))\s*(?:
    (?P<item>{_HAN}是(?!否))
    |(?P<must>{_HAN}要(?!求))
    |(?P<ordinal>第{_HAN}[，,、])
    |(?P<bracketed>[（(]{_HAN}[）)])
    |(?P<digits>[（(]\d{{1,2}}[）)])
    |(?P<circled>[\u2460-\u2473])
    |(?P<series>首先|其次|再次|最后)
    )""",
    re.VERBOSE,
)
_SERIES = {"首先": 1, "其次": 2, "再次": 3}
_ALONE = "。；;：:！!？?\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An in-line item: from its label (``一是``) to the next item or the end of the paragraph."""

    span: Span
    label: str


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a stretch, in order, without overlap; together they hold every character but outer white space.

    >>> text = "召开“怎么办？”讨论会。成效明显！"
    >>> [text[s.start:s.end] for s in sentences(text, Span(start=0, end=len(text)))]
    ['召开“怎么办？”讨论会。', '成效明显！']
    """
    start = span.start
    for end in _ends(text, span):
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, span.end)


def _ends(text: str, span: Span) -> Iterator[int]:
    """The offsets behind each end of a sentence."""
    inside = enclosed(text, span.start, span.end)
    done = span.start
    for match in _END.finditer(text, span.start, span.end):
        at = match.start()
        if at < done or (match.group() in "!?" and text[at - 1 : at].isascii()):
            continue
        around = inside.around(at)
        if around is not None and not _ends_its_quotation(text, at, around[1]):
            continue
        done = at + 1 if around is None else around[1] + 1
        # A closing mark without its opening one stays with the sentence that it closes.
        trail = _TRAIL.match(text, done, span.end)
        done = trail.end() if trail else done
        yield done


def _ends_its_quotation(text: str, at: int, closing: int) -> bool:
    """Whether a full stop is the last thing in a quotation that the sentence does not go on from: ``他说：“……。”``."""
    behind = text[closing + 1 : closing + 2]
    return (
        at + 1 == closing
        and text[at] == "。"
        and text[closing] in "”’」』"
        and behind not in set("，、；：,;:的等为和与。！？")
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start=start, end=end)


def items(text: str, span: Span) -> tuple[Item, ...]:
    """The in-line items of a paragraph: ``一是…二是…``, ``首先…其次…``, ``（1）…（2）…``, numbered without a gap.

    A list begins at its first number, or at any number with which the paragraph begins (``四是…`` on a line of its own). A first
    number without a second is an item only if it is ``一是`` and a sentence or clause begins with it.
    """
    styles: dict[str, list[tuple[int, str]]] = {}
    for match in _ITEM.finditer(text, span.start, span.end):
        style = match.lastgroup or ""
        styles.setdefault(style, []).append((match.start(style), match.group(style)))
    run = max((tuple(_run(text, span, found)) for found in styles.values()), key=len, default=())
    bounds = [*(at for at, _ in run[1:]), span.end]
    return tuple(
        Item(span=piece, label=label.rstrip("，,、"))
        for (at, label), end in zip(run, bounds, strict=False)
        for piece in _trimmed(text, at, end)
    )


def _run(text: str, span: Span, found: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Those of the labels of one style that count up without a gap."""
    last = 0
    for i, (at, label) in enumerate(found):
        value = _value(label, last)
        if value == 1:
            following = found[i + 1][1] if i + 1 < len(found) else ""
            goes_on = bool(following) and _value(following, 1) == 2
            alone = label == "一是" and (
                at == span.start or text[max(span.start, at - 3) : at].rstrip(" \u3000")[-1:] in _ALONE
            )
            if not (goes_on or alone):
                continue
        elif value != last + 1 and at != span.start:
            continue
        last = value
        yield at, label


def _value(label: str, last: int) -> int:
    if label == "最后":
        return last + 1 if last else 0
    return _SERIES.get(label) or number(label)
