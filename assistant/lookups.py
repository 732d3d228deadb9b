"""Questions that are answered at once: costs, gaps, budgets, priorities, requests, why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from assistant.asked_days import is_whole_years, years_asked
from assistant.base import PeisuanAction, Turn
from assistant.charts.chart import Chart
from assistant.charts.charts import budget_chart, gap_chart, priority_chart
from assistant.decision_pointing import with_numbers
from assistant.draft import EMPTY, ceiling_said, price_said, quotation_said, training_of
from assistant.explaining import explanation_lines
from assistant.proposing import TakesUpOffer, audience_choices, price_choices, propose_if_changed
from assistant.reading.answers import read_reason
from assistant.rendering import (
    budget_lines,
    cost_lines,
    gap_lines,
    priority_lines,
)
from assistant.reply_tables import budget_table, priority_table
from assistant.request_rendering import numbered, request_lines, request_rows
from assistant.units import unit_code
from engine.usecases.budget_status import BudgetStatus, budget_status
from engine.usecases.estimate_cost import estimate_cost
from engine.usecases.explanations import explain
from engine.usecases.priorities import priorities
from engine.usecases.requests.listing import request_status
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.values.errors import EngineError, NotEnoughData, NotPermitted


class EstimateCost(TakesUpOffer):
    """In an open form the price alone; else the whole proposal for those who may request,
    with the offer to go on."""

    action_name = "action_estimate_cost"

    def answer(self, turn: Turn) -> None:
        if turn.slots.get("draft_key"):
            _price(turn, _what_if(turn))
        else:
            _offer(turn)


def _names_training(turn: Turn) -> bool:
    return bool(turn.message.facts.course or turn.message.facts.skill)


def _what_if(turn: Turn) -> dict[str, Any]:
    """The facts of the message over those already known; another training begins afresh."""
    facts = turn.message.facts
    said = {
        name: getattr(facts, name)
        for name in (
            "course",
            "skill",
            "department",
            "position",
            "period",
        )
    }
    home, price = turn.company.currency, price_said(facts)
    said["amount"] = quotation_said(price, home, facts.tax, facts.tax_rate) if price else None
    said["ceiling"] = ceiling_said(facts.ceiling, home) if facts.ceiling else None
    said["headcount"] = facts.headcount or facts.number
    known = {"department": turn.slots.get("department")} if _names_training(turn) else turn.slots
    return {name: known.get(name) if value is None else value for name, value in said.items()}


def _price(turn: Turn, about: dict[str, Any]) -> None:
    training, headcount = training_of(about), about["headcount"]
    if training is None or headcount is None:
        turn.reply(turn.say("ask.course" if training is None else "ask.headcount"))
        return
    cost = turn.perform(estimate_cost, training, int(headcount))
    turn.set(last_explanation=cost.explanation_id)
    turn.reply(*cost_lines(turn.speech, cost))


def _offer(turn: Turn) -> None:
    about = _what_if(turn)
    about["headcount"] = None if about["headcount"] is None else str(about["headcount"])
    reason = read_reason(turn.message.text) or turn.slots.get("reason")
    turn.set(**{**EMPTY, **about, "reason": reason})
    if training_of(about) is None or about["headcount"] is None:
        _price(turn, about)
        return
    turn.set(headcount=int(Decimal(about["headcount"])))
    try:
        propose_if_changed(turn)
    except NotPermitted:
        _price(turn, turn.slots)
        return
    if asks := (turn.slots.get("proposed") or {}).get("asks"):
        if asks != "amount":
            turn.reply(turn.say(f"ask.{asks}"))
        elif turn.slots["proposed"]["missing"] != "no_exchange_rate":
            raise NotEnoughData("no_cost_history")
        return
    if turn.slots.get("headcount") is None:
        return
    turn.set(offer="request_budget")
    choices = audience_choices(turn) or price_choices(turn)
    turn.reply(turn.say("cost.offer"), choices=choices or [turn.say("cost.offer_yes")])


class QuerySkillGap(PeisuanAction):
    action_name = "action_query_skill_gap"

    def respond(self, turn: Turn) -> None:
        facts = turn.message.facts
        report = turn.perform(
            skill_gap,
            unit_code(turn),
            (facts.position or {}).get("code"),
            (facts.skill or {}).get("code"),
        )
        turn.set(last_explanation=report.explanation_id)
        whole = turn.shows_pictures and not (facts.position or facts.skill)
        turn.reply(
            *gap_lines(turn.speech, report),
            file=turn.picture("gaps", _team_chart(turn)) if whole else None,
        )


def _team_chart(turn: Turn) -> Chart | None:
    """By team, where that may be told and there is more than one."""
    try:
        return gap_chart(turn.speech, turn.perform(gap_breakdown, "team", unit_code(turn)))
    except EngineError:
        return None


class QueryBudgetStatus(PeisuanAction):
    """This year's budget, and next year's where it is set; another year when asked for."""

    action_name = "action_query_budget_status"

    def respond(self, turn: Turn) -> None:
        this_year, asked = turn.message.fiscal.year_of(turn.today), years_asked(turn)
        found = list(_statuses(turn, unit_code(turn), asked or [this_year, this_year + 1]))
        if asked and not is_whole_years(turn, asked):
            turn.reply(turn.say("budget.by_years", years=[turn.speech.year(one) for one in asked]))
        for status in found:
            lines = budget_lines(turn.speech, status)
            turn.reply(
                *lines,
                turn.say("budget.source") if status is found[-1] else "",
                table=budget_table(turn.speech, status, lines),
                file=turn.picture(
                    f"budget-{status.fiscal_year}", budget_chart(turn.speech, status)
                ),
            )
        turn.set(last_explanation=found[-1].explanation_id)


def _statuses(turn: Turn, unit: str | None, years: list[int]) -> Iterator[BudgetStatus]:
    """One year's must be there; others only if they are set."""
    refused, there = None, 0
    for year in years:
        try:
            status = turn.perform(budget_status, unit, year)
        except NotEnoughData as error:
            refused = refused or error
        else:
            there += 1
            yield status
    if refused and not there:
        raise refused


class QueryPriorities(PeisuanAction):
    action_name = "action_query_priorities"

    def respond(self, turn: Turn) -> None:
        ranking = turn.perform(priorities)
        turn.set(last_explanation=ranking.explanation_id)
        lines = priority_lines(turn.speech, ranking)
        turn.reply(
            *lines,
            table=priority_table(turn.speech, ranking, lines),
            file=turn.picture("priorities", priority_chart(turn.speech, ranking)),
        )


class QueryRequestStatus(PeisuanAction):
    """The request named; else the one just made here; else what waits for the person, and
    all he may see."""

    action_name = "action_query_request_status"

    def respond(self, turn: Turn) -> None:
        facts = with_numbers(turn).facts
        number = facts.request_id or turn.slots.get("last_request")
        waiting = () if number else turn.perform(request_status, waiting_for_me=True).requests
        found = turn.perform(request_status, number)
        if not found.requests:
            turn.reply(turn.say("request.none"))
            return
        others = [one for one in found.requests if one not in waiting]
        listed = [*waiting, *others]
        turn.show(request_rows(listed))
        lines = [turn.say("request.for_you", count=len(waiting))] if waiting else []
        if len(waiting) > 1:
            lines += [*numbered(turn.speech, listed), turn.say("deciding.newest_first")]
        else:
            lines += [line for one in listed for line in request_lines(turn.speech, one)]
        more = turn.say("request.more", more=found.more) if found.more else ""
        turn.reply(*lines, more)
        if len(listed) == 1 or len(waiting) == 1:
            turn.set(last_request=listed[0].number)


class ExplainAnswer(PeisuanAction):
    action_name = "action_explain_answer"

    def respond(self, turn: Turn) -> None:
        latest = turn.slots.get("last_explanation")
        if latest is None:
            turn.reply(turn.say("explain.nothing"))
            return
        turn.reply(*explanation_lines(turn.speech, turn.perform(explain, int(latest))))


LOOKUP_ACTIONS: tuple[type[PeisuanAction], ...] = (
    EstimateCost,
    QuerySkillGap,
    QueryBudgetStatus,
    QueryPriorities,
    QueryRequestStatus,
    ExplainAnswer,
)
