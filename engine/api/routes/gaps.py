"""Gaps: in skills, certificates, appraisals and KPIs; and who should go."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel

from engine.api.bodies import Code, CodeAsked, CodeInPath, Headcount, TrainingAsked
from engine.api.person import Caller
from engine.usecases.need_evidence import who_should_go
from engine.usecases.performance_gap import performance_gap
from engine.usecases.profile import profile
from engine.usecases.ready_for import positions_beside, ready_for
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.usecases.towards_position import positions_next, towards_position
from engine.values.encoding import to_plain

router = APIRouter(tags=["gaps"])


class AudienceAsked(BaseModel):
    training: TrainingAsked
    unit: Code | None = None
    position: Code | None = None
    headcount: Headcount | None = None


@router.get("/gaps")
def get_gaps(
    caller: Caller, unit: CodeAsked = None, position: CodeAsked = None, skill: CodeAsked = None
) -> Any:
    """Where people fall short of what their positions require."""
    return to_plain(caller.perform(skill_gap, unit, position, skill))


@router.get("/gaps/by/{by}")
def get_breakdown(
    by: Literal["person", "position", "team", "unit"], caller: Caller, unit: CodeAsked = None
) -> Any:
    """Who, or which part of a unit, is furthest behind."""
    return to_plain(caller.perform(gap_breakdown, by, unit))


@router.get("/profile")
def get_profile(caller: Caller, emp_no: CodeAsked = None) -> Any:
    """One's own record, or that of one of one's people."""
    return to_plain(caller.perform(profile, emp_no))


@router.get("/profile/towards")
def get_towards(caller: Caller, position: Code, emp_no: CodeAsked = None) -> Any:
    """What one lacks oneself, or one of one's people, for a position."""
    return to_plain(caller.perform(towards_position, position, emp_no))


@router.get("/profile/next")
def get_next(caller: Caller, emp_no: CodeAsked = None) -> Any:
    """The other positions of the same family for which anything is required."""
    return to_plain(caller.perform(positions_next, emp_no))


@router.get("/positions/{position}/ready")
def get_ready(
    position: CodeInPath, caller: Caller, unit: CodeAsked = None, of: CodeAsked = None
) -> Any:
    """Who in a unit meets what a position requires, and who is nearest to it."""
    return to_plain(caller.perform(ready_for, position, unit, of))


@router.get("/positions/{position}/beside")
def get_beside(position: CodeInPath, caller: Caller) -> Any:
    """The other positions of its family for which anything is required."""
    return to_plain(caller.perform(positions_beside, position))


@router.get("/performance")
def get_performance(caller: Caller, kpi: CodeAsked = None, unit: CodeAsked = None) -> Any:
    """Which KPI falls short, and which skill lies behind it."""
    return to_plain(caller.perform(performance_gap, kpi, unit))


@router.post("/audiences")
def post_audience(asked: AudienceAsked, caller: Caller) -> Any:
    """Who exactly should go; a blanket request is answered with the narrower audience."""
    return to_plain(
        caller.perform(
            who_should_go, asked.training.value(), asked.unit, asked.position, asked.headcount
        )
    )
