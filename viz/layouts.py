"""Other ways to place a network's nodes, each where its library or program is installed.

They are offered, not chosen by what happens to be there: a page is the same on every machine unless one asks for another
layout by name. With the same release of the library they too give the same places for the same graph: each begins where
our own does, or from a fixed seed.
"""

from __future__ import annotations

import math
import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace

from jigou.ontology.errors import MissingExtra, UnknownName
from jigou.viz.layout import Edge, Point, start
from jigou.viz.scene import Scene

OWN = "own"
_SPACING = 25.0


def placed(scene: Scene, layout: str) -> Scene:
    """The scene with its nodes placed by a layout: ``own``, ``igraph``, ``rustworkx`` or ``sfdp``.

    ``own`` leaves the placing to the page. Raises UnknownName for another name, MissingExtra where the library is not
    installed.
    """
    if layout == OWN:
        return scene
    if layout not in LAYOUTS:
        raise UnknownName(f"there is no layout {layout!r}; there are {', '.join(sorted([OWN, *LAYOUTS]))}")
    if not scene.nodes:
        return scene
    index = {node.id: number for number, node in enumerate(scene.nodes)}
    pairs = {(index[link.source], index[link.target]) for link in scene.links}
    edges = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    return replace(scene, places=tuple(_scaled(LAYOUTS[layout](list(index), edges))))


def by_igraph(ids: Sequence[str], edges: Sequence[Edge]) -> list[Point]:
    """Fruchterman and Reingold by igraph, on a grid for large graphs."""
    try:
        import igraph
    except ImportError as error:
        raise _missing("igraph") from error
    graph = igraph.Graph(n=len(ids), edges=list(edges))
    igraph.set_random_number_generator(random.Random(1))
    try:
        found = graph.layout_fruchterman_reingold(seed=_begun(ids, math.sqrt(len(ids))))
    finally:
        igraph.set_random_number_generator(random)
    return [(x, y) for x, y in found.coords]


def by_rustworkx(ids: Sequence[str], edges: Sequence[Edge]) -> list[Point]:
    """Fruchterman and Reingold by rustworkx: each pair in each round, so that 10,000 nodes take a minute."""
    try:
        import rustworkx
    except ImportError as error:
        raise _missing("rustworkx") from error
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(ids)))
    graph.add_edges_from_no_data(list(edges))
    found = rustworkx.spring_layout(graph, pos=dict(enumerate(_begun(ids, 1.0))), seed=1)
    return [(found[number][0], found[number][1]) for number in range(len(ids))]


def by_sfdp(ids: Sequence[str], edges: Sequence[Edge]) -> list[Point]:
    """Graphviz's multilevel forces (Hu, "Efficient and high quality force-directed graph drawing", 2005)."""
    program = shutil.which("sfdp")
    if program is None:
        raise MissingExtra("sfdp is not installed; install graphviz, or leave the layout out")
    lines = ["graph {", *(f"{number};" for number in range(len(ids))), *(f"{a} -- {b};" for a, b in edges), "}"]
    options = ["-Tplain", "-Gstart=1", "-Gsplines=none", "-Goverlap=true", "-Nshape=point", "-Nlabel="]
    done = subprocess.run([program, *options], input="\n".join(lines), capture_output=True, text=True, check=False)
    if done.returncode:
        # Some builds have the program without what it needs to place anything.
        reason = done.stderr.strip().split("\n")[0] or f"it ended with {done.returncode}"
        raise MissingExtra(f"sfdp cannot place the network ({reason}); install graphviz whole, or leave the layout out")
    rows = (line.split() for line in done.stdout.splitlines() if line.startswith("node "))
    found = {int(row[1]): (float(row[2]), float(row[3])) for row in rows}
    return [found[number] for number in range(len(ids))]


LAYOUTS: dict[str, Callable[[Sequence[str], Sequence[Edge]], list[Point]]] = {
    "igraph": by_igraph,
    "rustworkx": by_rustworkx,
    "sfdp": by_sfdp,
}
"""Those that need something installed; each takes the nodes' IRIs and pairs of their numbers."""


def _begun(ids: Sequence[str], size: float) -> list[Point]:
    """Where our own layout begins, in a picture of another size."""
    return [(x * size / 600, y * size / 600) for x, y in map(start, ids)]


def _missing(library: str) -> MissingExtra:
    return MissingExtra(f"{library} is not installed; install it with: pip install 'jigou[layouts]'")


def _scaled(points: Sequence[Point]) -> list[Point]:
    """Points around the origin, with as much room for each as our own layout gives."""
    xs, ys = zip(*points, strict=True)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = _SPACING * math.sqrt(len(points)) / (math.sqrt(wide * high) or max(wide, high) or 1.0)
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return [(round((a - x) * scale, 1) + 0.0, round((b - y) * scale, 1) + 0.0) for a, b in points]
