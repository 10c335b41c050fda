"""What a newcomer's first command leaves and prints."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAME = "zx-shanghai-2021"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that the demo leaves, and what it prints."""
    folder = tmp_path_factory.mktemp("demo")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [ROOT / "scripts" / "demo", ROOT / "gold" / f"{NAME}.txt", folder],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder, done.stdout


def test_demo_leaves_a_graph_a_turtle_file_and_a_page(demo: tuple[Path, str]) -> None:
    assert sorted(path.name for path in demo[0].iterdir()) == ["graph", f"{NAME}.html", f"{NAME}.ttl"]


@pytest.mark.parametrize("what", ["Body", "Initiative", "Event", "facts"])
def test_demo_counts_what_is_in_the_graph(what: str, demo: tuple[Path, str]) -> None:
    (count,) = (line.split()[-1] for line in demo[1].splitlines() if line.split()[:1] == [what])
    assert int(count.replace(",", "")) > 0


def test_demo_says_where_the_files_are(demo: tuple[Path, str]) -> None:
    folder, printed = demo
    assert [path for path in folder.iterdir() if str(path) not in printed] == []


def test_demo_answers_two_queries(demo: tuple[Path, str]) -> None:
    _, first, second = demo[1].split("\n$ jigou ")
    assert first.startswith("query ") and "上海市政协机关  " in first
    assert second.startswith("ask ") and "“协商于民”政协委员工作站" in second and " 230 " in second
