"""Invoices and other money paid: booked to the request they are for, or to the line that pays for
their unit and course."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from engine.imports.loading.asking import place_of
from engine.imports.loading.run import Run
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.catalogue import Catalogue
from engine.imports.values.units import Units
from engine.queries.budget import line_paying_for
from engine.queries.rates import convert
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetVersion,
    Course,
    OrgUnit,
    Request,
)
from engine.usecases.context import Context
from engine.usecases.ledger.documents import INVOICE, Document, standing
from engine.usecases.ledger.invoices import post_invoice, require_document
from engine.usecases.ledger.posting import ACTUAL, Movement, lock_year, post
from engine.values.errors import EngineError
from engine.values.money import Money

AMOUNTS = ("amount", "net")
ACTIVE = "active"


class Loader:
    """Each is booked once: the same number with the same amount again changes nothing, with
    another one it is refused. A credit note is booked by hand: it must name its invoice."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._units = Units(run.session)
        self._courses = Catalogue(run.session, Course)
        self._centres = _units_by_centre(run)

    def take(self, row: Row) -> None:
        number, amount, day = row.needed("number"), self._amount(row), self._day(row)
        if row.ok and amount is not None and day is not None:
            self._booked(row, number, amount, day)
        if amount is not None:
            (self._report.pay if row.ok else self._report.leave_unpaid)(amount)

    def finish(self) -> None:
        """Nothing waits: each was booked as it came."""

    def _amount(self, row: Row) -> Money | None:
        """With its taxes, where both stand there."""
        name = next((one for one in AMOUNTS if row.raw(one)), AMOUNTS[0])
        money = row.money(name).money
        if money is None and row.ok:
            row.refuse(name, "empty")
        elif money is not None and (money.amount <= 0 or row.word("kind") == "credit_note"):
            row.refuse(name, "credit_note_by_hand")
        return money

    def _day(self, row: Row) -> date | None:
        day = row.day("invoiced_on", needed=True) or row.day("paid_on")
        if day is None and row.ok:
            row.refuse("invoiced_on", "empty")
        return day

    def _booked(self, row: Row, number: str, amount: Money, day: date) -> None:
        context = self._run.context
        if context is None:
            raise AssertionError("invoices are booked by a use case alone")
        try:
            with self._run.writer.attempt():
                fate = (
                    self._to_request(context, row, number, amount, day)
                    if row.raw("request")
                    else self._to_line(context, row, number, amount, day)
                )
        except EngineError as error:
            row.refuse("number", error.code)
            return
        if fate is not None:
            self._report.took(row.number, fate)

    def _to_request(
        self, context: Context, row: Row, number: str, amount: Money, day: date
    ) -> Fate | None:
        named = row.needed("request")
        request = context.session.scalar(select(Request).where(Request.number == named))
        if request is None:
            row.refuse("request", "unknown_request")
            return None
        if known := standing(context, INVOICE, request.id, number):
            return self._known(row, known, amount)
        key = f"import {place_of(self._report)} {row.number}"
        post_invoice(context, request.number, number, amount, key, day)
        return Fate.ADDED

    def _to_line(
        self, context: Context, row: Row, number: str, amount: Money, day: date
    ) -> Fate | None:
        """To the budget line that is in force on that day."""
        if known := standing(context, INVOICE, None, number):
            return self._known(row, known, amount)
        require_document(number, amount)
        line = self._line(context, row, day)
        if line is None:
            return None
        conversion = convert(context.session, amount, line.currency, day)
        booked = conversion.converted.amount
        movement = Movement(line_id=line.id, kind=ACTUAL, amount=booked, original=conversion)
        posting = post(context, Document(INVOICE, None, number), [movement], day, number)
        if posting is None:
            row.refuse("amount", "invoice_unclear")
            return None
        context.record(
            "post_invoice", number, amount=amount, booked=conversion.converted, posting=posting.id
        )
        return Fate.ADDED

    def _line(self, context: Context, row: Row, day: date) -> BudgetLine | None:
        unit = self._unit(row)
        if unit is None or not row.ok:
            return None
        year = context.fiscal.year_of(day)
        lock_year(context, year)
        path = context.session.get_one(OrgUnit, unit).path
        paying = line_paying_for(context.session, year, path, self._programmes(row))
        line = context.session.get(BudgetLine, paying.line_id) if paying else None
        if line is None:
            row.refuse("unit", "no_budget_line")
            return None
        if context.session.get_one(BudgetVersion, line.version_id).status != ACTIVE:
            row.refuse("invoiced_on", "year_closed")
            return None
        return line

    def _unit(self, row: Row) -> int | None:
        """By its name, or its cost centre."""
        if row.raw("unit"):
            return self._units.of(row)
        centre = row.text("cost_centre")
        found = self._centres.get(centre, []) if centre else []
        if len(found) != 1:
            row.refuse("cost_centre" if centre else "unit", "unknown_unit" if centre else "empty")
            return None
        return found[0]

    def _programmes(self, row: Row) -> list[str]:
        """A line for the course goes before one for its category."""
        name = row.text("course")
        try:
            course = self._courses.find(name) if name else None
        except Wrong as wrong:
            row.refuse("course", wrong.code)
            return []
        if not isinstance(course, Course):
            return []
        return [one for one in (course.code, course.category) if one]

    def _known(self, row: Row, known: BudgetPosting, amount: Money) -> Fate | None:
        """Booked before: with this very amount, or another one."""
        entry = self._run.session.scalars(
            select(BudgetEntry).where(
                BudgetEntry.posting_id == known.id, BudgetEntry.kind == ACTUAL
            )
        ).one()
        currency = self._run.session.get_one(BudgetLine, entry.line_id).currency
        if entry.original_amount is not None and entry.original_currency is not None:
            booked = Money(entry.original_amount, entry.original_currency)
        else:
            booked = Money(entry.amount, currency)
        if booked == amount:
            return Fate.SAME
        row.refuse("amount", "invoice_known")
        return None


def _units_by_centre(run: Run) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    units = select(OrgUnit.cost_centre, OrgUnit.id).where(OrgUnit.cost_centre.is_not(None))
    for centre, unit in run.session.execute(units):
        found.setdefault(centre or "", []).append(unit)
    return found
