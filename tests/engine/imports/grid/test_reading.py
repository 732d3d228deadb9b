"""Whatever wrote a file, its sheets come as the same texts."""

from __future__ import annotations

import struct
from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from engine.imports.grid import limits
from engine.imports.grid.reading import read_sheets
from engine.imports.grid.sheet import Sheet, Span
from engine.values.errors import InvalidInput
from tests.engine.imports.grid.books import ods, saved, xls, xlsb, xlsx

ROWS = [["工号", "姓名", "费用"], ["000001", "赵伟芳", "1500"]]
LINES = "工号,姓名,费用\n000001,赵伟芳,1500\n"


def only(content: bytes, name: str = "a.file") -> Sheet:
    (sheet,) = read_sheets(name, content)
    return sheet


def cells(content: bytes) -> list[list[str]]:
    return [list(row) for row in only(content).rows]


def refusal(content: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(InvalidInput) as wrong:
        read_sheets("a.file", content)
    args = wrong.value.args_by_name
    assert args.pop("file") == "a.file"
    return wrong.value.code, args


@pytest.mark.parametrize(
    ("text", "encoding", "assumed"),
    [
        (LINES, "utf-8", ""),
        (LINES, "utf-8-sig", ""),
        (LINES.replace(",", "\t"), "utf-16", ""),
        (LINES.replace(",", "\t"), "utf-16-le", ""),
        (LINES.replace(",", "\t"), "utf-16-be", ""),
        (LINES, "gb18030", "gb18030"),
        (LINES.replace(",", ";"), "utf-8", ""),
        (LINES.replace(",", "|"), "utf-8", ""),
        (LINES.replace("\n", "\r\n"), "utf-8", ""),
        (LINES.replace("\n", "\r"), "utf-8", ""),
        (LINES.replace(",", ", "), "utf-8", ""),
        (f"sep=;\n{LINES.replace(',', ';')}", "utf-8", ""),
    ],
)
def test_a_text_file(text: str, encoding: str, assumed: str) -> None:
    content = text.encode(encoding)
    assert cells(content) == ROWS
    assert only(content).encoding == assumed


@pytest.mark.parametrize(
    ("line", "encoding"),
    [
        ("Müller;Jörg;Produktionsleiter für Qualität;Köln;1.200,50 €", "cp1252"),
        ("Müller;Jürgen;Außendienst;Düsseldorf;800,00", "cp1252"),
        ("王小明;業務部;企劃專員;教育訓練費用;台北市中正區;資訊安全課程", "big5"),
        ("田中太郎;営業部;マネージャー;研修費用;東京都;コミュニケーション研修", "cp932"),
    ],
)
def test_the_likeliest_encoding_of_a_text_is_said(line: str, encoding: str) -> None:
    sheet = only((line + "\n").encode(encoding) * 3)
    assert list(sheet.rows[0]) == line.split(";")
    assert sheet.encoding


def test_a_decimal_comma_parts_no_cells() -> None:
    content = "姓名;费用;学时\n甲;1,5;2,5\n乙;1,5;3,5\n".encode()
    assert cells(content)[1] == ["甲", "1,5", "2,5"]


def test_names_parted_by_semicolons_part_no_cells() -> None:
    content = "课程,日期,名单\n谈判,2025-03-01,甲;乙\n安全,2025-03-02,丙;丁\n".encode()
    assert cells(content)[1] == ["谈判", "2025-03-01", "甲;乙"]


def test_a_title_line_and_blank_lines_keep_their_rows() -> None:
    content = '2025年明细\n\n工号,"名,称"\n1,"a\nb"\n2,c\n'.encode()
    assert cells(content) == [
        ["2025年明细", ""],
        ["", ""],
        ["工号", "名,称"],
        ["1", "a\nb"],
        ["2", "c"],
    ]


def test_what_a_cell_of_excel_says() -> None:
    said = {
        "  甲\u3000": "甲",
        7: "7",
        1200.5: "1200.5",
        0.1 + 0.2: "0.30",
        1.234: "1.2340",
        12345678901234: "12345678901234",
        datetime(2025, 3, 1): "2025-03-01",
        datetime(2025, 3, 1, 8, 30): "2025-03-01 08:30",
        date(2025, 3, 1): "2025-03-01",
        time(8, 30): "08:30",
        timedelta(hours=36, minutes=30): "36:30",
        "=1/0": "",
    }
    content = xlsx([[cell] for cell in said], formats={"A11": "[h]:mm"})
    found = [row[0] for row in only(content).rows]
    assert found == [text.replace("0.30", "0.3") for text in said.values() if text]


@pytest.mark.parametrize(
    ("number", "shape", "text"),
    [
        (200.25, "[$$-409]#,##0.00", "USD 200.25"),
        (3000, "[$¥-411]#,##0", "JPY 3000"),
        (-5, '"$"#,##0_);[Red]("$"#,##0)', "-$ 5"),
        (1.5, '0.00"万"', "1.5 万"),
        (5, '0"天"', "5"),
        (5, "#,##0.00", "5"),
        (0.15, "0%", "15%"),
        (-0.125, "0.0%", "-12.5%"),
        (15, '0"%"', "15%"),
        (12, "000000", "000012"),
        (12, '"E"0000', "E0012"),
        (1.5, "00", "1.5"),
        (45717, 'yyyy"年"m"月"d"日"', "2025-03-01"),
    ],
)
def test_a_number_with_what_its_format_shows(number: float, shape: str, text: str) -> None:
    assert cells(xlsx([["a", number]], formats={"B1": shape}))[0][1] == text
    assert cells(xls([["a", number]], {(0, 1): shape}))[0][1] == text


def test_yes_and_no_are_no_numbers() -> None:
    assert cells(xlsx([[True], [1], [0], [False]])) == [["TRUE"], ["1"], ["0"], ["FALSE"]]
    assert cells(xls([[1], [True]])) == [["1"], ["TRUE"]]


def test_a_format_beside_columns_that_are_empty() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["C3"] = 5
    sheet["C3"].number_format = "[$€-407] 0"
    sheet["D3"] = "#N/A"
    sheet["D3"].data_type = "e"
    sheet["XFD9"].number_format = "0%"
    assert cells(saved(book)) == [[""] * 4, [""] * 4, ["", "", "€ 5", "#N/A"]]


def test_merged_cells_and_hidden_sheets() -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["标题", None])
    first.merge_cells("A1:B2")
    book.create_sheet("藏").sheet_state = "hidden"
    shown, hidden = read_sheets("a", saved(book))
    assert shown.spans == (Span(0, 0, 1, 1),)
    assert (shown.hidden, shown.number) == (False, 1)
    assert (hidden.hidden, hidden.number, hidden.name, len(hidden.rows)) == (True, 2, "藏", 0)


def test_a_workbook_of_before_2007() -> None:
    assert cells(xls(ROWS)) == ROWS
    assert cells(xls([[1.5]], {(0, 0): "[h]:mm"})) == [["36:00"]]
    day = cells(xls([[45717.0, 45717.354166667]], {(0, 0): "yyyy-mm-dd", (0, 1): "yyyy-m-d h:mm"}))
    assert day == [["2025-03-01", "2025-03-01 08:30"]]


def test_a_binary_workbook() -> None:
    text, real, error, whole = 6, 5, 3, 2
    content = xlsb(
        [
            (0, 0, text, struct.pack("<I", 1) + "甲".encode("utf-16-le")),
            (1, 1, real, struct.pack("<d", 12.5)),
            (2, 0, real, struct.pack("<d", 12.5)),
            (3, 2, whole, struct.pack("<I", 15 << 2 | 3)),
            (4, 0, error, b"\x2a"),
        ],
        formats=["[$€-407] 0.00", "0%"],
        merged=(0, 1, 0, 0),
    )
    assert cells(content) == [["甲", "€ 12.5", "12.5", "15%", "#N/A"]]
    assert only(content).spans == (Span(0, 0, 1, 0),)


def test_a_web_page_that_calls_itself_a_spreadsheet() -> None:
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><title>t</title>'
        "<style>td {x}</style></head><body><table><tr><td colspan=3>花名册</td></tr>"
        "<tr><th>课程<th rowspan='1'>费用&nbsp;(&euro;)<th>姓名</tr>"
        "<tr><td rowspan=2>安全</td><td>1,200.50</td><td>甲<br>乙</td></tr>"
        "<tr><td>3</td><td> 丙 </td></tr></table></body></html>"
    )
    assert cells(page.encode("gb18030")) == [
        ["花名册", "", ""],
        ["课程", "费用 (€)", "姓名"],
        ["安全", "1,200.50", "甲\n乙"],
        ["", "3", "丙"],
    ]
    assert only(page.encode()).spans == (Span(0, 0, 0, 2), Span(2, 0, 3, 0))


def test_a_workbook_that_is_one_xml_text() -> None:
    book = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1">'
        '<NumberFormat ss:Format="[$€-407] 0.00"/></Style></Styles><Worksheet ss:Name="甲">'
        '<Table><Row ss:Index="2"><Cell ss:MergeDown="1"><Data ss:Type="String">课</Data></Cell>'
        '<Cell ss:Index="3" ss:StyleID="s1"><Data ss:Type="Number">5</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2025-03-01T00:00:00.000</Data></Cell></Row></Table>'
        "</Worksheet></Workbook>"
    )
    sheet = only(book.encode())
    assert [list(row) for row in sheet.rows] == [[""] * 4, ["课", "", "€ 5", "2025-03-01"]]
    assert (sheet.name, sheet.spans) == ("甲", (Span(1, 0, 2, 0),))


def test_a_workbook_of_libreoffice() -> None:
    cell = "<table:table-cell office:value-type="
    content = ods(
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        "<table:table-row>"
        f'{cell}"string" table:number-columns-spanned="2"><text:p>甲<text:s text:c="2"/>乙</text:p>'
        "<office:annotation><text:p>note</text:p></office:annotation></table:table-cell>"
        "<table:covered-table-cell/>"
        f'{cell}"float" office:value="12"><text:p>12万</text:p></table:table-cell>'
        f'{cell}"float" office:value="15000"><text:p>1.5万</text:p></table:table-cell>'
        f'{cell}"float" office:value="1200.5"><text:p>1.200,50</text:p></table:table-cell>'
        f'{cell}"currency" office:currency="EUR" office:value="5"><text:p>5,00 €</text:p>'
        "</table:table-cell>"
        f'{cell}"percentage" office:value="0.15"><text:p>15%</text:p></table:table-cell>'
        f'{cell}"date" office:date-value="2025-03-01"><text:p>1.3.25</text:p></table:table-cell>'
        f'{cell}"time" office:time-value="PT08H30M00S"><text:p>8:30</text:p></table:table-cell>'
        f'{cell}"string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row>",
        styles='<style:style style:name="h"><style:table-properties table:display="false"/>'
        "</style:style>",
        more='<table:table table:name="S2" table:style-name="h"/>',
    )
    first, second = read_sheets("a", content)
    assert [list(row) for row in first.rows[2:]] == [
        [
            "甲  乙",
            "",
            "12 万",
            "15000 万 ,",
            "1200.5",
            "EUR 5",
            "15%",
            "2025-03-01",
            "08:30",
            "#N/A",
        ]
    ]
    assert (first.spans, second.hidden) == ((Span(2, 0, 2, 1),), True)


@pytest.mark.parametrize(
    ("content", "code", "args"),
    [
        (b"", "file_empty", {}),
        (b"\xef\xbb\xbf \r\n", "file_empty", {}),
        (b"%PDF-1.7 ...", "file_not_a_table", {"what": "pdf"}),
        (b"\x89PNG\r\n", "file_not_a_table", {"what": "image"}),
        (b"PK\x03\x04 no archive", "file_unreadable", {"why": "damaged"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "file_unreadable", {"why": "damaged"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file_encrypted", {}),
        (b"\xff\xff\xff\x00", "file_unreadable", {"why": "encoding"}),
        ("姓名,备注\n甲,好\n".encode() * 9 + b"\xff\n", "file_unreadable", {"why": "bad_character", "line": 19}),
        (b'a,b\n1,"open\n' + b"2,c\n" * 300, "file_unreadable", {"why": "quotes", "line": 2}),
        (b"," * 600, "file_too_big", {"what": "columns", "most": 500}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(content: bytes, code: str, args: dict[str, object]) -> None:
    assert refusal(content) == (code, args)


def test_a_document_is_no_table() -> None:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr(
            "_rels/.rels",
            '<a><b Type="http://purl.oclc.org/officeDocument" Target="/word/document.xml"/></a>',
        )
    assert refusal(content.getvalue()) == ("file_not_a_table", {"what": "document"})


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(2_000_000))
    monkeypatch.setattr(limits, "UNPACKED", 1_000_000)
    assert refusal(content.getvalue()) == (
        "file_too_big",
        {"what": "unpacked", "most": 1_000_000},
    )
    monkeypatch.setattr(limits, "ROWS", 3)
    assert refusal(b"a\n" * 4) == ("file_too_big", {"what": "rows", "most": 3})
    monkeypatch.setattr(limits, "BYTES", 3)
    assert refusal(b"a\n" * 4) == ("file_too_big", {"what": "bytes", "most": 3})


def test_far_cells_are_refused_before_they_take_memory() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = 1
    sheet["SZ1048576"] = 1
    assert refusal(saved(book))[1]["what"] == "columns"
