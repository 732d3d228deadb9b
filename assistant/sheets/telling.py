"""A figure of a sheet in words: what it is, and the rows it is reckoned from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.base import Turn
from assistant.sheets.algebra import (
    CannotReckonError,
    Reckoned,
    apply,
    is_about,
    mean,
    ordered,
    quotient,
    ratio,
    share,
    total,
)
from assistant.sheets.asked import MOST_NAMED, Asked, Lines
from assistant.sheets.between import difference_lines, ratio_lines
from assistant.sheets.left import left_lines
from assistant.sheets.operation import (
    COUNT,
    DIFFERENCE,
    LEAST,
    MEAN,
    MINUS,
    MOST,
    PER,
    PLACE,
    RATIO,
    SAME,
    SHARE,
    SUM,
    TELL,
    WHY_NOT,
    Operation,
)
from assistant.sheets.saying import (
    label,
    number_said,
    row_name,
    steps_said,
    things_named,
)
from assistant.sheets.sheet import Row, Sheet
from assistant.sheets.steps import Extreme, Named

_SEVERAL = 2


@dataclass(frozen=True)
class Told:
    """What is answered, of which rows (by number), and why, should it be asked."""

    lines: tuple[str, ...]
    rows: tuple[int, ...]
    why: str


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
    if not operation.steps and not operation.every:
        part = _meant_before(part, what, chosen)
    part = _so_many(part, sheet, whole, operation.many, (chosen, (*earlier, *chosen)))
    asked = Asked(
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
    if len(chosen) < _SEVERAL and not one_will_do:
        return sheet
    rows = [row for row in sheet.rows if row.number in chosen]
    return sheet.with_rows(rows) if rows else sheet


def _so_many(
    part: Sheet, sheet: Sheet, whole: Sheet, many: int | None, told: Sequence[Sequence[int]]
) -> Sheet:
    """Of how many rows is spoken: these, else those that were told last.

    Raises:
        CannotReckonError: there are not so many.
    """
    if many is None or many in {len(one.rows) for one in (part, part.parts, sheet, sheet.parts)}:
        return part
    for last in map(set, told):
        if len(last) == many:
            return part.with_rows(row for row in whole.rows if row.number in last)
    raise CannotReckonError("not_so_many", count=len(part.parts.rows), many=many)


def _sum(asked: Asked) -> Lines:
    found = total(asked.part, asked.key)
    if len(found.rows) == 1:
        return _tell(asked)
    return [_summed(asked, found, "sum"), _left_out(asked, found)], found.rows


def _summed(asked: Asked, found: Reckoned, key: str) -> str:
    """Each row with its figure, and what they make."""
    value = asked.said(found.value)
    if len(found.rows) > MOST_NAMED:
        return asked.say(f"{key}_many", column=asked.label, count=len(found.rows), value=value)
    parts = [
        asked.say("part", name=row_name(asked.sheet, row), value=asked.cell(row))
        for row in found.rows
    ]
    return asked.say(key, column=asked.label, parts=" + ".join(parts), value=value)


def _left_out(asked: Asked, found: Reckoned) -> str:
    return asked.say("left_out", count=found.without) if found.without else ""


def _mean(asked: Asked) -> Lines:
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


def _divided(asked: Asked, found: Reckoned, column: str, by: str) -> str:
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
        value=asked.said(found.value),
    )


def _per(asked: Asked) -> Lines:
    by = asked.operation.figure.by
    assert by is not None
    found = quotient(asked.part, asked.key, by)
    lines = [_divided(asked, found, asked.key, by), _left_out(asked, found)]
    return lines, found.rows


def _share(asked: Asked) -> Lines:
    """Of what was answered; each row's where none is meant."""
    of = asked.sheet.column(asked.key).part_of
    rows = asked.part.parts.rows
    if of is not None and len(rows) > 1 and asked.sheet.column(asked.key).adds:
        return [_parts_said(asked, of)], rows
    if of is not None:
        return [_part_said(asked, row, of) for row in rows[:MOST_NAMED]], rows
    if not asked.sheet.column(asked.key).adds:
        raise CannotReckonError("no_sum", column=asked.key)
    whole = _share_of(asked)
    if len(rows) == len(whole.rows):
        parts = [whole.with_rows([row]) for row in rows[:MOST_NAMED]]
        return [_share_said(asked, one, whole) for one in parts], rows
    return [_share_said(asked, asked.part.with_rows(rows), whole)], rows


def _share_of(asked: Asked) -> Sheet:
    """What was answered; but what was only left out of it counts no more."""
    told = [row for row in asked.sheet.rows if row.number in asked.chosen]
    numbers = {row.number for row in asked.part.rows}
    if len(told) > len(numbers) and numbers <= {row.number for row in told}:
        return asked.sheet.with_rows(told)
    left_out = all(isinstance(one, Named) and not one.keep for one in asked.sheet.steps)
    return (asked.sheet if left_out and asked.sheet.steps else asked.whole).parts


def _share_said(asked: Asked, part: Sheet, whole: Sheet) -> str:
    return asked.say(
        "share",
        rows=asked.named(part.rows),
        column=asked.label,
        part=asked.said(total(part, asked.key).value),
        whole=asked.said(total(whole, asked.key).value),
        value=asked.turn.speech.percent(share(part, whole, asked.key)),
    )


def _parts_said(asked: Asked, of: str) -> str:
    """What the cells of several rows are of others in them, together."""
    part, whole = total(asked.part, asked.key).value, total(asked.part, of).value
    return asked.say(
        "part_of",
        rows=asked.named(asked.part.parts.rows),
        column=asked.label,
        part=asked.said(part),
        of=label(asked.turn.speech, asked.sheet.column(of)),
        whole=asked.said(whole),
        value=asked.turn.speech.percent(ratio(part, whole)),
    )


def _part_said(asked: Asked, row: Row, of: str) -> str:
    """What a cell is of another one in its row."""
    return asked.say(
        "part_of",
        rows=row_name(asked.sheet, row),
        column=asked.label,
        part=asked.cell(row),
        of=label(asked.turn.speech, asked.sheet.column(of)),
        whole=asked.cell(row, of),
        value=asked.turn.speech.percent(
            ratio(*(asked.sheet.cell(row, key) for key in (asked.key, of)))
        ),
    )


def _same(asked: Asked) -> Lines:
    """Whether all rows have the same; else from where to where they go."""
    rows = [row for row in asked.part.parts.rows if asked.sheet.cell(row, asked.key) is not None]
    if not rows:
        raise CannotReckonError("no_rows")
    if len({asked.cell(row) for row in rows}) == 1:
        return [
            asked.say("same", column=asked.label, count=len(rows), value=asked.cell(rows[0]))
        ], rows
    ordered_rows = ordered(asked.sheet.with_rows(rows), asked.key, down=True)
    first, last = ordered_rows[0], ordered_rows[-1]
    line = asked.say(
        "not_same",
        column=asked.label,
        first=row_name(asked.sheet, first),
        first_value=asked.cell(first),
        second=row_name(asked.sheet, last),
        second_value=asked.cell(last),
    )
    return [line], rows


def _place(asked: Asked) -> Lines:
    """Where rows stand in the order that is shown."""
    of, rows = len(asked.sheet.rows), asked.part.rows
    places = {row.number: at for at, row in enumerate(asked.sheet.rows, 1)}
    lines = [
        asked.say("place", name=row_name(asked.sheet, row), place=places[row.number], of=of)
        for row in rows[:MOST_NAMED]
    ]
    return [f"{line} {row.line}" for line, row in zip(lines, rows, strict=False)], rows


def _count(asked: Asked) -> Lines:
    rows, sheet = asked.part.parts.rows, asked.sheet
    said = steps_said(asked.turn.speech, asked.whole, (*sheet.steps, *asked.operation.steps))
    if not said:
        return [asked.say("count", count=len(rows))], ()
    key = "count_none" if not rows else "count_of"
    line = asked.say(
        key, count=len(rows), of=len(asked.whole.parts.rows), rows=said, names=asked.named(rows)
    )
    return [line], rows


def _extreme(asked: Asked) -> Lines:
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


def _tell(asked: Asked) -> Lines:
    if asked.key == asked.sheet.columns[0].key:
        return [row.line for row in asked.part.rows[:MOST_NAMED]], asked.part.rows
    lines = [
        asked.say(
            "tell", name=row_name(asked.sheet, row), column=asked.label, value=asked.cell(row)
        )
        for row in asked.part.rows[:MOST_NAMED]
    ]
    return lines, asked.part.rows


def _minus(asked: Asked) -> Lines:
    return left_lines(asked.turn, asked.part, asked.key), asked.part.rows


def _why_not(asked: Asked) -> Lines:
    """It is there; or which step left it out; or it was not among what was answered."""
    names = [name for one in asked.operation.steps if isinstance(one, Named) for name in one.names]
    lines = [_why_one(asked, name) for name in names]
    return lines, ()


def _why_one(asked: Asked, name: str) -> str:
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


_TELLS: dict[str, Callable[[Asked], Lines]] = {
    SUM: _sum,
    MEAN: _mean,
    PER: _per,
    SHARE: _share,
    COUNT: _count,
    MOST: _extreme,
    LEAST: _extreme,
    TELL: _tell,
    DIFFERENCE: difference_lines,
    RATIO: ratio_lines,
    MINUS: _minus,
    WHY_NOT: _why_not,
    PLACE: _place,
    SAME: _same,
}
