"""Two rows, or two columns, held against each other."""

from __future__ import annotations

from decimal import Decimal

from assistant.sheets.algebra import CannotReckonError, difference, is_about, ratio, total
from assistant.sheets.asked import Asked, Lines
from assistant.sheets.operation import RATIO
from assistant.sheets.saying import label, row_name
from assistant.sheets.sheet import Row, Sheet, number_in
from assistant.sheets.steps import Named

PAIR = 2


def _pair(asked: Asked) -> list[Row]:
    """The two rows that are meant.

    Raises:
        CannotReckonError: it is not said which.
    """
    names = [one.names for one in asked.operation.steps if isinstance(one, Named)]
    rows = list(asked.part.rows)
    if names:
        rows = [row for name in names[0] for row in rows if is_about(asked.sheet, row, (name,))]
    if len(rows) == 1 and len(asked.chosen) == 1 and rows[0].number not in asked.chosen:
        rows += [row for row in asked.whole.rows if row.number in asked.chosen]
    if len(rows) != PAIR and asked.earlier and len(set(map(asked.cell, _told(asked)))) == 1:
        # As high as each other: either, against the one before.
        rows = [row for row in asked.whole.rows if row.number == asked.earlier[-1]]
        rows += _told(asked)[:1]
    if len(rows) != PAIR:
        both = tuple(dict.fromkeys((*asked.earlier, *asked.chosen)))[-PAIR:] if asked.chosen else ()
        rows = [row for number in both for row in asked.whole.rows if row.number == number]
    if len(rows) != PAIR:
        raise CannotReckonError("which_two")
    return rows


def _told(asked: Asked) -> list[Row]:
    return [row for row in asked.whole.rows if row.number in asked.chosen]


def difference_lines(asked: Asked) -> Lines:
    if asked.operation.figure.by is not None:
        return _between_columns(asked)
    if (groups := _groups(asked)) is not None:
        return _between_groups(asked, *groups)
    first, second = _pair(asked)
    value = difference(*(asked.sheet.cell(row, asked.key) for row in (first, second)))
    if (number_in(value) or 0) < 0:
        first, second, value = second, first, -value
    line = asked.say(
        "difference",
        column=asked.label,
        first=row_name(asked.sheet, first),
        second=row_name(asked.sheet, second),
        first_value=asked.cell(first),
        second_value=asked.cell(second),
        value=asked.said(value),
    )
    return [line], [first, second]


def _groups(asked: Asked) -> tuple[Sheet, Sheet] | None:
    """The rows that are meant and those that were told before, where they are not one each."""
    if asked.operation.groups:
        first, second = (
            asked.whole.with_rows(r for r in asked.whole.rows if is_about(asked.whole, r, names))
            for names in asked.operation.groups
        )
        return first, second
    told = _told(asked)
    rows = asked.part.rows
    apart = told and rows and not {row.number for row in rows} & {row.number for row in told}
    if not apart or not asked.operation.steps or len(told) == len(rows) == 1:
        return None
    return asked.whole.with_rows(told), asked.part


def _between_columns(asked: Asked) -> Lines:
    by = asked.operation.figure.by
    assert by is not None
    above, below = total(asked.part, asked.key), total(asked.part, by)
    speech = asked.turn.speech
    said = {
        "column": asked.named(asked.part.rows),
        "first": asked.label,
        "second": label(speech, asked.sheet.column(by)),
        "first_value": asked.said(above.value),
        "second_value": asked.said(below.value),
    }
    if asked.operation.figure.what == RATIO:
        value = f"{ratio(above.value, below.value):.2f}"
        return [asked.say("ratio", **said, value=value)], asked.part.rows
    value = asked.said(difference(above.value, below.value))
    return [asked.say("difference", **said, value=value)], asked.part.rows


def ratio_lines(asked: Asked) -> Lines:
    """The larger by the smaller."""
    if asked.operation.figure.by is not None:
        return _between_columns(asked)
    rows = sorted(
        _pair(asked),
        key=lambda row: number_in(asked.sheet.cell(row, asked.key)) or Decimal(0),
        reverse=True,
    )
    cells = [asked.sheet.cell(row, asked.key) for row in rows]
    line = asked.say(
        "ratio",
        column=asked.label,
        first=row_name(asked.sheet, rows[0]),
        second=row_name(asked.sheet, rows[1]),
        first_value=asked.cell(rows[0]),
        second_value=asked.cell(rows[1]),
        value=f"{ratio(cells[0], cells[1]):.2f}",
    )
    return [line], rows


def _between_groups(asked: Asked, first: Sheet, second: Sheet) -> Lines:
    """What rows come to together, and what others do."""
    sums = [total(one, asked.key).value for one in (first, second)]
    value = difference(*sums)
    if (number_in(value) or 0) < 0:
        first, second, value = second, first, -value
        sums.reverse()
    line = asked.say(
        "difference",
        column=asked.label,
        first=asked.named(first.rows),
        second=asked.named(second.rows),
        first_value=asked.said(sums[0]),
        second_value=asked.said(sums[1]),
        value=asked.said(value),
    )
    return [line], (*first.rows, *second.rows)
