"""A question, looked up and answered: by what it was taken for, or by the query that it asks for
where that tells more of what was said; and said so where neither tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.asking.aspects import is_named
from assistant.base import PeisuanAction, Turn
from assistant.capabilities import CAPABILITIES, of_kind
from assistant.capabilities.answering import answers as answers_of
from assistant.capabilities.changing import asked_in_words
from assistant.conversation.coverage import not_laid_out, refuse_untold, unused
from assistant.conversation.doing import do
from assistant.conversation.figuring import figure_first
from assistant.conversation.following import remember_question
from assistant.conversation.heeding import Left, left_out, tells_figures
from assistant.conversation.placing import keep_unplaced
from assistant.conversation.settling import without_times_out
from assistant.declining.asked import decline_unkept
from assistant.declining.families import DECLINED
from assistant.flows.all import FLOWS
from assistant.flows.engine import begin
from assistant.flows.stacking import at_hand
from assistant.knowledge.answering import Elsewhere, asks_topic
from assistant.message import Message
from assistant.querying.composing.composed import (
    Composed,
    capability_of,
    composed,
    is_laid_out,
    is_list,
    tells_more,
)
from assistant.querying.composing.telling import TellsQuery
from assistant.querying.days_meant import calendar_meant
from assistant.querying.meant import people_meant
from assistant.querying.wanting import TellsFigure, figure_meant
from assistant.reading.answers import LOOKUPS
from assistant.reports.shown import remember_table
from assistant.small_talk import Clarify
from assistant.understanding.taken import taking

ANSWERS = answers_of()
ELSEWHERE, QUESTIONS = of_kind("elsewhere"), of_kind("question")
# What may still ask for a topic that a company has added.
UNSURE = ("nlu_fallback", "help", *DECLINED)
# What goes on with an answer, whatever else is said of it.
EXPLAINS = frozenset(one.name for one in CAPABILITIES.values() if one.hears_all)
# What says itself that it cannot leave anything out.
REFUSES_THEM = {"simulate_allocation"}


def answering(turn: Turn) -> type[PeisuanAction] | None:
    """What answers the message; None where it was not understood."""
    intent = turn.message.intent
    if intent in UNSURE and asks_topic(turn):
        return ANSWERS["knowledge"]
    return ANSWERS.get(intent) or (Elsewhere if intent in ELSEWHERE else None)


def _tells_composed(turn: Turn, asked: Composed) -> bool:
    """Tell what is asked for by the names of the catalogue; whether there is such a query."""
    tried, telling = turn.tried(), TellsQuery(asked)
    tried.understood = True
    tried.message = replace(turn.message, intent=capability_of(asked))
    do(tried, lambda: telling)
    if telling.is_none:
        return False
    turn.take_over(tried)
    remember_question(turn)
    remember_table(turn)
    return True


def look_up(turn: Turn) -> str | None:
    """Answer what is asked; the flow that goes on from it."""
    if decline_unkept(turn):
        return None
    figure, asked, action = _asked(turn)
    if asked is not None and _is_asked_so(turn, asked, action) and _tells_composed(turn, asked):
        return None
    turn.understood = action is not Clarify
    if figure is None and refuse_untold(turn):
        remember_question(turn)
        return None
    noted = figure is None and _is_limited_otherwise(turn)
    tried = turn.tried()
    with taking() as taken:
        followed = _tell(tried, action)
    left = _left_out(tried, taken)
    gives_way = asked is not None and (noted or _gives_way(tried, left, asked))
    if asked is not None and gives_way and _tells_composed(turn, asked):
        return None
    if noted:
        _refuse_limits(turn)
        return None
    if surely := [one.words for one in left if one.surely]:
        _refuse(turn, surely)
        return None
    turn.take_over(tried)
    return _told(turn, followed)


def _asked(turn: Turn) -> tuple[Message | None, Composed | None, type[PeisuanAction]]:
    """The message as a question for a figure; the query that it asks for; and what answers it."""
    in_words = asked_in_words(turn.message)
    named = in_words is not None or is_named(turn.message)
    turn.message = in_words or turn.message
    if not named:
        turn.message = people_meant(turn)
        turn.message = calendar_meant(turn)
    if turn.message.intent in LOOKUPS:
        turn.message = without_times_out(turn.message)
    figure = None if named else figure_meant(turn)
    asked = None if named else composed(turn)
    turn.message = figure or turn.message
    return figure, asked, TellsFigure if figure else answering(turn) or Clarify


def _told(turn: Turn, followed: str | None) -> str | None:
    """Remember it; the flow that goes on, where none is open."""
    remember_question(turn)
    remember_table(turn)
    if not turn.understood:
        keep_unplaced(turn)
    if followed is not None and at_hand(turn) is None:
        begin(turn, FLOWS[followed])
        return None
    return followed


def _is_asked_so(turn: Turn, asked: Composed, action: type[PeisuanAction]) -> bool:
    """Whether no other answer can tell it, or nothing else was understood."""
    if tells_more(asked):
        return True
    alone = turn.message.intent in UNSURE and turn.talk.subject is None
    capability = CAPABILITIES.get(turn.message.intent)
    lists = capability is not None and capability.queries == "more"
    laid_out = action is not TellsFigure and not lists and is_laid_out(asked)
    return action is Clarify or alone or laid_out


def _tell(turn: Turn, action: type[PeisuanAction]) -> str | None:
    """Have it told, with what it does not take up; the flow that goes on from it."""
    first, turn.told = len(turn.dispatcher.messages), True
    followed = do(turn, action)
    figure_first(turn, first)
    if turn.told and (left := unused(turn, first)):
        turn.say_before(first, turn.say("small.unused", words=left))
    return followed


def _left_out(turn: Turn, taken: Sequence[str]) -> list[Left]:
    """What was asked and is not told, where something is told."""
    tells = turn.told and turn.understood and turn.message.intent in QUESTIONS - EXPLAINS
    return left_out(turn, 0, taken) if tells else []


def _gives_way(turn: Turn, left: Sequence[Left], asked: Composed) -> bool:
    """Whether a query tells it better than what was told: by how much, as is said of it. What may
    have been taken up without saying so, only a query of the same kind or of parts tells better."""
    capability = CAPABILITIES.get(turn.message.intent)
    of_another = capability_of(asked) != turn.message.intent and not asked.query.by
    lists = is_list(asked.query)
    if lists or (capability is not None and capability.queries == "more"):
        left = [one for one in left if one.surely]
    if of_another:
        left = [one for one in left if one.surely or not one.figure]
    return bool(left) or not turn.told or not tells_figures(turn, 0)


def _is_limited_otherwise(turn: Turn) -> bool:
    """Whether something is to be left out of the answer, or it is to be laid out, as it cannot be."""
    leaves_out = bool(turn.message.ruled_out) and turn.message.intent in LOOKUPS - REFUSES_THEM
    return leaves_out or bool(not_laid_out(turn))


def _refuse_limits(turn: Turn) -> None:
    frames, words = not_laid_out(turn), turn.message.ruled_out
    turn.told = False
    offered = turn.say(f"choice.{turn.message.intent}")
    lines = [turn.say("small.not_laid_out", frames=frames)] if frames else []
    lines += [turn.say("small.not_left_out", words=words)] if words else []
    turn.reply(*lines, turn.say("small.instead", offered=offered), choices=[offered])
    remember_question(turn)


def _refuse(turn: Turn, words: Sequence[str]) -> None:
    """Say what is not told; what could be instead is offered."""
    turn.told = False
    offered = turn.say(f"choice.{turn.message.intent}")
    left = turn.say("small.left_out", words=words)
    turn.reply(left, turn.say("small.instead", offered=offered), choices=[offered])
    remember_question(turn)
