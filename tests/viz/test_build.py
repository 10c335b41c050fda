"""What the wheel holds is what the sources of the page give."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "explorer" / "node_modules").exists(),
    reason="the page's script is built with Node, by npm ci in explorer/",
)
def test_templates_are_what_the_sources_give(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "explorer", tmp_path / "explorer", ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "explorer" / "node_modules").symlink_to(ROOT / "explorer" / "node_modules")
    (tmp_path / "viz" / "templates").mkdir(parents=True)
    subprocess.run(["node", "build.mjs"], cwd=tmp_path / "explorer", check=True, timeout=120)
    for name in ("explorer.js", "explorer.css", "worker.js"):
        built = (tmp_path / "viz" / "templates" / name).read_bytes()
        assert built == (ROOT / "viz" / "templates" / name).read_bytes(), f"{name}: run npm run build in explorer/"


def test_terms_of_the_plain_pages_are_those_of_the_explorer() -> None:
    assert (ROOT / "viz/templates/terms.json").read_bytes() == (ROOT / "explorer/src/terms.json").read_bytes()


def test_sources_never_make_markup_of_data() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser")
    found = [
        (path.name, line)
        for path in (ROOT / "explorer" / "src").rglob("*.js")
        for line in path.read_text(encoding="utf-8").splitlines()
        if forbidden.search(line)
    ]
    assert found == []


def test_lock_names_no_host() -> None:
    assert "http" not in re.sub(
        r'"(url|funding)": ?"[^"]*"', "", (ROOT / "explorer" / "package-lock.json").read_text(encoding="utf-8")
    )
