"""Statements about a request that was approved: which request, and one course for all of them.

What would be stored is tried with the engine before it is shown, so that nothing is confirmed
that is then refused; what the engine refuses is said, and asked anew.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from assistant.base import Turn
from assistant.deciding.choosing import THAT_ONE
from assistant.deciding.reading import mentions, read_number
from assistant.errors import say_error
from assistant.statements.choosing import place_said
from assistant.statements.statement import Said, Statement
from engine.access import Right
from engine.usecases.requests.listing import LARGEST_PAGE, request_status
from engine.usecases.requests.view import LineView, RequestView
from engine.usecases.units import may
from engine.values.errors import InvalidInput, NotEnoughData, NotFound
from engine.values.results import Named
from engine.workflow.life import State

MOST_OFFERED = 5


class OnRequest(Statement):
    """`event` is what is done, `states` are those in which it can be; `doubts` tells which field
    is asked anew when the engine refuses, by the code of the refusal."""

    event: str
    right = Right.RUN_TRAINING
    # The usual one first: where several may be meant, one in it is.
    states: tuple[State, ...]
    doubts: Mapping[str, str] = {}

    def begin(self, turn: Turn) -> Said:
        turn.perform(may, self.right)
        return self.take(turn, {}, None)

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        said = _with_request(turn, said, self.states, self.event)
        said = self.read(turn, said, asked)
        return said if self.missing(said) else self._tried(turn, said)

    def missing(self, said: Said) -> str | None:
        return self.lacks(said) if said.get("number") else "request"

    def ask(self, turn: Turn, missing: str) -> None:
        said = turn.slots["statement_said"]
        if missing == "request":
            _ask_request(turn, said["which"], self.event)
        else:
            self.ask_for(turn, said, missing)

    def _tried(self, turn: Turn, said: Said) -> Said:
        said = {**said, "version": view_of(turn, said["number"]).version}
        try:
            return {**said, **self.rehearse(turn, said)}
        except (InvalidInput, NotEnoughData) as error:
            doubtful = self.doubts.get(error.code)
            if doubtful is None:
                raise
            turn.reply(say_error(turn.speech, error))
            return {**said, doubtful: None}

    @abstractmethod
    def read(self, turn: Turn, said: Said, asked: str | None) -> Said:
        """What the message says beside which request is meant."""

    @abstractmethod
    def lacks(self, said: Said) -> str | None:
        """What is to be asked, once the request is known."""

    @abstractmethod
    def ask_for(self, turn: Turn, said: Said, missing: str) -> None:
        """Ask it."""

    @abstractmethod
    def rehearse(self, turn: Turn, said: Said) -> Said:
        """Try it; what that tells for the summary.

        Raises:
            EngineError: it would be refused.
        """

    @abstractmethod
    def summary(self, turn: Turn, said: Said) -> list[str]:
        """What will be stored, and whether it can be undone."""

    @abstractmethod
    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        """Store it once; the lines that say so."""


def view_of(turn: Turn, number: str) -> RequestView:
    return turn.perform(request_status, number).requests[0]


def title_of(turn: Turn, view: RequestView) -> str:
    """Its trainings in words."""
    return turn.speech.people(topic_of(turn, line) for line in view.lines)


def topic_of(turn: Turn, line: LineView) -> str:
    return turn.speech.topic(line.topic)


def _with_request(turn: Turn, said: Said, states: Sequence[State], event: str) -> Said:
    """With the request that the message names, or else the only one that can be meant."""
    digits = read_number(turn.message)
    if digits is None and said.get("number") and not _names_course(turn):
        return said
    fitting = _in_states(turn, states)
    if digits is not None:
        meant: Sequence[RequestView] = [one for one in fitting if one.number.endswith(digits)]
        if not meant:
            raise _why_not(turn, digits, event)
    else:
        meant = _meant(turn, said, fitting, event)
    if len(meant) == 1 and (digits is not None or _may_be(turn, meant[0])):
        return {**said, "number": meant[0].number, "which": []}
    if said.get("number"):
        return said
    return {**said, "number": None, "which": [one.number for one in meant]}


def _in_states(turn: Turn, states: Sequence[State]) -> list[RequestView]:
    return [
        one
        for state in states
        for one in turn.perform(request_status, state=state, size=LARGEST_PAGE).requests
    ]


def _names_course(turn: Turn) -> bool:
    return bool((turn.message.facts.course or {}).get("code"))


def _meant(
    turn: Turn, said: Said, fitting: Sequence[RequestView], event: str
) -> Sequence[RequestView]:
    """Those that may be meant by a message without a number, the likeliest alone."""
    which = said.get("which") or []
    if (place := place_said(turn, len(which))) is not None:
        return [one for one in fitting if one.number == which[place]]
    likeness = {one.number: _likeness(turn, one) for one in fitting}
    best = max(likeness.values(), default=0)
    if best:
        return [one for one in fitting if likeness[one.number] == best]
    last = turn.slots.get("last_request")
    if last is not None and not _names_course(turn):
        talked_about = [one for one in fitting if one.number == last]
        if talked_about:
            return talked_about
        if THAT_ONE.search(turn.message.text) and not said:
            raise _why_not(turn, last, event)
    if not fitting:
        raise InvalidInput("nothing_to_run", event=event)
    if _names_course(turn):
        turn.reply(turn.say("running.none_of_course", training=turn.message.facts.course))
    return [one for one in fitting if one.state == fitting[0].state]


def _may_be(turn: Turn, request: RequestView) -> bool:
    """Not where a course is named that it is not about."""
    return not _names_course(turn) or _likeness(turn, request) > 0


def _likeness(turn: Turn, request: RequestView) -> int:
    """In how many ways the message names it: by its course, its unit, or who asked for it."""
    facts, text = turn.message.facts, turn.message.text
    codes = {getattr(line.topic, "code", None) for line in request.lines}
    if _names_course(turn):
        course = facts.course is not None and facts.course["code"] in codes
    else:
        course = any(mentions(text, name) for line in request.lines for name in _names(line.topic))
    unit = facts.department is not None and facts.department.get("code") == request.unit.code
    if _names_course(turn) and not course:
        return 0
    return sum((course, unit, request.requester in text))


def _names(topic: Named | str) -> list[str]:
    if isinstance(topic, str):
        return [topic]
    return [topic.name, *([topic.name_en] if topic.name_en else [])]


def _why_not(turn: Turn, digits: str, event: str) -> InvalidInput:
    """Why the request that was named cannot be the one."""
    try:
        found = (
            turn.perform(request_status, digits)
            if digits.startswith("TR-")
            else turn.perform(request_status, size=LARGEST_PAGE)
        )
    except NotFound:
        return InvalidInput("unknown_request", number=digits)
    for one in found.requests:
        if one.number.endswith(digits):
            return InvalidInput(
                "not_in_this_state", number=one.number, state=one.state, event=event
            )
    return InvalidInput("unknown_request", number=digits)


def _ask_request(turn: Turn, which: Sequence[str], event: str) -> None:
    views = [view_of(turn, number) for number in which[:MOST_OFFERED]]
    choices = [
        turn.say("running.choice", number=view.number, training=title_of(turn, view))
        for view in views
    ]
    turn.show({"number": view.number} for view in views)
    turn.reply(turn.say("running.ask_request", event=turn.say(f"event.{event}")), choices=choices)
