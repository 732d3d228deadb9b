"""Skill levels of groups of people: the latest assessment of each, counted in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Null,
    Select,
    and_,
    case,
    exists,
    extract,
    func,
    literal,
    null,
    select,
    true,
    tuple_,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.functions import FunctionElement

from engine.analysis.audience import GroupCount, TenureCount
from engine.analysis.need_evidence import LevelCount, Means, ResultCount
from engine.analysis.skill_behind import SkillSplit
from engine.analysis.skill_gap import GapSums, PersonSkill
from engine.queries.people import of_people_in, units_below, within
from engine.store.tables import (
    Employee,
    EmployeeSkill,
    Kpi,
    KpiResult,
    OrgUnit,
    Position,
    PositionSkill,
    Skill,
)
from engine.store.types import as_double, level_value, part_of_path
from engine.values.months import month_end
from engine.values.results import Named

HUNDREDTH = Decimal("0.01")


class is_latest(FunctionElement[bool]):  # noqa: N801 - reads as the SQL function it is
    """Whether an assessment is the newest of its person and skill."""

    inherit_cache = True
    type = Boolean()

    def __init__(self) -> None:
        later = aliased(EmployeeSkill)
        mine, other = (tuple_(one.assessed_on, one.id) for one in (EmployeeSkill, later))
        same = (
            later.employee_id == EmployeeSkill.employee_id,
            later.skill_id == EmployeeSkill.skill_id,
        )
        super().__init__(~exists().where(*same, other > mine))

    def self_group(self, against: Any = None) -> Any:
        """A condition by itself, and not one that is compared with 1."""
        return self


@compiles(is_latest)
def _has_no_later(element: is_latest, compiler: Any, **options: Any) -> str:
    (later,) = element.clauses
    return str(compiler.process(later, **options))


@compiles(is_latest, "duckdb")
def _found_when_copied(_element: is_latest, _compiler: Any, **_options: Any) -> str:
    return "employee_skill.is_latest"


def skill_gaps(
    session: Session, path: str, position_id: int | None = None, skill_id: int | None = None
) -> list[GapSums]:
    """Every skill that some position under `path` requires."""
    statement = _required_levels(path, position_id, skill_id).join(
        Skill, Skill.id == EmployeeSkill.skill_id
    )
    return _sums(session, statement, Skill.code, Skill.name, Skill.name_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBelow:
    """Somebody whose level in a skill is below what his position requires."""

    person: Named
    unit: Named
    skill: Named
    level: Decimal
    required: Decimal


def people_below(
    session: Session, path: str, position_id: int | None, skill_id: int | None
) -> list[PersonBelow]:
    """Those under `path` who lack a skill, furthest behind first."""
    lacking = as_double(PositionSkill.required_level) - as_double(EmployeeSkill.level)
    rows = session.execute(
        _required_levels(path, position_id, skill_id)
        .join(Skill, Skill.id == EmployeeSkill.skill_id)
        .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
        .where(_is_short())
        .order_by(lacking.desc(), Employee.emp_no, Skill.code)
        .add_columns(
            Employee.emp_no,
            Employee.name,
            OrgUnit.code,
            OrgUnit.name,
            OrgUnit.name_en,
            Skill.code,
            Skill.name,
            Skill.name_en,
            EmployeeSkill.level,
            PositionSkill.required_level,
        )
    )
    return [
        PersonBelow(
            person=Named(number, name),
            unit=Named(*unit),
            skill=Named(*skill),
            level=level,
            required=required,
        )
        for number, name, *rest in rows
        for unit, skill, (level, required) in [(rest[:3], rest[3:6], rest[6:])]
    ]


def gaps_by_person(session: Session, path: str, most: int) -> list[GapSums]:
    """The people under `path` with the largest shortfalls over all their skills."""
    lacking = as_double(PositionSkill.required_level) - as_double(EmployeeSkill.level)
    shortfall = func.sum(
        case((_is_short(), lacking * as_double(PositionSkill.criticality)), else_=0.0)
    )
    worst = (
        _required_levels(path, None)
        .add_columns(Employee.id)
        .group_by(Employee.id)
        .having(shortfall > 0)
        .order_by(shortfall.desc(), Employee.id)
        .limit(most)
    )
    people = select(worst.subquery().c.id)
    statement = _required_levels(path, None).where(Employee.id.in_(people))
    return _sums(session, statement, Employee.emp_no, Employee.name, null())


def gaps_by_position(
    session: Session, path: str, position_id: int | None = None, skill_id: int | None = None
) -> list[GapSums]:
    """The positions under `path`."""
    statement = _required_levels(path, position_id, skill_id).join(
        Position, Position.id == Employee.position_id
    )
    return _sums(session, statement, Position.code, Position.name, Position.name_en)


def gaps_by_team(
    session: Session, path: str, position_id: int | None = None, skill_id: int | None = None
) -> list[GapSums]:
    """The units that people under `path` belong to directly."""
    statement = _required_levels(path, position_id, skill_id).join(
        OrgUnit, OrgUnit.id == Employee.org_unit_id
    )
    return _sums(session, statement, OrgUnit.code, OrgUnit.name, OrgUnit.name_en)


def gaps_by_unit(
    session: Session, path: str, position_id: int | None = None, skill_id: int | None = None
) -> list[GapSums]:
    """The units directly below the one at `path`, each with all those below it.

    People who belong to the unit at `path` itself are in none of them.
    """
    below = {path: unit for unit, path in units_below(session, path)}
    units = (
        select(OrgUnit.id, part_of_path(OrgUnit.path, len(path)).label("part"))
        .where(within((path,)), OrgUnit.path != path)
        .subquery()
    )
    # By the units that people belong to first: few rows, to which the parts are then set.
    teams = _summed(_required_levels(path, position_id, skill_id), Employee.org_unit_id).subquery()
    key, required, criticality, *sums = teams.c
    rows = session.execute(
        select(units.c.part, required, criticality, *map(func.sum, sums))
        .join(units, units.c.id == key)
        .group_by(units.c.part, required, criticality)
    )
    found = (_gap_sums(below[f"{path}{part}/"], *rest) for part, *rest in rows)
    return sorted(found, key=_in_order)


def person_skills(
    session: Session, employee: Employee, position_id: int | None = None
) -> list[PersonSkill]:
    """What one person can, and what a position (his own, unless said) requires of him."""
    latest = (
        select(EmployeeSkill.skill_id, EmployeeSkill.level, EmployeeSkill.assessed_on)
        .where(EmployeeSkill.employee_id == employee.id, is_latest())
        .subquery()
    )
    wanted = (
        select(PositionSkill.skill_id, PositionSkill.required_level, PositionSkill.criticality)
        .where(PositionSkill.position_id == (position_id or employee.position_id))
        .subquery()
    )
    rows = session.execute(
        select(
            Skill.code,
            Skill.name,
            Skill.name_en,
            latest.c.level,
            latest.c.assessed_on,
            wanted.c.required_level,
            wanted.c.criticality,
        )
        .outerjoin(latest, latest.c.skill_id == Skill.id)
        .outerjoin(wanted, wanted.c.skill_id == Skill.id)
        .where(latest.c.skill_id.is_not(None) | wanted.c.skill_id.is_not(None))
    )
    skills = [
        PersonSkill(
            skill=Named(code, name, name_en),
            level=level,
            assessed_on=assessed_on,
            required=required,
            criticality=criticality,
        )
        for code, name, name_en, level, assessed_on, required, criticality in rows
    ]
    return sorted(skills, key=lambda row: row.skill.code)


def level_counts(
    session: Session, path: str, skill_id: int, position_id: int | None = None
) -> list[LevelCount]:
    """How many people of each position assessed under `path` have each level, of whom what
    is required."""
    keys = (EmployeeSkill.level, PositionSkill.required_level, Position.code)
    rows = session.execute(
        _levels(path, skill_id, position_id).add_columns(*keys, func.count()).group_by(*keys)
    )
    counts = [
        LevelCount(level, required, people, position or "")
        for level, required, position, people in rows
    ]
    return sorted(counts, key=lambda c: (c.position, c.level, c.required or Decimal(0)))


def result_counts(
    session: Session,
    path: str,
    skill_id: int,
    position_id: int | None,
    kpi: Kpi,
    period: date,
    means: Means,
) -> list[ResultCount]:
    """What those with and without the gap in a skill achieve in a KPI in one period, by
    position.

    The position's mean divides them where it requires no level.
    """
    short, missed = _has_gap(means), missed_target(kpi.direction)
    position = func.coalesce(Position.code, "").label("position_code")
    statement = (
        _levels(path, skill_id, position_id)
        .join(KpiResult, KpiResult.employee_id == EmployeeSkill.employee_id)
        .where(KpiResult.kpi_id == kpi.id, KpiResult.period_start == period)
        .add_columns(
            short.label("short"),
            missed.label("missed"),
            func.count(),
            func.sum(as_double(KpiResult.actual)),
            position,
        )
        .group_by("short", "missed", "position_code")
        .order_by("position_code", "short", "missed")
    )
    return [
        ResultCount(
            short=bool(is_short),
            missed=bool(is_missed),
            people=people,
            total=float(total),
            position=code,
        )
        for is_short, is_missed, people, total, code in session.execute(statement)
    ]


def skill_splits(session: Session, path: str, kpi: Kpi, period: date) -> list[SkillSplit]:
    """For every skill assessed among the people with a result in `kpi`: how many of those
    who missed the target, and of the others, are below the mean of all of them. By position,
    each with its own mean."""
    levels = (
        select(
            EmployeeSkill.skill_id,
            func.coalesce(Employee.position_id, 0).label("position_id"),
            EmployeeSkill.level,
            missed_target(kpi.direction).label("missed"),
        )
        .select_from(KpiResult)
        .join(Employee, Employee.id == KpiResult.employee_id)
        .join(EmployeeSkill, EmployeeSkill.employee_id == KpiResult.employee_id)
        .where(
            KpiResult.kpi_id == kpi.id,
            KpiResult.period_start == period,
            KpiResult.target.is_not(None),
            of_people_in(KpiResult.employee_id, [path]),
            is_latest(),
        )
        .cte("levels")
    )
    means = (
        select(
            levels.c.skill_id,
            levels.c.position_id,
            func.count().label("n"),
            func.sum(levels.c.level).label("total"),
        )
        .group_by(levels.c.skill_id, levels.c.position_id)
        .subquery()
    )
    below = case((levels.c.level * means.c.n < means.c.total, 1), else_=0)
    good = 1 - levels.c.missed
    statement = (
        select(
            Skill.code,
            Skill.name,
            Skill.name_en,
            func.sum(levels.c.missed),
            func.sum(levels.c.missed * below),
            func.sum(good),
            func.sum(good * below),
            func.coalesce(Position.code, "").label("position_code"),
        )
        .join(
            means,
            and_(
                means.c.skill_id == levels.c.skill_id,
                means.c.position_id == levels.c.position_id,
            ),
        )
        .join(Skill, Skill.id == levels.c.skill_id)
        .outerjoin(Position, Position.id == levels.c.position_id)
        .group_by(Skill.code, Skill.name, Skill.name_en, "position_code")
        .order_by(Skill.code, "position_code")
    )
    return [
        SkillSplit(
            skill=Named(code, name, name_en),
            low=int(low),
            low_below=int(low_below),
            good=int(good),
            good_below=int(good_below),
            position=position,
        )
        for code, name, name_en, low, low_below, good, good_below, position in session.execute(
            statement
        )
    ]


def tenure_counts(
    session: Session,
    path: str,
    skill_id: int,
    position_id: int | None,
    means: Means,
    today: date,
) -> list[TenureCount]:
    """People assessed in a skill by full years in the company, and how many have the gap."""
    years = full_years(today)
    statement = _levels(path, skill_id, position_id).add_columns(
        years.label("years"), func.count(), func.sum(case((_has_gap(means), 1), else_=0))
    )
    rows = session.execute(statement.group_by("years").order_by("years"))
    return [
        TenureCount(None if full is None else max(0, int(full)), people, int(short))
        for full, people, short in rows
    ]


def group_counts(
    session: Session, path: str, skill_id: int, position_id: int | None, means: Means, by: str
) -> list[GroupCount]:
    """The same by position, or by the unit that people belong to directly."""
    statement = _levels(path, skill_id, position_id)
    if by == "position":
        keys = (Position.code, Position.name, Position.name_en)
        statement = statement.where(Position.id.is_not(None))
    else:
        keys = (OrgUnit.code, OrgUnit.name, OrgUnit.name_en)
        statement = statement.join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
    rows = session.execute(
        statement.add_columns(
            *keys, func.count(), func.sum(case((_has_gap(means), 1), else_=0))
        ).group_by(*keys)
    )
    counts = [
        GroupCount(Named(code, name, name_en), people, int(short))
        for code, name, name_en, people, short in rows
    ]
    return sorted(counts, key=lambda row: row.group.code)


def people_short(
    session: Session, path: str, skill_id: int, position_id: int | None, means: Means, most: int
) -> list[Named]:
    """Those with the gap, the lowest level first."""
    statement = (
        _levels(path, skill_id, position_id)
        .add_columns(Employee.emp_no, Employee.name)
        .where(_has_gap(means))
        .order_by(EmployeeSkill.level, Employee.emp_no)
        .limit(most)
    )
    return [Named(number, name) for number, name in session.execute(statement)]


def missed_target(direction: str) -> ColumnElement[int]:
    """1 for a result worse than its target; a result without one misses nothing."""
    actual, target = KpiResult.actual, KpiResult.target
    return case((actual > target if direction == "lower" else actual < target, 1), else_=0)


def _levels(path: str, skill_id: int, position_id: int | None) -> Select[Any]:
    """The latest assessments in one skill of the people under `path`."""
    return (
        select()
        .select_from(EmployeeSkill)
        .join(Employee, Employee.id == EmployeeSkill.employee_id)
        .outerjoin(Position, Position.id == Employee.position_id)
        .outerjoin(
            PositionSkill,
            and_(
                PositionSkill.position_id == Employee.position_id,
                PositionSkill.skill_id == EmployeeSkill.skill_id,
            ),
        )
        .where(
            EmployeeSkill.skill_id == skill_id,
            of_people_in(EmployeeSkill.employee_id, [path], position_id),
            is_latest(),
        )
    )


def _has_gap(means: Means) -> ColumnElement[bool]:
    """Below the required level; where none is set, below the mean of one's own position.

    Levels have two decimals, so "below the mean" is "below the next hundredth above it".
    """

    def reached(mean: Decimal) -> ColumnElement[Decimal]:
        return literal(mean.quantize(HUNDREDTH, ROUND_CEILING), level_value())

    limit = reached(means.others)
    if means.by_position:
        own = {code: reached(mean) for code, mean in means.by_position.items()}
        limit = case(own, value=func.coalesce(Position.code, ""), else_=limit)
    return EmployeeSkill.level < func.coalesce(PositionSkill.required_level, limit)


def full_years(today: date) -> ColumnElement[int]:
    """Full years since the hire date; whole numbers, on which both databases agree."""

    def part(name: str) -> ColumnElement[int]:
        return sql_cast(extract(name, Employee.hire_date), Integer)

    months = (today.year - part("year")) * 12 + today.month - part("month")
    if today == month_end(today):
        # A month that has no such day is over with its last one.
        return months // 12
    begun = case((part("day") > today.day, 1), else_=0)
    return (months - begun) // 12


def _required_levels(
    path: str, position_id: int | None, skill_id: int | None = None
) -> Select[Any]:
    """The latest assessments in the skills that people's positions require, or in one of them."""
    one = EmployeeSkill.skill_id == skill_id if skill_id is not None else true()
    return (
        select()
        .select_from(EmployeeSkill)
        .join(Employee, Employee.id == EmployeeSkill.employee_id)
        .join(
            PositionSkill,
            and_(
                PositionSkill.position_id == Employee.position_id,
                PositionSkill.skill_id == EmployeeSkill.skill_id,
            ),
        )
        .where(of_people_in(EmployeeSkill.employee_id, [path], position_id), one, is_latest())
    )


def _is_short() -> ColumnElement[bool]:
    return EmployeeSkill.level < PositionSkill.required_level


def _sums(session: Session, statement: Select[Any], *keys: Any) -> list[GapSums]:
    """People, levels and people below by group (`keys`: code and names) and by what is
    required: few rows, from which exact numbers are made."""
    rows = session.execute(_summed(statement, *keys))
    found = [_gap_sums(Named(*key), *rest) for row in rows for key, rest in [(row[:3], row[3:])]]
    return sorted(found, key=_in_order)


def _summed(statement: Select[Any], *keys: Any) -> Select[Any]:
    required = (PositionSkill.required_level, PositionSkill.criticality)
    return statement.add_columns(
        *keys,
        *required,
        func.count().label("people"),
        func.sum(EmployeeSkill.level).label("total"),
        func.sum(case((_is_short(), 1), else_=0)).label("short"),
        func.sum(case((_is_short(), EmployeeSkill.level))).label("short_total"),
    ).group_by(*(key for key in keys if not isinstance(key, Null)), *required)


def _in_order(row: GapSums) -> tuple[str, Decimal, Decimal]:
    return row.group.code, row.required, row.criticality


def _gap_sums(
    group: Named,
    required: Decimal,
    criticality: Decimal,
    people: int,
    total: Decimal,
    short: int,
    short_total: Decimal | None,
) -> GapSums:
    return GapSums(
        group=group,
        required=required,
        criticality=criticality,
        people=int(people),
        total=total,
        short=int(short),
        short_total=short_total or Decimal(0),
    )
