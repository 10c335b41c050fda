"""Commands that ask a graph: in SPARQL, or one of the named questions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from jigou.cli.options import graph_or_default, output_option
from jigou.cli.output import STANDARD, destination, on_terminal, terminal_width

if TYPE_CHECKING:
    from jigou.graphs import Result

TIMEOUT, LIMIT = 30.0, 10_000
"""Those of ``jigou.graphs.querying``, which is not imported for a help text."""
FORMATS = ("table", "csv", "tsv", "json", "turtle")

Command = TypeVar("Command", bound=Callable[..., Any])


def answer_options(command: Command) -> Command:
    """The options that say how long a question may take, how much it may give, and how that is written."""
    for option in (
        output_option,
        click.option(
            "--limit",
            type=click.IntRange(min=1),
            default=LIMIT,
            show_default=True,
            help="The most rows that are given.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            default=TIMEOUT,
            show_default=True,
            help="Seconds after which the query is ended with an error.",
        ),
        click.option(
            "--format",
            "format_",
            type=click.Choice(FORMATS),
            help="table (default at a terminal), csv (default elsewhere), tsv, json (W3C results), turtle (CONSTRUCT).",
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("words", nargs=-1, metavar="[GRAPH] ['SELECT …']")
@click.option("--file", "file", metavar="FILE", help="Read the query from this file; - is standard input.")
@answer_options
def query(
    words: tuple[str, ...], file: str | None, format_: str | None, timeout: float, limit: int, output: str
) -> None:
    """Ask GRAPH in SPARQL, read-only.

    The prefixes jg:, skos:, org:, prov:, rdf:, xsd: and the like need not be declared. An answer that was cut at the limit says so.
    """
    from jigou.graphs import open as open_graph
    from jigou.graphs.hints import unknown_terms

    graph, text = _graph_and_text(words, file)
    for hint in unknown_terms(text):
        click.echo(f"jigou: {hint}", err=True)
    with open_graph(graph_or_default(graph)) as view:
        write_answer(view.query(text, timeout=timeout, limit=limit), format_, output)


@click.command()
@click.argument("words", nargs=-1, metavar="[GRAPH] [NAME]")
@click.option(
    "--param", "params", multiple=True, metavar="KEY=VALUE", help="Set a parameter of the question; may be repeated."
)
@answer_options
def ask(
    words: tuple[str, ...], params: tuple[str, ...], format_: str | None, timeout: float, limit: int, output: str
) -> None:
    """Ask GRAPH one of the named questions; without NAME, list them."""
    from jigou.graphs import ask as ask_graph
    from jigou.graphs import open as open_graph

    graph, name = _graph_and_name(words)
    if name is None:
        write_answer(_listed(), format_, output)
        return
    values = dict(_parameter(param) for param in params)
    with open_graph(graph_or_default(graph)) as view:
        write_answer(ask_graph(view, name, values, timeout=timeout, limit=limit), format_, output)


def write_answer(result: Result, format_: str | None, output: str) -> None:
    """Write an answer in a format that can hold it.

    Raises click's UsageError where the format cannot: turtle for rows, or rows for yes and no.
    """
    name = format_ or _usual_format(result, output)
    if name == "turtle" and result.triples is None:
        raise click.UsageError("turtle is for the triples of CONSTRUCT and DESCRIBE; take table, csv, tsv or json")
    if name in ("csv", "tsv") and result.answer is not None:
        raise click.UsageError(f"{name} cannot hold the yes or no of ASK; take json or table")
    options = {"total": terminal_width(output)} if name == "table" else {}
    text: str = getattr(result, f"to_{name}")(**options)
    with destination(output) as stream:
        stream.write(text.encode("utf-8"))
        if name == "json":
            stream.write(b"\n")
    if result.truncated and name != "table":
        click.echo(f"jigou: only the first {len(result)} are given, there are more; raise --limit", err=True)


def _usual_format(result: Result, output: str) -> str:
    if result.triples is not None:
        return "turtle"
    if on_terminal(output):
        return "table"
    return "csv" if result.answer is None else "json"


def _graph_and_text(words: tuple[str, ...], file: str | None) -> tuple[str | None, str]:
    """The graph, where it is named, and the query: the last word, or what the file holds.

    Raises click's UsageError where there is no query or more than one.
    """
    most = 2 if file is None else 1
    if len(words) > most:
        raise click.UsageError(f"too many arguments: {' '.join(words[most:])!r}; put the query in quotation marks")
    if file is not None:
        return (words[0] if words else None), _text_of(file)
    if not words or (len(words) == 1 and _is_there(words[0])):
        raise click.UsageError("there is no query: give one in quotation marks, or --file")
    return (words[0] if len(words) == 2 else None), words[-1]


def _text_of(file: str) -> str:
    """The query in a file.

    Raises click's UsageError where it is no UTF-8, OSError where it cannot be read.
    """
    data = sys.stdin.buffer.read() if file == STANDARD else Path(file).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file}: byte {error.start}: a query is text in UTF-8") from error


def _graph_and_name(words: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The graph and the question, where they are named; one word alone is a graph where there is such a path.

    Raises click's UsageError where there are more than two words.
    """
    if len(words) > 2:
        raise click.UsageError(f"too many arguments: {' '.join(words[2:])!r}")
    if len(words) == 1:
        return (words[0], None) if _is_there(words[0]) else (None, words[0])
    return words if len(words) == 2 else (None, None)


def _is_there(word: str) -> bool:
    """Whether a word is the path of something; a query may be longer than any path."""
    try:
        return Path(word).exists()
    except OSError:
        return False


def _parameter(param: str) -> tuple[str, str]:
    """A parameter as its name and value.

    Raises click's UsageError where there is no equals sign.
    """
    key, equals, value = param.partition("=")
    if not equals:
        raise click.UsageError(f"--param must be KEY=VALUE, not {param!r}")
    return key, value


def _listed() -> Result:
    """The named questions as rows, so that they are written like any answer."""
    from jigou.graphs import Result, questions
    from jigou.graphs.nodes import integer, text

    rows = [
        (
            integer(question.number),
            text(question.name),
            text(question.title_zh),
            text(question.title_en),
            text(" ".join(f"{parameter.name}={parameter.default}" for parameter in question.parameters)),
        )
        for question in questions()
    ]
    return Result(variables=("number", "name", "zh", "en", "parameters"), terms=tuple(rows))
