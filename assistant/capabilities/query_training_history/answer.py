"""Which trainings were held and what they cost: by course, split by time or unit, compared."""

from __future__ import annotations

from assistant.asking.arguments import courses_asked
from assistant.asking.books import asks_books, tell_books
from assistant.asking.days import days_asked, period_asked
from assistant.asking.held import TIMES, course_said, report_of, split_history, unit_name
from assistant.asking.known_courses import course_code, require_known_course
from assistant.asking.person_trainings import is_about_person, refuse_others, reply_trainings
from assistant.asking.sessions import asks_sessions, tell_sessions
from assistant.base import PeisuanAction, Turn
from assistant.conversation.framing import Frame, frame_of
from assistant.listing import Row, listed, thing
from assistant.rendering.comparing import difference_line
from assistant.rendering.history import history_course_line, history_head
from assistant.sheets.making import history_sheet
from assistant.units import unit_code
from engine.usecases.training_history import training_history
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.months import add_months, month_end
from engine.values.period import Period

# Whole years have so many days at least.
A_YEAR = 360


class Answer(PeisuanAction):
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
        *listed(turn, rows, sheet=history_sheet(turn, report, held, course_said(turn))),
        turn.say("history.source"),
    )


def _compare(turn: Turn, unit: str | None, days: Period | None, frame: Frame) -> None:
    fiscal = turn.message.fiscal
    now = days or Period(fiscal.first_day(fiscal.year_of(turn.today)), turn.today)
    if frame.days is not None:
        before = _same_part(now, frame.days)
        names = [turn.speech.period(before), turn.speech.period(now)]
        found = [report_of(turn, unit, before), report_of(turn, unit, now)]
    else:
        codes = list(dict.fromkeys([unit, frame.unit]))
        names = [unit_name(turn, one) for one in codes]
        found = [report_of(turn, one, now) for one in codes]
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
