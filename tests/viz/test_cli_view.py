"""The command that writes pages and sites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from jigou.cli.main import cli
from jigou.graphs.store import build
from jigou.ontology import Reading
from jigou.ontology.errors import UnknownName
from jigou.viz import Scene, page


@pytest.fixture(scope="module")
def graph(gold: Callable[..., Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graphs") / "graph"
    build([gold("zx-shanghai-2021")], path)
    return path


def written(graph: Path, folder: Path, *options: str) -> str:
    done = CliRunner().invoke(
        cli, ["view", str(graph), "-o", str(folder / "page.html"), *options], catch_exceptions=False
    )
    assert (done.exit_code, done.output) == (0, "")
    return (folder / "page.html").read_text(encoding="utf-8")


def test_page_has_the_engine_and_stays_under_two_megabytes(graph: Path, tmp_path: Path) -> None:
    html = written(graph, tmp_path)
    assert 'id="jigou-engine"' in html
    assert len(html.encode()) < 2_000_000


def test_page_without_console_is_a_tenth_as_large(graph: Path, tmp_path: Path) -> None:
    html = written(graph, tmp_path, "--no-console")
    assert 'id="jigou-engine"' not in html
    assert len(html.encode()) < 200_000


def test_title_is_what_was_asked_for(graph: Path, tmp_path: Path) -> None:
    assert "<title>一个&lt;题目&gt;</title>" in written(graph, tmp_path, "--no-console", "--title", "一个<题目>")


def test_site_is_a_folder(graph: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["view", str(graph), "--site", str(tmp_path / "site")], catch_exceptions=False)
    assert (done.exit_code, done.output) == (0, "")
    assert {path.name for path in (tmp_path / "site").iterdir()} >= {
        "index.html",
        "explorer.js",
        "entities.html",
        "data",
        "body",
        "event",
    }


def test_page_refuses_a_language_that_it_does_not_speak(shanghai: Scene) -> None:
    with pytest.raises(UnknownName, match="zh and en"):
        page(shanghai, language='fr" onload="')
