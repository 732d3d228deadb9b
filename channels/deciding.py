"""Decisions made by a button on a notice: the evidence was on it, the press is the yes."""

from __future__ import annotations

from typing import Any

from assistant.errors import say_error
from assistant.reply import Reply
from assistant.request_rendering import request_lines, steps_taken
from assistant.speech import Speech
from channels.message import InboundMessage
from engine.usecases.context import BudgetEngine
from engine.usecases.requests.deciding import approve_request
from engine.usecases.requests.view import RequestView
from engine.values.encoding import to_plain
from engine.values.errors import EngineError


def approval(request: RequestView, language: str) -> dict[str, Any]:
    """What an approve button does: to this version of the request, and to no later one; the
    steps that were shown with it, and no others."""
    return {
        "approve": request.number,
        "version": request.version,
        "language": language,
        "steps": shown_steps(request),
    }


def shown_steps(request: RequestView) -> list[dict[str, Any]]:
    """The steps that one yes takes, as plain data."""
    return [to_plain(step) for step in request.waiting.steps] if request.waiting else []


class Deciding:
    def __init__(self, engine: BudgetEngine) -> None:
        self._engine = engine

    def decide(self, message: InboundMessage, person: str) -> list[Reply]:
        """Approve as `person`; the button's own id keeps it from happening twice."""
        deed = message.deed or {}
        speech = Speech(deed["language"], self._engine.company().fiscal)
        number = deed["approve"]
        steps = deed.get("steps") or []
        try:
            receipt = self._engine.perform(
                approve_request,
                person,
                message.way,
                number,
                message.message_id,
                None,
                deed["version"],
                tuple(step["key"] for step in steps),
            )
        except EngineError as error:
            return [
                Reply(text=say_error(speech, error) + "\n" + speech.say("decision.nothing_done"))
            ]
        done = speech.say("decision.done_approve_request", number=number)
        taken = steps_taken(speech, "approve_request", steps)
        lines = [done, taken, *request_lines(speech, receipt.request)]
        return [Reply(text="\n".join(line for line in lines if line))]
