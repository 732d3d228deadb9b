"""Reporting skills one lacks: what they are, each confirmed by itself, stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.flows.names import CONFIRMED, NEED, REQUEST
from assistant.language import is_written_together
from assistant.message import Message
from assistant.reading.answers import SURE, YES, is_cancel, read_reason
from assistant.referring import leads, people_of_hr
from assistant.requesting.reasons import can_be_reason
from assistant.statements.meaning import LAST_NEED
from assistant.statements.saying import assents, declines, says
from assistant.statements.statement import WAITING, Said, Statement
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
WISH, REASON, PEOPLE = "wish", "reason", "people"


class NeedStatement(Statement):
    """One wish is at hand; those that were said with it wait."""

    personal = True

    def begin(self, turn: Turn) -> Said | None:
        text, wishes = turn.message.text, _wishes(turn, None)
        complains = says("complaint", text) and not says_wish(text)
        if complains and not wishes:
            turn.reply(turn.say("need.heard", people=people_of_hr(turn)))
            return None
        if complains:
            turn.reply(turn.say("need.complaint"))
        if wishes:
            said = {**_with_wishes(turn, {}, wishes), REASON: read_reason(text)}
            return _with_people(turn, said)
        # Which skill it is about is asked; why it is needed has been said.
        return {REASON: text.strip()} if _tells_why(turn) else {}

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        """A yes may bring one wish more, and a wish may take the place of the one at hand."""
        text, wishes = turn.message.text, _wishes(turn, asked)
        said = _with_people(turn, said)
        if asked == "course":
            return _with_wishes(turn, said, wishes) if wishes and not _decides(turn) else said
        added = [one for one in wishes if not _is_same(one, said[WISH])]
        if added and adds_wish(text) and not replaces_wish(text):
            turn.reply(turn.say("need.added", topics=[_name(turn, one) for one in added]))
            said = {**said, WAITING: [*said.get(WAITING, ()), *map(_of_wish, added)]}
            if YES.match(text.strip()):
                turn.set(**{CONFIRMED: True})
        elif added:
            said = _with_wishes(turn, said, added)
        reason = read_reason(text)
        return {**said, REASON: reason} if reason else said

    def missing(self, said: Said) -> str | None:
        return None if said.get(WISH) else "course"

    def ask(self, turn: Turn, missing: str) -> None:
        """Who does not know what to learn is shown where he falls short."""
        short = [row.skill.skill for row in turn.perform(profile).skills if row.gap > 0][:OFFERED]
        names = [turn.speech.name(one) for one in short]
        if not names:
            turn.reply(turn.say("ask.need_course"))
            return
        turn.reply(turn.say("need.ask_what_for", skills=names), choices=names)

    def summary(self, turn: Turn, said: Said) -> list[str]:
        wish, reason = said[WISH], said.get(REASON)
        return [
            turn.say("need.summary", topic=_name(turn, wish)),
            turn.say("need.counted_as", name=wish) if wish.get("words") else "",
            turn.say("need.people", people=said[PEOPLE]) if said.get(PEOPLE) else "",
            turn.say("need.reason", reason=reason) if reason else "",
        ]

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        people = said.get(PEOPLE) or 1
        receipt = turn.perform(report_need, _training(said[WISH]), said.get(REASON), key, people)
        if receipt.already_reported:
            return [turn.say("need.already", number=receipt.number)]
        turn.set(**{LAST_NEED: {"number": receipt.number, "at": turn.talk.messages}})
        topic = _called(turn, receipt)
        return [
            turn.say("need.stored", number=receipt.number, topic=topic, year=receipt.year),
            turn.say("need.others", others=receipt.others) if receipt.others else "",
            turn.say("need.next"),
        ]

    def about(self, turn: Turn, said: Said) -> str:
        wish = said.get(WISH)
        return turn.say("back.need", topic=_name(turn, wish)) if wish else turn.say("back.new_need")

    def named(self, turn: Turn, said: Said) -> str:
        return _name(turn, said[WISH])

    def follow(self, turn: Turn, done: Said, first: Said) -> Said:
        """Why one is wished for is why the others are."""
        turn.reply(turn.say("need.then", topic=_name(turn, first[WISH])))
        return {REASON: done.get(REASON), **first}

    def confirms(self, turn: Turn, said: Said) -> bool:
        return assents(turn.message) and not _wishes(turn, CONFIRMED)

    def declines(self, turn: Turn, said: Said) -> bool:
        return declines(turn.message) and not _wishes(turn, CONFIRMED)

    def is_beside(self, turn: Turn, said: Said, asked: str) -> bool:
        """Also any question that names no wish."""
        if _decides(turn):
            return False
        asks = turn.message.asks and not _wishes(turn, asked)
        other = _does_another_thing(turn.message)
        return asks or other or super().is_beside(turn, said, asked)


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


def _with_people(turn: Turn, said: Said) -> Said:
    """For how many it is, where somebody says it who leads them; of who leads nobody it is said that
    it is his own alone."""
    count = turn.message.facts.headcount
    if count is None or count <= 1 or turn.message.asks or said.get(PEOPLE) == int(count):
        return said
    if not leads(turn):
        turn.reply(turn.say("need.own_alone", people=int(count)))
        return said
    return {**said, PEOPLE: int(count)}


def _with_wishes(turn: Turn, said: Said, wishes: Sequence[Wish]) -> Said:
    """The first is at hand, the others wait; all are named."""
    first, *rest = wishes
    said = {**said, WISH: first}
    if not rest:
        return said
    names = [_name(turn, one) for one in wishes]
    turn.reply(turn.say("need.several", count=len(wishes), topics=names))
    return {**said, WAITING: [_of_wish(one) for one in rest]}


def _of_wish(wish: Wish) -> Said:
    return {WISH: wish}


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
    follows = asked == CONFIRMED
    return read_wishes(message.text, message.entities, whole=answers, goes_on=follows)


def _does_another_thing(message: Message) -> bool:
    capability = CAPABILITIES.get(message.intent)
    flow = capability.flow if capability else None
    return flow not in (None, NEED, REQUEST) and message.confidence >= SURE


def _decides(turn: Turn) -> bool:
    return assents(turn.message) or declines(turn.message)


def _is_same(wish: Wish, other: Wish) -> bool:
    return all(other.get(name) == wish.get(name) for name in ("code", "topic", "words"))


def _name(turn: Turn, wish: Mapping[str, Any]) -> str:
    """In the words that were said; else as the catalogue calls it."""
    words = wish.get("words") or wish.get("topic")
    return str(words) if words else turn.speech.name(wish)


def _training(wish: Wish) -> Training:
    skill = wish.get("kind") == "skill"
    return Training(
        course=None if skill else wish.get("code"),
        skill=wish.get("code") if skill else None,
        topic=wish.get("topic") or wish.get("words"),
    )


def _called(turn: Turn, receipt: NeedReceipt) -> str:
    """What the catalogue has is called as it is in this language, unless other words were said."""
    about = receipt.about
    return turn.speech.name(about) if about and receipt.topic == about.name else receipt.topic
