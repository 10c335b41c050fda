"""What the documents say is so: their commands print what is shown, their Python runs, no command is left out."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from documents import console_examples, is_shown, pycon_blocks, renewed, replaced

from jigou.cli.main import cli

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "builder").rglob("*.md"))
    if "```" in path.read_text(encoding="utf-8")
)
WITH_COMMANDS = [path for path in DOCUMENTS if console_examples(path.read_text(encoding="utf-8"))]
WITH_PYTHON = [path for path in DOCUMENTS if pycon_blocks(path.read_text(encoding="utf-8"))]
RENEW = "run: make renew, and read the difference"


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the shipped reports, in which ``jigou`` is the command that is tested."""
    shutil.copytree(ROOT / "gold", tmp_path / "gold")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("JIGOU_GRAPH", raising=False)
    return tmp_path


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=name)
def test_commands_print_what_is_shown(path: Path, newcomer: Path) -> None:
    changes = []
    for example in console_examples(path.read_text(encoding="utf-8")):
        done = subprocess.run(
            ["bash", "-c", example.command], capture_output=True, text=True, check=False, timeout=120, cwd=newcomer
        )
        printed = done.stdout + done.stderr
        if os.environ.get("JIGOU_RENEW"):
            changes.append((example, renewed(example.shown, printed)))
        elif not is_shown(printed, example.shown):
            assert printed.splitlines() == list(example.shown), f"{example.command}: if this is meant, {RENEW}"
    if changes:
        path.write_text(replaced(path, changes), encoding="utf-8")


@pytest.mark.parametrize("path", WITH_PYTHON, ids=name)
def test_python_examples_give_what_is_shown(path: Path, newcomer: Path) -> None:
    session = doctest.DocTestParser().get_doctest(
        pycon_blocks(path.read_text(encoding="utf-8")), {}, name(path), name(path), 0
    )
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert runner.run(session).failed == 0


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_command_is_in_the_documents(command: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## {command}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    options = [option for option in cli.commands[command].params if isinstance(option, click.Option)]
    assert [option.opts[-1] for option in options if f"`{option.opts[-1]}" not in section] == []


def test_documents_tell_of_no_command_that_is_not_there() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## ([a-z]+)$", text, re.MULTILINE)) == set(cli.commands)


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "README.zh.md"], ids=name)
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "images").iterdir()), ids=lambda path: path.name)
def test_picture_is_small_and_is_taken_by_the_tool(picture: Path) -> None:
    """tools/screenshots.py keeps pictures with few colours; each of them is one that it takes."""
    assert picture.stat().st_size <= 150_000
    assert f'name="{picture.stem}"' in (ROOT / "tools" / "screenshots.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((ROOT / "builder").rglob("README.md")), ids=name)
def test_readme_of_a_room_is_one_screen(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60
