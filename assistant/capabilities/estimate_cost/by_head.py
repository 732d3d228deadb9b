"""What a training costs where nobody said for how many: by the head, and for those who fall short."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from assistant.asking.words import LEVELS, says
from assistant.base import Turn
from assistant.capabilities import CAPABILITIES
from assistant.draft import code_of, training_of
from assistant.message import read_facts
from assistant.rendering.costs import topic_of
from assistant.rendering.gaps import gap_head, gap_remarks
from engine.access import Right
from engine.analysis.skill_gap import Gap
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.performance_gap import performance_gap
from engine.usecases.skill_gap import skill_gap
from engine.usecases.units import may
from engine.values.encoding import to_plain
from engine.values.errors import EngineError
from engine.values.results import Named


def asks_by_head(turn: Turn) -> bool:
    """Whether one person stands for each of them (一个人多少钱, what is it a head)."""
    facts = turn.message.facts
    return (facts.headcount or facts.number) == 1 or says("by_head", turn.message.text)


def take_up(turn: Turn) -> dict[str, Any]:
    """What was talked about, taken into the question: what follows is about that, too."""
    about = _talked_about(turn)
    taken = [
        {"entity": kind, "kind": kind, "code": one["code"], "value": one.get("name", "")}
        for kind in ("course", "skill", "department", "position")
        if (one := about.get(kind)) and one.get("code")
    ]
    said = {one["entity"] for one in turn.message.entities}
    new = [{**one, "start": None, "end": None} for one in taken if one["entity"] not in said]
    turn.message = replace(turn.message, entities=(*turn.message.entities, *new))
    return about


def _talked_about(turn: Turn) -> dict[str, Any]:
    """The training, with the unit and position, that the last question was about, or that closes
    the gap it told of; empty where that is not one."""
    subject = turn.talk.subject
    if subject is None or subject.capability == turn.message.intent:
        return {}
    facts, said = read_facts(list(subject.entities), turn.today), turn.message.facts
    about: dict[str, Any] = {
        "department": said.department or facts.department,
        "position": said.position or facts.position,
    }
    if facts.course or facts.skill:
        return {**about, "course": facts.course, "skill": None if facts.course else facts.skill}
    uses = CAPABILITIES[subject.capability].uses or ()
    try:
        courses = _remedies(turn, uses, about, (facts.kpi or {}).get("code"))
    except EngineError:
        return {}
    return {**about, "course": to_plain(courses[0])} if len(courses) == 1 else {}


def _remedies(
    turn: Turn, uses: Collection[str], about: Mapping[str, Any], kpi: str | None
) -> list[Named]:
    """The courses for the shortfalls that a question about KPIs, or about levels, told of."""
    unit, position = code_of(about, "department"), code_of(about, "position")
    if "kpi" in uses:
        behind = turn.perform(performance_gap, kpi, unit).behind
        return [behind.course] if behind and behind.course else []
    if "position" in uses:
        needs = turn.perform(skill_gap, unit, position).report.needs
        return list(dict.fromkeys(one.course for one in needs if one.course is not None))
    return []


def tell_remedies(turn: Turn) -> bool:
    """What each of several courses costs that would close the gaps that were told of; whether
    there are several."""
    subject, said = turn.talk.subject, turn.message.facts
    if subject is None or subject.capability != LEVELS:
        return False
    facts = read_facts(list(subject.entities), turn.today)
    unit = (said.department or facts.department or {}).get("code")
    position = (said.position or facts.position or {}).get("code")
    try:
        report = turn.perform(skill_gap, unit, position)
    except EngineError:
        return False
    lines = gap_remarks(turn.speech, report)
    if not any(one.course for one in report.report.needs):
        return False
    turn.reply(gap_head(turn.speech, report), *lines, turn.say("ask.course"))
    return True


def tell_by_head(turn: Turn, about: dict[str, Any]) -> None:
    """The price per head; for those who fall short and for all assessed, where that may be told.
    Of the first a request may be made.

    Raises:
        NotEnoughData: there is nothing to price it by.
    """
    training = training_of(about)
    if training is None or training.quotation is not None:
        turn.reply(turn.say("ask.headcount"))
        return
    one = turn.perform(estimate_cost, training, 1)
    turn.set(last_explanation=one.explanation_id)
    lines = [turn.say("cost.by_head", topic=topic_of(one), unit_cost=one.unit_cost)]
    told = _for_short(turn, training, about)
    if told is None:
        turn.reply(*lines, turn.say("cost.say_headcount"))
        return
    short, line = told
    turn.reply(*lines, line, turn.say("cost.say_headcount"))
    if not turn.slots.get("draft_key") and _may_request(turn):
        turn.set(headcount=short, offer="request_budget")
        asks = turn.say("cost.offer_short", short=short)
        turn.reply(asks, choices=[turn.say("cost.offer_yes")])


def _for_short(turn: Turn, training: Training, about: dict[str, Any]) -> tuple[int, str] | None:
    """How many fall short, and the line that says what that costs."""
    unit, position = code_of(about, "department"), code_of(about, "position")
    try:
        found = turn.perform(skill_gap, unit, position, training.skill, training.course)
        gap = _only(found.report.skills)
        if gap is None:
            return None
        total = turn.perform(estimate_cost, training, gap.short).total
        whole = turn.perform(estimate_cost, training, gap.assessed).total
    except EngineError:
        return None
    line = turn.say(
        "cost.for_short" if gap.short < gap.assessed else "cost.for_all",
        group=turn.speech.name(found.position or found.unit),
        short=gap.short,
        assessed=gap.assessed,
        total=total,
        whole=whole,
        saving=whole - total,
    )
    return gap.short, line


def _only(gaps: tuple[Gap, ...]) -> Gap | None:
    return gaps[0] if len(gaps) == 1 and gaps[0].short else None


def _may_request(turn: Turn) -> bool:
    try:
        turn.perform(may, Right.REQUEST_BUDGET)
    except EngineError:
        return False
    return True
