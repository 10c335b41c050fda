"""The command that reads one report, to look at it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import click

from jigou.cli.corpus import How, at, documents
from jigou.cli.options import genre_option, lexicon_option, ocr_option, output_option
from jigou.cli.output import STANDARD, destination, on_terminal
from jigou.cli.plugins import load
from jigou.cli.refusals import FORMATS
from jigou.cli.suppression import privacy, privacy_options
from jigou.ontology import Document, Reading, Span, UnreadableReport
from jigou.ontology.errors import UnknownName


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
@ocr_option
@privacy_options("all")
@output_option
def read(
    file: str | None,
    explain: str | None,
    format_: str | None,
    refused: bool,
    genre: str | None,
    lexicon: Path | None,
    ocr: bool,
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
    how = How(lexicon=lexicon, genre=genre, privacy=privacy(persons, suppress), ocr=ocr)
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


def _explain(words: str, file: str | None, format_: str, how: How, output: str) -> None:
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


def _trailed(file: str, how: How) -> tuple[Reading, Mapping[int, str]]:
    """A report read, and how each sentence was, by where it starts."""
    from jigou.builder.trails import explained, to_text

    document = _document(file, how)
    reading, trails = at(file, lambda: explained(document, extra=how.lexicon, genre=how.genre))
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


def _read(path: str, how: How) -> Reading:
    return _reading(_document(path, how), path, how)


def _document(path: str, how: How) -> Document:
    """The one report in a file. Raises UnreadableReport where there are several."""
    found = documents(path, how)
    for document in found:
        for remark in document.remarks:
            click.echo(f"jigou: {document.name}: {remark}", err=True)
    if len(found) != 1:
        raise UnreadableReport(path, f"holds {len(found)} reports, not one", advice="jigou build reads them all")
    return found[0]


def _reading(document: Document, path: str, how: How) -> Reading:
    from jigou.builder import read as read_report

    return how.privacy.kept(at(path, partial(read_report, document, extra=how.lexicon, genre=how.genre)))
