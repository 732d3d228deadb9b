"""Appraisals: a person's score and rating in a cycle, and what they are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from engine.imports.amounts import is_nothing
from engine.imports.loading.asking import Asked
from engine.imports.loading.fields import Fields
from engine.imports.loading.keyed import SOURCE, Keyed
from engine.imports.loading.plain import subject_of
from engine.imports.loading.run import Run
from engine.imports.loading.years import Years, likely_year
from engine.imports.reading.rows import Row, Wrong
from engine.imports.sheet_report import Fate, SheetReport
from engine.imports.values.periods import read_period, years_in
from engine.imports.values.scores import Scores
from engine.store.tables import Appraisal, AppraisalItem

LONGEST_CYCLE = 40
SCORES = ("score", "dimension_score")
WHOLE = Decimal(1)
_WEIGHTED = re.compile(r"^(.+?)\s*+[(（]\s*+(\d+(?:\.\d+)?)\s*+%\s*+[)）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One dimension of an appraisal, on the scale of the file."""

    row: Row
    employee: int
    cycle: str
    dimension: str
    score: Decimal
    weight: Decimal | None


class Loader:
    def __init__(self, run: Run, report: SheetReport) -> None:
        self._run, self._report = run, report
        self._fields = Fields(run, report)
        self._years = Years(run, report)
        self._appraisals = Keyed(run, report, Appraisal, ("employee_id", "cycle"))
        self._items: list[_Item] = []
        self._scores: Mapping[str, Scores] = {}
        self._scale: Asked | None = None
        self._cycle: Asked | None = None
        self._words: dict[str, str | None] = {}

    def take(self, row: Row) -> None:
        if all(is_nothing(row.raw(name)) for name in ("rating", *SCORES)):
            self._report.took(row.number, Fate.LEFT_OUT)
            return
        employee = self._fields.person(row)
        cycle = self._cycle_of(row) if row.ok else None
        if employee is None or cycle is None or self._waits_for_scale(row):
            return
        dimension = row.text("dimension", 100)
        beside = _beside(row)
        score = self._score(row, "score") if row.ok and "score" not in beside else None
        part = self._score(row, "dimension_score") if row.ok else None
        if dimension is not None and part is None:
            # A row a dimension has one score: its own.
            part, score = score, None
        if not row.ok:
            return
        self._put_whole_year(row, employee, cycle, beside)
        self._put(row, employee, cycle, score, with_rating="rating" not in beside)
        if dimension is not None and part is not None:
            self._add_item(row, employee, cycle, dimension, part)

    def finish(self) -> None:
        self._appraisals.write()
        self._write_items()
        self._years.ask()
        for asked in (self._scale, self._cycle):
            if asked is not None:
                asked.ask()

    def _put_whole_year(self, row: Row, employee: int, cycle: str, beside: Sequence[str]) -> None:
        """A score or a rating of the year beside those of its quarters or halves."""
        said = [name for name in beside if not is_nothing(row.raw(name))]
        year, _, part = cycle.partition("-")
        if not part:
            for name in said:
                row.wrong(name, "no_period")
        elif said:
            rating = row.text("rating", 60) if "rating" in said else None
            score = self._score(row, "score") if "score" in said else None
            values = {"employee_id": employee, "cycle": year, "rating": rating, "score": score}
            values |= {"scale_max": self._best(row) if "score" in said else None}
            self._appraisals.put(row.number, subject_of(row), {**values, SOURCE: row.source}, {})

    def _put(
        self, row: Row, employee: int, cycle: str, score: Decimal | None, with_rating: bool
    ) -> None:
        rating = row.raw("rating") if with_rating else ""
        values = {
            "employee_id": employee,
            "cycle": cycle,
            "score": score,
            "rating": None if is_nothing(rating) else row.text("rating", 60),
            "scale_max": self._best_of(row, employee, cycle, score),
            SOURCE: row.source,
        }
        if row.ok:
            self._appraisals.put(row.number, subject_of(row), values, {})

    # ---- cycles

    def _cycle_of(self, row: Row) -> str | None:
        """By what the row says; else the one that was said for the sheet."""
        text = row.text("cycle", 100)
        if text is not None:
            named = self._named(text)
            if named is not None:
                return named
            period = self._years.period(row, "cycle")
            return period.name if period is not None else None
        if self._cycle is None:
            last = self._run.company.fiscal.year_of(self._run.today) - 1
            proposed = str(likely_year(row, self._report) or last)
            self._cycle = Asked(self._run, self._report, "cycle", "cycle", proposed=proposed)
        if self._cycle.answer is None:
            self._cycle.wait(row)
            return None
        return self._named(self._cycle.answer) or self._cycle.answer[:LONGEST_CYCLE]

    def _named(self, text: str) -> str | None:
        """A cycle that says its year, by the name that sorts by time."""
        if text not in self._words:
            self._words[text] = self._read(text)
        return self._words[text]

    def _read(self, text: str) -> str | None:
        try:
            return read_period(text, self._run.company.fiscal).name
        except Wrong as wrong:
            years = years_in(text)
            if wrong.code == "no_year":
                return None
            return str(years[0]) if len(years) == 1 else text[:LONGEST_CYCLE]

    # ---- scores

    def _waits_for_scale(self, row: Row) -> bool:
        if not self._scores:
            self._decide_scales(row)
        if self._scale is not None:
            self._scale.wait(row)
        return self._scale is not None

    def _decide_scales(self, row: Row) -> None:
        """By all scores of the sheet together."""
        said = Asked(self._run, self._report, "scale").answer
        self._scores = {name: self._read_scale(row, name, said) for name in SCORES}
        unsure = next((one.unsure for one in self._scores.values() if one.unsure), None)
        if unsure is not None and not row.has("scale_max"):
            self._scale = Asked(
                self._run,
                self._report,
                "scale",
                "score",
                options=unsure.options,
                proposed=unsure.proposed,
            )

    def _read_scale(self, row: Row, name: str, said: str | None) -> Scores:
        columns = [one.column for one in row.rows.mapping.maps(name) if one.column]
        return Scores(row.rows.texts(name), columns, said)

    def _score(self, row: Row, name: str) -> Decimal | None:
        if is_nothing(row.raw(name)):
            return None
        try:
            value = self._scores[name].read(row.raw(name))
        except Wrong as wrong:
            row.refuse(name, wrong.code)
            return None
        code = self._appraisals.fits("score", value)
        if code is not None:
            row.refuse(name, code)
        return value

    def _best(self, row: Row) -> Decimal | None:
        """The best score there is: of the whole, else of its dimensions."""
        said = row.amount("scale_max")
        return said or self._scores["score"].best or self._scores["dimension_score"].best

    def _best_of(
        self, row: Row, employee: int, cycle: str, score: Decimal | None
    ) -> Decimal | None:
        """Of a score that is there already, what the file says; a guess tells nothing new of it."""
        known = self._appraisals.stored((employee, cycle))
        if known is not None and score in (None, known["score"]):
            return row.amount("scale_max")
        return self._best(row)

    # ---- dimensions

    def _add_item(
        self, row: Row, employee: int, cycle: str, dimension: str, score: Decimal
    ) -> None:
        dimension, told = _parted(dimension)
        weight = self._fields.read(row, "weight") or told
        self._items.append(
            _Item(
                row=row,
                employee=employee,
                cycle=cycle,
                dimension=dimension,
                score=self._on_one_scale(row, score),
                weight=weight,
            )
        )

    def _on_one_scale(self, row: Row, score: Decimal) -> Decimal:
        """A dimension on the scale of its appraisal."""
        own, whole = self._scores["dimension_score"].best, self._best(row)
        return score * whole / own if own and whole and own != whole else score

    def _write_items(self) -> None:
        if not self._items:
            return
        columns = (Appraisal.employee_id, Appraisal.cycle, Appraisal.id)
        ids = {(one, cycle): key for one, cycle, key in self._run.session.execute(select(*columns))}
        items = Keyed(self._run, self._report, AppraisalItem, ("appraisal_id", "dimension"))
        for one in self._items:
            values: dict[str, Any] = {
                "appraisal_id": ids[one.employee, one.cycle],
                "dimension": one.dimension,
                "score": one.score,
                "weight": one.weight,
            }
            items.put(one.row.number, subject_of(one.row), values, {"weight": WHOLE})
        items.write()


def _beside(row: Row) -> list[str]:
    """What stands once beside cycles in columns: it is none of theirs."""
    in_columns = {
        name: "cycle" in where.of
        for name in ("score", "rating")
        if (where := row.fields.get(name)) is not None
    }
    return [name for name, own in in_columns.items() if not own] if any(in_columns.values()) else []


def _parted(dimension: str) -> tuple[str, Decimal | None]:
    """A dimension without its weight: 工作业绩(40%)."""
    match = _WEIGHTED.fullmatch(dimension)
    return (match[1], Decimal(match[2]) / 100) if match else (dimension, None)
