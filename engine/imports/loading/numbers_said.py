"""Numbers that somebody answered: by how many levels a course raises a skill, hours of a day."""

from __future__ import annotations

from decimal import Decimal

from engine.imports.costs import NumberColumn

BEST = 5


def number_said(text: str | None, most: int) -> Decimal | None:
    """None where it is no number above nothing, or more than can be."""
    value = NumberColumn([text]).value(text) if text else None
    return value if value is not None and 0 < value <= most else None
