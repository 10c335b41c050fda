"""Any bytes give documents or a JigouError, and the offsets of what is given hold."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from format_samples import INNER, SEEDS, within
from hypothesis import given, settings
from hypothesis import strategies as st

from jigou.builder.formats import documents_of
from jigou.builder.text.outline import segments
from jigou.ontology import Document, JigouError, Span


def spans(document: Document) -> Iterator[Span]:
    yield from (hint.span for hint in document.hints)
    for table in document.tables:
        yield table.span
        yield from (cell.span for cell in table.cells if cell.span)
    yield from (segment.span for segment in segments(document))


def check(data: bytes, name: str) -> None:
    try:
        found = documents_of(data, name)
    except JigouError as error:
        assert "\n" not in str(error)
        assert "a fault" not in str(error)
        return
    for document in found:
        assert document.text.encode("utf-8")
        assert all(0 <= span.start < span.end <= len(document.text) for span in spans(document))


@st.composite
def changed(draw: st.DrawFn, seed: bytes) -> bytes:
    """A file with some of its bytes replaced, left out or doubled."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 20)))
        data[start:end] = draw(st.binary(max_size=8) | st.just(bytes(data[start:end]) * 2))
    return bytes(data)


@pytest.mark.parametrize("name", SEEDS)
def test_a_changed_file_is_read_or_refused(name: str) -> None:
    @settings(max_examples=60, deadline=None)
    @given(changed(SEEDS[name]))
    def hold(data: bytes) -> None:
        check(data, f"a.{name}")

    hold()


@pytest.mark.parametrize("name", INNER)
def test_a_changed_part_of_an_archive_is_read_or_refused(name: str) -> None:
    @settings(max_examples=60, deadline=None)
    @given(changed(INNER[name].encode()))
    def hold(data: bytes) -> None:
        check(within(name, data), f"a.{name}")

    hold()


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"{\\rtf1", b"\xff\xfe", b"\xef\xbb\xbf"]),
    st.binary(max_size=80),
)
def test_any_bytes_are_read_or_refused(magic: bytes, data: bytes) -> None:
    if magic != b"{\\rtf1":  # LibreOffice is not started for nothing
        check(magic + data, "a")
