"""Who may take a step: those who hold its role, whoever decides in their place, and who comes
next where nobody does, or where they let it lie."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from engine.access import Role
from engine.access.deciders import DECIDERS, ESCALATES_TO, covers
from engine.queries.people import delegates_on, grants
from engine.store.tables import ApprovalStep, OrgUnit, Request
from engine.usecases.context import Context
from engine.usecases.requests.parts import Parts, can_be_parted, parts_in
from engine.values.errors import InvalidInput


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

    def candidates(self, role: str, path: str, barred: Collection[int] = ()) -> list[int]:
        """Everybody who could come to take it in his own right, the role's own holders first."""
        found = [
            one.employee_id
            for each in (role, *ESCALATES_TO[role])
            for one in self.holders(each, path, barred)
        ]
        return list(dict.fromkeys(found))

    def _in_place_of(self, employee: int, but: Collection[int]) -> tuple[Delegate, ...]:
        if self._delegates is None:
            self._delegates = delegates_on(self.session, self.day)
        found = self._delegates.get(employee, {})
        return tuple(Delegate(one, name) for one, name in found.items() if one not in but)


def roster(context: Context) -> Roster:
    return Roster(context.session, context.today)


def takers_of(
    context: Context,
    request: Request,
    unit: OrgUnit,
    step: ApprovalStep,
    known: Roster | None = None,
) -> Takers:
    """Who may take the step today; of many requests, by the roster that is `known` already."""
    passed_on = step.escalated_at is not None
    barred = parts_in(context, request).barred(step.role)
    return (known or roster(context)).takers(step.role, unit.path, passed_on, barred)


def require_takers(context: Context, roles: Sequence[str], unit: OrgUnit, parts: Parts) -> None:
    """Refuse what could never be decided.

    Raises:
        InvalidInput: nobody holds one of `roles` over the unit, nor any that stands in for it;
            or only who has another part in it.
    """
    known = roster(context)
    for role in roles:
        if known.candidates(role, unit.path, parts.barred(role)):
            continue
        others = known.candidates(role, unit.path, parts.asked)
        code = "nobody_else_decides" if others else "nobody_decides"
        raise InvalidInput(code, role=role, instead=ESCALATES_TO[role], unit=unit.name)


def require_parted(context: Context, roles: Sequence[str], unit: OrgUnit, parts: Parts) -> None:
    """Refuse what would end with somebody who would have to take steps of two roles.

    Raises:
        InvalidInput: naming the first role for which nobody would be left.
    """
    if not context.policy.approval.separates:
        return
    known = roster(context)
    # What nobody holds at all is said when its turn comes, or at the beginning.
    held = [one for one in roles if known.candidates(one, unit.path, parts.asked)]
    may = [(one, known.candidates(one, unit.path, parts.barred(one))) for one in held]
    for end in range(1, len(may) + 1):
        if not can_be_parted(may[:end]):
            role = may[end - 1][0]
            raise InvalidInput(
                "nobody_else_decides", role=role, instead=ESCALATES_TO[role], unit=unit.name
            )
