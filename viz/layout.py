"""Where nodes stand in the network: the same graph gives the same picture, on every machine.

Pure Python, so that the picture does not depend on which library is installed. Up to a few hundred nodes: spring forces
(Fruchterman and Reingold, "Graph drawing by force-directed placement", 1991). Above: communities by label propagation
(Raghavan et al., 2007, with ties broken by order), each a sunflower disc of its own. The discs are placed from coarse to
fine: pairs that are tied most are taken together until few are left, those are placed by the forces, and each step back
sets the parts around their whole, pulls what is tied and pushes what overlaps (after Hu, "Efficient and high quality
force-directed graph drawing", 2005). That is about linear in nodes.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, count, product

Point = tuple[float, float]
Edge = tuple[int, int]

SPRINGS_TO = 320
"""Up to so many nodes every pair repels; a second on one core."""
_PAIRS = 3_000_000
_GOLDEN = math.pi * (3 - math.sqrt(5))
_STEP = 14.0
_COARSEST = 50
_ROUNDS = 12


def positions(ids: Sequence[str], edges: Sequence[Edge]) -> list[Point]:
    """A point for each node, centred on the origin, about 30 units between neighbours, rounded to a tenth.

    A node's first place comes from its id alone, so that a graph that grows a little moves a little.
    """
    if len(ids) <= SPRINGS_TO:
        points = _springs([start(id_) for id_ in ids], edges, [1.0] * len(edges))
    else:
        points = _discs(ids, edges)
    return [(round(x, 1) + 0.0, round(y, 1) + 0.0) for x, y in points]


def communities(nodes: int, edges: Sequence[Edge]) -> list[int]:
    """The community of each of ``nodes`` nodes, numbered by size, the largest 0.

    Label propagation in a fixed order, at most ten rounds; hubs do not swallow the graph, because a neighbour's vote
    counts less the more neighbours it has.
    """
    neighbours: list[list[int]] = [[] for _ in range(nodes)]
    for a, b in edges:
        if a != b:
            neighbours[a].append(b)
            neighbours[b].append(a)
    weight = [1 / math.sqrt(len(around)) if around else 0.0 for around in neighbours]
    label = list(range(nodes))
    order = sorted(range(nodes), key=lambda node: (len(neighbours[node]), node))
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


def start(id_: str) -> Point:
    """Where a node begins: within 300 units of the origin, by its id alone."""
    digest = hashlib.sha256(id_.encode()).digest()
    angle = int.from_bytes(digest[:4], "big") / 2**32 * math.tau
    radius = 300 * math.sqrt(int.from_bytes(digest[4:8], "big") / 2**32)
    return radius * math.cos(angle), radius * math.sin(angle)


def _springs(
    start: Sequence[Point], edges: Sequence[Edge], weights: Sequence[float], ideal: float = 42.0
) -> list[Point]:
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


def _discs(ids: Sequence[str], edges: Sequence[Edge]) -> list[Point]:
    degree = Counter(end for edge in edges for end in edge)
    disc_of = communities(len(ids), edges)
    members = _inside(disc_of)
    radii = [_STEP * math.sqrt(len(inside)) + 10 for inside in members]
    ties = _ties(disc_of, Counter(edges))
    discs = _Discs(_placed([start(ids[inside[0]]) for inside in members], radii, ties), radii)
    for _ in range(40):
        if not discs.push(1.0):
            break
    points: list[Point] = [(0.0, 0.0)] * len(ids)
    for disc, inside in enumerate(members):
        inside.sort(key=lambda node: (-degree[node], node))
        for node, place in zip(inside, _sunflower(discs.xs[disc], discs.ys[disc], _STEP), strict=False):
            points[node] = place
    return points


def _sunflower(x: float, y: float, step: float) -> Iterator[Point]:
    """Places around a point, each with the same room, without end."""
    for place in count():
        radius, angle = step * math.sqrt(place), place * _GOLDEN
        yield x + radius * math.cos(angle), y + radius * math.sin(angle)


def _inside(groups: Sequence[int]) -> list[list[int]]:
    members: list[list[int]] = [[] for _ in range(max(groups) + 1)]
    for one, group in enumerate(groups):
        members[group].append(one)
    return members


def _ties(groups: Sequence[int], ties: Mapping[Edge, int]) -> Counter[Edge]:
    """How often groups are tied to each other, when their members are tied so."""
    found: Counter[Edge] = Counter()
    for (a, b), times in ties.items():
        one, other = groups[a], groups[b]
        if one != other:
            found[min(one, other), max(one, other)] += times
    return found


def _placed(starts: Sequence[Point], radii: Sequence[float], ties: Mapping[Edge, int]) -> list[Point]:
    """The centres of discs: few of them by the forces, many around the centres of what they were taken together to."""
    sizes = [radius * radius for radius in radii]
    if len(radii) <= _COARSEST:
        spread = max(1.0, math.sqrt(sum(sizes)) / 300)
        order = sorted(ties)
        found = _springs(starts, order, [min(3.0, math.log1p(ties[tie])) for tie in order])
        centres = [(x * spread, y * spread) for x, y in found]
    else:
        whole = _paired(sizes, ties)
        members = _inside(whole)
        sums = [sum(sizes[one] for one in inside) for inside in members]
        above = _placed(
            [starts[inside[0]] for inside in members], [1.05 * math.sqrt(size) for size in sums], _ties(whole, ties)
        )
        centres = [(0.0, 0.0)] * len(radii)
        for (x, y), size, inside in zip(above, sums, members, strict=True):
            inside.sort(key=lambda one: (-sizes[one], one))
            for one, place in zip(inside, _sunflower(x, y, math.sqrt(size / len(inside))), strict=False):
                centres[one] = place
    discs = _Discs(centres, radii)
    weighed = [(a, b, math.log1p(times)) for (a, b), times in sorted(ties.items())]
    for step in range(_ROUNDS):
        discs.pull(weighed, 0.5 * (1 - 0.7 * step / _ROUNDS))
        discs.push(1.1)
    return list(zip(discs.xs, discs.ys, strict=True))


def _paired(sizes: Sequence[float], ties: Mapping[Edge, int]) -> list[int]:
    """For each disc the number of the pair it belongs to; at most half as many and some, so that an end is reached.

    The small choose first, each the one it is tied to most for its size; who finds all taken joins a pair. What hangs on
    nothing is taken together by order.
    """
    around: list[list[tuple[int, int]]] = [[] for _ in sizes]
    for (a, b), times in ties.items():
        around[a].append((b, times))
        around[b].append((a, times))
    pair = [-1] * len(sizes)
    weights: list[float] = []
    for one in sorted(range(len(sizes)), key=lambda one: (sizes[one], one)):
        if pair[one] >= 0 or not around[one]:
            continue
        free = [(times / sizes[other], -other) for other, times in around[one] if pair[other] < 0]
        if free:
            other = -max(free)[1]
            pair[one] = pair[other] = len(weights)
            weights.append(sizes[one] + sizes[other])
        else:
            joined = -max((times / weights[pair[other]], -pair[other]) for other, times in around[one])[1]
            pair[one] = joined
            weights[joined] += sizes[one]
    alone = [one for one, found in enumerate(pair) if found < 0]
    for place, one in enumerate(alone):
        pair[one] = len(weights) + place // 8
    return pair


class _Discs:
    """Discs that pull each other and push each other aside."""

    def __init__(self, centres: Sequence[Point], radii: Sequence[float]) -> None:
        self.xs = [x for x, _ in centres]
        self.ys = [y for _, y in centres]
        self.radii = radii
        # Three in four discs reach no further than to the next cell; those that do are looked for from where they are.
        self.side = 2.0 * sorted(radii)[len(radii) * 3 // 4] + 1.0

    def pull(self, ties: Sequence[tuple[int, int, float]], share: float) -> None:
        """Move each a share of the way to what it is tied to, as near as they may stand."""
        xs, ys, radii = self.xs, self.ys, self.radii
        total, dx, dy = ([0.0] * len(xs) for _ in range(3))
        for a, b, weight in ties:
            ex, ey = xs[b] - xs[a], ys[b] - ys[a]
            distance = math.sqrt(ex * ex + ey * ey) or 0.1
            total[a] += weight
            total[b] += weight
            force = (1.0 - 1.1 * (radii[a] + radii[b]) / distance) * weight
            if force <= 0.0:
                continue
            dx[a] += ex * force
            dy[a] += ey * force
            dx[b] -= ex * force
            dy[b] -= ey * force
        for one, weight in enumerate(total):
            if weight:
                xs[one] += dx[one] / weight * share
                ys[one] += dy[one] / weight * share

    def push(self, room: float) -> bool:
        """Push those that overlap, when they are taken ``room`` times as large, from each other; false when none do."""
        xs, ys, radii = self.xs, self.ys, self.radii
        dx, dy = [0.0] * len(xs), [0.0] * len(xs)
        touched = False
        for a, b in self._close(room):
            ex, ey = xs[b] - xs[a], ys[b] - ys[a]
            wanted = (radii[a] + radii[b]) * room
            square = ex * ex + ey * ey
            if square >= wanted * wanted:
                continue
            touched = True
            distance = math.sqrt(square) or 0.1
            force = (wanted - distance) / distance
            # The larger moves less; two on one spot go apart along x.
            share = radii[b] ** 2 / (radii[a] ** 2 + radii[b] ** 2)
            dx[a] -= ex * force * share
            dy[a] -= ey * force * share
            dx[b] += ex * force * (1 - share) + 0.01
            dy[b] += ey * force * (1 - share)
        for one in range(len(xs)):
            xs[one] += 0.6 * dx[one]
            ys[one] += 0.6 * dy[one]
        return touched

    def _close(self, room: float) -> list[Edge]:
        """Pairs that may overlap."""
        side, cells = self.side * room, defaultdict[tuple[int, int], list[int]](list)
        cell_of = [(int(x // side), int(y // side)) for x, y in zip(self.xs, self.ys, strict=True)]
        for one, cell in enumerate(cell_of):
            cells[cell].append(one)
        pairs: list[Edge] = []
        for (column, row), inside in cells.items():
            pairs += combinations(inside, 2)
            for right, down in ((1, 0), (-1, 1), (0, 1), (1, 1)):
                if (column + right, row + down) in cells:
                    pairs += product(inside, cells[column + right, row + down])
        for one, radius in enumerate(self.radii):
            reach = math.ceil((radius * room + side / 2) / side)
            if reach > 1:
                column, row = cell_of[one]
                for right, down in _ring(reach):
                    if (column + right, row + down) in cells:
                        pairs += product((one,), cells[column + right, row + down])
        return pairs


@cache
def _ring(reach: int) -> list[tuple[int, int]]:
    """The cells around a cell that are no neighbours of it."""
    steps = product(range(-reach, reach + 1), repeat=2)
    return [(right, down) for right, down in steps if max(abs(right), abs(down)) > 1]
