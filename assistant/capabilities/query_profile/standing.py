"""How somebody stands: levels against what is required, certificates, KPIs, appraisals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.base import Turn
from assistant.rendering.profile import certificate_line, person_skill_line, result_line
from engine.queries.appraisals import PersonAppraisal
from engine.usecases.profile import Profile
from engine.usecases.towards_position import TowardsPosition
from engine.values.period import Period
from engine.values.results import Named


def skill_lines(turn: Turn, found: Profile, named: Mapping[str, str]) -> Sequence[str]:
    """Against what the position requires: what is lacking first, then what is enough."""
    turn.set(last_explanation=found.explanation_id)
    required = [one for one in found.skills if one.skill.required is not None]
    rows = [one for one in found.skills if _is_among(one.skill.skill, named)] or required
    if not rows or found.position is None:
        return [turn.say("record.nothing_required")]
    short = [one for one in rows if one.gap]
    head = turn.say(
        "record.short" if short else "record.enough", position=found.position, short=len(short)
    )
    lacking = [one for one in found.certificates if one.required and one.status != "valid"]
    return [
        head,
        *(person_skill_line(turn.speech, one) for one in rows),
        *(certificate_line(turn.speech, one) for one in lacking if not named),
    ]


def towards_lines(turn: Turn, found: TowardsPosition) -> Sequence[str]:
    """What is lacking for another position, what is met of it, and that nobody decides it here."""
    if not found.skills and not found.certificates:
        return [turn.say("record.no_requirements", position=found.towards)]
    short = [one for one in found.skills if one.gap]
    lacking = [one for one in found.certificates if one.status != "valid"]
    open_ones = len(short) + len(lacking)
    key = "record.towards_lacking" if open_ones else "record.towards_met"
    return [
        turn.say(key, position=found.towards, lacking=open_ones),
        *(person_skill_line(turn.speech, one) for one in found.skills),
        *(certificate_line(turn.speech, one) for one in found.certificates),
        turn.say("record.no_decision"),
    ]


def certificate_lines(turn: Turn, found: Profile) -> Sequence[str]:
    if not found.certificates:
        return [turn.say("record.no_certificate")]
    return [
        turn.say("record.certificates", certificates=len(found.certificates)),
        *(certificate_line(turn.speech, one) for one in found.certificates),
    ]


def result_lines(turn: Turn, found: Profile, named: Mapping[str, str]) -> Sequence[str]:
    """The last results; where KPIs are named, of these alone."""
    rows = [one for one in found.results if not named or one.kpi.code in named]
    if rows:
        return [turn.say("record.results"), *(result_line(turn.speech, one) for one in rows)]
    key = "record.no_result_of" if named else "record.no_result"
    lines = [turn.say(key, kpis=list(named.values()))]
    if found.results:
        others = [turn.speech.name(one.kpi) for one in found.results]
        lines.append(turn.say("record.other_results", kpis=others))
    return lines


def appraisal_lines(turn: Turn, found: Profile, days: Period | None) -> Sequence[str]:
    """The results by cycle, the newest first; of the years asked about, where they have any."""
    if not found.appraisals:
        return [turn.say("record.no_appraisal")]
    rows = [one for one in found.appraisals if days is None or _is_of(one, days)]
    lines = [_appraisal(turn, one) for one in rows or found.appraisals[:1]]
    items = [
        turn.say("profile.appraisal", dimension=one.dimension, score=one.score, cycle=one.cycle)
        for one in found.appraisal
        if one.cycle in {row.cycle for row in rows or found.appraisals[:1]}
    ]
    none = "" if rows else turn.say("record.no_appraisal_then")
    return [none or turn.say("record.appraisals"), *lines, *(items if len(items) > 1 else ())]


def _is_of(one: PersonAppraisal, days: Period) -> bool:
    """Whether a cycle is called after one of the years."""
    return any(str(year) in one.cycle for year in range(days.start.year, days.end.year + 1))


def _appraisal(turn: Turn, one: PersonAppraisal) -> str:
    rating = one.rating or ""
    if one.score is None:
        return turn.say("record.rated", cycle=one.cycle, rating=rating)
    key = "record.scored_of" if one.best is not None else "record.scored"
    told = turn.say(key, cycle=one.cycle, score=one.score, best=one.best)
    return turn.say("record.and_rating", line=told, rating=rating) if rating else told


def _is_among(skill: Named, named: Mapping[str, str]) -> bool:
    names = {one.lower() for one in (skill.code, skill.name, skill.name_en) if one}
    return any(one.lower() in names for one in {*named, *named.values()})
