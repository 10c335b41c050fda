"""The page on asking a graph: its queries run, its questions are those there are, its program works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jigou import graphs
from jigou.builder import read
from jigou.graphs import View

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "queries.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with graphs.view_of([read(ROOT / "gold" / "zx-shanghai-2021.txt")]) as view:
        yield view


@pytest.mark.parametrize("query", blocks("sparql"))
def test_query_of_the_page_has_an_answer(view: View, query: str) -> None:
    assert len(view.query(query)) > 0


def test_page_lists_every_question_with_its_parameters() -> None:
    rows = re.findall(r"^\| (\d+) \| `([\w-]+)` \|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE)
    listed = [(int(number), name, re.findall(r"`(\w+)`", params)) for number, name, params in rows]
    assert listed == [
        (it.number, it.name, [parameter.name for parameter in it.parameters if parameter.name != "report"])
        for it in graphs.questions()
    ]


def test_program_of_the_page_works(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (program,) = blocks("python")
    names: dict[str, object] = {}
    exec(program, names)
    assert "139" in capsys.readouterr().out
    assert names["faults"] == ()
