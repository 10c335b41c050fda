"""Other layouts, where what they need is installed: seeded, at our scale, and missed with a word where it is not."""

from __future__ import annotations

import builtins
import math
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from jigou.cli.main import cli
from jigou.graphs.store import build
from jigou.ontology import Reading
from jigou.ontology.errors import MissingExtra, UnknownName
from jigou.viz import Scene, placed
from jigou.viz.layouts import LAYOUTS
from jigou.viz.packing import pack
from jigou.viz.page import page
from jigou.viz.pyvis_page import pyvis_page


def here(layout: str) -> str:
    """The name of a layout that this machine has; skips for one that it has not."""
    if layout == "sfdp":
        if shutil.which("sfdp") is None:
            pytest.skip("there is no graphviz")
    else:
        pytest.importorskip(layout)
    return layout


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_places_every_node_at_our_scale(shanghai: Scene, layout: str) -> None:
    scene = placed(shanghai, here(layout))
    xs, ys = zip(*scene.places, strict=True)
    assert len(scene.places) == len(shanghai.nodes)
    room = math.sqrt((max(xs) - min(xs)) * (max(ys) - min(ys)) / len(xs))
    assert room == pytest.approx(25, abs=0.1)
    assert [tuple(row[9:11]) for row in pack(scene)["nodes"]] == list(scene.places)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_gives_the_same_page_twice(shanghai: Scene, layout: str) -> None:
    assert page(placed(shanghai, here(layout)), console=False) == page(placed(shanghai, layout), console=False)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_brings_the_tied_together(shanghai: Scene, layout: str) -> None:
    scene = placed(shanghai, here(layout))
    place = dict(zip((node.id for node in scene.nodes), scene.places, strict=True))
    tied = [math.dist(place[link.source], place[link.target]) for link in scene.links]
    chance = [math.dist(a, b) for a, b in zip(scene.places, reversed(scene.places), strict=True)]
    assert sum(tied) / len(tied) < 0.5 * sum(chance) / len(chance)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_scene_of_nothing_can_be_placed(layout: str) -> None:
    assert placed(Scene(title="", nodes=()), layout).places == ()


def test_pyvis_takes_the_places_that_are_given(shanghai: Scene) -> None:
    assert pyvis_page(placed(shanghai, here("igraph"))) != pyvis_page(shanghai)


def test_own_layout_is_left_to_the_page(shanghai: Scene) -> None:
    assert placed(shanghai, "own") is shanghai


def test_unknown_layout_is_answered_by_those_there_are(shanghai: Scene) -> None:
    with pytest.raises(UnknownName, match="igraph, own, rustworkx, sfdp"):
        placed(shanghai, "spring")


@pytest.mark.parametrize("layout", ["igraph", "rustworkx"])
def test_missing_library_is_named(shanghai: Scene, layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == layout:
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=rf"{layout} is not installed.*jigou\[layouts\]"):
        placed(shanghai, layout)


def test_missing_graphviz_is_named(shanghai: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingExtra, match="install graphviz"):
        placed(shanghai, "sfdp")


def test_graphviz_that_cannot_is_told(shanghai: Scene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "sfdp"
    program.write_text("#!/bin/sh\n/bin/cat > /dev/null\necho no triangulation >&2\nexit 1\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingExtra, match="no triangulation"):
        placed(shanghai, "sfdp")


def test_scene_refuses_places_for_other_nodes(shanghai: Scene) -> None:
    with pytest.raises(ValueError, match="1 places for 0 nodes"):
        Scene(title="", nodes=(), places=((0.0, 0.0),))


def test_command_refuses_a_layout_it_does_not_know(gold: Callable[..., Reading], tmp_path: Path) -> None:
    build([gold("zx-shanghai-2021")], tmp_path / "graph")
    done = CliRunner().invoke(cli, ["view", str(tmp_path / "graph"), "--layout", "none"])
    assert (done.stdout, type(done.exception)) == ("", UnknownName)
