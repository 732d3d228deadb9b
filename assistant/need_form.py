"""Reporting skills one lacks: what they are, each confirmed by itself, stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import FollowupAction

from assistant.base import PeisuanAction, Turn
from assistant.capabilities import CAPABILITIES
from assistant.draft import EMPTY, thing_of
from assistant.language import is_written_together
from assistant.message import Message
from assistant.reading.answers import SURE, YES, is_cancel, is_digression, read_reason
from assistant.referring import people_of_hr
from assistant.request_form import REQUESTED, take_for_form
from assistant.requesting.reasons import can_be_reason
from assistant.statements.meaning import LAST_NEED
from assistant.statements.saying import assents, declines, says
from assistant.statements.wishing import (
    Wish,
    adds_wish,
    read_wishes,
    replaces_wish,
    says_wish,
)
from engine.usecases.estimate_cost import Training
from engine.usecases.profile import profile
from engine.usecases.report_need import NeedReceipt, report_need

# What is shorter tells nothing.
FEWEST_SIGNS, FEWEST_GAPS = 8, 5
# So many of one's gaps are offered to who does not know what to learn.
OFFERED = 3


class ValidateNeedForm(PeisuanAction):
    action_name = "validate_need_form"
    personal = True

    def respond(self, turn: Turn) -> None:
        asked = turn.slots.get(REQUESTED)
        if asked is None:
            _open(turn)
        elif _is_elsewhere(turn, asked):
            turn.events.clear()
        else:
            take_for_form(turn, lambda: _take_answer(turn, asked))
        turn.set(**{REQUESTED: _next(turn.slots)})


def _open(turn: Turn) -> None:
    """Begin with the first thing wished for; with the next one, where several were."""
    if queue := turn.slots.get("queue"):
        first, *rest = queue
        key, reason = turn.slots["draft_key"], turn.slots.get("reason")
        turn.set(**EMPTY)
        turn.set(draft_key=f"{key}-{len(rest)}", queue=rest or None, reason=reason)
        _set_wish(turn, first)
        turn.reply(turn.say("need.then", topic=_name(turn, first)))
        return
    text, wishes = turn.message.text, _wishes(turn, None)
    turn.set(**EMPTY)
    complains = says("complaint", text) and not says_wish(text)
    if complains and not wishes:
        turn.reply(turn.say("need.heard", people=people_of_hr(turn)))
        return
    turn.set(draft_key=turn.message.message_id)
    if complains:
        turn.reply(turn.say("need.complaint"))
    if wishes:
        _take_wishes(turn, wishes)
        turn.set(reason=read_reason(text))
    elif _tells_why(turn):
        # Which skill it is about is asked; why it is needed has been said.
        turn.set(reason=text.strip())


def _tells_why(turn: Turn) -> bool:
    """Whether it tells of something, though not of which skill."""
    message = turn.message
    if message.act is not None or message.asks or _decides(turn) or says_wish(message.text):
        return False
    said = message.text.strip()
    long = (
        len(said) >= FEWEST_SIGNS if is_written_together(said) else said.count(" ") >= FEWEST_GAPS
    )
    return long and can_be_reason(said)


def _take_wishes(turn: Turn, wishes: list[Wish]) -> None:
    """The first is at hand, the others wait; all are named."""
    first, *rest = wishes
    _set_wish(turn, first)
    if rest:
        turn.set(queue=rest)
        names = [_name(turn, one) for one in wishes]
        turn.reply(turn.say("need.several", count=len(wishes), topics=names))


def _take_answer(turn: Turn, asked: str) -> None:
    """A yes may bring one wish more, and a wish may take the place of the one at hand."""
    text, wishes = turn.message.text, _wishes(turn, asked)
    if asked == "course":
        if wishes and not _decides(turn):
            _take_wishes(turn, wishes)
        return
    if not wishes and _decides(turn):
        turn.set(confirmed=assents(turn.message))
        return
    added = [one for one in wishes if not _is_at_hand(turn, one)]
    if added and adds_wish(text) and not replaces_wish(text):
        turn.set(queue=[*(turn.slots.get("queue") or []), *added])
        turn.reply(turn.say("need.added", topics=[_name(turn, one) for one in added]))
        if YES.match(text.strip()):
            turn.set(confirmed=True)
    elif added:
        _take_wishes(turn, added)
    if reason := read_reason(text):
        turn.set(reason=reason)


def _wishes(turn: Turn, asked: str | None) -> list[Wish]:
    """What a message wishes for. Where it is asked what, any words name it; but none of a
    question, nor of an order to stop or to do another thing."""
    message = turn.message
    if message.act is not None or (asked and is_cancel(message, asked)):
        return []
    if asked and _does_another_thing(message):
        return []
    if message.asks and not says_wish(message.text):
        return []
    answers = asked == "course" and not _decides(turn)
    follows = asked == "confirmed"
    return read_wishes(message.text, message.entities, whole=answers, goes_on=follows)


def _does_another_thing(message: Message) -> bool:
    capability = CAPABILITIES.get(message.intent)
    flow = capability.flow if capability else None
    return flow not in (None, "need_form", "request_form") and message.confidence >= SURE


def _is_elsewhere(turn: Turn, asked: str) -> bool:
    """Whether the message is about something else: also any question that names no wish."""
    if _decides(turn):
        return False
    asks = turn.message.asks and not _wishes(turn, asked)
    return asks or _does_another_thing(turn.message) or is_digression(turn.message, asked)


def _decides(turn: Turn) -> bool:
    return assents(turn.message) or declines(turn.message)


def _set_wish(turn: Turn, wish: Wish) -> None:
    """A thing of the catalogue lies where things of its kind do, with its words."""
    is_skill = wish.get("kind") == "skill"
    turn.set(skill=wish if is_skill else None, course=None if is_skill else wish, confirmed=None)


def _is_at_hand(turn: Turn, wish: Wish) -> bool:
    at_hand = thing_of(turn.slots)
    return all(at_hand.get(name) == wish.get(name) for name in ("code", "topic", "words"))


def _name(turn: Turn, wish: Mapping[str, Any]) -> str:
    """In the words that were said; else as the catalogue calls it."""
    words = wish.get("words") or wish.get("topic")
    return str(words) if words else turn.speech.name(wish)


def _next(slots: dict[str, Any]) -> str | None:
    if not slots.get("draft_key"):
        return None
    if not thing_of(slots):
        return "course"
    return "confirmed" if slots.get("confirmed") is None else None


class AskNeedCourse(PeisuanAction):
    """Who does not know what to learn is shown where he falls short."""

    action_name = "action_ask_need_form_course"
    personal = True

    def respond(self, turn: Turn) -> None:
        short = [row.skill.skill for row in turn.perform(profile).skills if row.gap > 0][:OFFERED]
        names = [turn.speech.name(one) for one in short]
        if not names:
            turn.reply(turn.say("ask.need_course"))
            return
        turn.reply(turn.say("need.ask_what_for", skills=names), choices=names)


class AskNeedConfirmed(PeisuanAction):
    action_name = "action_ask_need_form_confirmed"
    personal = True

    def respond(self, turn: Turn) -> None:
        thing, reason = thing_of(turn.slots), turn.slots.get("reason")
        counted = thing.get("words") and turn.say("need.counted_as", name=thing)
        turn.reply(
            turn.say("need.summary", topic=_name(turn, thing)),
            counted or "",
            turn.say("need.reason", reason=reason) if reason else "",
            turn.say("need.confirm"),
            choices=[turn.say("need.yes"), turn.say("need.no")],
        )


class StoreNeed(PeisuanAction):
    """Stores the one at hand if it was confirmed, and goes on with the next."""

    action_name = "action_store_need"
    personal = True

    def respond(self, turn: Turn) -> None:
        queue, key = turn.slots.get("queue"), turn.slots.get("draft_key")
        thing = thing_of(turn.slots)
        if thing and turn.slots.get("confirmed"):
            _store(turn, thing)
        elif key:
            turn.reply(turn.say("small.cancelled"))
        turn.set(**EMPTY)
        if queue:
            turn.set(queue=queue, draft_key=key)
            turn.events.append(FollowupAction("need_form"))


def _store(turn: Turn, thing: Mapping[str, Any]) -> None:
    skill = thing.get("kind") == "skill"
    training = Training(
        course=None if skill else thing.get("code"),
        skill=thing.get("code") if skill else None,
        topic=thing.get("topic") or thing.get("words"),
    )
    receipt = turn.perform(report_need, training, turn.slots.get("reason"), turn.slots["draft_key"])
    if receipt.already_reported:
        turn.reply(turn.say("need.already", number=receipt.number))
        return
    turn.set(**{LAST_NEED: {"number": receipt.number, "at": turn.talk.messages}})
    turn.reply(
        turn.say(
            "need.stored",
            number=receipt.number,
            topic=_called(turn, receipt),
            year=receipt.year,
        ),
        turn.say("need.others", others=receipt.others) if receipt.others else "",
        turn.say("need.next"),
    )


def _called(turn: Turn, receipt: NeedReceipt) -> str:
    """What the catalogue has is called as it is in this language, unless other words were said."""
    about = receipt.about
    return turn.speech.name(about) if about and receipt.topic == about.name else receipt.topic


NEED_FORM: tuple[type[PeisuanAction], ...] = (
    ValidateNeedForm,
    AskNeedCourse,
    AskNeedConfirmed,
    StoreNeed,
)
