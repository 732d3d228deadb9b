"""What of one person's record is asked for, each thing in lines of its own; what is not on record is
said, with the last that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from assistant.asking.arguments import courses_asked
from assistant.asking.aspects import aspects_of
from assistant.base import Turn
from assistant.capabilities.query_profile.standing import (
    appraisal_lines,
    certificate_lines,
    result_lines,
    skill_lines,
    towards_lines,
)
from assistant.capabilities.query_profile.taken import (
    hours_lines,
    latest_lines,
    score_lines,
    training_lines,
)
from assistant.querying.lasting import days_looked_back
from engine.usecases.person_trainings import PersonTrainings, person_trainings
from engine.usecases.profile import Profile, profile
from engine.usecases.towards_position import TowardsPosition, positions_next, towards_position
from engine.values.period import Period
from engine.values.results import Named


class Record:
    """One person's record as far as it is asked about: `number` is None for the speaker's own."""

    def __init__(self, turn: Turn, number: str | None) -> None:
        self.turn, self.number = turn, number

    @cached_property
    def profile(self) -> Profile:
        return self.turn.perform(profile, self.number)

    @cached_property
    def days(self) -> Period | None:
        return days_looked_back(self.turn)

    @cached_property
    def trainings(self) -> PersonTrainings:
        return self.turn.perform(person_trainings, self.number)

    @cached_property
    def towards(self) -> TowardsPosition:
        assert self.position is not None, "it was named, or there is one"
        return self.turn.perform(towards_position, self.position, self.number)

    @property
    def who(self) -> str:
        """Whose it is, before what is told of it."""
        if self.number is None:
            return self.turn.say("record.you")
        seen = next(
            one for name in ("trainings", "profile", "towards") if (one := vars(self).get(name))
        )
        return self.turn.say("record.of", person=seen.person, unit=seen.unit)

    @cached_property
    def position(self) -> str | None:
        """The one named; or the only one that comes into question."""
        said = self.turn.message.facts.position
        if said:
            return said["code"]
        return self.near[0].code if len(self.near) == 1 else None

    @cached_property
    def near(self) -> Sequence[Named]:
        return self.turn.perform(positions_next, self.number)


def record_lines(turn: Turn, number: str | None) -> list[str]:
    """All that is asked for of it, in the order in which the words files have it."""
    record = Record(turn, number)
    aspects = [one for one in aspects_of(turn.message) if one in _TELL]
    told = [_TELL[one](record) for one in aspects if not _is_within(one, aspects)]
    lines = list(dict.fromkeys(line for lines in told for line in lines))
    return [turn.say("record.line", who=record.who, line=lines[0]), *lines[1:]]


def _is_within(aspect: str, aspects: Sequence[str]) -> bool:
    """Whether another says all that is asked of it: of the trainings the last one alone."""
    return aspect == "trainings" and "latest" in aspects


def _trainings(record: Record) -> Sequence[str]:
    return training_lines(record.turn, record.trainings, record.days, courses_asked(record.turn))


def _latest(record: Record) -> Sequence[str]:
    return latest_lines(record.turn, record.trainings, courses_asked(record.turn))


def _hours(record: Record) -> Sequence[str]:
    return hours_lines(record.turn, record.trainings, record.days)


def _scores(record: Record) -> Sequence[str]:
    return score_lines(record.turn, record.trainings, record.profile.skills)


def _skills(record: Record) -> Sequence[str]:
    if record.turn.message.facts.position is not None:
        return _next(record)
    return skill_lines(record.turn, record.profile, _named(record.turn, "skill", "course"))


def _next(record: Record) -> Sequence[str]:
    if record.position is None:
        return _which_position(record.turn, record.near)
    record.turn.set(last_explanation=record.towards.explanation_id)
    return towards_lines(record.turn, record.towards)


def _which_position(turn: Turn, near: Sequence[Named]) -> Sequence[str]:
    if not near:
        return [turn.say("record.no_next")]
    return [turn.say("record.which_next", positions=[turn.speech.name(one) for one in near])]


def _certificates(record: Record) -> Sequence[str]:
    return certificate_lines(record.turn, record.profile)


def _results(record: Record) -> Sequence[str]:
    return result_lines(record.turn, record.profile, _named(record.turn, "kpi"))


def _appraisal(record: Record) -> Sequence[str]:
    return appraisal_lines(record.turn, record.profile, record.days)


_TELL: Mapping[str, Callable[[Record], Sequence[str]]] = {
    "latest": _latest,
    "trainings": _trainings,
    "hours": _hours,
    "scores": _scores,
    "certificates": _certificates,
    "results": _results,
    "appraisal": _appraisal,
    "next": _next,
    "skills": _skills,
}


def _named(turn: Turn, *kinds: str) -> dict[str, str]:
    """What of these kinds is named, by code."""
    return {
        str(one["code"]): str(one["value"])
        for one in turn.message.entities
        if one.get("kind", one["entity"]) in kinds and one.get("code")
    }
