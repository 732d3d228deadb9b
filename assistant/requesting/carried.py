"""What was just talked about and is meant by a request that does not say it: the training, who
needs it, and why. It is said in half a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.conversation.talk import Question, Talk
from assistant.draft import code_of, training_of
from assistant.requesting.left_open import proposed_for
from assistant.requesting.lines import name_of
from assistant.requesting.taking import set_headcount
from assistant.requesting.words import pattern
from engine.usecases.performance_gap import PerformanceGap, performance_gap
from engine.usecases.skill_gap import skill_gap
from engine.usecases.units import requesting_roster
from engine.values.errors import EngineError
from engine.values.results import Figure, Named

Thing = dict[str, str]
T = TypeVar("T")
# So many messages later it is no longer meant.
RECENT = 4


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What the last question was about."""

    course: Thing | None = None
    skill: Thing | None = None
    reason: str | None = None


def carry(turn: Turn) -> None:
    """Take from the talk what the request that is begun leaves out."""
    question = _last(turn)
    if question is None:
        take_people_meant(turn)
        return
    told: list[str] = []
    if training_of(turn.slots) is None:
        found = _talked_about(turn, question)
        if found.course is None and found.skill is None:
            take_people_meant(turn)
            return
        turn.set(course=found.course, skill=None if found.course else found.skill)
        told.append(name_of(turn, turn.slots))
        told += _take_who(turn, question)
        if found.reason and not turn.slots.get("reason"):
            turn.set(reason=found.reason)
            told.append(turn.say("carried.reason", reason=found.reason))
    elif _means_them(turn):
        told += _take_who(turn, question)
    if told:
        turn.reply(turn.say("carried.taken", what=told))
    take_people_meant(turn)


def enrols_them(turn: Turn) -> bool:
    """Whether those who were just told of are to be trained: sign those up."""
    text, question = turn.message.text, turn.talk.subject
    if question is None or turn.message.act is not None or turn.message.asks:
        return False
    told = turn.talk.messages - question.at <= RECENT
    trains = told and CAPABILITIES[question.capability].trains is not None
    return trains and _means_them(turn) and bool(pattern("carried", "enrols").search(text))


def _last(turn: Turn) -> Question | None:
    """What was asked last, understood or not."""
    asked = [one for one in (turn.talk.subject, turn.talk.unplaced) if one is not None]
    recent = [one for one in asked if turn.talk.messages - one.at <= RECENT]
    return max(recent, key=lambda one: one.at, default=None)


def take_people_meant(turn: Turn) -> None:
    """People said by what they are: those who fall short, or all of a position."""
    if turn.slots.get("headcount") or training_of(turn.slots) is None:
        return
    if _means_them(turn) and (listed := people_listed(turn.talk)):
        count, key = listed, "carried.listed"
    elif _means_them(turn):
        need = getattr(proposed_for(turn, 1), "need", None)
        count = need.short if need is not None else 0
        key = "carried.short"
    elif turn.slots.get("position") and pattern("carried", "all").search(turn.message.text):
        unit, position = code_of(turn.slots, "department"), code_of(turn.slots, "position")
        roster = _tried(turn, lambda: turn.perform(requesting_roster, unit, position))
        count, key = roster.headcount if roster else 0, "carried.all"
    else:
        return
    if count:
        set_headcount(turn, count)
        turn.reply(turn.say(key, headcount=count))


def people_listed(talk: Talk) -> int:
    """How many people the list has that was shown last, as it stands; none where it has others."""
    sheet = talk.seen.sheet if talk.seen is not None else None
    if sheet is None or not talk.lists_people:
        return 0
    return len({str(one.thing.get("code")) for one in sheet.rows}) + sheet.cut


def _means_them(turn: Turn) -> bool:
    return bool(pattern("carried", "them").search(turn.message.text))


def _take_who(turn: Turn, question: Question) -> list[str]:
    """The unit and the position that were talked about, where the request names none."""
    told = []
    for kind in ("department", "position"):
        thing = _named_in(question, kind)
        if turn.slots.get(kind) or thing is None:
            continue
        if kind == "department" and not _may(turn, thing["code"]):
            continue
        turn.set(**{kind: thing})
        told.append(thing["name"])
    return told


def _may(turn: Turn, unit: str) -> bool:
    return _tried(turn, lambda: turn.perform(requesting_roster, unit)) is not None


def _named_in(question: Question, *kinds: str) -> Thing | None:
    for one in question.entities:
        if one.get("kind", one["entity"]) in kinds and one.get("code"):
            return {"code": str(one["code"]), "name": str(one["value"])}
    return None


def _talked_about(turn: Turn, question: Question) -> Carried:
    """The training named in the question, or the one that its answer came to."""
    course, skill = _named_in(question, "course"), _named_in(question, "skill")
    if course or skill:
        return Carried(course=course, skill=skill)
    unit = (_named_in(question, "department") or {}).get("code")
    # What was not understood asked for nothing.
    asked_for = CAPABILITIES.get(question.capability)
    trains = asked_for.trains if asked_for else None
    if trains == "kpi":
        kpi = (_named_in(question, "kpi") or {}).get("code")
        found = _tried(turn, lambda: turn.perform(performance_gap, kpi, unit))
        if found is not None and found.behind is not None and found.behind.course is not None:
            return Carried(course=_thing(found.behind.course), reason=_missed(turn, found))
    if trains == "gaps":
        position = (_named_in(question, "position") or {}).get("code")
        gaps = _tried(turn, lambda: turn.perform(skill_gap, unit, position))
        needs = [one.course for one in gaps.report.needs if one.course] if gaps else []
        if len({one.code for one in needs}) == 1:
            return Carried(course=_thing(needs[0]))
    return Carried()


def _missed(turn: Turn, found: PerformanceGap) -> str | None:
    """The KPI behind which the skill lies, and its target, as the reason."""
    kpi = found.behind.kpi.code if found.behind else None
    gap = next((one for one in found.kpis if one.kpi.code == kpi), None)
    if gap is None or gap.standing is None:
        return None
    return turn.say(
        "carried.missed",
        kpi=gap.kpi,
        actual=Figure(gap.actual, gap.unit),
        target=Figure(gap.standing.target, gap.unit),
    )


def _thing(named: Named) -> Thing:
    return {"code": named.code, "name": named.name, "name_en": named.name_en or ""}


def _tried(turn: Turn, ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except EngineError:
        return None
