"""A scene as the data of a page: rows of numbers and strings, small before it is compressed.

The script's ``model.js`` reads what is written here; ``VERSION`` changes when the two no longer fit. Places in a text are code
points on both sides.
"""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jigou.ontology import SegmentKind
from jigou.ontology.iris import BASE
from jigou.viz.layout import communities, positions
from jigou.viz.scene import Citation, Node, Report, Scene

VERSION = 2
SEGMENT_KINDS = tuple(kind.value for kind in SegmentKind)


def pack(scene: Scene, *, base: str = BASE, texts: bool = True) -> dict[str, Any]:
    """The rows of a scene, with positions and communities of its nodes and the tables that searching needs.

    Without ``texts`` reports have their headings only; ``pack_text`` gives the rest of each.
    """
    rules = _Numbers()
    index = {node.id: number for number, node in enumerate(scene.nodes)}
    edges = [(index[link.source], index[link.target]) for link in scene.links]
    groups = communities(len(scene.nodes), edges)
    points = scene.places or positions([node.id for node in scene.nodes], edges)
    return {
        "version": VERSION,
        "title": scene.title,
        "base": base,
        "nodes": [
            [
                _short(node, base),
                node.type,
                node.kind,
                node.name,
                list(node.names),
                _cites(node.citations, rules),
                round(node.confidence, 3),
                node.status,
                node.edition,
                *point,
                group,
            ]
            for node, point, group in zip(scene.nodes, points, groups, strict=True)
        ],
        "links": [
            [
                link.type,
                index[link.source],
                index[link.target],
                link.role,
                link.status,
                _cites(link.citations, rules),
            ]
            for link in scene.links
        ],
        "moments": [
            [index[moment.of], moment.value, moment.words, _cites(moment.citations, rules)] for moment in scene.moments
        ],
        "counts": [
            [
                index[count.of],
                format(count.value.normalize(), "f"),
                count.unit,
                count.what,
                count.approx,
                _cites(count.citations, rules),
            ]
            for count in scene.counts
        ],
        "reports": [
            _report(report, index, base) | (pack_text(report) if texts else _outline(report))
            for report in scene.reports
        ],
        "questions": [[one.name, one.title_zh, one.title_en, one.query] for one in scene.questions],
        "rules": list(rules),
        **_characters(name for node in scene.nodes for name in (node.name, *node.names)),
    }


def squeezed(value: object) -> bytes:
    """A value as JSON, gzipped; the same value gives the same bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def squeezed_hard(data: bytes) -> bytes:
    """Bytes in the old LZMA format: a third smaller than gzip, for what a page reads in the background."""
    filters = [{"id": lzma.FILTER_LZMA1, "preset": 6, "dict_size": 1 << 23}]
    return lzma.compress(data, format=lzma.FORMAT_ALONE, filters=filters)


class _Numbers(dict[str, int]):
    """Gives every string a number, in the order of first sight."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


def _cites(citations: Sequence[Citation], rules: _Numbers) -> list[int]:
    return [
        number
        for one in citations
        for number in (one.report, one.span.start, one.span.end, rules[one.rule], round(one.confidence * 1000))
    ]


def _short(node: Node, base: str) -> str | None:
    """A node's IRI without the base; None where its type and name say it, as they mostly do."""
    short = node.id.removeprefix(base)
    return None if short == f"{node.type.lower()}/{node.name}" else short


def _report(report: Report, index: dict[str, int], base: str) -> dict[str, Any]:
    return {
        "id": report.id.removeprefix(base),
        "name": report.name,
        "digest": report.digest,
        "title": report.title,
        "source": report.source,
        "published": report.published,
        "year": report.year,
        "jurisdiction": report.jurisdiction,
        "body": index.get(report.body or ""),
    }


def pack_text(report: Report) -> dict[str, Any]:
    """The text of a report with its segments and what was passed over."""
    return {
        "text": report.text,
        "segments": [
            [
                SEGMENT_KINDS.index(segment.kind.value),
                segment.span.start,
                segment.span.end,
                segment.parent,
                segment.level,
                segment.label,
            ]
            for segment in report.segments
        ],
        "refusals": [[one.span.start, one.span.end, one.rule, one.reason] for one in report.refusals],
    }


def _outline(report: Report) -> dict[str, Any]:
    headings = [
        [one.span.start, one.level, one.label, report.text[one.span.start : one.span.end].strip()]
        for one in report.segments
        if one.kind is SegmentKind.HEADING
    ]
    return {"outline": sorted(headings), "passed": len(report.refusals)}


@cache
def _table(name: str) -> dict[str, str]:
    lines = files("jigou.viz").joinpath("lexicon", name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def _characters(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """The readings of the characters in use, and the traditional forms that a reader may type for them."""
    used = sorted({char for name in names for char in name})
    readings, simple = _table("pinyin.tsv"), _table("traditional.tsv")
    present = set(used)
    return {
        "pinyin": {char: readings[char] for char in used if char in readings},
        "simple": {old: new for old, new in simple.items() if new in present},
    }
