"""Questions to the engine's analyses: performance, history, effects, goals, what-if, records."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from assistant.rendering.analyses import (
    allocation_lines,
    effect_lines,
    performance_lines,
    profile_lines,
)
from assistant.asking.days import years_asked
from assistant.asking.arguments import course_at_hand, courses_asked, courses_talked_about
from assistant.base import PeisuanAction, Turn
from assistant.charts.charts import effect_chart
from assistant.conversation.what_if import is_of_units, part_like, part_of_total
from assistant.draft import money_said
from assistant.goal_asked import PlanFromGoal
from assistant.history_asked import QueryTrainingHistory, require_known_course
from assistant.people.namesakes import which_person
from assistant.asking.person_trainings import (
    means_others,
    offer_likeliest,
    refuse_others,
    reply_trainings,
)
from assistant.statements.own_ratings import asks_own_rating, reply_own_ratings
from assistant.units import unit_code
from engine.usecases.performance_gap import performance_gap
from engine.usecases.profile import Profile, profile
from engine.usecases.simulate_allocation import AllocationAsked, simulate_allocation
from engine.usecases.training_effect import training_effect
from engine.values.errors import NotFound
from engine.values.money import Money

MOST_COURSES = 3


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


class QueryTrainingEffect(PeisuanAction):
    """Of the course named or talked about; where several are, of each in a line."""

    action_name = "action_query_training_effect"

    def respond(self, turn: Turn) -> None:
        if asks_own_rating(turn):
            reply_own_ratings(turn)
            return
        require_known_course(turn)
        codes = sorted(courses_asked(turn)) or _talked_about(turn)
        if not codes:
            turn.reply(turn.say("effect.ask_course"))
            return
        years = years_asked(turn, looks_back=True)
        if len(years) > 1:
            turn.reply(turn.say("effect.by_year", year=years[-1]))
        for code in codes[:MOST_COURSES]:
            found = turn.perform(training_effect, code, years[-1] if years else None)
            turn.set(last_explanation=found.explanation_id)
            chart = turn.picture("effect", effect_chart(turn.speech, found))
            turn.reply(*effect_lines(turn.speech, found), file=chart)


def _talked_about(turn: Turn) -> list[str]:
    """The course of the last question, else of the request at hand."""
    return sorted(courses_talked_about(turn)) or course_at_hand(turn)


class SimulateAllocation(PeisuanAction):
    """Which needs a total pays for. A total said against the whole budget (ten per cent less) is
    reckoned from it. What is asked of units it does not tell."""

    action_name = "action_simulate_allocation"

    def respond(self, turn: Turn) -> None:
        if is_of_units(turn.message):
            turn.reply(turn.say("allocation.not_by_unit"), turn.say("allocation.nothing_done"))
            return
        facts = turn.message.facts
        # What is shared out is a budget, and so may well be called one.
        total = facts.amount or facts.ceiling
        asked = money_said(total, turn.company.currency) if total else None
        simulated = turn.perform(simulate_allocation, AllocationAsked(total=asked))
        factor = _factor(turn)
        if total is None and factor is not None:
            asked = Money.exact(simulated.total.amount * factor, simulated.total.currency)
            turn.reply(turn.say("allocation.of_whole", whole=simulated.total, total=asked))
            simulated = turn.perform(simulate_allocation, AllocationAsked(total=asked))
        turn.set(last_explanation=simulated.explanation_id)
        turn.reply(*allocation_lines(turn.speech, simulated))


def _factor(turn: Turn) -> Decimal | None:
    """The part of the whole that the total is: as it is said, or as the question before said it,
    with the share that is said now."""
    said = part_of_total(turn.message)
    before, share = turn.talk.subject, turn.message.facts.number
    if said is not None or before is None or share is None:
        return said
    return part_like(before.text, share)


class QueryProfile(PeisuanAction):
    """One's own record, or that of somebody whom one may see; of others not even whether
    they are there."""

    action_name = "action_query_profile"
    personal = True

    def respond(self, turn: Turn) -> None:
        facts = turn.message.facts
        if any(one.kind == "employee_name" for one in facts.unknown) and not facts.people:
            offer_likeliest(turn)
            return
        if _is_answer(turn):
            reply_trainings(turn)
            return
        refuse_others(turn)
        if not facts.people and means_others(turn.message.text):
            turn.reply(turn.say("profile.whose"))
            return
        seen = _profiles(turn) if facts.people else [turn.perform(profile)]
        if len(seen) > 1:
            which_person(turn, [one.person.code for one in seen])
            return
        turn.set(last_explanation=seen[0].explanation_id)
        skills = {
            str(one["code"]): str(one["value"])
            for one in turn.message.entities
            if one.get("kind", one["entity"]) in ("skill", "course") and one.get("code")
        }
        turn.reply(*profile_lines(turn.speech, seen[0], skills))


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
