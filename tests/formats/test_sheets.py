"""Tables of reports: each row with text is a report; a workbook of other tables is a document with tables."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from jigou.builder.formats import documents_of
from jigou.builder.formats.readers import only_document
from jigou.builder.reading import read
from jigou.cli.main import cli
from jigou.ontology import UnreadableReport

ROWS = [
    ("标题", "来源", "发布日期", "正文"),
    (
        "云麓县民政局2021年工作总结",
        "云麓县民政局",
        "2022-01-05",
        "2021年，云麓县民政局召开会议3次，\n“养老”服务有进展。",
    ),
    ("青岚县民政局2021年工作总结", "青岚县民政局", "2022年1月6日", "2021年，青岚县民政局举办培训班6期。"),
    ("空白", "", "", ""),
]


def as_csv(encoding: str, delimiter: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(ROWS)
    return stream.getvalue().encode(encoding)


def workbook(fill: object) -> bytes:
    book = openpyxl.Workbook()
    fill(book)  # type: ignore[operator]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def reports(book: openpyxl.Workbook) -> None:
    for row in ROWS:
        book.active.append(row)
    book.active["C2"] = date(2022, 1, 5)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (as_csv("utf-8-sig"), "a.csv"),
        (as_csv("gb18030"), "a.csv"),
        (as_csv("utf-8", "\t"), "a.tsv"),
        (workbook(reports), "a.xlsx"),
    ],
)
def test_each_row_with_text_is_a_report(data: bytes, name: str) -> None:
    found = documents_of(data, name)
    assert [document.name for document in found] == [f"{name}#2", f"{name}#3"]
    assert found[0].text == "云麓县民政局2021年工作总结\n\n2021年，云麓县民政局召开会议3次，\n\n“养老”服务有进展。\n"
    assert [(d.title, d.source, d.published) for d in found] == [
        ("云麓县民政局2021年工作总结", "云麓县民政局", "2022-01-05"),
        ("青岚县民政局2021年工作总结", "青岚县民政局", "2022-01-06"),
    ]
    assert read(found[1]).header.body == "青岚县民政局"


def test_a_table_without_a_column_of_text_is_refused() -> None:
    with pytest.raises(UnreadableReport, match="no column of reports with text"):
        documents_of("县,人数\n甲县,3\n".encode(), "a.csv")


def test_a_workbook_of_other_tables_is_a_document_with_tables() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet["A1"] = "收入支出决算总表"
        for row in (("项目", "决算数", None), (None, "本级", "其他"), ("教育支出", 500, 20.5)):
            sheet.append(row)
        sheet.merge_cells("B2:C2")
        sheet.merge_cells("A2:A3")
        book.create_sheet("备用").sheet_state = "hidden"

    (document,) = documents_of(workbook(fill), "a.xlsx")
    assert document.text == "收入支出决算总表\n\n项目\t决算数\t\n\t本级\t其他\n教育支出\t500\t20.5\n"
    assert [(c.rows, c.columns) for c in document.tables[0].cells[:2]] == [(2, 1), (1, 2)]
    assert document.remarks == ("1 hidden sheets were left out",)


def test_one_report_is_asked_for_and_several_are_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv("utf-8"))
    with pytest.raises(UnreadableReport, match=r"holds 2 reports, not one; jigou build"):
        only_document(path)
    done = CliRunner().invoke(cli, ["build", str(path), "-o", str(tmp_path / "graph")])
    assert done.exit_code == 0, done.output
    names = CliRunner().invoke(
        cli, ["query", str(tmp_path / "graph"), "SELECT ?n WHERE { ?r jg:fileName ?n }", "--format", "csv"]
    )
    assert sorted(names.stdout.split()) == ["a.csv#2", "a.csv#3", "n"]
