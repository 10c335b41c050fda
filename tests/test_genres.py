"""Genres of reports: found by their entry points, told from the report or named, and what they change in a reading."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.testing import CliRunner

from jigou.builder import genres, read
from jigou.builder.genres import Genre
from jigou.builder.quality.expectations import failures
from jigou.builder.text.encoding import decode_bytes
from jigou.cli.main import cli
from jigou.ontology import Document, Reading, SegmentKind
from jigou.ontology.errors import BrokenPlugin, UnknownName

EXAMPLE = Path(__file__).parent.parent / "examples" / "genre"
REPORT = (
    "2021届毕业生就业质量年度报告——江北师范大学\n\n"
    "举办春季校园双选会3场。\n数据来源:江北师范大学就业管理系统。\n建立高校毕业生就业蓄水池。\n"
)


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    """What is installed is looked for once in a process; here it changes."""
    genres.genres.cache_clear()
    yield
    genres.genres.cache_clear()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example as an installer leaves it: a package on the path, and its entry points in its metadata."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    folder = tmp_path / f"jigou_graduates-{project['version']}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8")
    lines = [
        f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in of.items()) for group, of in project["entry-points"].items()
    ]
    (folder / "entry_points.txt").write_text("".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.syspath_prepend(EXAMPLE)
    monkeypatch.delitem(sys.modules, "jigou_graduates", raising=False)


def document(text: str = REPORT) -> Document:
    return decode_bytes(text.encode(), "case.txt")


def names(reading: Reading) -> set[str]:
    return {entity.names[0] for entity in reading.entities}


def test_the_built_in_genre_is_always_there() -> None:
    assert genres.genres()[genres.USUAL] == genres.WORK_REPORT


@pytest.mark.usefixtures("installed")
def test_an_installed_genre_is_found_and_tells_its_reports() -> None:
    reading = read(document())
    assert (reading.header.body, reading.header.year) == ("江北师范大学", 2021)
    assert reading.header.body_span is not None
    assert reading.words(reading.header.body_span) == "江北师范大学"
    assert {"春季校园双选会", "高校毕业生就业蓄水池"} <= names(reading)


@pytest.mark.usefixtures("installed")
def test_lines_that_are_none_of_the_prose_are_cut_away_in_their_place() -> None:
    reading = read(document())
    cut = [s for s in reading.segments if s.kind is SegmentKind.BOILERPLATE]
    assert [reading.words(s.span) for s in cut] == ["数据来源:江北师范大学就业管理系统。"]
    top = [s.span.start for s in reading.segments if s.kind in (SegmentKind.PARAGRAPH, SegmentKind.BOILERPLATE)]
    assert top == sorted(top)


@pytest.mark.usefixtures("installed")
def test_the_built_in_genre_can_be_named_where_another_applies() -> None:
    plain = read(document(), genre="work-report")
    assert "高校毕业生就业蓄水池" not in names(plain)
    assert [s for s in plain.segments if s.kind is SegmentKind.BOILERPLATE] == []


@pytest.mark.usefixtures("installed")
def test_a_genre_leaves_other_reports_as_they_were() -> None:
    other = document("锦屏市民政局2021年工作总结\n\n召开座谈会。\n数据来源:市民政局。\n")
    with_genre = read(other)
    assert with_genre == read(other, genre="work-report")


@pytest.mark.usefixtures("installed")
def test_a_users_tables_are_read_beside_those_of_the_genre(tmp_path: Path) -> None:
    (tmp_path / "bodies.tsv").write_text("蓝丝带\tBody\tassociation\n", encoding="utf-8")
    reading = read(document(REPORT + "联合蓝丝带召开座谈会。\n"), extra=tmp_path)
    assert {"蓝丝带", "春季校园双选会"} <= names(reading)


@pytest.mark.usefixtures("installed")
def test_the_command_line_takes_and_lists_genres(tmp_path: Path) -> None:
    path = tmp_path / "case.txt"
    path.write_text(REPORT, encoding="utf-8")
    told, named, usual = (
        CliRunner().invoke(cli, ["read", str(path), *more]).stdout
        for more in ([], ["--genre", "graduates"], ["--genre", "work-report"])
    )
    assert told == named != usual
    assert "jigou.genres\tgraduates\tjigou-graduates 0.1.0" in CliRunner().invoke(cli, ["plugins"]).stdout


def test_a_genre_that_is_not_there_is_an_error_that_lists_those_that_are() -> None:
    with pytest.raises(UnknownName, match="there is no genre poem; there are: work-report"):
        read(document(), genre="poem")


@pytest.mark.parametrize(("value", "reason"), [("no.such.module:X", "cannot be loaded"), ("re:compile", "not a Genre")])
def test_a_genre_that_fails_is_named(value: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="odd", value=value, group=genres.GROUP)
    monkeypatch.setattr(genres, "entry_points", lambda **_: [point])
    with pytest.raises(BrokenPlugin, match=f"genre odd of an unknown distribution.*{reason}"):
        read(document())


def test_a_title_may_tell_the_year_or_the_body_alone() -> None:
    text = document("江北师范大学就业白皮书\n\n召开座谈会。\n")
    header = read(text).header
    year_only = Genre(title=re.compile(r"(?P<body>\w+大学)(?:(?P<year>\d{4})年)?就业白皮书"))
    assert year_only.headed(header, text).year == header.year
    assert year_only.headed(header, text).body == "江北师范大学"


def test_every_expectation_of_the_examples_tables_holds() -> None:
    assert list(failures(EXAMPLE / "jigou_graduates" / "lexicon")) == []
