"""How charts are drawn and files are laid out, piece by piece."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from openpyxl import load_workbook
from reportlab.platypus import Paragraph, Spacer

from assistant.charts.chart import Chart, ChartRow
from assistant.charts.drawing import draw
from assistant.reports import files
from assistant.reports.files import as_csv, as_pdf, as_xlsx
from assistant.reports.table import Table
from tests.approved import require_approved
from tests.assistant.golden.stage import TEXTS

CHARTS = {
    "stacked": Chart(
        "预算",
        (
            ChartRow("销售部", (3.0, 1.0, 0.5), ("剩 1 元",)),
            ChartRow("一车间", (2.0, 0.0, 4.0), ("剩 2 元",)),
        ),
        ("已用", "已批", "可用"),
        stacked=True,
    ),
    "side by side": Chart(
        "效果",
        (
            ChartRow("转化率", (1.0, 1.25), ("100%", "125%")),
            ChartRow("投诉", (1.0, -0.2), ("100%", "-20%")),
        ),
        ("之前", "之后"),
    ),
    "one bar each": Chart("差距", (ChartRow("x" * 60, (0.4,), ("40% (4/10)",)),)),
}


def drawn(figure: Figure) -> Iterator[str]:
    [axes] = figure.axes
    width, height = figure.get_size_inches()
    yield f"{width:g} × {height:g} inches at {figure.dpi:g}, {figure.get_layout_engine().__class__.__name__}"
    yield f"x {tuple(round(float(one), 4) for one in axes.get_xlim())}, y upside down: {axes.yaxis_inverted()}, axes shown: {axes.axison}"
    for bar in axes.patches:
        place = ", ".join(
            f"{one:.4g}" for one in (bar.get_x(), bar.get_y(), bar.get_width(), bar.get_height())
        )
        yield f"bar {place} {to_hex(bar.get_facecolor())}"
    for text in [axes.title, axes._left_title, *axes.texts]:
        x, y = text.get_position()
        yield f"text {text.get_text()!r} {x:.4g}, {y:.4g} {text.get_va()} {text.get_fontsize():g} {text.get_color()} wraps: {text.get_wrap()}"
    legend = axes.get_legend()
    if legend:
        yield f"legend {[one.get_text() for one in legend.get_texts()]} {legend._ncols} columns, {legend._loc}, framed: {legend.get_frame_on()} {legend.prop.get_size():g}"
        yield f"legend's colours {[to_hex(one.get_facecolor()) for one in legend.get_patches()]}"


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_chart_is_drawn_as_approved(
    name: str, approving: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures: list[Figure] = []
    monkeypatch.setattr(Figure, "savefig", lambda self, file, format: figures.append(self))
    draw(CHARTS[name])
    text = "\n".join(line for figure in figures for line in drawn(figure)) + "\n"
    require_approved(TEXTS / f"chart {name}.txt", text, approving)


TABLE = Table(
    "预算 <2027> & 更多",
    ("部门", "很长的一列的名称", "金额", "日期"),
    (("=1+1", "长" * 50, Decimal("1234.5"), date(2027, 3, 1)), ("a<b", None, 1234567, None)),
    ("来源：台账", "+备注"),
)


def test_a_sheet_is_laid_out_as_approved(approving: bool) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(TABLE))).active
    lines = [f"frozen at {sheet.freeze_panes}"]
    lines += [f"column {key} {one.width:g}" for key, one in sheet.column_dimensions.items()]
    lines += [
        f"{cell.coordinate} {cell.value!r} {cell.data_type} bold: {cell.font.b} {cell.font.sz}"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    require_approved(TEXTS / "sheet.txt", "\n".join(lines) + "\n", approving)


def test_a_csv_is_as_approved(approving: bool) -> None:
    content = as_csv(TABLE)
    assert content.startswith(b"\xef\xbb\xbf")
    require_approved(
        TEXTS / "csv.txt", content.decode("utf-8-sig").replace("\r\n", "\n"), approving
    )


def _printed(piece: Any) -> str:
    if isinstance(piece, Paragraph):
        style = piece.style
        return f"{piece.text!r} {style.name} {style.fontName} {style.fontSize}/{style.leading} {style.wordWrap}"
    return f"space {piece.width:g} × {piece.height:g}" if isinstance(piece, Spacer) else str(piece)


def test_a_page_is_laid_out_as_approved(approving: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []

    class Printer(files.SimpleDocTemplate):  # type: ignore[misc, name-defined]
        def build(self, story: list[Any]) -> None:
            margins = (self.leftMargin, self.rightMargin, self.topMargin, self.bottomMargin)
            size = [f"{one:.4g}" for one in (*self.pagesize, *margins)]
            lines.append(f"{self.title!r} {' '.join(size)}")
            for piece in story:
                if isinstance(piece, files.PdfTable):
                    lines.append(f"table {piece.repeatRows} {piece.hAlign}")
                    lines.extend(str(one) for one in (*piece._bkgrndcmds, *piece._linecmds))
                    lines.extend(
                        f"cell {_printed(one)} {style.valign}"
                        for row, styles in zip(piece._cellvalues, piece._cellStyles, strict=True)
                        for one, style in zip(row, styles, strict=True)
                    )
                else:
                    lines.append(_printed(piece))
            super().build(story)

    monkeypatch.setattr(files, "SimpleDocTemplate", Printer)
    assert as_pdf(TABLE).startswith(b"%PDF")
    require_approved(TEXTS / "page.txt", "\n".join(lines) + "\n", approving)
