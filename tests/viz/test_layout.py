"""Positions: the same for the same graph, near each other for what is related, apart for what is not."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from jigou.viz.layout import SPRINGS_TO, communities, positions


def edges_of(count: int) -> list[tuple[int, int]]:
    return [((i * 7) % max(1, i), i) for i in range(1, count)]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60))
def test_every_node_has_a_finite_place_of_its_own(count: int, pairs: list[tuple[int, int]]) -> None:
    edges = [(a, b) for a, b in pairs if a < count and b < count]
    points = positions([f"n{i}" for i in range(count)], edges, communities(count, edges))
    assert len(points) == count
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in points)
    assert len(set(points)) == count


def test_large_graph_has_places_too() -> None:
    count = SPRINGS_TO * 4
    edges = edges_of(count)
    points = positions([f"n{i}" for i in range(count)], edges, communities(count, edges))
    assert len(set(points)) == count


def test_same_graph_has_the_same_places() -> None:
    for count in (60, SPRINGS_TO + 50):
        ids, edges = [f"n{i}" for i in range(count)], edges_of(count)
        assert positions(ids, edges, communities(count, edges)) == positions(ids, edges, communities(count, edges))


def test_related_nodes_stand_closer_than_others() -> None:
    edges = [(0, i) for i in range(1, 15)] + [(15, i) for i in range(16, 30)]
    points = positions([f"n{i}" for i in range(30)], edges, communities(30, edges))
    within = [math.dist(points[0], points[i]) for i in range(1, 15)]
    across = [math.dist(points[0], points[i]) for i in range(16, 30)]
    assert sum(within) / len(within) < sum(across) / len(across) / 2


def test_communities_are_numbered_by_size() -> None:
    edges = [(0, 1), (1, 2), (2, 0), (3, 4)]
    assert communities(6, edges) == [0, 0, 0, 1, 1, 2]
