"""The one font that stands for every font that a PDF does not hold: each character of it is the same box.

pdfium leaves a text object of one character out where it finds no glyph for it, and looks for glyphs among the fonts of the machine. With
this font in their place nothing is left out, and a PDF reads the same on every machine. It is made here, by the tables that FreeType asks for.

Source: the OpenType specification 1.9 (cmap format 4, glyf, head, hhea, hmtx, loca, maxp); pdfium's ``fpdf_sysfontinfo.h``.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

_EM = 1000
_RANGES = ((0x20, 0x7E), (0xA0, 0x3FF), (0x2000, 0x33FF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFFE5))
_BOX = ((0, 0), (0, 800), (900, 800), (900, 0))


@cache
def box_font() -> bytes:
    """The font as a TrueType file."""
    glyph = struct.pack(">5h", 1, 0, 0, 900, 800) + struct.pack(">2H", len(_BOX) - 1, 0) + bytes([1] * len(_BOX))
    for axis in (0, 1):
        last = 0
        for point in _BOX:
            glyph += struct.pack(">h", point[axis] - last)
            last = point[axis]
    glyph += b"\0" * (-len(glyph) % 4)
    tables = {
        b"cmap": struct.pack(">4HI", 0, 1, 3, 1, 12) + _cmap(),
        b"glyf": glyph * 2,
        b"head": struct.pack(
            ">2I2I2HQQ4h2H3h", 0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, 900, 800, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">I3hH3h3h4hhH", 0x00010000, 800, -200, 0, _EM, 0, 0, 900, 1, 0, 0, 0, 0, 0, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 0),
        b"loca": struct.pack(">3I", 0, len(glyph), 2 * len(glyph)),
        b"maxp": struct.pack(">I14H", 0x00010000, 2, len(_BOX), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    head = struct.pack(">I4H", 0x00010000, len(tables), 64, 2, len(tables) * 16 - 64)
    place = len(head) + 16 * len(tables)
    entries, content = b"", b""
    for name, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        entries += name + struct.pack(
            ">3I", sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF, place, len(data)
        )
        content += padded
        place += len(padded)
    return head + entries + content


def _cmap() -> bytes:
    """Every character of the ranges is glyph 1."""
    segments = [*_RANGES, (0xFFFF, 0xFFFF)]
    count = len(segments)
    sizes = [end - start + 1 for start, end in segments]
    offsets = [2 * (count - i + sum(sizes[:i])) for i in range(count)]
    glyphs = struct.pack(f">{sum(sizes)}H", *([1] * (sum(sizes) - 1)), 0)
    body = struct.pack(f">4H{count}HH", 2 * count, 8, 2, 2 * count - 8, *(end for _, end in segments), 0)
    body += struct.pack(f">{count}H", *(start for start, _ in segments)) + b"\0\0" * count
    body += struct.pack(f">{count}H", *offsets) + glyphs
    return struct.pack(">3H", 4, 6 + len(body), 0) + body


_kept: list[Any] = []
"""What pdfium points at for as long as the process lives."""


def use_box_font() -> None:
    """Make pdfium take the box font wherever it would look for a font of the machine; for the whole process."""
    import pypdfium2.raw as raw

    if _kept:
        return
    data = box_font()

    def font_data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        part = data if table == 0 else _part(data, table)
        if buffer and size >= len(part):
            ctypes.memmove(buffer, part, len(part))
        return len(part)

    info = raw.FPDF_SYSFONTINFO()
    info.version = 1
    fields = dict(raw.FPDF_SYSFONTINFO._fields_)
    for name, function in {
        "Release": lambda _info: None,
        "EnumFonts": lambda _info, _mapper: None,
        "MapFont": lambda *_: 1,
        "GetFont": lambda *_: 1,
        "GetFontData": font_data,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: 134,
        "DeleteFont": lambda *_: None,
    }.items():
        setattr(info, name, fields[name](function))
    raw.FPDF_SetSystemFontInfo(ctypes.byref(info))
    _kept.append((info, data))


def _part(data: bytes, table: int) -> bytes:
    """A table of the font by its tag as a number."""
    (count,) = struct.unpack_from(">H", data, 4)
    for i in range(count):
        tag, _, start, size = struct.unpack_from(">4I", data, 12 + 16 * i)
        if tag == table:
            return data[start : start + size]
    return b""
