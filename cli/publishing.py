"""The command that puts a graph on a port."""

from __future__ import annotations

import socket

import click

from jigou.cli.options import graph_argument, graph_or_default
from jigou.ontology.errors import MissingExtra


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
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Queries that run at once.")
def serve(graph: str | None, host: str, port: int, timeout: float, limit: int, memory: int, workers: int) -> None:
    """Serve GRAPH over HTTP: SPARQL, a page for each thing, search, the explorer, OpenRefine.

    It listens on this machine only unless --host says otherwise, and it only reads.
    """
    try:
        import uvicorn

        from jigou.cli.serving.app import application
    except ImportError as error:
        raise MissingExtra("the server is not installed; install it with: pip install 'jigou[serve]'") from error
    from jigou.cli.serving.limits import Limits
    from jigou.graphs import open as open_graph

    limits = Limits(seconds=timeout, rows=limit, memory=memory * 1024**2, workers=workers)
    with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:
        name = f"[{host}]" if ":" in host else host
        app = application(open_graph(graph_or_default(graph)), limits)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=limits.waiting + 200,
            h11_max_incomplete_event_size=limits.address * 2,
            timeout_graceful_shutdown=2,
        )
        click.echo(f"jigou: serving at http://{name}:{listening.getsockname()[1]}/ (Ctrl-C ends it)", err=True)
        uvicorn.Server(config).run([listening])
