"""What a request has to know, and how it is asked for; what can be known is offered to be
confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from assistant.base import Turn
from assistant.draft import (
    code_of,
    is_settled,
    period_of,
    quotation_of,
    request_draft,
    training_of,
)
from assistant.flows.flow import Field, Slots, Summary
from assistant.proposing import audience_choices, other_price
from assistant.requesting.grouping import ask_about_group
from assistant.requesting.left_open import (
    ask_course_left_open,
    ask_headcount_left_open,
    ask_period_left_open,
    ask_reason_left_open,
    is_left_open,
)
from assistant.requesting.lines import is_several, name_of
from assistant.requesting.several import OF_ALL, ask_whose
from assistant.requesting.summary import summary_lines
from assistant.when import ask_period
from engine.usecases.estimate_cost import counts_with_tax
from engine.usecases.requests.draft import preview_request
from engine.usecases.units import requesting_roster
from engine.values.encoding import to_plain


def _ask_course(turn: Turn) -> None:
    if is_left_open(turn.slots, "course"):
        ask_course_left_open(turn)
    else:
        turn.reply(turn.say("ask.course"))


def _ask_headcount(turn: Turn) -> None:
    if turn.slots.get("group_open"):
        ask_about_group(turn)
        return
    if is_left_open(turn.slots, "headcount") and ask_headcount_left_open(turn):
        return
    unit, position = code_of(turn.slots, "department"), code_of(turn.slots, "position")
    roster = turn.perform(requesting_roster, unit, position)
    if roster.headcount == 0:
        turn.reply(turn.say("ask.headcount"))
        return
    turn.reply(
        turn.say("ask.headcount_roster", group=roster.group, headcount=roster.headcount),
        choices=[turn.say("ask.headcount_all", headcount=roster.headcount)],
    )


def _ask_amount(turn: Turn) -> None:
    if (turn.slots.get("proposed") or {}).get("missing") == "no_exchange_rate":
        turn.reply(turn.say("ask.amount_at_home", currency=turn.company.currency))
        return
    thing = turn.slots.get("course") or turn.slots.get("skill") or {}
    turn.reply(turn.say("ask.amount", topic=thing.get("name") or thing.get("topic")))


def _ask_tax_rate(turn: Turn) -> None:
    """The rate of a tax that has to be added or taken out; nothing is assumed."""
    quotation = quotation_of(turn.slots)
    assert quotation, "asked for the tax of a price"
    turn.reply(
        turn.say(
            "ask.tax_rate",
            price=quotation.price,
            tax=turn.say(f"tax.{quotation.tax}"),
            counts=turn.say(f"tax.{turn.perform(counts_with_tax)}"),
        )
    )


def _ask_sessions(turn: Turn) -> None:
    quotation = quotation_of(turn.slots)
    assert quotation, "asked for the sessions of a price"
    turn.reply(turn.say("ask.sessions", price=quotation.price))


def _ask_sure(turn: Turn) -> None:
    """What is probably a slip is said, and taken only with a yes."""
    doubts = (turn.slots.get("proposed") or {}).get("doubts", [])
    turn.reply(
        *(turn.say(f"doubt.{doubt['code']}", **doubt["args"]) for doubt in doubts),
        turn.say("ask.sure"),
        choices=[turn.say("ask.sure_yes"), turn.say("ask.sure_no")],
    )


def _ask_audience(turn: Turn) -> None:
    """The two audiences of the proposal, priced, as choices."""
    turn.reply(turn.say("ask.audience"), choices=audience_choices(turn))


def _ask_period(turn: Turn) -> None:
    if is_left_open(turn.slots, "period") and not turn.slots.get("period"):
        ask_period_left_open(turn)
    else:
        ask_period(turn)


def _ask_reason(turn: Turn) -> None:
    if is_left_open(turn.slots, "reason"):
        ask_reason_left_open(turn)
    else:
        turn.reply(turn.say("ask.reason"))


def summary_of_one(turn: Turn) -> Summary:
    """Everything that will be stored, and what it does to the budget."""
    draft, period = request_draft(turn.slots), period_of(turn.slots)
    assert draft, "the summary comes when all is known"
    assert period, "the summary comes when all is known"
    preview = turn.perform(preview_request, replace(draft, agreed=None))
    turn.set(agreed=to_plain(preview.home.converted))
    return Summary(
        lines=(turn.say("summary.head"), *summary_lines(turn, preview, period)),
        question=turn.say("summary.confirm"),
        yes=turn.say("summary.yes"),
        no=turn.say("summary.no"),
        others=tuple(other_price(turn)),
    )


def ask_of_line(turn: Turn, field: str) -> None:
    """Of several trainings a question says which it is about."""
    if is_several(turn.slots) and field not in OF_ALL:
        turn.reply(turn.say("line.about", training=name_of(turn, turn.slots)))


def _proposed(slots: Slots) -> Mapping[str, Any]:
    return slots.get("proposed") or {}


def _asks(name: str) -> Callable[[Slots], bool]:
    """Whether the price cannot be worked out without it."""
    return lambda slots: _proposed(slots).get("asks") == name


def _doubts(slots: Slots) -> bool:
    proposed = _proposed(slots)
    return bool(proposed.get("doubts")) and slots.get("sure") != proposed.get("key")


FIELDS = (
    Field(name="whose", misses=lambda slots: bool(slots.get("unplaced")), ask=ask_whose),
    Field(name="course", misses=lambda slots: training_of(slots) is None, ask=_ask_course),
    Field(
        name="headcount",
        misses=lambda slots: not slots.get("headcount") or bool(slots.get("group_open")),
        ask=_ask_headcount,
    ),
    Field(name="amount", misses=_asks("amount"), ask=_ask_amount),
    Field(name="tax_rate", misses=_asks("tax_rate"), ask=_ask_tax_rate),
    Field(name="sessions", misses=_asks("sessions"), ask=_ask_sessions),
    Field(name="sure", misses=_doubts, ask=_ask_sure),
    Field(
        name="audience",
        misses=lambda slots: bool(_proposed(slots).get("narrow")) and not slots.get("audience"),
        ask=_ask_audience,
    ),
    Field(name="period", misses=lambda slots: not is_settled(slots.get("period")), ask=_ask_period),
    Field(
        name="reason",
        misses=lambda slots: not (slots.get("reason") or _proposed(slots).get("must_do")),
        ask=_ask_reason,
    ),
)
