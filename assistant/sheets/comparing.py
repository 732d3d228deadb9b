"""Figures that a column is held against: over 50,000, 20人以上, between two sums."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.sheets.piece import BESIDE, Number, Piece, apart
from assistant.sheets.sheet import SHARE, Column
from assistant.sheets.steps import AT_LEAST, AT_MOST, SIGNS, Compare, Step

_PERCENT = Decimal(100)


def is_bound(pieces: Sequence[Piece], number: Piece) -> bool:
    """Whether the figure is what a column is held against."""
    value: Number = number.value
    return value.high is not None or sign_of(pieces, number) is not None


def sign_of(pieces: Sequence[Piece], number: Piece) -> str | None:
    """Its side by the words beside it; else as the reader of figures has it."""
    beside = sign_beside(pieces, number)
    if beside is not None:
        return beside.name
    bound = number.value.bound
    return bound if bound in SIGNS else None


def sign_beside(pieces: Sequence[Piece], number: Piece) -> Piece | None:
    """不超过 is longer than 超过; what stands beside is nearer than what stands off."""
    signs = [one for one in pieces if one.kind == "signs"]
    near = [one for one in signs if apart(one, number) <= BESIDE]
    return min(near, key=lambda one: (apart(one, number), one.start), default=None)


def compares(
    pieces: Sequence[Piece], number: Piece, column: Column, keep: bool
) -> list[Step] | None:
    value: Number = number.value
    if value.means == "share" and column.kind != SHARE:
        return None
    scale = _PERCENT if column.kind == SHARE else Decimal(1)
    if value.high is not None:
        if not keep:
            return None
        low, high = value.value / scale, value.high / scale
        return [
            Compare(column=column.key, sign=AT_LEAST, value=low),
            Compare(column=column.key, sign=AT_MOST, value=high),
        ]
    sign = sign_of(pieces, number)
    if sign is None:
        return None
    return [
        Compare(
            column=column.key,
            sign=sign,
            value=value.value / scale,
            currency=value.currency,
            keep=keep,
        )
    ]
