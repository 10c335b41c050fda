"""Files of foreign formats, built by hand for the tests that share them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word file with this body and other parts (``styles``, ``numbering``, ``footnotes``), all in the namespace ``w``."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    others = {f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{content}</w:{name}>' for name, content in parts.items()}
    return archive({"word/document.xml": document, **others})


def run(words: str, look: str = "") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """A paragraph of runs and what else it holds."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


Words = tuple[float, float, float, str]
"""Where words stand on a page: from the left, from the bottom, their size, themselves."""


def pdf(*pages: Sequence[Words], ruled: Sequence[str] = ()) -> bytes:
    """A PDF with a page for each list of words, in a font that is not embedded; ``ruled`` is drawn on each."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>",
    ]
    for number, words in enumerate(pages):
        content = "\n".join(ruled)
        for x, y, size, text in words:
            content += f"\nBT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * number} 0 R"
            f"/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream".encode())
    data = b"%PDF-1.4\n"
    places: list[int] = []
    for number, object_ in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%b endobj\n" % (number, object_)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        data
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size {len(objects) + 1}>>\n"
            f"startxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )
