"""Charts as PNG, sized for a phone: 1,080 pixels wide, with letters that stay readable there."""

from __future__ import annotations

import io
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from assistant.charts.chart import Chart, ChartRow

FONT = Path(__file__).parent / "font" / "NotoSansSC-subset.otf"
DPI, WIDTH = 225, 4.8
ROW, HEAD, THICK = 0.62, 1.0, 0.36
# Told apart by those who see colours differently, and on paper.
COLOURS = ("#0b5cad", "#e69f00", "#56b4e9", "#c9d3de")
INK = "#1c2733"
LONGEST_LABEL = 44
WIDE_DOLLAR = "＄"
# Words between dollars are words.
rcParams["text.parse_math"] = False


def draw(chart: Chart) -> bytes:
    """The chart as a PNG."""
    bars = 1 if chart.stacked else max(len(row.values) for row in chart.rows)
    height = HEAD + ROW * len(chart.rows) * max(1, 0.75 * bars)
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for position, row in enumerate(chart.rows):
        _draw_row(axes, chart, row, position)
    _finish(axes, chart)
    output = io.BytesIO()
    figure.savefig(output, format="png")
    return output.getvalue()


def _draw_row(axes: Axes, chart: Chart, row: ChartRow, position: int) -> None:
    """The label above its bars: a name never has to share the width with them."""
    with_label = position - 0.34
    label = textwrap.shorten(row.label, LONGEST_LABEL, placeholder="…")
    axes.text(0, with_label, label, va="center", **_text(10.5))
    if chart.stacked:
        left = 0.0
        for value, colour in zip(row.values, COLOURS, strict=False):
            axes.barh(position, value, THICK, left=left, color=colour)
            left += value
        axes.text(left, position, f" {row.said[0]}", va="center", **_text(9.5))
        return
    thick = THICK if len(row.values) == 1 else 0.52 / len(row.values)
    for number, (value, said) in enumerate(zip(row.values, row.said, strict=True)):
        at = position + thick * number
        axes.barh(at, value, thick * 0.92, color=COLOURS[number])
        axes.text(max(value, 0), at, f" {said}", va="center", **_text(9.5))


def _finish(axes: Axes, chart: Chart) -> None:
    # To wrap it, matplotlib reads mathematics between dollars all the same, and fails on blanks.
    title = " ".join(chart.title.split()).replace("$", WIDE_DOLLAR)
    axes.set_title(title, loc="left", pad=10, wrap=True, **_text(12))
    axes.invert_yaxis()
    axes.set_axis_off()
    # Room for what is written behind the longest bar.
    left, right = axes.get_xlim()
    axes.set_xlim(left, right * 1.42)
    if chart.series:
        handles = [
            axes.barh(0, 0, color=colour) for colour, _ in zip(COLOURS, chart.series, strict=False)
        ]
        axes.legend(
            handles,
            chart.series,
            loc="upper center",
            bbox_to_anchor=(0.5, 0),
            ncols=2,
            frameon=False,
            prop=_font(9.5),
        )


def _text(size: float) -> dict[str, Any]:
    return {"fontproperties": _font(size), "color": INK}


@cache
def _font(size: float) -> font_manager.FontProperties:
    font_manager.fontManager.addfont(str(FONT))
    name = font_manager.FontProperties(fname=str(FONT)).get_name()
    families = [name, "Noto Sans CJK SC", "WenQuanYi Zen Hei", "DejaVu Sans"]
    known = {font.name for font in font_manager.fontManager.ttflist}
    return font_manager.FontProperties(
        family=[family for family in families if family in known], size=size
    )
