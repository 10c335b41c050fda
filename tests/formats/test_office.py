"""Files that LibreOffice turns into Word files: read where it is installed, and told clearly where it is not."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace

import pytest
from format_samples import archive

from jigou.builder.formats import Limits, documents_of, office
from jigou.ontology import PastLimit, UnreadableReport

REPORT = "云麓县民政局召开会议。"
RTF = (
    "{\\rtf1\\ansi{\\fonttbl{\\f0 SimSun;}}\\f0 "
    + "".join(f"\\u{ord(char)}?" for char in REPORT)
    + "{\\v secret}{\\deleted gone}\\par}"
).encode()
ODT = archive(
    {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text>'
        f"<text:p>{REPORT}</text:p></office:text></office:body></office:document-content>",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    }
)
INSTALLED = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@INSTALLED
@pytest.mark.parametrize(("data", "name"), [(RTF, "a.rtf"), (ODT, "a.odt"), (RTF, "a.doc")])
def test_what_libreoffice_reads_is_read(data: bytes, name: str) -> None:
    (document,) = documents_of(data, name)
    assert document.text == f"{REPORT}\n"
    assert (document.format, document.name) == ("office", name)
    assert document.file_digest == hashlib.sha256(data).hexdigest()


@INSTALLED
def test_its_time_is_limited() -> None:
    with pytest.raises(PastLimit, match=r"takes longer than 0\.1 s"):
        documents_of(RTF, "a.rtf", replace(Limits(), seconds=0.1))


def test_it_is_told_where_libreoffice_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    with pytest.raises(
        UnreadableReport, match=r"a\.rtf: is a \.rtf file, .* LibreOffice, .* not installed; install it, or save"
    ):
        documents_of(RTF, "a.rtf")


def test_an_old_workbook_is_no_word_file() -> None:
    with pytest.raises(UnreadableReport, match="unknown format"):
        documents_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 9, "a.xls")
