"""Files that mean harm, each built here: they are refused by name or read, they reach nothing, and the batch goes on.

Nothing here harms other programs: the bombs are small, the cycles are those that parsers have long known.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from format_samples import W, archive, paragraph, pdf, run, word

from jigou.builder.formats import Limits, documents, documents_of
from jigou.builder.reading import read
from jigou.ontology import PastLimit, UnreadableReport

JIGOU = Path(sys.executable).parent / "jigou"
SECRET = "秘密文件的内容"
SMALL = Limits(content=2_000_000, entries=200, seconds=20)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path


# --- archives --------------------------------------------------------------------------------------------------------


def test_what_unpacks_to_too_much_is_past_a_limit() -> None:
    bomb = word(paragraph(run("会" * 3_000_000)))
    assert len(bomb) < 50_000
    with pytest.raises(PastLimit, match="unpacks to more than 2 MB"):
        documents_of(bomb, "a.docx", SMALL)


def test_an_archive_that_lies_about_its_sizes_is_damaged_or_past_a_limit() -> None:
    bomb = bytearray(word(paragraph(run("会" * 1_000_000))))
    place = bomb.rfind(b"PK\x01\x02")
    bomb[place + 24 : place + 28] = (100).to_bytes(4, "little")  # the size that the directory declares
    with pytest.raises(UnreadableReport):
        documents_of(bytes(bomb), "a.docx", SMALL)


def test_an_archive_of_very_many_entries_is_past_a_limit() -> None:
    many = archive({"word/document.xml": "<a/>", **{f"x/{n}": "" for n in range(300)}})
    with pytest.raises(PastLimit, match="more than 200 parts"):
        documents_of(many, "a.docx", SMALL)


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>',
        '<!DOCTYPE x SYSTEM "file://{secret}">',
        '<!DOCTYPE x [<!ENTITY a "会会会会会会会会会会"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_neither_fetched_nor_expanded(declared: str, secret: Path) -> None:
    xml = f'{declared.format(secret=secret)}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    with pytest.raises(UnreadableReport, match="declares entities"):
        documents_of(archive({"word/document.xml": xml}), "a.docx", SMALL)
    with pytest.raises(UnreadableReport, match="declares entities"):
        documents_of(archive({"word/document.xml": xml.encode("utf-16")}), "a.docx", SMALL)


def test_xml_that_is_nested_very_deep_is_past_a_limit() -> None:
    deep = word("<w:sdt><w:sdtContent>" * 5_000 + paragraph(run("会")) + "</w:sdtContent></w:sdt>" * 5_000)
    with pytest.raises(UnreadableReport):
        documents_of(deep, "a.docx", SMALL)


# --- PDF -------------------------------------------------------------------------------------------------------------


def raw_pdf(*objects: str | bytes) -> bytes:
    data = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        data += b"%d 0 obj%b endobj\n" % (number, content.encode() if isinstance(content, str) else content)
    return data + b"trailer<</Root 1 0 R>>\n"


def test_a_stream_far_larger_than_it_declares_ends_within_the_limits() -> None:
    unpacked = b"q " * 4_000_000 + b"BT /F 9 Tf (1) Tj ET"
    stream = b"<</Length 10/Filter/FlateDecode>>stream\n" + zlib.compress(unpacked) + b"\nendstream"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"
    data = raw_pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream)
    start = time.monotonic()
    try:
        assert documents_of(data, "a.pdf", SMALL)[0].text == "1\n"
    except PastLimit as error:
        assert "MB" in str(error) or "longer" in str(error)
    assert time.monotonic() - start < 2 * SMALL.seconds


def test_pages_that_hold_themselves_end() -> None:
    data = raw_pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999>>")
    with pytest.raises(UnreadableReport):
        documents_of(data, "a.pdf", SMALL)


def test_a_form_that_draws_itself_ends() -> None:
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    data = raw_pdf(
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page,
        b"<</Length 5>>stream\n/X Do\nendstream", form,
    )  # fmt: skip
    with pytest.raises(UnreadableReport):
        documents_of(data, "a.pdf", SMALL)


def test_a_pdf_of_very_many_pages_is_past_a_limit() -> None:
    kids = "3 0 R " * 300
    data = raw_pdf(
        "<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count 300>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
    )  # fmt: skip
    with pytest.raises(PastLimit, match="more than 100 pages"):
        documents_of(data, "a.pdf", replace(SMALL, pages=100))


def test_a_file_that_names_itself_pdf_and_is_not_is_what_its_bytes_are(tmp_path: Path) -> None:
    text = tmp_path / "text.pdf"
    text.write_text("云麓县民政局召开会议，各项工作取得新的进展。", encoding="utf-8")
    assert documents(text)[0].format == "text"
    noise = tmp_path / "noise.pdf"
    noise.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(UnreadableReport, match=r"unknown format \(binary\)"):
        documents(noise)
    begins = tmp_path / "begins.pdf"
    begins.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    with pytest.raises(UnreadableReport, match="is damaged"):
        documents(begins)


# --- pages -----------------------------------------------------------------------------------------------------------


def test_a_page_nested_100_000_deep_is_past_a_limit_or_read() -> None:
    page = "<html><body>" + "<div>" * 100_000 + "云麓县民政局召开会议，工作取得进展。" + "</div>" * 100_000
    with pytest.raises(PastLimit, match="nested"):
        documents_of(page.encode(), "a.html", SMALL)


def test_a_table_that_reaches_over_a_million_cells_is_cut_to_its_rows() -> None:
    page = '<table><tr><td rowspan="65534" colspan="65534">甲县民政局，</td><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>'
    assert len(documents_of(page.encode(), "a.html", SMALL)[0].text) < 2_000


def test_addresses_of_a_page_are_not_followed(secret: Path) -> None:
    page = (
        f'<html><head><link rel="stylesheet" href="file://{secret}"><script src="file://{secret}"></script></head><body>'
        f'<iframe src="file://{secret}"></iframe><img src="data:text/plain,{SECRET}"><object data="file://{secret}"></object>'
        f"<xi:include href='file://{secret}' parse='text'/><p>云麓县民政局召开会议，工作取得新的进展。</p>"
        f"<script>document.write('{SECRET}')</script></body></html>"
    )
    assert SECRET not in documents_of(page.encode(), "a.html", SMALL)[0].text


def test_an_xml_declaration_and_a_doctype_with_entities_are_no_way_in(secret: Path) -> None:
    page = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "file://{secret}">]><html><body><p>云麓县民政局&e;召开会议，有进展。</p></body></html>'
    assert SECRET not in documents_of(page.encode(), "a.html", SMALL)[0].text


def test_marks_of_direction_and_zero_width_in_names_do_not_part_a_body() -> None:
    name = "云麓\u200b县\u202e民政\u2060局"
    text = (
        f"{name}2021年工作总结\n\n2021年，{name}召开养老服务推进会，印发《养老服务办法》，云麓县民政局举办培训班6期。\n"
    )
    reading = read(documents_of(text.encode(), "a.txt")[0])
    bodies = [entity.canonical for entity in reading.entities if "民政" in entity.canonical]
    assert bodies == ["云麓县民政局"]


@pytest.mark.parametrize("char", ["\0", "\x08", "\x1f"])
def test_characters_that_no_text_may_hold_are_left_out_of_pages(char: str) -> None:
    words = "召开会议，工作取得新的进展。" * 20
    page = f"<html><body><p>云麓县{char}民政局{words}</p></body></html>".encode()
    try:
        assert "云麓县民政局" in documents_of(page, "a.html", SMALL)[0].text
    except UnreadableReport as error:
        assert char == "\0"
        assert error.offset == page.index(b"\0")


def test_halves_of_characters_are_left_out() -> None:
    page = "<html><body><p>云麓县&#xD800;民政局&#0;召开会议&#x1F;，工作取得新的进展。</p></body></html>"
    text = documents_of(page.encode(), "a.html", SMALL)[0].text
    assert text.encode("utf-8")
    assert text.isprintable() or "\n" in text


# --- files -----------------------------------------------------------------------------------------------------------


def jigou(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([JIGOU, *arguments], capture_output=True, text=True, check=False, timeout=120, cwd=folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableReport, match="is a pipe or a device"):
        documents(tmp_path / "pipe.txt")


def test_a_device_is_refused_at_once() -> None:
    with pytest.raises(UnreadableReport, match="is a pipe or a device"):
        documents(Path("/dev/zero"))


REPORT = "云麓县民政局2021年工作总结\n\n2021年，云麓县民政局召开养老服务推进会，印发《养老服务办法》，举办培训班6期。\n"


def test_a_batch_goes_on_and_its_exit_code_tells(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text(REPORT, encoding="utf-8")
    (folder / "bomb.docx").write_bytes(word(paragraph(run("会" * 3_000_000)) * 60))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00" * 100)
    (folder / "line\nbreak.html").write_bytes(b"<html><body><p></p></body></html>")
    (folder / "good.pdf").write_bytes(pdf([(90.0, 700.0, 16.0, "云麓县民政局召开养老服务推进会。")]))
    done = jigou("build", "reports", "-o", "graph", "--skip-unreadable", folder=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "bomb.docx: holds more than" in done.stderr or "bomb.docx: unpacks to more than" in done.stderr
    assert "broken.pdf: is damaged" in done.stderr
    assert "line break.html: holds no text" in done.stderr
    assert jigou("stats", "graph", folder=tmp_path).returncode == 0


def test_a_hostile_file_does_not_change_anothers_facts(tmp_path: Path) -> None:
    good = word(paragraph(run(REPORT.replace("\n", ""))))
    before = read(documents_of(good, "a.docx")[0])
    for hostile in (
        word("<w:p>" * 400),
        word(paragraph(run("会" * 3_000_000))),
        archive({"word/document.xml": b"\xff"}),
    ):
        with pytest.raises(UnreadableReport):
            documents_of(hostile, "b.docx", SMALL)
    assert read(documents_of(good, "a.docx")[0]) == before


def test_links_that_lead_out_of_a_folder_are_not_followed(tmp_path: Path, secret: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text(REPORT, encoding="utf-8")
    (folder / "out.txt").symlink_to(secret)
    (folder / "dir").symlink_to(tmp_path)
    assert jigou("build", "reports", "-o", "graph", folder=tmp_path).returncode == 0
    done = jigou("query", "graph", "SELECT ?name WHERE { ?r jg:fileName ?name }", "--format", "csv", folder=tmp_path)
    assert done.stdout.split() == ["name", "good.txt"]
