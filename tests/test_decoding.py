import hashlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jigou.builder.text.encoding import LIMIT, decode, decode_bytes
from jigou.ontology import UnreadableReport

REPORT = "海州市司法局2023年工作总结\n2023年，海州市司法局深入学习贯彻党的二十大精神，组织开展专题培训4场，各项工作取得新的进展。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (REPORT.encode("utf-8"), "utf-8"),
        (REPORT.encode("utf-8-sig"), "utf-8-sig"),
        (b"\xff\xfe" + REPORT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + REPORT.encode("utf-16-be"), "utf-16-be"),
        (REPORT.encode("gb18030"), "gb18030"),
        (REPORT.encode("gbk"), "gb18030"),
        (REPORT.encode("gb2312"), "gb18030"),
    ],
)
def test_decode_gives_the_same_text_in_every_encoding(data: bytes, encoding: str) -> None:
    document = decode_bytes(data, "a.txt")
    assert (document.text, document.encoding) == (REPORT, encoding)


def test_decode_names_the_file_without_folders_and_cites_digests(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(REPORT.encode("gb18030"))
    document = decode(path)
    assert document.name == "报告.txt"
    assert document.digest == hashlib.sha256(REPORT.encode()).hexdigest()
    assert document.file_digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_decode_makes_newlines_of_every_kind_one() -> None:
    assert decode_bytes("一\r\n二\r三\n".encode(), "a").text == "一\n二\n三\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "a.txt: is empty"),
        (b"\xef\xbb\xbf", "a.txt: holds no text"),
        (" \n\u3000\n".encode(), "a.txt: holds no text"),
        (b"%PDF-1.7\n", "a.txt: unknown format (PDF); save it as UTF-8 text"),
        (b"PK\x03\x04abc", "a.txt: unknown format (ZIP, Word (docx) or another packed format); save it as UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n", "a.txt: unknown format (PNG image); save it as UTF-8 text"),
        (b"<!DOCTYPE html><p>", "a.txt: unknown format (HTML or XML); save it as UTF-8 text"),
        (b"abc\0def", "a.txt: byte 3: unknown format (binary); save it as UTF-8 text"),
        (b"\x01\x02\x03abc", "a.txt: unknown format (binary); save it as UTF-8 text"),
    ],
)
def test_decode_refuses_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableReport) as caught:
        decode_bytes(data, "a.txt")
    assert str(caught.value) == reason


def test_decode_names_the_byte_where_utf8_is_broken() -> None:
    good = "市政协机关。".encode()
    with pytest.raises(UnreadableReport, match="neither UTF-8 nor GB18030") as caught:
        decode_bytes(good + b"\xff" + good, "a.txt")
    assert caught.value.offset == len(good)


def test_decode_refuses_utf16_that_is_cut() -> None:
    with pytest.raises(UnreadableReport, match="UTF-16-LE") as caught:
        decode_bytes(b"\xff\xfe" + REPORT.encode("utf-16-le")[:-1], "a.txt")
    assert caught.value.offset == 2 * len(REPORT)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("臺北市政府民國一百一十年度施政報告，各項業務均有進展。" * 4, "big5"),
        ("서울특별시는 시민과 함께 새로운 정책을 추진하고 있습니다." * 4, "euc-kr"),
        ("東京都は、都民の皆様とともに新しい政策を進めてまいります。" * 4, "shift_jis"),
        ("東京都は、都民の皆様とともに新しい政策を進めてまいります。" * 4, "euc-jp"),
        ("Совет народных депутатов города утвердил отчёт о работе." * 4, "windows-1251"),
        ("Der Ausschuß prüfte die Rückstände für das Jahr." * 4, "latin-1"),
    ],
)
def test_decode_does_not_take_other_encodings_for_gb18030(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableReport, match="cannot be proved"):
        decode_bytes(text.encode(encoding), "a.txt")


def test_decode_does_not_take_broken_utf8_for_gb18030() -> None:
    with pytest.raises(UnreadableReport, match="cannot be proved"):
        decode_bytes((REPORT.encode() * 3)[:-3], "a.txt")


def test_decode_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="is a folder"):
        decode(tmp_path)


def test_decode_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="no such file"):
        decode(tmp_path / "none.txt")


def test_decode_refuses_what_it_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UnreadableReport, match="no permission"):
        decode(tmp_path / "a.txt")


def test_decode_refuses_fifty_megabytes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes("报".encode() * 17_000_000)
    before = time.process_time()
    with pytest.raises(UnreadableReport, match=f"larger than {LIMIT // 1_000_000} MB"):
        decode(path)
    assert time.process_time() - before < 1


@given(st.binary(max_size=60))
def test_decode_gives_text_or_one_line(data: bytes) -> None:
    try:
        document = decode_bytes(data, "a.txt")
    except UnreadableReport as error:
        assert "\n" not in str(error)
    else:
        assert "\r" not in document.text
        assert "\ufffd" not in document.text or "\ufffd".encode() in data or data[:2] in (b"\xff\xfe", b"\xfe\xff")


def test_file_name_that_is_not_utf8_is_spelled_out(tmp_path: Path) -> None:
    path = tmp_path / "bad\udcff.txt"
    path.write_text("市政协机关召开座谈会。", encoding="utf-8")
    assert decode(path).name == "bad\\udcff.txt"


def test_decode_reports_what_it_considered() -> None:
    assert decode_bytes(REPORT.encode(), "a.txt").considered == ()
    assert decode_bytes(REPORT.encode("gbk"), "a.txt").considered == (
        "utf-8: broken at byte 0",
        "gb18030: ordinary Chinese writing",
    )


def test_decode_takes_characters_of_four_bytes() -> None:
    text = REPORT.replace("海州市", "𬭚洲市")
    assert len("𬭚".encode("gb18030")) == 4
    assert decode_bytes(text.encode("gb18030"), "a.txt").text == text
