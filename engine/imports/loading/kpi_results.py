"""Results of KPIs, of people or of units, period by period."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from engine.imports.amounts import is_nothing, plain, readings_of
from engine.imports.loading.asking import Asked
from engine.imports.loading.fields import Fields
from engine.imports.loading.keyed import SOURCE, Keyed
from engine.imports.loading.plain import subject_of
from engine.imports.loading.run import Run
from engine.imports.loading.years import Years
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.kpi_nature import KpiNatures, unit_said
from engine.imports.values.kpi_numbers import HOW, PER_CENT, SHARE, KpiNumbers
from engine.imports.values.periods import Period
from engine.imports.values.units import Units
from engine.store.tables import Kpi, KpiResult

NUMBERS = ("actual", "target", "target_of_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    row: Row
    employee: int | None
    unit: int | None
    period: Period


class Loader:
    """Rows are kept until all of a KPI's numbers were seen: they are read together."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._fields = Fields(run, report)
        self._units = Units(run.session)
        self._years = Years(run, report)
        self._natures = KpiNatures(run, report)
        self._results = Keyed(
            run, report, KpiResult, ("kpi_id", "employee_id", "org_unit_id", "period_start")
        )
        self._kpis = self._fields.catalogue("kpi")
        self._entries: dict[str, list[_Entry]] = defaultdict(list)
        self._known: dict[str, tuple[Kpi, KpiNumbers]] = {}
        # Lines of targets, by what they are the target of.
        self._targets: dict[tuple[str, int | None, int | None, date], Row] = {}
        self._last: tuple[int | None, int | None, str] = (None, None, "")
        self._asked: list[Asked] = []

    def take(self, row: Row) -> None:
        said = [name for name in ("actual", "target") if not is_nothing(row.raw(name))]
        if "actual" not in said:
            # A target alone, or nothing: there is no result to keep.
            self._report.took(row.number, Fate.LEFT_OUT)
            return
        name = row.needed("kpi")
        employee, unit = self._subject(row) if row.ok else (None, None)
        period = self._years.period(row) if row.ok else None
        if not row.ok or period is None:
            return
        figure = row.word("figure")
        if figure is None and row.raw("figure"):
            # Asked about as a word: a target must not be taken for a result.
            self._report.took(row.number, Fate.LEFT_OUT)
        elif figure == "target":
            self._targets[name, employee, unit, period.first] = row
        else:
            entry = _Entry(row=row, employee=employee, unit=unit, period=period)
            self._entries[name].append(entry)

    def finish(self) -> None:
        for name, entries in self._entries.items():
            try:
                self._read(name, entries)
            except Wrong as wrong:
                for one in entries:
                    one.row.refuse("kpi", wrong.code)
        every = [(name, one) for name, entries in self._entries.items() for one in entries]
        for name, one in sorted(every, key=lambda pair: pair[1].row.at):
            if name in self._known:
                self._put(*self._known[name], name, one)
        for row in self._targets.values():
            # Those of results were told with them.
            self._report.took(row.number, Fate.LEFT_OUT)
        self._results.write()
        self._years.ask()
        self._natures.ask()
        for asked in self._asked:
            asked.ask()

    # ---- whose

    def _subject(self, row: Row) -> tuple[int | None, int | None]:
        """The person, else the unit; a row that names nobody goes on with the one before it."""
        if row.raw("emp_no") or row.raw("name") or row.raw("last_name"):
            self._last = (self._fields.person(row), None, row.raw("unit"))
        elif row.raw("unit") and row.raw("unit") != self._last[2]:
            self._last = (None, self._units.of(row), row.raw("unit"))
        elif (row.raw("unit") and self._last[1] is None) or self._last[:2] == (None, None):
            row.refuse("emp_no", "empty")
        return self._last[:2]

    # ---- one KPI

    def _read(self, name: str, entries: list[_Entry]) -> None:
        bare, heading_unit = _parted(name)
        kpi = self._kpis.find(name) or self._kpis.find(bare)
        measured = entries[0].row.raw("measured_in") or heading_unit
        if kpi is None:
            kpi = self._made(bare, measured, entries)
        if kpi is None:
            return
        found = cast(Kpi, kpi)
        numbers = self._numbers(found, name, measured, entries)
        if numbers is not None:
            self._known[name] = (found, numbers)

    def _made(self, name: str, measured: str, entries: list[_Entry]) -> Kpi | None:
        """A new KPI of the file, once its unit and direction are known."""
        row = entries[0].row
        unit, direction = unit_said(row, "measured_in"), self._fields.read(row, "direction")
        if unit is None and (measured == "%" or any("%" in one for one in _texts(entries))):
            unit = SHARE
        nature = None
        for one in entries:
            nature = self._natures.of(one.row, name, unit, direction)
        if nature is None:
            return None
        columns = {"unit": nature.unit, "direction": nature.direction}
        return cast(Kpi, self._kpis.add(name, self._report, **columns))

    def _numbers(
        self, kpi: Kpi, name: str, measured: str, entries: list[_Entry]
    ) -> KpiNumbers | None:
        """How they are written; none while it must be asked."""
        asked = Asked(
            self._run,
            self._report,
            "kpi_share",
            "actual",
            of=kpi.name,
            options=HOW,
            proposed=PER_CENT if plain(measured) == "%" else SHARE,
            kpi=kpi.name,
            example=_texts(entries)[0],
        )
        home = self._run.company.currency
        lines = [one.raw("actual") for key, one in self._targets.items() if key[0] == name]
        numbers = KpiNumbers([*_texts(entries), *lines], kpi.unit, measured, home, asked.answer)
        if not numbers.unsure:
            return numbers
        self._asked.append(asked)
        for one in entries:
            asked.wait(one.row)
        return None

    def _put(self, kpi: Kpi, numbers: KpiNumbers, name: str, entry: _Entry) -> None:
        row, period = entry.row, entry.period
        actual = self._value(numbers, row, "actual")
        target = self._value(numbers, row, "target")
        line = self._targets.pop((name, entry.employee, entry.unit, period.first), None)
        if target is None and line is not None:
            target = self._value(numbers, line, "actual")
        if target is None and not is_nothing(row.raw("target_of_year")):
            target = self._target_of_year(kpi, numbers, entry)
        if not row.ok or actual is None:
            return
        known = self._results.stored((kpi.id, entry.employee, entry.unit, period.first))
        if known is not None and known["period_end"] != period.last:
            row.refuse("period", "another_period_begins_then")
            return
        values = {
            "kpi_id": kpi.id,
            "employee_id": entry.employee,
            "org_unit_id": entry.unit,
            "period_start": period.first,
            "period_end": period.last,
            "target": target,
            "actual": actual,
            SOURCE: row.source,
        }
        fate = self._results.put(row.number, subject_of(row), values, {})
        if line is not None:
            self._report.took(line.number, fate)

    def _target_of_year(self, kpi: Kpi, numbers: KpiNumbers, entry: _Entry) -> Decimal | None:
        """Of a month too where it is a share; else of the year alone."""
        row, fiscal = entry.row, self._run.company.fiscal
        whole = (entry.period.first, entry.period.last) == fiscal.days(
            fiscal.year_of(entry.period.last)
        )
        if kpi.unit == SHARE or whole:
            return self._value(numbers, row, "target_of_year")
        row.wrong("target_of_year", "target_of_the_year")
        return None

    def _value(self, numbers: KpiNumbers, row: Row, name: str) -> Decimal | None:
        if is_nothing(row.raw(name)):
            return None
        try:
            value = numbers.read(row.raw(name))
        except Wrong as wrong:
            row.wrong(name, wrong.code)
            return None
        if self._results.fits("actual", value) is not None:
            row.wrong(name, "out_of_range")
            return None
        return value


def _parted(name: str) -> tuple[str, str]:
    """A name without the unit in its brackets, and the unit."""
    for one in readings_of(name):
        if not one.unit.is_plain and len(one.bare) < len(name):
            return name[: len(one.bare)].strip(), name[len(one.bare) :].strip(" ()（）[]/_-")
    inner = name.rstrip(" )）").removesuffix("%").rstrip(" (（/")
    return (inner, "%") if inner != name and "%" in name else (name, "")


def _texts(entries: list[_Entry]) -> list[str]:
    said = [one.row.raw(name) for one in entries for name in NUMBERS]
    return [text for text in said if not is_nothing(text)]
