"""The list of rules that read little: what each read, and verdicts that never decided."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from grammar import report

from jigou.builder.clauses.verdicts import VERDICTS
from jigou.builder.trails import explained

PATH = Path(__file__).parents[1] / "tools" / "seldom.py"
SPEC = importlib.util.spec_from_file_location("tools_seldom", PATH)
assert SPEC is not None
assert SPEC.loader is not None
seldom = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(seldom)


def counted(words: str) -> dict[tuple[str, str], list[str]]:
    return dict(seldom.counted(("text", trail) for trail in explained(report(words))[1]))


def test_rules_are_counted_with_what_they_read() -> None:
    found = counted("召开座谈会2次。召开双拥工作座谈会。加强农村环境整治。")
    assert found["verdict", "governed"] == ["座谈会: True (text)", "双拥工作座谈会: True (text)"]
    assert found["relation", "organizes"] == [
        "锦屏市民政局 organizes 座谈会 (text)",
        "锦屏市民政局 organizes 双拥工作座谈会 (text)",
    ]
    assert found["refusal", "field-of-work"] == ["农村环境整治 (text)"]
    assert found["measure", "counted"] == ["2次 of 座谈会 (text)"]


def test_verdicts_that_never_decided_are_listed_first() -> None:
    lines = list(seldom.seldom(counted("召开座谈会2次。"), 2))
    never = [verdict.name for verdict in VERDICTS if verdict.name != "governed"]
    assert [line.split("\t")[2] for line in lines if line.startswith("0\t")] == sorted(never)
    assert any(line.startswith("1\tverdict\tgoverned\t座谈会") for line in lines)
