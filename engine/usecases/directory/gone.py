"""What hangs on units and people that a directory has no more: nobody is taken out, so
somebody has to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from engine.queries.budget import BudgetLineBalance, line_balances
from engine.queries.catalogue import named
from engine.queries.people import WORKING
from engine.store.tables import (
    ApprovalStep,
    BudgetLine,
    BudgetVersion,
    Employee,
    OrgUnit,
    Request,
    RoleGrant,
    ServiceAgreement,
)
from engine.usecases.requests.takers import Roster
from engine.values.money import Money
from engine.values.months import add_months
from engine.values.results import Named
from engine.workflow.life import BOUND, OPEN, PENDING

NOT_OVER = [state.value for state in (*OPEN, *PENDING, *BOUND)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """A request that is not over; `waits_for` is the role whose turn it is, if any's."""

    number: str
    state: str
    total: Money
    waits_for: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepToTake:
    """A step that waits for somebody; `others` could take it, too (their names)."""

    request: OpenRequest
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementHeld:
    """Until which day somebody agreed to stay, and for what cost."""

    cost: Money
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGone:
    """`budgets` are its own lines of this year and later ones, and older ones that something
    is still held on."""

    unit: Named
    budgets: tuple[BudgetLineBalance, ...]
    requests: tuple[OpenRequest, ...]
    head: Named | None
    people: tuple[Named, ...]
    units: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonGone:
    """`roles` are those that were given to him, and over which unit."""

    person: Named
    roles: tuple[tuple[str, Named], ...]
    requests: tuple[OpenRequest, ...]
    steps: tuple[StepToTake, ...]
    heads: tuple[Named, ...]
    agreements: tuple[AgreementHeld, ...]


class Hanging:
    """What hangs on units and people as of a day in a fiscal year."""

    def __init__(self, session: Session, today: date, fiscal_year: int) -> None:
        self._session, self._today, self._year = session, today, fiscal_year
        self._roster = Roster(session, today)

    def on_unit(self, unit: OrgUnit) -> UnitGone:
        working = (Employee.org_unit_id == unit.id) & Employee.status.in_(WORKING)
        people = select(Employee).where(working).order_by(Employee.emp_no)
        below = select(OrgUnit).where(OrgUnit.parent_id == unit.id).order_by(OrgUnit.path)
        head = self._session.get(Employee, unit.head_employee_id) if unit.head_employee_id else None
        return UnitGone(
            unit=named(unit),
            budgets=self._budgets(unit),
            requests=tuple(
                _request(request, step)
                for request, step, _ in self._unfinished
                if request.org_unit_id == unit.id
            ),
            head=_person(head) if head else None,
            people=tuple(map(_person, self._session.scalars(people))),
            units=tuple(map(named, self._session.scalars(below))),
        )

    def on_person(self, employee: Employee) -> PersonGone:
        headed = select(OrgUnit).where(OrgUnit.head_employee_id == employee.id)
        granted = (
            select(RoleGrant.role, OrgUnit)
            .join(OrgUnit, OrgUnit.id == RoleGrant.org_unit_id)
            .where(RoleGrant.employee_id == employee.id)
            .order_by(RoleGrant.role, OrgUnit.path)
        )
        return PersonGone(
            person=_person(employee),
            roles=tuple((role, named(unit)) for role, unit in self._session.execute(granted)),
            requests=tuple(
                _request(request, step)
                for request, step, _ in self._unfinished
                if request.requester_id == employee.id
            ),
            steps=tuple(self._steps(employee)),
            heads=tuple(map(named, self._session.scalars(headed.order_by(OrgUnit.path)))),
            agreements=tuple(self._agreements(employee)),
        )

    def _budgets(self, unit: OrgUnit) -> tuple[BudgetLineBalance, ...]:
        years = self._session.scalars(
            select(BudgetVersion.fiscal_year)
            .join(BudgetLine, BudgetLine.version_id == BudgetVersion.id)
            .where(BudgetLine.org_unit_id == unit.id)
            .distinct()
            .order_by(BudgetVersion.fiscal_year)
        )
        return tuple(
            line
            for year in years
            for line in line_balances(self._session, year, [unit.path])
            if line.path == unit.path and (year >= self._year or _holds(line))
        )

    @cached_property
    def _unfinished(self) -> Sequence[tuple[Request, ApprovalStep | None, str]]:
        """All requests that are not over, with the open step and the unit's path."""
        rows = self._session.execute(
            select(Request, ApprovalStep, OrgUnit.path)
            .join(OrgUnit, OrgUnit.id == Request.org_unit_id)
            .outerjoin(
                ApprovalStep,
                and_(
                    ApprovalStep.request_id == Request.id,
                    ApprovalStep.decision.is_(None),
                    ApprovalStep.opened_at.is_not(None),
                ),
            )
            .where(Request.state.in_(NOT_OVER))
            .order_by(Request.number)
        )
        return [(request, step, path) for request, step, path in rows]

    def _steps(self, employee: Employee) -> Sequence[StepToTake]:
        """Those that are his to take in his own right."""
        found = []
        for request, step, path in self._unfinished:
            if step is None:
                continue
            passed_on = step.escalated_at is not None
            takers = {
                one.employee_id: one.name
                for one in self._roster.takers(step.role, path, passed_on, {request.requester_id})
            }
            if takers.pop(employee.id, None) is not None:
                waiting = _request(request, step)
                found.append(StepToTake(request=waiting, others=tuple(takers.values())))
        return found

    def _agreements(self, employee: Employee) -> Sequence[AgreementHeld]:
        """Those that still bind him."""
        held = select(ServiceAgreement).where(ServiceAgreement.employee_id == employee.id)
        found = [
            AgreementHeld(
                Money(one.agreed_cost, one.currency), add_months(one.starts_on, one.months)
            )
            for one in self._session.scalars(held.order_by(ServiceAgreement.starts_on))
        ]
        return [one for one in found if one.until > self._today]


def _holds(line: BudgetLineBalance) -> bool:
    return bool(line.balance.reserved.amount or line.balance.committed.amount)


def _person(employee: Employee) -> Named:
    return Named(employee.emp_no, employee.name)


def _request(request: Request, step: ApprovalStep | None) -> OpenRequest:
    return OpenRequest(
        number=request.number,
        state=request.state,
        total=Money(request.total, request.currency),
        waits_for=step.role if step else None,
    )
