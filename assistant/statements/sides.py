"""Which of the units named gives the money, and which gets it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.statements.statement import Said
from assistant.statements.units_said import UnitSaid

SIDES = ("source", "target")


def sides_of(
    units: Sequence[UnitSaid], said: Said, asked: str | None
) -> tuple[dict[str, UnitSaid], UnitSaid | None]:
    """Which unit gives and which gets, and one of which that is not clear."""
    given: dict[str, UnitSaid] = {}
    units = _without_same(units)
    loose = [one for one in units if not one.replaced and one.side is None]
    for one in units:
        # What takes the place of a unit that was said before takes its side.
        side = _side_in(said, one) if one.replaced else None
        if side is not None and loose:
            given[side] = loose.pop(0)
    corrected = set(given)
    for one in units:
        if one.side and not one.replaced:
            given[one.side] = one
    for one in units:
        if one.replaced and not corrected and _side_in(said, one) is None:
            given.setdefault(one.side or "source", one)
    for one in loose:
        side = _free(given, said, asked, len(loose) > 1)
        if side is None:
            return given, one
        given[side] = one
    return given, None


def _without_same(units: Sequence[UnitSaid]) -> list[UnitSaid]:
    """One name at several places, or of several meanings, once."""
    first: dict[tuple[str | None, str, bool, str | None], UnitSaid] = {}
    for one in units:
        first.setdefault(
            (one.code, one.words if one.code is None else "", one.replaced, one.side), one
        )
    return list(first.values())


def _side_in(said: Said, unit: UnitSaid) -> str | None:
    """The side on which a unit is so far."""
    for side in SIDES:
        known = said.get(side)
        if known and unit.code == known["code"]:
            return side
    return None


def _free(given: dict[str, UnitSaid], said: Said, asked: str | None, several: bool) -> str | None:
    """The side that a name without one takes: that which is asked for, or the only one open; of
    two names the first gives."""
    free = [side for side in SIDES if side not in given]
    if asked in free:
        return asked
    unknown = [side for side in free if not said.get(side)]
    if len(unknown) == 1 or (unknown and several):
        return unknown[0]
    return free[0] if len(free) == 1 and not unknown else None
