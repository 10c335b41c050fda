"""Word files: every word that is shown and no other, numbers computed, headings told, tables with their merged cells."""

from __future__ import annotations

import pytest
from format_samples import paragraph, run, word

from jigou.builder.formats import documents_of
from jigou.ontology import Document, SegmentKind


def read(body: str, **parts: str) -> Document:
    (document,) = documents_of(word(body, **parts), "a.docx")
    return document


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:smartTag>{run('2021年5月')}</w:smartTag>",
        f"<w:smartTag><w:smartTag>{run('2021年')}</w:smartTag>{run('5月')}</w:smartTag>",
        f"<w:sdt><w:sdtContent>{run('2021年5月')}</w:sdtContent></w:sdt>",
        f"<w:ins>{run('2021年5月')}</w:ins>",
        f"<w:moveTo>{run('2021年5月')}</w:moveTo>",
        f"<w:fldSimple>{run('2021年5月')}</w:fldSimple>",
        f"<w:hyperlink>{run('2021年5月')}</w:hyperlink>",
        run("2021年5月", '<w:vanish w:val="0"/>'),
        "<w:r><w:fldChar/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>" + run("2021年5月"),
    ],
)
def test_words_that_are_shown_are_kept(inner: str) -> None:
    assert read(paragraph(run("于"), inner, run("召开会议。"))).text == "于2021年5月召开会议。\n"


@pytest.mark.parametrize(
    "inner",
    [
        "<w:del><w:r><w:delText>不</w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('不')}</w:moveFrom>",
        run("不", "<w:vanish/>"),
        run("不", '<w:rStyle w:val="9"/>'),
    ],
)
def test_words_that_are_not_shown_are_left_out(inner: str) -> None:
    hidden = '<w:style w:styleId="9"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert read(paragraph(run("已"), inner, run("召开会议。")), styles=hidden).text == "已召开会议。\n"


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    body = paragraph(run("召开"), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("会议。"))
    assert read(body).text == "召开会议。\n"


def numbered(list_: int, level: int, words: str) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'
    return paragraph(run(words), properties=number)


LEVELS = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/><w:isLgl/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""


def test_numbers_are_computed_as_word_prints_them() -> None:
    body = "".join(
        numbered(*one)
        for one in [(1, 0, "甲"), (1, 1, "乙"), (1, 1, "丙"), (1, 0, "丁"), (1, 1, "戊"), (1, 2, "己"), (2, 0, "庚")]
    )
    lines = read(body, numbering=LEVELS).text.split()
    assert lines == ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "2.1己", "一、庚"]


def test_bullets_print_no_number() -> None:
    bullets = LEVELS.replace("chineseCounting", "bullet")
    assert read(numbered(1, 0, "甲"), numbering=bullets).text == "甲\n"


STYLES = """<w:style w:styleId="3"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="7"><w:basedOn w:val="3"/></w:style>
<w:style w:styleId="a"><w:name w:val="Title"/></w:style>"""


def styled(style: str, words: str) -> str:
    return paragraph(run(words), properties=f'<w:pStyle w:val="{style}"/>')


def test_headings_are_told_by_style_outline_level_and_look() -> None:
    body = (
        styled("a", "某市民政局工作总结")
        + styled("7", "社会救助")
        + paragraph(run("养老服务"), properties='<w:outlineLvl w:val="0"/>')
        + paragraph(run("儿童福利", '<w:rFonts w:eastAsia="黑体"/>'))
        + paragraph(run("召开会议，", "<w:b/>"))
        + paragraph(run("新建养老院3家", "<w:b/>"), run("，改建2家"))
    )
    document = read(body, styles=STYLES)
    hints = [(document.text[h.span.start : h.span.end], h.kind, h.level) for h in document.hints]
    assert hints == [
        ("某市民政局工作总结", SegmentKind.TITLE, 0),
        ("社会救助", SegmentKind.HEADING, 2),
        ("养老服务", SegmentKind.HEADING, 1),
        ("儿童福利", SegmentKind.HEADING, 3),
    ]


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(words))}</w:tc>"


def test_tables_keep_their_merged_cells() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("年度", down) + cell("收入", '<w:gridSpan w:val="2"/>'),
        cell("", on) + cell("本级") + cell("其他"),
        cell("2021") + cell("3") + cell("4"),
    ]
    document = read(paragraph(run("见表。")) + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    (table,) = document.tables
    assert document.text[table.span.start : table.span.end] == "年度\t收入\t\n\t本级\t其他\n2021\t3\t4"
    assert [(c.row, c.column, c.rows, c.columns) for c in table.cells[:2]] == [(0, 0, 2, 1), (0, 1, 1, 2)]
    assert [document.text[c.span.start : c.span.end] for c in table.cells if c.span] == [
        "年度", "收入", "本级", "其他", "2021", "3", "4",
    ]  # fmt: skip


def test_a_table_of_one_column_is_paragraphs() -> None:
    document = read("<w:tbl><w:tr>" + cell("第一段。") + "</w:tr><w:tr>" + cell("第二段。") + "</w:tr></w:tbl>")
    assert (document.text, document.tables) == ("第一段。\n\n第二段。\n", ())


def test_notes_stand_behind_the_text() -> None:
    body = paragraph(run("推进“三项工程”"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("。"))
    notes = f'<w:footnote w:id="2">{paragraph(run("指甲、乙、丙。"))}</w:footnote>'
    assert read(body, footnotes=notes).text == "推进“三项工程”。\n\n[1] 指甲、乙、丙。\n"
