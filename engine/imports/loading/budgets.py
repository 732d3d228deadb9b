"""Budgets of units, by year, programme and quarter, posted to the ledger; and what of them was
committed and spent before they were kept here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from engine.imports.loading.asking import Asked, place_of
from engine.imports.loading.run import Run
from engine.imports.loading.years import Years
from engine.imports.questions import Question
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.periods import Period
from engine.imports.values.units import Said, Units
from engine.queries.budget import ALL
from engine.store.tables import OrgUnit
from engine.usecases.budgets.lines import Aim, LineSet, set_line
from engine.usecases.budgets.opening import Opening, open_line
from engine.usecases.budgets.programmes import programme_meant
from engine.usecases.budgets.versions import YEARS_OF_FILES
from engine.usecases.context import Context
from engine.values.errors import BudgetExceeded, InvalidInput, NotFound
from engine.values.money import Money

KEEP, WHOLE_UNIT = "keep", "whole_unit"
POST, LEAVE = "post", "leave"
AMOUNT = "amount"
# What there was before, posted only where somebody says so; and what is told and never set.
OPENING = ("spent", "committed")
BESIDE = ("left", "last_year")


@dataclass(slots=True)
class _Wanted:
    """What the file gives a line in all, what of it is committed and spent, the rows that say so,
    and the money of each."""

    amount: Money
    opening: dict[str, Money] = field(default_factory=dict)
    note: str | None = None
    rows: list[tuple[Row, Money]] = field(default_factory=list)


class Loader:
    """Rows of one unit, year, programme and quarter are added up; months make their quarter."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        assert run.context is not None, "budgets are posted as a use case"
        self._run, self._report = run, report
        self._context: Context = run.context
        self._units = Units(run.session)
        # Where there are none at all, a misspelt one cannot be told from a new one anyhow.
        self._makes_units = not self._units.are_there
        self._years = Years(run, report)
        self._programmes: dict[str, str | None] = {}
        self._centres: dict[str | None, Sequence[OrgUnit]] = {}
        self._unknown = Asked(
            run,
            report,
            "unknown_programmes",
            "programme",
            options=(KEEP, WHOLE_UNIT),
            proposed=KEEP,
        )
        self._wanted: dict[Aim, _Wanted] = {}
        self._beside: dict[str, int] = defaultdict(int)
        self._opening = run.answers.to("opening_figures", place_of(report))
        self._opening_rows = self._created = 0

    def take(self, row: Row) -> None:
        cost = row.money(AMOUNT)
        if cost.money is None:
            if row.ok:
                self._report.took(row.number, Fate.LEFT_OUT)
            return
        aim = self._aim(row)
        opening = self._open(row, aim) if aim is not None else {}
        if aim is None or not row.ok:
            self._leave_unpaid(cost.money, *opening.values())
            return
        wanted = self._wanted.get(aim)
        if wanted is None:
            wanted = self._wanted[aim] = _Wanted(Money.zero(cost.money.currency))
        currencies = {one.currency for one in (wanted.amount, cost.money, *opening.values())}
        if len(currencies) > 1:
            row.refuse(AMOUNT, "budget_currency")
            self._leave_unpaid(cost.money, *opening.values())
            return
        wanted.amount += cost.money
        for name, money in opening.items():
            wanted.opening[name] = wanted.opening.get(name, Money.zero(money.currency)) + money
        wanted.note = wanted.note or row.text("note")
        wanted.rows.append((row, cost.money))
        for name in BESIDE:
            self._beside[name] += bool(row.raw(name))

    def finish(self) -> None:
        self._ask_opening()
        for aim, wanted in self._wanted.items():
            self._set(aim, wanted)
        self._years.ask()
        self._unknown.ask()
        # Of a matrix a row is several.
        if self._created > self._report.count(Fate.ADDED):
            self._report.things["budget_line"] += self._created
        if made := self._units.count_made():
            self._report.things["unit"] += made
        for name, rows in self._beside.items():
            if rows:
                self._report.remark("not_set_from_here", field=name, rows=rows)

    def _leave_unpaid(self, *amounts: Money) -> None:
        for money in amounts:
            self._report.leave_unpaid(money)

    def _open(self, row: Row, aim: Aim) -> dict[str, Money]:
        """What was committed and spent, if it is to be posted; of a year to come only that it is
        nothing yet."""
        said = [name for name in OPENING if row.raw(name)]
        to_come = aim.fiscal_year > self._run.company.fiscal.year_of(self._run.today)
        self._opening_rows += bool(said) and not to_come
        read = {name: row.money(name).money for name in said if self._opening == POST}
        found = {name: money for name, money in read.items() if money is not None}
        if to_come:
            for name in [one for one in said if one not in found or found[one].amount]:
                self._beside[name] += 1
                self._leave_unpaid(*filter(None, (found.pop(name, None),)))
        return found

    def _ask_opening(self) -> None:
        if not self._opening_rows or self._opening is not None:
            return
        place = place_of(self._report)
        self._report.ask(
            Question(
                code="opening_figures",
                subject=place,
                args={"place": place, "rows": self._opening_rows},
                options=(POST, LEAVE),
                proposed=POST,
                rows=0,
            )
        )

    def _aim(self, row: Row) -> Aim | None:
        unit = self._unit(row)
        period = self._years.period(row, "quarter") if row.ok else None
        if unit is None or period is None:
            return None
        programme = self._programme(row)
        quarter = self._quarter(row, period)
        if programme is None or not row.ok:
            return None
        year = self._run.company.fiscal.year_of(period.first)
        return Aim(unit=unit, fiscal_year=year, programme=programme, quarter=quarter)

    def _unit(self, row: Row) -> OrgUnit | None:
        """That of the row; the whole company where the file knows no units."""
        if not (row.has("unit") or row.has("unit_code") or row.has("cost_centre")):
            return self._units.root()
        if row.raw("cost_centre") and not (row.raw("unit") or row.raw("unit_code")):
            return self._by_cost_centre(row)
        found = self._made(row) if self._makes_units else self._units.of(row)
        return self._units.stored(found) if found is not None else None

    def _made(self, row: Row) -> int | None:
        """The first units of a store are those that its budgets are for."""
        name = row.needed("unit" if row.has("unit") else "unit_code")
        if not row.ok:
            return None
        try:
            return self._units.get(Said((name,), code=row.raw("unit_code")))
        except Wrong as wrong:
            row.refuse("unit", wrong.code)
            return None

    def _by_cost_centre(self, row: Row) -> OrgUnit | None:
        code = row.text("cost_centre")
        if code not in self._centres:
            of = select(OrgUnit).where(OrgUnit.cost_centre == code).limit(2)
            self._centres[code] = self._run.session.scalars(of).all()
        if len(self._centres[code]) != 1:
            row.refuse("cost_centre", "unknown_unit")
            return None
        return self._centres[code][0]

    def _quarter(self, row: Row, period: Period) -> int | None:
        """Of the fiscal year; none for the whole of it."""
        fiscal = self._run.company.fiscal
        year = fiscal.year_of(period.first)
        if (period.first, period.last) == fiscal.days(year):
            return None
        for quarter in range(1, 5):
            first, last = fiscal.quarter(year, quarter)
            if first <= period.first and period.last <= last:
                return quarter
        row.refuse("quarter", "budget_period")
        return None

    def _programme(self, row: Row) -> str | None:
        words = row.text("programme")
        if words is None:
            return ALL
        if words not in self._programmes:
            self._programmes[words] = self._meant(words)
        meant = self._programmes[words]
        if meant is not None:
            return meant
        # Kept as the file says, until somebody says otherwise: nothing of it waits.
        if self._unknown.answer is None:
            self._unknown.note(row)
        return ALL if self._unknown.answer == WHOLE_UNIT else words

    def _meant(self, words: str) -> str | None:
        try:
            return programme_meant(self._context, words)
        except NotFound:
            return None

    def _set(self, aim: Aim, wanted: _Wanted) -> None:
        try:
            done = self._post(aim, wanted)
        except (BudgetExceeded, InvalidInput) as error:
            for row, money in wanted.rows:
                row.refuse(AMOUNT, error.code)
                self._report.leave_unpaid(money)
            self._leave_unpaid(*wanted.opening.values())
            return
        self._created += done.created
        for money in wanted.opening.values():
            self._report.open(money)
        for row, money in wanted.rows:
            self._report.pay(money)
            self._told(row, aim, done)

    def _post(self, aim: Aim, wanted: _Wanted) -> LineSet:
        if not wanted.opening:
            return set_line(self._context, aim, wanted.amount, YEARS_OF_FILES, wanted.note)
        committed, spent = (wanted.opening.get(name) for name in ("committed", "spent"))
        opening = Opening(wanted.amount, committed, spent)
        try:
            with self._run.writer.attempt():
                return open_line(self._context, aim, opening, wanted.note)
        except BudgetExceeded as error:
            if error.code != "opening_beyond_budget":
                raise
        return self._without_opening(aim, wanted)

    def _without_opening(self, aim: Aim, wanted: _Wanted) -> LineSet:
        """Only what it has, where more was spent than that: no line can be overdrawn."""
        done = set_line(self._context, aim, wanted.amount, YEARS_OF_FILES, wanted.note)
        row = wanted.rows[0][0]
        bound = sum(wanted.opening.values(), Money.zero(wanted.amount.currency))
        self._report.remark("overspent", row.number, budget=wanted.amount, bound=bound)
        self._leave_unpaid(*wanted.opening.values())
        wanted.opening.clear()
        return done

    def _told(self, row: Row, aim: Aim, done: LineSet) -> None:
        if done.created:
            self._report.took(row.number, Fate.ADDED)
        elif done.before != done.after:
            self._report.change(row.number, aim.subject, AMOUNT, done.before, done.after)
        else:
            self._report.took(row.number, Fate.SAME)
        if done.suspended:
            self._report.remark("reservations_given_back", row.number, requests=done.suspended)
