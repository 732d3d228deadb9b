"""Questions to the engine's analyses: performance, history, effects, goals, what-if, records."""

from __future__ import annotations

from contextlib import suppress

from assistant.analysis_rendering import (
    allocation_lines,
    effect_lines,
    goal_lines,
    history_lines,
    performance_lines,
    profile_lines,
)
from assistant.asked_days import days_asked, period_asked, years_asked
from assistant.base import PeisuanAction, Turn
from assistant.charts.charts import effect_chart
from assistant.draft import money_said
from assistant.goal_reading import read_goal_words
from assistant.person_trainings import is_about_person, reply_trainings
from assistant.statements.own_ratings import asks_own_rating, reply_own_ratings
from assistant.units import unit_code
from engine.access import Right
from engine.usecases.performance_gap import performance_gap
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.usecases.profile import Profile, profile
from engine.usecases.simulate_allocation import AllocationAsked, simulate_allocation
from engine.usecases.training_effect import training_effect
from engine.usecases.training_history import training_history
from engine.usecases.units import may
from engine.values.errors import NotFound


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
        if is_about_person(turn):
            reply_trainings(turn)
            return
        facts = turn.message.facts
        first, last = days_asked(turn)
        asked = period_asked(turn)
        report = turn.perform(training_history, unit_code(turn), _code(facts.course), first, last)
        turn.set(last_explanation=report.explanation_id)
        time = turn.say("history.time", period=asked) if asked else ""
        turn.reply(time, *history_lines(turn.speech, report))


class QueryTrainingEffect(PeisuanAction):
    action_name = "action_query_training_effect"

    def respond(self, turn: Turn) -> None:
        if asks_own_rating(turn):
            reply_own_ratings(turn)
            return
        course = _code(turn.message.facts.course) or _code(turn.slots.get("course"))
        if course is None:
            turn.reply(turn.say("effect.ask_course"))
            return
        years = years_asked(turn, looks_back=True)
        if len(years) > 1:
            turn.reply(turn.say("effect.by_year", year=years[-1]))
        found = turn.perform(training_effect, course, years[-1] if years else None)
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
        facts = turn.message.facts
        # What is shared out is a budget, and so may well be called one.
        total = facts.amount or facts.ceiling
        simulated = turn.perform(
            simulate_allocation,
            AllocationAsked(total=money_said(total, turn.company.currency) if total else None),
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
            raise NotFound("nobody_of_name", name=turn.message.facts.name_said)
        if _is_answer(turn):
            reply_trainings(turn)
            return
        seen = _profiles(turn) if facts.people else [turn.perform(profile)]
        if len(seen) > 1:
            choices = [f"{turn.speech.name(one.person)} {one.person.code}" for one in seen]
            turn.reply(turn.say("profile.which"), choices=choices)
            return
        turn.set(last_explanation=seen[0].explanation_id)
        turn.reply(*profile_lines(turn.speech, seen[0]))


def _is_answer(turn: Turn) -> bool:
    """Whether it is but a name or number, said after the trainings of somebody were asked
    for: which of those of that name was meant."""
    if turn.slots.get("last_lookup") != "query_training_history":
        return False
    named = [one for one in turn.message.entities if one["entity"] == "employee_name"]
    rest = turn.message.text
    for one in named:
        rest = rest.replace(one["value"], "")
    return bool(named) and not any(character.isalnum() for character in rest)


def _profiles(turn: Turn) -> list[Profile]:
    """The records of those of that name whom the person may see.

    Raises:
        NotPermitted: he sees nobody's records.
        NotFound: he may see none of them.
    """
    seen: list[Profile] = []
    for person in turn.message.facts.people:
        with suppress(NotFound):
            seen.append(turn.perform(profile, person["code"]))
    if not seen:
        raise NotFound("nobody_of_name", name=turn.message.facts.name_said)
    return seen


ANALYSIS_ACTIONS: tuple[type[PeisuanAction], ...] = (
    QueryPerformanceGap,
    QueryTrainingHistory,
    QueryTrainingEffect,
    PlanFromGoal,
    SimulateAllocation,
    QueryProfile,
)
