"""The command that scores readings against gold, and a user's lexicon against its own expectations."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from jigou.cli.options import lexicon_option, output_option
from jigou.cli.output import destination


@click.command()
@click.argument("gold", nargs=-1, metavar="GOLD...", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the figures and the errors as JSON.")
@click.option("--errors", is_flag=True, help="List every error: MISSED and SPURIOUS entities, WRONG and LACKING facts.")
@lexicon_option
@output_option
@click.pass_context
def evaluate(
    context: click.Context, gold: tuple[Path, ...], as_json: bool, errors: bool, lexicon: Path | None, output: str
) -> None:
    """Score the reading of reports against gold.

    GOLD is a *.gold.json file beside its text, a folder of such files, or a folder of brat files (*.ann beside *.txt). With
    --lexicon, what its expected.tsv says is checked as well: the exit code is 1 where an expectation does not hold.
    """
    from jigou.builder import read
    from jigou.builder.quality.evaluation import evaluate as score
    from jigou.builder.quality.evaluation import find_gold
    from jigou.builder.quality.expectations import failures
    from jigou.builder.quality.scores import to_json, to_text

    if not gold and lexicon is None:
        raise click.UsageError("name a gold file or folder, or a lexicon")
    with click.progressbar(
        list(find_gold(gold)), label="reading", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        result = score((each, read(each.text_path, extra=lexicon)) for each in bar)
    failed = list(failures(lexicon)) if lexicon is not None else []
    with destination(output) as stream:
        if gold:
            text = to_json(result) if as_json else to_text(result, errors=errors)
            stream.write(text.encode("utf-8"))
        for failure in failed:
            stream.write(f"{failure}\n".encode())
    if failed:
        context.exit(1)
