"""Reports of sentences that never stood together: each is read and becomes quads, whatever its sentences are."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jigou.builder import read
from jigou.builder.drafts import Mention, UnfitKind
from jigou.graphs.quads import quads
from jigou.ontology import Document, EntityType, Span

ROOT = Path(__file__).parent.parent
CORPUS = next((f / "shared" / "corpus" for f in ROOT.parents if (f / "shared" / "corpus").is_dir()), None)
TITLE = "锦屏市民政局2021年工作总结\n\n"


@cache
def sentences(folder: Path) -> list[str]:
    """The sentences of all texts of a folder, each once."""
    texts = (path.read_bytes().decode("utf-8-sig", "ignore") for path in sorted(folder.rglob("*.txt")))
    return sorted({sentence for text in texts for sentence in text.replace("\n", "").split("。") if sentence.strip()})


def report(words: str) -> Document:
    text = TITLE + words
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name="report.txt", text=text, digest=digest, file_digest=digest, encoding="utf-8")


def facts(words: str) -> tuple[set[str], set[str]]:
    """The names of what is read, and the rules that refused something."""
    reading = read(report(words))
    assert quads(reading)
    return {name for entity in reading.entities for name in entity.names}, {r.rule for r in reading.refusals}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_sentences_of_the_gold_in_any_order_are_a_report(data: st.DataObject) -> None:
    drawn = data.draw(st.lists(st.sampled_from(sentences(ROOT / "gold")), min_size=1, max_size=12))
    _, refused = facts("。".join(drawn) + "。")
    assert "unfit-kind" not in refused


@pytest.mark.skipif(CORPUS is None, reason="the corpus is not beside this checkout")
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_sentences_of_the_corpus_in_any_order_are_a_report(data: st.DataObject) -> None:
    assert CORPUS is not None
    drawn = data.draw(st.lists(st.sampled_from(sentences(CORPUS)), min_size=1, max_size=12))
    _, refused = facts("。".join(drawn) + "。")
    assert "unfit-kind" not in refused


@pytest.mark.parametrize(
    "told", ["实施“法治讲堂”全覆盖", "推动“应急演练”常态化", "开展“道德讲堂”普法", "推出“培训+招聘”服务"]
)
def test_what_is_no_event_costs_no_other_fact(told: str) -> None:
    names, refused = facts(f"全年{told},举办法治讲座3场。召开双拥工作座谈会。")
    assert {"法治讲座", "双拥工作座谈会"} <= names
    assert not any(told[2:-2] in name for name in names)
    assert refused


def test_way_of_working_keeps_its_whole_name() -> None:
    names, _ = facts("全面推行“首违不罚”包容审慎监管。")
    assert "“首违不罚”包容审慎监管" in names


def test_mention_of_a_kind_that_its_type_lacks_names_the_rule() -> None:
    with pytest.raises(UnfitKind, match=r"rule 'practice' calls it 'mechanism', which is no kind of Event"):
        Mention(
            type=EntityType.EVENT, kind="mechanism", name="法治讲堂", span=Span(start=0, end=4), sentence=0,
            rule="practice", confidence=0.5,
        )  # fmt: skip
