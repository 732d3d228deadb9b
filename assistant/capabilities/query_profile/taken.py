"""What somebody took part in, how long it was, and how it ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal

from assistant.base import Turn
from engine.analysis.skill_gap import PersonGap
from engine.queries.taken import TrainingTaken
from engine.usecases.person_trainings import PersonTrainings
from engine.values.period import Period

MOST_LINES = 15
ZERO = Decimal(0)
# Who merely came has completed it.
ENDED = {
    "passed": "record.passed",
    "failed": "record.failed",
    "incomplete": "record.incomplete",
}


def training_lines(
    turn: Turn, ever: PersonTrainings, days: Period | None, courses: Collection[str]
) -> Sequence[str]:
    """Those of the time and the courses asked about, the newest first."""
    rows = _of(ever.trainings, days, courses)
    if not rows:
        return _none(turn, ever, days, courses)
    head = turn.say("record.trainings", times=len(rows), hours=_hours(rows), when=_when(turn, days))
    lines = [_line(turn, one) for one in rows[:MOST_LINES]]
    more = len(rows) - MOST_LINES
    return [head, *lines, turn.say("record.more", more=more) if more > 0 else ""]


def _line(turn: Turn, one: TrainingTaken) -> str:
    told = turn.say("record.training", day=one.started_on, course=one.course)
    if one.hours is not None:
        told = turn.say("record.lasting", line=told, hours=one.hours)
    ended = ENDED.get(one.outcome or "")
    return turn.say(ended, line=told) if ended else told


def _none(
    turn: Turn, ever: PersonTrainings, days: Period | None, courses: Collection[str]
) -> Sequence[str]:
    """None of the time or the course asked about: the last that there is."""
    same = _of(ever.trainings, None, courses)
    key = "record.none_of_course" if courses else "record.none"
    none = turn.say(key, when=_when(turn, days))
    if same:
        last = same[0]
        return [none, turn.say("record.last", course=last.course, day=last.started_on)]
    if ever.latest is not None:
        latest = ever.latest
        return [none, turn.say("record.last_other", course=latest.course, day=latest.started_on)]
    return [none]


def hours_lines(turn: Turn, ever: PersonTrainings, days: Period | None) -> Sequence[str]:
    """Of the time asked about, or else of this year; ever; and by year."""
    this_year = Period(*turn.message.fiscal.days(turn.message.fiscal.year_of(turn.today)))
    when = days or this_year
    rows = _of(ever.trainings, when, ())
    then = [turn.say("record.hours", when=_when(turn, when), hours=_hours(rows), times=len(rows))]
    if not rows and ever.latest is not None:
        latest = ever.latest
        then.append(turn.say("record.last", course=latest.course, day=latest.started_on))
    every = [turn.say("record.hours_ever", hours=ever.hours, times=len(ever.trainings))]
    lines = [*then, *every] if days is not None else [*every, *then]
    by_year: dict[int, list[TrainingTaken]] = defaultdict(list)
    for one in ever.trainings:
        by_year[turn.message.fiscal.year_of(one.started_on)].append(one)
    if len(by_year) > 1:
        lines += [
            turn.say("record.hours_of", year=year, hours=_hours(by_year[year]))
            for year in sorted(by_year, reverse=True)
        ]
    return lines


def latest_lines(turn: Turn, ever: PersonTrainings, courses: Collection[str]) -> Sequence[str]:
    """The newest of all, or of the course asked about."""
    rows = _of(ever.trainings, None, courses)
    if not rows:
        return _none(turn, ever, None, courses)
    return [turn.say("record.last", course=rows[0].course, day=rows[0].started_on)]


def score_lines(turn: Turn, ever: PersonTrainings, skills: Sequence[PersonGap]) -> Sequence[str]:
    """Marks of courses nobody records here: how they ended is, and the levels assessed."""
    ended = [one for one in ever.trainings if one.outcome in ENDED]
    assessed = [one.skill for one in skills if one.skill.level is not None]
    return [
        turn.say("record.no_marks"),
        *(_line(turn, one) for one in ended[:MOST_LINES]),
        *(
            turn.say("record.level", skill=one.skill, level=one.level, day=one.assessed_on)
            for one in assessed
            if one.assessed_on is not None
        ),
    ]


def _of(
    trainings: Sequence[TrainingTaken], days: Period | None, courses: Collection[str]
) -> list[TrainingTaken]:
    return [
        one
        for one in trainings
        if (days is None or days.start <= one.started_on <= days.end)
        and (not courses or one.course.code in courses)
    ]


def _hours(rows: Sequence[TrainingTaken]) -> Decimal:
    return sum((one.hours for one in rows if one.hours is not None), ZERO)


def _when(turn: Turn, days: Period | None) -> str:
    if days is None:
        return turn.say("record.ever")
    fiscal = turn.message.fiscal
    year = fiscal.year_of(days.start)
    if (days.start, days.end) == fiscal.days(year):
        return turn.say("record.in_year", year=year)
    return turn.say("record.in_period", period=days)
