"""Doing what was confirmed, exactly: on that request, in that version, those steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.base import Turn
from assistant.deciding.waiting import talk_of
from assistant.draft import NO_DECISION, line_change
from assistant.request_rendering import request_lines, steps_taken
from engine.usecases.requests.amending import amend_request, review_change, withdraw_request
from engine.usecases.requests.deciding import approve_request, reject_request, return_request
from engine.usecases.requests.leaving import take_over_request
from engine.usecases.requests.submitting import submit_draft
from engine.usecases.requests.view import RequestReceipt
from engine.workflow.life import OPEN, Event


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """What was agreed to, as it lies in the slots; `steps` are the keys of those shown."""

    number: str
    key: str
    comment: str | None
    version: int | None
    steps: tuple[str, ...]

    @classmethod
    def of(cls, slots: dict[str, Any]) -> Confirmed:
        return cls(
            number=slots["decision_number"],
            key=slots["draft_key"],
            comment=slots.get("decision_comment"),
            version=slots.get("decision_version"),
            steps=tuple(one["key"] for one in slots.get("decision_steps") or ()),
        )


def decide(turn: Turn) -> None:
    decision = turn.slots["decision"]
    receipt = _perform(turn, decision, Confirmed.of(turn.slots))
    turn.reply(*_receipt_lines(turn, decision, receipt))
    number = receipt.request.number
    turn.set(**NO_DECISION)
    talk_of(turn, number)
    turn.set(last_decision={"decision": decision, "number": number, "at": turn.talk.messages})


def _perform(turn: Turn, decision: str, agreed: Confirmed) -> RequestReceipt:
    number, key, comment, version = agreed.number, agreed.key, agreed.comment, agreed.version
    if decision == "approve_request":
        return turn.perform(approve_request, number, key, comment, version, agreed.steps)
    if decision == "return_request":
        return turn.perform(return_request, number, key, comment or "", version)
    if decision == "reject_request":
        return turn.perform(reject_request, number, key, comment or "", version)
    if decision == "withdraw_request":
        return turn.perform(withdraw_request, number, key, comment, version)
    if decision == "take_over_request":
        return turn.perform(take_over_request, number, key, version)
    return _amend(turn, agreed)


def _amend(turn: Turn, agreed: Confirmed) -> RequestReceipt:
    """A request in the person's own hands goes off again with the change."""
    change = turn.slots["decision_change"]
    view = turn.perform(review_change, agreed.number, Event.AMEND)
    receipt = None
    if not change.get("nothing"):
        receipt = turn.perform(
            amend_request, agreed.number, line_change(change), agreed.key, agreed.version
        )
    if view.state in OPEN or receipt is None:
        return turn.perform(submit_draft, agreed.number, f"{agreed.key}-again")
    return receipt


def _receipt_lines(turn: Turn, decision: str, receipt: RequestReceipt) -> list[str]:
    done = turn.say(f"decision.done_{decision}", number=receipt.request.number)
    lines = [done, steps_taken(turn.speech, decision, turn.slots.get("decision_steps") or [])]
    lines += request_lines(turn.speech, receipt.request)
    if receipt.line is not None:
        lines.append(
            turn.say(
                "decision.left",
                unit=receipt.line.unit,
                year=receipt.line.fiscal_year,
                available=receipt.line.balance.available,
            )
        )
    return lines
