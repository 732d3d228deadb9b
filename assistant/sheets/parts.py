"""Two rows held against each other part by part: why one is dearer, or stands before the other."""

from __future__ import annotations

from assistant.base import Turn
from assistant.sheets.algebra import CannotReckonError, difference
from assistant.sheets.saying import cell_said, label, number_said, row_name
from assistant.sheets.sheet import NUMERIC, SCORE, Column, Row, Sheet, number_in
from assistant.sheets.words import found

PAIR = 2


def compared(turn: Turn) -> list[str]:
    """What makes the difference of the two rows that a why is about; nothing where it is about
    none of what was shown."""
    shown = turn.talk.seen
    if shown is None or shown.whole is None or not _compares(turn.message.text):
        return []
    whole = shown.whole
    rows = _pair(turn, whole)
    if len(rows) != PAIR:
        return []
    try:
        return _lines(turn, whole, *rows)
    except CannotReckonError:
        return []


def _compares(text: str) -> bool:
    return any(True for _ in found("comparatives", text))


def _pair(turn: Turn, whole: Sheet) -> list[Row]:
    """Those that are named; else the last two that a figure was told of."""
    shown, text = turn.talk.seen, turn.message.text.casefold()
    assert shown is not None
    codes = {str(one["code"]) for one in turn.message.entities if one.get("code")}
    named = [row for row in whole.rows if _is_named(whole, row, codes, text)]
    if len(named) == 1 and any(name == "first" for name, _, _ in found("comparatives", text)):
        named = [row for row in whole.rows[:1] if row is not named[0]] + named
    if named or shown.worked != turn.talk.messages - 1:
        return named
    told = tuple(dict.fromkeys((*shown.earlier, *shown.chosen)))[-PAIR:]
    return [row for number in told for row in whole.rows if row.number == number]


def _is_named(whole: Sheet, row: Row, codes: set[str], text: str) -> bool:
    return row.thing.get("code") in codes or row_name(whole, row).casefold() in text


def _lines(turn: Turn, whole: Sheet, first: Row, second: Row) -> list[str]:
    """The figure that the rows are asked for, and what of it differs; then what is the same.

    Raises:
        CannotReckonError: they are in two currencies.
    """
    main = whole.column(whole.main)
    if (number_in(whole.cell(first, main.key)) or 0) < (
        number_in(whole.cell(second, main.key)) or 0
    ):
        first, second = second, first
    names = {"first": row_name(whole, first), "second": row_name(whole, second)}
    differs, same = [], []
    for one in whole.columns:
        if one.kind not in NUMERIC or one.of or one is main:
            continue
        if whole.cell(first, one.key) is None or whole.cell(second, one.key) is None:
            continue
        line = _line(turn, whole, one, first, second)
        if number_in(difference(whole.cell(first, one.key), whole.cell(second, one.key))):
            differs.append(f"· {line}")
        else:
            value = cell_said(turn.speech, one.kind, whole.cell(first, one.key))
            same.append(f"{label(turn.speech, one)} {value}")
    head = turn.say("sheet.parts_head", line=_line(turn, whole, main, first, second), **names)
    alike = turn.say("sheet.parts_same", parts=same) if same else ""
    # A score is made of its parts; why a sum is higher, nothing says.
    why = whole.source if main.kind == SCORE else turn.say("sheet.parts_why")
    return [head, *differs, alike, why]


def _line(turn: Turn, whole: Sheet, column: Column, first: Row, second: Row) -> str:
    cells = [whole.cell(row, column.key) for row in (first, second)]
    value = difference(cells[0], cells[1])
    less = (number_in(value) or 0) < 0
    return turn.say(
        "sheet.parts_less" if less else "sheet.parts_more",
        column=label(turn.speech, column),
        first_value=cell_said(turn.speech, column.kind, cells[0]),
        second_value=cell_said(turn.speech, column.kind, cells[1]),
        value=number_said(turn.speech, column.kind, -value if less else value),
    )
