"""Beginning a request with all that the first message says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.base import Turn
from assistant.draft import EMPTY
from assistant.message import Message, read_facts
from assistant.needs import read_needs
from assistant.one_at_a_time import takes_back
from assistant.requesting.carried import carry
from assistant.requesting.choices import choose_audience, choose_price
from assistant.requesting.left_open import leave_open
from assistant.requesting.listed import with_unread
from assistant.requesting.reason_meant import reason_meant
from assistant.requesting.reasons import leaves_reason_beside
from assistant.requesting.several import begin_lines
from assistant.requesting.taking import take_facts
from engine.usecases.courses import course_names
from engine.usecases.units import requesting_roster


def open_draft(turn: Turn) -> None:
    """Begin a draft with all that the message says; what was talked about before stays
    only when the message names no training of its own."""
    facts = turn.message.facts
    unit = (facts.department or turn.slots.get("department") or {}).get("code")
    turn.perform(requesting_roster, unit)
    turn.message = _with_unread(turn)
    facts = turn.message.facts
    kept = turn.slots.get("offer") == "request_budget" and not (facts.course or facts.skill)
    if not kept:
        turn.set(**EMPTY)
    turn.set(offer=None, confirmed=None, audience=None, draft_key=turn.message.message_id)
    needs = read_needs(turn.message.entities, turn.message.text)
    if back := takes_back(turn.message.text):
        # Another act than asking for a training: it is not done in passing, and no reason.
        turn.reply(turn.say("decision.not_taken_up", words=[back]))
        turn.message = replace(turn.message, text=turn.message.text.replace(back, ""))
    if len(needs) > 1:
        begin_lines(turn, needs)
        return
    if needs:
        # Another training is named in passing: the figures are not of that.
        facts = read_facts(needs[0], turn.today)
        _say_left_out(turn, needs[0])
    if not (kept and (choose_audience(turn) or choose_price(turn))):
        take_facts(turn, facts)
    if leaves_reason_beside(turn.message.text):
        leave_open(turn, "reason")
    elif reason := reason_meant(turn):
        turn.set(reason=reason)
    if not kept:
        carry(turn)


def _say_left_out(turn: Turn, need: Sequence[Mapping[str, Any]]) -> None:
    """A training that is named without how many: the request is not for it."""
    taken = {one["start"] for one in need}
    topics = [one for one in turn.message.entities if one["entity"] in ("course", "skill")]
    named = {str(one["value"]) for one in need}
    others = [str(one["value"]) for one in topics if one["start"] not in taken]
    if left := [one for one in dict.fromkeys(others) if one not in named]:
        turn.reply(turn.say("line.left_out", trainings=left))


def _with_unread(turn: Turn) -> Message:
    """With the trainings and headcounts of a list that were not read as such."""
    message = turn.message
    entities = with_unread(message.text, message.entities, turn.perform(course_names))
    if entities == list(message.entities):
        return message
    return replace(message, entities=entities, facts=read_facts(entities, message.today))
