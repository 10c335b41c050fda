"""Rules say what is to be remembered; the engine alone writes it down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from grammar import read_one

from jigou.builder.clauses.frames import frame_of, frames
from jigou.builder.drafts import DraftRelation, Mention
from jigou.builder.knowledge.lexicons import Act, lexicon
from jigou.ontology import EntityType, RelationType

CLAUSES = Path(__file__).parent.parent / "builder" / "clauses"
RULES = sorted(
    [*(CLAUSES / "rules").glob("*.py"), *(CLAUSES / f"{name}.py" for name in ("cues", "frames", "verdicts"))]
)
STATE = {"Sentence", "Clause", "Discourse", "Setting"}
MUTATORS = {"append", "extend", "insert", "pop", "remove", "clear", "update", "setdefault", "add", "sort", "reverse"}


def written(tree: ast.AST) -> Iterator[ast.expr]:
    """What is assigned to, deleted or changed in place but a name of the function's own."""
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign | ast.Delete):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
            targets = [node.func.value] if isinstance(node.func.value, ast.Attribute) else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("setattr", "delattr"):
            targets = [node.func]
        for target in targets:
            yield from (part for part in ast.walk(target) if isinstance(part, ast.Attribute | ast.Subscript))
            if target is getattr(node, "func", None):
                yield target


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rule_assigns_to_nothing_it_was_given(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert [f"{path.name}:{found.lineno} {ast.unparse(found)}" for found in written(tree)] == []


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rule_sees_no_state_that_can_be_written(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert names & STATE == set()


@pytest.mark.parametrize(
    "line",
    ["here.clause.mode = mode", "clause.subjects += (body,)", "here.activities.append(event)", "here.mentions[0] = it"],
)
def test_assignment_is_found(line: str) -> None:
    assert list(written(ast.parse(line)))


def test_heavier_frame_holds() -> None:
    founds, opens = lexicon().verbs["成立"], lexicon().verbs["打造"]
    assert founds.weight > opens.weight
    heavy, light = frame_of(founds, EntityType.INITIATIVE), frame_of(opens, EntityType.INITIATIVE)
    assert heavy is not None
    assert light is not None
    assert (heavy.relation, light.relation) == ("establishes", "organizes")


def test_acts_of_frames_are_those_of_verbs() -> None:
    used = {verb.act for verb in lexicon().verbs.values()}
    assert {act for act, _ in frames()} <= used <= {*Act, *RelationType}


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("市科协归口指导市科普作家协会。", [("市科协", "市科普作家协会")]),
        ("市林业局业务指导县林业局、县林场。", [("市林业局", "县林业局"), ("市林业局", "县林场")]),
        ("市林业局举办业务指导培训班3期。", []),
        ("市林业局指导县林业局举办培训班3期。", []),
    ],
)
def test_guidance_between_bodies_is_stated_by_rows(words: str, stated: list[tuple[str, str]]) -> None:
    _, drafts = read_one(words)
    found = [one for one in drafts if isinstance(one, DraftRelation) and one.type is RelationType.GUIDES]
    assert [(one.source.name, one.target.name) for one in found if isinstance(one.target, Mention)] == stated
