"""What was held and spent, in each part of a time or of the company."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from assistant.asking.known_courses import course_code
from assistant.base import Turn
from assistant.listing import Row, listed, thing
from assistant.rendering.history import history_course_line
from assistant.sheets.making import history_sheet, parts_sheet
from assistant.sheets.sheet import Sheet
from engine.analysis.training_history import CourseCost
from engine.usecases.budget_status import budget_status
from engine.usecases.training_history import HistoryReport, training_history
from engine.values.errors import NotEnoughData
from engine.values.months import add_months, month_end
from engine.values.period import Period
from engine.values.results import Named

# The parts of a time, in months.
TIMES = {"quarter": 3, "month": 1, "year": 12}


def split_history(turn: Turn, cut: str, unit: str | None, days: Period | None) -> None:
    """What was held and spent in each part: of the time, else of the units."""
    if cut == "course":
        report = turn.perform(training_history, unit, None, *_ends(turn, days))
        rows = [
            Row(
                line=history_course_line(turn.speech, one),
                thing=thing(turn, "course", one.held.course),
            )
            for one in report.history.courses
        ]
        sheet = history_sheet(turn, report, report.history.courses, course_said(turn))
        turn.reply(*listed(turn, rows, sheet=sheet), turn.say("history.source"))
        return
    if cut == "unit":
        _split_by_unit(turn, days)
        return
    parts = [
        (one, report_of(turn, unit, _till_now(turn, one))) for one in _parts(turn, cut, unit, days)
    ]
    reports = [report for _, report in parts if report is not None]
    name = turn.speech.name(reports[0].unit) if reports else unit_name(turn, unit)
    if not reports:
        whole = Period(parts[0][0].start, parts[-1][0].end)
        turn.reply(
            turn.say("history.part_none", name=f"{name} {turn.speech.period(whole)}".strip())
        )
        return
    rows = [_time_row(turn, one, report) for one, report in parts]
    head = turn.say("history.split", unit=name, cut=turn.say(f"cut.{cut}"))
    sheet = _parts_sheet(turn, head, rows, [report for _, report in parts])
    lines = listed(turn, rows, numbered=False, sheet=sheet)
    turn.reply(head, *lines, turn.say("history.source"))


def _parts_sheet(
    turn: Turn,
    head: str,
    rows: Sequence[Row],
    reports: Sequence[HistoryReport | None],
    holds: str | None = None,
) -> Sheet:
    title = head.rstrip(":：")
    parts = [
        (dict(row.thing or {}), row.line, report) for row, report in zip(rows, reports, strict=True)
    ]
    return parts_sheet(turn, title, parts, holds)


def course_said(turn: Turn) -> Callable[[CourseCost], str]:
    return partial(history_course_line, turn.speech)


def _till_now(turn: Turn, days: Period) -> Period:
    return Period(days.start, min(days.end, turn.today))


def _split_by_unit(turn: Turn, days: Period | None) -> None:
    units = _units(turn)
    rows, reports = [], []
    for one in units:
        report = report_of(turn, one.code, days)
        reports.append(report)
        line = _held(turn, turn.speech.name(one), report)
        rows.append(Row(line=line, thing=thing(turn, "department", one)))
    head = turn.say("history.split_all", cut=turn.say("cut.unit"))
    sheet = _parts_sheet(turn, head, rows, reports, turn.perform(budget_status).unit.code)
    turn.reply(head, *listed(turn, rows, sheet=sheet), turn.say("history.source"))


def _units(turn: Turn) -> list[Named]:
    """The units that have a budget of their own, among those that the speaker may see."""
    lines = turn.perform(budget_status).lines
    return list({one.unit.code: one.unit for one in lines}.values())


def _parts(turn: Turn, cut: str, unit: str | None, days: Period | None) -> Iterator[Period]:
    """The quarters, months or fiscal years of the time asked about, none of them to come."""
    fiscal, today = turn.message.fiscal, turn.today
    if days is None and cut == "year":
        whole = turn.perform(training_history, unit, course_code(turn), None, None)
        days = Period(whole.first, today)
    days = days or Period(*fiscal.days(fiscal.year_of(today)))
    start = fiscal.first_day(fiscal.year_of(days.start))
    while start <= min(days.end, today):
        end = month_end(add_months(start, TIMES[cut] - 1))
        if end >= days.start:
            yield Period(start, end)
        start = add_months(start, TIMES[cut])


def _time_row(turn: Turn, days: Period, report: HistoryReport | None) -> Row:
    entity = {
        "entity": "period",
        "value": turn.speech.period(days),
        "first_day": days.start.isoformat(),
        "last_day": days.end.isoformat(),
    }
    return Row(line=_held(turn, turn.speech.period(days), report), thing=entity)


def _held(turn: Turn, name: str, report: HistoryReport | None) -> str:
    if report is None:
        return turn.say("history.part_none", name=name)
    held = report.history
    return turn.say(
        "history.part",
        name=name,
        sessions=held.sessions,
        participations=held.participations,
        total=held.total,
    )


def report_of(turn: Turn, unit: str | None, days: Period | None) -> HistoryReport | None:
    """What was held in that unit and time; None where nothing was."""
    try:
        report = turn.perform(training_history, unit, course_code(turn), *_ends(turn, days))
    except NotEnoughData:
        return None
    turn.set(last_explanation=report.explanation_id)
    return report


def _ends(turn: Turn, days: Period | None) -> tuple[date | None, date | None]:
    return (None, None) if days is None else (days.start, min(days.end, turn.today))


def unit_name(turn: Turn, unit: str | None) -> str:
    """As it was said; nothing where none was."""
    said = (one["value"] for one in turn.message.entities if unit and one.get("code") == unit)
    return next(said, "")
