"""Units of a list of people that may be old ones under a new name, or in a new place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.imports.values.spelling import unit_key
from engine.imports.values.units import Said, Units
from engine.queries.people import WORKING
from engine.store.tables import BudgetLine, Employee, OrgUnit

# From this share on, the people of a unit that is gone make a new one the same unit.
NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Perhaps:
    """A new unit that has `came` of the `people` of one that the list has no more. `matters` says
    that something would be left behind: a head, a budget, or more than one person's history."""

    unit: int
    new: Said
    came: int
    people: int
    matters: bool


def perhaps_renamed(
    session: Session,
    units: Units,
    belongs: Iterable[tuple[Said, int | None]],
    kept: Container[int],
) -> list[Perhaps]:
    """New units that hold nearly all the people of one that the list has no more.

    `belongs` has, for everybody in the list who works in a unit that is not there, that unit and
    the id of the one that he was in, if he was known. `kept` are those that the list names.
    """
    came: Mapping[Said, Counter[int]] = defaultdict(Counter)
    for said, before in belongs:
        if before is not None:
            came[said][before] += 1
    sizes = _sizes(session) if came else {}
    found = []
    for said, sources in came.items():
        unit, people = sources.most_common(1)[0]
        whole = sizes.get(unit, 0)
        enough = people >= NEARLY_ALL * max(whole, sources.total())
        if unit not in kept and whole and enough and units.names(unit):
            matters = people > 1 or _has_more(session, unit)
            found.append(Perhaps(unit=unit, new=said, came=people, people=whole, matters=matters))
    return found


def renamed_above(units: Units, perhaps: Perhaps) -> tuple[int, Said] | None:
    """Where only the name of a unit above differs, that unit and its new path."""
    old, new = units.names(perhaps.unit), perhaps.new.names
    if units.is_top(new[0]):
        new = new[1:]
    differ = [
        at
        for at, pair in enumerate(zip(old, new, strict=False))
        if unit_key(pair[0]) != unit_key(pair[1])
    ]
    if len(old) != len(new) or len(differ) != 1 or differ[0] == len(old) - 1:
        return None
    unit = perhaps.unit
    for _ in range(len(old) - 1 - differ[0]):
        above = units.stored(unit).parent_id
        assert above is not None
        unit = above
    return unit, Said(new[: differ[0] + 1], from_top=True)


def _has_more(session: Session, unit: int) -> bool:
    """Whether a unit has a head or a budget: a single person who moves takes neither along."""
    headed = select(OrgUnit.id).where(OrgUnit.id == unit, OrgUnit.head_employee_id.is_not(None))
    budgeted = select(BudgetLine.id).where(BudgetLine.org_unit_id == unit)
    return any(session.scalar(one.limit(1)) is not None for one in (headed, budgeted))


def _sizes(session: Session) -> dict[int, int]:
    rows = session.execute(
        select(Employee.org_unit_id, func.count())
        .where(Employee.status.in_(WORKING))
        .group_by(Employee.org_unit_id)
    )
    return {int(unit): int(count) for unit, count in rows}
