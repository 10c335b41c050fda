"""A zip of XML parts (Word, Excel, OFD), opened with care: no part is larger than the limits, none declares entities.

Source: ECMA-376 part 2 (Open Packaging Conventions); GB/T 33190-2016.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from jigou.builder.formats.contract import Source
from jigou.builder.formats.limits import Limits
from jigou.ontology.errors import PastLimit, UnreadableReport

Element = Any  # lxml has no types of its own

_DIGITS = 9
ZIP = b"PK\x03\x04"
_DECLARES = tuple(
    word.encode(codec) for word in ("<!DOCTYPE", "<!ENTITY") for codec in ("utf-8", "utf-16-le", "utf-16-be")
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What the standard library raises at an archive that is cut, lies or is locked."""


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace; strict and transitional documents differ in that only."""
    for key, found in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return str(found)
    return None


def child(element: Element, *path: str) -> Element | None:
    """The first element along a path of names without namespace."""
    found = element
    for name in path:
        found = next((inner for inner in found if local(inner) == name), None)
        if found is None:
            return None
    return found


def inside(element: Element, *path: str) -> list[Element]:
    """What the first element along a path holds; nothing where there is none."""
    found = child(element, *path)
    return list(found) if found is not None else []


def count(element: Element | None, name: str, default: int = 0) -> int:
    """An attribute that is a number of rows, columns or levels; the default where it is missing or none that could be meant."""
    written = value(element, name) if element is not None else None
    return int(written) if written is not None and written.isdecimal() and len(written) < _DIGITS else default


class Package:
    """The parts of an archive, by name; what was unpacked so far counts against the limit."""

    def __init__(self, source: Source, limits: Limits) -> None:
        """Raises UnreadableReport for what is no archive, PastLimit for one of too many entries."""
        self._source, self._limits = source, limits
        self._unpacked = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(source.data))
        except _BROKEN as error:
            raise UnreadableReport(source.shown, f"is damaged ({error})") from error
        names = self._archive.namelist()
        if len(names) > limits.entries:
            raise PastLimit(source.shown, f"holds more than {limits.entries:,} parts")
        self.names = frozenset(names)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises UnreadableReport where it is not there or damaged, PastLimit where it is too large."""
        left = self._limits.content - self._unpacked
        try:
            with self._archive.open(name) as part:
                data = part.read(left + 1)
        except KeyError as error:
            raise UnreadableReport(self._source.shown, f"is damaged (it has no part {name})") from error
        except _BROKEN as error:
            raise UnreadableReport(self._source.shown, f"is damaged ({error})") from error
        self._unpacked += len(data)
        if self._unpacked > self._limits.content:
            raise PastLimit(self._source.shown, f"unpacks to more than {self._limits.content // 1_000_000} MB")
        return data

    def xml(self, name: str) -> Element:
        """The root element of a part. Raises as ``read`` does, and UnreadableReport where it is no XML or declares entities."""
        from lxml import etree

        data = self.read(name)
        if any(word in data for word in _DECLARES):
            raise UnreadableReport(self._source.shown, f"declares entities in {name}, which no report does")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise PastLimit(self._source.shown, f"is nested too deeply in {name}") from error
            raise UnreadableReport(self._source.shown, f"is damaged ({name}: {str(error)[:100]})") from error


def warm() -> None:
    """Load what reading packages needs while files can still be opened."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "<a/>")
    Package(Source(name="", shown="", data=buffer.getvalue()), Limits()).xml("a.xml")
