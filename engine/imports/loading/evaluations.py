"""What was measured of trainings: of a course in a year as a whole, or of a request."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from engine.imports.amounts import is_nothing, readings_of
from engine.imports.loading.asking import Asked
from engine.imports.loading.fields import Fields
from engine.imports.loading.keyed import SOURCE, Keyed
from engine.imports.loading.plain import subject_of
from engine.imports.loading.run import Run
from engine.imports.loading.years import Years
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.evaluation_levels import level_told
from engine.imports.values.scores import Scores
from engine.store.tables import Evaluation, Request, RequestLine
from engine.workflow.life import AFTER_DELIVERY

IMPORTED = "imported"
ROI = "roi"
NUMBERS = ("value", "planned")
SIXTH = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    row: Row
    course: int
    request: int | None
    year: int
    level: str
    measure: str

    @property
    def key(self) -> tuple[int | None, int, int, str, str]:
        return (self.request, self.course, self.year, self.level, self.measure)


class Loader:
    """Rows are kept until all numbers of a measure were seen: they are on one scale. Several of
    one course, year and measure (a session each) are one: their mean by people."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._fields = Fields(run, report, made=("course",))
        self._years = Years(run, report)
        self._rows = Keyed(
            run, report, Evaluation, ("request_id", "course_id", "year", "level", "measure")
        )
        self._entries: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
        self._level = Asked(
            run,
            report,
            "evaluation_level",
            "level",
            options=tuple(self._fields.kind.words["level"]),
            proposed="reaction",
        )
        self._scales: list[Asked] = []

    def take(self, row: Row) -> None:
        if is_nothing(row.raw("value")):
            self._report.took(row.number, Fate.LEFT_OUT)
            return
        level = self._level_of(row)
        course = self._fields.read(row, "course") if row.ok else None
        if course is None or level is None:
            return
        request = self._request(row, course)
        year = self._year_of(row, request) if row.ok else None
        if year is None:
            return
        measure = (row.text("measure", 100) or _heading(row))[:100]
        if row.ok:
            entry = _Entry(
                row=row, course=course, request=request, year=year, level=level, measure=measure
            )
            self._entries[level, measure].append(entry)

    def finish(self) -> None:
        for (_, measure), entries in self._entries.items():
            self._load(measure, entries)
        self._rows.write()
        for asked in (self._level, *self._scales):
            asked.ask()
        self._years.ask()
        self._fields.finish()

    # ---- what a row is about

    def _level_of(self, row: Row) -> str | None:
        """As the row says, or as its measure or the heading of its numbers tells."""
        if row.raw("level"):
            level = row.word("level")
            if level is None and row.ok:
                # Asked about as a word.
                row.ok = False
                self._report.took(row.number, Fate.LEFT_OUT)
            return level
        for text in (row.raw("measure"), _heading(row)):
            if (told := level_told(text)) is not None:
                return told
        if self._level.answer not in self._fields.kind.words["level"]:
            self._level.wait(row)
            return None
        return self._level.answer

    def _year_of(self, row: Row, request: int | None) -> int | None:
        """That of what is measured; of a request the one that its results have already."""
        if request is not None:
            known = (one["year"] for one in self._rows.all() if one["request_id"] == request)
            if (year := next(known, None)) is not None:
                return int(year)
        day = None if row.raw("year") else row.day("measured_on")
        return self._run.company.fiscal.year_of(day) if day else self._years.year(row)

    def _request(self, row: Row, course: int) -> int | None:
        """The delivered request that the row names, if it names one."""
        number = row.text("request")
        if number is None:
            return None
        line = select(RequestLine.id).where(
            RequestLine.request_id == Request.id, RequestLine.course_id == course
        )
        found = self._run.session.scalar(
            select(Request.id).where(
                Request.number == number, Request.state.in_(AFTER_DELIVERY), line.exists()
            )
        )
        if found is None:
            row.refuse("request", "no_delivered_request")
        return found

    # ---- numbers

    def _load(self, measure: str, entries: list[_Entry]) -> None:
        scores = self._scores(measure, entries)
        if scores is None:
            return
        groups: dict[Any, list[tuple[_Entry, dict[str, Any]]]] = defaultdict(list)
        for one in entries:
            values = self._values(one, scores)
            if one.row.ok:
                groups[one.key].append((one, values))
        for group in groups.values():
            self._put(group)

    def _scores(self, measure: str, entries: list[_Entry]) -> Scores | None:
        """The scale that all numbers of a measure are on; none while it must be asked."""
        asked = Asked(self._run, self._report, "scale", "value", of=measure)
        bare = [one for one in entries if is_nothing(one.row.raw("baseline")) and not _is_roi(one)]
        texts = [one.row.raw(name) for one in bare for name in NUMBERS]
        headings = [_column(one.row, "value") for one in entries[:1]]
        scores = Scores(texts, headings, asked.answer)
        if scores.unsure is None or entries[0].row.has("scale_max"):
            return scores
        asked = Asked(
            self._run,
            self._report,
            "scale",
            "value",
            of=measure,
            options=scores.unsure.options,
            proposed=scores.unsure.proposed,
        )
        self._scales.append(asked)
        for one in entries:
            asked.wait(one.row)
        return None

    def _values(self, entry: _Entry, scores: Scores) -> dict[str, Any]:
        row = entry.row
        baseline = self._number(row, scores, "baseline")
        numbers = {name: self._number(row, scores, name) for name in NUMBERS}
        kpi = self._fields.read(row, "kpi")
        if baseline is None and not _is_roi(entry):
            if kpi is not None:
                row.refuse("baseline", "empty")
            best = row.amount("scale_max") or scores.best
            numbers = {name: self._share(row, name, one, best) for name, one in numbers.items()}
        return {
            **numbers,
            "baseline": baseline,
            "n": row.whole("n"),
            "window_days": row.whole("window_days"),
            "method": row.word("method"),
            "measured_on": row.day("measured_on"),
            "kpi_id": kpi,
            "isolation": self._fields.read(row, "isolation"),
            "confidence": self._fields.read(row, "confidence"),
        }

    def _number(self, row: Row, scores: Scores, name: str) -> Decimal | None:
        if is_nothing(row.raw(name)):
            return None
        try:
            value = scores.read(row.raw(name))
        except Wrong as wrong:
            row.wrong(name, wrong.code)
            return None
        if self._rows.fits("value", value) is not None:
            row.wrong(name, "out_of_range")
        return value

    def _share(
        self, row: Row, name: str, value: Decimal | None, best: Decimal | None
    ) -> Decimal | None:
        """Without a measure before, a score is a share of the best there is."""
        if value is None or best is None:
            return value
        if not 0 <= value <= best:
            row.refuse(name, "off_the_scale")
            return None
        return (value / best).quantize(SIXTH)

    def _put(self, group: list[tuple[_Entry, dict[str, Any]]]) -> None:
        first, values = group[0]
        if len(group) > 1:
            values = _together([one for _, one in group])
            self._report.remark("measures_averaged", first.row.number, rows=len(group))
        said = {
            "request_id": first.request,
            "course_id": first.course,
            "year": first.year,
            "level": first.level,
            "measure": first.measure,
            **values,
            SOURCE: first.row.source,
        }
        number = first.row.number
        self._rows.put(number, subject_of(first.row), said, {"method": IMPORTED})
        for entry, _ in group[1:]:
            self._report.took(entry.row.number, self._report.fates[number])


def _together(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """One measure of several sessions: means by their people (each counts alike where some are
    not counted), all people, the last day."""
    counted = all(one["n"] for one in rows)
    weights = [Decimal(one["n"]) if counted else Decimal(1) for one in rows]
    values = dict(rows[0])
    for name in ("value", "planned", "baseline"):
        if all(one[name] is not None for one in rows):
            total = sum(one[name] * weight for one, weight in zip(rows, weights, strict=True))
            values[name] = (total / sum(weights)).quantize(SIXTH)
        else:
            values[name] = None
    days = [one["measured_on"] for one in rows if one["measured_on"]]
    values["n"] = sum(one["n"] for one in rows) if counted else None
    values["measured_on"] = max(days, default=None)
    return values


def _is_roi(entry: _Entry) -> bool:
    return entry.level == ROI


def _column(row: Row, name: str) -> str:
    where = row.fields.get(name)
    return (where.column if where else None) or ""


def _heading(row: Row) -> str:
    """What the numbers are, by their heading without its unit."""
    heading = _column(row, "value")
    return min((one.bare for one in readings_of(heading)), key=len).split("(")[0].strip()
