"""Invoices and other money paid: booked to the request they are for, or to the line that pays for
their unit and course. One that names neither is for what was trained about then; where that is
not clear it is asked whether the company as a whole pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engine.imports.loading.asking import Asked
from engine.imports.loading.paid_for import requests_for, unit_trained
from engine.imports.loading.run import Run
from engine.imports.loading.unbudgeted import Unbudgeted
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.catalogue import Catalogue
from engine.imports.values.people import YES_NO
from engine.imports.values.units import Said, Units
from engine.queries.budget import line_paying_for
from engine.queries.company import whole_company
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


@dataclass(frozen=True, slots=True)
class Invoice:
    """As its row says it."""

    row: Row
    number: str
    amount: Money
    day: date


class Loader:
    """Each is booked once: the same number with the same amount again changes nothing, with
    another one it is refused. A credit note is booked by hand: it must name its invoice."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._units = Units(run.session)
        self._courses = Catalogue(run.session, Course)
        # Where there are none at all, those that invoices name are the first.
        self._makes_units = not self._units.are_there
        self._centres = _units_by_centre(run)
        self._without_budget = Unbudgeted(run, report)
        self._late: dict[int, tuple[Invoice, int]] = {}
        self._knows_requests: bool | None = None
        self._company = Asked(run, report, "invoices_of_company", "unit", options=YES_NO)

    def take(self, row: Row) -> None:
        number, amount, day = row.needed("number"), self._amount(row), self._day(row)
        if row.ok and amount is not None and day is not None:
            self._attempt(Invoice(row, number, amount, day))
        if amount is not None and id(row) not in self._late:
            (self._report.pay if row.ok else self._report.leave_unpaid)(amount)

    def finish(self) -> None:
        self._company.ask()
        late = dict(self._late)
        for row in self._without_budget.set_budgets():
            self._attempt(*late[id(row)])
        for one, _ in late.values():
            (self._report.pay if one.row.ok else self._report.leave_unpaid)(one.amount)
        if made := self._units.count_made():
            self._report.things["unit"] += made

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

    def _attempt(self, one: Invoice, unit: int | None = None) -> None:
        """Book it as its row says; or to the budget that was set for it in the `unit`."""
        context = self._run.context
        if context is None:
            raise AssertionError("invoices are booked by a use case alone")
        try:
            with self._run.writer.attempt():
                fate = self._to_line(context, one, unit) if unit else self._book(context, one)
        except EngineError as error:
            one.row.refuse("number", error.code)
            return
        if fate is not None:
            self._report.took(one.row.number, fate)

    def _book(self, context: Context, one: Invoice) -> Fate | None:
        row = one.row
        if row.raw("request") and self._names_requests(row):
            named = row.needed("request")
            request = context.session.scalar(select(Request).where(Request.number == named))
            if request is None:
                row.refuse("request", "unknown_request")
                return None
            return self._to_request(context, one, request)
        if row.raw("unit") or row.raw("cost_centre"):
            return self._to_line(context, one, self._unit(row))
        course = self._course(row)
        return self._unsaid(context, one, course) if row.ok else None

    def _names_requests(self, row: Row) -> bool:
        """Whether the numbers in the column are of requests here, and not another system's own."""
        if self._knows_requests is None:
            said = row.rows.texts("request")
            known = select(Request.id).where(Request.number.in_(said)).limit(1)
            self._knows_requests = self._run.session.scalar(known) is not None
            if not self._knows_requests:
                self._report.remark("strange_requests", rows=len(said), example=min(said))
        return self._knows_requests

    def _unsaid(self, context: Context, one: Invoice, course: Course | None) -> Fate | None:
        """Of which nobody says whose it is."""
        requests = requests_for(context.session, course.id, one.day) if course else []
        for key in (None, *(request.id for request in requests)):
            if known := standing(context, INVOICE, key, one.number):
                return self._known(one, known)
        if len(requests) == 1:
            return self._to_request(context, one, requests[0])
        unit = None
        if course is not None and not requests:
            unit = unit_trained(context.session, course.id, one.day)
        return self._to_line(context, one, unit or self._company_of(context, one))

    def _company_of(self, context: Context, one: Invoice) -> int | None:
        """The company itself, if it has a budget and somebody says so."""
        session, year = context.session, context.fiscal.year_of(one.day)
        path = whole_company(session)
        pays = line_paying_for(session, year, path, self._programmes(one.row))
        if self._company.answer == "no":
            one.row.refuse("unit", "invoice_of_nobody")
            return None
        if self._company.answer is None and pays is not None:
            self._company.wait(one.row)
        return self._units.root().id

    def _to_request(self, context: Context, one: Invoice, request: Request) -> Fate | None:
        if known := standing(context, INVOICE, request.id, one.number):
            return self._known(one, known)
        # Its number tells it apart: the next file has other invoices in the same rows.
        no_key = ""
        post_invoice(context, request.number, one.number, one.amount, no_key, one.day)
        return Fate.ADDED

    def _to_line(self, context: Context, one: Invoice, unit: int | None) -> Fate | None:
        """To the budget line that is in force on that day."""
        if unit is None or not one.row.ok:
            return None
        if known := standing(context, INVOICE, None, one.number):
            return self._known(one, known)
        require_document(one.number, one.amount)
        line = self._line(context, one, unit)
        if line is None:
            return None
        conversion = convert(context.session, one.amount, line.currency, one.day)
        booked = conversion.converted
        movement = Movement(line_id=line.id, kind=ACTUAL, amount=booked.amount, original=conversion)
        document = Document(INVOICE, None, one.number)
        posting = post(context, document, [movement], one.day, one.number)
        if posting is None:
            one.row.refuse("amount", "invoice_unclear")
            return None
        context.record(
            "post_invoice", one.number, amount=one.amount, booked=booked, posting=posting.id
        )
        return Fate.ADDED

    def _line(self, context: Context, one: Invoice, unit: int) -> BudgetLine | None:
        year = context.fiscal.year_of(one.day)
        lock_year(context, year)
        path = context.session.get_one(OrgUnit, unit).path
        paying = line_paying_for(context.session, year, path, self._programmes(one.row))
        line = context.session.get(BudgetLine, paying.line_id) if paying else None
        if line is None:
            payer = context.session.get_one(OrgUnit, unit)
            if self._without_budget.add(one.row, one.amount, payer, one.day):
                self._late[id(one.row)] = (one, unit)
            return None
        if context.session.get_one(BudgetVersion, line.version_id).status != ACTIVE:
            one.row.refuse("invoiced_on", "year_closed")
            return None
        return line

    def _unit(self, row: Row) -> int | None:
        """By its name, or its cost centre."""
        if row.raw("unit"):
            if self._makes_units:
                return self._units.get(Said((row.needed("unit"),)))
            return self._units.of(row)
        centre = row.text("cost_centre")
        found = self._centres.get(centre, []) if centre else []
        if len(found) != 1:
            row.refuse("cost_centre", "unknown_unit")
            return None
        return found[0]

    def _programmes(self, row: Row) -> list[str]:
        """A line for the course goes before one for its category."""
        course = self._course(row)
        return [one for one in (course.code, course.category) if one] if course else []

    def _course(self, row: Row) -> Course | None:
        name = row.text("course")
        try:
            course = self._courses.find(name) if name else None
        except Wrong as wrong:
            row.refuse("course", wrong.code)
            return None
        return course if isinstance(course, Course) else None

    def _known(self, one: Invoice, known: BudgetPosting) -> Fate | None:
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
        if booked == one.amount:
            return Fate.SAME
        one.row.refuse("amount", "invoice_known")
        return None


def _units_by_centre(run: Run) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    units = select(OrgUnit.cost_centre, OrgUnit.id).where(OrgUnit.cost_centre.is_not(None))
    for centre, unit in run.session.execute(units):
        found.setdefault(centre or "", []).append(unit)
    return found
