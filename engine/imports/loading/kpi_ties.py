"""What moves a KPI: other KPIs, and skills."""

from __future__ import annotations

from typing import Any

from engine.analysis.kpi import SHARE
from engine.analysis.kpi_tree import ELASTICITY
from engine.imports.loading import plain
from engine.imports.loading.asking import Asked
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import SheetReport
from engine.store.tables import Kpi

LINKS = "kpi_links"
UNITS = ("pp", "relative")
PP = UNITS[0]


class Loader(plain.Loader):
    """`parent` and `child` of a link, or a KPI and a skill behind it; a coefficient counts in
    points or relatively, which is asked about where the file is silent."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        super().__init__(run, report)
        self._unit = Asked(run, report, "coefficient_unit", "coefficient_unit", options=UNITS)

    def complete(self, row: Row, values: dict[str, Any]) -> None:
        if self.report.kind == LINKS:
            self._complete_link(row, values)
        if row.ok and values["coefficient"] is not None and not values["coefficient_unit"]:
            values["coefficient_unit"] = self._unit.answer
            if self._unit.answer not in UNITS:
                self._unit.wait(row)
        if row.ok and self.report.kind != LINKS:
            self._require_points(row, values)

    def finish(self) -> None:
        super().finish()
        self._unit.ask()

    def _complete_link(self, row: Row, values: dict[str, Any]) -> None:
        if values["form"] is None and values["coefficient"] is not None:
            values["form"] = ELASTICITY
        if values["form"] is None:
            row.refuse("form", "empty")
        elif values["form"] == ELASTICITY and not values["coefficient"]:
            row.refuse("coefficient", "empty")
        elif self._closes_a_circle(values["parent_id"], values["child_id"]):
            row.refuse("child", "circle")

    def _closes_a_circle(self, parent: int, child: int) -> bool:
        """Whether `parent` already moves `child`, over however many others."""
        below, seen = [child], {parent}
        while below:
            one = below.pop()
            if one == parent:
                return True
            if one not in seen:
                seen.add(one)
                links = (link for link in self.rows.all() if link["parent_id"] == one)
                below += [link["child_id"] for link in links]
        return False

    def _require_points(self, row: Row, values: dict[str, Any]) -> None:
        """A share cannot move by more than all of it: the file means per cent, or does it?"""
        size, unit = values["coefficient"], values["coefficient_unit"]
        kpi = self._run.session.get_one(Kpi, values["kpi_id"])
        if size is not None and unit == PP and kpi.unit == SHARE and abs(size) > 1:
            row.refuse("coefficient", "share_above_one")
