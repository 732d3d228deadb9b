"""Questions that are answered at once: costs, gaps, budgets, priorities, requests, why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from assistant.analyses import QueryProfile
from assistant.asking.by_head import asks_by_head, take_up, tell_by_head, tell_remedies
from assistant.asking.gaps import settled, tells_otherwise
from assistant.base import PeisuanAction, Turn
from assistant.budget_asked import QueryBudgetStatus
from assistant.charts.chart import Chart
from assistant.charts.charts import gap_chart, priority_chart
from assistant.conversation.framing import frame_of, says
from assistant.deciding.waiting import oldest_first, talk_of, waiting_for
from assistant.draft import EMPTY, ceiling_said, price_said, quotation_said, training_of
from assistant.explaining import ExplainAnswer
from assistant.history_asked import require_known_course
from assistant.listing import Row, codes_said, listed, page, thing
from assistant.asking.person_trainings import asks_own_level
from assistant.proposing import TakesUpOffer, audience_choices, price_choices, propose_if_changed
from assistant.reading.answers import read_reason
from assistant.rendering.costs import (
    cost_lines,
    gap_head,
    gap_remarks,
    gap_rows,
    priority_head,
    rank_line,
)
from assistant.request_rendering import request_lines
from assistant.sheets.making import gap_sheet, priority_sheet, request_sheet
from assistant.sheets.saying import reply_table
from assistant.units import unit_code
from engine.usecases.estimate_cost import estimate_cost
from engine.usecases.priorities import priorities
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.values.errors import EngineError, NotEnoughData, NotPermitted
from engine.values.results import Named


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
    said["headcount"] = None if asks_by_head(turn) else facts.headcount or facts.number
    if _names_training(turn):
        known: Mapping[str, Any] = {"department": turn.slots.get("department")}
    else:
        known = turn.slots if turn.slots.get("draft_key") else take_up(turn) or turn.slots
    return {name: known.get(name) if value is None else value for name, value in said.items()}


def _price(turn: Turn, about: dict[str, Any]) -> None:
    training, headcount = training_of(about), about["headcount"]
    if training is None:
        if not tell_remedies(turn):
            turn.reply(turn.say("ask.course"))
        return
    if headcount is None:
        tell_by_head(turn, about)
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
    """Of a unit, a position, by team or by person; who may see nobody's asks for his own."""

    action_name = "action_query_skill_gap"

    def respond(self, turn: Turn) -> None:
        require_known_course(turn)
        if asks_own_level(turn):
            QueryProfile().respond(turn)
            return
        asked = settled(turn)
        if tells_otherwise(turn, asked):
            return
        report = turn.perform(skill_gap, *asked.group)
        turn.set(last_explanation=report.explanation_id)
        whole = turn.shows_pictures and not any(asked.group[1:])
        said = gap_rows(turn.speech, report)
        rows = [Row(line=line, thing=thing(turn, "skill", named)) for named, line in said]
        sheet = gap_sheet(turn, report, said)
        turn.reply(
            gap_head(turn.speech, report),
            *(listed(turn, rows, sheet=sheet) if rows else ()),
            *gap_remarks(turn.speech, report),
            file=turn.picture("gaps", _team_chart(turn)) if whole else None,
        )


def _team_chart(turn: Turn) -> Chart | None:
    """By team, where that may be told and there is more than one."""
    try:
        return gap_chart(turn.speech, turn.perform(gap_breakdown, "team", unit_code(turn)))
    except EngineError:
        return None


class QueryPriorities(PeisuanAction):
    """The ranking; of it the courses that are named, where any are."""

    action_name = "action_query_priorities"

    def respond(self, turn: Turn) -> None:
        require_known_course(turn)
        ranking = turn.perform(priorities)
        turn.set(last_explanation=ranking.explanation_id)
        asked = codes_said(turn, "course")
        found = [one for one in ranking.ranking if not asked or one.course.code in asked]
        if not found:
            names = [one["value"] for one in turn.message.entities if one.get("code") in asked]
            turn.reply(turn.say("priority.not_ranked", courses=names, year=ranking.year))
            return
        if frame_of(turn.message).highest is False:
            found.reverse()
        rows = [
            Row(
                line=f"{one.rank}. {rank_line(turn.speech, one)}",
                thing=thing(turn, "course", one.course),
            )
            for one in found
        ]
        sheet = priority_sheet(turn, ranking, found, partial(rank_line, turn.speech))
        said = listed(turn, rows, numbered=False, sheet=sheet)
        shown = page(turn, len(rows))
        turn.reply(
            priority_head(turn.speech, ranking),
            *said,
            turn.say("priority.source"),
            table=reply_table(turn.speech, sheet, shown, said[: len(shown)]),
            file=None
            if asked
            else turn.picture("priorities", priority_chart(turn.speech, ranking)),
        )


class QueryRequestStatus(PeisuanAction):
    """The request named; else the one just made here; else what waits for the person, and,
    unless only that was asked for, all he may see."""

    action_name = "action_query_request_status"

    def respond(self, turn: Turn) -> None:
        numbers = _numbers(turn)
        mine = () if numbers else waiting_for(turn)
        found = [turn.perform(request_status, number) for number in numbers or (None,)]
        requests = _about(turn, [one for part in found for one in oldest_first(part.requests)])
        if not requests:
            turn.reply(turn.say("request.none"))
            return
        waiting = [one for one in _about(turn, mine) if one in requests or not numbers]
        if _waits_only(turn):
            _tell_waiting(turn, waiting)
            return
        others = [one for one in requests if one not in waiting]
        head = turn.say("request.for_you", count=len(waiting)) if waiting else ""
        more = sum(part.more for part in found)
        turn.reply(
            head,
            *_request_list(turn, [*waiting, *others]),
            turn.say("request.more", more=more) if more else "",
        )
        if len(requests) == 1:
            talk_of(turn, requests[0].number)


def _numbers(turn: Turn) -> list[str]:
    """The requests that are named or pointed at; else the last one, where nothing else is."""
    said = [one["value"] for one in turn.message.entities if one["entity"] == "request_id"]
    last = turn.slots.get("last_request")
    if said or not last or _waits_only(turn) or codes_said(turn, "course", "department"):
        return list(dict.fromkeys(said))
    return [last]


def _about(turn: Turn, requests: Sequence[RequestView]) -> list[RequestView]:
    """Those that are about what is named; all where none is."""
    courses, units = codes_said(turn, "course"), codes_said(turn, "department")
    fitting = [
        one
        for one in requests
        if (not units or one.unit.code in units)
        and (not courses or any(_code(line.topic) in courses for line in one.lines))
    ]
    return fitting or list(requests)


def _code(topic: Named | str) -> str | None:
    return topic.code if isinstance(topic, Named) else None


def _waits_only(turn: Turn) -> bool:
    return says("waits", "for_me", turn.message.text)


def _tell_waiting(turn: Turn, waiting: list[RequestView]) -> None:
    if not waiting:
        turn.reply(turn.say("request.none_for_you"))
        return
    head = turn.say("request.waits_for_you", count=len(waiting))
    order = turn.say("deciding.oldest_first") if len(waiting) > 1 else ""
    turn.reply(head, *_request_list(turn, waiting), order)


def _request_list(turn: Turn, requests: list[RequestView]) -> list[str]:
    """Numbered, each with where it stands."""
    rows = [
        Row(
            line=_request_said(turn)(one),
            thing={"entity": "request_id", "value": one.number},
        )
        for one in requests
    ]
    return listed(turn, rows, sheet=request_sheet(turn, requests, _request_said(turn)))


def _request_said(turn: Turn) -> Callable[[RequestView], str]:
    return lambda one: "\n".join(request_lines(turn.speech, one))


LOOKUP_ACTIONS: tuple[type[PeisuanAction], ...] = (
    EstimateCost,
    QuerySkillGap,
    QueryBudgetStatus,
    QueryPriorities,
    QueryRequestStatus,
    ExplainAnswer,
)
