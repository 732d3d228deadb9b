"""The company's catalogue: its courses, its units, and what its positions require. By what they have,
or lack, it is asked which of them were never held, planned for, evaluated."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select, true
from sqlalchemy.orm import aliased

from engine.access import Right
from engine.queries.people import in_units
from engine.query.subject import (
    COUNT,
    COURSE,
    LEVEL,
    NUMBER,
    SHARE,
    STATE,
    THING,
    UNIT,
    WORDS,
    Asked,
    Dimension,
    Join,
    Measure,
    Subject,
)
from engine.query.subjects.units import joins_of_units, of_units
from engine.store.tables import Course, Employee, OrgUnit, Position, PositionSkill, Skill

YES, NO = "yes", "no"
_unit, _above, _head = aliased(OrgUnit), aliased(OrgUnit), aliased(Employee)


def courses(_asked: Asked) -> Subject:
    return Subject(
        base=lambda: select().select_from(Course),
        dimensions={
            COURSE: Dimension(
                kind=THING, key=Course.code, names=(Course.name, Course.name_en), table=Course
            ),
            "category": Dimension(kind=WORDS, key=Course.category),
            "delivery": Dimension(kind=WORDS, key=Course.delivery),
            "vendor": Dimension(kind=WORDS, key=Course.vendor),
            "mandatory": Dimension(
                kind=STATE, key=case((Course.mandatory, YES), else_=NO), values=(YES, NO)
            ),
            "hours_of": Dimension(kind=NUMBER, key=Course.hours),
            "capacity": Dimension(kind=NUMBER, key=Course.capacity),
            "months_valid": Dimension(kind=NUMBER, key=Course.validity_months),
        },
        measures={"courses": Measure(kind=COUNT, value=func.count(Course.id), adds=True)},
        scope=_of_all,
        person=Course.id,
        time=COURSE,
        right=Right.SEE_COSTS,
        about=COURSE,
        things={COURSE: Course.id},
    )


def units(asked: Asked) -> Subject:
    """Those that are there today; `depth` is 0 at the top."""
    slashes = func.length(_unit.path) - func.length(func.replace(_unit.path, "/", ""))
    there = or_(_unit.valid_to.is_(None), _unit.valid_to >= asked.today)
    return Subject(
        base=lambda: select().select_from(_unit).where(there),
        dimensions={
            **of_units(asked),
            "depth": Dimension(kind=NUMBER, key=slashes - 2),
            "above": Dimension(
                kind=THING,
                key=_above.code,
                names=(_above.name, _above.name_en),
                joins=("above",),
                table=OrgUnit,
            ),
            "head": Dimension(
                kind=THING,
                key=_head.emp_no,
                names=(_head.name,),
                joins=("head",),
                table=Employee,
            ),
        },
        measures={"units": Measure(kind=COUNT, value=func.count(_unit.id), adds=True)},
        joins={
            **joins_of_units(asked, _unit.id),
            "above": Join(target=_above, on=_above.id == _unit.parent_id, outer=True),
            "head": Join(target=_head, on=_head.id == _unit.head_employee_id, outer=True),
        },
        scope=lambda paths, _: in_units(_unit.id, paths),
        person=_unit.id,
        time="depth",
        right=Right.SEE_COSTS,
        about=UNIT,
        things={UNIT: _unit.id},
    )


def requirements(_asked: Asked) -> Subject:
    """What a position requires is for everybody to know who may want to get there."""
    return Subject(
        base=_required,
        dimensions={
            "position": Dimension(
                kind=THING,
                key=Position.code,
                names=(Position.name, Position.name_en),
                table=Position,
            ),
            "skill": Dimension(
                kind=THING, key=Skill.code, names=(Skill.name, Skill.name_en), table=Skill
            ),
            "required": Dimension(kind=LEVEL, key=PositionSkill.required_level),
            "criticality": Dimension(kind=SHARE, key=PositionSkill.criticality),
        },
        measures={
            "requirements": Measure(kind=COUNT, value=func.count(PositionSkill.id), adds=True),
            "mean_required": Measure(
                kind=LEVEL,
                value=func.sum(PositionSkill.required_level),
                over=func.count(PositionSkill.id),
            ),
        },
        scope=_of_all,
        person=PositionSkill.id,
        time="required",
        right=Right.REPORT_NEED,
        of_no_unit=True,
    )


def _required() -> Select[Any]:
    return (
        select()
        .select_from(PositionSkill)
        .join(Position, Position.id == PositionSkill.position_id)
        .join(Skill, Skill.id == PositionSkill.skill_id)
    )


def _of_all(_paths: Any, _present: bool) -> ColumnElement[bool]:
    """A course, or what a position requires, is the same for all units."""
    return true()
