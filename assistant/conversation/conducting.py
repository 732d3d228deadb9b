"""One message and what is done with it: the flow that is open hears it first; what is not for it
is answered as what it is, and the flow comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from assistant.analysing.meant import analysis_meant
from assistant.asking.aspects import asked_meant, is_named
from assistant.asking.named import named_in_part
from assistant.base import PeisuanAction, Turn
from assistant.capabilities import CAPABILITIES, of_kind
from assistant.capabilities.answering import answers as answers_of
from assistant.capabilities.changing import asked_in_words
from assistant.conversation.beyond import say_no_such_row
from assistant.conversation.coverage import not_laid_out, refuse_untold, unused
from assistant.conversation.dividing import divided
from assistant.conversation.doing import do
from assistant.conversation.doubting import doubted
from assistant.conversation.figuring import figure_first
from assistant.conversation.following import question_meant, remember_question
from assistant.conversation.heeding import Left, left_out, tells_figures
from assistant.conversation.manners import minds
from assistant.conversation.placing import keep_unplaced, meaning_chosen, placed
from assistant.conversation.settling import settled, without_times_out
from assistant.conversation.steering import asked_beside, steered
from assistant.conversation.weighing import weighed
from assistant.deciding.asides import answer_about_request, answer_undo
from assistant.declining.families import DECLINED
from assistant.declining.plain import rather_declined
from assistant.flows.all import FLOWS, OPENS
from assistant.flows.asking import come_back
from assistant.flows.engine import Heard, begin, go_on, hear, resume
from assistant.flows.flow import Flow
from assistant.flows.names import REQUEST, REQUESTED
from assistant.flows.stacking import at_hand, put_aside
from assistant.goal_values import with_kpi_values
from assistant.knowledge.answering import Elsewhere, asks_topic, notion_meant
from assistant.message import Message
from assistant.people.namesakes import told_apart
from assistant.proposing import chooses_offered
from assistant.querying.composing.composed import (
    Composed,
    capability_of,
    composed,
    is_laid_out,
    tells_more,
)
from assistant.querying.composing.telling import TellsQuery
from assistant.querying.days_meant import calendar_meant
from assistant.querying.meant import people_meant
from assistant.querying.wanting import TellsFigure, figure_meant
from assistant.reading.answers import LOOKUPS, SURE, stands_beside
from assistant.reading.counts import with_counts
from assistant.reports.shown import remember_table
from assistant.requesting.carried import enrols_them
from assistant.retelling.retell import retold
from assistant.retelling.told import WHOLE
from assistant.sheets.answering import is_beyond, operation_meant, say_beyond, work
from assistant.small_talk import Clarify
from assistant.statements.meaning import meant

ANSWERS = answers_of()
ELSEWHERE = of_kind("elsewhere")
# What is meant only where no flow is open: within one, the flow has read it.
OUTSIDE = ("affirm", "deny", "cancel")
NOT_UNDERSTOOD = "nlu_fallback"
REQUESTS = "request_budget"
# What says itself that it cannot leave anything out.
QUESTIONS = of_kind("question")
# What reads all that is said to it by itself.
HEARS_ALL = frozenset(one.name for one in CAPABILITIES.values() if one.hears_all)
REFUSES_THEM = {"simulate_allocation"}
# What may still ask for a topic that a company has added.
UNSURE = (NOT_UNDERSTOOD, "help", *DECLINED)


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
    if minds(turn) or (heard.retold != WHOLE and _works(turn, heard)):
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
    if answer_undo(turn) or answer_about_request(turn):
        return
    turn.message = meant(placed(doubted(steered(turn.message)), turn.talk), turn.talk)
    if turn.message.intent in UNSURE and enrols_them(turn):
        turn.message = replace(turn.message, intent=REQUESTS)
    opened = _opened(turn)
    if opened is not None:
        begin(turn, opened)
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
    elif answer_about_request(turn):
        _return(turn)
    elif turn.message.intent in OUTSIDE or _answering(turn) is None:
        turn.understood = False
        go_on(turn, flow)
    elif (followed := _look_up(turn)) is None:
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


def _answering(turn: Turn) -> type[PeisuanAction] | None:
    """What answers the message; None where it was not understood."""
    intent = turn.message.intent
    if intent in UNSURE and asks_topic(turn):
        return ANSWERS["knowledge"]
    return ANSWERS.get(intent) or (Elsewhere if intent in ELSEWHERE else None)


def _composed(turn: Turn) -> tuple[Composed | None, bool]:
    """The query that is asked for, and whether no other answer can tell it."""
    asked = composed(turn)
    return asked, asked is not None and tells_more(asked)


def _tell_composed(turn: Turn, asked: Composed) -> None:
    """What is asked for by the names of the catalogue."""
    turn.understood = True
    turn.message = replace(turn.message, intent=capability_of(asked))
    do(turn, partial(TellsQuery, asked))
    remember_question(turn)
    remember_table(turn)


def _look_up(turn: Turn) -> str | None:
    """Answer what is asked; the flow that goes on from it."""
    in_words = asked_in_words(turn.message)
    named = in_words is not None or is_named(turn.message)
    turn.message = in_words or turn.message
    if not named:
        turn.message = people_meant(turn)
        turn.message = calendar_meant(turn)
    if turn.message.intent in LOOKUPS:
        turn.message = without_times_out(turn.message)
    figure = None if named else figure_meant(turn)
    asked, alone = (None, False) if named else _composed(turn)
    turn.message = figure or turn.message
    action = TellsFigure if figure else _answering(turn) or Clarify
    if asked is not None and (alone or _is_asked_so(turn, asked, action)):
        _tell_composed(turn, asked)
        return None
    turn.understood = action is not Clarify
    if figure is None and refuse_untold(turn):
        remember_question(turn)
        return None
    tried, noted = (
        turn.tried(),
        figure is None and bool(not_laid_out(turn) or turn.message.ruled_out),
    )
    followed = _tell(tried, action, figure is not None)
    left = _left_out(tried, action)
    if asked is not None and (noted or _gives_way(tried, left)):
        _tell_composed(turn, asked)
        return None
    if any(one.surely for one in left):
        _refuse(turn, [one.words for one in left if one.surely])
        remember_question(turn)
        return None
    turn.take_over(tried)
    remember_question(turn)
    remember_table(turn)
    if not turn.understood:
        keep_unplaced(turn)
    if followed is not None and at_hand(turn) is None:
        begin(turn, FLOWS[followed])
        return None
    return followed


def _is_asked_so(turn: Turn, asked: Composed, action: type[PeisuanAction]) -> bool:
    """Whether nothing else was understood, and nothing is talked about."""
    alone = turn.message.intent in UNSURE and turn.talk.subject is None
    capability = CAPABILITIES.get(turn.message.intent)
    lists = capability is not None and capability.queries == "more"
    laid_out = action is not TellsFigure and not lists and is_laid_out(asked)
    return action is Clarify or alone or laid_out


def _tell(turn: Turn, action: type[PeisuanAction], is_figure: bool) -> str | None:
    """Have it told, with what it does not take up; the flow that goes on from it."""
    if not is_figure and (frames := not_laid_out(turn)):
        turn.reply(turn.say("small.not_laid_out", frames=frames))
    if turn.message.ruled_out and turn.message.intent in LOOKUPS - REFUSES_THEM:
        turn.reply(turn.say("small.not_left_out", words=turn.message.ruled_out))
    first, turn.told = len(turn.dispatcher.messages), True
    followed = do(turn, action)
    figure_first(turn, first)
    if turn.told and (left := unused(turn, first)):
        turn.say_before(first, turn.say("small.unused", words=left))
    return followed


def _left_out(turn: Turn, action: type[PeisuanAction]) -> list[Left]:
    """What was asked and is not told, where something is told."""
    tells = turn.told and turn.understood and turn.message.intent in QUESTIONS - HEARS_ALL
    return left_out(turn, 0) if tells else []


def _gives_way(turn: Turn, left: Sequence[Left]) -> bool:
    """Whether a query tells it better than what was told: by how much, as is said of it."""
    capability = CAPABILITIES.get(turn.message.intent)
    if capability is not None and capability.queries == "more":
        left = [one for one in left if one.surely]
    return bool(left) or not turn.told or not tells_figures(turn, 0)


def _refuse(turn: Turn, words: Sequence[str]) -> None:
    """Say what is not told; what could be instead is offered."""
    turn.told = False
    offered = turn.say(f"choice.{turn.message.intent}")
    turn.reply(turn.say("small.left_out", words=words, offered=offered), choices=[offered])
