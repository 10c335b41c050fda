"""Saved pages: the report out of its page, with the page's own title, source and date, and nothing of what stands around it."""

from __future__ import annotations

import pytest

from jigou.builder.formats import documents_of
from jigou.builder.reading import read
from jigou.ontology import Document, UnreadableReport

PROSE = "<p>　　2021年，某市民政局召开社会救助工作会议，印发《社会救助办法》。</p><p>　　举办护理员培训班6期，培训300人次。</p>"
CHROME = """<ul><li><a href="/">首页</a></li><li><a href="/b">政务公开</a></li></ul><div>当前位置：<a href="/">首页</a> &gt; 要闻</div>"""
TAIL = """<div>分享到：<a>QQ空间</a></div><div>上一篇：<a href="1">某县2021年工作总结</a></div>
<ul><li><a href="2">邻市民政局2021年工作总结</a></li><li><a href="3">邻县民政局2021年工作总结</a></li></ul><div>阅读：162</div>"""
LINE = "<div>来源：某市民政局　发布时间：2021年12月24日　点击数：162</div>"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def document(data: bytes) -> Document:
    (found,) = documents_of(data, "a.html")
    return found


def test_the_report_is_taken_out_of_its_page() -> None:
    body = f"{CHROME}<h1>某市民政局2021年工作总结</h1>{LINE}<div class='TRS_Editor'>{PROSE}</div>{TAIL}"
    found = document(page(body, "<title>某市民政局2021年工作总结_某市人民政府</title>"))
    assert found.text.split("\n\n") == [
        "某市民政局2021年工作总结",
        "来源：某市民政局　发布时间：2021年12月24日　点击数：162",
        "2021年，某市民政局召开社会救助工作会议，印发《社会救助办法》。",
        "举办护理员培训班6期，培训300人次。\n",
    ]
    header = read(found).header
    assert (header.source, header.published, header.body) == ("某市民政局", "2021-12-24", "某市民政局")


def test_a_report_in_a_table_that_lays_the_page_out_is_prose() -> None:
    body = (
        f"<table><tr><td>{CHROME}</td></tr><tr><td><table><tr><td>{PROSE}</td><td></td></tr></table></td></tr></table>"
    )
    found = document(page(body))
    assert found.tables == ()
    assert "印发《社会救助办法》。\n\n举办护理员培训班6期" in found.text


def test_a_table_of_data_stays_a_table() -> None:
    table = "<table><tr><th rowspan=2>县</th><th colspan=2>人数</th></tr><tr><td>男</td><td>女</td></tr><tr><td>甲县</td><td>3</td><td>4</td></tr></table>"
    found = document(page(PROSE + table))
    (only,) = found.tables
    assert found.text[only.span.start : only.span.end] == "县\t人数\t\n\t男\t女\n甲县\t3\t4"
    assert (only.cells[0].rows, only.cells[1].columns) == (2, 2)


def test_metas_count_where_the_page_says_nothing() -> None:
    metas = (
        '<meta name="ContentSource" content="某市民政局"><meta name="PubDate" content="2021年5月24日">'
        '<meta name="createdate" content="2023-01-01"><meta name="ArticleTitle" content="民政工作总结">'
    )
    found = document(page(PROSE, metas))
    assert (found.title, found.source, found.published) == ("民政工作总结", "某市民政局", "2021-05-24")
    assert read(found).header.published == "2021-05-24"


def test_the_line_of_the_page_wins_over_its_metas() -> None:
    found = document(page(f"<h1>民政局工作总结</h1>{LINE}{PROSE}", '<meta name="PubDate" content="2023-01-01">'))
    assert read(found).header.published == "2021-12-24"


def test_no_date_is_guessed() -> None:
    found = document(page("<p>（2016—2020年）规划期内，某市民政局召开会议4次，各项工作取得新的进展。</p>"))
    assert (found.published, read(found).header.published) == (None, None)


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("big5", "gb18030"), ("iso-8859-1", "utf-8")]
)
def test_a_wrong_declaration_does_not_win_over_the_bytes(declared: str, encoding: str) -> None:
    text = page(PROSE, f'<meta charset="{declared}">').decode()
    found = document(text.encode(encoding))
    assert found.encoding == encoding
    assert "社会救助" in found.text
    assert found.remarks == (f"declares {declared!r}, but its bytes are {encoding}",)


def test_big5_is_read_where_it_is_declared() -> None:
    text = '<html><head><meta charset="big5"></head><body><p>臺北市政府社會局召開會議，各項業務均有進展，辦理說明會三場。</p></body></html>'
    found = document(text.encode("big5"))
    assert (found.encoding, "臺北市政府社會局召開會議" in found.text) == ("big5", True)
    with pytest.raises(UnreadableReport, match="cannot be proved"):
        documents_of(text.replace("big5", "gbk").encode("big5"), "a.html")


def test_a_page_of_links_is_no_report() -> None:
    links = "".join(f'<li><a href="{n}">某县民政局{n}年工作总结</a></li>' for n in range(2000, 2022))
    with pytest.raises(UnreadableReport, match="a page of links"):
        documents_of(page(f"<ul>{links}</ul><p>地址：某路1号，电话：1</p>"), "a.html")


def test_hidden_parts_and_scripts_are_no_text() -> None:
    body = f"<script>var a='召开假会议。'</script><div style='display:none'>召开假会议，召开假会议。</div>{PROSE}<template>假</template>"
    assert "假" not in document(page(body)).text


def test_a_page_whose_only_prose_is_links_is_refused() -> None:
    with pytest.raises(UnreadableReport):
        document(page("<div><a href='1'><b>某县召开会议，</b></a></div>"))
