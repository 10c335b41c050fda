"""Plug-ins of others: what fails in them is told by their name."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from jigou.cli import plugins


@pytest.mark.parametrize("body", ["raise ValueError('no licence')", "import nothing_of_this_name", "def (", "x = 1"])
def test_a_plugin_that_fails_is_named(body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_plugin.py").write_text(f"{body}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "broken_plugin", raising=False)
    point = EntryPoint(name="odd", value="broken_plugin:write", group="jigou.readings")
    monkeypatch.setattr(plugins, "entry_points", lambda **_: [point])
    with pytest.raises(plugins.BrokenPlugin, match="plug-in odd of an unknown distribution cannot be loaded"):
        plugins.load("jigou.readings", "odd")
