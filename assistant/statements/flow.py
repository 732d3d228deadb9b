"""Statements as flows: what each kind is made of is its own; all that was said lies in one slot."""

from __future__ import annotations

from assistant.base import Turn
from assistant.errors import say_error
from assistant.flows.flow import Flow, Slots, Summary
from assistant.flows.names import CONFIRMED, KEY, NEED, STATEMENT
from assistant.reading.answers import is_cancel
from assistant.statements.allocation import AllocationStatement
from assistant.statements.answering import AnsweringStatement
from assistant.statements.arranging import ArrangingStatement
from assistant.statements.chasing import ChasingStatement
from assistant.statements.closing import ClosingStatement
from assistant.statements.declining import DeclineStatement
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
from assistant.statements.goal import GoalStatement
from assistant.statements.invoice import InvoiceStatement
from assistant.statements.meaning import is_mere_complaint
from assistant.statements.need import NeedStatement
from assistant.statements.plan import PlanStatement
from assistant.statements.rate import RateStatement
from assistant.statements.result import ResultStatement
from assistant.statements.saying import says
from assistant.statements.statement import WAITING, Said, Statement
from assistant.statements.survey import SurveyStatement
from assistant.statements.transfer import TransferStatement
from assistant.statements.withdrawal import WithdrawalStatement
from assistant.troubles.reading import leaves_it
from engine.access import Right
from engine.usecases.units import may
from engine.values.errors import EngineError, InvalidInput, NotPermitted

KINDS: dict[str, Statement] = {
    "report_skill_need": NeedStatement(),
    "launch_survey": SurveyStatement(),
    "answer_survey_goal": GoalStatement(),
    "give_feedback": FeedbackStatement(),
    "transfer_budget": TransferStatement(),
    "set_budget": AllocationStatement(),
    "record_invoice": InvoiceStatement(),
    "set_rate": RateStatement(),
    "change_plan": PlanStatement(),
    "withdraw_need": WithdrawalStatement(),
    "delegate": DelegationStatement(),
    "schedule_training": ArrangingStatement(),
    "decline_training": DeclineStatement(),
    "answer_survey": AnsweringStatement(),
    "record_delivery": DeliveryStatement(),
    "record_evaluation": ResultStatement(),
    "close_request": ClosingStatement(),
    "chase": ChasingStatement(),
}
# Which statement is open, and what was said of it.
WHICH, SAID = "statement", "statement_said"
SLOTS = (WHICH, SAID, CONFIRMED, KEY)
NO_STATEMENT: dict[str, None] = dict.fromkeys(SLOTS)
# What is noted in one's own words, for HR to find what fits.
NOTED_NEED, NOTED_GOAL = "report_skill_need", "answer_survey_goal"
# Marks what was stated with another one, and comes after it.
NEXT = "next"


class StatementFlow(Flow):
    slots = SLOTS

    def __init__(self, name: str) -> None:
        self.name = name

    def capability(self, slots: Slots) -> str | None:
        kind = slots.get(WHICH)
        return str(kind) if kind else None

    def about(self, turn: Turn) -> str:
        return _kind(turn.slots).about(turn, turn.slots.get(SAID) or {})

    def is_personal(self, turn: Turn) -> bool:
        kind = KINDS.get(turn.slots.get(WHICH) or turn.message.intent)
        return kind is not None and kind.personal

    def is_open(self, slots: Slots) -> bool:
        return bool(slots.get(WHICH))

    def missing(self, slots: Slots) -> str | None:
        said = slots[SAID]
        return KIND if "heard" in said else _kind(slots).missing(said)

    def begin(self, turn: Turn) -> None:
        if _is_next(turn.slots):
            turn.set(**{SAID: {**turn.slots[SAID], NEXT: None}})
        else:
            _open(turn)

    def take(self, turn: Turn, asked: str) -> None:
        said = turn.slots[SAID]
        if asked == KIND:
            _settle(turn, chosen_kind(turn, said, self.confirms(turn), self.declines(turn)))
            return
        taken = _kind(turn.slots).take(turn, said, asked)
        if taken != said:
            turn.set(**{SAID: taken})

    def ask(self, turn: Turn, field: str) -> None:
        if field == KIND:
            ask_kind(turn, turn.slots[SAID])
        else:
            _kind(turn.slots).ask(turn, field)

    def ask_again(self, turn: Turn, field: str) -> None:
        self.ask(turn, field)

    def summary(self, turn: Turn) -> Summary:
        """What is no record has words of its own for what is done with a yes."""
        said = turn.slots[SAID]
        which = _kind(turn.slots).words(said, turn.slots[WHICH])
        return Summary(
            lines=tuple(_kind(turn.slots).summary(turn, said)),
            question=_own(turn, f"statement.confirm_{which}", "statement.confirm"),
            yes=_own(turn, f"statement.yes_{which}", "statement.yes"),
            no=turn.say("statement.no"),
        )

    def store(self, turn: Turn) -> None:
        turn.reply(*_kind(turn.slots).store(turn, turn.slots[SAID], turn.slots[KEY]))

    def drop(self, turn: Turn) -> None:
        turn.reply(turn.say("small.cancelled"))

    def stop(self, turn: Turn) -> None:
        kind, waiting = _kind(turn.slots), turn.slots[SAID].get(WAITING)
        left = [kind.named(turn, one) for one in waiting or ()]
        turn.reply(
            turn.say("small.cancelled"), turn.say("deciding.not_done", items=left) if left else ""
        )
        self.empty(turn)

    def after(self, turn: Turn) -> str | None:
        """What was stated with the one that is done is summed up now."""
        which, said, key = (turn.slots.get(one) for one in (WHICH, SAID, KEY))
        self.empty(turn)
        if which and said and (waiting := said.get(WAITING)):
            first, *rest = waiting
            said = {**KINDS[which].follow(turn, said, first), WAITING: rest, NEXT: True}
            turn.set(**{WHICH: which, SAID: said, KEY: f"{key}-{len(rest)}"})
            return self.name
        return hand_over(turn) if not which and turn.message.intent not in KINDS else None

    def stops(self, turn: Turn, asked: str) -> bool:
        message = turn.message
        taken_back = turn.slots.get(WHICH) == "withdraw_need"
        drops = message.act is None and not taken_back and says("drops", message.text)
        return drops or is_cancel(message, asked)

    def answers(self, turn: Turn, asked: str) -> bool:
        """Nobody has to know what it is called, nor what it costs, to have it noted."""
        noted = asked == CONFIRMED and turn.slots.get(WHICH) in (NOTED_NEED, NOTED_GOAL)
        if not noted or turn.message.act is not None or not leaves_it(turn.message.text):
            return False
        turn.reply(turn.say("trouble.name_not_needed"))
        return True

    def is_beside(self, turn: Turn, asked: str) -> bool:
        return _kind(turn.slots).is_beside(turn, turn.slots[SAID], asked)

    def confirms(self, turn: Turn) -> bool:
        return _kind(turn.slots).confirms(turn, turn.slots[SAID])

    def declines(self, turn: Turn) -> bool:
        return _kind(turn.slots).declines(turn, turn.slots[SAID])

    def not_read(self, turn: Turn, error: EngineError) -> None:
        """What cannot be meant is asked again; without the right nothing is open."""
        turn.reply(say_error(turn.speech, error))
        if turn.message.intent == "launch_survey" and not turn.slots.get(WHICH):
            _invite_goal(turn)
        if not isinstance(error, InvalidInput):
            self.empty(turn)

    def not_stored(self, turn: Turn, error: EngineError) -> None:
        """What was stated with it is summed up nevertheless."""
        turn.reply(say_error(turn.speech, error))


NEEDS, STATEMENTS = StatementFlow(NEED), StatementFlow(STATEMENT)


def _own(turn: Turn, own: str, usual: str) -> str:
    """The words of this kind, with its figures; those of all where it has none."""
    return turn.say(own if turn.speech.knows(own) else usual, **turn.slots[SAID])


def _is_next(slots: Slots) -> bool:
    """Whether the statement was begun with the one before it."""
    return bool(slots.get(WHICH) and (slots.get(SAID) or {}).get(NEXT))


def _invite_goal(turn: Turn) -> None:
    """Who asks after a survey that he cannot open may have been asked by it."""
    try:
        turn.perform(may, Right.STATE_GOALS)
    except NotPermitted:
        return
    turn.reply(turn.say("stated.invite"))


def _open(turn: Turn) -> None:
    kind, message = turn.message.intent, turn.message
    turn.set(**NO_STATEMENT)
    said: Said | None = None
    if not in_doubt(message):
        said = KINDS[kind].begin(turn)
    elif is_mere_complaint(message):
        hear(turn)
    else:
        said = doubted(message)
    if said is not None:
        turn.set(**{WHICH: kind, SAID: said, KEY: message.message_id, "offer": None})


def _settle(turn: Turn, meant: bool | None) -> None:
    """Which of the two it is: what was said goes there."""
    if meant is None:
        return
    kind, said = turn.slots[WHICH], turn.slots[SAID]
    if meant:
        turn.message = as_heard(turn.message, said, kind)
        turn.set(**{SAID: KINDS[kind].begin(turn)})
    elif said["rival"] is None:
        turn.set(**{CONFIRMED: False})
    else:
        turn.message = as_heard(turn.message, said, said["rival"])
        turn.set(**NO_STATEMENT)


def _kind(slots: Slots) -> Statement:
    return KINDS[slots[WHICH]]
