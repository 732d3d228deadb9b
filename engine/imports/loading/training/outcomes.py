"""How somebody's training ended, and whether he took part at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.imports.amounts import plain
from engine.imports.loading.asking import place_of
from engine.imports.loading.run import Run
from engine.imports.loading.training.words import mark_in, parts_of, sense_of, yes_or_no
from engine.imports.questions import Question
from engine.imports.reading.rows import Row
from engine.imports.sheet_report import SheetReport

ATTENDANCE, OUTCOME, SCORE = "attendance", "outcome", "score"
NOT_TAKEN, ATTENDED = "not_taken", "attended"
PASSED, FAILED = "passed", "failed"
# What yes and no mean of attendance, whatever the heading.
ATTENDED_OR_NOT = {"yes": ATTENDED, "no": NOT_TAKEN}
KEPT = frozenset((PASSED, FAILED, "completed", "incomplete"))
# The share of rows that have the sign, where those without did not come.
MOSTLY = 0.5
# The key of what is said of the mark that passes.
PASS_MARK = "pass_mark"


@dataclass(frozen=True, slots=True)
class Ended:
    """`taken` is None where the words are not understood: the row waits."""

    taken: bool | None
    outcome: str | None = None


# A mark without the one that passes: somebody sat there, and nobody knows yet how it ended.
UNMARKED = "mark"
UNKNOWN = "unknown"


class Outcomes:
    def __init__(self, run: Run, report: SheetReport) -> None:
        self._report = report
        self._passes = _number(run.answers.to(PASS_MARK, place_of(report)))
        self._known: dict[tuple[str, str, str], str | None] = {}
        self._waiting: Counter[str] = Counter()
        self._signs: dict[str, bool] = {}
        self._without_sign = 0
        self._both: dict[tuple[str | None, str | None], Ended] = {}

    def of(self, row: Row) -> Ended:
        attendance = self._said(row, ATTENDANCE) or self._unsigned(row)
        outcome = self._said(row, OUTCOME) or self._said(row, SCORE)
        if UNKNOWN in (attendance, outcome) and attendance in (None, UNKNOWN):
            return Ended(None)
        key = (attendance, outcome)
        if key not in self._both:
            self._both[key] = _together(*key)
        return self._both[key]

    def is_not_taken(self, row: Row, text: str) -> bool:
        """Whether a text that stands in the place of a day says that there was none."""
        return plain(text) in row.rows.kind.words[ATTENDANCE][NOT_TAKEN]

    def _unsigned(self, row: Row) -> str | None:
        """Where those who came have one sign, who has none did not come."""
        where = row.fields.get(ATTENDANCE)
        if where is None or where.column is None or where.of:
            return None
        if where.column not in self._signs:
            self._signs[where.column] = self._is_sign_alone(row, where.column)
        if not self._signs[where.column]:
            return None
        self._without_sign += 1
        return NOT_TAKEN

    def _is_sign_alone(self, row: Row, heading: str) -> bool:
        """Whether a column of attendance has nothing but one sign of it, in most rows."""
        cells = list(row.rows.table.column(heading) or ())
        signs = Counter(cell for cell in cells if cell)
        said = {row.rows.word(ATTENDANCE, sign) for sign in signs} if len(signs) == 1 else set()
        return said == {ATTENDED} and signs.total() >= MOSTLY * len(cells)

    def say(self) -> None:
        """What is to be said of all rows together: who has no sign; that marks are no outcome as long as nobody says what passes: nothing waits for it."""
        if self._without_sign:
            self._report.remark("not_signed", rows=self._without_sign)
        if self._waiting:
            most = max(Decimal(mark) for mark in self._waiting)
            said: dict[str, Any] = {"rows": self._waiting.total(), "highest": str(most)}
            self._report.remark("marks_without_pass", **said)
            self._report.offer(Question(code=PASS_MARK, subject=place_of(self._report), args=said))

    def _said(self, row: Row, name: str) -> str | None:
        where = row.fields.get(name)
        text = row.rows.cell(where, row.at) if where else ""
        if not text or where is None:
            return None
        key = (name, where.column or "", text)
        if key not in self._known:
            value = self._read(row, name, text, where.column or "")
            if value in (UNKNOWN, UNMARKED):
                return value
            self._known[key] = value
        return self._known[key]

    def _read(self, row: Row, name: str, text: str, heading: str) -> str | None:
        field = OUTCOME if name == SCORE else name
        if text not in row.rows.mapping.words.get(field, {}):
            value = self._meant(row, field, text, heading)
            if value is not None:
                return value
            mark = mark_in(text)
            if mark is not None and name != ATTENDANCE:
                return self._marked(mark, name == OUTCOME or not row.has(ATTENDANCE))
        value = row.rows.word(field, text)
        return UNKNOWN if value is None and not _left_out(row, field, text) else value

    def _meant(self, row: Row, field: str, text: str, heading: str) -> str | None:
        """By yes or no below its heading; or by parts of a cell that all mean one thing."""
        sense = sense_of(heading) or (ATTENDED_OR_NOT if field == ATTENDANCE else None)
        answer = yes_or_no(text)
        if sense is not None and answer is not None:
            return sense[answer]
        parts = parts_of(text)
        if len(parts) < 2:
            return None
        found = {_of_part(row, field, part, sense) for part in parts} - {None}
        return found.pop() if len(found) == 1 else None

    def _marked(self, mark: str, must_ask: bool) -> str:
        """A mark beside the attendance is no more than that, until somebody says what passes."""
        if self._passes is None:
            if must_ask:
                self._waiting[mark] += 1
            return UNMARKED
        return PASSED if Decimal(mark) >= self._passes else FAILED


def _of_part(row: Row, field: str, part: str, sense: Mapping[str, str] | None) -> str | None:
    answer = yes_or_no(part)
    if sense is not None and answer is not None:
        return sense[answer]
    spelt = row.rows.kind.words.get(field, {})
    return next((value for value, texts in spelt.items() if plain(part) in texts), None)


def _together(attendance: str | None, outcome: str | None) -> Ended:
    """Who was there was there, though he did not sit the examination."""
    first = attendance or outcome
    if first == NOT_TAKEN:
        return Ended(False)
    return Ended(True, next((one for one in (outcome, attendance) if one in KEPT), None))


def _left_out(row: Row, field: str, text: str) -> bool:
    """Whether somebody said that the word means nothing."""
    said = row.rows.mapping.words.get(field, {}).get(text)
    return "" in (said, row.rows.answers.to("word", f"{field}={text}"))


def is_mark(text: str) -> bool:
    return _number(text) is not None


def _number(text: str | None) -> Decimal | None:
    try:
        mark = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return mark if mark is not None and mark.is_finite() else None
