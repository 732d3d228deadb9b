"""The rows of a sheet that a message speaks of, as steps."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.sheets.algebra import CannotReckonError, mean
from assistant.sheets.comparing import compares, is_bound
from assistant.sheets.operation import LEAST, MEAN, MOST
from assistant.sheets.piece import NAME, NUMBER, ROWS, Piece, apart
from assistant.sheets.said import Said
from assistant.sheets.sheet import COUNT, MONEY, number_in
from assistant.sheets.states import STATES
from assistant.sheets.steps import At, Compare, First, InState, Named, Sorted, Step

_ENDS_TOLD = (MOST, LEAST)
_ENDS = {"former": 1, "latter": -1}
_PLACES = ("places", "from_end")
# Which row beside the one that was told is meant.
_BESIDE = {"next": 1, "before": -1}


def steps_of(said: Said) -> list[Step] | None:
    """None where something is said of the rows that cannot be done."""
    out = said.says("without")
    steps: list[Step] = []
    for number in said.of(NUMBER):
        made = _compared(said, number, not out)
        if made is None:
            return None
        steps += made
    steps += _against_mean(said)
    for state in said.of("states"):
        steps.append(InState(states=STATES[state.name], keep=not out))
    names = tuple(dict.fromkeys(name for one in said.of(NAME) for name in one.value))
    if names:
        steps.append(Named(names=names, keep=not out))
    places = _places(said)
    if places is None:
        return None
    if places and out:
        steps.append(Named(names=_at(said, places), keep=False))
    elif places:
        steps += _placed(said, places)
    if out and not (names or places) and said.of("told") and said.seen.chosen:
        steps.append(_without_told(said))
    elif said.of(ROWS, "rest") or said.of("others"):
        if (rest := _rest(said)) is None:
            return None
        steps.append(rest)
    for one in said.of(ROWS):
        if one.name in ("firsts", "lasts") and not said.is_of_ends(one):
            if said.columns and said.says(MOST, LEAST):
                return None
            many = one.value if one.name == "firsts" else -one.value
            steps += [_dropped(said, many)] if out else [First(many)]
    return steps


# --- by a figure ----------------------------------------------------------------------------
def _compared(said: Said, number: Piece, keep: bool) -> list[Step] | None:
    """The rows beyond a figure; None where the figure is for something else. How many of the
    rows are spoken of says nothing more."""
    if not is_bound(said.pieces, number):
        return [] if said.counts_rows(number) else None
    column = _column(said, number, said.comparing.get(number.start))
    if column is None:
        return None
    return compares(said.pieces, number, said.sheet.column(column), keep)


def _against_mean(said: Said) -> list[Step]:
    """The rows above or below the average."""
    held = [
        one for one in said.of("signs") for other in said.of("figures", MEAN) if _touch(one, other)
    ]
    if not held or said.of(NUMBER):
        return []
    named = said.columns[0].name if said.columns else None
    key = (said.key(named) if named else None) or said.sheet.main
    try:
        value = mean(said.seen.whole, key).value
    except CannotReckonError:
        return []
    amount = number_in(value)
    assert amount is not None
    return [Compare(column=key, sign=held[0].name, value=amount)]


def _touch(one: Piece, other: Piece) -> bool:
    return apart(one, other) <= 1


def _column(said: Said, number: Piece, named: Piece | None) -> str | None:
    """The column that a figure is held against: the one that is named; else the one before."""
    means = named.name if named is not None else number.value.means
    if means is not None:
        return said.key(means)
    main, before = said.sheet.column(said.sheet.main), said.seen.compared
    if before is not None and _is_of(number, said.sheet.column(before).kind):
        return before
    if number.name == "amount":
        return said.money() if main.kind != COUNT else main.key
    if number.name == "headcount" and main.kind not in (COUNT, MONEY):
        return said.key("headcount")
    return main.key


def _is_of(number: Piece, kind: str) -> bool:
    """Whether it may be a figure of that kind."""
    if number.name == "amount":
        return kind == MONEY
    return kind != MONEY or number.name != "headcount"


# --- by their place -------------------------------------------------------------------------
def _places(said: Said) -> tuple[int, ...] | None:
    found = [
        (one.start, _ENDS.get(one.name, one.value))
        for one in said.of(ROWS)
        if one.name in ("ordinal", "former", "latter")
    ]
    found += [(one.start, int(one.name)) for kind in _PLACES for one in said.of(kind)]
    named = [place for _, place in found if place is not None]
    for one in said.of("beside"):
        place = _beside(said, _BESIDE[one.name], named)
        if place is None:
            return None
        found.append((one.start, place))
    return tuple(dict.fromkeys(place for _, place in sorted(found)))


def _beside(said: Said, step: int, named: Sequence[int]) -> int | None:
    """The place of the row after or before the one that is named with it, or was told; of what
    was held, the one before today is the last."""
    numbers = [row.number for row in said.sheet.rows]
    chosen = said.seen.chosen
    if len(named) == 1:
        base = named[0] if named[0] > 0 else len(numbers) + 1 + named[0]
    elif len(chosen) == 1 and chosen[0] in numbers:
        base = numbers.index(chosen[0]) + 1
    elif not chosen and said.sheet.rows[0].thing.get("entity") == "session":
        base = len(numbers) + 1
    else:
        return None
    place = base + step
    return place if 0 < place <= len(numbers) else None


def _placed(said: Said, places: tuple[int, ...]) -> list[Step]:
    """The second; the second dearest is the second by its price."""
    before = said.seen.before
    if len(places) > 1:
        return [At(places)]
    if said.of("beside"):
        return [At(places)]
    if not said.says(MOST, LEAST):
        if said.columns or before is None or before.column is None or before.what not in _ENDS_TOLD:
            return [At(places)]
        down = before.what == MOST or places[0] < 0
        return [Sorted(column=before.column, down=down), At(places)]
    column = said.columns[0].name if said.columns else None
    by = (said.key(column) if column else None) or said.ordered_by()
    by = by or (before.column if before is not None else None) or said.sheet.main
    return [Sorted(column=by, down=said.says(MOST)), At(places)]


def _at(said: Said, places: Sequence[int]) -> tuple[str, ...]:
    rows = said.sheet.rows
    inside = [rows[one - 1 if one > 0 else one] for one in places if abs(one) <= len(rows)]
    return tuple(str(row.thing.get("code") or row.thing.get("value")) for row in inside)


def _without_told(said: Said) -> Named:
    rows = [row for row in said.sheet.rows if row.number in said.seen.chosen]
    names = tuple(str(row.thing.get("code") or row.thing.get("value")) for row in rows)
    return Named(names=names, keep=False)


def _dropped(said: Said, many: int) -> Named:
    """Without the first so many."""
    places = range(1, many + 1) if many > 0 else range(many, 0)
    return Named(names=_at(said, tuple(places)), keep=False)


def is_of_rest(said: Said) -> bool:
    """Whether it speaks of what was answered and does not stand there now."""
    spoken = said.of(ROWS, "rest") or said.of("others")
    return bool(spoken) and len(said.sheet.rows) < len(said.seen.whole.rows)


def _rest(said: Said) -> Named | None:
    """What does not stand there now; the rows beside those that were told, where all stand there;
    None where it speaks of more or fewer."""
    if is_of_rest(said):
        rest = Named(names=_at(said, tuple(range(1, len(said.sheet.rows) + 1))), keep=False)
    elif said.seen.chosen:
        rest = _without_told(said)
    else:
        return None
    left = len(said.seen.whole.rows) - len(rest.names)
    return rest if said.many() in (None, left) else None
