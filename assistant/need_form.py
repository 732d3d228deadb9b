"""Reporting a skill one lacks: what it is, a confirmation, stored."""

from __future__ import annotations

from typing import Any

from assistant.base import PeisuanAction, Turn
from assistant.draft import EMPTY, training_of
from assistant.needs import TOPICS
from assistant.reading.answers import is_digression, is_no, is_yes, read_reason, says_words
from assistant.request_form import REQUESTED, take_for_form
from engine.usecases.report_need import report_need


class ValidateNeedForm(PeisuanAction):
    action_name = "validate_need_form"
    personal = True

    def respond(self, turn: Turn) -> None:
        asked = turn.slots.get(REQUESTED)
        if asked is None:
            turn.set(**EMPTY)
            turn.set(draft_key=turn.message.message_id)
            _take_topic(turn)
        elif is_digression(turn.message, asked):
            turn.events.clear()
        else:
            take_for_form(turn, lambda: _take_answer(turn, asked))
        turn.set(**{REQUESTED: _next(turn.slots)})


def _take_answer(turn: Turn, asked: str) -> None:
    message = turn.message
    decides = is_yes(message) or is_no(message)
    if asked == "confirmed" and decides:
        turn.set(confirmed=is_yes(message))
    elif not _take_topic(turn) and asked == "course" and says_words(message.text) and not decides:
        turn.set(course={"topic": message.text.strip()})


def _take_topic(turn: Turn) -> bool:
    facts = turn.message.facts
    if facts.skill or facts.course:
        # A skill says more exactly what a person lacks than the course that teaches it.
        turn.set(
            skill=facts.skill,
            course=None if facts.skill else facts.course,
            reason=read_reason(turn.message.text),
        )
        _name_others(turn)
        return True
    return False


def _name_others(turn: Turn) -> None:
    """A second wish of the message is not stored, and that is said."""
    taken = turn.slots.get("skill") or turn.slots.get("course") or {}
    known = [one for one in (turn.message.facts.skill, turn.message.facts.course) if one]
    mine = {name for one in known for name in (one.get("code"), one.get("topic")) if name}
    named = [one for one in turn.message.entities if one["entity"] in TOPICS]
    spots = [one["start"] for one in named if {one.get("code"), one["value"]} & mine]
    others = [
        one["value"]
        for one in named
        if not {one.get("code"), one["value"]} & mine and one["start"] not in spots
    ]
    if others:
        topic = turn.speech.name(taken) if taken.get("name") else taken.get("topic")
        turn.reply(turn.say("need.one_at_a_time", topic=topic, others=list(dict.fromkeys(others))))


def _next(slots: dict[str, Any]) -> str | None:
    if training_of(slots) is None:
        return "course"
    return "confirmed" if slots.get("confirmed") is None else None


class AskNeedCourse(PeisuanAction):
    action_name = "action_ask_need_form_course"
    personal = True

    def respond(self, turn: Turn) -> None:
        turn.reply(turn.say("ask.need_course"))


class AskNeedConfirmed(PeisuanAction):
    action_name = "action_ask_need_form_confirmed"
    personal = True

    def respond(self, turn: Turn) -> None:
        thing = turn.slots.get("skill") or turn.slots.get("course") or {}
        turn.reply(
            turn.say("need.summary", topic=thing.get("name") or thing.get("topic")),
            choices=[turn.say("need.yes"), turn.say("need.no")],
        )


class StoreNeed(PeisuanAction):
    action_name = "action_store_need"
    personal = True

    def respond(self, turn: Turn) -> None:
        training = training_of(turn.slots)
        if training is None or not turn.slots.get("confirmed"):
            turn.reply(turn.say("small.cancelled"))
            turn.set(**EMPTY)
            return
        receipt = turn.perform(
            report_need, training, turn.slots.get("reason"), turn.slots["draft_key"]
        )
        if receipt.already_reported:
            turn.reply(turn.say("need.already", number=receipt.number))
        else:
            others = turn.say("need.others", others=receipt.others) if receipt.others else ""
            turn.reply(
                turn.say(
                    "need.stored", number=receipt.number, topic=receipt.topic, year=receipt.year
                ),
                others,
                turn.say("need.next"),
            )
        turn.set(**EMPTY)


NEED_FORM: tuple[type[PeisuanAction], ...] = (
    ValidateNeedForm,
    AskNeedCourse,
    AskNeedConfirmed,
    StoreNeed,
)
