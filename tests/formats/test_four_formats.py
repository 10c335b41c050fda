"""One report as text, as a portal's page, printed to PDF, and as a Word file with styles, numbering and smart tags: the same facts."""

from __future__ import annotations

import html
import io
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from playwright.sync_api import sync_playwright

from jigou.builder.formats import documents_of
from jigou.builder.reading import read
from jigou.builder.text.spelling import spelling
from jigou.ontology import Reading

REPORT = Path(__file__).parent.parent.parent / "gold" / "zx-shanghai-2021.txt"
CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
LINES = [line.strip() for line in REPORT.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
ALIKE = 0.98
MAIN, PART = re.compile(r"([一二三四五六七八九十]+)、"), re.compile(r"\(([一二三四五六七八九十]+)\)")
DATED = re.compile(r"\d+年(?:\d+月(?:\d+日)?)?|\d+(?:余)?(?:次|件|人次|个|场|家)")


def page() -> str:
    """The report as a portal shows it: between navigation, share buttons and other regions' reports."""
    title, line, *rest = LINES
    body = "".join(f"<p style='text-indent:2em'>　　{html.escape(words)}</p>" for words in rest)
    others = "".join(
        f"<li><a href='{n}'>某某{n}县2021年政府工作报告</a><span>11-{n}</span></li>" for n in range(10, 22)
    )
    return f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>{title}_市政协</title>
<meta name="createdate" content="2016-01-01"></head><body><div class="nav"><ul><li><a>首页</a></li><li><a>信息公开</a></li></ul></div>
<div>当前位置：<a>首页</a> &gt; <a>年度报告</a></div><div class="con"><h1>{title}</h1><div class="info">{line}　浏览次数：162</div>
<table class="layout"><tr><td><div class="TRS_Editor">{body}</div></td></tr></table></div>
<div class="share">分享到：<a>QQ空间</a><a>新浪微博</a></div><div>上一篇：<a>2020年岳阳县政府工作报告</a></div>
<div class="list"><h3>相关文章</h3><ul>{others}</ul></div><div class="tags">标签：<a>工作报告</a><a>北京市</a></div>
<div class="footer">版权所有 ICP备00000000号</div></body></html>"""


def printed() -> bytes:
    """The report printed to PDF by a browser, its page numbers below."""
    title, *rest = LINES
    body = "".join(f"<p>{html.escape(words)}</p>" for words in rest)
    style = "body{font-size:16px;line-height:1.8;text-align:justify}p{text-indent:2em;margin:0}h1{text-align:center;font-size:24px}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        sheet = browser.new_page()
        sheet.set_content(f"<html lang='zh-CN'><style>{style}</style><h1>{title}</h1>{body}</html>")
        data = sheet.pdf(
            format="A4",
            display_header_footer=True,
            header_template="<span style='font-size:8px'>市政协机关年度报告</span>",
            footer_template="<span style='font-size:10px;margin:auto'>— <span class='pageNumber'></span> —</span>",
            margin={"top": "60px", "bottom": "60px", "left": "70px", "right": "70px"},
        )
        browser.close()
    return data


def numbering(document: docx.document.Document) -> str:
    """The id of a list ``一、`` / ``(一)`` that is added to the file."""
    part = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for level, words in enumerate(("%1、", "(%2)")):
        one = OxmlElement("w:lvl")
        one.set(qn("w:ilvl"), str(level))
        for name, value in (("start", "1"), ("numFmt", "chineseCounting"), ("lvlText", words)):
            inner = OxmlElement(f"w:{name}")
            inner.set(qn("w:val"), value)
            one.append(inner)
        abstract.append(one)
    part.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "90")
    of = OxmlElement("w:abstractNumId")
    of.set(qn("w:val"), "90")
    number.append(of)
    part.append(number)
    return "90"


def number(paragraph: Paragraph, list_: str, level: int) -> None:
    properties = OxmlElement("w:numPr")
    for name, value in (("ilvl", str(level)), ("numId", list_)):
        inner = OxmlElement(f"w:{name}")
        inner.set(qn("w:val"), value)
        properties.append(inner)
    paragraph._p.get_or_add_pPr().append(properties)


def tag_smartly(paragraph: Paragraph, words: str) -> None:
    """Add words, dates and amounts within smart tags as Word puts them there."""
    at = 0
    for match in DATED.finditer(words):
        paragraph.add_run(words[at : match.start()])
        tag = OxmlElement("w:smartTag")
        tag.append(paragraph.add_run(match.group())._r)
        paragraph._p.append(tag)
        at = match.end()
    paragraph.add_run(words[at:])


def word() -> bytes:
    """The report as a Word file: headings by style, their numbers computed by Word, dates and amounts in smart tags."""
    document = docx.Document()
    list_ = numbering(document)
    document.add_paragraph(LINES[0], style="Title")
    for words in LINES[1:]:
        main, part = MAIN.match(words), PART.match(words)
        if main and len(words) < 30:
            number(document.add_paragraph(words[main.end() :], style="Heading 1"), list_, 0)
        elif part and len(words) < 30:
            number(document.add_paragraph(words[part.end() :], style="Heading 2"), list_, 1)
        else:
            tag_smartly(document.add_paragraph(), words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


MAKE: dict[str, Callable[[], bytes]] = {"html": lambda: page().encode("gb18030"), "pdf": printed, "docx": word}


def facts(reading: Reading) -> Counter[tuple[object, ...]]:
    names = {entity.id: (entity.type, entity.kind, spelling(entity.canonical)) for entity in reading.entities}

    def all_of() -> Iterator[tuple[object, ...]]:
        yield from (("entity", *name) for name in names.values())
        for relation in reading.relations:
            yield (
                "relation",
                relation.type,
                relation.role,
                names[relation.source],
                names.get(relation.target, relation.target),
            )
        for measure in reading.measures:
            yield "measure", names[measure.of], measure.value, measure.unit, measure.what

    return Counter(all_of())


def alike(one: Counter[tuple[object, ...]], other: Counter[tuple[object, ...]]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize(
    "name",
    [
        "html",
        pytest.param("pdf", marks=pytest.mark.skipif(CHROMIUM is None, reason="Debian's Chromium is not installed")),
        "docx",
    ],
)
def test_every_format_gives_the_facts_of_the_text(name: str) -> None:
    text = read(REPORT)
    (document,) = documents_of(MAKE[name](), f"report.{name}")
    reading = read(document)
    assert document.format == name
    ours, theirs = facts(reading), facts(text)
    lost, new = theirs - ours, ours - theirs
    assert alike(ours, theirs) >= ALIKE, f"lost: {list(lost)[:8]}\nnew: {list(new)[:8]}"
    for kind in ("entity", "relation", "measure"):
        parts = [Counter({fact: n for fact, n in found.items() if fact[0] == kind}) for found in (ours, theirs)]
        assert alike(*parts) >= ALIKE, kind
    said = (reading.header.title, reading.header.published, reading.header.year, reading.header.body)
    assert said == (text.header.title, text.header.published, text.header.year, text.header.body)
    for entity in reading.entities:
        for mention in entity.mentions:
            words = spelling(document.text[mention.span.start : mention.span.end])
            assert any(spelling(name) in words or words in spelling(name) for name in entity.names)
    sentences = [spelling(line) for line in LINES]
    for relation in reading.relations:
        words = spelling(document.text[relation.evidence.span.start : relation.evidence.span.end])
        assert any(words in sentence for sentence in sentences)
