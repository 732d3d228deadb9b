"""Who meets what a position requires: what is on record, and no judgement of anybody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from engine.access import Right, require
from engine.queries.catalogue import by_code, named
from engine.queries.people import working_in
from engine.queries.positions import of_family
from engine.queries.skills import is_latest
from engine.store.tables import (
    Employee,
    EmployeeCertificate,
    EmployeeSkill,
    OrgUnit,
    Position,
    PositionCertificate,
    PositionSkill,
    Skill,
)
from engine.usecases.context import Context, reads
from engine.usecases.disclosure import require_tellable, sees_people
from engine.usecases.units import unit_for
from engine.values.errors import NotEnoughData
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What of the requirements somebody falls short of; `level` is None where never assessed."""

    skill: Named
    level: Decimal | None
    required: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """`missing` are required certificates without a valid one; `open` is how many things are
    lacking."""

    person: Named
    unit: Named
    position: Named | None
    lacking: tuple[Lacking, ...]
    missing: int

    @property
    def open(self) -> int:
        return len(self.lacking) + self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyFor:
    """Of `asked` people those who meet all (`ready`), and the nearest of the others. Names are
    given to who sees people; to others the numbers alone (`named` is False)."""

    unit: Named
    towards: Named
    requires: int
    asked: int
    ready: int
    candidates: tuple[Candidate, ...]
    named: bool


# So many of those who are nearest are told of.
NEAREST = 10


@reads
def positions_beside(context: Context, position_code: str) -> tuple[Named, ...]:
    """The other positions of its family for which a skill or a certificate is required.

    Raises:
        NotPermitted: the actor sees no levels of anybody else.
        NotFound: no such position.
    """
    require(context.actor, Right.SEE_GAPS)
    held = by_code(context.session, Position, position_code)
    return tuple(map(named, of_family(context.session, held)))


@reads
def ready_for(
    context: Context, position_code: str, unit_code: str | None = None, of: str | None = None
) -> ReadyFor:
    """Those who hold another position (`of`; or any of the same family) in a unit, against what
    the position requires: the fewest things lacking first.

    Raises:
        NotPermitted: the actor may not see how people there stand.
        NotEnoughData: nothing is required, or too few people to tell how many they are.
        NotFound: no such unit or position.
    """
    require(context.actor, Right.SEE_GAPS)
    unit = unit_for(context, Right.SEE_GAPS, unit_code)
    wanted = by_code(context.session, Position, position_code)
    held = by_code(context.session, Position, of) if of else None
    skills = _required(context, wanted)
    certificates = _certificates(context, wanted)
    if not skills and not certificates:
        raise NotEnoughData("position_requires_nothing", position=named(wanted))
    people = _people(context, unit, wanted, held)
    found = sorted(
        (_candidate(*row, skills, certificates) for row in _with_records(context, people, skills)),
        key=lambda one: (one.open, -_level(one), one.person.code),
    )
    sees = sees_people(context, unit.path)
    require_tellable(context, unit, held.id if held else None)
    if not sees and len(found) < context.policy.need.smallest_group:
        raise NotEnoughData("group_withheld", smallest=context.policy.need.smallest_group)
    ready = sum(one.open == 0 for one in found)
    if sees:
        context.looked_at(unit.code, "ready_for")
    return ReadyFor(
        unit=named(unit),
        towards=named(wanted),
        requires=len(skills) + len(certificates),
        asked=len(found),
        ready=ready,
        candidates=tuple(found[: max(ready, NEAREST)]) if sees else (),
        named=sees,
    )


def _required(context: Context, wanted: Position) -> list[tuple[int, Named, Decimal]]:
    rows = context.session.execute(
        select(Skill, PositionSkill.required_level)
        .join(PositionSkill, PositionSkill.skill_id == Skill.id)
        .where(PositionSkill.position_id == wanted.id)
        .order_by(Skill.code)
    )
    return [(skill.id, named(skill), level) for skill, level in rows]


def _certificates(context: Context, wanted: Position) -> frozenset[int]:
    asked = select(PositionCertificate.certificate_id).where(
        PositionCertificate.position_id == wanted.id
    )
    return frozenset(context.session.scalars(asked))


Row = tuple[Employee, OrgUnit, Position | None]


def _people(context: Context, unit: OrgUnit, wanted: Position, held: Position | None) -> list[Row]:
    """Who works in the unit and holds `held`; or another position of the same family."""
    asked = (
        select(Employee, OrgUnit, Position)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .join(Position, Position.id == Employee.position_id)
        .where(working_in([unit.path]), Position.id != wanted.id)
    )
    if held is not None:
        asked = asked.where(Position.id == held.id)
    elif wanted.family is not None:
        asked = asked.where(Position.family == wanted.family)
    return [(person, where, position) for person, where, position in context.session.execute(asked)]


Records = tuple[Row, dict[int, Decimal], frozenset[int]]


def _with_records(
    context: Context, people: list[Row], skills: list[tuple[int, Named, Decimal]]
) -> list[Records]:
    """Each with his latest level in what is required (by skill), and his valid certificates."""
    ids = [person.id for person, _, _ in people]
    levels: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        rows = context.session.execute(
            select(EmployeeSkill.employee_id, EmployeeSkill.skill_id, EmployeeSkill.level).where(
                EmployeeSkill.employee_id.in_(some),
                EmployeeSkill.skill_id.in_([skill for skill, _, _ in skills]),
                is_latest(),
            )
        )
        for person_id, skill_id, level in rows:
            levels[person_id][skill_id] = level
    valid: dict[int, set[int]] = defaultdict(set)
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        held = context.session.execute(
            select(EmployeeCertificate.employee_id, EmployeeCertificate.certificate_id).where(
                EmployeeCertificate.employee_id.in_(some),
                EmployeeCertificate.expires_on.is_(None)
                | (EmployeeCertificate.expires_on >= context.today),
            )
        )
        for person_id, certificate_id in held:
            valid[person_id].add(certificate_id)
    return [(row, levels[row[0].id], frozenset(valid[row[0].id])) for row in people]


# No database takes a list without an end.
AT_ONCE = 500


def _candidate(
    row: Row,
    levels: dict[int, Decimal],
    valid: frozenset[int],
    skills: list[tuple[int, Named, Decimal]],
    certificates: frozenset[int],
) -> Candidate:
    person, unit, position = row
    lacking = tuple(
        Lacking(skill=skill, level=levels.get(number), required=required)
        for number, skill, required in skills
        if levels.get(number, Decimal(-1)) < required
    )
    return Candidate(
        person=Named(person.emp_no, person.name),
        unit=named(unit),
        position=named(position) if position else None,
        lacking=lacking,
        missing=len(certificates - valid),
    )


def _level(one: Candidate) -> Decimal:
    """How near those lacking are: nothing that was never assessed is near."""
    return sum(((row.level or Decimal(0)) - row.required for row in one.lacking), Decimal(0))
