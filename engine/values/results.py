"""What every computed result carries beside its figure: evidence, caveats, an explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.values.money import Money


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something an honest answer must add, as a code with its arguments."""

    code: str
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MoneyInterval:
    """Where the true amount lies with probability `level`."""

    low: Money
    high: Money
    level: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A KPI's value with its unit (share, money, count, …), to be said."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Named:
    """Something of the company's catalogue: its code and its names."""

    code: str
    name: str
    name_en: str | None = None
