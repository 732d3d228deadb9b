"""A record as lines of a reply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from assistant.rendering.caveats import MOST_LINES
from assistant.speech import Speech
from engine.analysis.skill_gap import PersonGap
from engine.queries.certificates import PersonCertificate
from engine.queries.performance import PersonResult
from engine.usecases.profile import Profile
from engine.values.results import Named


def profile_lines(speech: Speech, found: Profile, skills: Mapping[str, str]) -> list[str]:
    """The whole record; of it only the `skills` that are asked for (their names by code)."""
    lines = [_profile_head(speech, found)]
    asked = [row for row in found.skills if _is_among(row.skill.skill, skills)]
    if asked:
        return [*lines, *(person_skill_line(speech, row) for row in asked)]
    if skills:
        return [*lines, speech.say("profile.none_of", words=list(skills.values()))]
    lines += _belonging(speech, found)
    head = len(lines)
    lines += [person_skill_line(speech, row) for row in found.skills[:MOST_LINES]]
    lines += [certificate_line(speech, row) for row in found.certificates]
    lines += [result_line(speech, row) for row in found.results]
    lines += [
        speech.say("profile.appraisal", dimension=row.dimension, score=row.score, cycle=row.cycle)
        for row in found.appraisal
    ]
    if found.trainings:
        days: dict[str, date] = {}
        for row in found.trainings:
            days.setdefault(speech.name(row.course), row.started_on)
        courses = [speech.say("profile.training", course=one, day=day) for one, day in days.items()]
        lines.append(speech.say("profile.trainings", courses=courses[:MOST_LINES]))
    if len(lines) == head:
        lines.append(speech.say("profile.nothing"))
    return lines


def _profile_head(speech: Speech, found: Profile) -> str:
    if found.position is None:
        return speech.say("profile.head", person=found.person, unit=found.unit)
    return speech.say(
        "profile.head_of_position",
        person=found.person,
        unit=found.unit,
        position=found.position,
    )


def _belonging(speech: Speech, found: Profile) -> Iterator[str]:
    """To whom he reports, and until when he is there."""
    if found.manager is not None:
        yield speech.say("profile.manager", manager=found.manager)
    if found.left_on is not None:
        yield speech.say("profile.left_on", day=found.left_on)


def certificate_line(speech: Speech, row: PersonCertificate) -> str:
    status = _certificate_status(speech, row)
    return speech.say("profile.certificate", certificate=row.certificate, status=status)


def _certificate_status(speech: Speech, row: PersonCertificate) -> str:
    status = speech.say(f"certificate.{row.status}")
    if row.expires_on is None:
        return status
    return speech.say("profile.until", status=status, day=row.expires_on)


def result_line(speech: Speech, row: PersonResult) -> str:
    key = "profile.result" if row.target is None else "profile.result_of"
    return speech.say(key, kpi=row.kpi, actual=row.actual, target=row.target, day=row.last_day)


def _is_among(skill: Named, asked: Mapping[str, str]) -> bool:
    """A course is named for the skill of the same name."""
    names = {skill.code, *filter(None, (skill.name, skill.name_en))}
    said = {*asked, *asked.values()}
    return any(one.lower() in {name.lower() for name in names} for one in said)


def person_skill_line(speech: Speech, row: PersonGap) -> str:
    line = _level_line(speech, row)
    if row.skill.assessed_on is None:
        return line
    return speech.say("profile.assessed", line=line, day=row.skill.assessed_on)


def _level_line(speech: Speech, row: PersonGap) -> str:
    skill = row.skill
    if skill.level is None:
        return speech.say("profile.unassessed", skill=skill.skill, required=skill.required)
    if skill.required is None:
        return speech.say("profile.skill", skill=skill.skill, level=skill.level)
    if not row.gap:
        key = "profile.enough"
        return speech.say(key, skill=skill.skill, level=skill.level, required=skill.required)
    return speech.say(
        "profile.short",
        skill=skill.skill,
        level=skill.level,
        required=skill.required,
        lacking=float(skill.required) - float(skill.level),
    )
