"""The statement form: one course of asking, summing up, confirming and storing for all kinds."""

from __future__ import annotations

from typing import Any

from assistant.base import PeisuanAction, Turn
from assistant.buttons import answering
from assistant.errors import say_error
from assistant.reading.answers import is_digression, is_no, is_yes
from assistant.request_form import REQUESTED, take_for_form
from assistant.statements.closing import ClosingStatement
from assistant.statements.delegation import DelegationStatement
from assistant.statements.delivery import DeliveryStatement
from assistant.statements.feedback import FeedbackStatement
from assistant.statements.goal import GoalStatement
from assistant.statements.result import ResultStatement
from assistant.statements.schedule import ScheduleStatement
from assistant.statements.statement import Statement
from assistant.statements.survey import SurveyStatement
from engine.access import Right
from engine.usecases.units import may
from engine.values.errors import EngineError, InvalidInput, NotPermitted

STATEMENTS: dict[str, Statement] = {
    "launch_survey": SurveyStatement(),
    "answer_survey_goal": GoalStatement(),
    "give_feedback": FeedbackStatement(),
    "delegate": DelegationStatement(),
    "schedule_training": ScheduleStatement(),
    "record_delivery": DeliveryStatement(),
    "record_evaluation": ResultStatement(),
    "close_request": ClosingStatement(),
}
SLOTS = ("statement", "statement_said", "confirmed", "draft_key")
NO_STATEMENT: dict[str, None] = dict.fromkeys(SLOTS)


class ValidateStatementForm(PeisuanAction):
    action_name = "validate_statement_form"

    def respond(self, turn: Turn) -> None:
        asked = turn.slots.get(REQUESTED)
        if asked is None:
            _open(turn)
        elif is_digression(turn.message, asked):
            turn.events.clear()
        else:
            take_for_form(turn, lambda: _take(turn, asked))
        turn.set(**{REQUESTED: _next(turn.slots)})

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        """What cannot be meant is asked again; without the right there is no form."""
        turn.reply(say_error(turn.speech, error))
        if turn.message.intent == "launch_survey" and not turn.slots.get("statement"):
            _invite_goal(turn)
        if not (isinstance(error, InvalidInput) and turn.slots.get("statement")):
            turn.set(**NO_STATEMENT)
        turn.set(**{REQUESTED: _next(turn.slots)})


class AskStatement(PeisuanAction):
    """Asks what the form wants next: whichever field the statement misses."""

    action_name = "action_ask_statement_form"

    def respond(self, turn: Turn) -> None:
        _kind(turn.slots).ask(turn, turn.slots[REQUESTED])


class AskStatementConfirmed(PeisuanAction):
    action_name = "action_ask_statement_form_confirmed"

    def respond(self, turn: Turn) -> None:
        said = turn.slots["statement_said"]
        turn.reply(
            *_kind(turn.slots).summary(turn, said),
            _confirming(turn),
            choices=[
                answering(_named_yes(turn), yes=True, about=turn.slots.get("draft_key")),
                answering(turn.say("statement.no"), yes=False, about=turn.slots.get("draft_key")),
            ],
        )


def _named_yes(turn: Turn) -> str:
    """The button names the act: what is no record has words of its own."""
    own = f"statement.yes_{turn.slots['statement']}"
    return turn.say(own if turn.speech.knows(own) else "statement.yes")


def _confirming(turn: Turn) -> str:
    own = f"statement.confirm_{turn.slots['statement']}"
    return turn.say(own if turn.speech.knows(own) else "statement.confirm")


class StoreStatement(PeisuanAction):
    """Runs when the form ends; without a confirmation nothing is stored."""

    action_name = "action_store_statement"

    def respond(self, turn: Turn) -> None:
        if turn.slots.get("confirmed"):
            said, key = turn.slots["statement_said"], turn.slots["draft_key"]
            turn.reply(*_kind(turn.slots).store(turn, said, key))
        elif turn.slots.get("statement"):
            turn.reply(turn.say("small.cancelled"))
        turn.set(**NO_STATEMENT)

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        """Its yes is used up: nothing of it may confirm what comes next."""
        super().on_refusal(turn, error)
        turn.set(**NO_STATEMENT)


def _invite_goal(turn: Turn) -> None:
    """Who asks after a survey that he cannot open may have been asked by it."""
    try:
        turn.perform(may, Right.STATE_GOALS)
    except NotPermitted:
        return
    turn.reply(turn.say("stated.invite"))


def _open(turn: Turn) -> None:
    kind = turn.message.intent
    said = STATEMENTS[kind].begin(turn)
    turn.set(statement=kind, statement_said=said, confirmed=None, draft_key=turn.message.message_id)


def _take(turn: Turn, asked: str) -> None:
    act = turn.message.act
    if act is not None and act.get("about") != turn.slots["draft_key"]:
        # A button of what was asked before answers nothing here.
        return
    if asked == "confirmed" and (is_yes(turn.message) or is_no(turn.message)):
        turn.set(confirmed=is_yes(turn.message))
        return
    said = _kind(turn.slots).take(turn, turn.slots["statement_said"], asked)
    if said != turn.slots["statement_said"]:
        turn.set(statement_said=said)


def _kind(slots: dict[str, Any]) -> Statement:
    return STATEMENTS[slots["statement"]]


def _next(slots: dict[str, Any]) -> str | None:
    if not slots.get("statement"):
        return None
    missing = _kind(slots).missing(slots["statement_said"])
    if missing:
        return missing
    return "confirmed" if slots.get("confirmed") is None else None


STATEMENT_FORM: tuple[type[PeisuanAction], ...] = (
    ValidateStatementForm,
    AskStatement,
    AskStatementConfirmed,
    StoreStatement,
)
