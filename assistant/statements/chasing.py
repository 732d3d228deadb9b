"""Having those reminded whose turn it is: who has a request, who has not answered a survey."""

from __future__ import annotations

from assistant.base import Turn
from assistant.deciding.pointing import request_meant
from assistant.deciding.waiting import just_talked_of, oldest_first
from assistant.statements.saying import asked_for, says
from assistant.statements.statement import Said, Statement
from engine.usecases.chasing import OF_SURVEY, Chased, chase, whom_to_chase
from engine.usecases.requests.listing import LARGEST_PAGE, request_status
from engine.usecases.requests.view import RequestView
from engine.values.errors import EngineError
from engine.workflow.life import PENDING

# So many messages ago a request may have been talked about.
RECENT = 4
MOST_OFFERED = 5


class ChasingStatement(Statement):
    """Said is `number`, of a request or a survey."""

    def begin(self, turn: Turn) -> Said | None:
        number = _meant(turn)
        if number is not None:
            return _found(turn, number)
        waiting = _own_waiting(turn)
        if len(waiting) == 1:
            return _found(turn, waiting[0].number)
        if waiting:
            return {"which": [one.number for one in waiting]}
        return _of_survey(turn)

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        number = request_meant(turn, pronouns=False) if said.get("which") else None
        return _found(turn, number) if number else said

    def missing(self, said: Said) -> str | None:
        return None if said.get("number") else "request"

    def ask(self, turn: Turn, missing: str) -> None:
        numbers = turn.slots["statement_said"]["which"][:MOST_OFFERED]
        turn.reply(turn.say("chasing.ask_which"), choices=numbers)

    def summary(self, turn: Turn, said: Said) -> list[str]:
        found = turn.perform(whom_to_chase, said["number"])
        return [_told(turn, found, done=False), turn.say("chasing.once")]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        return [_told(turn, turn.perform(chase, said["number"], key), done=True)]


def _told(turn: Turn, found: Chased, *, done: bool) -> str:
    said = {"number": found.number, "due": found.due_on}
    if found.step is None:
        key = "chasing.done_survey" if done else "chasing.survey"
        return turn.say(key, **said, count=found.count)
    key = "chasing.done_request" if done else "chasing.request"
    duty = turn.say(f"duty.{found.step[0]}")
    return turn.say(key, **said, people=found.people, duty=duty)


def _found(turn: Turn, number: str) -> Said:
    """Tried before it is shown: what is refused is not to be confirmed."""
    found = turn.perform(whom_to_chase, number)
    return {"number": found.number, "count": found.count}


def _meant(turn: Turn) -> str | None:
    """The request that is named, pointed at or talked about; the survey, where one is spoken of."""
    if says("chases_survey", turn.message.text) or _talked_of_survey(turn):
        return turn.perform(whom_to_chase, None).number
    named = request_meant(turn)
    return named or just_talked_of(turn, within=RECENT)


def _talked_of_survey(turn: Turn) -> bool:
    question = turn.talk.question
    return (
        question is not None
        and turn.talk.is_answered
        and question.capability == asked_for("chases_survey")
    )


def _own_waiting(turn: Turn) -> list[RequestView]:
    """What the person asked for and others have now."""
    found = turn.perform(request_status, size=LARGEST_PAGE).requests
    return oldest_first([one for one in found if one.yours and one.state in PENDING])


def _of_survey(turn: Turn) -> Said | None:
    """The one that he runs, where there is one and no request of his waits."""
    try:
        found = turn.perform(whom_to_chase, None)
    except EngineError:
        turn.reply(turn.say("chasing.none_waits"))
        return None
    return {"number": found.number, "count": found.count} if found.kind == OF_SURVEY else None
