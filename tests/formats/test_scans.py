"""Scans are read only where it is asked for, and only with the extra that recognises characters."""

from __future__ import annotations

import importlib.util
import io

import pytest
from format_samples import pdf

from jigou.builder.formats import documents_of, scans
from jigou.builder.formats.fixed_layout import compose
from jigou.builder.formats.pdf_page import Page
from jigou.ontology import MissingExtra, UnreadableReport

INSTALLED = importlib.util.find_spec("rapidocr") is not None


def test_a_scan_is_told_where_it_is_not_asked_for() -> None:
    with pytest.raises(UnreadableReport, match=r"jigou\[ocr\]"):
        documents_of(pdf([]), "a.pdf")
    with pytest.raises(UnreadableReport, match="PNG image"):
        documents_of(b"\x89PNG\r\n\x1a\n", "a.png")


@pytest.mark.skipif(INSTALLED, reason="the extra is installed")
def test_the_extra_is_named_where_it_is_missing() -> None:
    with pytest.raises(MissingExtra, match=r"pip install 'jigou\[ocr\]'"):
        documents_of(pdf([]), "a.pdf", asked=("scan",))


def test_what_is_recognised_is_put_together_like_the_lines_of_a_page() -> None:
    def box(top: float, left: float, right: float) -> list[list[float]]:
        return [[left, top], [right, top], [right, top + 40], [left, top + 40]]

    lines = [
        ("云麓县民政局召开社会救助工作会议，印发《社", 164.0, 964.0),
        ("会救助办法》。", 100.0, 380.0),
        ("举办培训班6期。", 164.0, 464.0),
    ]
    glyphs = [
        glyph
        for number, (words, left, right) in enumerate(lines)
        for glyph in scans._glyphs(box(200 + 60 * number, left, right), words, 20.0, 800.0)
    ]
    text = compose([Page(600, 800, tuple(glyphs), (), (), 1)])
    assert "".join(text._parts).split("\n\n") == [
        "云麓县民政局召开社会救助工作会议，印发《社会救助办法》。",
        "举办培训班6期。",
    ]


@pytest.mark.skipif(not INSTALLED, reason="the extra ocr is not installed")
def test_a_picture_is_read() -> None:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (900, 200), "white")
    ImageDraw.Draw(picture).text((40, 60), "REPORT 2021", fill="black", font=ImageFont.load_default(64))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    assert "2021" in documents_of(buffer.getvalue(), "a.png", asked=("scan",))[0].text
