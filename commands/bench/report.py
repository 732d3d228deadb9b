"""What the engine's bench found, as a table and a plot."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot
from rich.console import Console

from commands.bench.operations import Operation, operations

mpl.use("Agg")
COPIES = ("Copy", "Copy of PostgreSQL")
STORES = ("SQLite", "PostgreSQL", *COPIES)
MS = 1_000


def write_report(console: Console, found: Sequence[dict[str, Any]], folder: Path) -> None:
    """`bench-engine.md` and `pictures/bench-engine.png` in `folder`."""
    lines = [
        "# The engine's speed and memory",
        "",
        "Written by `./peisuan bench engine`, all in one run: milliseconds, median / p95; DuckDB is",
        "the same aggregate over the same data in its memory, and the ratio is that of the medians.",
        "Copy is the copy by columns of the SQLite store, where figures of many people come from it;",
        "CPU is the processor's time there, on all cores: what the machine's other work does not make longer.",
        "",
    ]
    for row in found:
        lines += _table(row)
    (folder / "bench-engine.md").write_text("\n".join(lines), encoding="utf-8")
    _plot(found, folder / "pictures" / "bench-engine.png")
    console.print(f"docs/bench-engine.md holds {len(found)} size(s)")


def _table(row: dict[str, Any]) -> list[str]:
    stores = [store for store in STORES if store in row]
    memory = ", ".join(f"{store} {row[store]['peak_mb']} MB" for store in stores)
    lines = [
        f"## {row['employees']:,} employees",
        "",
        f"Peak memory of the application: {memory}",
        "",
    ]
    for name in COPIES:
        if copy := row.get(name):
            made = f"{copy['rows']:,} rows in {copy['made_in']:.1f} s, {copy['size_mb']} MB"
            lines += [f"{name}: {made}", ""]
    loads = [row[store]["load"] for store in stores]
    least, most = min(low for low, _ in loads), max(high for _, high in loads)
    lines += [f"The machine's load meanwhile: {least:.1f} to {most:.1f}", ""]
    heads = [f"{store} | ratio{_busy_head(store)}" for store in stores]
    lines.append(f"| operation | {' | '.join(heads)} | DuckDB |")
    columns = 2 * len(stores) + sum(store in COPIES for store in stores) + 1
    lines.append("|---|" + "---:|" * columns)
    for operation in operations(row["employees"]):
        lines.append(_line(operation, row, stores))
    return [*lines, ""]


def _busy_head(store: str) -> str:
    return " | CPU" if store in COPIES else ""


def _line(operation: Operation, row: dict[str, Any], stores: Sequence[str]) -> str:
    reference = row["reference"].get(operation.reference)
    cells = []
    for store in stores:
        times = row[store]["times"][operation.name]
        median = statistics.median(times)
        cells.append(f"{median * MS:.1f} / {high(times) * MS:.1f}")
        cells.append(f"{median / reference:.1f}" if reference else "")
        if store in COPIES:
            cells.append(f"{row[store]['busy'][operation.name] * MS:.0f}")
    last = f"{reference * MS:.1f}" if reference else ""
    return f"| {operation.name} | {' | '.join(cells)} | {last} |"


def high(times: Sequence[float]) -> float:
    """The 95th percentile; of very few, the largest."""
    return statistics.quantiles(times, n=20)[-1] if len(times) >= 10 else max(times)


def _plot(found: Sequence[dict[str, Any]], path: Path) -> None:
    figure, axes = pyplot.subplots(1, len(STORES), figsize=(24, 7), sharey=True)
    sizes = [row["employees"] for row in found]
    for store, plot in zip(STORES, axes, strict=True):
        rows = [row for row in found if store in row]
        for operation in operations(sizes[0]):
            medians = [statistics.median(row[store]["times"][operation.name]) * MS for row in rows]
            style = "-" if operation.interactive else "--"
            plot.loglog(sizes[: len(rows)], medians, style, marker="o", label=operation.name)
        plot.set_title(f"{store}: median time (dashed: whole company)")
        plot.set_xlabel("employees")
        plot.grid(True, which="major", alpha=0.3)
    axes[0].set_ylabel("milliseconds")
    axes[-1].legend(loc="center left", bbox_to_anchor=(1.02, 0.5), fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
