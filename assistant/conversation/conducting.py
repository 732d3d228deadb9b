"""One message and what is done with it: the flow that is open reads it first; what tells it
nothing is answered as what it is, and the flow comes back."""

from __future__ import annotations

from dataclasses import replace

from assistant.asking.named import named_in_part
from assistant.base import PeisuanAction, Turn
from assistant.capabilities import of_kind
from assistant.capabilities.answering import answers as answers_of
from assistant.conversation.asking import CONFIRMED, ask, come_back, is_recalled
from assistant.conversation.beyond import say_no_such_row
from assistant.conversation.coverage import not_laid_out, refuse_untold, unused
from assistant.conversation.dividing import divided
from assistant.conversation.doing import do
from assistant.conversation.doubting import doubted
from assistant.conversation.figuring import figure_first
from assistant.conversation.flows import FLOWS, OPENS, REQUEST, STATEMENT, Flow
from assistant.conversation.following import question_meant, remember_question
from assistant.conversation.manners import minds
from assistant.conversation.placing import keep_unplaced, meaning_chosen, placed
from assistant.conversation.settling import settled, without_times_out
from assistant.conversation.stacking import FLOW, close, put_aside, take_up_again
from assistant.conversation.steering import asked_beside, steered
from assistant.conversation.weighing import weighed
from assistant.deciding.asides import answer_about_request, answer_undo
from assistant.declining.families import DECLINED
from assistant.declining.plain import rather_declined
from assistant.goal_values import with_kpi_values
from assistant.knowledge.answering import Elsewhere, asks_topic, notion_meant
from assistant.message import Message
from assistant.people.namesakes import told_apart
from assistant.proposing import chooses_offered
from assistant.querying.days_meant import calendar_meant
from assistant.querying.meant import people_meant
from assistant.querying.wanting import TellsFigure, figure_meant
from assistant.reading.answers import (
    BESIDE,
    CORRECTION,
    LOOKUPS,
    REPLACES,
    SURE,
    TOLD,
    VERY_SURE,
    WORDS,
    answers,
    is_none_of_ours,
    is_yes,
)
from assistant.reading.counts import with_counts
from assistant.reports.shown import remember_table
from assistant.request_form import REQUESTED
from assistant.requesting.carried import enrols_them
from assistant.requesting.submitting import says_submit
from assistant.retelling.retell import retold
from assistant.retelling.told import WHOLE
from assistant.sheets.answering import is_beyond, operation_meant, say_beyond, work
from assistant.small_talk import Clarify
from assistant.statements.meaning import meant

ANSWERS = answers_of()
ELSEWHERE = of_kind("elsewhere")
# What is meant only where no flow is open: within one, the flow has read it.
OUTSIDE = ("affirm", "deny")
NOT_UNDERSTOOD = "nlu_fallback"
REQUESTS = "request_budget"
# What says itself that it cannot leave anything out.
REFUSES_THEM = {"simulate_allocation"}
# What may still ask for a topic that a company has added.
UNSURE = (NOT_UNDERSTOOD, "help", *DECLINED)


def conduct(turn: Turn) -> None:
    """Answer a message in full, each thing that it says, and remember what it was about."""
    turn.message = turn.message.with_people(turn.perform)
    turn.message = meaning_chosen(turn.message, turn.talk)
    first, *further = retold(turn) or divided(turn)
    _conduct(turn, first)
    for one in further:
        turn.understood = True
        turn.remember(messages=turn.talk.messages + 1)
        _conduct(turn, one)


def _conduct(turn: Turn, heard: Message) -> None:
    heard = with_counts(with_kpi_values(heard, turn.perform))
    turn.message = weighed(turn, rather_declined(settled(heard)))
    turn.message = told_apart(turn)
    if say_no_such_row(turn, _at_hand(turn)):
        _return(turn)
        _keep(turn)
        return
    if minds(turn) or (heard.retold != WHOLE and _works(turn, heard)):
        _keep(turn)
        return
    if not chooses_offered(turn):
        if _at_hand(turn) is None:
            turn.message = named_in_part(turn)
        turn.message = question_meant(turn.message, turn.talk, _at_hand(turn) is not None)
        turn.message = notion_meant(turn)
    turn.message = meant(turn.message, turn.talk)
    _answer(turn)
    _keep(turn)


def _works(turn: Turn, heard: Message) -> bool:
    """Whether it is something asked of the rows that were shown, and is answered."""
    if operation := operation_meant(turn, heard, _at_hand(turn) is not None):
        work(turn, operation)
        _return(turn)
        return True
    if _at_hand(turn) is None and is_beyond(turn, heard):
        say_beyond(turn)
        return True
    return False


def _keep(turn: Turn) -> None:
    kept = {name: value for name, value in turn.slots.items() if value is not None}
    turn.remember(slots=kept, understood=turn.understood)


def _at_hand(turn: Turn) -> Flow | None:
    return FLOWS.get(turn.slots.get(FLOW) or "")


def _answer(turn: Turn) -> None:
    flow = _at_hand(turn)
    if flow is None:
        _begin(turn)
    elif _begins_another(turn, flow):
        put_aside(turn, flow)
        _begin(turn)
    elif _confirms_unseen(turn):
        # Only what was shown last is confirmed: it is shown again.
        turn.remember(asked=None)
        ask(turn, flow, CONFIRMED)
    elif is_none_of_ours(turn.message, turn.slots.get(REQUESTED)):
        _digress(turn, flow)
    elif not _is_asked_beside(turn) and _reads(turn, flow):
        _go_on(turn, flow)
    else:
        _digress(turn, flow)


def _is_asked_beside(turn: Turn) -> bool:
    """Whether it is plainly something beside the flow: then the flow does not read it."""
    return turn.message.retold is not None and turn.message.does(*BESIDE) > 0


def _begin(turn: Turn) -> None:
    """What is said with nothing at hand."""
    if answer_undo(turn) or answer_about_request(turn):
        return
    turn.message = meant(placed(doubted(steered(turn.message)), turn.talk), turn.talk)
    if turn.message.intent in UNSURE and enrols_them(turn):
        turn.message = replace(turn.message, intent=REQUESTS)
    opened = _opened(turn)
    if opened is not None:
        _open(turn, opened)
        return
    _look_up(turn)


def _opened(turn: Turn) -> Flow | None:
    """The flow that the message begins."""
    intent = turn.message.intent
    accepted = intent in ("affirm", "amend_request") or chooses_offered(turn)
    if accepted and turn.slots.get("offer") == "request_budget":
        return FLOWS[REQUEST]
    name = OPENS.get(intent)
    return FLOWS[name] if name else None


def _begins_another(turn: Turn, flow: Flow) -> bool:
    """Whether the message is plainly about another thing to do than the one at hand."""
    message, asked = turn.message, turn.slots.get(REQUESTED)
    opens = OPENS.get(message.intent)
    if opens is None or message.act is not None:
        return False
    if message.retold:
        return message.does("start") > 0 and not _is_at_hand(turn, flow, message.intent)
    if _is_at_hand(turn, flow, message.intent):
        return False
    if opens == flow.name and _corrects(message):
        return False
    if message.intent == "amend_request" and message.facts.request_id is None:
        return False
    if asked in WORDS or answers(message, asked):
        return False
    if message.likely and message.does(*TOLD) > message.does("start", "undo"):
        return False
    return message.confidence >= VERY_SURE


def _opens_another(turn: Turn, flow: Flow) -> bool:
    """Whether what told the flow nothing is rather another thing to do than nothing at all."""
    message = turn.message
    opens = OPENS.get(message.intent)
    if opens is None or message.act is not None or message.confidence < SURE:
        return False
    return not _is_at_hand(turn, flow, message.intent) and message.intent != "amend_request"


def _is_at_hand(turn: Turn, flow: Flow, capability: str) -> bool:
    """Whether the flow is about that: statements are many in one flow."""
    if flow.name == STATEMENT:
        return turn.slots.get("statement") == capability
    return OPENS.get(capability) == flow.name


def _corrects(message: Message) -> bool:
    """Whether it puts something in the place of what was said, and begins nothing."""
    return bool(CORRECTION.search(message.text.strip()) or REPLACES.search(message.text))


def _confirms_unseen(turn: Turn) -> bool:
    """Whether it is a bare yes to a summary, after a message that was not understood or an answer
    that recalled no summary."""
    asked = turn.talk.asked
    if asked is None or asked.field != CONFIRMED or turn.message.act is not None:
        return False
    # Who retells it has seen whether the summary still stands before the person.
    seen = turn.talk.understood and (is_recalled(asked) or turn.message.retold is not None)
    return not seen and (is_yes(turn.message) or says_submit(turn.message.text))


def _open(turn: Turn, flow: Flow) -> None:
    turn.set(**{FLOW: flow.name, REQUESTED: None})
    turn.remember(asked=None)
    do(turn, flow.reads)
    _go_on(turn, flow)


def _reads(turn: Turn, flow: Flow) -> bool:
    """Whether the message told the flow anything: it sets a slot then, beside what to ask."""
    before = len(turn.events)
    do(turn, flow.reads)
    told = {event["name"] for event in turn.events[before:] if event["event"] == "slot"}
    return bool(told - {REQUESTED, "misunderstood", "last_lookup"})


def _go_on(turn: Turn, flow: Flow) -> None:
    """Ask for what is still open; end the flow where nothing is."""
    field = turn.slots.get(REQUESTED)
    if field is not None:
        turn.set(**{FLOW: flow.name})
        ask(turn, flow, field)
        return
    close(turn)
    followed = do(turn, flow.ends)
    if followed is not None:
        _open(turn, FLOWS[followed])
    else:
        _resume(turn)


def _resume(turn: Turn) -> None:
    flow = take_up_again(turn)
    if flow is not None:
        _go_on(turn, flow)


def _digress(turn: Turn, flow: Flow) -> None:
    """Something else, amid a flow: it is answered, and the flow comes back."""
    turn.message = asked_beside(turn.message)
    intent = turn.message.intent
    if intent == "cancel":
        do(turn, ANSWERS["cancel"])
        close(turn)
        _resume(turn)
    elif _opens_another(turn, flow):
        put_aside(turn, flow)
        _begin(turn)
    elif intent in OUTSIDE or _answering(turn) is None:
        turn.understood = False
        _go_on(turn, flow)
    elif (followed := _look_up(turn)) is None:
        _return(turn)
    else:
        _open(turn, FLOWS[followed])


def _return(turn: Turn) -> None:
    """The flow that was open comes back."""
    flow, field = _at_hand(turn), turn.slots.get(REQUESTED)
    if flow is not None:
        come_back(turn, flow, field) if field else _go_on(turn, flow)


def _answering(turn: Turn) -> type[PeisuanAction] | None:
    """What answers the message; None where it was not understood."""
    intent = turn.message.intent
    if intent in UNSURE and asks_topic(turn):
        return ANSWERS["knowledge"]
    return ANSWERS.get(intent) or (Elsewhere if intent in ELSEWHERE else None)


def _look_up(turn: Turn) -> str | None:
    """Answer what is asked; the flow that goes on from it."""
    turn.message = people_meant(turn)
    turn.message = calendar_meant(turn)
    if turn.message.intent in LOOKUPS:
        turn.message = without_times_out(turn.message)
    figure = figure_meant(turn)
    turn.message = figure or turn.message
    action = TellsFigure if figure else _answering(turn) or Clarify
    turn.understood = action is not Clarify
    if figure is None and refuse_untold(turn):
        remember_question(turn)
        return None
    if figure is None and (frames := not_laid_out(turn)):
        turn.reply(turn.say("small.not_laid_out", frames=frames))
    if turn.message.ruled_out and turn.message.intent in LOOKUPS - REFUSES_THEM:
        turn.reply(turn.say("small.not_left_out", words=turn.message.ruled_out))
    first, turn.told = len(turn.dispatcher.messages), True
    followed = do(turn, action)
    figure_first(turn, first)
    if turn.told and (left := unused(turn, first)):
        turn.say_before(first, turn.say("small.unused", words=left))
    remember_question(turn)
    remember_table(turn)
    if not turn.understood:
        keep_unplaced(turn)
    if followed is not None and _at_hand(turn) is None:
        _open(turn, FLOWS[followed])
        return None
    return followed
