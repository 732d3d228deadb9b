"""Which trainings a question asks for: held or planned, of what, for whom, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.asking.arguments import courses_asked
from assistant.base import Turn
from assistant.draft import days_of
from assistant.querying.words import named, says
from assistant.units import unit_code
from engine.query.value import AT_LEAST, AT_MOST, Condition, Query
from engine.values.period import Period

PLANNED, HELD = "planned", "held"
SHOWN = ("training", "course", "started_on", "ends_on", "status", "place", "for_unit")


@dataclass(frozen=True, kw_only=True)
class CalendarAsked:
    """`status` is planned or held; `single` that the last one, or the next, is wanted; `own` the
    speaker's own, `whom` those who take part."""

    status: str
    unit: str | None = None
    courses: tuple[str, ...] = ()
    days: Period | None = None
    single: bool = False
    own: bool = False
    whom: bool = False


def calendar_asked(turn: Turn) -> CalendarAsked:
    """Raises:
    NotFound: a unit is named that there is not.
    """
    said = named("calendar", turn.message.text)
    facts = turn.message.facts
    time = facts.period or facts.past_period
    days = days_of(time) if time else None
    past = days is not None and days.end < turn.today
    looks_back = "last" in said or (HELD in said and "next" not in said and PLANNED not in said)
    future = days is not None and days.start > turn.today
    return CalendarAsked(
        status=HELD if past or (looks_back and not future) else PLANNED,
        unit=unit_code(turn),
        courses=tuple(sorted(courses_asked(turn))),
        days=days,
        single="last" in said or "next" in said,
        own="own" in said,
        whom="whom" in said,
    )


def unkept(text: str) -> list[str]:
    """What is asked of trainings that nobody keeps here; a place may be kept."""
    return [one for one in named("calendar_unkept", text) if one != "place"]


def asks_place(text: str) -> bool:
    return says("calendar_unkept", "place", text)


def trainings_query(asked: CalendarAsked, today: date) -> Query:
    """The trainings; those to come from the next one on, those held from the last one back."""
    return Query(
        of="trainings",
        by=SHOWN,
        measures=("participants",),
        where=(*_limits(asked), *_coming(asked, today)),
        order="-started_on" if asked.status == HELD else "started_on",
        limit=1 if asked.single else None,
        period=asked.days,
    )


def signups_query(asked: CalendarAsked, today: date, person: str | None) -> Query:
    """Who is to take part; the days of one person."""
    shown = ("person", "unit", "position") if person is None else ("session",)
    mine = () if person is None else (Condition(name="person", values=(person,)),)
    limits = [one for one in _limits(asked) if one.name != "status"]
    return Query(
        of="signups",
        by=(*shown, "course", "started_on", "ends_on", "place"),
        where=(*limits, *mine, Condition(name="started_on", sign=AT_LEAST, values=(today,))),
        order="started_on",
        period=asked.days,
    )


def _limits(asked: CalendarAsked) -> list[Condition]:
    found = [Condition(name="status", values=(asked.status,))]
    if asked.unit:
        found.append(Condition(name="unit", values=(asked.unit,)))
    if asked.courses:
        found.append(Condition(name="course", values=asked.courses))
    return found


def _coming(asked: CalendarAsked, today: date) -> list[Condition]:
    """What is planned is to come; what was held is over."""
    sign = AT_MOST if asked.status == HELD else AT_LEAST
    return [Condition(name="started_on", sign=sign, values=(today,))] if asked.days is None else []
