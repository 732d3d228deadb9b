"""Questions to the engine's analyses: performance, history, effects, goals, what-if, records."""

from __future__ import annotations

from datetime import date

from actions.analysis_rendering import (
    allocation_lines,
    effect_lines,
    goal_lines,
    history_lines,
    performance_lines,
    profile_lines,
)
from actions.base import PeisuanAction, Turn
from actions.charts.charts import effect_chart
from actions.goal_reading import read_goal_words
from actions.units import unit_code
from engine.access import Right
from engine.usecases.performance_gap import performance_gap
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.usecases.profile import Profile, profile
from engine.usecases.simulate_allocation import AllocationAsked, simulate_allocation
from engine.usecases.training_effect import training_effect
from engine.usecases.training_history import training_history
from engine.usecases.units import may
from engine.values.errors import NotFound, NotPermitted


def _code(thing: dict[str, str] | None) -> str | None:
    return (thing or {}).get("code")


class QueryPerformanceGap(PeisuanAction):
    action_name = "action_query_performance_gap"

    def respond(self, turn: Turn) -> None:
        facts = turn.message.facts
        found = turn.perform(performance_gap, _code(facts.kpi), unit_code(turn))
        explained = found.behind.explanation_id if found.behind else found.explanation_id
        turn.set(last_explanation=explained)
        turn.reply(*performance_lines(turn.speech, found))


class QueryTrainingHistory(PeisuanAction):
    action_name = "action_query_training_history"

    def respond(self, turn: Turn) -> None:
        facts = turn.message.facts
        period = facts.past_period or facts.period or {}
        first, last = (
            date.fromisoformat(period[day]) if day in period else None
            for day in ("first_day", "last_day")
        )
        report = turn.perform(training_history, unit_code(turn), _code(facts.course), first, last)
        turn.set(last_explanation=report.explanation_id)
        turn.reply(*history_lines(turn.speech, report))


class QueryTrainingEffect(PeisuanAction):
    action_name = "action_query_training_effect"

    def respond(self, turn: Turn) -> None:
        course = _code(turn.message.facts.course) or _code(turn.slots.get("course"))
        if course is None:
            turn.reply(turn.say("effect.ask_course"))
            return
        found = turn.perform(training_effect, course)
        turn.set(last_explanation=found.explanation_id)
        chart = turn.picture("effect", effect_chart(turn.speech, found))
        turn.reply(*effect_lines(turn.speech, found), file=chart)


class PlanFromGoal(PeisuanAction):
    action_name = "action_plan_from_goal"

    def respond(self, turn: Turn) -> None:
        facts, goal = turn.message.facts, read_goal_words(turn.message.text)
        kpi = _code(facts.kpi)
        if kpi is None or (goal.change is None and goal.to is None):
            turn.reply(turn.say("goal.ask"))
            return
        asked = GoalAsked(
            kpi=kpi,
            change=goal.change,
            reading=goal.reading,
            to=goal.to,
            headcount=int(facts.headcount) if facts.headcount else None,
            unit=unit_code(turn),
        )
        answer = turn.perform(plan_from_goal, asked)
        turn.set(last_explanation=answer.explanation_id)
        turn.reply(*goal_lines(turn.speech, answer.result))


class SimulateAllocation(PeisuanAction):
    action_name = "action_simulate_allocation"

    def respond(self, turn: Turn) -> None:
        simulated = turn.perform(
            simulate_allocation, AllocationAsked(total=turn.message.facts.amount)
        )
        turn.set(last_explanation=simulated.explanation_id)
        turn.reply(*allocation_lines(turn.speech, simulated))


class QueryProfile(PeisuanAction):
    """One's own record, or that of somebody whom one may see; of others not even whether
    they are there."""

    action_name = "action_query_profile"
    personal = True

    def respond(self, turn: Turn) -> None:
        facts = turn.message.facts
        if any(one.kind == "employee_name" for one in facts.unknown) and not facts.people:
            turn.perform(may, Right.SEE_PROFILES)
            raise NotFound("nobody_of_name")
        seen = _profiles(turn) if facts.people else [turn.perform(profile)]
        if len(seen) > 1:
            choices = [f"{turn.speech.name(one.person)} {one.person.code}" for one in seen]
            turn.reply(turn.say("profile.which"), choices=choices)
            return
        turn.set(last_explanation=seen[0].explanation_id)
        turn.reply(*profile_lines(turn.speech, seen[0]))


def _profiles(turn: Turn) -> list[Profile]:
    """The records of those of that name whom the person may see.

    Raises:
        NotPermitted: he may see none of them.
    """
    seen, refused = [], None
    for person in turn.message.facts.people:
        try:
            seen.append(turn.perform(profile, person["code"]))
        except NotPermitted as error:
            refused = error
    if not seen and refused:
        raise refused
    return seen


ANALYSIS_ACTIONS: tuple[type[PeisuanAction], ...] = (
    QueryPerformanceGap,
    QueryTrainingHistory,
    QueryTrainingEffect,
    PlanFromGoal,
    SimulateAllocation,
    QueryProfile,
)
