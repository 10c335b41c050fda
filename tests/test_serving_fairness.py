"""Clients beside each other: turns are shared, whoever goes away frees its turn, connections are bounded."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn
from gold_readings import gold_reading

from jigou import graphs
from jigou.cli.publishing import configured
from jigou.cli.serving.app import Application
from jigou.cli.serving.clients import network_of
from jigou.cli.serving.limits import Limits
from jigou.cli.serving.turns import Busy, Turns

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?l) }"
GOOD = "ASK { ?body a jg:Body }"
MANY = "SELECT ?s ?p ?o ?t { ?s ?p ?o . GRAPH ?g { ?r jg:text ?t } }"


@contextmanager
def listening(folder: Path, limits: Limits, proxy: str | None = None) -> Iterator[int]:
    """A server on a free port in a thread; its port."""
    with (
        graphs.build([gold_reading()], folder / "graph") as view,
        socket.create_server(("127.0.0.1", 0)) as at,
    ):
        server = uvicorn.Server(configured(Application(view, limits), limits, proxy))
        thread = threading.Thread(target=server.run, args=([at],), daemon=True)
        thread.start()
        while not server.started:
            sleep(0.01)
        yield at.getsockname()[1]
        server.should_exit = True
        thread.join(20)


def connected(port: int, address: str = "127.0.0.1") -> socket.socket:
    try:
        return socket.create_connection(("127.0.0.1", port), 20, source_address=(address, 0))
    except OSError:
        pytest.skip("the system has one address of the loopback only")


def send(to: socket.socket, query: str, headers: str = "") -> None:
    to.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: a\r\n{headers}\r\n".encode())


def status(of: socket.socket) -> int:
    """The status of an answer; 0 where the connection ends without one."""
    data = b""
    while b"\r\n" not in data:
        piece = of.recv(1 << 16)
        if not piece:
            return 0
        data += piece
    return int(data.split(b" ")[1])


# Turns ---------------------------------------------------------------------------------------------------------------


def test_turns_are_given_round_by_round() -> None:
    async def run() -> list[str]:
        turns, order = Turns(1, share=1, waiting=20), []

        async def work(client: str) -> None:
            await turns.take(client, 5)
            order.append(client)
            await asyncio.sleep(0)
            turns.leave(client)

        await asyncio.gather(*map(work, ["a", "a", "a", "a", "b", "b", "c"]))
        return order

    assert asyncio.run(run()) == ["a", "a", "b", "c", "a", "b", "a"]


def test_one_client_has_no_more_than_its_share() -> None:
    async def run() -> tuple[bool, bool, bool]:
        turns = Turns(3, share=2, waiting=5)
        await turns.take("a", 1)
        await turns.take("a", 1)
        return turns.take_now("a"), turns.take_now("b"), turns.take_now("c")

    assert asyncio.run(run()) == (False, True, False)


def test_turn_that_does_not_come_is_told_and_forgotten() -> None:
    async def run() -> bool:
        turns = Turns(1, share=1, waiting=5)
        await turns.take("a", 1)
        with pytest.raises(Busy, match="waited too long"):
            await turns.take("b", 0.01)
        turns.leave("a")
        return turns.take_now("c")

    assert asyncio.run(run())


def test_turn_that_comes_as_its_task_is_cancelled_is_given_on() -> None:
    async def run() -> bool:
        turns = Turns(1, share=1, waiting=5)
        await turns.take("a", 1)
        tasks = [asyncio.create_task(turns.take(name, 5)) for name in ("b", "c")]
        await asyncio.sleep(0)
        turns.leave("a")
        tasks[0].cancel()
        await asyncio.wait(tasks, timeout=1)
        return tasks[0].cancelled() and tasks[1].done() and not tasks[1].cancelled()

    assert asyncio.run(run())


def test_turn_of_one_that_was_cancelled_before_goes_to_the_next() -> None:
    async def run() -> bool:
        turns = Turns(1, share=1, waiting=5)
        await turns.take("a", 1)
        tasks = [asyncio.create_task(turns.take(name, 5)) for name in ("b", "b", "c")]
        await asyncio.sleep(0)
        tasks[0].cancel()
        turns.leave("a")
        await asyncio.wait(tasks[:2], timeout=1)
        return tasks[1].done() and not tasks[1].cancelled() and not tasks[2].done()

    assert asyncio.run(run())


def test_client_with_most_waiting_gives_up_a_place() -> None:
    async def run() -> tuple[list[object], bool]:
        turns = Turns(1, share=1, waiting=3)
        await turns.take("a", 1)
        greedy = [asyncio.create_task(turns.take("a", 5)) for _ in range(3)]
        await asyncio.sleep(0)
        late = asyncio.create_task(turns.take("b", 5))
        await asyncio.sleep(0)
        with pytest.raises(Busy) as refused:
            await turns.take("a", 5)
        await asyncio.sleep(0)
        states = [task.exception() if task.done() else None for task in greedy]
        turns.leave("a")
        await asyncio.sleep(0)
        turns.leave("a")
        await asyncio.wait([late], timeout=1)
        for task in greedy:
            task.cancel()
        return [*states, refused.value], late.done() and late.exception() is None

    (first, second, third, own), is_served = asyncio.run(run())
    assert (first, second) == (None, None)
    assert isinstance(third, Busy) and third.is_own
    assert isinstance(own, Busy) and own.is_own
    assert is_served


# Clients over HTTP ---------------------------------------------------------------------------------------------------


def test_client_of_endless_queries_does_not_hold_up_another(tmp_path: Path) -> None:
    with listening(tmp_path, Limits(seconds=6.0, first=6.0, workers=2, slow_workers=1)) as port:
        greedy = [connected(port, "127.0.0.2") for _ in range(8)]
        for one in greedy:
            send(one, ENDLESS)
        sleep(1.0)
        with connected(port, "127.0.0.3") as other:
            begun = monotonic()
            for _ in range(5):
                send(other, GOOD)
                assert status(other) == 200
            taken = monotonic() - begun
        for one in greedy:
            one.close()
    assert taken < 5.0  # without a share of its own it would wait for one of them to end


def test_endless_queries_do_not_hold_up_the_good_ones_of_the_same_client(tmp_path: Path) -> None:
    """With the usual limits: what is not answered in its first moments makes room for the rest."""
    with listening(tmp_path, Limits(workers=3, slow_workers=1)) as port:
        endless = [connected(port) for _ in range(6)]
        for one in endless:
            send(one, ENDLESS)
        with connected(port) as good:
            begun = monotonic()
            send(good, GOOD)
            assert status(good) == 200
            taken = monotonic() - begun
        for one in endless:
            one.close()
    assert taken < 20.0  # one after the other they would take thirty


def test_query_of_a_client_that_goes_away_is_ended(tmp_path: Path) -> None:
    with listening(tmp_path, Limits(seconds=60.0, first=60.0, workers=1)) as port:
        with connected(port) as gone:
            send(gone, ENDLESS)
            sleep(1.0)
        with connected(port) as good:
            begun = monotonic()
            send(good, GOOD)
            assert status(good) == 200
    assert monotonic() - begun < 10.0


def test_query_that_waits_is_forgotten_with_its_client(tmp_path: Path) -> None:
    limits = Limits(seconds=2.0, first=2.0, workers=1, waiting=1)
    with listening(tmp_path, limits) as port, connected(port) as running, connected(port) as good:
        send(running, ENDLESS)
        sleep(0.7)
        with connected(port) as waiting:
            send(waiting, ENDLESS)
            sleep(0.2)
        sleep(0.2)
        send(good, GOOD)  # the one place to wait is free again
        assert [status(running), status(good)] == [503, 200]


def test_too_many_connections_of_a_client_are_refused_and_another_is_served(tmp_path: Path) -> None:
    with listening(tmp_path, Limits(connections=8)) as port:
        own = [connected(port, "127.0.0.2") for _ in range(6)]
        assert [status(one) for one in own[4:]] == [429, 429]
        with connected(port, "127.0.0.3") as other:
            send(other, GOOD)
            assert status(other) == 200
        own[0].close()
        sleep(0.2)
        with connected(port, "127.0.0.2") as again:
            send(again, GOOD)
            assert status(again) == 200
        for one in own:
            one.close()


def test_head_that_does_not_come_in_time_is_refused(tmp_path: Path) -> None:
    with listening(tmp_path, Limits(upload=0.5)) as port, connected(port) as slow:
        slow.sendall(b"GET /sparql HTTP/1.1\r\nHost")
        assert status(slow) == 408


def test_head_without_end_is_refused(tmp_path: Path) -> None:
    with listening(tmp_path, Limits(address=1_000)) as port, connected(port) as endless:
        endless.sendall(b"GET / HTTP/1.1\r\n")
        found = 0
        try:
            for place in range(1_000):
                endless.sendall(f"X-{place}: {'a' * 500}\r\n".encode())
                sleep(0.001)
        except OSError:
            pass
        try:
            found = status(endless)
        except OSError:
            found = 431  # the answer was lost with the connection
        assert found == 431


def test_answer_that_is_not_read_is_given_up(tmp_path: Path) -> None:
    with listening(tmp_path, Limits(sending=0.5, rows=100_000)) as port, connected(port) as idle:
        send(idle, MANY)
        with pytest.raises(OSError):  # the other end is closed
            for _ in range(40):
                sleep(0.2)
                idle.sendall(b"\r\n")


# Behind a proxy ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxy", "client"),
    [(None, "127.0.0.1"), ("127.0.0.1", "203.0.113.9"), ("127.0.0.0/8", "203.0.113.9"), ("10.0.0.1", "127.0.0.1")],
)
def test_address_that_a_proxy_tells_is_believed_of_that_proxy_only(proxy: str | None, client: str) -> None:
    seen: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["client"][0])

    config = configured(app, Limits(), proxy)
    config.load()
    scope = {
        "type": "http",
        "client": ("127.0.0.1", 5),
        "scheme": "http",
        "headers": [(b"x-forwarded-for", b"198.51.100.1, 203.0.113.9")],
    }
    asyncio.run(config.loaded_app(scope, None, None))
    assert seen == [client]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("testclient", "testclient"),
    ],
)
def test_client_is_an_address_or_the_network_of_a_subscriber(address: str, network: str) -> None:
    assert network_of(address) == network
