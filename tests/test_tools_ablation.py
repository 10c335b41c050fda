import importlib.util
import sys
from pathlib import Path

from jigou.builder import read
from jigou.builder.quality.gold import load_gold
from jigou.ontology import RelationType

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("tools_ablation", ROOT / "tools" / "ablation.py")
assert SPEC is not None
assert SPEC.loader is not None
ablation = importlib.util.module_from_spec(SPEC)
sys.modules["tools_ablation"] = ablation  # dataclasses look their module up by name
SPEC.loader.exec_module(ablation)

GOLD = load_gold(ROOT / "gold" / "own-fy-qinglan-2021.gold.json")


def test_table_has_a_row_for_the_whole_and_for_each_part() -> None:
    lines = list(ablation.table([GOLD]))
    whole = ablation.figures([GOLD])
    assert lines[2] == "| nothing: the whole | " + " | ".join(f"{figure:.3f}" for figure in whole) + " |"
    assert [line.split(" | ")[0].removeprefix("| ") for line in lines[3:]] == [part.name for part in ablation.PARTS]


def test_part_that_is_off_reads_nothing_and_is_whole_again_afterwards() -> None:
    before = read(GOLD.text_path)
    part = next(part for part in ablation.PARTS if part.name.startswith("parts by name"))
    with part.off():
        without = read(GOLD.text_path)
    named = {relation.evidence.rule for relation in before.relations if relation.type is RelationType.PART_OF}
    assert {"name-in-name", "inner-unit"} & named
    assert not {"name-in-name", "inner-unit"} & {relation.evidence.rule for relation in without.relations}
    assert read(GOLD.text_path) == before


def test_tables_that_a_part_changes_are_read_again_afterwards() -> None:
    before = read(GOLD.text_path)
    part = next(part for part in ablation.PARTS if part.name.startswith("the segmenter"))
    with part.off():
        without = read(GOLD.text_path)
    assert without != before
    assert read(GOLD.text_path) == before
