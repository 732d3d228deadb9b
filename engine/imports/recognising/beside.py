"""Columns among those of months, quarters or years that hold the same and whose headings tell no
period: which one they are of is asked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from engine.imports.amounts import is_nothing, plain
from engine.imports.kinds.kind import Kind
from engine.imports.questions import Answers, Question
from engine.imports.recognising.assigning import View
from engine.imports.recognising.contents import number_in
from engine.imports.recognising.headings import PART, is_heading, matches
from engine.imports.recognising.periods import period_in
from engine.imports.recognising.reckoned import reckoned_in
from engine.imports.sheet_mapping import FieldMap, place

BESIDE = "beside"
MOSTLY = 0.6
# How far before the first and behind the last of them one more may stand.
NEAR = 2


def settled_beside(
    kind: Kind, view: View, wide: Sequence[FieldMap], unused: Sequence[str], answers: Answers
) -> tuple[list[FieldMap], list[Question]]:
    """The columns with the periods that a person named, and the questions about the others."""
    found, questions = list(wide), []
    where = place(view.table.file, view.table.sheet, view.table.part)
    for heading in _among(kind, view, wide, unused):
        subject = f"{where}|{heading}"
        said = answers.to(BESIDE, subject)
        if said is not None and is_nothing(said):
            continue
        period = period_in(said) if said else None
        nearest = _nearest(view, wide, heading)
        if period is not None:
            found.append(
                FieldMap(field=nearest.field, column=heading, of={_of(nearest): period.text})
            )
            continue
        args = {"column": heading, "neighbour": nearest.column}
        rows = len(view.table)
        questions.append(Question(code=BESIDE, subject=subject, args=args, rows=rows))
    return found, questions


def _among(kind: Kind, view: View, wide: Sequence[FieldMap], unused: Sequence[str]) -> list[str]:
    """The unused columns that stand among those of periods and hold what these do."""
    of_periods = [one for one in wide if period_in(one.column or "") is not None]
    if not of_periods:
        return []
    columns = view.table.headings
    places = [columns.index(one.column or "") for one in of_periods]
    near = columns[max(0, min(places) - NEAR) : max(places) + 1 + NEAR]
    held = [view.contents[one.column or ""].texts for one in of_periods]
    sums = reckoned_in(view.table, near)
    return [
        one
        for one in near
        if one in unused
        and one not in sums
        and not _is_told(kind, view, one)
        and _holds_alike(list(view.contents[one].texts), [text for texts in held for text in texts])
    ]


def _is_told(kind: Kind, view: View, heading: str) -> bool:
    """Whether the heading tells what the column is, or that it only reckons from others."""
    period = period_in(heading)
    if period is not None and not period.rest and period.unit != "day":
        return True  # A quarter beside its months is one of the columns, or their sum.
    rest = period.rest if period is not None and period.rest else view.own[heading]
    return is_heading(rest) or any(one.score >= PART for one in matches(kind.name, rest).values())


def _holds_alike(cells: Sequence[str], others: Sequence[str]) -> bool:
    """Whether cells are words that stand in the others too, or numbers about as large."""
    if not cells or not others:
        return False
    numbers, known = _numbers(cells), _numbers(others)
    if len(numbers) >= MOSTLY * len(cells) and len(known) >= MOSTLY * len(others):
        return min(known) <= sorted(numbers)[len(numbers) // 2] <= max(known)
    said = {plain(one) for one in others}
    return sum(plain(one) in said for one in cells) >= MOSTLY * len(cells)


def _numbers(cells: Sequence[str]) -> list[Decimal]:
    return [number for one in cells if (number := number_in(plain(one))) is not None]


def _nearest(view: View, wide: Sequence[FieldMap], heading: str) -> FieldMap:
    columns = view.table.headings
    at = columns.index(heading)
    return min(wide, key=lambda one: abs(columns.index(one.column or "") - at))


def _of(one: FieldMap) -> str:
    return next(iter(one.of))
