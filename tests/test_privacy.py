"""Persons are named as far as is asked for; a suppressed name is in nothing that a build leaves, nor in what later builds leave."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from jigou.builder.privacy import STRUCK, Persons, Privacy, suppressions
from jigou.builder.reading import read
from jigou.builder.text.encoding import decode_bytes
from jigou.cli.main import cli
from jigou.ontology import EntityType, InvalidRecord, Reading

REPORT = """2021年云麓县政府工作报告
——2022年1月11日在云麓县第十六届人民代表大会第四次会议上
云麓县人民政府县长 朱明新
各位代表：
现在，我代表云麓县人民政府，向大会报告工作，请予审议。
一年来，县政府召开社会救助工作推进会，印发《社会救助办法》，朱　明新县长调研养老工作，各项工作都有了新的进展。
"""


def reading(privacy: Privacy) -> Reading:
    return privacy.kept(read(privacy.struck(decode_bytes(REPORT.encode(), "a.txt"))))


def of_type(found: Reading, type_: EntityType) -> set[str]:
    return {entity.canonical for entity in found.entities if entity.type is type_}


def test_who_holds_a_post_is_named_unless_nobody_is_to_be() -> None:
    assert of_type(reading(Privacy()), EntityType.PERSON) == {"朱明新"}
    assert of_type(reading(Privacy(persons=Persons.OFFICE_HOLDERS)), EntityType.PERSON) == {"朱明新"}
    without = reading(Privacy(persons=Persons.NONE))
    assert of_type(without, EntityType.PERSON) == set()
    assert of_type(without, EntityType.POST) == of_type(reading(Privacy()), EntityType.POST) != set()
    ids = {entity.id for entity in without.entities}
    assert all(relation.source in ids for relation in without.relations)


def test_a_suppressed_name_is_struck_out_of_the_text_however_it_is_spaced() -> None:
    found = reading(Privacy(suppressed=("朱明新",)))
    text = found.document.text
    assert ("朱" in text, "明新" in text, len(text)) == (False, False, len(REPORT))
    assert f"{STRUCK}\u3000{STRUCK}{STRUCK}县长调研" in text
    assert of_type(found, EntityType.PERSON) == set()
    assert "社会救助工作推进会" in {entity.canonical for entity in found.entities}


def test_a_name_is_struck_out_in_traditional_characters_too() -> None:
    document = decode_bytes("李龍華調研養老工作，召開會議。".encode(), "a.txt")
    assert Privacy(suppressed=("李龙华",)).struck(document).text.startswith(STRUCK * 3 + "調研")


@given(st.text("朱明新县长，。 \n", max_size=40))
def test_striking_out_changes_no_offset(text: str) -> None:
    document = decode_bytes(f"报告。{text}".encode(), "a.txt")
    struck = Privacy(suppressed=("朱明新", "县长")).struck(document)
    assert len(struck.text) == len(document.text)
    assert "朱明新" not in struck.text
    assert all(new in (old, STRUCK) for old, new in zip(document.text, struck.text, strict=True))


def test_a_list_that_would_strike_out_single_characters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("# asked on 1 May\n张 三  # by letter\n\n李\n", encoding="utf-8")
    with pytest.raises(InvalidRecord, match=r"names\.txt: line 4: a name of one character"):
        suppressions([path])


def jigou(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_a_suppressed_name_is_gone_from_the_graph_and_stays_gone(tmp_path: Path) -> None:
    report, graph, names = tmp_path / "a.txt", tmp_path / "graph", tmp_path / "names.txt"
    report.write_text(REPORT, encoding="utf-8")
    names.write_text("朱明新\n", encoding="utf-8")
    assert jigou("build", report, "-o", graph).exit_code == 0
    assert "朱明新" in jigou("export", graph, "--to", "nquads").stdout
    assert jigou("build", report, "-o", graph, "--suppress", names).exit_code == 0
    assert "朱明新" not in jigou("export", graph, "--to", "nquads").stdout
    names.unlink()
    assert jigou("build", report, "-o", graph).exit_code == 0
    assert "朱明新" not in jigou("export", graph, "--to", "nquads").stdout
    assert not [path for path in graph.rglob("*") if path.is_file() and "朱明新".encode() in path.read_bytes()]
    assert (tmp_path / "graph.suppressed.txt").read_text(encoding="utf-8") == "朱明新\n"


def test_persons_can_be_switched_off_for_a_graph(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(REPORT, encoding="utf-8")
    jigou("build", report, "-o", tmp_path / "graph", "--persons", "none")
    assert "foaf/0.1/Person" not in jigou("export", tmp_path / "graph", "--to", "nquads").stdout
