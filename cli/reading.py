"""Commands that read reports: one to look at, many into a graph."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from jigou.cli.finding import reports
from jigou.cli.omissions import Omissions, tell
from jigou.cli.options import genre_option, lexicon_option, output_option
from jigou.cli.output import STANDARD, destination, on_terminal
from jigou.cli.plugins import load
from jigou.cli.refusals import FORMATS
from jigou.cli.suppression import keep_list, privacy, privacy_options
from jigou.ontology import Document, Reading, Span, UnreadableReport
from jigou.ontology.errors import BrokenPlugin, FailedReport, InvalidRecord, MissingExtra, UnknownName

if TYPE_CHECKING:
    from jigou.builder.privacy import Privacy
    from jigou.graphs import Writer

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    """How reports are read: with a user's tables, as a genre, and what of persons is kept."""

    lexicon: Path | None
    genre: str | None
    privacy: Privacy


@click.command()
@click.argument("file", required=False)
@click.option(
    "--explain",
    metavar="WORDS",
    help="Show how the sentences of FILE that hold WORDS were read (START-END: those at offsets); without FILE, WORDS are read.",
)
@click.option(
    "--format", "format_", metavar="NAME", help="summary (default at a terminal) or jsonl (default elsewhere)."
)
@click.option("--refused", is_flag=True, help="List what was passed over instead, with the rule and its reason.")
@genre_option
@lexicon_option
@privacy_options("all")
@output_option
def read(
    file: str | None,
    explain: str | None,
    format_: str | None,
    refused: bool,
    genre: str | None,
    lexicon: Path | None,
    persons: str,
    suppress: tuple[Path, ...],
    output: str,
) -> None:
    """Read one report and show what is in it.

    FILE is plain text, a saved web page, a PDF with a text layer, a Word file or another format that has a reader (jigou plugins); -
    is standard input. The format jsonl has one record a line: the report, its
    outline, entities, relations, measures, and what was passed over. html shows the report with every mention marked; brat and
    webannotation are for other tools; where brat is written to a file, the text goes beside it, for brat shows no marks without.
    With --explain the formats are text and json.
    """
    how = _How(lexicon=lexicon, genre=genre, privacy=privacy(persons, suppress))
    if explain is not None:
        _explain(explain, file, format_ or "text", how, output)
        return
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    name = format_ or ("summary" if on_terminal(output) else "jsonl")
    if refused and name not in FORMATS:
        raise click.UsageError(f"--refused lists in the formats {' and '.join(FORMATS)}, not in {name}")
    write: Callable[..., Iterable[str]] = FORMATS[name] if refused else load("jigou.readings", name)
    beside = Path(output).with_suffix(".txt") if name == "brat" and output != STANDARD else None
    if beside == Path(output):
        raise click.UsageError("brat's annotations are no .txt: that is the name of their text; end it with .ann")
    if name == "html" and not refused:
        reading, trails = _trailed(file, how)
        write = partial(write, trails=trails)
    else:
        reading = _read(file, how)
    if beside is not None:
        _write_text(reading, beside, file)
    with destination(output) as stream:
        for line in write(reading):
            stream.write(line.encode("utf-8"))


def _explain(words: str, file: str | None, format_: str, how: _How, output: str) -> None:
    """Show the trails of sentences. Raises UsageError for another format, UnknownName where no sentence holds the words."""
    from jigou.builder.trails import explained, sentence_alone, to_record, to_text

    if format_ not in ("text", "json"):
        raise click.UsageError(f"--explain shows the formats text and json, not {format_}")
    document = sentence_alone(words) if file is None else _document(file, how)
    reading, trails = explained(document, extra=how.lexicon, genre=how.genre)
    found = [trail for trail in trails if file is None or _asked(reading, trail.span, words.strip())]
    if not found:
        raise UnknownName(
            f"no sentence of {file} holds {words!r}; give words as they stand in it, or offsets (120-160)"
        )
    with destination(output) as stream:
        if format_ == "json":
            stream.write(
                (json.dumps([to_record(t) for t in found], ensure_ascii=False, indent=1) + "\n").encode("utf-8")
            )
        else:
            stream.write("\n".join(map(to_text, found)).encode("utf-8"))


def _trailed(file: str, how: _How) -> tuple[Reading, Mapping[int, str]]:
    """A report read, and how each sentence was, by where it starts."""
    from jigou.builder.trails import explained, to_text

    document = _document(file, how)
    reading, trails = _at(file, lambda: explained(document, extra=how.lexicon, genre=how.genre))
    return how.privacy.kept(reading), {trail.span.start: to_text(trail) for trail in trails}


def _asked(reading: Reading, span: Span, words: str) -> bool:
    """Whether a sentence holds words, line breaks aside, or lies at offsets that are given for them."""
    if match := re.fullmatch(r"(\d+)-(\d+)", words):
        return span.start < int(match[2]) and int(match[1]) < span.end
    return "".join(words.split()) in "".join(reading.words(span).split())


def _write_text(reading: Reading, beside: Path, file: str) -> None:
    """Write the characters that a reading's offsets count, in UTF-8; the report itself is never replaced by them.

    Raises UsageError where the place is that of the report, whose bytes are others (another encoding, other newlines).
    """
    text = reading.document.text.encode("utf-8")
    if file != STANDARD and beside.exists() and beside.samefile(file):
        if beside.read_bytes() != text:
            raise click.UsageError(
                f"{beside} is the report itself, in an encoding or with newlines that brat does not read; choose another -o"
            )
        return
    with destination(str(beside)) as stream:
        stream.write(text)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", "graph", required=True, metavar="GRAPH", help="The graph's folder; it is replaced.")
@click.option(
    "--skip-unreadable", is_flag=True, help="Go on where a report cannot be read, and say which were left out."
)
@click.option("--follow-links", is_flag=True, help="Read what links in a folder lead to; else they are passed over.")
@genre_option
@lexicon_option
@privacy_options("office-holders")
def build(
    paths: tuple[str, ...],
    graph: str,
    skip_unreadable: bool,
    follow_links: bool,
    genre: str | None,
    lexicon: Path | None,
    persons: str,
    suppress: tuple[Path, ...],
) -> None:
    """Read reports into a graph.

    Each PATH is a report, or a folder whose files in the formats that are read are all read; what else is in it is counted and named. A
    report that cannot be read ends the build, and nothing is written, unless --skip-unreadable is given: then the exit code is 1
    where a report was left out.
    """
    from jigou.graphs import Writer

    passed, left_out = Omissions(), Omissions()
    found = reports(paths, passed, follows=follow_links)
    how = _How(lexicon=lexicon, genre=genre, privacy=privacy(persons, suppress, Path(graph)))
    with Writer(Path(graph)) as writer:
        with click.progressbar(
            found,
            label="reading",
            file=sys.stderr,
            item_show_func=lambda path: str(path or ""),
            hidden=not sys.stderr.isatty(),
        ) as bar:
            read_here = sum(_add(writer, path, left_out if skip_unreadable else None, how) for path in bar)
        tell(passed, left_out, Path(f"{graph}.left-out.tsv"))
        if not read_here:
            raise UnreadableReport(found[0], "not one report could be read", advice="each is named above")
    keep_list(how.privacy, Path(graph))
    if left_out:
        click.get_current_context().exit(1)


def _add(writer: Writer, path: str, left_out: Omissions | None, how: _How) -> int:
    """How many reports of a file were added to a graph.

    Raises UnreadableReport where one cannot be read, or jigou fails at it; where there is a list to note it in, it is noted instead.
    """
    try:
        readings = [_reading(document, path, how) for document in _documents(path, how)]
        for reading in readings:
            _at(path, partial(writer.add, reading))
    except UnreadableReport as error:
        if left_out is None:
            raise
        left_out.add(path, str(error))
        return 0
    return len(readings)


def _read(path: str, how: _How) -> Reading:
    return _reading(_document(path, how), path, how)


def _document(path: str, how: _How) -> Document:
    """The one report in a file. Raises UnreadableReport where there are several."""
    found = _documents(path, how)
    if len(found) != 1:
        raise UnreadableReport(path, f"holds {len(found)} reports, not one", advice="jigou build reads them all")
    return found[0]


def _documents(path: str, how: _How) -> Sequence[Document]:
    """The documents in a file or in standard input, suppressed names struck out; what their reader remarks is told."""
    from jigou.builder.formats import documents, documents_of

    found = documents_of(sys.stdin.buffer.read(), "standard input") if path == STANDARD else documents(Path(path))
    for document in found:
        for remark in document.remarks:
            click.echo(f"jigou: {document.name}: {remark}", err=True)
    return tuple(map(how.privacy.struck, found))


def _reading(document: Document, path: str, how: _How) -> Reading:
    from jigou.builder import read as read_report

    return how.privacy.kept(_at(path, lambda: read_report(document, extra=how.lexicon, genre=how.genre)))


def _at(path: str, work: Callable[[], Value]) -> Value:
    """What some work on one report gives.

    Raises FailedReport, which names the report, where jigou fails at it; errors that would come with any report are raised as they are.
    """
    try:
        return work()
    except (InvalidRecord, UnknownName, BrokenPlugin, MissingExtra, UnreadableReport, OSError, MemoryError):
        raise
    except Exception as error:  # whatever it is, the other reports are not to be lost by it
        raise FailedReport(path, f"{type(error).__name__}: {error}") from error
