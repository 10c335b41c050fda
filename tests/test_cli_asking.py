"""Asking from the command line: where the graph is found, the formats, what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jigou.cli import asking
from jigou.graphs import querying

JIGOU = Path(sys.executable).parent / "jigou"
REPORT = Path(__file__).parent.parent / "gold" / "own-zx-chengxi-2015.txt"
BODIES = "SELECT ?name WHERE { ?b a jg:Body ; skos:prefLabel ?name } ORDER BY ?name LIMIT 1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the graph has its usual name."""
    folder = tmp_path_factory.mktemp("home")
    subprocess.run([JIGOU, "build", REPORT, "-o", folder / "graph"], check=True, timeout=120)
    return folder


def run(*args: str | Path, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [JIGOU, *args], cwd=cwd, input=stdin, capture_output=True, text=True, check=False, timeout=120
    )


def answer(*args: str | Path, cwd: Path, stdin: str = "") -> str:
    done = run(*args, cwd=cwd, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(*args: str | Path, cwd: Path) -> str:
    done = run(*args, cwd=cwd)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    return done.stderr


def test_query_names_its_graph(home: Path, tmp_path: Path) -> None:
    assert answer("query", home / "graph", BODIES, cwd=tmp_path) == "name\n中共城西区委\n"


def test_query_finds_the_usual_graph(home: Path) -> None:
    assert answer("query", BODIES, cwd=home) == "name\n中共城西区委\n"


def test_query_without_any_graph_says_what_to_do(tmp_path: Path) -> None:
    assert "jigou build" in refused("query", BODIES, cwd=tmp_path)


def test_query_of_a_graph_that_is_not_there(tmp_path: Path) -> None:
    assert "nowhere" in refused("query", "nowhere", BODIES, cwd=tmp_path)


def test_query_is_read_from_a_file(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "bodies.rq"
    file.write_text(BODIES, encoding="utf-8")
    assert answer("query", "graph", "--file", file, cwd=home) == "name\n中共城西区委\n"


def test_query_is_read_from_standard_input(home: Path) -> None:
    assert answer("query", "--file", "-", cwd=home, stdin=BODIES) == "name\n中共城西区委\n"


def test_query_that_is_missing_is_an_error(home: Path) -> None:
    assert "no query" in refused("query", "graph", cwd=home)


def test_query_without_quotation_marks_is_an_error(home: Path) -> None:
    assert "quotation marks" in refused("query", "graph", "SELECT", "*", "{}", cwd=home)


def test_query_may_be_longer_than_any_path(home: Path) -> None:
    text = BODIES.replace("}", f"# {'x' * 5000}\n}}")
    assert answer("query", text, cwd=home) == "name\n中共城西区委\n"


def test_limits_are_those_of_the_library() -> None:
    assert (asking.TIMEOUT, asking.LIMIT) == (querying.TIMEOUT, querying.LIMIT)


def test_query_file_that_is_missing_is_an_error(home: Path) -> None:
    assert "nowhere.rq" in refused("query", "--file", "nowhere.rq", cwd=home)


def test_query_file_that_is_no_text_is_an_error(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "bad.rq"
    file.write_bytes(b"SELECT \xff")
    assert "bad.rq" in refused("query", "--file", file, cwd=home)


def test_query_gives_json_of_the_standard(home: Path) -> None:
    found = json.loads(answer("query", BODIES, "--format", "json", cwd=home))
    assert found["head"] == {"vars": ["name"]}
    assert found["results"]["bindings"] == [{"name": {"type": "literal", "value": "中共城西区委", "xml:lang": "zh"}}]


def test_query_gives_tsv_of_the_standard(home: Path) -> None:
    assert answer("query", BODIES, "--format", "tsv", cwd=home) == '?name\n"中共城西区委"@zh\n'


def test_query_gives_a_table(home: Path) -> None:
    lines = answer("query", BODIES, "--format", "table", cwd=home).splitlines()
    assert (lines[0], lines[-1]) == ("name", "中共城西区委")


def test_construct_gives_turtle(home: Path) -> None:
    text = answer("query", "CONSTRUCT { ?b a jg:Body } WHERE { ?b skos:prefLabel '中共城西区委'@zh }", cwd=home)
    assert text.splitlines()[-1] == "body:中共城西区委 a jg:Body ."


def test_ask_form_gives_json_into_a_pipe(home: Path) -> None:
    assert json.loads(answer("query", "ASK { ?b a jg:Body }", cwd=home)) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("text", "format_"), [("ASK {}", "csv"), ("SELECT * {}", "turtle"), (BODIES, "xml")], ids=["csv", "turtle", "xml"]
)
def test_format_that_cannot_hold_the_answer_is_an_error(text: str, format_: str, home: Path) -> None:
    assert format_ in refused("query", text, "--format", format_, cwd=home)


@pytest.mark.parametrize(
    "text",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "LOAD <file:///etc/passwd>",
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * WHERE {",
    ],
    ids=["delete", "insert", "load", "service", "from", "syntax"],
)
def test_query_that_does_more_than_read_is_refused(text: str, home: Path) -> None:
    assert refused("query", text, cwd=home).startswith("jigou: ")


def test_query_that_takes_too_long_is_ended(home: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    assert "longer than 0.5 s" in refused("query", text, "--timeout", "0.5", cwd=home)


def test_answer_that_was_cut_says_so(home: Path) -> None:
    done = run("query", "SELECT ?s { ?s a jg:Body } ORDER BY ?s", "--limit", "1", cwd=home)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    assert "only the first 1" in done.stderr


def test_answer_is_written_to_a_file(home: Path, tmp_path: Path) -> None:
    assert answer("query", BODIES, "-o", tmp_path / "bodies.csv", cwd=home) == ""
    assert (tmp_path / "bodies.csv").read_bytes() == "name\r\n中共城西区委\r\n".encode()


def test_reader_that_goes_away_is_no_error(home: Path) -> None:
    pipe = subprocess.Popen(
        [JIGOU, "query", "SELECT * { GRAPH ?g { ?s ?p ?o } }"],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert pipe.stdout is not None and pipe.stderr is not None
    pipe.stdout.read(10)
    pipe.stdout.close()
    with pipe.stderr:
        assert (pipe.stderr.read(), pipe.wait(timeout=60)) == (b"", 0)


def test_stats_counts_what_is_there(home: Path) -> None:
    counts = json.loads(answer("stats", "--format", "json", cwd=home))
    rows = answer("query", "SELECT (COUNT(?b) AS ?n) { ?b a jg:Body }", cwd=home).splitlines()
    assert (counts["Report"], str(counts["Body"])) == (1, rows[1])


def test_view_is_one_page_with_the_sentences(home: Path, tmp_path: Path) -> None:
    assert answer("view", "-o", tmp_path / "page.html", cwd=home) == ""
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "城西区政协" in page


def test_view_writes_a_site(home: Path, tmp_path: Path) -> None:
    assert answer("view", "--site", tmp_path / "site", cwd=home) == ""
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_view_writes_a_site_or_a_page(home: Path, tmp_path: Path) -> None:
    assert "--site" in refused("view", "--site", tmp_path / "site", "-o", tmp_path / "page.html", cwd=home)
    assert list(tmp_path.iterdir()) == []


def test_view_refuses_an_unknown_engine(home: Path) -> None:
    assert "pyvis" in refused("view", "--engine", "nonsense", cwd=home)


def test_plugins_are_those_of_the_list(home: Path) -> None:
    rows = [line.split("\t")[:2] for line in answer("plugins", cwd=home).splitlines()]
    pinned = (Path(__file__).parent / "plugins.tsv").read_text(encoding="utf-8").splitlines()
    assert ["\t".join(row) for row in rows] == pinned


def test_named_question_is_asked(home: Path) -> None:
    assert answer("ask", "structure", cwd=home).startswith("body,part,")


def test_named_question_takes_its_graph_first(home: Path, tmp_path: Path) -> None:
    assert answer("ask", home / "graph", "structure", cwd=tmp_path).startswith("body,part,")


def test_named_questions_are_listed(home: Path, tmp_path: Path) -> None:
    rows = answer("ask", cwd=tmp_path).splitlines()
    assert (rows[0], len(rows)) == ("number,name,zh,en,parameters", 15)


def test_named_questions_are_listed_for_a_graph_alone(home: Path) -> None:
    assert answer("ask", "graph", cwd=home).startswith("number,name,")


def test_named_question_takes_a_parameter(home: Path) -> None:
    assert answer("ask", "documents", "--param", "title=考勤", cwd=home).count("\n") == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nonsense",), "structure"),
        (("documents", "--param", "title"), "KEY=VALUE"),
        (("documents", "--param", "colour=red"), "title"),
        (("graph", "documents", "more"), "too many"),
    ],
    ids=["name", "no value", "parameter", "arguments"],
)
def test_named_question_that_is_not_there_is_an_error(args: tuple[str, ...], words: str, home: Path) -> None:
    assert words in refused("ask", *args, cwd=home)


def test_query_tells_a_term_that_the_ontology_does_not_have(home: Path) -> None:
    done = run("query", "SELECT ?b WHERE { ?b a jg:Bdy ; jg:kind ?k # jg:Nothing\n }", cwd=home)
    assert done.returncode == 0
    assert done.stderr == "jigou: jg:Bdy is no term of the ontology; the nearest is jg:Body\n"
