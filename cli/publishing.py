"""The command that puts a graph on a port."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

import click

from jigou.cli.options import graph_argument, graph_or_default
from jigou.ontology.errors import MissingExtra

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

    from jigou.cli.serving.limits import Limits

_SPARE = 300
"""Open files that are no connections: those of the store, and the pipes to the processes that answer."""


@click.command()
@graph_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="0 takes any that is free."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    help="Seconds for one query.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=10_000, show_default=True, help="The most rows of one answer."
)
@click.option(
    "--memory",
    type=click.IntRange(min=256),
    default=2048,
    show_default=True,
    help="Megabytes for each process that answers.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=4, show_default=True, help="Queries that run at once.")
@click.option(
    "--per-client",
    type=click.IntRange(min=0),
    default=0,
    show_default="all but one of the workers",
    help="Queries of one address that run at once.",
)
@click.option(
    "--proxy",
    metavar="ADDRESSES",
    help="Believe X-Forwarded-For and X-Forwarded-Proto where they come from these addresses or networks.",
)
def serve(
    graph: str | None,
    host: str,
    port: int,
    timeout: float,
    limit: int,
    memory: int,
    workers: int,
    per_client: int,
    proxy: str | None,
) -> None:
    """Serve GRAPH over HTTP: SPARQL, a page for each thing, search, the explorer, OpenRefine.

    It listens on this machine only unless --host says otherwise, and it only reads.
    """
    try:
        import uvicorn

        from jigou.cli.serving.app import Application
    except ImportError as error:
        raise MissingExtra("the server is not installed; install it with: pip install 'jigou[serve]'") from error
    from jigou.cli.serving.limits import Limits
    from jigou.graphs import open as open_graph

    if sys.platform == "win32":
        raise MissingExtra("the server needs a system of the Unix family; on Windows run it in WSL")
    limits = Limits(
        seconds=timeout,
        rows=limit,
        memory=memory * 1024**2,
        workers=workers,
        slow_workers=max(1, workers // 2),
        share=per_client,
        connections=_connections(Limits().connections),
    )
    with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:
        name = f"[{host}]" if ":" in host else host
        app = Application(open_graph(graph_or_default(graph)), limits)
        config = configured(app, limits, proxy)
        click.echo(f"jigou: serving at http://{name}:{listening.getsockname()[1]}/ (Ctrl-C ends it)", err=True)
        uvicorn.Server(config).run([listening])


def configured(app: ASGIApp, limits: Limits, proxy: str | None) -> uvicorn.Config:
    """How uvicorn runs an application; ``proxy`` are the addresses or networks whose word on a client's address is believed."""
    import uvicorn

    from jigou.cli.serving.listening import connection

    return uvicorn.Config(
        app,
        # All connections from a proxy are of one address; there it is the proxy that counts them.
        http=connection(limits, share=None if proxy else limits.connections // 2),
        ws="none",
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
        log_level="error",
        access_log=False,
        server_header=False,
        limit_concurrency=limits.connections,
        timeout_graceful_shutdown=2,
    )


def _connections(wanted: int) -> int:
    """As many connections as the system allows this process; the limit that a process may raise itself is raised."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted + _SPARE:
        soft = wanted + _SPARE if hard == resource.RLIM_INFINITY else min(wanted + _SPARE, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return max(16, min(wanted, soft - _SPARE))
    return wanted
