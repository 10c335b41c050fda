import hashlib
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jigou.builder.text.encoding import decode
from jigou.builder.text.outline import segments
from jigou.ontology import Document, Segment, SegmentKind

GOLD = Path(__file__).parents[1] / "gold"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def document(text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name="a.txt", text=text, digest=digest, file_digest=digest, encoding="utf-8")


def outline(text: str) -> list[tuple[str, str]]:
    return [(segment.kind.value, text[segment.span.start : segment.span.end]) for segment in segments(document(text))]


def of_kind(text: str, kind: str) -> list[str]:
    return [words for other, words in outline(text) if other == kind]


LONG = "全年召开座谈会三次，走访企业二十家，提出意见建议一百余条，得到有关部门的重视和采纳，取得了良好的社会效果。"


def test_segments_of_a_small_report() -> None:
    text = (
        "海州市司法局2023年工作总结\n信息来源:本网　发布日期:2024-01-22\n\n一、工作情况\n"
        "（一）基层治理不断加强。一是开展走访。走访5家。二是召开会议。\n二、打算\n继续努力。\n【打印】【关闭】"
    )
    assert outline(text) == [
        ("title", "海州市司法局2023年工作总结"),
        ("metadata", "信息来源:本网　发布日期:2024-01-22"),
        ("heading", "一、工作情况"),
        ("heading", "（一）基层治理不断加强。"),
        ("paragraph", "一是开展走访。走访5家。二是召开会议。"),
        ("item", "一是开展走访。走访5家。"),
        ("sentence", "一是开展走访。"),
        ("sentence", "走访5家。"),
        ("item", "二是召开会议。"),
        ("sentence", "二是召开会议。"),
        ("heading", "二、打算"),
        ("paragraph", "继续努力。"),
        ("sentence", "继续努力。"),
        ("boilerplate", "【打印】【关闭】"),
    ]


def test_parents_follow_the_outline() -> None:
    text = f"工作总结\n一、甲\n（一）乙\n1.丙\n{LONG}\n（二）丁\n二、戊\n{LONG}一是己。二是庚。"
    found = segments(document(text))
    parent = {
        text[s.span.start : s.span.end]: None
        if s.parent is None
        else found[s.parent].label or found[s.parent].kind.value
        for s in found
        if s.kind in (SegmentKind.HEADING, SegmentKind.ITEM)
    }
    assert parent == {
        "一、甲": None,
        "（一）乙": "一、",
        "1.丙": "（一）",
        "（二）丁": "一、",
        "二、戊": None,
        "一是己。": "paragraph",
        "二是庚。": "paragraph",
    }
    assert [s.level for s in found if s.kind is SegmentKind.HEADING] == [1, 2, 3, 2, 1]


def test_headings_without_a_number() -> None:
    text = f"年度工作报告\n基本情况\n{LONG}\n存在的问题\n{LONG}"
    assert of_kind(text, "heading") == ["基本情况", "存在的问题"]


def test_a_line_that_counts_itself_is_an_item_and_one_above_a_paragraph_a_heading() -> None:
    text = f"工作总结\n一是开好会议。{LONG}\n四是持续优化营商环境。\n{LONG}\n五是再做。\n{LONG}"
    assert of_kind(text, "item") == [f"一是开好会议。{LONG}"]
    assert of_kind(text, "heading") == ["四是持续优化营商环境。", "五是再做。"]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("主要做法：一是甲；二是乙；三是丙。", ["一是甲；", "二是乙；", "三是丙。"]),
        ("存在不足，一是甲，二是乙。", ["一是甲，", "二是乙。"]),
        ("首先，召开会议。其次，走访企业。最后，总结。", ["首先，召开会议。", "其次，走访企业。", "最后，总结。"]),
        ("做好两件事：（1）开会；（2）走访。", ["（1）开会；", "（2）走访。"]),
        ("这项工作，三是基础。", []),
        ("首先要看到成绩。", []),
        ("十有八九是好的。", []),
        ("四是持续优化。全年走访。", ["四是持续优化。全年走访。"]),
    ],
)
def test_items_are_found_within_a_paragraph(paragraph: str, expected: list[str]) -> None:
    assert of_kind(f"工作总结\n{LONG}\n{paragraph}", "item") == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("召开会议；走访企业。成效明显！", ["召开会议；走访企业。", "成效明显！"]),
        ("开展“怎么办？怎么干！”讨论。结束。", ["开展“怎么办？怎么干！”讨论。", "结束。"]),
        ("印发《要不要管？》一文（见附件。略）。结束。", ["印发《要不要管？》一文（见附件。略）。", "结束。"]),
        ("会议指出：“要抓落实。”各单位照办。", ["会议指出：“要抓落实。”", "各单位照办。"]),
        ("开展“初心论坛活动。召开会议。", ["开展“初心论坛活动。", "召开会议。"]),
        ("成效明显！！真好？！完。", ["成效明显！！", "真好？！", "完。"]),
        ("各位代表！完。", ["各位代表！", "完。"]),
        ("增长3.5%。完", ["增长3.5%。", "完"]),
    ],
)
def test_sentences_end_at_full_stops_outside_of_what_encloses(paragraph: str, expected: list[str]) -> None:
    assert of_kind(f"工作总结\n一、甲\n{paragraph}", "sentence") == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    prose = (LONG + LONG.replace("召开", "组织召开"))[:-1] + "和好评。"
    wrapped = "\n".join(prose[i : i + 28] for i in range(0, len(prose), 28))
    text = f"工作总结\n一、甲\n{wrapped}\n二、乙\n{wrapped}"
    assert of_kind(text, "paragraph") == [wrapped, wrapped]
    assert len(of_kind(text, "sentence")) == 4


def test_a_page_number_and_empty_lines_do_not_break_a_paragraph() -> None:
    prose = LONG + LONG
    pieces = [prose[i : i + 28] for i in range(0, len(prose), 28)]
    pieces.insert(2, "- 1 -")
    wrapped = "\n\n".join(pieces)
    assert of_kind(f"工作总结\n\n一、甲\n\n{wrapped}\n\n二、乙", "paragraph") == [wrapped]


def test_paragraphs_in_one_line_are_parted_at_their_indent() -> None:
    text = f"工作报告\n\n　　各位代表：　　现在，我代表国务院报告工作。　　一、工作回顾　　{LONG}　　二、安排　　{LONG}"
    assert of_kind(text, "heading") == ["一、工作回顾", "二、安排"]
    assert of_kind(text, "paragraph") == ["各位代表：", "现在，我代表国务院报告工作。", LONG, LONG]


def test_page_chrome_is_cut_away() -> None:
    text = (
        "当前位置：\n首页\n>\n政务信息\n>\n要闻\n2026年云南省政府工作报告\n发表时间：\n2026-02-09 09:45:30\n来源：\n云南日报\n阅读量：\n"
        f"【字体：\n小\n中\n大\n】\n一、甲\n{LONG}\n扫一扫在手机打开当前页\n相关链接>>\n四川干部群众热议政府工作报告\n打印本页"
    )
    assert of_kind(text, "title") == ["2026年云南省政府工作报告"]
    assert of_kind(text, "metadata") == ["发表时间：", "2026-02-09 09:45:30", "来源：", "云南日报"]
    assert of_kind(text, "paragraph") == [LONG]
    assert of_kind(text, "boilerplate")[-4:] == [
        "扫一扫在手机打开当前页",
        "相关链接>>",
        "四川干部群众热议政府工作报告",
        "打印本页",
    ]


def test_a_title_over_two_lines_is_one() -> None:
    text = f"海州市人民政府\n关于2023年法治政府建设情况的报告\n一、甲\n{LONG}"
    assert of_kind(text, "title") == ["海州市人民政府\n关于2023年法治政府建设情况的报告"]


def test_the_body_above_its_title_is_part_of_it() -> None:
    text = f"洪泽区人民政府\n\n2023 年政府信息公开工作年度报告\n\n一、甲\n{LONG}"
    assert of_kind(text, "title") == ["洪泽区人民政府\n\n2023 年政府信息公开工作年度报告"]


def test_a_title_that_is_spaced_for_looks_is_found_beneath_its_body() -> None:
    text = f"海州市中级人民法院\n工 作 报 告\n——2024年1月18日在海州市第九届人民代表大会第三次会议上\n海州市中级人民法院院长　李某某\n{LONG}"
    assert outline(text)[:3] == [
        ("title", "海州市中级人民法院\n工 作 报 告"),
        ("metadata", "——2024年1月18日在海州市第九届人民代表大会第三次会议上"),
        ("metadata", "海州市中级人民法院院长　李某某"),
    ]


def test_a_list_of_short_lines_stands_under_its_heading() -> None:
    text = f"工作总结\n{LONG}\n（三）困难帮扶\n- 慰问困难教职工45人次\n- 办理互助保险理赔12件\n上一篇：关于慰问的通知"
    assert of_kind(text, "heading") == ["（三）困难帮扶"]
    assert of_kind(text, "item") == ["- 慰问困难教职工45人次", "- 办理互助保险理赔12件"]


def test_prose_that_begins_like_page_chrome_is_prose() -> None:
    assert of_kind(f"工作总结\n一、甲\n扫码支付实现全覆盖。\n{LONG}", "boilerplate") == []


def test_the_signature_is_metadata() -> None:
    text = f"工作总结\n一、甲\n{LONG}\n海州市司法局\n2024年1月15日"
    assert of_kind(text, "metadata") == ["海州市司法局", "2024年1月15日"]


def test_a_long_line_costs_little_more_than_its_length() -> None:
    text = ("一是召开“会议。" + LONG) * 4000
    found = segments(document(text))
    assert found[-1].span.end == len(text)


def check(document: Document) -> None:
    text, found = document.text, segments(document)
    covered = bytearray(len(text))
    for i, segment in enumerate(found):
        assert segment.index == i
        assert segment.span.end <= len(text)
        assert text[segment.span.start : segment.span.end] == text[segment.span.start : segment.span.end].strip()
        if segment.parent is not None:
            parent = found[segment.parent]
            assert parent.index < i
            allowed = {
                SegmentKind.SENTENCE: (SegmentKind.PARAGRAPH, SegmentKind.ITEM),
                SegmentKind.ITEM: (SegmentKind.PARAGRAPH,),
            }.get(segment.kind, (SegmentKind.HEADING,))
            assert parent.kind in allowed
            if segment.kind in (SegmentKind.SENTENCE, SegmentKind.ITEM):
                assert parent.span.covers(segment.span)
        if segment.kind not in (SegmentKind.PARAGRAPH, SegmentKind.ITEM):
            assert not any(covered[segment.span.start : segment.span.end]), "segments overlap"
            covered[segment.span.start : segment.span.end] = b"\1" * (segment.span.end - segment.span.start)
    # Every space of Unicode is white space, an em space too.
    left = {char for char, done in zip(text, covered, strict=True) if not done and not char.isspace()}
    assert left <= {"\u200b", "\ufeff"}
    check_order(found)


def check_order(found: tuple[Segment, ...]) -> None:
    assert all(a.span.start <= b.span.start for a, b in itertools.pairwise(found))


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "工作总结",
                "一、甲",
                "（一）乙。一是丙。二是丁。",
                "来源：本网",
                LONG,
                "",
                "　　各位代表：",
                "首页",
                "打印本页",
                "1.开会。完。",
            ]
        ),
        st.text(alphabet="一二三是、（）()1.。！？“”《》：；，　 \n工作市局的\t\u200b\u2003\u2009", max_size=60),
    ),
    min_size=1,
    max_size=12,
)


@given(LINES)
def test_segments_hold_every_character_once_and_in_order(parts: list[str]) -> None:
    check(document("\n".join(parts)))


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.txt")), ids=lambda path: path.stem)
def test_segments_of_a_gold_report_are_sound(path: Path) -> None:
    check(decode(path))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not shipped")
def test_segments_of_the_corpus_are_sound() -> None:
    for path in sorted(CORPUS.glob("*.txt")):
        check(decode(path))


@pytest.mark.parametrize("space", ["\u3000", "\u2003", "\u2002"])
def test_every_space_of_unicode_indents_and_parts_a_number(space: str) -> None:
    found = segments(document(f"工作总结\n{space * 2}一{space}办好实事\n{space * 2}{LONG}\n{space * 2}{LONG}"))
    assert [one.kind for one in found].count(SegmentKind.PARAGRAPH) == 2
    assert [one.label for one in found if one.kind is SegmentKind.HEADING] == ["一"]
