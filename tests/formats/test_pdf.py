"""PDF files: lines joined as they were before they were broken, furniture gone, columns in order, tables by their lines."""

from __future__ import annotations

import pytest
from format_samples import Words, pdf

from jigou.builder.formats import documents_of
from jigou.ontology import Document, UnreadableReport

WIDTH = 25
LEFT, TOP, SIZE, STEP = 90.0, 700.0, 16.0, 28.0


def document(data: bytes) -> Document:
    (found,) = documents_of(data, "a.pdf")
    return found


def set_lines(*lines: str, left: float = LEFT, top: float = TOP, size: float = SIZE) -> list[Words]:
    """Lines beneath one another; two ideographic spaces at the front of one are its indent, which is not printed."""
    return [
        (left + (2 * size if line.startswith("　　") else 0), top - n * STEP, size, line.removeprefix("　　"))
        for n, line in enumerate(lines)
    ]


def broken(*paragraphs: str) -> list[str]:
    """Paragraphs in lines of one width, as a typesetter breaks them: two characters of indent, and letters half as wide."""
    lines: list[str] = []
    for paragraph in paragraphs:
        text = "　　" + paragraph
        while text:
            lines.append(text[:WIDTH])
            text = text[WIDTH:]
    return lines


FIRST = "一年来，某市民政局认真贯彻落实党中央决策部署，聚焦群众关切，召开全市社会救助工作会议，印发《社会救助办法》，各项工作取得了新的进展。"
SECOND = "举办护理员培训班六期，培训三百人次，组织护理技能竞赛两场，评选先进个人二十名，新建养老院三家。"
PROSE = broken(FIRST, SECOND)


def test_lines_that_were_broken_by_width_are_joined() -> None:
    assert document(pdf(set_lines(*PROSE))).text.split("\n\n") == [
        FIRST,
        SECOND + "\n",
    ]


def test_a_paragraph_goes_on_over_the_page_and_its_number() -> None:
    number = [(290.0, 40.0, 14.0, "— {} —")]
    pages = [set_lines(*PROSE[:2]), set_lines(*PROSE[2:]), set_lines("　　完。")]
    printed = [[*page, *((x, y, s, w.format(n)) for x, y, s, w in number)] for n, page in enumerate(pages, 1)]
    text = document(pdf(*printed)).text
    assert "印发《社会救助办法》" in text
    assert "—" not in text


def test_a_number_that_went_to_the_next_line_whole_leaves_its_line_full() -> None:
    lines = [
        "　　" + "今年以来共下达补助资金给各县各区民政部门，合计",
        "24558.18万元，其中本级资金占大部分，其余为上级补助的",
        "资金。",
    ]
    assert "合计24558.18万元" in document(pdf(set_lines(*lines))).text


def test_running_heads_go() -> None:
    head = (200.0, 800.0, 10.0, "某市民政局2021年工作总结")
    pages = [[head, *set_lines(*PROSE)] for _ in range(4)]
    assert "工作总结" not in document(pdf(*pages)).text


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "左栏第一行文字共十二字长",
        "左栏第二行文字共十二字长",
        "左栏第三行文字共十二字长",
        "左栏第四行文字共十二字长",
        "左栏第五行文字共十二字长",
    ]
    right = [line.replace("左", "右") for line in left]
    page = [
        *set_lines("跨越两栏的标题一行在上面这里写着字一直到右边", left=60, top=760),
        *set_lines(*left, left=60, size=14),
        *set_lines(*right, left=320, size=14),
    ]
    text = document(pdf(page)).text.replace("\n", "")
    assert text.index("左栏第五行") < text.index("右栏第一行")
    assert text.startswith("跨越两栏的标题")


def test_radicals_become_characters() -> None:
    found = document(pdf(set_lines("⼀、⻝品安全⼯作", "　　印发《⻝品安全条例》，⻓期坚持，专⻔部署。")))
    assert found.text == "一、食品安全工作\n\n印发《食品安全条例》，长期坚持，专门部署。\n"


def test_words_set_downwards_do_not_break_the_lines_beside_them() -> None:
    vertical = [(40.0, 690.0 - 18 * n, 12.0, char) for n, char in enumerate("某市民政局文件")]
    text = document(pdf([*set_lines(*PROSE, left=120, size=14), *vertical])).text
    assert "印发《社会救助办法》" in text
    assert "某市民政局文件" in text


def grid(xs: list[int], ys: list[int], *, without: str = "") -> list[str]:
    lines = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys] + [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return [line for line in lines if line != without]


def test_a_ruled_table_keeps_its_cells_and_those_that_are_merged() -> None:
    ruled = [*grid([100, 200, 300], [500, 530]), *grid([100, 300], [530, 560])]
    page = [*set_lines("见下表。"), (150, 540, 12, "人数"), (120, 510, 12, "男"), (220, 510, 12, "12")]
    found = document(pdf(page, ruled=ruled))
    (table,) = found.tables
    assert found.text[table.span.start : table.span.end] == "人数\t\n男\t12"
    assert (table.cells[0].columns, table.cells[1].columns) == (2, 1)


def test_the_ground_behind_words_is_no_table() -> None:
    ground = [f"1 1 1 rg {x} {y} 200 20 re f 0 g" for x in (90, 290) for y in (690, 660, 630)]
    assert document(pdf(set_lines(*PROSE), ruled=ground)).tables == ()


def test_a_table_over_two_pages_is_one() -> None:
    ruled = grid([100, 200, 300], [60, 90, 120])
    rows = ["甲县", "乙县", "丙县", "丁县"]
    cells = [
        [(120.0, y, 12.0, name), (220.0, y, 12.0, str(n))]
        for n, (name, y) in enumerate(zip(rows, (100.0, 70.0) * 2, strict=True))
    ]
    found = document(pdf([*cells[0], *cells[1]], [*cells[2], *cells[3]], ruled=ruled))
    assert found.text == "甲县\t0\n乙县\t1\n丙县\t2\n丁县\t3\n"
    assert len(found.tables) == 1


def test_a_row_that_the_end_of_a_page_cut_off_from_its_line_is_a_row() -> None:
    ruled = grid([100, 200, 300, 400], [560, 530, 500][::-1])
    rows = [(480.0 + 30 * n, [f"{char}{n}" for char in "甲乙丙"]) for n in range(3)]
    page = [(110.0 + 100 * n, y + 8, 12.0, words) for y, row in rows for n, words in enumerate(row)]
    assert document(pdf(page, ruled=ruled)).text == "甲2\t乙2\t丙2\n甲1\t乙1\t丙1\n甲0\t乙0\t丙0\n"


def test_single_characters_in_a_font_that_the_file_does_not_hold_are_read() -> None:
    assert (
        document(pdf([(120.0 + 12 * n, 400.0, 12.0, char) for n, char in enumerate("召开会议1次")])).text
        == "召开会议1次\n"
    )


def test_a_page_without_text_is_told() -> None:
    with pytest.raises(UnreadableReport, match=r"holds no text; it is a scan.*jigou\[ocr\]"):
        document(pdf([]))


def test_a_file_that_is_cut_is_refused_or_read_and_never_more() -> None:
    data = pdf(set_lines(*PROSE))
    for size in range(10, len(data), 97):
        try:
            found = document(data[:size])
        except UnreadableReport:
            continue
        assert found.text
