"""What is installed: the packages are the folders, the wheel holds the data, and works where the sources are not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = ("ontology", "builder", "graphs", "viz", "cli")


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints; its errors are in the failure's text."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "JIGOU", "COV"))}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def files_of_the_rooms() -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources, so that nothing that an earlier build left gets into it."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in (*files_of_the_rooms(), *(path.name for path in ROOT.iterdir() if path.is_file())):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands' folder of a new environment that holds the wheel, and this environment's libraries behind it."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel, cwd=home)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip()
    (Path(site) / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return home / "bin"


def test_packages_are_the_folders() -> None:
    folders = {
        "jigou." + str(path.parent.relative_to(ROOT)).replace("/", ".")
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
    }
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == folders


def test_wheel_holds_every_file_of_the_rooms(wheel: Path) -> None:
    held = {name.removeprefix("jigou/") for name in zipfile.ZipFile(wheel).namelist() if name.startswith("jigou/")}
    assert held == files_of_the_rooms()


def test_wheel_holds_the_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if name.endswith(".dist-info/licenses/LICENSE")]


def test_installed_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import jigou.cli; print(jigou.cli.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_installed_wheel_tells_its_version(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "jigou", "--version", cwd=tmp_path).split()[-1] == PROJECT["project"]["version"]


def test_installed_wheel_shows_help(installed: Path, tmp_path: Path) -> None:
    assert re.match(r"Usage: jigou ", run(installed / "jigou", "--help", cwd=tmp_path))
