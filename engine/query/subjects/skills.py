"""Skills: a row for every skill that somebody was last assessed in, and what his position requires."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, func, select

from engine.access import Right
from engine.queries.skills import is_latest
from engine.query.subject import (
    COUNT,
    DATE,
    LEVEL,
    SHARE,
    STATE,
    THING,
    Asked,
    Dimension,
    Measure,
    Subject,
)
from engine.query.subjects.people import joins_of_people, of_people, present_in
from engine.store.tables import Employee, EmployeeSkill, PositionSkill, Skill

BELOW, REACHED, NOT_REQUIRED = "below", "reached", "not_required"


def skills(asked: Asked) -> Subject:
    short = EmployeeSkill.level < PositionSkill.required_level
    standing = case(
        (PositionSkill.required_level.is_(None), NOT_REQUIRED), (short, BELOW), else_=REACHED
    )
    required = func.count(PositionSkill.required_level)
    below = func.sum(case((short, 1), else_=0))
    return Subject(
        base=_base,
        dimensions={
            **of_people(asked),
            "skill": Dimension(
                kind=THING, key=Skill.code, names=(Skill.name, Skill.name_en), table=Skill
            ),
            "level": Dimension(kind=LEVEL, key=EmployeeSkill.level, attribute=True),
            "required": Dimension(kind=LEVEL, key=PositionSkill.required_level),
            "standing": Dimension(
                kind=STATE,
                key=standing,
                values=(BELOW, REACHED, NOT_REQUIRED),
                attribute=True,
            ),
            "assessed_on": Dimension(kind=DATE, key=EmployeeSkill.assessed_on, attribute=True),
        },
        measures={
            "assessed": Measure(kind=COUNT, value=func.count(EmployeeSkill.id), adds=True),
            "required_of": Measure(kind=COUNT, value=required, adds=True),
            "below": Measure(kind=COUNT, value=below, adds=True),
            "share_below": Measure(kind=SHARE, value=below, over=required),
            "mean_level": Measure(
                kind=LEVEL,
                value=func.sum(EmployeeSkill.level),
                over=func.count(EmployeeSkill.id),
            ),
            "people": Measure(kind=COUNT, value=func.count(Employee.id.distinct())),
        },
        joins=joins_of_people(asked, Employee.org_unit_id),
        scope=present_in,
        person=Employee.id,
        time="assessed_on",
        right=Right.SEE_GAPS,
    )


def _base() -> Select[Any]:
    return (
        select()
        .select_from(EmployeeSkill)
        .join(Employee, Employee.id == EmployeeSkill.employee_id)
        .join(Skill, Skill.id == EmployeeSkill.skill_id)
        .outerjoin(
            PositionSkill,
            and_(
                PositionSkill.position_id == Employee.position_id,
                PositionSkill.skill_id == EmployeeSkill.skill_id,
            ),
        )
        .where(is_latest())
    )
