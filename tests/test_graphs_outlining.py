"""Sections as nodes: which holds what, and where it ends."""

from __future__ import annotations

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from jigou.graphs.outlining import Outline
from jigou.ontology import Segment, SegmentKind, Span
from jigou.ontology.terms import JG, OA

REPORT = "https://w3id.org/jigou/id/report/x"
TEXT = "一、甲\n(一)乙\n一是丙。丁。二是戊。\n二、己\n庚。\n转发\n"


def segment(index: int, kind: SegmentKind, words: str, parent: int | None, level: int = 0, label: str = "") -> Segment:
    start = TEXT.index(words)
    return Segment(
        index=index, kind=kind, span=Span(start=start, end=start + len(words)), parent=parent, level=level, label=label
    )


SEGMENTS = (
    segment(0, SegmentKind.HEADING, "一、甲", None, 1, "一、"),
    segment(1, SegmentKind.HEADING, "(一)乙", 0, 2, "(一)"),
    segment(2, SegmentKind.PARAGRAPH, "一是丙。丁。二是戊。", 1),
    segment(3, SegmentKind.ITEM, "一是丙。丁。", 2, 0, "一是"),
    segment(4, SegmentKind.SENTENCE, "一是丙。", 3),
    segment(5, SegmentKind.SENTENCE, "丁。", 3),
    segment(6, SegmentKind.ITEM, "二是戊。", 2, 0, "二是"),
    segment(7, SegmentKind.HEADING, "二、己", None, 1, "二、"),
    segment(8, SegmentKind.SENTENCE, "庚。", 7),
    segment(9, SegmentKind.BOILERPLATE, "转发", None),
)


def section_of(words: str) -> str | None:
    start = TEXT.index(words)
    node = Outline(SEGMENTS, TEXT, REPORT).section_of(Span(start=start, end=start + len(words)))
    return node.value.removeprefix(f"{REPORT}/section/") if node else None


def values(predicate: str) -> dict[str, str]:
    found = Outline(SEGMENTS, TEXT, REPORT).triples()
    return {s.value.rpartition("/")[2]: o.value.rpartition("/")[2] for s, p, o in found if p == predicate}


def test_section_of_words_is_the_innermost() -> None:
    assert [section_of(words) for words in ("甲", "乙", "丙", "丁", "戊", "己", "庚")] == list("0133677")


def test_boilerplate_is_in_no_section() -> None:
    assert section_of("转发") is None


def test_sections_lie_within_each_other() -> None:
    assert values(JG.outerSection) == {"1": "0", "3": "1", "6": "1"}
    assert values(JG.level) == {"0": "1", "1": "2", "3": "3", "6": "3", "7": "1"}


def test_headings_have_their_words_and_their_numbers_apart() -> None:
    assert values(JG.heading) == {"0": "甲", "1": "乙", "3": "丙", "6": "戊", "7": "己"}
    assert values(JG.number) == {"0": "一、", "1": "(一)", "3": "一是", "6": "二是", "7": "二、"}


def test_section_ends_where_the_next_begins() -> None:
    starts, ends = values(OA.start), values(OA.end)
    assert {index: TEXT[int(starts[index]) : int(ends[index])] for index in starts} == {
        "0": "一、甲\n(一)乙\n一是丙。丁。二是戊。\n",
        "1": "(一)乙\n一是丙。丁。二是戊。\n",
        "3": "一是丙。丁。",
        "6": "二是戊。",
        "7": "二、己\n庚。\n",
    }


def test_sentence_of_words_is_the_one_they_begin_in() -> None:
    outline = Outline(SEGMENTS, TEXT, REPORT)
    start = TEXT.index("丁")
    assert outline.sentence_of(Span(start=start, end=start + 1)) == Span(start=start, end=start + 2)
    assert outline.sentence_of(Span(start=0, end=1)) is None


def test_long_outlines_take_no_longer_than_their_length() -> None:
    count = 20_000
    segments = tuple(
        Segment(index=i, kind=SegmentKind.HEADING, span=Span(start=10 * i, end=10 * i + 5), level=1, label="")
        for i in range(count)
    )
    start = process_time()
    outline = Outline(segments, "x" * (10 * count), REPORT)
    found = [outline.section_of(Span(start=10 * i, end=10 * i + 1)) for i in range(count)]
    assert process_time() - start < 10
    assert len(set(found)) == count


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 5)), min_size=1, max_size=12), st.data())
def test_innermost_section_is_the_shortest_that_holds_the_place(
    rows: list[tuple[int, int]], data: st.DataObject
) -> None:
    segments, start = [], 0
    for index, (level, length) in enumerate(rows):
        span = Span(start=start, end=start + length)
        segments.append(Segment(index=index, kind=SegmentKind.HEADING, span=span, level=level))
        start += length
    outline = Outline(segments, "x" * start, REPORT)
    place = data.draw(st.integers(0, start - 1))
    holding = [(extent.end - extent.start, index) for index, extent in outline._extents.items() if place in extent]
    node = outline.section_of(Span(start=place, end=place + 1))
    assert node is not None
    assert node.value == f"{REPORT}/section/{min(holding)[1]}"
