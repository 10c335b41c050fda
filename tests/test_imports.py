"""The direction of imports: each room may use only the rooms beneath it."""

from __future__ import annotations

import ast
import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "ontology": set(),
    "builder": {"ontology"},
    "graphs": {"ontology"},
    "viz": {"ontology", "graphs"},
    "cli": {"ontology", "builder", "graphs", "viz"},
}
HEAVY = {"rdflib", "pyoxigraph", "pyshacl", "pyvis", "networkx", "pandas", "rjieba", "jieba", "jinja2"}


def imported(node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports; for ``from a import b`` both ``a`` and ``a.b``, as b may be a module."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield "." * node.level + (node.module or "")
        if not node.level and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def statements(room: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in sorted((ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, node


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_room_imports_only_the_rooms_beneath_it(room: str) -> None:
    allowed = MAY_IMPORT[room] | {room}
    wrong = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)} imports {module}"
        for path, node in statements(room)
        for module in imported(node)
        if module.startswith("jigou.") and module.split(".")[1] not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_room_imports_by_the_installed_name(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)} imports {module}"
        for path, node in statements(room)
        for module in imported(node)
        if module.startswith(".") or module.split(".")[0] in MAY_IMPORT
    ]
    assert wrong == []


def test_every_folder_with_a_marker_of_types_is_a_known_room() -> None:
    assert {path.parent.name for path in ROOT.glob("*/py.typed")} == set(MAY_IMPORT)


def test_namespace_has_no_module_of_its_own() -> None:
    assert not (ROOT / "__init__.py").exists()


def test_command_line_imports_heavy_libraries_only_inside_commands() -> None:
    wrong = []
    for path in sorted((ROOT / "cli").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for module in imported(node):
                rooms = module.startswith(("jigou.builder", "jigou.graphs", "jigou.viz"))
                if rooms or module.split(".")[0] in HEAVY:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} imports {module}")
    assert wrong == []


def test_rooms_of_the_reader_lie_in_layers() -> None:
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, told.getvalue()


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_modules_are_short_enough_to_be_read_at_once(room: str) -> None:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in (ROOT / room).rglob("*.py")}
    assert [f"{path.relative_to(ROOT)} has {size} lines" for path, size in sizes.items() if size > 400] == []
