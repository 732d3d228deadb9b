"""Of which time: days of the subject's own, years that it is kept for, days that somebody was hired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from assistant.querying.composing.draft import HIRED_ON, LATEST, YEAR, Draft, NoPlace
from engine.query.subject import DATE
from engine.query.value import AT_LEAST, AT_MOST, Compare, Condition, Scalar
from engine.values.months import add_months, month_end
from engine.values.period import Period

# Of these times each is told by itself, where all of them are such.
_PARTS = {YEAR: 12, "quarter": 3, "month": 1}
# What says itself of which time it is.
_CYCLE = "cycle"


def timed(draft: Draft) -> tuple[list[Condition], Period | None, Compare | None]:
    """The conditions and the period that limit its time, and what it is held against.

    Raises:
        NoPlace: it is of no such time.
    """
    asking = draft.asking
    days, against = asking.days, asking.against
    if asking.also:
        return _several(draft)
    if against is not None:
        days = days or draft.settings.this_year
    where, period = _limited(draft, days)
    compare = None
    if against is not None:
        compare = Compare(period=against) if period else _against_years(draft, against)
    return [*where, *_this_year(draft, where), *_latest(draft, where, period)], period, compare


def together(said: Sequence[Period]) -> list[Period]:
    """The same days, what touches or overlaps as one."""
    kept: list[Period] = []
    for one in sorted(said, key=lambda one: (one.start, one.end)):
        if kept and one.start <= kept[-1].end + timedelta(days=1):
            kept[-1] = Period(kept[-1].start, max(one.end, kept[-1].end))
        else:
            kept.append(one)
    return kept


def _several(
    draft: Draft,
) -> tuple[list[Condition], Period | None, Compare | None]:
    """Several times that are held against nothing: their sum where that is asked for, else each.

    Raises:
        NoPlace: they can be told neither together nor each.
    """
    asking = draft.asking
    assert asking.days is not None
    said = [asking.days, *asking.also]
    if _is_of_years_alone(draft):
        return _of_years(draft, said), None, None
    if asking.hired or draft.subject.time == HIRED_ON or _stands(draft):
        raise NoPlace
    if draft.subject.dimensions[draft.subject.time].kind != DATE:
        raise NoPlace
    first, *rest = together(said)
    if asking.total or not draft.measures or draft.subject.time in draft.by:
        draft.also = tuple(rest)
        return [], first, None
    part = _part(draft, said)
    if part is None:
        # Both are told, and how far they are apart.
        if len(said) > 2:
            raise NoPlace
        return [], said[1], Compare(period=said[0])
    draft.add_by(YEAR)
    if part != YEAR:
        draft.add_by(part)
    draft.also = tuple(rest)
    return [], first, None


def _part(draft: Draft, said: Sequence[Period]) -> str | None:
    """What they are of the calendar: years, quarters, months."""
    for name, months in _PARTS.items():
        if name in draft.subject.dimensions and all(_is_part(one, months) for one in said):
            return name
    return None


def _is_part(days: Period, months: int) -> bool:
    starts = days.start.day == 1 and (days.start.month - 1) % months == 0
    return starts and days.end == month_end(add_months(days.start, months - 1))


def _is_of_years_alone(draft: Draft) -> bool:
    subject = draft.subject
    return YEAR in subject.dimensions and (
        subject.dimensions[subject.time].kind != DATE or _stands(draft)
    )


def _of_years(draft: Draft, said: Sequence[Period]) -> list[Condition]:
    years = [year for days in said for year in _years(draft, days)]
    if len(years) < len(said) or (draft.asking.total and _stands(draft)):
        # What is left of two years is no sum.
        raise NoPlace
    if not draft.asking.total:
        draft.add_by(YEAR)
    return [Condition(name=YEAR, values=tuple(map(Decimal, years)))]


def _limited(draft: Draft, days: Period | None) -> tuple[list[Condition], Period | None]:
    if draft.asking.hired and not (days is None and _is_of_service(draft)):
        return _hired(draft, days), None
    if days is None:
        return [], None
    if draft.subject.time == _CYCLE:
        return [_cycle(draft, days)], None
    if draft.subject.time == HIRED_ON:
        # Those of last year are not those who were hired then.
        raise NoPlace
    years = _years(draft, days)
    if years and _is_of_years(draft, days):
        values: tuple[Scalar, ...] = tuple(map(Decimal, years))
        return [Condition(name=YEAR, values=values)], None
    if draft.subject.dimensions[draft.subject.time].kind != DATE:
        raise NoPlace
    return [], days


def _is_of_service(draft: Draft) -> bool:
    """Hired less than three years ago: the number says when."""
    return any(one.unit == "years" for one in draft.asking.bounds)


def _cycle(draft: Draft, days: Period) -> Condition:
    """The cycle of those days, as the company calls it."""
    called = {f"{days.start.year}"} if _is_part(days, 12) else set()
    for letter, months in (("H", 6), ("Q", 3)):
        if _is_part(days, months):
            called.add(f"{days.start.year}-{letter}{(days.start.month - 1) // months + 1}")
    known = sorted(called & {*draft.settings.cycles()})
    if not known:
        raise NoPlace
    return Condition(name=_CYCLE, values=(known[0],))


def _hired(draft: Draft, days: Period | None) -> list[Condition]:
    if days is None or HIRED_ON not in draft.subject.dimensions:
        raise NoPlace
    return [
        Condition(name=HIRED_ON, sign=AT_LEAST, values=(days.start,)),
        Condition(name=HIRED_ON, sign=AT_MOST, values=(days.end,)),
    ]


def _is_of_years(draft: Draft, days: Period) -> bool:
    """Whether it is kept for years, and not for days."""
    subject = draft.subject
    if YEAR not in subject.dimensions:
        return False
    has_no_days = subject.dimensions[subject.time].kind != DATE
    return has_no_days or _stands(draft) or days.start > draft.settings.today


def _years(draft: Draft, days: Period) -> list[int]:
    """The fiscal years that the days are; none where they are a part of one."""
    fiscal = draft.settings.fiscal
    first, last = fiscal.year_of(days.start), fiscal.year_of(days.end)
    end = min(fiscal.last_day(last), draft.settings.today)
    whole = days.start == fiscal.first_day(first) and days.end >= end
    return list(range(first, last + 1)) if whole else []


def _stands(draft: Draft) -> bool:
    """Whether it is told of one year at a time."""
    return any(draft.subject.measures[one].one == YEAR for one in draft.measures)


def _this_year(draft: Draft, where: Sequence[Condition]) -> list[Condition]:
    """What stands at a time is told of this year, where none is said."""
    said = any(one.name == YEAR for one in (*draft.where, *where))
    if said or not _stands(draft) or YEAR in draft.by:
        return []
    settings = draft.settings
    return [Condition(name=YEAR, values=(Decimal(settings.fiscal.year_of(settings.today)),))]


def _latest(draft: Draft, where: Sequence[Condition], period: Period | None) -> list[Condition]:
    """Of what is measured again and again the latest, where no time is said."""
    said = {*draft.by, *(one.name for one in (*draft.where, *where))}
    if LATEST not in draft.subject.dimensions or period is not None:
        return []
    if said & {LATEST, draft.subject.time, _CYCLE}:
        return []
    return [Condition(name=LATEST, values=("yes",))]


def _against_years(draft: Draft, days: Period) -> Compare:
    years = _years(draft, days)
    if not years:
        raise NoPlace
    return Compare(where=(Condition(name=YEAR, values=tuple(map(Decimal, years))),))
