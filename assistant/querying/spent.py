"""What trainings cost, by any of what they are split by: of a unit its share of each session, as the
history of trainings has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.base import Turn
from assistant.querying.measures import Measured, measured
from assistant.querying.table import Table, Told, months_of
from assistant.querying.wanted import Wanted
from assistant.querying.wanted_reading import SHARE
from assistant.sheets.sheet import Cell
from engine.query.value import Condition, Query
from engine.usecases.query import query
from engine.usecases.training_history import HistoryReport, training_history
from engine.values.errors import NotEnoughData
from engine.values.money import Money
from engine.values.months import add_months, month_end
from engine.values.period import Period
from engine.values.results import Named

OF_HISTORY = frozenset(("spent", "sessions", "participations", "per_head", "per_session"))
SPLIT = (None, "quarter", "month", "year", "course", "category", "unit")


@dataclass(frozen=True, kw_only=True)
class _Sum:
    sessions: int
    participations: int
    total: Money

    def __add__(self, other: _Sum) -> _Sum:
        return _Sum(
            sessions=self.sessions + other.sessions,
            participations=self.participations + other.participations,
            total=self.total + other.total,
        )

    def cell(self, measure: str) -> Cell:
        if measure == "spent":
            return self.total
        if measure in ("sessions", "participations"):
            return Decimal(getattr(self, measure))
        by = self.participations if measure == "per_head" else self.sessions
        return self.total.per(by) if by else None


def spent_table(turn: Turn, wanted: Wanted) -> Table | None:
    """None where it is not split like that.

    Raises:
        EngineError: it may not be seen.
    """
    figure = measured(wanted.domain, wanted.measure)
    if figure is None or wanted.by not in SPLIT or wanted.position:
        return None
    known = [figure, *(one for name in figure.beside if (one := measured(wanted.domain, name)))]
    known = [one for one in known if one.name in OF_HISTORY]
    named_rows = wanted.form == SHARE
    unit = next(iter(wanted.units), None) if len(wanted.units) < 2 else None
    if wanted.by == "unit" and named_rows:
        unit = None
    whole = _report(turn, unit, _course(wanted), wanted.days)
    rows = _rows(turn, wanted, unit, whole) if whole is not None else []
    return Table(
        wanted=wanted,
        measured=figure,
        columns=tuple(one.of_sheet(wanted.by) for one in known),
        rows=tuple(_told(row, of, known) for row, of in rows),
        units=(whole.unit,) if whole is not None else (),
    )


def _course(wanted: Wanted) -> str | None:
    alone = len(wanted.courses) == 1 and wanted.by != "course"
    return wanted.courses[0] if alone else None


def _told(row: Mapping[str, Any], of: _Sum, known: Iterable[Measured]) -> Told:
    cells = tuple(of.cell(one.name) for one in known)
    return Told(thing=dict(row), name=row["value"], code=row.get("code"), cells=cells)


def _rows(
    turn: Turn, wanted: Wanted, unit: str | None, whole: HistoryReport
) -> list[tuple[dict[str, Any], _Sum]]:
    if wanted.by is None:
        return [({"entity": "list_item", "value": ""}, _all(whole))]
    if wanted.by == "course":
        return list(_courses(turn, wanted, whole))
    if wanted.by == "category":
        return list(_categories(turn, wanted, whole))
    if wanted.by == "unit":
        return list(_units(turn, wanted))
    return list(_times(turn, wanted, unit, whole))


def _all(report: HistoryReport) -> _Sum:
    held = report.history
    return _Sum(sessions=held.sessions, participations=held.participations, total=held.total)


def _courses(
    turn: Turn, wanted: Wanted, whole: HistoryReport
) -> Iterator[tuple[dict[str, Any], _Sum]]:
    limited = wanted.courses if wanted.form != SHARE else ()
    for one in whole.history.courses:
        held = one.held
        if not limited or held.course.code in limited:
            yield (
                _thing(turn, "course", held.course),
                _Sum(sessions=held.sessions, participations=held.participations, total=held.total),
            )


def _categories(
    turn: Turn, wanted: Wanted, whole: HistoryReport
) -> Iterator[tuple[dict[str, Any], _Sum]]:
    asked = Query(of="trainings", by=("course", "category"), measures=("trainings",))
    kinds = {
        course.code: str(kind or "")
        for course, kind, _ in turn.perform(query, asked).rows
        if isinstance(course, Named)
    }
    sums: dict[str, list[_Sum]] = defaultdict(list)
    for about, of in _courses(turn, wanted, whole):
        sums[kinds.get(about["code"], "")].append(of)
    for kind, found in sums.items():
        key = f"category.{kind}"
        said = turn.say(key) if turn.speech.knows(key) else kind or turn.say("wanted.no_part")
        about = {"entity": "category", "code": kind, "value": said}
        yield about, sum(found[1:], found[0])


def _units(turn: Turn, wanted: Wanted) -> Iterator[tuple[dict[str, Any], _Sum]]:
    """The units that are named; else the parts of the topmost, of whom anybody took part."""
    for unit in _parts(turn, wanted):
        report = _report(turn, unit.code, _course(wanted), wanted.days)
        if report is not None:
            yield _thing(turn, "department", unit), _all(report)


def _parts(turn: Turn, wanted: Wanted) -> list[Named]:
    limited = wanted.units if len(wanted.units) > 1 and wanted.form != SHARE else ()
    where = (Condition(name="unit", values=limited),) if limited else ()
    asked = Query(of="participations", by=("unit",), measures=("seats",), where=where)
    answer = turn.perform(query, asked)
    tops = {one.code for one in answer.units} if not limited else set()
    found = [row[0] for row in answer.rows if isinstance(row[0], Named)]
    return [one for one in found if one.code not in tops]


def _times(
    turn: Turn, wanted: Wanted, unit: str | None, whole: HistoryReport
) -> Iterator[tuple[dict[str, Any], _Sum]]:
    """The quarters, months or years of the time asked about in which anything was held."""
    assert wanted.by is not None
    fiscal, today = turn.message.fiscal, turn.today
    days = wanted.days or Period(whole.first, today)
    months = months_of(wanted.by)
    start = fiscal.first_day(fiscal.year_of(days.start))
    while start <= min(days.end, today):
        end = month_end(add_months(start, months - 1))
        part = Period(start, min(end, today))
        report = _report(turn, unit, _course(wanted), part) if end >= days.start else None
        if report is not None:
            said = turn.speech.period(Period(start, end))
            first, last = start.isoformat(), end.isoformat()
            about = {"entity": "period", "value": said, "first_day": first, "last_day": last}
            yield about, _all(report)
        start = add_months(start, months)


def _report(
    turn: Turn, unit: str | None, course: str | None, days: Period | None
) -> HistoryReport | None:
    """None where nothing was held."""
    first, last = (days.start, min(days.end, turn.today)) if days is not None else (None, None)
    if first is not None and last is not None and last < first:
        return None
    try:
        report = turn.perform(training_history, unit, course, first, last)
    except NotEnoughData:
        return None
    turn.set(last_explanation=report.explanation_id)
    return report


def _thing(turn: Turn, entity: str, named: Named) -> dict[str, Any]:
    said = turn.speech.name(named)
    return {"entity": entity, "kind": entity, "code": named.code, "value": said}
