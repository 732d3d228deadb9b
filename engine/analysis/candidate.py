"""A programme that a sum could be spent on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.values.money import Money
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A programme with its cost and value (its priority score). Of those with the same
    `variant_of` at most one is chosen; `criteria` are the parts that its origins gave it."""

    course: Named
    unit: Named
    headcount: int
    cost: Money
    value: Decimal
    mandatory: bool
    variant_of: str | None
    criteria: Mapping[str, Decimal]
