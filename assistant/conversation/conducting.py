"""One message and what is done with it: the flow that is open hears it first; what is not for it
is answered as what it is, and the flow comes back."""

from __future__ import annotations

from dataclasses import replace

from assistant.analysing.meant import analysis_meant
from assistant.asking.aspects import asked_meant
from assistant.asking.named import named_in_part
from assistant.base import Turn
from assistant.conversation.again import minds_again, puts_nothing_right
from assistant.conversation.beyond import say_no_such_row
from assistant.conversation.dividing import divided
from assistant.conversation.doubting import doubted
from assistant.conversation.earlier import asks_if_held
from assistant.conversation.following import question_meant
from assistant.conversation.looking_up import UNSURE, answering, look_up
from assistant.conversation.manners import minds
from assistant.conversation.placing import meaning_chosen, placed
from assistant.conversation.settling import settled
from assistant.conversation.steering import asked_beside, steered
from assistant.conversation.weighing import weighed
from assistant.deciding.asides import answer_about_request, answer_undo
from assistant.deciding.following import asks_of_request, follows_request
from assistant.declining.plain import rather_declined
from assistant.flows.all import FLOWS, OPENS
from assistant.flows.asking import come_back
from assistant.flows.engine import Heard, begin, go_on, hear, resume
from assistant.flows.flow import Flow
from assistant.flows.names import REQUEST, REQUESTED
from assistant.flows.stacking import at_hand, put_aside
from assistant.goal_values import with_kpi_values
from assistant.knowledge.answering import notion_meant
from assistant.message import Message
from assistant.people.namesakes import told_apart
from assistant.proposing import chooses_offered
from assistant.querying.composing.composed import (
    composed,
)
from assistant.reading.answers import SURE, stands_beside
from assistant.reading.counts import with_counts
from assistant.requesting.carried import enrols_them
from assistant.retelling.retell import retold
from assistant.retelling.told import WHOLE
from assistant.sheets.answering import is_beyond, operation_meant, say_beyond, work
from assistant.statements.meaning import meant
from assistant.troubles.hearing import hears_trouble

# What is meant only where no flow is open: within one, the flow has read it.
OUTSIDE = ("affirm", "deny", "cancel")
NOT_UNDERSTOOD = "nlu_fallback"
REQUESTS = "request_budget"


def conduct(turn: Turn) -> None:
    """Answer a message in full, each thing that it says, and remember what it was about."""
    if turn.message.too_much:
        turn.understood = False
        turn.reply(turn.say("small.too_much"))
        return
    turn.message = turn.message.with_people(turn.perform)
    turn.message = meaning_chosen(turn.message, turn.talk)
    first, *further = retold(turn) or divided(turn)
    _conduct(turn, first)
    for one in further:
        turn.understood = True
        turn.remember(messages=turn.talk.messages + 1)
        _conduct(turn, one)


def _conduct(turn: Turn, heard: Message) -> None:
    turn.heard = heard
    heard = with_counts(with_kpi_values(heard, turn.perform))
    turn.message = weighed(turn, rather_declined(settled(heard)))
    turn.message = told_apart(turn)
    if say_no_such_row(turn, at_hand(turn)):
        _return(turn)
        _keep(turn)
        return
    if (
        minds_again(turn, at_hand(turn))
        or minds(turn)
        or (heard.retold != WHOLE and _works(turn, heard))
    ):
        _keep(turn)
        return
    if not chooses_offered(turn):
        if at_hand(turn) is None:
            turn.message = named_in_part(turn)
        turn.message = question_meant(turn.message, turn.talk, at_hand(turn) is not None)
        turn.message = notion_meant(turn)
    turn.message = asked_meant(turn) if heard.retold is None else turn.message
    if at_hand(turn) is None and not chooses_offered(turn):
        turn.message = analysis_meant(turn)
    turn.message = meant(turn.message, turn.talk)
    _answer(turn)
    _keep(turn)


def _works(turn: Turn, heard: Message) -> bool:
    """Whether it is something asked of the rows that were shown, and is answered."""
    if operation := operation_meant(turn, heard, at_hand(turn) is not None):
        work(turn, operation)
        _return(turn)
        return True
    if at_hand(turn) is None and is_beyond(turn, heard) and not _goes_on_with_query(turn):
        say_beyond(turn)
        return True
    return False


def _goes_on_with_query(turn: Turn) -> bool:
    """Whether it changes the query before: what cannot be done with its rows is asked anew."""
    asked = composed(turn)
    return asked is not None and asked.follows


def _keep(turn: Turn) -> None:
    kept = {name: value for name, value in turn.slots.items() if value is not None}
    turn.remember(slots=kept, understood=turn.understood)


def _answer(turn: Turn) -> None:
    flow = at_hand(turn)
    heard = hear(turn, flow) if flow else Heard.ANOTHER
    if heard is Heard.ANOTHER:
        _begin(turn)
        _resume(turn)
    elif flow is not None and heard is not Heard.DONE:
        _digress(turn, flow, heard)


def _begin(turn: Turn) -> None:
    """What is said with nothing at hand."""
    if answer_undo(turn) or answer_about_request(turn) or follows_request(turn):
        return
    if asks_if_held(turn) or hears_trouble(turn) or puts_nothing_right(turn):
        return
    turn.message = meant(placed(doubted(steered(turn.message)), turn.talk), turn.talk)
    if turn.message.intent in UNSURE and enrols_them(turn):
        turn.message = replace(turn.message, intent=REQUESTS)
    opened = _opened(turn)
    if opened is not None:
        begin(turn, opened)
        return
    look_up(turn)


def _opened(turn: Turn) -> Flow | None:
    """The flow that the message begins."""
    intent = turn.message.intent
    accepted = intent in ("affirm", "amend_request") or chooses_offered(turn)
    if accepted and turn.slots.get("offer") == "request_budget":
        return FLOWS[REQUEST]
    name = OPENS.get(intent)
    return FLOWS[name] if name else None


def _opens_another(turn: Turn, flow: Flow) -> bool:
    """Whether what is not the flow's is rather another thing to do than nothing at all."""
    message = turn.message
    if message.act is not None or message.confidence < SURE or message.intent == "amend_request":
        return False
    return message.intent in OPENS and not flow.does(message.intent, turn.slots)


def _digress(turn: Turn, flow: Flow, heard: Heard) -> None:
    """Something else, amid a flow: it is answered, and the flow comes back."""
    turn.message = asked_beside(turn.message)
    if _opens_another(turn, flow):
        put_aside(turn, flow)
        _begin(turn)
        _resume(turn)
    elif heard is Heard.NOTHING and not _is_asked(turn.message):
        turn.understood = False
        go_on(turn, flow)
    elif answer_about_request(turn) or asks_of_request(turn):
        _return(turn)
    elif turn.message.intent in OUTSIDE or answering(turn) is None:
        turn.understood = False
        go_on(turn, flow)
    elif (followed := look_up(turn)) is None:
        _return(turn)
    else:
        put_aside(turn, flow)
        begin(turn, FLOWS[followed])


def _resume(turn: Turn) -> None:
    """What was put aside for what then began nothing comes back."""
    if at_hand(turn) is None:
        resume(turn)


def _is_asked(message: Message) -> bool:
    """Whether what told the flow nothing is rather asked beside it than meant for it."""
    return stands_beside(message) if message.likely else message.confidence >= SURE


def _return(turn: Turn) -> None:
    """The flow that was open comes back."""
    flow, field = at_hand(turn), turn.slots.get(REQUESTED)
    if flow is not None:
        come_back(turn, flow, field) if field else go_on(turn, flow)
