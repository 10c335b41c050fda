"""Where the nodes of a network stand: ours beside rustworkx, igraph and graphviz's sfdp, on the same graphs in one run.

usage: benchmarks/layouts.py [--nodes N ...] [--limit SECONDS] [--pictures FOLDER]

Needs numpy, and measures rustworkx, igraph and sfdp where they are there. Each layout runs in two processes of other hash
seeds; "same" says whether both gave the same places, rounded to a tenth. All measures are free of scale:

stress     how far distances in the picture are from steps in the graph, 0 to 1, over all nodes from 40 of them; the best
           scale is taken (Gansner, Koren and North, "Graph drawing by stress majorization", 2004)
lengths    standard deviation of the edges' lengths by their mean
crossings  of 400,000 pairs of edges without a common end, how many in a thousand cross
near       of the eight that stand nearest to a node, how many are within two steps of it, in percent
crowded    nodes that stand nearer to another than a fifth of what an even spread would give, in percent
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from viewing import synthetic

from jigou.viz import layouts
from jigou.viz.layout import positions

Point = tuple[float, float]
Edge = tuple[int, int]
Places = Sequence[Sequence[float]]


def ours(ids: Sequence[str], edges: Sequence[Edge]) -> Places:
    """What a page is made with."""
    return positions(ids, edges)


def by_igraph(name: str) -> Callable[[Sequence[str], Sequence[Edge]], Places]:
    """Another of igraph's, from its own random start with a seed."""

    def places(ids: Sequence[str], edges: Sequence[Edge]) -> Places:
        import igraph

        random.seed(1)
        graph = igraph.Graph(n=len(ids), edges=list(edges)).simplify()
        return [list(point) for point in graph.layout(name).coords]

    return places


LAYOUTS: dict[str, Callable[[Sequence[str], Sequence[Edge]], Places]] = {
    "ours": ours,
    "sfdp": layouts.by_sfdp,
    "igraph": layouts.by_igraph,
    "rustworkx": layouts.by_rustworkx,
    "igraph kk": by_igraph("kk"),
    "igraph lgl": by_igraph("lgl"),
    "igraph drl": by_igraph("drl"),
}


def graph(count: int) -> tuple[list[str], list[Edge]]:
    """The synthetic reports' graph, each pair joined once."""
    scene = synthetic(count)
    index = {node.id: number for number, node in enumerate(scene.nodes)}
    pairs = {tuple(sorted((index[link.source], index[link.target]))) for link in scene.links}
    return [node.id for node in scene.nodes], sorted((a, b) for a, b in pairs if a != b)


def worker(name: str, count: int) -> None:
    """Write the CPU seconds and the places as JSON."""
    ids, edges = graph(count)

    def spent() -> float:
        both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(one.ru_utime + one.ru_stime for one in both)

    before = spent()
    found = LAYOUTS[name](ids, edges)
    json.dump([spent() - before, [list(point) for point in found]], sys.stdout)


def stress(points: np.ndarray, around: Sequence[Sequence[int]]) -> float:
    """The normalised stress at the best scale."""
    chance = random.Random(2)
    upper = lower = sums = 0.0
    for source in chance.sample(range(len(points)), min(40, len(points))):
        steps = np.full(len(points), -1)
        steps[source] = 0
        waiting = deque([source])
        while waiting:
            node = waiting.popleft()
            for other in around[node]:
                if steps[other] < 0:
                    steps[other] = steps[node] + 1
                    waiting.append(other)
        there = steps > 0
        ratio = np.hypot(*(points[there] - points[source]).T) / steps[there]
        upper, lower, sums = upper + ratio.sum(), lower + (ratio**2).sum(), sums + there.sum()
    return 1 - upper**2 / (lower * sums)


def crossings(points: np.ndarray, edges: np.ndarray) -> float:
    """How many in a thousand pairs of edges cross."""
    chance = np.random.default_rng(3)
    one, two = edges[chance.integers(0, len(edges), (2, 400_000))]
    apart = (one[:, :, None] != two[:, None, :]).all(axis=(1, 2))
    a, b, c, d = (points[which] for which in (*one[apart].T, *two[apart].T))

    def side(p: np.ndarray, q: np.ndarray, r: np.ndarray) -> np.ndarray:
        return (q[:, 0] - p[:, 0]) * (r[:, 1] - p[:, 1]) - (q[:, 1] - p[:, 1]) * (r[:, 0] - p[:, 0])

    crossed = (side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)
    return float(crossed.mean() * 1000)


def closeness(points: np.ndarray, around: Sequence[Sequence[int]]) -> tuple[float, float]:
    """Percent of the nearest that are within two steps, and percent of nodes that are crowded."""
    chance = random.Random(4)
    low, high = np.percentile(points, [1, 99], axis=0)
    even = float(np.sqrt(np.prod(high - low) / len(points)))
    kept, crowded, sample = [], 0, chance.sample(range(len(points)), min(2000, len(points)))
    for node in sample:
        far = np.hypot(*(points - points[node]).T)
        far[node] = np.inf
        crowded += far.min() < even / 5
        two = {last for other in around[node] for last in (other, *around[other])} - {node}
        if two:
            nearest = np.argpartition(far, 7)[:8].tolist()
            kept.append(len(two.intersection(nearest)) / min(8, len(two)))
    return 100 * sum(kept) / len(kept), 100 * crowded / len(sample)


def picture(points: np.ndarray, edges: np.ndarray, path: Path) -> None:
    """The places as an image, to look at."""
    from PIL import Image, ImageDraw

    low, high = points.min(axis=0), points.max(axis=0)
    scaled = (points - low) / max(high - low) * 960 + 20
    image = Image.new("RGB", (1000, 1000), "white")
    draw = ImageDraw.Draw(image)
    for a, b in edges:
        draw.line([tuple(scaled[a]), tuple(scaled[b])], fill=(205, 210, 220))
    for x, y in scaled:
        draw.ellipse([x - 1.5, y - 1.5, x + 1.5, y + 1.5], fill=(20, 60, 120))
    image.save(path)


def measured(name: str, count: int, limit: float, folder: Path | None) -> str:
    """A row of the table."""
    runs = []
    for seed in ("1", "2"):
        command = [sys.executable, __file__, "--worker", name, str(count)]
        try:
            told = subprocess.run(
                command, capture_output=True, timeout=limit, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
            )
        except subprocess.TimeoutExpired:
            return f"| {count} | {name} | over {limit:.0f} | | | | | | |"
        runs.append(json.loads(told.stdout))
    (seconds, places), (again, others) = runs
    points = np.array(places)
    same = np.array_equal(points.round(1), np.array(others).round(1))
    ids, edges = graph(count)
    around: list[set[int]] = [set() for _ in ids]
    for a, b in edges:
        around[a].add(b)
        around[b].add(a)
    lengths = np.hypot(*(points[[a for a, _ in edges]] - points[[b for _, b in edges]]).T)
    near, crowded = closeness(points, [sorted(one) for one in around])
    if folder:
        picture(points, np.array(edges), folder / f"{name.replace(' ', '-')}-{count}.png")
    return (
        f"| {count} | {name} | {min(seconds, again):.1f} | {stress(points, [sorted(one) for one in around]):.2f} "
        f"| {lengths.std() / lengths.mean():.2f} | {crossings(points, np.array(edges)):.1f} | {near:.0f} % "
        f"| {crowded:.0f} % | {'yes' if same else 'no'} |"
    )


def main() -> None:
    """Print a table of all layouts that can be had here."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--nodes", type=int, nargs="*", default=[500, 2_000, 10_000, 50_000])
    parser.add_argument("--limit", type=float, default=120, help="seconds that a layout is given")
    parser.add_argument("--layouts", nargs="*", default=list(LAYOUTS))
    parser.add_argument("--pictures", type=Path, help="a folder for an image of each")
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        worker(options.worker[0], int(options.worker[1]))
        return
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    print("| nodes | layout | CPU s | stress | lengths | crossings | near | crowded | same |")
    print("|---|---|---|---|---|---|---|---|---|")
    late: set[str] = set()
    for count in options.nodes:
        for name in options.layouts:
            if name in late or (name == "sfdp" and not shutil.which("sfdp")):
                continue
            row = measured(name, count, options.limit, options.pictures)
            late |= {name} if "over" in row else set()
            print(row, flush=True)


if __name__ == "__main__":
    main()
