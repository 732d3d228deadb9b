"""Which trainings were held and what they cost: by course, split by time or unit, compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from functools import partial

from assistant.rendering.analyses import history_course_line, history_head
from assistant.asking.days import days_asked, period_asked
from assistant.asking.arguments import courses_asked
from assistant.asking.books import asks_books, tell_books
from assistant.base import PeisuanAction, Turn
from assistant.rendering.comparing import difference_line
from assistant.conversation.framing import Frame, frame_of
from assistant.listing import Row, listed, thing
from assistant.asking.person_trainings import is_about_person, refuse_others, reply_trainings
from assistant.asking.sessions import asks_sessions, tell_sessions
from assistant.sheets.making import history_sheet, parts_sheet
from assistant.sheets.sheet import Sheet
from assistant.units import unit_code
from engine.analysis.training_history import CourseCost
from engine.usecases.budget_status import budget_status
from engine.usecases.training_history import HistoryReport, training_history
from engine.values.errors import EngineError, NotEnoughData, NotFound
from engine.values.money import Money
from engine.values.months import add_months, month_end
from engine.values.period import Period
from engine.values.results import Named

# Whole years have so many days at least.
A_YEAR = 360
TIMES = {"quarter": 3, "month": 1, "year": 12}
MOST_LIKE = 3


class QueryTrainingHistory(PeisuanAction):
    action_name = "action_query_training_history"

    def respond(self, turn: Turn) -> None:
        refuse_others(turn)
        if is_about_person(turn):
            reply_trainings(turn)
            return
        require_known_course(turn)
        if asks_books(turn):
            tell_books(turn)
            return
        unit, frame, days = unit_code(turn), frame_of(turn.message), period_asked(turn)
        if frame.cut in (*TIMES, "unit"):
            split_history(turn, frame.cut, unit, days)
        elif frame.days is not None or frame.unit is not None:
            _compare(turn, unit, days, frame)
        elif asks_sessions(turn.message):
            tell_sessions(turn, unit, courses_asked(turn), days_asked(turn))
        else:
            _tell(turn, unit)


def require_known_course(turn: Turn) -> None:
    """Refuse a course that is not in the catalogue: another one's figures would be told.

    Raises:
        NotFound: the question names one; the likeliest are told.
    """
    course = turn.message.facts.course or turn.message.facts.skill
    if course is None or course.get("code"):
        return
    words = course.get("topic") or course.get("name", "")
    names = _likeliest(turn, words)
    said = turn.say("small.did_you_mean", names=names) if names else ""
    raise NotFound("unknown_course", words=words, candidates=said)


def _likeliest(turn: Turn, words: str) -> list[str]:
    """Courses that were held, called much like that."""
    try:
        held = turn.perform(training_history, None, None, None, None).history.courses
    except EngineError:
        return []
    names = [turn.speech.name(one.held.course) for one in held]
    return get_close_matches(words, names, n=MOST_LIKE, cutoff=0.4)


def course_code(turn: Turn) -> str | None:
    """The one course that the question names."""
    codes = courses_asked(turn)
    return next(iter(codes)) if len(codes) == 1 else None


def _tell(turn: Turn, unit: str | None) -> None:
    first, last = days_asked(turn)
    asked, codes = period_asked(turn), courses_asked(turn)
    report = turn.perform(training_history, unit, course_code(turn), first, last)
    turn.set(last_explanation=report.explanation_id)
    held = [one for one in report.history.courses if not codes or one.held.course.code in codes]
    frame = frame_of(turn.message)
    if frame.highest is not None:
        held.sort(key=lambda one: one.held.total.amount, reverse=frame.highest)
    rows = [
        Row(
            line=history_course_line(turn.speech, one),
            thing=thing(turn, "course", one.held.course),
        )
        for one in held
    ]
    turn.reply(
        turn.say("history.time", period=asked) if asked else "",
        history_head(turn.speech, report),
        *listed(turn, rows, sheet=history_sheet(turn, report, held, _course_said(turn))),
        turn.say("history.source"),
    )


def _course_said(turn: Turn) -> Callable[[CourseCost], str]:
    return partial(history_course_line, turn.speech)


# --- split ----------------------------------------------------------------------------------
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
        sheet = history_sheet(turn, report, report.history.courses, _course_said(turn))
        turn.reply(*listed(turn, rows, sheet=sheet), turn.say("history.source"))
        return
    if cut == "unit":
        _split_by_unit(turn, days)
        return
    parts = [
        (one, _report(turn, unit, _till_now(turn, one))) for one in _parts(turn, cut, unit, days)
    ]
    reports = [report for _, report in parts if report is not None]
    name = turn.speech.name(reports[0].unit) if reports else _unit_name(turn, unit)
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


def _till_now(turn: Turn, days: Period) -> Period:
    return Period(days.start, min(days.end, turn.today))


def _split_by_unit(turn: Turn, days: Period | None) -> None:
    units = _units(turn)
    rows, reports = [], []
    for one in units:
        report = _report(turn, one.code, days)
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


# --- compared -------------------------------------------------------------------------------
def _compare(turn: Turn, unit: str | None, days: Period | None, frame: Frame) -> None:
    fiscal = turn.message.fiscal
    now = days or Period(fiscal.first_day(fiscal.year_of(turn.today)), turn.today)
    if frame.days is not None:
        before = _same_part(now, frame.days)
        names = [turn.speech.period(before), turn.speech.period(now)]
        found = [_report(turn, unit, before), _report(turn, unit, now)]
    else:
        codes = list(dict.fromkeys([unit, frame.unit]))
        names = [_unit_name(turn, one) for one in codes]
        found = [_report(turn, one, now) for one in codes]
    sides = list(zip(names, found, strict=True))
    unit_named = [turn.speech.name(one.unit) for one in found if one is not None]
    what = unit_named[0] if frame.days is not None and unit_named else ""
    head = turn.say("compare.head", what=what, names=names) if what else ""
    lines = [head or turn.say("compare.head_alone", names=names)]
    lines += [turn.say("compare.nothing", name=name) for name, report in sides if report is None]
    there = [(name, report.history) for name, report in sides if report is not None]
    if not there:
        raise NotEnoughData("nothing_held_in_year", year=fiscal.year_of(now.start))
    for part in ("sessions", "participations", "total", "per_participant"):
        figures: list[tuple[str, Money | int]] = [(name, getattr(one, part)) for name, one in there]
        label = turn.say(f"column.{'per_head' if part == 'per_participant' else part}")
        lines.append(difference_line(turn.speech, label, figures))
    turn.reply(*lines, turn.say("history.source"))


def _same_part(now: Period, against: Period) -> Period:
    """Of a whole year the part that it is compared with: a quarter with last year's quarter."""
    if (against.end - against.start).days < A_YEAR or (now.end - now.start).days >= A_YEAR:
        return against
    back = 12 * (against.start.year - now.start.year)
    whole = now.end == month_end(now.end)
    end = add_months(now.end.replace(day=1), back)
    last = month_end(end) if whole else min(month_end(end), end.replace(day=min(now.end.day, 28)))
    return Period(add_months(now.start.replace(day=1), back), last)


def _report(turn: Turn, unit: str | None, days: Period | None) -> HistoryReport | None:
    """None where nothing was held."""
    try:
        report = turn.perform(training_history, unit, course_code(turn), *_ends(turn, days))
    except NotEnoughData:
        return None
    turn.set(last_explanation=report.explanation_id)
    return report


def _ends(turn: Turn, days: Period | None) -> tuple[date | None, date | None]:
    return (None, None) if days is None else (days.start, min(days.end, turn.today))


def _unit_name(turn: Turn, unit: str | None) -> str:
    """As it was said; nothing where none was."""
    said = (one["value"] for one in turn.message.entities if unit and one.get("code") == unit)
    return next(said, "")
