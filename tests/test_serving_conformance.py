"""The W3C's SPARQL 1.1 query tests through the served endpoint, where the suite lies beside the project."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SUITE = ROOT.parent / "shared" / "suites" / "w3c-sparql11" / "sparql" / "sparql11"
FLOORS = {"evaluation": (219, 235), "positive": (61, 63), "negative": (61, 61)}


@pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C's suite is not beside the project")
def test_endpoint_passes_the_tests_of_the_w3c() -> None:
    spec = importlib.util.spec_from_file_location("w3c_sparql", ROOT / "tools" / "w3c_sparql.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules["w3c_sparql"] = tool
    spec.loader.exec_module(tool)
    with tool.endpoint() as to:
        found = list(tool.outcomes(SUITE, to))
    listed = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
    for kind, (floor, of) in FLOORS.items():
        some = [outcome for outcome in found if outcome.kind == kind]
        assert len(some) == of
        assert sum(not outcome.reason for outcome in some) >= floor
    assert [outcome.name for outcome in found if outcome.reason and outcome.name not in listed] == []
