"""The door: help, exit codes, one-line errors."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest

from jigou.cli.main import cli

JIGOU = Path(sys.executable).parent / "jigou"


def run(*args: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([JIGOU, *args], capture_output=True, text=True, check=False, timeout=120, **options)  # type: ignore[call-overload, no-any-return]  # options are those of run


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_command_has_help(name: str) -> None:
    done = run(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: jigou {name} ")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_option_of_a_command_has_help(name: str) -> None:
    options = [option for option in cli.commands[name].params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize(
    "args", [("nonsense",), ("plugins", "--nonsense"), ("plugins", "nonsense")], ids=["command", "option", "argument"]
)
def test_wrong_usage_is_one_line_and_exit_code_two(args: tuple[str, ...]) -> None:
    done = run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("jigou: ")


def test_jigou_alone_shows_help() -> None:
    done = run()
    assert (done.returncode, done.stdout, done.stderr) == (0, run("--help").stdout, "")


def test_help_imports_no_heavy_library() -> None:
    heavy = {"rdflib", "pyoxigraph", "pyshacl", "pyvis", "networkx", "pandas", "rjieba", "numpy", "jinja2"}
    program = (
        "import sys\n"
        "from jigou.cli.main import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit:\n    print(sorted(set(sys.modules) & set(sys.argv[1:])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *heavy], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_takes_less_than_a_third_of_a_second_of_cpu() -> None:
    """The best of five, in CPU, as other work on the machine is not the command line's."""

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(5)) < 0.3
