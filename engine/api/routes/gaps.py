"""Gaps: in skills, certificates, appraisals and KPIs; and who should go."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel

from engine.api.bodies import TrainingAsked
from engine.api.person import CHANNEL, Engine, Person
from engine.usecases.need_evidence import who_should_go
from engine.usecases.performance_gap import performance_gap
from engine.usecases.profile import profile
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.values.encoding import to_plain

router = APIRouter(tags=["gaps"])


class AudienceAsked(BaseModel):
    training: TrainingAsked
    unit: str | None = None
    position: str | None = None
    headcount: int | None = None


@router.get("/gaps")
def get_gaps(
    person: Person,
    engine: Engine,
    unit: str | None = None,
    position: str | None = None,
    skill: str | None = None,
) -> Any:
    """Where people fall short of what their positions require."""
    return to_plain(engine.perform(skill_gap, person, CHANNEL, unit, position, skill))


@router.get("/gaps/by/{by}")
def get_breakdown(
    by: Literal["person", "position", "team", "unit"],
    person: Person,
    engine: Engine,
    unit: str | None = None,
) -> Any:
    """Who, or which part of a unit, is furthest behind."""
    return to_plain(engine.perform(gap_breakdown, person, CHANNEL, by, unit))


@router.get("/profile")
def get_profile(person: Person, engine: Engine, emp_no: str | None = None) -> Any:
    """One's own record, or that of one of one's people."""
    return to_plain(engine.perform(profile, person, CHANNEL, emp_no))


@router.get("/performance")
def get_performance(
    person: Person, engine: Engine, kpi: str | None = None, unit: str | None = None
) -> Any:
    """Which KPI falls short, and which skill lies behind it."""
    return to_plain(engine.perform(performance_gap, person, CHANNEL, kpi, unit))


@router.post("/audiences")
def post_audience(asked: AudienceAsked, person: Person, engine: Engine) -> Any:
    """Who exactly should go; a blanket request is answered with the narrower audience."""
    return to_plain(
        engine.perform(
            who_should_go,
            person,
            CHANNEL,
            asked.training.value(),
            asked.unit,
            asked.position,
            asked.headcount,
        )
    )
