"""The command that reads reports into a graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jigou.cli.corpus import How, Outcome, Task, outcomes, processors, sources
from jigou.cli.finding import reports
from jigou.cli.omissions import Omissions, tell
from jigou.cli.options import genre_option, lexicon_option, ocr_option
from jigou.cli.suppression import keep_list, privacy, privacy_options
from jigou.ontology.errors import NoReport, UnreadableReport

if TYPE_CHECKING:
    from jigou.graphs import ReportNote, Writer


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", "graph", required=True, metavar="GRAPH", help="The graph's folder.")
@click.option(
    "--skip-unreadable", is_flag=True, help="Go on where a report cannot be read, and say which were left out."
)
@click.option("--follow-links", is_flag=True, help="Read what links in a folder lead to; else they are passed over.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes read; as many as there are processors.")
@click.option(
    "--gates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What the graph must be to take the place of the former one (TOML); else exit code 1.",
)
@click.option("--force", is_flag=True, help="Replace a graph that a later version of jigou wrote.")
@genre_option
@lexicon_option
@ocr_option
@privacy_options("office-holders")
def build(
    paths: tuple[str, ...],
    graph: str,
    skip_unreadable: bool,
    follow_links: bool,
    jobs: int | None,
    gates: Path | None,
    force: bool,
    genre: str | None,
    lexicon: Path | None,
    ocr: bool,
    persons: str,
    suppress: tuple[Path, ...],
) -> None:
    """Read reports into a graph.

    Each PATH is a report, or a folder whose files in the formats that are read are all read; what else is in it, and what holds no report, is counted and named. A
    report that cannot be read ends the build, and nothing is written, unless --skip-unreadable is given: then the exit code is 1
    where a report was left out. Where the graph is there already, only what is new or changed is read, and what is gone goes.
    """
    from jigou.graphs import Writer
    from jigou.graphs.gates import Gates, read_gates

    passed, left_out, twice = Omissions(), Omissions(), Omissions()
    how = How(lexicon=lexicon, genre=genre, privacy=privacy(persons, suppress, Path(graph)), ocr=ocr)
    tasks = sources(reports(paths, passed, follows=follow_links), how)
    asked = read_gates(gates) if gates is not None else Gates()
    with Writer(Path(graph), force=force) as writer:
        writer.gate = asked.test
        build_ = _Build(writer, frozenset(paths), passed, left_out if skip_unreadable else None, twice)
        build_.run(tasks, jobs or processors())
        tell(passed, left_out, twice, Path(f"{graph}.left-out.tsv"))
        if not build_.first:
            raise UnreadableReport(tasks[0].path, "not one report could be read", advice="each is named above")
    keep_list(how.privacy, Path(graph))
    if left_out:
        click.get_current_context().exit(1)


class _Build:
    """A build on its way through the files, in their order."""

    def __init__(
        self, writer: Writer, named: frozenset[str], passed: Omissions, left_out: Omissions | None, twice: Omissions
    ) -> None:
        self.writer = writer
        self.named = named
        self.passed = passed
        self.left_out = left_out
        self.twice = twice
        self.first: dict[str, tuple[str, str]] = {}  # by its words, the report and the file that were met first
        self.claims = 0

    def run(self, tasks: Sequence[Task], jobs: int) -> None:
        """Take over what is as it was, read the rest.

        Raises UnreadableReport where a report cannot be read, or jigou fails at it, and there is no list to note it in.
        """
        known: dict[str, list[ReportNote]] = {}
        for note in self.writer.former:
            if note.source:
                known.setdefault(note.source, []).append(note)
        kept = {note.iri: note for task in tasks for note in known.get(task.source, ())}
        self.writer.keep(kept.values())
        new = [task for task in tasks if task.source not in known]
        # Closed here, whatever ends the build: what reads must end before its pipes do.
        with closing(outcomes(new, jobs)) as read:
            for task in self._shown(tasks):
                if task.source in known:
                    for note in known[task.source]:
                        if not self._is_first(note, task) and note.iri != self.first[note.alike][0]:
                            self.writer.drop(note.iri)
                else:
                    self._take(task, next(read))

    def _take(self, task: Task, outcome: Outcome) -> None:
        if isinstance(outcome.failure, NoReport) and task.path not in self.named:
            self.passed.add(task.path, outcome.failure.reason)
        elif outcome.failure is not None:
            if self.left_out is None:
                raise outcome.failure
            self.left_out.add(task.path, str(outcome.failure))
        for remark in outcome.remarks:
            click.echo(f"jigou: {remark}", err=True)
        for piece in outcome.pieces:
            if self._is_first(piece.note, task):
                self.writer.put(piece)

    def _is_first(self, note: ReportNote, task: Task) -> bool:
        """Whether a report has not been met before; one that has is noted."""
        if note.alike in self.first:
            self.twice.add(task.path, f"the same report as {self.first[note.alike][1]}")
            return False
        self.first[note.alike] = note.iri, task.path
        self.claims += note.claims
        return True

    def _shown(self, tasks: Sequence[Task]) -> Iterator[Task]:
        """The tasks one by one, with their progress on a terminal; then that the graph is being written."""
        is_shown = sys.stderr.isatty()
        with click.progressbar(
            tasks,
            label="reading",
            file=sys.stderr,
            item_show_func=lambda task: f"{self.claims:,} facts {task.path if task else ''}",
            hidden=not is_shown,
            show_pos=True,
        ) as bar:
            yield from bar
        if is_shown:
            click.echo("writing the graph …", err=True)
