"""The door for people: the commands, and how every one of them ends.

Exit code 0 is fine, 1 says that a graph does not conform, 2 that the command could not run. What went wrong is one line on
standard error; only results are on standard output; a reader that goes away early (``jigou … | head``) is no error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import IO, Any, NoReturn

import click

from jigou.cli.asking import ask, query
from jigou.cli.building import build
from jigou.cli.checking import check, stats
from jigou.cli.comparing import diff
from jigou.cli.evaluating import evaluate
from jigou.cli.exporting import export
from jigou.cli.networking import network
from jigou.cli.plugins import plugins
from jigou.cli.publishing import serve
from jigou.cli.reading import read
from jigou.cli.viewing import view
from jigou.ontology.errors import ClosedGate, FailedReport, JigouError


class Door(click.Group):
    """The group of all commands. A reader that goes away early ends any of them, and that is no error."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that the context names."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the interpreter's own last flush
            return 0
        return code


@click.group(
    cls=Door,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("jigou"), prog_name="jigou")
@click.pass_context
def cli(context: click.Context) -> None:
    """Read the yearly reports of Chinese public bodies into a knowledge graph in which every fact shows its sentence.

    \b
    jigou build report.txt -o graph      read a report into a graph
    jigou query graph 'SELECT …'         ask it in SPARQL
    jigou view graph -o page.html        look at it

    A GRAPH that is left out is $JIGOU_GRAPH, or the folder graph or demo/graph. FILE and -o take - for the standard streams.
    """  # noqa: D301 - the backspace is click's mark for lines that are not to be joined
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (read, build, query, ask, export, view, serve, network, check, stats, diff, evaluate, plugins):
    cli.add_command(command)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    _prepare(sys.stdout)
    try:
        code = cli.main(args=args, prog_name="jigou", standalone_mode=False) or 0
    except click.ClickException as error:
        code = _fail(_usage(error))
    except (click.Abort, KeyboardInterrupt):
        code = _fail("interrupted", 130)
    except ClosedGate as error:
        code = _fail(str(error), 1)
    except JigouError as error:
        if isinstance(error, FailedReport) and os.environ.get("JIGOU_TRACEBACK"):
            raise
        code = _fail(str(error))
    except OSError as error:
        code = _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error))
    except Exception as error:
        if os.environ.get("JIGOU_TRACEBACK"):
            raise
        code = _fail(f"a fault in jigou itself ({type(error).__name__}: {error}); JIGOU_TRACEBACK=1 shows where")
    sys.exit(code)


def _prepare(stream: IO[str]) -> None:
    """Make what goes into a pipe or a file UTF-8 whatever the locale; a terminal is written in its own encoding."""
    if reconfigure := getattr(stream, "reconfigure", None):
        if stream.isatty():
            reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8")


def _fail(message: str, code: int = 2) -> int:
    """Say in one line what went wrong."""
    click.echo(f"jigou: {' '.join(message.split())}", err=True)
    return code


def _usage(error: click.ClickException) -> str:
    """A usage error in one line, with the place where help is found."""
    message = error.format_message()
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{message.rstrip('.')}; see {error.ctx.command_path} --help"
    return message
