"""Where nodes stand in the network: the same graph gives the same picture, on every machine.

Pure Python, so that the picture does not depend on which library is installed. Up to a few hundred nodes: spring forces
(Fruchterman and Reingold, "Graph drawing by force-directed placement", 1991). Above: communities by label propagation
(Raghavan et al., 2007, with ties broken by order), each a sunflower disc of its own, the discs placed by the same
forces; that is linear in nodes and shows what a picture of ten thousand dots can show.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

Point = tuple[float, float]
Edge = tuple[int, int]

SPRINGS_TO = 320
"""Up to so many nodes every pair repels; a second on one core."""
_PAIRS = 3_000_000
_GOLDEN = math.pi * (3 - math.sqrt(5))
_DISCS = 300


def positions(ids: Sequence[str], edges: Sequence[Edge], groups: Sequence[int]) -> list[Point]:
    """A point for each node, centred on the origin, about 30 units between neighbours, rounded to a tenth.

    ``groups`` is what ``communities`` gave. A node's first place comes from its id alone, so that a graph that grows a
    little moves a little.
    """
    if len(ids) <= SPRINGS_TO:
        points = _springs([_start(id_) for id_ in ids], edges, [1.0] * len(edges))
    else:
        points = _discs(ids, edges, groups)
    return [(round(x, 1) + 0.0, round(y, 1) + 0.0) for x, y in points]


def communities(count: int, edges: Sequence[Edge]) -> list[int]:
    """The community of each of ``count`` nodes, numbered by size, the largest 0.

    Label propagation in a fixed order, at most ten rounds; hubs do not swallow the graph, because a neighbour's vote
    counts less the more neighbours it has.
    """
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for a, b in edges:
        if a != b:
            neighbours[a].append(b)
            neighbours[b].append(a)
    weight = [1 / math.sqrt(len(around)) if around else 0.0 for around in neighbours]
    label = list(range(count))
    order = sorted(range(count), key=lambda node: (len(neighbours[node]), node))
    for _ in range(10):
        moved = False
        for node in order:
            votes: defaultdict[int, float] = defaultdict(float)
            for other in neighbours[node]:
                votes[label[other]] += weight[other]
            if votes:
                best = max(votes, key=lambda one: (round(votes[one], 9), -one))
                moved |= best != label[node]
                label[node] = best
        if not moved:
            break
    sizes = Counter(label)
    rank = {old: new for new, old in enumerate(sorted(sizes, key=lambda one: (-sizes[one], one)))}
    return [rank[one] for one in label]


def _start(id_: str) -> Point:
    digest = hashlib.sha256(id_.encode()).digest()
    angle = int.from_bytes(digest[:4], "big") / 2**32 * math.tau
    radius = 300 * math.sqrt(int.from_bytes(digest[4:8], "big") / 2**32)
    return radius * math.cos(angle), radius * math.sin(angle)


def _springs(start: list[Point], edges: Sequence[Edge], weights: Sequence[float], ideal: float = 42.0) -> list[Point]:
    count = len(start)
    if count < 2:
        return [(0.0, 0.0)] * count
    xs, ys = [x for x, _ in start], [y for _, y in start]
    rounds = max(30, min(250, 2 * _PAIRS // (count * count)))
    degree = [0] * count
    for a, b in edges:
        degree[a] += 1
        degree[b] += 1
    square = ideal * ideal
    for step in range(rounds):
        limit = 60.0 * (1 - step / rounds) + 0.5
        # Gravity keeps the parts of a graph that hang on nothing within the picture.
        dx, dy = [-x * 0.9 for x in xs], [-y * 0.9 for y in ys]
        for i in range(count):
            xi, yi, fx, fy = xs[i], ys[i], 0.0, 0.0
            for j in range(i + 1, count):
                ex, ey = xi - xs[j], yi - ys[j]
                push = square / (ex * ex + ey * ey + 1.0) * 6
                ex *= push
                ey *= push
                fx += ex
                fy += ey
                dx[j] -= ex
                dy[j] -= ey
            dx[i] += fx
            dy[i] += fy
        for (a, b), weight in zip(edges, weights, strict=True):
            ex, ey = xs[a] - xs[b], ys[a] - ys[b]
            # Leaves of a hub are pulled with full force, two hubs gently: else the middle is a knot.
            pull = weight * math.sqrt(ex * ex + ey * ey) / ideal / math.sqrt(min(degree[a], degree[b]) or 1) * 2
            dx[a] -= ex * pull
            dy[a] -= ey * pull
            dx[b] += ex * pull
            dy[b] += ey * pull
        for i in range(count):
            length = math.sqrt(dx[i] * dx[i] + dy[i] * dy[i])
            if length > limit:
                dx[i] *= limit / length
                dy[i] *= limit / length
            xs[i] += dx[i] * 0.5
            ys[i] += dy[i] * 0.5
    middle_x, middle_y = sum(xs) / count, sum(ys) / count
    return [(x - middle_x, y - middle_y) for x, y in zip(xs, ys, strict=True)]


def _discs(ids: Sequence[str], edges: Sequence[Edge], groups: Sequence[int]) -> list[Point]:
    degree = Counter(end for edge in edges for end in edge)
    disc_of = [min(group, _DISCS - 1) for group in groups]
    members: list[list[int]] = [[] for _ in range(max(disc_of) + 1)]
    for node, disc in enumerate(disc_of):
        members[disc].append(node)
    radii = [14.0 * math.sqrt(len(inside)) + 10 for inside in members]
    between = Counter((min(a, b), max(a, b)) for a, b in ((disc_of[a], disc_of[b]) for a, b in edges) if a != b)
    ties = sorted(between)
    weights = [min(3.0, math.log1p(between[tie])) for tie in ties]
    starts = [_start(ids[inside[0]]) for inside in members]
    spread = max(1.0, math.sqrt(sum(radius * radius for radius in radii)) / 300)
    centres = [(x * spread, y * spread) for x, y in _springs(starts, ties, weights)]
    centres = _apart(centres, radii)
    points: list[Point] = [(0.0, 0.0)] * len(ids)
    for disc, inside in enumerate(members):
        inside.sort(key=lambda node: (-degree[node], node))
        x, y = centres[disc]
        for place, node in enumerate(inside):
            radius, angle = 14.0 * math.sqrt(place), place * _GOLDEN
            points[node] = (x + radius * math.cos(angle), y + radius * math.sin(angle))
    return points


def _apart(centres: list[Point], radii: list[float]) -> list[Point]:
    """Push discs that overlap from each other; the larger moves less."""
    xs, ys = [x for x, _ in centres], [y for _, y in centres]
    for _ in range(60):
        touched = False
        for i in range(len(xs)):
            for j in range(i + 1, len(xs)):
                ex, ey = xs[j] - xs[i], ys[j] - ys[i]
                wanted = radii[i] + radii[j]
                distance = math.sqrt(ex * ex + ey * ey) or 0.1
                if distance < wanted:
                    touched = True
                    share = radii[j] / wanted
                    push = (wanted - distance) / distance
                    xs[i] -= ex * push * share
                    ys[i] -= ey * push * share
                    xs[j] += ex * push * (1 - share) + 0.01
                    ys[j] += ey * push * (1 - share)
        if not touched:
            break
    return list(zip(xs, ys, strict=True))
