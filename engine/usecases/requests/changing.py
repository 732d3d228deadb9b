"""What is to be different in a request, and what that makes of it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.analysis.cost_estimate import PER_PARTICIPANT
from engine.store.tables import Course, Explanation, OrgUnit, Request, RequestLine
from engine.usecases.context import Context
from engine.usecases.estimate_cost import Training
from engine.usecases.requests.draft import (
    BY_HEAD,
    FOR_ALL,
    LineChange,
    LineDraft,
    Priced,
    RequestDraft,
    quotation_of,
)
from engine.usecases.requests.view import LineView
from engine.values.errors import InvalidInput
from engine.values.period import Period


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that would be different: `field` is topic, headcount, unit_cost, total, period,
    audience or reason; None where it had none, or has none any more."""

    position_no: int
    field: str
    old: object
    new: object


def changed(context: Context, request: Request, change: LineChange) -> RequestDraft:
    """The request's own draft with one line changed. A quotation per head keeps its price per
    head; one for all is kept while the number of people stays.

    Raises:
        InvalidInput: nothing would change; the number of people would be none, or no whole
            one; or a price agreed for all would be for another number of people, and
            `change` does not say how it goes on.
        NotFound: it has no such line.
    """
    lines = [_draft_of(context, line) for line in request.lines]
    if not 1 <= change.position_no <= len(lines):
        raise InvalidInput("no_such_line", line=change.position_no, lines=len(lines))
    old = lines[change.position_no - 1]
    new = replace(
        old,
        headcount=_headcount(old.headcount, change),
        period=_period(old.period, change),
        training=_training(old.training, change),
        audience=change.audience if change.audience is not None else old.audience,
        reason=change.reason if change.reason is not None else old.reason,
    )
    if _subject(new.training) != _subject(old.training):
        new = replace(new, programme=None)
    if new == old:
        raise InvalidInput("nothing_changes", number=request.number)
    new = _with_agreed_price(request, old, new, change)
    lines[change.position_no - 1] = new
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    return RequestDraft(tuple(lines), unit.code)


def differences(
    before: tuple[LineView, ...], draft: RequestDraft, priced: Priced
) -> tuple[FieldChange, ...]:
    """Every field that would be different, line by line."""
    found: list[FieldChange] = []
    for number in range(max(len(before), len(draft.lines))):
        old = _fields_before(before[number]) if number < len(before) else {}
        new = _fields_after(draft, priced, number) if number < len(draft.lines) else {}
        found += [
            FieldChange(number + 1, name, old.get(name), new.get(name))
            for name in (old or new)
            if old.get(name) != new.get(name)
        ]
    return tuple(found)


def _fields_before(line: LineView) -> dict[str, object]:
    return {
        "topic": line.topic,
        "headcount": line.headcount,
        "unit_cost": line.unit_cost,
        "total": line.total,
        "period": Period(line.start, line.end),
        "audience": line.audience,
        "reason": line.reason,
    }


def _fields_after(draft: RequestDraft, priced: Priced, number: int) -> dict[str, object]:
    line, cost = draft.lines[number], priced.costs[number]
    return {
        "topic": cost.course or cost.topic,
        "headcount": line.headcount,
        "unit_cost": cost.unit_cost,
        "total": cost.total,
        "period": line.period,
        "audience": line.audience,
        "reason": line.reason,
    }


def _headcount(before: int, change: LineChange) -> int:
    if change.headcount is not None:
        return change.headcount
    exact = Decimal(before) * (change.headcount_times or 1) + (change.headcount_add or 0)
    if exact != exact.to_integral_value():
        raise InvalidInput("headcount_not_whole", headcount=exact)
    if exact < 1:
        raise InvalidInput("headcount_not_positive", headcount=int(exact))
    return int(exact)


def _period(before: Period, change: LineChange) -> Period:
    period = change.period or before
    if not (change.later_months or change.later_days):
        return period
    whole = period.start.day == 1 and _is_last_of_month(period.end)
    start = later(period.start, change.later_months)
    end = later(period.end, change.later_months)
    if whole and not change.later_days:
        return Period(start, end.replace(day=_days_in(end)))
    days = timedelta(days=change.later_days)
    return Period(start + days, end + days)


def later(day: date, months: int) -> date:
    """The same day so many months later; the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, _days_in(first)))


def _days_in(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _is_last_of_month(day: date) -> bool:
    return day.day == _days_in(day)


def _training(before: Training, change: LineChange) -> Training:
    """The training with its price: a new one goes before the one agreed, which is for the
    training it was agreed for alone."""
    training = change.training or before
    if change.quoted is not None:
        return replace(training, quotation=change.quoted)
    if training.quotation is None and _subject(training) == _subject(before):
        return before
    return training


def _subject(training: Training) -> tuple[str | None, str | None, str | None]:
    return training.course, training.skill, training.topic


def _with_agreed_price(
    request: Request, old: LineDraft, new: LineDraft, change: LineChange
) -> LineDraft:
    """A price agreed for all, for another number of people: as it is, or in proportion."""
    agreed = new.training.quotation
    kept = new.training == old.training and new.headcount != old.headcount
    if agreed is None or agreed.per is not None or not kept or change.quotation == FOR_ALL:
        return new
    in_proportion = agreed.price.share(new.headcount, old.headcount)
    if change.quotation == BY_HEAD:
        quotation = replace(agreed, price=in_proportion)
        return replace(new, training=replace(new.training, quotation=quotation))
    raise InvalidInput(
        "quotation_for_all",
        number=request.number,
        total=agreed.price,
        before=old.headcount,
        headcount=new.headcount,
        in_proportion=in_proportion,
    )


def _draft_of(context: Context, line: RequestLine) -> LineDraft:
    course = context.session.get(Course, line.course_id) if line.course_id else None
    inputs = _estimated_from(context, line)
    return LineDraft(
        training=Training(
            course=course.code if course else None,
            topic=None if course else line.topic,
            quotation=quotation_of(context, line),
            basis=inputs.get("basis") or PER_PARTICIPANT,
        ),
        headcount=line.headcount,
        period=Period(line.period_start, line.period_end),
        audience=line.audience,
        reason=line.reason,
        programme=line.programme,
    )


def _estimated_from(context: Context, line: RequestLine) -> dict[str, Any]:
    """What the line's estimate was made from, as plain data."""
    kept = context.session.get(Explanation, line.explanation_id) if line.explanation_id else None
    return kept.inputs if kept is not None else {}
