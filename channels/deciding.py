"""Decisions made by a button on a notice: the evidence was on it, the press is the yes."""

from __future__ import annotations

from typing import Any

from actions.errors import say_error
from actions.reply import Reply
from actions.request_rendering import request_lines
from actions.speech import Speech
from channels.message import InboundMessage
from engine.usecases.context import BudgetEngine
from engine.usecases.requests.deciding import approve_request
from engine.values.errors import EngineError


def approval(number: str, version: int, language: str) -> dict[str, Any]:
    """What an approve button does: to this version of the request, and to no later one."""
    return {"approve": number, "version": version, "language": language}


class Deciding:
    def __init__(self, engine: BudgetEngine) -> None:
        self._engine = engine

    def decide(self, message: InboundMessage, person: str) -> list[Reply]:
        """Approve as `person`; the button's own id keeps it from happening twice."""
        deed = message.deed or {}
        speech, number = Speech(deed["language"]), deed["approve"]
        try:
            receipt = self._engine.perform(
                approve_request,
                person,
                message.channel,
                number,
                message.message_id,
                None,
                deed["version"],
                through=True,
            )
        except EngineError as error:
            return [
                Reply(text=say_error(speech, error) + "\n" + speech.say("decision.nothing_done"))
            ]
        done = speech.say("decision.done_approve_request", number=number)
        return [Reply(text="\n".join([done, *request_lines(speech, receipt.request)]))]
