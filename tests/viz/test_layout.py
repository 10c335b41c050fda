"""Positions: the same for the same graph, near each other for what is related, apart for what is not."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from jigou.viz.layout import SPRINGS_TO, communities, positions


def edges_of(count: int) -> list[tuple[int, int]]:
    return [((i * 7) % max(1, i), i) for i in range(1, count)]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60))
def test_every_node_has_a_finite_place_of_its_own(count: int, pairs: list[tuple[int, int]]) -> None:
    edges = [(a, b) for a, b in pairs if a < count and b < count]
    points = positions([f"n{i}" for i in range(count)], edges)
    assert len(points) == count
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in points)
    assert len(set(points)) == count


def test_large_graph_has_places_too() -> None:
    count = SPRINGS_TO * 4
    edges = edges_of(count)
    points = positions([f"n{i}" for i in range(count)], edges)
    assert len(set(points)) == count


def test_same_graph_has_the_same_places() -> None:
    for count in (60, SPRINGS_TO + 50):
        ids, edges = [f"n{i}" for i in range(count)], edges_of(count)
        assert positions(ids, edges) == positions(ids, edges)


def test_large_graph_has_its_own_places_by_what_is_tied() -> None:
    """A chain of forty hubs with leaves: what is tied stands nearer than chance has it, and no disc holds what is not."""
    hubs, leaves = 40, 30
    count = hubs * (leaves + 1)
    edges = [(hub, hub + 1) for hub in range(hubs - 1)] + [
        (hub, hubs + hub * leaves + leaf) for hub in range(hubs) for leaf in range(leaves)
    ]
    points = positions([f"n{i}" for i in range(count)], edges)
    tied = sum(math.dist(points[a], points[b]) for a, b in edges) / len(edges)
    others = sum(math.dist(points[i], points[(i * 7 + 601) % count]) for i in range(count)) / count
    assert tied < others / 5
    assert math.dist(points[0], points[1]) < math.dist(points[0], points[hubs - 1]) / 3
    nearest = [
        min((math.dist(points[i], points[j]), j) for j in range(hubs, count) if j != i)[1]
        for i in range(hubs, count, 11)
    ]
    assert all(
        (i - hubs) // leaves == (j - hubs) // leaves for i, j in zip(range(hubs, count, 11), nearest, strict=True)
    )


def test_thousands_of_small_parts_do_not_overlap() -> None:
    count = 3000
    points = positions([f"n{i}" for i in range(count)], [(i, i + 1) for i in range(0, count, 3)])
    assert len(set(points)) == count
    cells = Counter((round(x / 12), round(y / 12)) for x, y in points)
    assert max(cells.values()) <= 4


def test_related_nodes_stand_closer_than_others() -> None:
    edges = [(0, i) for i in range(1, 15)] + [(15, i) for i in range(16, 30)]
    points = positions([f"n{i}" for i in range(30)], edges)
    within = [math.dist(points[0], points[i]) for i in range(1, 15)]
    across = [math.dist(points[0], points[i]) for i in range(16, 30)]
    assert sum(within) / len(within) < sum(across) / len(across) / 2


def test_communities_are_numbered_by_size() -> None:
    edges = [(0, 1), (1, 2), (2, 0), (3, 4)]
    assert communities(6, edges) == [0, 0, 0, 1, 1, 2]
