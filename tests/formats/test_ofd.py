"""OFD files: lines joined, page numbers gone, tables by their lines; one without a text object is told."""

from __future__ import annotations

import pytest
from format_samples import archive

from jigou.builder.formats import documents_of
from jigou.ontology import UnreadableReport

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LEFT, TOP, STEP, WIDTH = 5.6, 30.0, 40.0, 10.0, 26


def text(x: float, y: float, words: str, size: float = SIZE, steps: str | None = None) -> str:
    steps = f"g {len(words) - 1} {size}" if steps is None else steps
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} {size * len(words)} {size * 1.2}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f'<ofd:PathObject ID="2" Boundary="{x1} {y1} {x2 - x1 or 0.3} {y2 - y1 or 0.3}">'
        f"<ofd:AbbreviatedData>M 0 0 L {x2 - x1} {y2 - y1}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd(*pages: str) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, content in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return archive(parts)


PARAGRAPHS = [
    "一年来，云麓县民政局认真贯彻落实上级决策部署，召开全县社会救助工作会议，印发《社会救助办法》，工作取得新的进展。",
    "举办护理员培训班六期，培训三百人次，组织护理技能竞赛两场，评选先进个人二十名。",
]


def lines() -> list[str]:
    found = []
    for paragraph in PARAGRAPHS:
        words = "　　" + paragraph
        found += [words[at : at + WIDTH] for at in range(0, len(words), WIDTH)]
    return found


def set_out(some: list[str]) -> str:
    return "".join(
        text(LEFT + SIZE * (len(words) - len(words.lstrip("　"))), TOP + STEP * n, words.lstrip("　"))
        for n, words in enumerate(some)
    )


def test_lines_are_joined_over_pages_and_numbers_are_dropped() -> None:
    every = lines()
    pages = [set_out(every[:2]) + text(100, 285, "— 1 —", 4), set_out(every[2:]) + text(100, 285, "— 2 —", 4)]
    (document,) = documents_of(ofd(*pages), "a.ofd")
    assert document.text.split("\n\n") == [PARAGRAPHS[0], PARAGRAPHS[1] + "\n"]


def test_steps_are_read_single_and_repeated() -> None:
    one = text(30, 40, "召开会议三次。", steps="5.6 5.6 g 4 5.6")
    assert documents_of(ofd(one), "a.ofd")[0].text == "召开会议三次。\n"


def test_a_ruled_table_is_a_table() -> None:
    rules = "".join([*(line(30, y, 110, y) for y in (60, 75, 90)), *(line(x, 60, x, 90) for x in (30, 70, 110))])
    cells = text(35, 70, "甲县") + text(75, 70, "12") + text(35, 85, "乙县") + text(75, 85, "34")
    (document,) = documents_of(ofd(rules + cells), "a.ofd")
    assert document.text == "甲县\t12\n乙县\t34\n"
    assert len(document.tables) == 1


def test_a_file_whose_glyphs_are_paths_is_told() -> None:
    with pytest.raises(UnreadableReport, match=r"holds no text; its characters are drawn as paths.*jigou\[ocr\]"):
        documents_of(ofd(line(30, 60, 40, 60) * 30), "a.ofd")


def test_a_page_that_is_not_there_is_damage() -> None:
    data = archive(
        {"OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>../../x.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"}
    )
    with pytest.raises(UnreadableReport, match="is damaged"):
        documents_of(data, "a.ofd")
