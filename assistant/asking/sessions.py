"""Single sessions that were held: the last one, the cheapest, those of a year; and what kinds of
cost they had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import partial

from assistant.asking.words import says
from assistant.base import Turn
from assistant.listing import Row, listed
from assistant.message import Message
from assistant.sheets.answering import tell_of, work
from assistant.sheets.making import session_sheet
from assistant.sheets.operation import LIST, SHARE, SUM, TELL
from assistant.speech import Speech
from engine.queries.sessions import SessionHeld
from engine.usecases.training_sessions import SessionsReport, training_sessions
from engine.values.money import Money

# Of all sessions, this is told by the list of them, or by the list of their kinds of cost.
_OF_ALL = {False: (LIST, TELL), True: (LIST, TELL, SUM, SHARE)}


def asks_sessions(message: Message) -> bool:
    """Whether single sessions are asked for, or what their cost is made of."""
    return any(says(one, message.text) for one in ("sessions", "times_held", "costs"))


def tell_sessions(
    turn: Turn, unit: str | None, codes: Collection[str], days: tuple[date | None, date | None]
) -> None:
    """What is asked of the sessions of these courses (of all, where there is none); all of them
    where nothing more is said."""
    course = next(iter(codes)) if len(codes) == 1 else None
    report = turn.perform(training_sessions, unit, course, *days)
    held = [one for one in report.sessions if not codes or one.course.code in codes]
    if not held:
        turn.reply(turn.say("history.no_sessions"))
        return
    said = partial(session_line, turn.speech)
    title = turn.say("history.sessions_head", unit=report.unit, count=len(held)).rstrip(".。")
    sheet = session_sheet(turn, title, held, said)
    rows = [Row(line=row.line, thing=row.thing) for row in sheet.rows]
    newest = _newest(turn, report)
    operation, of_costs = tell_of(turn, sheet), says("costs", turn.message.text)
    if operation is not None and (
        operation.steps or operation.figure.what not in _OF_ALL[of_costs]
    ):
        turn.show(sheet.things, sheet)
        if newest:
            turn.reply(newest)
        work(turn, operation)
    elif of_costs:
        turn.show(sheet.things, sheet)
        turn.reply(*_costs(turn, report, held), newest)
    else:
        head = turn.say("history.sessions_head", unit=report.unit, count=len(held))
        turn.reply(head, *listed(turn, rows, sheet=sheet), newest, turn.say("history.source"))


def session_line(speech: Speech, one: SessionHeld) -> str:
    return speech.say(
        "history.session",
        day=one.start,
        course=one.course,
        participants=one.participants,
        total=one.total,
        per_participant=one.per_participant,
    )


def _newest(turn: Turn, report: SessionsReport) -> str:
    shown = len(report.sessions)
    if report.count <= shown:
        return ""
    return turn.say("history.sessions_newest", count=report.count, shown=shown)


def _costs(turn: Turn, report: SessionsReport, held: Sequence[SessionHeld]) -> list[str]:
    """Each kind with its share, the largest first; others are not kept."""
    total = sum((one.total for one in held[1:]), held[0].total)
    sums: dict[str, Money] = defaultdict(lambda: Money(total.amount * 0, total.currency))
    for one in held:
        for kind, amount in one.parts.items():
            sums[kind] += amount
    lines = [
        turn.say(
            "history.cost_part",
            kind=turn.say(f"column.{kind}"),
            amount=amount,
            share=amount.amount / total.amount if total.amount else 0,
        )
        for kind, amount in sorted(sums.items(), key=lambda one: -one[1].amount)
    ]
    head = turn.say("history.costs_head", unit=report.unit, sessions=len(held), total=total)
    return [head, *lines, turn.say("history.costs_all"), turn.say("history.source")]
