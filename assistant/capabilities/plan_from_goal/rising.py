"""What KPIs would become with a better skill."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.base import Turn
from assistant.goal_reading import read_goal_words
from assistant.rendering.caveats import caveat_lines
from assistant.speech import Speech
from assistant.units import unit_code
from engine.analysis.skill_rise import Moved, SkillRise
from engine.usecases.skill_rise import RiseAsked, skill_rise
from engine.usecases.teaching import skill_for
from engine.values.errors import NotFound
from engine.values.results import Figure


def tell_rise(turn: Turn) -> None:
    facts = turn.message.facts
    change = read_goal_words(turn.message.text).change
    headcount = int(facts.headcount) if facts.headcount else None
    asked = RiseAsked(
        skill=_skill(turn),
        relative=None if change is None else abs(change),
        unit=unit_code(turn),
        headcount=headcount,
    )
    answer = turn.perform(skill_rise, asked)
    turn.set(last_explanation=answer.explanation_id)
    turn.reply(*_lines(turn.speech, answer.result, _kpis(turn)))


def _skill(turn: Turn) -> str:
    """The skill named, or the one that the course named teaches."""
    facts = turn.message.facts
    if facts.skill and facts.skill.get("code"):
        return facts.skill["code"]
    course = facts.course or {}
    found = turn.perform(skill_for, course["code"]) if course.get("code") else None
    if found is None:
        raise NotFound("course_teaches_no_skill", name=turn.speech.name(course or ""))
    return found.code


def _kpis(turn: Turn) -> set[str]:
    named = (one for one in turn.message.entities if one.get("kind", one["entity"]) == "kpi")
    return {str(one["code"]) for one in named if one.get("code")}


def _lines(speech: Speech, found: SkillRise, asked: set[str]) -> list[str]:
    """The KPIs that are asked for first; the others all the same."""
    rows = sorted(found.moved, key=lambda one: one.kpi.code not in asked)
    lines = [_moved(speech, one) for one in rows]
    unmoved = asked - {one.kpi.code for one in found.moved}
    if unmoved:
        lines.append(speech.say("goal.rise_moves_not", skill=found.skill))
    lines.append(
        speech.say(
            "goal.rise_basis",
            skill=found.skill,
            mean=found.mean,
            levels=found.levels,
            relative=found.relative,
        )
    )
    return [*lines, *_money(speech, found), *caveat_lines(speech, found.caveats)]


def _moved(speech: Speech, one: Moved) -> str:
    if one.beyond is not None:
        limit = Figure(one.beyond, one.unit)
        return speech.say("goal.rise_beyond", kpi=one.kpi, limit=limit)
    return speech.say(
        "goal.rise_moved",
        kpi=one.kpi,
        actual=Figure(one.actual, one.unit),
        reached=Figure(one.reached, one.unit),
        relative=one.relative,
        through=speech.say("goal.rise_through", kpi=one.through) if one.through else "",
    )


def _money(speech: Speech, found: SkillRise) -> Iterator[str]:
    if found.course is None or found.total is None:
        return
    yield speech.say(
        "goal.rise_course", course=found.course, headcount=found.headcount, total=found.total
    )
    if found.narrower_total is not None and found.narrower_headcount < found.headcount:
        yield speech.say(
            "goal.rise_narrower", headcount=found.narrower_headcount, total=found.narrower_total
        )
