"""A server for the tests: the graph of the annotated report behind the application, without a port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gold_readings import gold_reading
from starlette.testclient import TestClient

from jigou import graphs
from jigou.cli.serving.app import Application
from jigou.cli.serving.limits import Limits

ID = "https://w3id.org/jigou/id/"
FACTS = f"{ID}report/zx-shanghai-2021-e2950ecb/facts"
CLAIMS = f"{ID}report/zx-shanghai-2021-e2950ecb/claims"
OFFICE = f"{ID}body/上海市政协机关"


@contextmanager
def client(folder: Path, limits: Limits | None = None) -> Iterator[TestClient]:
    with (
        graphs.build([gold_reading()], folder / "graph") as view,
        TestClient(Application(view, limits), raise_server_exceptions=False, follow_redirects=False) as found,
    ):
        yield found
