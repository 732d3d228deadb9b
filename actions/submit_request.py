"""Storing the confirmed request."""

from __future__ import annotations

from actions.base import PeisuanAction, Turn
from actions.draft import EMPTY, request_draft
from actions.errors import say_error
from engine.usecases.submit_request import RequestReceipt, submit_request
from engine.values.errors import EngineError


class SubmitRequest(PeisuanAction):
    """Runs when the request form ends; without a confirmation it ends for lack of a right."""

    action_name = "action_submit_request"

    def respond(self, turn: Turn) -> None:
        draft = request_draft(turn.slots)
        if draft is None or not turn.slots.get("confirmed"):
            turn.set(**EMPTY)
            return
        receipt = turn.perform(submit_request, draft, turn.slots["draft_key"])
        turn.reply(*_receipt_lines(turn, receipt))
        turn.set(**EMPTY)
        turn.set(last_request=receipt.number)

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        """The draft is kept: "yes" takes it up again where it stood."""
        turn.reply(say_error(turn.speech, error))
        turn.set(confirmed=None, offer="request_budget")


def _receipt_lines(turn: Turn, receipt: RequestReceipt) -> list[str]:
    if receipt.already_submitted:
        return [turn.say("request.already", number=receipt.number)]
    lines = [
        turn.say(
            "request.submitted",
            number=receipt.number,
            topic=receipt.topic,
            headcount=receipt.headcount,
            total=receipt.total,
        )
    ]
    if receipt.line is not None:
        lines.append(
            turn.say(
                "request.reserved",
                unit=receipt.line.unit,
                year=receipt.line.fiscal_year,
                total=receipt.total,
                available=receipt.line.balance.available,
            )
        )
    if receipt.next_people:
        return [*lines, turn.say("request.next", people=receipt.next_people)]
    return [*lines, turn.say("request.next_nobody")]
