"""Who may take a step: those who hold its role, whoever decides in their place, and who comes
next where nobody does, or where they let it lie."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.access import Role
from engine.access.deciders import DECIDERS, ESCALATES_TO, covers
from engine.queries.people import delegates_on, grants
from engine.store.tables import ApprovalStep, AuditEvent, Employee, OrgUnit, Request
from engine.usecases.context import Context
from engine.values.errors import InvalidInput

# As the audit log names it; by whoever changed a request, it is not decided.
AMEND_REQUEST = "amend_request"


@dataclass(frozen=True, slots=True)
class Delegate:
    employee_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who decides in his own right; today, `delegates` may in his place."""

    employee_id: int
    name: str
    delegates: tuple[Delegate, ...] = ()


@dataclass(frozen=True, slots=True)
class Takers:
    """Those of the step's own role; and, where it was passed on, those it was passed on to."""

    own: tuple[Taker, ...]
    passed_to: tuple[Taker, ...]

    def __iter__(self) -> Iterator[Taker]:
        yield from self.own
        yield from self.passed_to


@dataclass
class Roster:
    """Roles and delegations of one day, each read once."""

    session: Session
    day: date
    _grants: dict[Role, list[tuple[int, str, str]]] = field(default_factory=dict)
    _delegates: dict[int, dict[int, str]] | None = None

    def takers(self, role: str, path: str, passed_on: bool, barred: Collection[int] = ()) -> Takers:
        """Who takes a step of `role` about the unit at `path`; never one of `barred`, nor
        anybody in his place."""
        own = self.holders(role, path, barred)
        if not passed_on:
            return Takers(own, ())
        known = {one.employee_id for one in own}
        next_ones = self.next_in_order(role, path, barred)
        return Takers(own, tuple(one for one in next_ones if one.employee_id not in known))

    def holders(self, role: str, path: str, barred: Collection[int] = ()) -> tuple[Taker, ...]:
        wanted, _ = DECIDERS[role]
        if wanted not in self._grants:
            self._grants[wanted] = grants(self.session, wanted, self.day)
        found = {
            employee: name
            for employee, name, held in self._grants[wanted]
            if covers(role, held, path) and employee not in barred
        }
        return tuple(
            Taker(employee, name, self._in_place_of(employee, {*barred, *found}))
            for employee, name in found.items()
        )

    def next_in_order(
        self, role: str, path: str, barred: Collection[int] = ()
    ) -> tuple[Taker, ...]:
        """Those of the first role after `role` that anybody holds; empty where nobody does."""
        steps = (self.holders(one, path, barred) for one in ESCALATES_TO[role])
        return next((found for found in steps if found), ())

    def _in_place_of(self, employee: int, but: Collection[int]) -> tuple[Delegate, ...]:
        if self._delegates is None:
            self._delegates = delegates_on(self.session, self.day)
        found = self._delegates.get(employee, {})
        return tuple(Delegate(one, name) for one, name in found.items() if one not in but)


def roster(context: Context) -> Roster:
    return Roster(context.session, context.today)


def takers_of(context: Context, request: Request, unit: OrgUnit, step: ApprovalStep) -> Takers:
    """Who may take the step today."""
    passed_on = step.escalated_at is not None
    barred = barred_from(context, request)
    return roster(context).takers(step.role, unit.path, passed_on, barred)


def barred_from(context: Context, request: Request) -> frozenset[int]:
    """Who never decides on a request: who asked for it, and whoever changed it himself."""
    changed_it = context.session.scalars(
        select(Employee.id)
        .join(AuditEvent, AuditEvent.actor == Employee.emp_no)
        .where(AuditEvent.subject == request.number, AuditEvent.action == AMEND_REQUEST)
        .distinct()
    )
    doing = any(
        deed.action == AMEND_REQUEST and deed.subject == request.number for deed in context.deeds
    )
    now = {context.actor.employee_id} if doing else set()
    return frozenset({request.requester_id, *changed_it, *now})


def require_takers(
    context: Context, roles: Collection[str], unit: OrgUnit, barred: Collection[int]
) -> None:
    """Refuse what could never be decided.

    Raises:
        InvalidInput: nobody holds one of `roles` over the unit, nor any that stands in for it.
    """
    known = roster(context)
    for role in roles:
        if not (
            known.holders(role, unit.path, barred) or known.next_in_order(role, unit.path, barred)
        ):
            raise InvalidInput(
                "nobody_decides", role=role, instead=ESCALATES_TO[role], unit=unit.name
            )
