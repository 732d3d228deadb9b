"""Questions about the draft at hand, asked while its form is open: answered from the draft and
the policy, before the form asks again."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assistant.base import Turn
from assistant.draft import ceiling_of, code_of, period_of, quotation_of, thing_of
from assistant.message import Message
from assistant.reading.answers import WORDS
from engine.usecases.estimate_cost import counts_with_tax
from engine.usecases.requests.route import approval_route
from engine.usecases.units import requesting_roster
from engine.values.errors import NotEnoughData
from engine.values.money import Money

QUESTIONS = Path(__file__).parents[1] / "speech" / "questions.toml"
# Longer ones tell something, and do not only ask.
LONGEST_QUESTION = 60


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    tables = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))
    return {
        table: {
            name: re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
            for name, patterns in named.items()
        }
        for table, named in tables.items()
    }


def asks_about_draft(message: Message, asked: str) -> str | None:
    """What of the draft the message asks about; None where it tells something, names another
    training, or asks nothing."""
    facts, text = message.facts, message.text.strip()
    if facts.changes_request or facts.course or facts.skill or facts.request_id:
        return None
    if len(text) > LONGEST_QUESTION or not _is_question(text, asked):
        return None
    if _patterns()["marks"]["elsewhere"].search(text):
        return None
    topics = _patterns()["topics"]
    return next((topic for topic, pattern in topics.items() if pattern.search(text)), None)


def _is_question(text: str, asked: str) -> bool:
    marks = _patterns()["marks"]
    if marks["question"].search(text):
        return True
    return asked not in WORDS and bool(marks["anywhere"].search(text))


def answer_about_draft(turn: Turn, topic: str) -> None:
    turn.reply(ANSWERS[topic](turn))


def thing_said(turn: Turn) -> str | None:
    """What the training at hand is called in the language spoken; None where there is none."""
    thing = thing_of(turn.slots)
    name: str | None = turn.speech.name(thing) if thing.get("name") else thing.get("topic")
    return name


def _total(slots: Mapping[str, Any]) -> Money | None:
    proposed = slots.get("proposed") or {}
    if proposed.get("all_total") is None:
        return None
    key = "narrow_total" if slots.get("audience") == "narrow" else "all_total"
    return Money(Decimal(proposed[key]), proposed["currency"])


def _reason(turn: Turn) -> str:
    if reason := turn.slots.get("reason"):
        return turn.say("answer.reason", reason=reason)
    must_do = (turn.slots.get("proposed") or {}).get("must_do")
    return turn.say("answer.reason_not_needed" if must_do else "answer.reason_needed")


def _headcount(turn: Turn) -> str:
    if headcount := turn.slots.get("headcount"):
        return turn.say("answer.headcount", headcount=int(headcount))
    return turn.say("answer.headcount_open")


def _cost(turn: Turn) -> str:
    total = _total(turn.slots)
    if total is None:
        return turn.say("answer.cost_open")
    headcount = int(turn.slots["headcount"])
    return turn.say("answer.cost", total=total, headcount=headcount, unit_cost=total.per(headcount))


def _period(turn: Turn) -> str:
    period = period_of(turn.slots)
    if period is None:
        return turn.say("answer.period_open")
    return turn.say("answer.period", period=period)


def _course(turn: Turn) -> str:
    name = thing_said(turn)
    return turn.say("answer.course", training=name) if name else turn.say("answer.course_open")


def _unit(turn: Turn) -> str:
    roster = turn.perform(requesting_roster, code_of(turn.slots, "department"))
    return turn.say("answer.unit", unit=roster.group)


def _audience(turn: Turn) -> str:
    if turn.slots.get("audience") == "narrow":
        return turn.say("answer.audience_narrow", headcount=int(turn.slots["headcount"]))
    if headcount := turn.slots.get("headcount"):
        return turn.say("answer.audience_all", headcount=int(headcount))
    return turn.say("answer.headcount_open")


def _approver(turn: Turn) -> str:
    total = _total(turn.slots)
    if total is None:
        return turn.say("answer.approver_open")
    try:
        first, *approvers = turn.perform(approval_route, total, code_of(turn.slots, "department"))
    except NotEnoughData:
        return turn.say("answer.approver_open")
    return turn.say(
        "answer.approver",
        first=turn.say(f"decider.{first}"),
        approvers=[turn.say(f"decider.{one}") for one in approvers],
        total=total,
    )


def _next(turn: Turn) -> str:
    return turn.say("answer.next")


def _tax(turn: Turn) -> str:
    counts = turn.say(f"tax.{turn.perform(counts_with_tax)}")
    quotation = quotation_of(turn.slots)
    if quotation is None or quotation.tax is None:
        return turn.say("answer.tax", counts=counts)
    return turn.say("answer.tax_said", counts=counts, tax=turn.say(f"tax.{quotation.tax}"))


def _rate(turn: Turn) -> str:
    quotation = quotation_of(turn.slots)
    home = turn.company.currency
    if quotation is None or quotation.price.currency == home:
        return turn.say("answer.rate_none", currency=home)
    return turn.say("answer.rate", currency=quotation.price.currency, home=home)


def _ceiling(turn: Turn) -> str:
    ceiling, total = ceiling_of(turn.slots), _total(turn.slots)
    if ceiling is None:
        return turn.say("answer.ceiling_none")
    if total is None:
        return turn.say("answer.ceiling", ceiling=ceiling.most)
    return turn.say("answer.ceiling_and_cost", ceiling=ceiling.most, total=total)


def _stored(turn: Turn) -> str:
    return turn.say("answer.stored")


ANSWERS: dict[str, Callable[[Turn], str]] = {
    "reason": _reason,
    "approver": _approver,
    "next": _next,
    "tax": _tax,
    "rate": _rate,
    "ceiling": _ceiling,
    "stored": _stored,
    "headcount": _headcount,
    "cost": _cost,
    "period": _period,
    "unit": _unit,
    "audience": _audience,
    "course": _course,
}
