"""Where requests stand: the one named; else the one just made here; else what waits for the person,
and, unless only that was asked for, all he may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.base import PeisuanAction, Turn
from assistant.conversation.framing import says
from assistant.deciding.waiting import oldest_first, talk_of, waiting_for
from assistant.listing import Row, codes_said, listed
from assistant.request_rendering import request_lines
from assistant.sheets.making import request_sheet
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.view import RequestView
from engine.values.results import Named


class Answer(PeisuanAction):
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
