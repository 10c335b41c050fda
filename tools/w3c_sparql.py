"""Run the W3C's SPARQL 1.1 query tests through the served endpoint, and say which fail and why.

    python tools/w3c_sparql.py ../shared/suites/w3c-sparql11/sparql/sparql11

Each test's data is loaded into a store, which a server answers over HTTP on the loopback. Results are compared as sets of
solutions (lists where the order counts) up to the names of blank nodes. Queries with SERVICE are not counted: the
endpoint refuses them by design; neither are entailment regimes, which no store here has. Updates with errors in them are refused
because every update is.

Source: the manifests of the suite, https://www.w3.org/2009/sparql/docs/tests/data-sparql11/.
"""

from __future__ import annotations

import argparse
import json
import socket
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

import rdflib
import uvicorn
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS
from rdflib.query import Result
from starlette.types import Receive, Scope, Send

from jigou.cli.serving.app import Application
from jigou.cli.serving.limits import Limits
from jigou.graphs.manifest import counted
from jigou.graphs.view import View

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
HOME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
LEFT_OUT = ("entailment", "service", "syntax-fed")
_EVALUATION = (MF.QueryEvaluationTest, MF.CSVResultFormatTest)
_SYNTAX = {MF.PositiveSyntaxTest11: True, MF.NegativeSyntaxTest11: False, MF.NegativeUpdateSyntaxTest11: False}
_FORMATS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES, ".n3": RdfFormat.TURTLE}
_LIMITS = Limits(seconds=20.0, workers=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A test: its kind (``evaluation``, ``positive``, ``negative``), its name, and why it failed; empty where it passed."""

    kind: str
    name: str
    reason: str


class _Stage:
    """An application in front of the one that is being tested."""

    def __init__(self) -> None:
        self.app: Application | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            assert self.app is not None
            await self.app(scope, receive, send)


class Endpoint:
    """A server on the loopback whose graph can be changed."""

    def __init__(self, stage: _Stage, address: str) -> None:
        self._stage = stage
        self._address = address

    def load(self, store: Store) -> None:
        """Serve a store."""
        if self._stage.app is not None:
            self._stage.app.close()
        self._stage.app = Application(View(store, counted(store)), _LIMITS)

    def ask(self, query: str, accept: str) -> tuple[int, str]:
        """The status and the text of an answer."""
        request = urllib.request.Request(
            self._address, query.encode(), {"Content-Type": "application/sparql-query", "Accept": accept}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """A server on a free port of the loopback, ended with the block."""
    stage = _Stage()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(stage, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            sleep(0.01)
        yield Endpoint(stage, f"http://127.0.0.1:{listening.getsockname()[1]}/sparql")
        server.should_exit = True
        thread.join(10)


def outcomes(folder: Path, to: Endpoint) -> Iterator[Outcome]:
    """The outcome of each test of the suite, by its folders."""
    for manifest in sorted(folder.glob("*/manifest.ttl")):
        if manifest.parent.name in LEFT_OUT:
            continue
        base = f"{HOME}{manifest.parent.name}/"
        graph = rdflib.Graph().parse(manifest, format="turtle", publicID=f"{base}manifest.ttl")
        for test in sorted(graph.subjects(RDF.type, None)):
            kinds = set(graph.objects(test, RDF.type))
            name = f"{manifest.parent.name}/{str(test).partition('#')[2]}"
            action = graph.value(test, MF.action)
            if kinds & set(_EVALUATION):
                yield Outcome(kind="evaluation", name=name, reason=_evaluated(graph, test, folder, to))
            for kind in kinds & set(_SYNTAX):
                query = _local(folder, action).read_text("utf-8")
                status, text = _parsed(to, query, str(action))
                wanted = _SYNTAX[kind]
                reason = "" if (status == 200) == wanted else f"{status} {text.strip()[:120]}"
                yield Outcome(kind="positive" if wanted else "negative", name=name, reason=reason)


def _local(folder: Path, address: Any) -> Path:
    return folder / urllib.parse.unquote(str(address).removeprefix(HOME))


def _parsed(to: Endpoint, query: str, address: str) -> tuple[int, str]:
    to.load(Store())
    return to.ask(_based(query, address), "*/*")


def _based(query: str, address: str) -> str:
    return f"BASE <{address}>\n{query}"


def _evaluated(graph: rdflib.Graph, test: Any, folder: Path, to: Endpoint) -> str:
    action, expected = graph.value(test, MF.action), _local(folder, graph.value(test, MF.result))
    address = graph.value(action, QT.query)
    store = Store()
    for data in graph.objects(action, QT.data):
        _load(store, folder, data, None)
    for data in graph.objects(action, QT.graphData):
        label = graph.value(data, RDFS.label)
        named = graph.value(data, QT.graph) or data
        _load(store, folder, named, NamedNode(str(label) if label is not None else str(named)))
    to.load(store)
    query = _local(folder, address).read_text("utf-8")
    accept = {
        ".csv": "text/csv",
        ".tsv": "text/tab-separated-values",
        ".ttl": "text/turtle, application/sparql-results+json;q=0.5",
        ".srx": "application/sparql-results+xml",
    }.get(expected.suffix, "application/sparql-results+json")
    status, text = to.ask(_based(query, str(address)), accept)
    if status != 200:
        return f"{status} {text.strip()[:120]}"
    return _differs(text, expected, accept, is_ordered="ORDER BY" in query.upper())


def _load(store: Store, folder: Path, data: Any, name: NamedNode | None) -> None:
    file = _local(folder, data)
    store.load(path=file, format=_FORMATS[file.suffix], base_iri=str(data), to_graph=name or DefaultGraph())


def _differs(text: str, expected: Path, accept: str, *, is_ordered: bool) -> str:
    """Why an answer is not the expected one; empty where it is."""
    if expected.suffix in (".ttl", ".rdf") and not text.lstrip().startswith(("{", "<?xml")):
        wanted = rdflib.Graph().parse(expected)
        return "" if isomorphic(rdflib.Graph().parse(data=text, format="turtle"), wanted) else "other triples"
    if expected.suffix == ".csv":
        import csv
        import io

        found = list(csv.reader(io.StringIO(text, newline="")))
        wanted_rows = list(csv.reader(io.StringIO(expected.read_bytes().decode(), newline="")))
        is_same = found[0] == wanted_rows[0] and _alike(found[1:], wanted_rows[1:])
        return "" if is_same else "other rows"
    wanted_result = _read(expected)
    found_result = _parse(text, accept)
    if wanted_result.type != found_result.type:
        return "another form"
    if wanted_result.type == "ASK":
        return "" if wanted_result.askAnswer == found_result.askAnswer else "another answer"
    return _rows_differ(found_result, wanted_result, is_ordered=is_ordered)


def _alike(found: list[list[str]], wanted: list[list[str]]) -> bool:
    """Whether rows are the same in any order; blank nodes by any name, numbers by their value."""
    return sorted(map(_plain, found)) == sorted(map(_plain, wanted))


def _plain(row: list[str]) -> tuple[str, ...]:
    cells = []
    for cell in row:
        try:
            cells.append(repr(float(cell)))
        except ValueError:
            cells.append("_:" if cell.startswith("_:") else cell)
    return tuple(cells)


def _read(expected: Path) -> Result:
    if expected.suffix in (".ttl", ".rdf"):
        return _from_graph(rdflib.Graph().parse(expected))
    formats = {".srx": "xml", ".srj": "json", ".tsv": "tsv"}
    with expected.open("rb") as stream:
        return Result.parse(stream, format=formats[expected.suffix])


def _from_graph(graph: rdflib.Graph) -> Result:
    """A result that is written as a graph (the vocabulary of result sets)."""
    (node,) = graph.subjects(RDF.type, RS.ResultSet)
    boolean = graph.value(node, RS.boolean)
    if boolean is not None:
        result = Result("ASK")
        result.askAnswer = boolean.toPython()
        return result
    result = Result("SELECT")
    result.vars = [rdflib.Variable(str(name)) for name in graph.objects(node, RS.resultVariable)]
    solutions = sorted(graph.objects(node, RS.solution), key=lambda one: float(graph.value(one, RS["index"]) or 0))
    result.bindings = [
        {
            rdflib.Variable(str(graph.value(binding, RS.variable))): graph.value(binding, RS.value)
            for binding in graph.objects(solution, RS.binding)
        }
        for solution in solutions
    ]
    return result


def _parse(text: str, accept: str) -> Result:
    import io

    name = {"text/tab-separated-values": "tsv", "application/sparql-results+xml": "xml"}.get(accept, "json")
    return Result.parse(io.BytesIO(text.encode()), format=name)


def _rows_differ(found: Result, wanted: Result, *, is_ordered: bool) -> str:
    if set(map(str, found.vars or [])) != set(map(str, wanted.vars or [])) and wanted.bindings:
        return "other variables"
    ours, theirs = list(found.bindings), list(wanted.bindings)
    if len(ours) != len(theirs):
        return f"{len(ours)} rows instead of {len(theirs)}"
    if is_ordered and all(_fits(one, other, {}) is not None for one, other in zip(ours, theirs, strict=True)):
        return ""
    return "" if _matched(ours, theirs, {}) else "other rows"


def _matched(ours: list[Any], theirs: list[Any], names: dict[Any, Any]) -> bool:
    """Whether rows can be paired so that blank nodes keep their partners."""
    if not ours:
        return True
    first, *rest = ours
    for place, other in enumerate(theirs):
        bound = _fits(first, other, names)
        if bound is not None and _matched(rest, theirs[:place] + theirs[place + 1 :], bound):
            return True
    return False


def _fits(one: Any, other: Any, names: dict[Any, Any]) -> dict[Any, Any] | None:
    """The partners of blank nodes under which two rows are the same; None where there are none."""
    ours = {str(key): value for key, value in one.items() if value is not None}
    theirs = {str(key): value for key, value in other.items() if value is not None}
    if ours.keys() != theirs.keys():
        return None
    bound = dict(names)
    for key, value in ours.items():
        partner = theirs[key]
        if isinstance(value, rdflib.BNode) and isinstance(partner, rdflib.BNode):
            if bound.setdefault(value, partner) != partner:
                return None
        elif not (value == partner or _same_number(value, partner)):
            return None
    return bound


def _same_number(one: Any, other: Any) -> bool:
    if not (isinstance(one, rdflib.Literal) and isinstance(other, rdflib.Literal)):
        return False
    if one.datatype != other.datatype or one.language != other.language:
        return False
    try:
        return bool(abs(float(one) - float(other)) <= 1e-6 * max(1.0, abs(float(other))))
    except (TypeError, ValueError):
        return False


def main() -> None:
    """Print what passed and every failure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--json", action="store_true", help="one object for each test")
    chosen = options.parse_args()
    with endpoint() as to:
        found = list(outcomes(chosen.folder, to))
    if chosen.json:
        sys.stdout.writelines(json.dumps({"kind": o.kind, "name": o.name, "reason": o.reason}) + "\n" for o in found)
        return
    for kind in ("evaluation", "positive", "negative"):
        some = [outcome for outcome in found if outcome.kind == kind]
        failed = [outcome for outcome in some if outcome.reason]
        sys.stdout.write(f"{kind}: {len(some) - len(failed)} of {len(some)}\n")
        sys.stdout.writelines(f"    {outcome.name}: {outcome.reason}\n" for outcome in failed)


if __name__ == "__main__":
    main()
