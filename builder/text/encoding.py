"""From the bytes of a file to a document, or to an error that says where its encoding could not be proved.

A report on the open web is UTF-8, UTF-16 with a byte order mark, or GB18030 (with GBK and GB2312, its subsets). Text of
other encodings often decodes as GB18030 without an error (Big5, EUC-KR, broken UTF-8), so GB18030 counts as proved only where the
characters that come out are those of ordinary Chinese writing.

Source: GB 18030-2022; the Unicode Standard, section 23.8 (byte order mark).
"""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jigou.builder.knowledge.tables import rows
from jigou.ontology.errors import PastLimit, UnreadableReport
from jigou.ontology.values import Document

LIMIT = 20_000_000
"""The largest report that is read, in bytes: some fifty times the longest yearly report that was met."""

_FORMATS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP, Word (docx) or another packed format"),
    (b"\xd0\xcf\x11\xe0", "old Microsoft Office"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"RIFF", "RIFF media"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ", "xz archive"),
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"Rar!", "RAR archive"),
    (b"SQLite format 3", "SQLite database"),
    (b"\x7fELF", "program"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_SAVE = "save it as UTF-8 text"
_FEW_CONTROLS = 0.01
_COMMON_SHARE = 0.3
_ORDINARY_SHARE = 0.9


def decode(path: Path) -> Document:
    """The report in the file at ``path``.

    Raises UnreadableReport where it is missing, a folder, not permitted, empty, larger than ``LIMIT``, of a format
    other than plain text, or of an encoding that cannot be proved.
    """
    # A name that is not UTF-8 comes with surrogates for its bytes, which no output can hold.
    name = path.name.encode("utf-8", "backslashreplace").decode("utf-8")
    return decode_bytes(file_bytes(path), name, str(path))


def file_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """The bytes of a regular file, at most one more than ``limit``; a pipe or a device is never waited for.

    Raises UnreadableReport.
    """
    try:
        # Without O_NONBLOCK a pipe that nobody writes into would be waited for.
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableReport(
                    path, "is a pipe or a device, not a file", advice="give its content to: jigou read -"
                )
            return file.read(limit + 1)
    except FileNotFoundError as error:
        raise UnreadableReport(path, "no such file") from error
    except IsADirectoryError as error:
        raise UnreadableReport(path, "is a folder, not a report", advice="name a file in it") from error
    except PermissionError as error:
        raise UnreadableReport(path, "no permission to read it") from error
    except (OSError, ValueError) as error:
        raise UnreadableReport(path, f"cannot be opened ({error})") from error


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def decode_bytes(data: bytes, name: str, shown: str | None = None) -> Document:
    """The report in ``data``, called ``name`` in the document and ``shown`` (else likewise) in errors.

    Raises UnreadableReport like :func:`decode`.
    """
    shown = name if shown is None else shown
    if len(data) > LIMIT:
        raise PastLimit(shown, f"is larger than {LIMIT // 1_000_000} MB", advice="split it into reports")
    if not data:
        raise UnreadableReport(shown, "is empty")
    for magic, what in _FORMATS:
        if data.startswith(magic):
            raise UnreadableReport(shown, f"unknown format ({what})", advice=_SAVE)
    found = decoded(data, shown)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableReport(shown, "holds no text")
    return Document(
        name=name,
        text=text,
        digest=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        file_digest=hashlib.sha256(data).hexdigest(),
        encoding=found.encoding,
        remarks=found.remarks,
        considered=found.considered,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text with the encoding that was proved for it; remarks where a page declares another; those that were tried before, and why not."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()
    considered: tuple[str, ...] = ()


def decoded(data: bytes, shown: str, *, markup: bool = False, declared: str = "") -> Decoded:
    """``data`` as text, in the encoding that its bytes prove; one that a page declares counts only for Big5.

    ``markup`` says that a page is expected. Raises UnreadableReport, with the offset where the likeliest encoding ends.
    """
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return _judged(_strict(data, len(mark), codec, shown), encoding, declared)
    if (offset := data.find(b"\0")) >= 0:
        raise UnreadableReport(shown, "unknown format (binary)", offset=offset, advice=_SAVE)
    if not markup and data[:200].lstrip().lower().startswith(_MARKUP):
        raise UnreadableReport(shown, "unknown format (HTML or XML)", advice=_SAVE)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if declared.lower().replace("-", "").startswith("big5") and (found := _big5(data)) is not None:
            before = (f"utf-8: broken at byte {error.start}", "gb18030: not ordinary Chinese writing")
            return Decoded(text=found, encoding="big5", considered=(*before, "big5: as declared"))
        judged = _judged(_gb18030(data, error.start, shown), "gb18030", declared)
        return replace(judged, considered=(f"utf-8: broken at byte {error.start}", "gb18030: ordinary Chinese writing"))
    _refuse_controls(text, shown)
    return _judged(text, "utf-8", declared)


_ALIKE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf8": "utf8", "unicode": "utf16"}


def _judged(text: str, encoding: str, declared: str) -> Decoded:
    """The text, with a remark where the file declares another encoding than its bytes prove."""
    plain = declared.lower().replace("-", "").replace("_", "")
    wrong = plain and not encoding.replace("-", "").startswith(_ALIKE.get(plain, plain)) and not text.isascii()
    said = (f"declares {declared[:20]!r}, but its bytes are {encoding}",) if wrong else ()
    return Decoded(text=text, encoding=encoding, remarks=said)


def _big5(data: bytes) -> str | None:
    """``data`` as Big5, where nothing in it is unassigned or for private use and it is not taken for ordinary GB18030."""
    try:
        if _is_chinese(data.decode("gb18030")):
            return None
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("big5hkscs")
    except UnicodeDecodeError:
        return None
    return None if any(unicodedata.category(char) in ("Co", "Cn", "Cs") for char in set(text)) else text


def _strict(data: bytes, skip: int, codec: str, shown: str) -> str:
    try:
        text = data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        reason = f"is not {codec.upper()} although its byte order mark says so"
        raise UnreadableReport(shown, reason, offset=skip + error.start, advice=_SAVE) from error
    _refuse_controls(text, shown)
    return text


def _refuse_controls(text: str, shown: str) -> None:
    controls = sum(map(text.count, map(chr, (*range(9), *range(14, 32), 127))))
    if controls > len(text) * _FEW_CONTROLS:
        raise UnreadableReport(shown, "unknown format (binary)", advice=_SAVE)


def _gb18030(data: bytes, utf8_failed: int, shown: str) -> str:
    """``data`` as GB18030 where what comes out is ordinary Chinese writing; ``utf8_failed`` is where UTF-8 ended."""
    reason = "the encoding cannot be proved (neither UTF-8 nor GB18030)"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        # The encoding that got further is the likelier one: its failure is where the file is broken.
        raise UnreadableReport(shown, reason, offset=max(utf8_failed, error.start), advice=_SAVE) from error
    if not _is_chinese(text):
        raise UnreadableReport(shown, reason, offset=utf8_failed, advice=_SAVE)
    _refuse_controls(text, shown)
    return text


def _is_chinese(text: str) -> bool:
    """Whether the characters beyond ASCII are those of ordinary Chinese writing.

    Nine in ten are of GB 2312's first level or its signs; three in ten of the commonest few hundred (Korean in EUC-KR decodes to
    first-level characters throughout, but to common ones only by chance); none is for private use or unassigned.
    """
    common = _common()
    wide = frequent = ordinary = 0
    seen: dict[str, int] = {}
    for char in text:
        if char > "\x7f":
            seen[char] = seen.get(char, 0) + 1
    for char, times in seen.items():
        if unicodedata.category(char) in ("Co", "Cn", "Cs", "Cc"):
            return False
        wide += times
        frequent += times * (char in common)
        ordinary += times * _is_ordinary(char)
    return ordinary >= wide * _ORDINARY_SHARE and frequent >= wide * _COMMON_SHARE


@cache
def _common() -> frozenset[str]:
    return frozenset("".join(cells[0] for cells in rows("hanzi.tsv")))


def _is_ordinary(char: str) -> bool:
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return char in "—·•～"
    return 0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7
