"""The trail of a sentence: what was said on the way, as values and as lines, and that watching changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from grammar import report

from jigou.builder import read
from jigou.builder.trails import Trail, explained, sentence_alone, to_record, to_text
from jigou.cli.main import cli
from jigou.ontology import UnknownName
from jigou.ontology.records import to_lines

REPORT = Path(__file__).parent.parent / "gold" / "own-rd-yunling-2009.txt"
WORDS = "市政协召开双拥工作座谈会2次,加强农村环境整治。"


def trail(words: str) -> Trail:
    (found,) = explained(report(words))[1]
    return found


def test_watching_changes_no_reading() -> None:
    watched, _ = explained(REPORT)
    assert list(to_lines(watched)) == list(to_lines(read(REPORT)))


def test_trail_has_tokens_phrases_and_frames() -> None:
    found = trail(WORDS)
    assert "".join(found.tokens) == WORDS
    assert {"words": "召开", "sort": "verb", "act": "organizes", "weight": 1} in found.phrases
    assert {"verb": "召开", "of": "Event", "states": "organizes"} in found.frames


def test_trail_has_verdicts_with_their_reasons_and_moves() -> None:
    says = [said for turn in trail(WORDS).turns for said in turn.says]
    assert {"verdict": "governed", "words": "双拥工作座谈会", "answer": True} in says
    reason = "a field of work that is only advanced"
    assert {"verdict": "only-advanced", "words": "农村环境整治", "answer": reason} in says
    assert {"adds": "clause", "objects": "双拥工作座谈会"} in says


def test_trail_has_the_numbers() -> None:
    (measure,) = trail(WORDS).measures
    assert (measure["of"], measure["value"], measure["unit"]) == ("双拥工作座谈会", "2", "次")


def test_trail_as_lines_says_who_does_what() -> None:
    assert "relation 市政协 organizes as organize 双拥工作座谈会 (organizes:召开)" in to_text(trail(WORDS))


def test_every_trail_of_a_report_is_json() -> None:
    _, trails = explained(REPORT)
    assert json.loads(json.dumps([to_record(each) for each in trails], allow_nan=False))
    assert all(each.turns for each in trails)


def test_sentence_alone_is_read() -> None:
    reading, _ = explained(sentence_alone(WORDS))
    assert "双拥工作座谈会" in {name for entity in reading.entities for name in entity.names}


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["read", *arguments])
    return done.exit_code, done.output


def test_command_explains_the_sentences_that_hold_words() -> None:
    code, said = run(str(REPORT), "--explain", "常委会财政经济工作委员会", "--format", "json")
    assert code == 0
    (found,) = json.loads(said)
    start, end = found["span"]
    assert run(str(REPORT), "--explain", f"{start}-{end}", "--format", "json") == (0, said)


def test_command_tells_where_no_sentence_holds_the_words() -> None:
    done = CliRunner().invoke(cli, ["read", str(REPORT), "--explain", "没有的话"])
    assert isinstance(done.exception, UnknownName)
    assert "no sentence of" in str(done.exception)


def test_command_knows_two_formats_of_trails() -> None:
    assert run("--explain", WORDS, "--format", "brat")[0] == 2
