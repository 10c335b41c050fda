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


SEEDS = {
    "html": b"<html><head><meta charset=gbk><title>a</title></head><body><table><tr><td rowspan=2>1</td></tr></table><p>b</p></body>",
    "docx": word(paragraph(run("1")) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", styles="", numbering=""),
    "pdf": pdf([(90.0, 700.0, 16.0, "会议"), (90.0, 600.0, 16.0, "1")], ruled=["9 9 m 99 9 l S", "9 9 99 99 re S"]),
    "ofd": archive({"OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>", "D.xml": "<D><Pages/></D>"}),
    "xlsx": archive({"xl/workbook.xml": "<w><sheets/></w>"}),
    "csv": "标题,正文\na,b\n".encode(),
    "text": "一、会议\n".encode("gb18030"),
}
"""A small file of each format, to be changed byte by byte."""

PARTS = {
    "docx": lambda data: {"word/document.xml": data, "word/numbering.xml": data, "word/styles.xml": data},
    "ofd": lambda data: {
        "OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>",
        "D.xml": '<D><Pages><Page BaseLoc="P.xml"/></Pages></D>',
        "P.xml": data,
    },
    "xlsx": lambda data: {
        "xl/workbook.xml": '<w xmlns:r="r"><sheets><sheet name="a" r:id="1"/></sheets></w>',
        "xl/_rels/workbook.xml.rels": '<r><R Id="1" Target="s.xml"/></r>',
        "xl/s.xml": data,
        "xl/sharedStrings.xml": data,
    },
}
"""Parts of an archive around one part that is changed, so that changes get past the compression."""

INNER = {
    "docx": f'<w:document xmlns:w="{W}"><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    "<w:r><w:t>1</w:t><w:br/></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    '</w:body><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:style w:styleId="1"><w:basedOn w:val="1"/></w:style></w:document>',
    "ofd": '<P><Area><PhysicalBox>0 0 9 9</PhysicalBox></Area><TextObject Boundary="1 1 2 2" Size="3" CTM="1 0 0 1 0 0"><TextCode X="1" Y="1" '
    'DeltaX="g 2 1">abc</TextCode></TextObject><PathObject Boundary="1 1 5 5"><AbbreviatedData>M 1 1 L 2 9 C</AbbreviatedData></PathObject></P>',
    "xlsx": '<s><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/>'
    "</mergeCells><si><t>正文</t></si></s>",
}


def within(name: str, inner: bytes) -> bytes:
    """An archive of a format with these bytes for its main part."""
    return archive(PARTS[name](inner))
