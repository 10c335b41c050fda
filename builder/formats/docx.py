"""Word files by their XML: every word that is shown, with the numbers that Word computes; deleted and hidden words not.

Libraries that give a paragraph's text leave out smart tags (dates, amounts), content controls, insertions and fields, and keep what is
hidden; so the XML is walked. Headings are known by their style, by their outline level, or by their look.

Source: ECMA-376 part 1 (WordprocessingML); GB/T 9704-2012 (headings in 黑体 and 楷体 over text in 仿宋).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jigou.builder.formats.contract import Reader, Source
from jigou.builder.formats.draft import Draft, Field, is_layout, one_line
from jigou.builder.formats.limits import Limits
from jigou.builder.formats.package import ZIP, Element, Package, child, count, inside, local, value, warm
from jigou.builder.formats.word_styles import TITLE, Numbering, Styles, is_on, number_of, outline_level
from jigou.ontology import Document, SegmentKind

_WALKED = frozenset({
    "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "hyperlink", "customXml", "dir", "bdo", "ruby", "rubyBase",
    "AlternateContent", "Choice", "subDoc",
})  # fmt: skip
_BLOCKS = _WALKED | {"body"}
_HEADING_FONTS = ("黑体", "楷体", "小标宋")
_LONGEST_LOOK = 40
_SENTENCE_END = "。；，：！？、;,:"
_LOOK_LEVEL = 3
_WIDEST = 200


def _knows(source: Source) -> bool:
    return source.data.startswith(ZIP) and b"word/document.xml" in source.data


def _read(source: Source, limits: Limits) -> Sequence[Document]:
    package = Package(source, limits)
    reading = _Word(package)
    reading.blocks(child(package.xml("word/document.xml"), "body"))
    reading.notes()
    return (reading.draft.document(source, READER.name, remarks=reading.remarks),)


class _Word:
    """One file on its way to a draft."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.draft = Draft()
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"))
        self.remarks: list[str] = []
        self._notes: list[tuple[str, str]] = []
        self._boxes: list[Element] = []
        self._carried = ""  # the words of a paragraph whose end was deleted, which go on in the next one
        self._in_table = 0

    def _part(self, name: str) -> Element | None:
        path = f"word/{name}.xml"
        return self.package.xml(path) if path in self.package else None

    # --- blocks ------------------------------------------------------------------------------------------------------

    def blocks(self, holder: Element | None) -> None:
        """Add what an element holds: paragraphs, tables, and what control elements hold in turn."""
        for element in holder if holder is not None else ():
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name in _BLOCKS:
                self.blocks(element)
            elif name == "altChunk":
                self.remarks.append("a part that is embedded in another format was left out")

    def _paragraph(self, paragraph: Element) -> None:
        properties = child(paragraph, "pPr")
        named = child(properties, "pStyle") if properties is not None else None
        style = self.styles[value(named, "val") if named is not None else None]
        words = self._carried + "".join(self._words(paragraph, hidden=style.hidden))
        self._carried = ""
        mark = child(properties, "rPr") if properties is not None else None
        if mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None):
            self._carried = words
            return
        words = self._label(properties, style.number, words) + words
        level = outline_level(properties) if outline_level(properties) is not None else style.level
        lines = [line for line in words.split("\n") if line.strip()]
        if level is None and len(lines) == 1 and self._looks(paragraph, lines[0]):
            level = _LOOK_LEVEL
        for line in lines:
            kind = None if level is None else SegmentKind.TITLE if level == TITLE else SegmentKind.HEADING
            self.draft.paragraph(line.strip("\u3000 \t"), kind, level or 0)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _label(self, properties: Element | None, of_style: tuple[str, int] | None, words: str) -> str:
        number = number_of(properties) or of_style
        if number is None or not words.strip():
            return ""
        return self.numbering.label(*number)

    @staticmethod
    def _looks(paragraph: Element, words: str) -> bool:
        """Whether a short line is set as headings are: every run bold, or in a typeface of headings."""
        line = words.strip()
        if not 2 < len(line) <= _LONGEST_LOOK or line[-1] in _SENTENCE_END:
            return False
        marked = False
        for run in paragraph.iterdescendants():
            if local(run) != "r" or not any(local(inner) == "t" and (inner.text or "").strip() for inner in run):
                continue
            look = child(run, "rPr")
            fonts = child(look, "rFonts") if look is not None else None
            face = (value(fonts, "eastAsia") or "") if fonts is not None else ""
            if look is None or not (is_on(child(look, "b")) or face.startswith(_HEADING_FONTS) or "小标宋" in face):
                return False
            marked = True
        return marked

    # --- words -------------------------------------------------------------------------------------------------------

    def _words(self, holder: Element, *, hidden: bool = False) -> Iterator[str]:
        """The words that an element shows, in order."""
        for element in holder:
            name = local(element)
            if name == "r":
                yield from self._run(element, hidden=hidden)
            elif name in _WALKED:
                yield from self._words(element, hidden=hidden)

    def _run(self, run: Element, *, hidden: bool) -> Iterator[str]:
        look = child(run, "rPr")
        if look is not None:
            own = child(look, "vanish")
            named = child(look, "rStyle")
            hidden = (
                is_on(own)
                if own is not None
                else hidden or self.styles[value(named, "val") if named is not None else None].hidden
            )
        for element in run:
            name = local(element)
            if name in ("drawing", "pict", "object", "AlternateContent"):
                self._boxes.extend(_boxes(element))
            elif hidden:
                continue
            elif name == "t":
                yield element.text or ""
            elif name == "tab":
                yield "\t" if not self._in_table else " "
            elif name in ("br", "cr"):
                yield "" if value(element, "type") in ("page", "column") else "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name in ("footnoteReference", "endnoteReference") and (id_ := value(element, "id")) is not None:
                self._notes.append((name.removesuffix("Reference"), id_))
            elif name == "ruby":
                yield from self._words(inside(element, "rubyBase"), hidden=hidden)

    def notes(self) -> None:
        """Add the notes that the text refers to, numbered in its order, behind it."""
        parts = {kind: self._part(f"{kind}s") for kind in ("footnote", "endnote")}
        for number, (kind, id_) in enumerate(self._notes, 1):
            root = parts[kind]
            note = next((e for e in root if value(e, "id") == id_), None) if root is not None else None
            if note is not None:
                words = " ".join(one_line("".join(self._words(p))) for p in note if local(p) == "p")
                self.draft.paragraph(f"[{number}] {words.strip()}")

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        self._in_table += 1
        cells = list(_cells(table))
        fields = [
            Field(row=row, column=column, rows=rows, columns=columns, words=self._cell(cell))
            for row, column, rows, columns, cell in cells
        ]
        self._in_table -= 1
        nested = any(local(inner) == "tbl" for *_, cell in cells for inner in cell.iterdescendants())
        if nested or is_layout(fields):
            for *_, cell in cells:
                self.blocks(cell)
        else:
            self.draft.table(fields)

    def _cell(self, cell: Element) -> str:
        paragraphs = (element for element in cell.iterdescendants() if local(element) == "p")
        words = ("".join(self._words(paragraph)) for paragraph in paragraphs)
        return "\n".join(words)


def _cells(table: Element) -> Iterator[tuple[int, int, int, int, Element]]:
    """Row, column, reach in rows and columns, and the element, of each cell that is not the continuation of one above."""
    rows = [row for row in _rows(table) if child(row, "trPr", "del") is None]
    placed: list[list[tuple[int, int, bool, Element]]] = []
    for row in rows:
        before = child(row, "trPr", "gridBefore")
        column = min(count(before, "val"), _WIDEST)
        line: list[tuple[int, int, bool, Element]] = []
        for cell in _inner(row, "tc"):
            span, merge = child(cell, "tcPr", "gridSpan"), child(cell, "tcPr", "vMerge")
            width = max(1, min(count(span, "val", 1), _WIDEST))
            goes_on = merge is not None and value(merge, "val") != "restart"
            line.append((column, width, goes_on, cell))
            column += width
        placed.append(line)
    for row, line in enumerate(placed):
        for column, width, goes_on, cell in line:
            if goes_on and row and any(other == column for other, *_ in placed[row - 1]):
                continue
            height = 1
            while row + height < len(placed) and any(
                other == column and more for other, _, more, _ in placed[row + height]
            ):
                height += 1
            yield row, column, height, width, cell


def _rows(table: Element) -> Iterator[Element]:
    yield from _inner(table, "tr")


def _inner(holder: Element, name: str) -> Iterator[Element]:
    """The children of a name, within control elements too."""
    for element in holder:
        if local(element) == name:
            yield element
        elif local(element) in _WALKED:
            yield from _inner(element, name)


def _boxes(element: Element) -> Iterator[Element]:
    """The contents of text boxes; the older form of one that is given in two is left out."""
    for inner in element:
        name = local(inner)
        if name == "txbxContent":
            yield inner
        elif name != "Fallback":
            yield from _boxes(inner)


READER = Reader(
    name="docx",
    what="Word files",
    suffixes=(".docx", ".docm"),
    knows=_knows,
    read=_read,
    prepare=warm,
)
