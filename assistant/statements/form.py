"""The statement form: one course of asking, summing up, confirming and storing for all kinds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.events import FollowupAction

from assistant.base import PeisuanAction, Turn
from assistant.buttons import answering
from assistant.errors import say_error
from assistant.reading.answers import VERY_SURE, is_digression
from assistant.request_form import REQUESTED, take_for_form
from assistant.statements.allocation import AllocationStatement
from assistant.statements.closing import ClosingStatement
from assistant.statements.delegation import DelegationStatement
from assistant.statements.delivery import DeliveryStatement
from assistant.statements.doubting import (
    KIND,
    as_heard,
    ask_kind,
    chosen_kind,
    doubted,
    hand_over,
    hear,
    in_doubt,
)
from assistant.statements.feedback import FeedbackStatement
from assistant.statements.goal import WAITING, GoalStatement
from assistant.statements.invoice import InvoiceStatement
from assistant.statements.meaning import is_mere_complaint
from assistant.statements.rate import RateStatement
from assistant.statements.result import ResultStatement
from assistant.statements.saying import assents, declines, says
from assistant.statements.schedule import ScheduleStatement
from assistant.statements.statement import Statement
from assistant.statements.survey import SurveyStatement
from assistant.statements.transfer import TransferStatement
from assistant.statements.withdrawal import WithdrawalStatement
from engine.access import Right
from engine.usecases.units import may
from engine.values.errors import EngineError, InvalidInput, NotPermitted

STATEMENTS: dict[str, Statement] = {
    "launch_survey": SurveyStatement(),
    "answer_survey_goal": GoalStatement(),
    "give_feedback": FeedbackStatement(),
    "transfer_budget": TransferStatement(),
    "set_budget": AllocationStatement(),
    "record_invoice": InvoiceStatement(),
    "set_rate": RateStatement(),
    "withdraw_need": WithdrawalStatement(),
    "delegate": DelegationStatement(),
    "schedule_training": ScheduleStatement(),
    "record_delivery": DeliveryStatement(),
    "record_evaluation": ResultStatement(),
    "close_request": ClosingStatement(),
}
SLOTS = ("statement", "statement_said", "confirmed", "draft_key")
# Marks what was stated with another one, and comes after it.
NEXT = "next"
NO_STATEMENT: dict[str, None] = dict.fromkeys(SLOTS)


class ValidateStatementForm(PeisuanAction):
    action_name = "validate_statement_form"

    def respond(self, turn: Turn) -> None:
        asked = turn.slots.get(REQUESTED)
        if asked is None and _is_next(turn.slots):
            turn.set(statement_said={**turn.slots["statement_said"], NEXT: None})
        elif asked is None:
            _open(turn)
        elif _begins_other_kind(turn):
            turn.reply(turn.say("statement.left", what=turn.say(f"back.{turn.slots['statement']}")))
            _open(turn)
        elif _drops(turn):
            turn.message = replace(turn.message, intent="cancel")
            turn.events.clear()
        elif not _decides(turn) and is_digression(turn.message, asked):
            turn.events.clear()
        else:
            _take_answer(turn, asked)
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
        if turn.slots[REQUESTED] == KIND:
            ask_kind(turn, turn.slots["statement_said"])
        else:
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
    """The button names the act, with its figures: what is no record has words of its own."""
    own = f"statement.yes_{turn.slots['statement']}"
    if not turn.speech.knows(own):
        return turn.say("statement.yes")
    return turn.say(own, **turn.slots["statement_said"])


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
        elif turn.message.intent not in STATEMENTS:
            hand_over(turn)
        _begin_next(turn)

    def on_refusal(self, turn: Turn, error: EngineError) -> None:
        """Its yes is used up: nothing of it may confirm what comes next."""
        super().on_refusal(turn, error)
        turn.set(**NO_STATEMENT)


def _begin_next(turn: Turn) -> None:
    """What was stated with the one that is done is summed up now."""
    kind, key = turn.slots.get("statement"), turn.slots.get("draft_key")
    waiting = (turn.slots.get("statement_said") or {}).get(WAITING)
    turn.set(**NO_STATEMENT)
    if waiting:
        first, *rest = waiting
        said = {**first, WAITING: rest, NEXT: True}
        turn.set(statement=kind, statement_said=said, draft_key=f"{key}-{len(rest)}")
        turn.events.append(FollowupAction("statement_form"))


def _is_next(slots: dict[str, Any]) -> bool:
    """Whether the statement was begun with the one before it."""
    return bool(slots.get("statement") and (slots.get("statement_said") or {}).get(NEXT))


def _invite_goal(turn: Turn) -> None:
    """Who asks after a survey that he cannot open may have been asked by it."""
    try:
        turn.perform(may, Right.STATE_GOALS)
    except NotPermitted:
        return
    turn.reply(turn.say("stated.invite"))


def _open(turn: Turn) -> None:
    kind, message = turn.message.intent, turn.message
    if not in_doubt(message):
        said = STATEMENTS[kind].begin(turn)
    elif is_mere_complaint(message):
        hear(turn)
        turn.set(**NO_STATEMENT)
        return
    else:
        said = doubted(message)
    turn.set(statement=kind, statement_said=said, confirmed=None, draft_key=message.message_id)


def _begins_other_kind(turn: Turn) -> bool:
    message = turn.message
    other = message.intent in STATEMENTS and message.intent != turn.slots.get("statement")
    return (
        other and message.act is None and message.confidence >= VERY_SURE and not in_doubt(message)
    )


def _decides(turn: Turn) -> bool:
    return assents(turn.message) or declines(turn.message)


def _drops(turn: Turn) -> bool:
    message = turn.message
    taken_back = turn.slots.get("statement") == "withdraw_need"
    return message.act is None and not taken_back and says("drops", message.text)


def _take_answer(turn: Turn, asked: str) -> None:
    """Take it in; what tells the statement nothing is about something else, and is answered as
    what it is."""
    answered, said = len(turn.dispatcher.messages), turn.slots["statement_said"]
    take_for_form(turn, lambda: _take(turn, asked))
    told = turn.slots.get("confirmed") is not None or turn.slots.get("statement_said") != said
    if not told and len(turn.dispatcher.messages) == answered:
        turn.understood = True
        turn.events.clear()


def _take(turn: Turn, asked: str) -> None:
    act = turn.message.act
    if act is not None and act.get("about") != turn.slots["draft_key"]:
        # A button of what was asked before answers nothing here.
        return
    yes = _assents(turn) if asked == "confirmed" else assents(turn.message)
    no = declines(turn.message)
    said = turn.slots["statement_said"]
    if asked == KIND:
        _settle(turn, chosen_kind(turn, said, yes, no))
        return
    if asked == "confirmed" and (yes or no):
        turn.set(confirmed=yes)
        return
    taken = _kind(turn.slots).take(turn, said, asked)
    if taken != said:
        turn.set(statement_said=taken)


def _settle(turn: Turn, meant: bool | None) -> None:
    """Which of the two it is: what was said goes there."""
    if meant is None:
        return
    kind, said = turn.slots["statement"], turn.slots["statement_said"]
    if meant:
        turn.message = as_heard(turn.message, said, kind)
        turn.set(statement_said=STATEMENTS[kind].begin(turn))
    elif said["rival"] is None:
        turn.set(confirmed=False)
    else:
        turn.message = as_heard(turn.message, said, said["rival"])
        turn.set(**NO_STATEMENT)


def _assents(turn: Turn) -> bool:
    """A yes, or the words of its button as they stand on it."""
    said = turn.message.text.strip().rstrip("。.!！").casefold()
    return assents(turn.message) or said == _named_yes(turn).casefold()


def _kind(slots: dict[str, Any]) -> Statement:
    return STATEMENTS[slots["statement"]]


def _next(slots: dict[str, Any]) -> str | None:
    if not slots.get("statement"):
        return None
    said = slots["statement_said"]
    if "heard" in said:
        return KIND if slots.get("confirmed") is None else None
    missing = _kind(slots).missing(said)
    if missing:
        return missing
    return "confirmed" if slots.get("confirmed") is None else None


STATEMENT_FORM: tuple[type[PeisuanAction], ...] = (
    ValidateStatementForm,
    AskStatement,
    AskStatementConfirmed,
    StoreStatement,
)
