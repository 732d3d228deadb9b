"""A figure of a sheet in words: what it is, and the rows it is reckoned from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.base import Turn
from assistant.sheets.algebra import (
    CannotReckonError,
    Number,
    Reckoned,
    apply,
    difference,
    is_about,
    mean,
    quotient,
    ratio,
    share,
    total,
)
from assistant.sheets.left import left_lines
from assistant.sheets.operation import (
    COUNT,
    DIFFERENCE,
    LEAST,
    MEAN,
    MINUS,
    MOST,
    PER,
    RATIO,
    SHARE,
    SUM,
    TELL,
    WHY_NOT,
    Operation,
)
from assistant.sheets.saying import (
    cell_said,
    label,
    names_said,
    number_said,
    row_name,
    steps_said,
    things_named,
)
from assistant.sheets.sheet import Row, Sheet, number_in
from assistant.sheets.steps import Extreme, Named

# More rows are not named one by one.
MOST_NAMED = 8
PAIR = 2


@dataclass(frozen=True)
class Told:
    """What is answered, of which rows (by number), and why, should it be asked."""

    lines: tuple[str, ...]
    rows: tuple[int, ...]
    why: str


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """`part` has the rows that are meant, `chosen` and `earlier` those of the figures before."""

    turn: Turn
    part: Sheet
    sheet: Sheet
    whole: Sheet
    operation: Operation
    chosen: tuple[int, ...]
    earlier: tuple[int, ...]

    @property
    def key(self) -> str:
        return self.operation.figure.column or self.sheet.main

    @property
    def label(self) -> str:
        return label(self.turn.speech, self.sheet.column(self.key))

    @property
    def kind(self) -> str:
        return self.sheet.column(self.key).kind

    def said(self, value: Number) -> str:
        return number_said(self.turn.speech, self.kind, value)

    def cell(self, row: Row, key: str | None = None) -> str:
        column = self.sheet.column(key or self.key)
        return cell_said(self.turn.speech, column.kind, self.sheet.cell(row, column.key))

    def say(self, key: str, **values: object) -> str:
        return self.turn.say(f"sheet.{key}", **values)

    def named(self, rows: Sequence[Row]) -> str:
        if len(rows) > MOST_NAMED:
            return self.say("so_many", count=len(rows))
        return names_said(self.turn.speech, self.sheet, rows)


def tell(
    turn: Turn,
    sheet: Sheet,
    whole: Sheet,
    operation: Operation,
    chosen: tuple[int, ...],
    earlier: tuple[int, ...],
) -> Told:
    """The figure that is asked for.

    Raises:
        CannotReckonError: it cannot be told, and why.
        EngineError: what is left of the budget may not be seen.
    """
    what = operation.figure.what
    part = apply(sheet, *operation.steps) if what != WHY_NOT else sheet
    if not operation.steps:
        part = _meant_before(part, what, chosen)
    asked = _Asked(
        turn=turn,
        part=part,
        sheet=sheet,
        whole=whole,
        operation=operation,
        chosen=chosen,
        earlier=earlier,
    )
    if not part.rows and what not in (COUNT, WHY_NOT):
        raise CannotReckonError("no_rows")
    lines, rows = _TELLS[what](asked)
    if what == WHY_NOT:
        return Told(tuple(lines), (), "")
    basis = asked.say("why", title=whole.title, rows=asked.named(rows)) if rows else ""
    why = "\n".join(one for one in (*lines, basis, whole.source) if one)
    return Told(tuple(lines), tuple(row.number for row in rows), why)


def _meant_before(sheet: Sheet, what: str, chosen: tuple[int, ...]) -> Sheet:
    """Of the rows that the figure before was of, where those are meant: "and on average?" after the
    sum of three, "how many people" after the dearest."""
    one_will_do = what in (TELL, SHARE, PER)
    if what not in (TELL, SHARE, PER, SUM, MEAN, MINUS) or not chosen:
        return sheet
    if len(chosen) < PAIR and not one_will_do:
        return sheet
    rows = [row for row in sheet.rows if row.number in chosen]
    return sheet.with_rows(rows) if rows else sheet


_Lines = tuple[list[str], Sequence[Row]]


def _sum(asked: _Asked) -> _Lines:
    found = total(asked.part, asked.key)
    return [_summed(asked, found, "sum"), _left_out(asked, found)], found.rows


def _summed(asked: _Asked, found: Reckoned, key: str) -> str:
    """Each row with its figure, and what they make."""
    value = asked.said(found.value)
    if len(found.rows) > MOST_NAMED:
        return asked.say(f"{key}_many", column=asked.label, count=len(found.rows), value=value)
    parts = [
        asked.say("part", name=row_name(asked.sheet, row), value=asked.cell(row))
        for row in found.rows
    ]
    return asked.say(key, column=asked.label, parts=" + ".join(parts), value=value)


def _left_out(asked: _Asked, found: Reckoned) -> str:
    return asked.say("left_out", count=found.without) if found.without else ""


def _mean(asked: _Asked) -> _Lines:
    found = mean(asked.part, asked.key)
    of = asked.sheet.column(asked.key).of
    if of is not None:
        return [_divided(asked, found, *of), _left_out(asked, found)], found.rows
    if not asked.sheet.column(asked.key).adds:
        line = asked.say(
            "mean_of", column=asked.label, count=len(found.rows), value=asked.said(found.value)
        )
        return [line, _left_out(asked, found)], found.rows
    line = asked.say(
        "mean",
        column=asked.label,
        whole=asked.said(total(asked.part, asked.key).value),
        count=len(found.rows),
        value=asked.said(found.value),
    )
    return [line, _left_out(asked, found)], found.rows


def _divided(asked: _Asked, found: Reckoned, column: str, by: str) -> str:
    """One column by another, with both sums."""
    speech, sheet = asked.turn.speech, asked.sheet
    part = sheet.with_rows(found.rows)
    above, below = sheet.column(column), sheet.column(by)
    return asked.say(
        "per",
        rows=asked.named(found.rows),
        above=label(speech, above),
        below=label(speech, below),
        first=number_said(speech, above.kind, total(part, column).value),
        second=number_said(speech, below.kind, total(part, by).value),
        value=number_said(speech, above.kind, found.value),
    )


def _per(asked: _Asked) -> _Lines:
    by = asked.operation.figure.by
    assert by is not None
    found = quotient(asked.part, asked.key, by)
    lines = [_divided(asked, found, asked.key, by), _left_out(asked, found)]
    return lines, found.rows


def _share(asked: _Asked) -> _Lines:
    """Of what was answered; each row's where none is meant."""
    if not asked.sheet.column(asked.key).adds:
        raise CannotReckonError("no_sum", column=asked.key)
    every = len(asked.part.rows) == len(asked.whole.rows)
    if every:
        parts = [asked.whole.with_rows([row]) for row in asked.part.rows[:MOST_NAMED]]
        lines = [_share_said(asked, one) for one in parts]
        return lines, asked.part.rows
    return [_share_said(asked, asked.part)], asked.part.rows


def _share_said(asked: _Asked, part: Sheet) -> str:
    return asked.say(
        "share",
        rows=asked.named(part.rows),
        column=asked.label,
        part=asked.said(total(part, asked.key).value),
        whole=asked.said(total(asked.whole, asked.key).value),
        value=asked.turn.speech.percent(share(part, asked.whole, asked.key)),
    )


def _count(asked: _Asked) -> _Lines:
    rows, sheet = asked.part.rows, asked.sheet
    said = steps_said(asked.turn.speech, asked.whole, (*sheet.steps, *asked.operation.steps))
    if not said:
        return [asked.say("count", count=len(rows))], ()
    key = "count_none" if not rows else "count_of"
    line = asked.say(
        key, count=len(rows), of=len(asked.whole.rows), rows=said, names=asked.named(rows)
    )
    return [line], rows


def _extreme(asked: _Asked) -> _Lines:
    figure = asked.operation.figure
    down = figure.what == MOST
    step = Extreme(column=asked.key, down=down, many=figure.many)
    rows = apply(asked.part, step).rows
    if not rows:
        raise CannotReckonError("no_rows")
    key = "most" if down else "least"
    cells = {asked.cell(row) for row in rows}
    if len(cells) == 1:
        line = asked.say(key, column=asked.label, rows=asked.named(rows), value=cells.pop())
        return [line], rows
    head = asked.say(f"{key}_several", column=asked.label)
    lines = [
        f"{at}. " + asked.say("part", name=row_name(asked.sheet, row), value=asked.cell(row))
        for at, row in enumerate(rows, 1)
    ]
    return [head, *lines], rows


def _tell(asked: _Asked) -> _Lines:
    lines = [
        asked.say(
            "tell", name=row_name(asked.sheet, row), column=asked.label, value=asked.cell(row)
        )
        for row in asked.part.rows[:MOST_NAMED]
    ]
    return lines, asked.part.rows


def _pair(asked: _Asked) -> list[Row]:
    """The two rows that are meant.

    Raises:
        CannotReckonError: it is not said which.
    """
    names = [one.names for one in asked.operation.steps if isinstance(one, Named)]
    rows = list(asked.part.rows)
    if names:
        rows = [row for name in names[0] for row in rows if is_about(asked.sheet, row, (name,))]
    if len(rows) != PAIR:
        both = (*asked.earlier, *asked.chosen)[-PAIR:] if asked.chosen else ()
        rows = [row for number in both for row in asked.whole.rows if row.number == number]
    if len(rows) != PAIR:
        raise CannotReckonError("which_two")
    return rows


def _difference(asked: _Asked) -> _Lines:
    if asked.operation.figure.by is not None:
        return _between_columns(asked)
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


def _between_columns(asked: _Asked) -> _Lines:
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


def _ratio(asked: _Asked) -> _Lines:
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


def _minus(asked: _Asked) -> _Lines:
    return left_lines(asked.turn, asked.part, asked.key), asked.part.rows


def _why_not(asked: _Asked) -> _Lines:
    """It is there; or which step left it out; or it was not among what was answered."""
    names = [name for one in asked.operation.steps if isinstance(one, Named) for name in one.names]
    lines = [_why_one(asked, name) for name in names]
    return lines, ()


def _why_one(asked: _Asked, name: str) -> str:
    said = things_named(asked.whole, [name])[0]
    said = next(
        (str(one["value"]) for one in asked.turn.message.entities if one.get("code") == name), said
    )
    rows = [row for row in asked.whole.rows if is_about(asked.whole, row, (name,))]
    if not rows:
        return asked.say("not_in", name=said, title=asked.whole.title)
    sheet = asked.whole
    for step in asked.sheet.steps:
        sheet = apply(sheet, step)
        if not any(is_about(sheet, row, (name,)) for row in sheet.rows):
            rows_said = steps_said(asked.turn.speech, asked.whole, [step])
            return asked.say("left_by", rows=rows_said, line=rows[0].line)
    return asked.say("is_in", line=rows[0].line)


_TELLS: dict[str, Callable[[_Asked], _Lines]] = {
    SUM: _sum,
    MEAN: _mean,
    PER: _per,
    SHARE: _share,
    COUNT: _count,
    MOST: _extreme,
    LEAST: _extreme,
    TELL: _tell,
    DIFFERENCE: _difference,
    RATIO: _ratio,
    MINUS: _minus,
    WHY_NOT: _why_not,
}
