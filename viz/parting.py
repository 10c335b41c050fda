"""A large scene's rows in parts: a first one that is shown at once, and the rest in slices.

The first part, the head, has what the overview, the first page of the table and the network's clusters need before
anything is filtered or selected: their numbers, and the few nodes and facts that they name. ``model.js`` reads the parts; what
the head says is what ``facets.js``, ``overview.js`` and ``network.js`` find in the whole, and tests compare the two.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from math import floor
from typing import Any

from jigou.viz.scene import THEME

PARTS_ABOVE = 3_000
"""Nodes up to which one file is sooner there than a head and its parts; above, the network opens on clusters."""

SLICE = 10_000
"""Nodes in a slice; it is read in one step, and a hand at work does not notice it."""

# What the script shows of each: rows in a page of the table, nodes in the overview's picture, clusters in the network, the
# bodies that do most, the largest numbers.
_FIRST = 60
_NEAR = 120
_CLUSTERS = 120
_BUSIEST = 9
_NUMBERS = 12

_Row = list[Any]
_LISTS = ("nodes", "links", "moments", "counts")
_SECTION_START = re.compile(r"^[\s、..)）]+")


def parts(packed: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The head and the slices of what ``pack`` gave without texts, each with its name; the same rows give the same parts."""
    number = max(1, -(-max(len(packed[name]) for name in _LISTS) // SLICE))
    yield "head", _Head(packed).rows() | {"parts": number}
    for index in range(number):
        cut = slice(index * SLICE, (index + 1) * SLICE)
        part: dict[str, Any] = {name: packed[name][cut] for name in _LISTS}
        if index == 0:
            part |= {name: packed[name] for name in ("rules", "pinyin", "simple")}
            part["outlines"] = [report["outline"] for report in packed["reports"]]
        yield f"things-{index}", part


class _Head:
    """Reads the packed rows once; nodes are meant by their place among all, until ``rows`` gives each its place in the head."""

    def __init__(self, packed: dict[str, Any]) -> None:
        self.packed = packed
        self.nodes: list[_Row] = packed["nodes"]
        self.links: list[_Row] = packed["links"]
        self.near: list[list[int]] = [[] for _ in self.nodes]
        self.sources: list[list[_Row]] = [[] for _ in self.nodes]
        self.degrees = [0] * len(self.nodes)
        self.relations: list[dict[str, None]] = [{} for _ in self.nodes]
        self.roles: list[dict[str, None]] = [{} for _ in self.nodes]
        for link in self.links:
            type_, source, target, role, *_ = link
            role = role or ("participate" if type_ == "participates" else None)
            self.sources[source].append(link)
            for end in (source,) if source == target else (source, target):
                self.near[end].append(target if end == source else source)
                self._meet(end, type_, role)
        for moment in packed["moments"]:
            self._meet(moment[0], "time")
        for count in packed["counts"]:
            self._meet(count[0], "measure")
        self.sections = [_sections(report["outline"]) for report in packed["reports"]]

    def _meet(self, node: int, type_: str, role: str | None = None) -> None:
        self.degrees[node] += 1
        self.relations[node][type_] = None
        if role:
            self.roles[node][role] = None

    def rows(self) -> dict[str, Any]:
        first = range(min(_FIRST, len(self.nodes)))
        centre = self._centre()
        preview = [] if centre is None else self._around(centre)
        busiest = self._busiest()
        numbers = self._numbers()
        clusters, ties = self._clusters()
        kept = dict.fromkeys(
            (
                *first,
                *preview,
                *(node for node, _ in busiest),
                *(row[0] for row in numbers),
                *(one[1] for one in clusters),
            )
        )
        place = {node: index for index, node in enumerate(kept)}
        shown = set(preview)
        packed = self.packed
        return {
            **{name: packed[name] for name in ("version", "title", "base", "questions")},
            "reports": [{key: value for key, value in one.items() if key != "outline"} for one in packed["reports"]],
            "nodes": [self.nodes[node] for node in kept],
            "degrees": [self.degrees[node] for node in kept],
            "links": [
                [link[0], place[link[1]], place[link[2]], *link[3:]]
                for link in self.links
                if link[1] in shown and link[2] in shown
            ],
            "moments": [],
            "counts": [[place[row[0]], *row[1:]] for row in numbers],
            "centre": None if centre is None else place[centre],
            "first": [{name: self._values(node, name) for name in ("year", "section")} for node in first],
            "tallies": self._tallies(),
            "busiest": [[place[node], roles] for node, roles in busiest],
            "clusters": [[key, place[node], *rest] for key, node, *rest in clusters],
            "ties": ties,
            "size": {
                "nodes": len(self.nodes),
                "facts": len(self.links) + len(packed["moments"]) + len(packed["counts"]),
                "said": sum(len(row[-1]) // 5 for name in _LISTS[1:] for row in packed[name]),
            },
        }  # fmt: skip

    def _values(self, node: int, facet: str) -> list[str]:
        """The values of a node for a facet, in the order in which ``facets.js`` meets them."""
        _, type_, kind, _, _, cites, _, status, *_ = self.nodes[node]
        reports = self.packed["reports"]
        match facet:
            case "type":
                return [type_]
            case "kind":
                return [f"{type_}/{kind}"]
            case "relation":
                return list(self.relations[node])
            case "role":
                return list(self.roles[node])
            case "year":
                years = (reports[report]["year"] for report in cites[::5])
                return list(dict.fromkeys(str(year) for year in years if year is not None))
            case "report":
                return list(dict.fromkeys(reports[report]["id"] for report in cites[::5]))
            case "section":
                found = (self._section(report, at) for report, at in zip(cites[::5], cites[1::5], strict=True))
                return list(dict.fromkeys(one for one in found if one is not None))
            case _:
                return [status] if status else []

    def _section(self, report: int, at: int) -> str | None:
        starts, names = self.sections[report]
        index = bisect_right(starts, at)
        return names[index - 1] if index else None

    def _tallies(self) -> dict[str, list[tuple[str, int]]]:
        """How many nodes have each value of each facet, values in the order of first sight."""
        facets = ("type", "kind", "relation", "role", "year", "report", "section", "status")
        return {
            facet: list(
                Counter(value for node in range(len(self.nodes)) for value in self._values(node, facet)).items()
            )
            for facet in facets
        }

    def _centre(self) -> int | None:
        """The first body that reports; where none does, the best connected one."""
        reporting = next((report["body"] for report in self.packed["reports"] if report["body"] is not None), None)
        if reporting is not None or not self.nodes:
            return reporting
        return max(range(len(self.nodes)), key=lambda node: (self.nodes[node][1] == "Body", self.degrees[node], -node))

    def _around(self, centre: int) -> list[int]:
        near = dict.fromkeys((centre, *(node for node in self.near[centre] if self.nodes[node][1] != THEME)))
        return list(near)[:_NEAR]

    def _busiest(self) -> list[tuple[int, list[tuple[str, int]]]]:
        """The bodies that do most, with how much in each role."""
        tallies: list[tuple[int, list[tuple[str, int]]]] = []
        for node, row in enumerate(self.nodes):
            if row[1] == "Body":
                roles = Counter(
                    role for link in self.sources[node]
                    if (role := link[3] or ("participate" if link[0] == "participates" else None))
                )  # fmt: skip
                if roles:
                    tallies.append((node, list(roles.items())))
        return sorted(tallies, key=lambda one: -sum(count for _, count in one[1]))[:_BUSIEST]

    def _numbers(self) -> list[_Row]:
        """The largest numbers, in the order of the texts."""
        counts = self.packed["counts"]
        largest = sorted(range(len(counts)), key=lambda index: (-float(counts[index][1]), index))[:_NUMBERS]
        return [counts[index] for index in sorted(largest)]

    def _clusters(self) -> tuple[list[_Row], list[tuple[int, int, int]]]:
        """What the network shows at first: key, head, size and place of each cluster, and how many links tie two of them."""
        inside = [node for node in range(len(self.nodes)) if self.nodes[node][1] != THEME]
        bins: dict[int | str, list[int]] = {}
        for node in inside:
            bins.setdefault(self.nodes[node][11] if self.near[node] else "alone", []).append(node)
        ordered = sorted(bins.items(), key=lambda one: -len(one[1]))
        kept = ordered[:_CLUSTERS]
        if rest := [node for _, members in ordered[_CLUSTERS:] for node in members]:
            kept.append(("rest", rest))
        of = {node: index for index, (_, members) in enumerate(kept) for node in members}
        pairs = ((of[node], of.get(link[2])) for node in inside for link in self.sources[node])
        ties = Counter((one, other) for one, other in pairs if other is not None and one != other)
        clusters = [
            [key, max(members, key=self.degrees.__getitem__), len(members), *self._middle(members)]
            for key, members in kept
        ]
        return clusters, [(*pair, count) for pair, count in ties.items()]

    def _middle(self, members: list[int]) -> tuple[float, float]:
        """The middle of some nodes, by whole tenths, so that no order of adding matters."""
        sums = (sum(floor(self.nodes[node][axis] * 10 + 0.5) for node in members) for axis in (9, 10))
        x, y = (one / len(members) / 10 for one in sums)
        return x, y


def _sections(outline: Iterable[_Row]) -> tuple[list[int], list[str]]:
    """Where the sections of the first two levels begin, and their names without the numbers."""
    rows = [(start, words, label) for start, level, label, words in outline if level <= 2]
    names = [_SECTION_START.sub("", words.replace(label, "", 1)) for _, words, label in rows]
    return [start for start, _, _ in rows], names
