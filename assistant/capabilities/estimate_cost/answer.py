"""What trainings cost."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.capabilities.estimate_cost.by_head import (
    asks_by_head,
    take_up,
    tell_by_head,
    tell_remedies,
)
from assistant.capabilities.estimate_cost.what_if import tell_what_if
from assistant.draft import EMPTY, ceiling_said, price_said, quotation_said, training_of
from assistant.proposing import TakesUpOffer, audience_choices, price_choices, propose_if_changed
from assistant.reading.answers import read_reason
from assistant.rendering.costs import cost_lines
from engine.usecases.estimate_cost import estimate_cost
from engine.values.errors import NotEnoughData, NotPermitted


class Answer(TakesUpOffer):
    """In an open form the price alone; else the whole proposal for those who may request,
    with the offer to go on."""

    def answer(self, turn: Turn) -> None:
        if not turn.slots.get("draft_key") and tell_what_if(turn):
            return
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
