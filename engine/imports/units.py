"""Units as a list of people names them: known, renamed, or new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.imports.report import ImportReport
from engine.queries.people import WORKING
from engine.store.tables import Alias, BudgetLine, Employee, OrgUnit
from engine.store.units import KIND, rename_unit
from engine.values.errors import InvalidInput

ROOT = "COMPANY"
# From this share on, the people of a unit that is gone make a new one the same unit.
NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Perhaps:
    """A new name that has `came` of the `people` of a unit whose name is gone. `matters` says
    that something would be left behind: a head, a budget, or more than one person's history."""

    old: str
    new: str
    came: int
    people: int
    matters: bool


class Units:
    """The units by their names, and by the names that they had."""

    def __init__(self, session: Session) -> None:
        self._session = session
        units = session.scalars(select(OrgUnit).order_by(OrgUnit.id)).all()
        self._root = next((unit for unit in units if unit.parent_id is None), None)
        self._names = {unit.id: unit.name for unit in units}
        by_code = {unit.code: unit.id for unit in units}
        aliases = session.execute(select(Alias.name, Alias.code).where(Alias.kind == KIND))
        self._ids = {name: by_code[code] for name, code in aliases if code in by_code}
        self._ids |= {unit.name: unit.id for unit in units}

    def name(self, unit: int) -> str:
        return self._names[unit]

    def known(self, name: str) -> int | None:
        return self._ids.get(name)

    def get(self, name: str) -> int:
        """The unit of that name; a new one below the whole company if there is none."""
        if name not in self._ids:
            root = self._root or self._add(ROOT, None)
            self._root = root
            self._add(name, root)
        return self._ids[name]

    def force_new(self, name: str) -> None:
        """Let `name` be a new unit, though another one was called so before."""
        if self.known(name) is not None and name not in self._names.values():
            del self._ids[name]

    def rename(self, old: str, new: str, report: ImportReport) -> None:
        """Call a unit otherwise; all that is its own stays, and the old name still finds it.

        Raises:
            InvalidInput: there is no such unit, or another one has the new name.
        """
        unit, taken = self.known(old), self.known(new)
        if unit is None:
            raise InvalidInput("rename_unknown", old=old, new=new)
        if taken == unit:
            return
        if taken is not None:
            raise InvalidInput("rename_taken", old=old, new=new)
        stored = self._session.get_one(OrgUnit, unit)
        report.change(0, stored.code, "unit", stored.name, new)
        rename_unit(self._session, stored, new)
        self._names[unit] = new
        self._ids[new] = unit

    def _add(self, name: str, above: OrgUnit | None) -> OrgUnit:
        code = self._free_code(name.replace("/", "-")[:64])
        unit = OrgUnit(
            code=code,
            name=name,
            parent_id=above.id if above else None,
            path=f"{above.path if above else '/'}{code}/",
        )
        self._session.add(unit)
        self._session.flush()
        self._ids[name], self._names[unit.id] = unit.id, name
        return unit

    def _free_code(self, wanted: str) -> str:
        taken = set(self._session.scalars(select(OrgUnit.code)))
        numbers = (f"{wanted[:60]}-{number}" for number in range(2, len(taken) + 3))
        return wanted if wanted not in taken else next(one for one in numbers if one not in taken)


def perhaps_renamed(
    session: Session, units: Units, belongs: Iterable[tuple[str, int | None]]
) -> list[Perhaps]:
    """New names that hold nearly all the people of a unit that the list has no more.

    `belongs` has, for everybody in the list who works, the unit's name and the id of the unit
    that he was in, if he was known.
    """
    came: Mapping[str, Counter[int]] = defaultdict(Counter)
    named: set[int] = set()
    for name, before in belongs:
        unit = units.known(name)
        if unit is not None:
            named.add(unit)
        elif before is not None:
            came[name][before] += 1
    sizes = _sizes(session) if came else {}
    found = []
    for name, sources in came.items():
        unit, people = sources.most_common(1)[0]
        whole = sizes.get(unit, 0)
        enough = people >= NEARLY_ALL * max(whole, sources.total())
        if unit not in named and whole and enough:
            matters = people > 1 or _has_more(session, unit)
            perhaps = Perhaps(
                old=units.name(unit), new=name, came=people, people=whole, matters=matters
            )
            found.append(perhaps)
    return found


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
