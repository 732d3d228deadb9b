"""Rates, wages, service agreements, budgets and invoices."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from engine.imports.values.units import Units
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetPhase,
    BudgetPosting,
    BudgetVersion,
    Employee,
    ExchangeRate,
    OrgUnit,
    PayrollYear,
    Request,
    ServiceAgreement,
    TrainingSession,
)
from engine.usecases.imports.filling.rows import Said, called, yes_no
from engine.usecases.ledger.documents import INVOICE
from engine.usecases.ledger.posting import ACTUAL


def rates(session: Session) -> Iterator[Said]:
    for one in session.scalars(select(ExchangeRate).order_by(ExchangeRate.id)):
        yield {
            "currency": one.currency,
            "quote": one.quote,
            "valid_from": one.valid_from,
            "rate": one.rate,
        }


def payroll(session: Session) -> Iterator[Said]:
    for one in session.scalars(select(PayrollYear).order_by(PayrollYear.fiscal_year)):
        yield {"year": one.fiscal_year, "amount": one.amount, "currency": one.currency}


def agreements(session: Session) -> Iterator[Said]:
    courses = called(session, "course")
    rows = session.execute(
        select(ServiceAgreement, Employee.emp_no, Employee.name, TrainingSession.course_id)
        .join(Employee, Employee.id == ServiceAgreement.employee_id)
        .outerjoin(TrainingSession, TrainingSession.id == ServiceAgreement.session_id)
        .order_by(ServiceAgreement.id)
    )
    for one, number, name, course in rows:
        yield {
            "emp_no": number,
            "name": name,
            "course": courses[course] if course else None,
            "cost": one.agreed_cost,
            "currency": one.currency,
            "months": one.months,
            "starts_on": one.starts_on,
            "special_fund": yes_no(one.special_fund),
        }


def budgets(session: Session) -> Iterator[Said]:
    """Of the years in force: by quarter where the quarters come to the whole."""
    rows = session.execute(
        select(BudgetLine, BudgetVersion.fiscal_year, OrgUnit)
        .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
        .join(OrgUnit, OrgUnit.id == BudgetLine.org_unit_id)
        .where(BudgetVersion.status == "active")
        .order_by(BudgetVersion.fiscal_year, BudgetLine.id)
    )
    for line, year, unit in rows.all():
        said = {
            "unit": unit.name,
            "unit_code": unit.code,
            "year": year,
            "programme": line.programme,
            "currency": line.currency,
        }
        quarters = session.scalars(
            select(BudgetPhase).where(BudgetPhase.line_id == line.id).order_by(BudgetPhase.quarter)
        ).all()
        if quarters and sum(one.planned for one in quarters) == line.planned:
            for one in quarters:
                yield {**said, "quarter": f"{year}-Q{one.quarter}", "amount": one.planned}
        else:
            yield {**said, "amount": line.planned}


def invoices(session: Session) -> Iterator[Said]:
    """Those that stand, for a request or for a unit."""
    units, back = Units(session), aliased(BudgetPosting)
    rows = session.execute(
        select(BudgetPosting, BudgetEntry, BudgetLine, Request.number)
        .join(BudgetEntry, BudgetEntry.posting_id == BudgetPosting.id)
        .join(BudgetLine, BudgetLine.id == BudgetEntry.line_id)
        .outerjoin(Request, Request.id == BudgetPosting.request_id)
        .outerjoin(back, (back.refers_to_id == BudgetPosting.id) & (back.kind == "reversal"))
        .where(BudgetPosting.kind == INVOICE, BudgetEntry.kind == ACTUAL, back.id.is_(None))
        .order_by(BudgetPosting.id)
    )
    for posting, entry, line, request in rows:
        in_another = entry.original_amount is not None
        yield {
            "number": posting.document,
            "invoiced_on": entry.booked_on,
            "request": request,
            "unit": None if request else units.name(line.org_unit_id),
            "amount": entry.original_amount if in_another else entry.amount,
            "currency": entry.original_currency if in_another else line.currency,
        }
