"""The real server under watch: hostile requests over HTTP open no file and no connection.

An audit hook in every Python process of the server (it comes by ``sitecustomize``) sees what Python does; where strace is there, the system
itself tells what Oxigraph's Rust does beneath it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import environ
from pathlib import Path
from time import sleep
from urllib.parse import quote

import httpx2
import pytest
from gold_readings import gold_reading
from hostile import HOSTILE
from hypothesis import Phase, given, settings

import jigou.cli.serving
from jigou import graphs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the server needs a system of the Unix family")

HOOK = """
import os, sys
_log = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_names = ("open", "os.", "socket.", "subprocess.", "shutil.", "urllib.", "http.", "ctypes.", "resource.", "tempfile.")
_quiet = ("socket.__new__", "os.listdir", "os.scandir", "os.putenv", "os.unsetenv")

def _watch(event, details):
    if event.startswith(_names) and event not in _quiet:
        os.write(_log, f"{os.getpid()}\\t{event}\\t{details!r}\\n".encode("utf-8", "replace"))

sys.addaudithook(_watch)
"""

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?l) }"
REACHING = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER(?s<?p#>) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } \n) }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
    "LOAD <file:///etc/passwd>",
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "SELECT (<file:///etc/passwd>(1) AS ?x) {}",
    "DESCRIBE <file:///etc/passwd>",
    "SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
    ENDLESS,
]
PATHS = [
    "/id/../../etc/passwd", "/static/..%2f..%2fapp.py", "/static/%2e%2e/%2e%2e/app.py", "/static//etc/passwd", "/page//etc/passwd",
    "/data/file:///etc/passwd.ttl", "/id/%00", "/search?q=%00%ff", "/reconcile?queries={", "/reconcile/preview?id=../../etc/passwd",
    "/reconcile?extend=%7B%22ids%22:[%22file:///etc/passwd%22],%22properties%22:[%7B%22id%22:%22key%22%7D]%7D",
    "/reconcile/properties?type=file:///etc/passwd", "/void", "/citation.cff", "/static/serving.css",
]  # fmt: skip


@dataclass(frozen=True)
class Watched:
    address: str
    events: Path
    calls: Path | None
    folder: Path


@contextmanager
def watched(tmp: Path) -> Iterator[Watched]:
    """A server as users start it, in processes of its own, watched."""
    (tmp / "hook").mkdir()
    (tmp / "hook" / "sitecustomize.py").write_text(HOOK, "utf-8")
    with graphs.build([gold_reading()], tmp / "graph"):
        pass
    strace = shutil.which("strace")
    calls = tmp / "calls.txt" if strace else None
    watching = [strace, "-f", "-qq", "-s", "300", "-e", CALLS, "-o", str(calls)] if strace else []
    process = subprocess.Popen(
        [*watching, sys.executable, "-c", "from jigou.cli.main import main; main()", "serve", str(tmp / "graph"),
         "--port", "0", "--timeout", "1", "--workers", "2"],
        stderr=subprocess.PIPE, text=True,
        env={**environ, "PYTHONPATH": str(tmp / "hook"), "WATCHED": str(tmp / "events.txt"), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        address = process.stderr.readline().partition("at ")[2].partition(" ")[0]
        yield Watched(address, tmp / "events.txt", calls, tmp)
    finally:
        # strace passes no signal on; the server is its only child.
        for pid in re.findall(r"\d+", subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True).stdout if strace else ""):  # fmt: skip
            subprocess.run(["kill", pid], check=False)
        if not strace:
            process.terminate()
        process.communicate(timeout=60)


CALLS = "trace=open,openat,openat2,creat,connect,bind,execve,unlink,unlinkat,rename,renameat,mkdir,mkdirat,prlimit64"


def gathered() -> list[str]:
    """Queries by the grammar, the same each time; few that run for ever, as ending these takes time."""
    found: list[str] = []

    @given(HOSTILE)
    @settings(max_examples=250, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    def gather(query: str) -> None:
        if "*/" not in query and "+)+" not in query and "a?)*" not in query:
            found.append(query)

    gather()
    return [*REACHING, *found]


def attack(server: Watched) -> None:
    with httpx2.Client(base_url=server.address, timeout=120) as client:
        for query in gathered():
            answer = client.post(
                "/sparql",
                content=query.encode("utf-8", "replace"),
                headers={"Content-Type": "application/sparql-query", "Accept": "*/*"},
            )
            assert answer.status_code in (200, 400, 403, 500, 503), query
        for query in REACHING:
            form = {"query": query, "default-graph-uri": "file:///etc/passwd"}
            assert client.post("/sparql", data=form).status_code in (400, 403)
        for path in PATHS:
            assert client.get(path, headers={"Accept": "text/turtle, */*;q=0.5"}).status_code in (
                200,
                303,
                400,
                404,
                406,
            )


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[str], list[str], Path]]:
    """What the server did while it was attacked: the events of Python, the calls of the system; and its folder."""
    with watched(tmp_path_factory.mktemp("watched")) as server:
        # Everything once, so that what is loaded when it is first needed is there.
        with httpx2.Client(base_url=server.address, timeout=120) as client:
            for path in (
                "/",
                "/query",
                "/search?q=政协",
                "/reconcile",
                "/about",
                f"/page/body/{quote('上海市政协机关')}",
            ):
                assert client.get(path).status_code == 200
            for accept in ("text/turtle", "application/ld+json", "application/rdf+xml"):
                assert client.get("/void", headers={"Accept": accept}).status_code == 200
            assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
            query = json.dumps({"q": {"query": "上海市政协"}})
            assert client.get("/reconcile", params={"queries": query}).status_code == 200
        sleep(3)  # by then the processes that answer have all been started
        before = [len(read(file)) for file in (server.events, server.calls)]
        attack(server)
        events, calls = (read(file)[count:] for file, count in zip((server.events, server.calls), before, strict=True))
    return (yield events, calls, server.folder)


def read(file: Path | None) -> list[str]:
    return file.read_text("utf-8", "replace").splitlines() if file and file.is_file() else []


def test_processes_of_the_server_open_nothing_that_a_query_names(
    attacked: tuple[list[str], list[str], Path],
) -> None:
    """What is left are new processes in the place of those whose query was ended, and the files of the server's own pages."""
    events, _, folder = attacked
    confined: set[str] = set()
    reached = []
    for line in events:
        pid, event, details = line.split("\t", 2)
        if event == "resource.setrlimit":
            confined.add(pid)
        elif pid in confined or not is_own(event, details, folder):
            reached.append(line)
    assert "\n".join(reached) == ""
    assert any("jigou.graphs.answering" in line for line in events)  # the hook sees, and an endless query was ended


def is_own(event: str, details: str, folder: Path) -> bool:
    """Whether an event is the server's own: it starts a process that answers, or reads what belongs to it."""
    if event == "os.kill":
        return True
    if event in ("subprocess.Popen", "os.posix_spawn", "os.exec"):
        return "jigou.graphs.answering" in details
    return event == "open" and is_readable(details.split("'")[1] if "'" in details else "", folder)


def is_readable(path: str, folder: Path) -> bool:
    home = Path(jigou.cli.serving.__file__).resolve().parent.parent.parent
    roots = (sys.prefix, sys.base_prefix, str(home), str(folder), "/dev/null", "/dev/urandom")
    return path.startswith(roots) and ".." not in path


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_system_is_asked_for_no_file_and_no_connection(attacked: tuple[list[str], list[str], Path]) -> None:
    _, calls, folder = attacked
    # What the loader of a new process and the C library look at.
    roots = (
        "/etc/ld.so",
        "/lib",
        "/usr/lib",
        "/usr/share/locale",
        "/usr/local/lib",
        "/proc/",
        "/sys/",
        "/etc/localtime",
    )
    confined: set[str] = set()
    reached = []
    for line in calls:
        pid, _, call = line.partition(" ")
        call = call.strip()
        path = call.partition('"')[2].partition('"')[0]
        if call.startswith("prlimit64(") and "RLIMIT_NOFILE, {rlim_cur=0" in call:
            confined.add(pid)
        elif call.startswith(("prlimit64(", "<...", "execve(", "+++", "---")):
            if call.startswith("execve(") and "jigou.graphs.answering" not in call:
                reached.append(line)
        elif call.startswith("open"):
            fails = "= -1" in call
            if (pid in confined and not fails) or not (fails or path.startswith(roots) or is_readable(path, folder)):
                reached.append(line)
            if "passwd" in path:
                reached.append(line)
        else:
            reached.append(line)
    assert "\n".join(reached) == ""
    assert confined
