"""Deciding, changing and taking back requests: which one, why, a summary, one confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actions.base import PeisuanAction, Turn
from actions.decision_reading import mentions, read_comment, read_number, resubmits
from actions.draft import NO_DECISION, line_change, price_said, quotation_said
from actions.errors import say_error
from actions.reading import is_digression, is_no, is_yes
from actions.request_form import REQUESTED, take_for_form
from actions.request_rendering import headline, preview_lines, request_lines, review_lines
from engine.usecases.requests.amending import (
    amend_request,
    preview_amendment,
    review_change,
    withdraw_request,
)
from engine.usecases.requests.deciding import (
    approve_request,
    reject_request,
    return_request,
    review_decision,
)
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_draft
from engine.usecases.requests.view import RequestReceipt, RequestView
from engine.values.errors import EngineError
from engine.values.results import Named
from engine.workflow.life import OPEN, PENDING, Event

MOST_OFFERED = 4
EVENTS = {
    "approve_request": Event.APPROVE,
    "return_request": Event.RETURN,
    "reject_request": Event.REJECT,
    "amend_request": Event.AMEND,
    "withdraw_request": Event.WITHDRAW,
}
OWN = ("amend_request", "withdraw_request")
WITH_REASON = ("return_request", "reject_request")


class ValidateDecisionForm(PeisuanAction):
    action_name = "validate_decision_form"

    def respond(self, turn: Turn) -> None:
        asked = turn.slots.get(REQUESTED)
        if asked is None:
            _open(turn)
        elif is_digression(turn.message, asked):
            turn.events.clear()
        else:
            take_for_form(turn, lambda: _take_answer(turn, asked))
        turn.set(**{REQUESTED: next_question(turn.slots)})

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        """What cannot be done is not asked about any further."""
        turn.reply(say_error(turn.speech, error))
        turn.set(**NO_DECISION, **{REQUESTED: None})


def next_question(slots: dict[str, Any]) -> str | None:
    """The slot to ask for next; None when all is known and confirmed, or it was given up."""
    decision = slots.get("decision")
    if decision is None or slots.get("confirmed") is not None:
        return None
    if slots.get("decision_number") is None:
        return "decision_number"
    if decision in WITH_REASON and not slots.get("decision_comment"):
        return "decision_comment"
    if decision == "amend_request" and not slots.get("decision_change"):
        return "decision_change"
    return "confirmed"


def _open(turn: Turn) -> None:
    message = turn.message
    decision = message.intent
    turn.set(**NO_DECISION)
    turn.set(decision=decision, draft_key=message.message_id, confirmed=None)
    _take_number(turn)
    if turn.slots.get("decision") is None:
        return
    if decision == "amend_request":
        _take_change(turn)
    elif comment := read_comment(message.text, decision in WITH_REASON):
        turn.set(decision_comment=comment)


def _take_number(turn: Turn) -> None:
    """The request that was named, or the only one there is; nothing where there are several."""
    named = read_number(turn.message)
    found = _candidates(turn)
    if named is not None:
        number = next((one.number for one in found if one.number.endswith(named)), named)
        if not number.startswith("TR-"):
            turn.reply(turn.say("error.unknown_request", number=number))
            turn.set(**NO_DECISION)
            return
        _choose(turn, number)
        return
    fitting = [one for one in found if _is_meant(turn, one)] or found
    last = turn.slots.get("last_request")
    if last and last not in {one.number for one in found}:
        # The one just talked about cannot be: better say why than take another.
        _choose(turn, last)
    elif not found:
        own = turn.slots["decision"] in OWN
        turn.reply(turn.say("decision.none_own" if own else "decision.none"))
        turn.set(**NO_DECISION)
    elif len(fitting) == 1:
        _choose(turn, fitting[0].number)
    elif last in {one.number for one in fitting}:
        _choose(turn, last)


def _candidates(turn: Turn) -> list[RequestView]:
    """What the person could decide (or change) at all, the newest first."""
    if turn.slots["decision"] in OWN:
        found = turn.perform(request_status, size=50).requests
        return [one for one in found if one.yours and one.state in (*PENDING, *OPEN)]
    return list(turn.perform(request_status, waiting_for_me=True, size=50).requests)


def _is_meant(turn: Turn, request: RequestView) -> bool:
    """Whether the message names its course, its department, or who asked for it."""
    facts, text = turn.message.facts, turn.message.text
    codes = {getattr(line.topic, "code", None) for line in request.lines}
    said = (
        facts.course is not None and facts.course.get("code") in codes,
        facts.department is not None and facts.department.get("code") == request.unit.code,
        request.requester in text,
        any(mentions(text, name) for line in request.lines for name in _names(line.topic)),
    )
    return any(said)


def _names(topic: Named | str) -> list[str]:
    if isinstance(topic, str):
        return [topic]
    return [topic.name, *([topic.name_en] if topic.name_en else [])]


def _choose(turn: Turn, number: str) -> None:
    """Take this request, if the person may do with it what he wants to."""
    decision = turn.slots["decision"]
    event = EVENTS[decision]
    if decision in OWN:
        view = turn.perform(review_change, number, event)
    else:
        view = turn.perform(review_decision, number, event).request
    turn.set(decision_number=view.number, decision_version=view.version)


def _take_change(turn: Turn) -> None:
    facts = turn.message.facts
    count = facts.headcount if facts.headcount is not None else facts.number
    change = {
        "headcount": int(count)
        if count is not None and count == count.to_integral_value()
        else None,
        "period": facts.period,
        "course": facts.course,
        "amount": _price_said(turn),
    }
    given = {name: value for name, value in change.items() if value is not None}
    if not given and resubmits(turn.message.text):
        given = {"nothing": True}
    if given:
        turn.set(decision_change={**(turn.slots.get("decision_change") or {}), **given})


def _price_said(turn: Turn) -> dict[str, Any] | None:
    said = price_said(turn.message.facts)
    if said is None:
        return None
    facts = turn.message.facts
    return quotation_said(said, turn.company.currency, facts.tax, facts.tax_rate)


def _take_answer(turn: Turn, asked: str) -> None:
    message = turn.message
    if asked == "decision_number":
        _take_number(turn)
    elif asked == "decision_comment":
        if not (is_yes(message) or is_no(message)):
            turn.set(decision_comment=message.text.strip()[:1000])
    elif asked == "confirmed" and (is_yes(message) or is_no(message)):
        turn.set(confirmed=is_yes(message))
    elif turn.slots["decision"] == "amend_request":
        _take_change(turn)
    elif asked == "confirmed" and (comment := read_comment(message.text, required=True)):
        turn.set(decision_comment=comment)


class AskDecisionNumber(PeisuanAction):
    action_name = "action_ask_decision_form_decision_number"

    def respond(self, turn: Turn) -> None:
        found = _candidates(turn)[:MOST_OFFERED]
        turn.reply(
            turn.say("decision.which"),
            *(headline(turn.speech, one) for one in found),
            choices=[one.number for one in found],
        )


class AskDecisionComment(PeisuanAction):
    action_name = "action_ask_decision_form_decision_comment"

    def respond(self, turn: Turn) -> None:
        key = "return" if turn.slots["decision"] == "return_request" else "reject"
        turn.reply(turn.say(f"decision.why_{key}", number=turn.slots["decision_number"]))


class AskDecisionChange(PeisuanAction):
    action_name = "action_ask_decision_form_decision_change"

    def respond(self, turn: Turn) -> None:
        view = turn.perform(review_change, turn.slots["decision_number"], Event.AMEND)
        turn.reply(
            *request_lines(turn.speech, view),
            turn.say("decision.what_to_change"),
        )


class AskDecisionConfirmed(PeisuanAction):
    """The summary: the evidence for a decision, or what a change would make of the request."""

    action_name = "action_ask_decision_form_confirmed"

    def respond(self, turn: Turn) -> None:
        decision, number = turn.slots["decision"], turn.slots["decision_number"]
        lines = _summary(turn, decision, number)
        if comment := turn.slots.get("decision_comment"):
            lines.append(turn.say("decision.comment", comment=comment))
        turn.reply(
            *lines,
            turn.say(f"decision.confirm_{decision}", number=number),
            choices=[turn.say("decision.yes"), turn.say("decision.no")],
        )

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        """A change that cannot be: another may be told."""
        turn.reply(say_error(turn.speech, error), turn.say("decision.what_to_change"))
        turn.set(decision_change=None, **{REQUESTED: "decision_change"})


def _summary(turn: Turn, decision: str, number: str) -> list[str]:
    if decision == "withdraw_request":
        return request_lines(turn.speech, turn.perform(review_change, number, Event.WITHDRAW))
    if decision != "amend_request":
        review = turn.perform(review_decision, number, EVENTS[decision])
        turn.set(last_explanation=review.check_explanation)
        return review_lines(turn.speech, review)
    view = turn.perform(review_change, number, Event.AMEND)
    again = turn.say("decision.submitted_again") if view.state in OPEN else ""
    if turn.slots["decision_change"].get("nothing"):
        return [headline(turn.speech, view), again]
    change = line_change(turn.slots["decision_change"])
    preview = turn.perform(preview_amendment, number, change)
    return [
        headline(turn.speech, view),
        *preview_lines(turn.speech, preview, number),
        again or turn.say("decision.checked_anew"),
    ]


@dataclass(frozen=True)
class Confirmed:
    """What was agreed to, as it lies in the slots."""

    number: str
    key: str
    comment: str | None
    version: int | None

    @classmethod
    def of(cls, slots: dict[str, Any]) -> Confirmed:
        return cls(
            slots["decision_number"],
            slots["draft_key"],
            slots.get("decision_comment"),
            slots.get("decision_version"),
        )


class DecideRequest(PeisuanAction):
    """Runs when the form ends; does it only where it was confirmed."""

    action_name = "action_decide_request"

    def respond(self, turn: Turn) -> None:
        decision = turn.slots.get("decision")
        if decision is None:
            turn.set(**NO_DECISION)
            return
        if not turn.slots.get("confirmed"):
            turn.reply(turn.say("decision.dropped", number=turn.slots["decision_number"]))
            turn.set(**NO_DECISION)
            return
        receipt = _perform(turn, decision, Confirmed.of(turn.slots))
        turn.reply(*_receipt_lines(turn, decision, receipt))
        turn.set(**NO_DECISION, last_request=receipt.request.number)

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        turn.reply(say_error(turn.speech, error), turn.say("decision.nothing_done"))
        turn.set(**NO_DECISION)


def _perform(turn: Turn, decision: str, agreed: Confirmed) -> RequestReceipt:
    number, key, comment, version = agreed.number, agreed.key, agreed.comment, agreed.version
    if decision == "approve_request":
        return turn.perform(approve_request, number, key, comment, version, through=True)
    if decision == "return_request":
        return turn.perform(return_request, number, key, comment or "", version)
    if decision == "reject_request":
        return turn.perform(reject_request, number, key, comment or "", version)
    if decision == "withdraw_request":
        return turn.perform(withdraw_request, number, key, comment, version)
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
    lines = [turn.say(f"decision.done_{decision}", number=receipt.request.number)]
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


DECISION_FORM: tuple[type[PeisuanAction], ...] = (
    ValidateDecisionForm,
    AskDecisionNumber,
    AskDecisionComment,
    AskDecisionChange,
    AskDecisionConfirmed,
    DecideRequest,
)
