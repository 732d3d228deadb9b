"""Trainings with their days, told as a sheet; one's own to everybody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.base import Turn
from assistant.listing import Row, listed, thing
from assistant.querying.calendar import (
    HELD,
    PLANNED,
    CalendarAsked,
    asks_place,
    signups_query,
    trainings_query,
)
from assistant.querying.shown import sheet_of
from assistant.sheets.sheet import Sheet
from engine.query.value import ME, Query
from engine.usecases.query import QueryAnswer, query
from engine.values.errors import NotPermitted
from engine.values.period import Period
from engine.values.results import Named

CALENDAR = "calendar"


def tell_calendar(turn: Turn, asked: CalendarAsked) -> None:
    """Raises:
    NotPermitted: who takes part is not the speaker's to know.
    """
    if asked.own:
        _tell_own(turn, asked)
        return
    if asked.whom and asked.status == PLANNED:
        _tell_signups(turn, asked)
        return
    try:
        answer = _ask(turn, trainings_query(asked, turn.today))
    except NotPermitted:
        turn.reply(turn.say("calendar.only_own"))
        _tell_own(turn, asked)
        return
    if answer.rows:
        _tell_found(turn, asked, answer)
    else:
        none = _none(turn, asked, answer)
        turn.reply(none, *_last_held(turn, asked), turn.say("calendar.source"))


def _ask(turn: Turn, asked: Query) -> QueryAnswer:
    answer = turn.perform(query, asked)
    turn.set(last_explanation=answer.explanation_id)
    return answer


def _tell_found(turn: Turn, asked: CalendarAsked, answer: QueryAnswer) -> None:
    rows = [_row(turn, _cells(answer, row)) for row in answer.rows]
    count = len(rows) + answer.more
    head = turn.say(f"calendar.{asked.status}", count=count, what=_what(turn, asked, answer))
    made = sheet_of(turn, answer, rows, head, "started_on", CALENDAR)
    places = any(_cells(answer, row)["place"] for row in answer.rows)
    no_place = asks_place(turn.message.text) and not places
    turn.reply(
        head,
        *listed(turn, rows, sheet=made),
        turn.say("calendar.no_place") if no_place else "",
        turn.say("calendar.source"),
    )


def calendar_sheet(turn: Turn, asked: CalendarAsked) -> Sheet:
    """The trainings that are asked for."""
    answer = _ask(turn, trainings_query(asked, turn.today))
    head = turn.say("calendar.title", what=_what(turn, asked, answer))
    rows = [_row(turn, _cells(answer, row)) for row in answer.rows]
    return sheet_of(turn, answer, rows, head, "started_on", CALENDAR)


def _cells(answer: QueryAnswer, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip((one.name for one in answer.columns), row, strict=True))


def _row(turn: Turn, cells: dict[str, Any]) -> Row:
    details = [
        turn.say(f"calendar.{name}", value=cells[name])
        for name in ("participants", "place", "for_unit")
        if cells.get(name)
    ]
    course = cells["course"]
    line = turn.say(
        "calendar.line",
        days=Period(cells["started_on"], max(cells["started_on"], cells["ends_on"])),
        course=course,
        details=details,
    )
    return Row(line=line, thing=thing(turn, "course", course) if course.code else None)


def _what(turn: Turn, asked: CalendarAsked, answer: QueryAnswer | None) -> list[str]:
    """Of which course and time, for whom."""
    facts = turn.message.facts
    course = next((one for one in (facts.course, facts.skill) if one), None)
    units = [turn.speech.name(one) for one in answer.units] if answer is not None else []
    names = [turn.speech.name(course)] if course and asked.courses else []
    time = [turn.speech.period(asked.days)] if asked.days else []
    return [*units, *names, *time]


def _none(turn: Turn, asked: CalendarAsked, answer: QueryAnswer) -> str:
    return turn.say(f"calendar.none_{asked.status}", what=_what(turn, asked, answer))


def _last_held(turn: Turn, asked: CalendarAsked) -> list[str]:
    """Where nothing is planned, when it was held last."""
    if asked.status == HELD and asked.days is None:
        return []
    back = replace(asked, status=HELD, days=None, single=True)
    found = _ask(turn, trainings_query(back, turn.today))
    if not found.rows:
        return [turn.say("calendar.never")] if asked.courses else []
    cells = _cells(found, found.rows[0])
    count = len(found.rows) + found.more
    return [
        turn.say(
            "calendar.last",
            day=cells["started_on"],
            course=cells["course"],
            participants=int(cells["participants"]),
            count=count,
        )
    ]


# --- who takes part -------------------------------------------------------------------------
def _tell_own(turn: Turn, asked: CalendarAsked) -> None:
    """What the speaker is to take part in."""
    turn.personal = True
    answer = _ask(turn, signups_query(replace(asked, unit=None), turn.today, ME))
    rows = [_row(turn, _cells(answer, row)) for row in answer.rows]
    what = _what(turn, asked, None)
    if not rows:
        key = "calendar.none_own_of" if what else "calendar.none_own"
        turn.reply(turn.say(key, what=what), turn.say("calendar.source"))
        return
    head = turn.say("calendar.own", count=len(rows))
    turn.reply(head, *listed(turn, rows), turn.say("calendar.source"))


def _tell_signups(turn: Turn, asked: CalendarAsked) -> None:
    answer = _ask(turn, signups_query(asked, turn.today, None))
    turn.personal = True
    if not answer.rows:
        planned = _ask(turn, trainings_query(asked, turn.today))
        rows = [_row(turn, _cells(planned, row)) for row in planned.rows]
        names = turn.say("calendar.no_names") if rows else _none(turn, asked, planned)
        turn.reply(names, *listed(turn, rows), turn.say("calendar.source"))
        return
    rows = [_signed_up(turn, _cells(answer, row)) for row in answer.rows]
    head = turn.say("calendar.signed_up", count=len(rows), what=_what(turn, asked, answer))
    made = sheet_of(turn, answer, rows, head, "started_on", CALENDAR)
    turn.reply(head, *listed(turn, rows, sheet=made), turn.say("calendar.source"))


def _signed_up(turn: Turn, cells: dict[str, Any]) -> Row:
    where = [cells[one] for one in ("unit", "position")]
    line = turn.say(
        "calendar.person",
        person=cells["person"],
        where=[turn.speech.name(one) for one in where if isinstance(one, Named)],
        course=cells["course"],
        day=cells["started_on"],
    )
    person = {"entity": "employee_name", "kind": "employee_name"}
    about = {**person, "code": cells["person"].code, "value": cells["person"].name}
    return Row(line=line, thing=about)
