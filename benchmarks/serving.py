"""The server against its own store: queries a second and the 99th percentile over the loopback, and of pyoxigraph in this process.

    python benchmarks/serving.py [GRAPH] [--seconds 5]

Both answer the same queries in one run, so that the ratios hold on any machine. Eight clients ask the server at once; pyoxigraph
is asked one query after the other and its answer written as JSON, which is what the server sends.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import tempfile
import threading
from itertools import cycle
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from jigou.graphs.nodes import prefixes

QUERIES = (
    "SELECT ?name { ?body a jg:Body ; skos:prefLabel ?name } ORDER BY ?name LIMIT 20",
    "SELECT ?body (COUNT(?activity) AS ?n) { ?body jg:organizes ?activity } GROUP BY ?body ORDER BY DESC(?n) LIMIT 10",
    "SELECT ?part ?whole { ?part jg:partOf+ ?whole } LIMIT 50",
)
CLIENTS = 8
REPORT = Path(__file__).parent.parent / "gold" / "zx-shanghai-2021.txt"


def in_process(graph: str, seconds: float) -> list[float]:
    """The seconds that each query takes in this process."""
    store = Store.read_only(f"{graph}/store/oxigraph")
    known = dict(prefixes())
    taken: list[float] = []
    queries = cycle(QUERIES)
    until = perf_counter() + seconds
    while perf_counter() < until:
        begun = perf_counter()
        found = store.query(next(queries), prefixes=known)
        assert isinstance(found, QuerySolutions)
        found.serialize(format=QueryResultsFormat.JSON)
        taken.append(perf_counter() - begun)
    return taken


def over_http(graph: str, seconds: float) -> list[float]:
    """The seconds that each query takes through the server."""
    command = [sys.executable, "-c", _RUN, "serve", graph, "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        port = int(process.stderr.readline().rpartition(":")[2].partition("/")[0])
        _client(port, perf_counter() + 1.0, [])  # by then the processes that answer have been started
        taken: list[float] = []
        until = perf_counter() + seconds
        threads = [threading.Thread(target=_client, args=(port, until, taken, place)) for place in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return taken
    finally:
        process.terminate()
        process.wait(20)


_RUN = "from jigou.cli.main import main; main()"


def _client(port: int, until: float, taken: list[float], place: int = 0) -> None:
    """Ask one query after the other over a connection of its own, from an address of its own where the system has several."""
    requests = cycle(
        f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() for query in QUERIES
    )
    with _connected(port, place) as connection:
        while perf_counter() < until:
            begun = perf_counter()
            connection.sendall(next(requests))
            _read_answer(connection)
            taken.append(perf_counter() - begun)


def _connected(port: int, place: int) -> socket.socket:
    try:
        return socket.create_connection(("127.0.0.1", port), 30, source_address=(f"127.0.0.{place + 2}", 0))
    except OSError:  # only Linux has all of 127.0.0.0/8
        return socket.create_connection(("127.0.0.1", port), 30)


def _read_answer(connection: socket.socket) -> None:
    """Read one answer: by a few lines of our own, so that the client takes little of the processors that the server needs."""
    data = connection.recv(1 << 18)
    while b"\r\n\r\n" not in data:
        data += connection.recv(1 << 18)
    head, _, body = data.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    missing = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]) - len(body)
    while missing:
        missing -= len(connection.recv(min(missing, 1 << 18)))


def percentile(taken: list[float], share: float) -> float:
    """The seconds within which a share of the queries was answered."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]


def _built(folder: str) -> str:
    """The graph of the report that comes with the project."""
    graph = f"{folder}/graph"
    command = [sys.executable, "-c", _RUN, "build", str(REPORT), "-o", graph]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return graph


def main() -> None:
    """Print both and their ratios."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("graph", nargs="?", help="the graph of the report in gold/, where none is named")
    options.add_argument("--seconds", type=float, default=5.0)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = chosen.graph or _built(folder)
        inside, outside = in_process(graph, chosen.seconds), over_http(graph, chosen.seconds)
    rates = [len(taken) / chosen.seconds for taken in (inside, outside)]
    slow = [percentile(taken, 0.99) * 1000 for taken in (inside, outside)]
    print(f"pyoxigraph in process  {rates[0]:8.0f} queries/s   p99 {slow[0]:7.2f} ms")
    print(f"served, {CLIENTS} clients      {rates[1]:8.0f} queries/s   p99 {slow[1]:7.2f} ms")
    print(f"ratio                  {rates[1] / rates[0]:8.3f}             p99 {slow[1] / slow[0]:7.1f}")


if __name__ == "__main__":
    main()
