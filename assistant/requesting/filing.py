"""Storing the confirmed request."""

from __future__ import annotations

from assistant.base import Turn
from assistant.draft import EMPTY, request_draft
from assistant.errors import say_error
from assistant.flows.names import KEY
from assistant.rendering.costs import home_line
from assistant.request_rendering import waiting_lines
from assistant.requesting.lines import is_several, lines_of, name_of, put_lines, with_line
from engine.usecases.requests.submitting import submit_request
from engine.usecases.requests.view import RequestReceipt
from engine.values.errors import EngineError


def file_request(turn: Turn) -> None:
    if is_several(turn.slots):
        _file_lines(turn)
        return
    draft = request_draft(turn.slots)
    assert draft, "what was confirmed is known"
    receipt = turn.perform(submit_request, draft, turn.slots[KEY])
    turn.reply(*_receipt_lines(turn, receipt))
    turn.set(**EMPTY)
    turn.set(last_request=receipt.request.number)


def _file_lines(turn: Turn) -> None:
    """Each training as a request of its own; what is refused stays in the draft, and why is
    said."""
    key, kept = turn.slots[KEY], []
    for line in lines_of(turn.slots):
        draft = request_draft(with_line(turn.slots, line))
        assert draft, "all is known of all"
        try:
            receipt = turn.perform(submit_request, draft, f"{key}-{line['place']}")
        except EngineError as error:
            name = name_of(turn, line)
            turn.reply(turn.say("line.not_submitted", training=name), say_error(turn.speech, error))
            kept.append({**line, "agreed": None})
        else:
            turn.reply(*_receipt_lines(turn, receipt))
            turn.set(last_request=receipt.request.number)
    if not kept:
        turn.set(**EMPTY)
        return
    put_lines(turn, kept, kept[0]["place"])
    turn.set(confirmed=None, offer="request_budget")


def _receipt_lines(turn: Turn, receipt: RequestReceipt) -> list[str]:
    request = receipt.request
    if receipt.repeated:
        return [turn.say("request.already", number=request.number)]
    line = request.lines[0]
    lines = [
        turn.say(
            "request.submitted",
            number=request.number,
            topic=line.topic,
            headcount=line.headcount,
            total=request.total,
        )
    ]
    if request.home is not None:
        lines.append(home_line(turn.speech, request.home))
    if receipt.line is not None:
        lines.append(
            turn.say(
                "request.reserved",
                unit=receipt.line.unit,
                year=request.fiscal_year,
                total=request.home.converted if request.home else request.total,
                available=receipt.line.balance.available,
            )
        )
    return [*lines, *waiting_lines(turn.speech, request)]
