#!/usr/bin/env bash
# pdfium (pypdfium2 5.15.2) leaves a text object of one character out of its text where the font is not embedded and no font of the machine
# has a glyph for it; the same object of two characters is there. So the text of a valid PDF depends on the fonts of the machine that reads it.
# Seen 2026-11-27: of "男", "12", "1" and "甲乙" all but "男" are found where no font can be opened; with a CJK font installed all four are.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2
cat > "$folder/try.py" <<'PY'
import encodings.utf_16_be, encodings.utf_16_le, resource, sys
import pypdfium2

def pdf(words):
    content = "".join(f"BT /F 12 Tf 100 {700 - 50 * n} Td <{w.encode('utf-16-be').hex()}> Tj ET\n" for n, w in enumerate(words))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[6 0 R]/Count 1>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        "/Descent -120/CapHeight 880/StemV 93>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</Font<</F 3 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}endstream",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj{one} endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 8\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size 8>>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + tail.encode()

file = pdf(["男", "12", "1", "甲乙"])
pypdfium2.PdfDocument.new().close()
resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # a machine without fonts: none can be opened
page = pypdfium2.PdfDocument(file)[0]
print(page.get_textpage().get_text_range().split())
PY
found=$("$folder/venv/bin/python" "$folder/try.py")
echo "pypdfium2 5.15.2: $found"
[ "$found" = "['12', '1', '甲乙']" ] || { echo "this has changed"; exit 1; }
