"""Which rows of a sheet are meant, step by step; each step is a small value."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

OVER, AT_LEAST, UNDER, AT_MOST = "over", "at_least", "under", "at_most"
SIGNS = (OVER, AT_LEAST, UNDER, AT_MOST)


@dataclass(frozen=True, kw_only=True)
class Compare:
    """The rows whose cell is over, under … a value; those that are not, where it does not `keep`."""

    column: str
    sign: str
    value: Decimal
    currency: str | None = None
    keep: bool = True

    def as_plain(self) -> dict[str, Any]:
        return {"step": "compare", **asdict(self), "value": str(self.value)}


@dataclass(frozen=True, kw_only=True)
class Named:
    """The rows that are about one of these things, by code or name; or those that are not."""

    names: tuple[str, ...]
    keep: bool = True

    def as_plain(self) -> dict[str, Any]:
        return {"step": "named", **asdict(self)}


@dataclass(frozen=True, kw_only=True)
class InState:
    """The rows that are in one of these states, or in none of them."""

    states: tuple[str, ...]
    keep: bool = True

    def as_plain(self) -> dict[str, Any]:
        return {"step": "in_state", **asdict(self)}


@dataclass(frozen=True)
class First:
    """So many rows from the top; from the bottom where negative."""

    many: int

    def as_plain(self) -> dict[str, Any]:
        return {"step": "first", **asdict(self)}


@dataclass(frozen=True)
class At:
    """The rows at these places, from 1 on; the last is -1."""

    places: tuple[int, ...]

    def as_plain(self) -> dict[str, Any]:
        return {"step": "at", **asdict(self)}


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """All rows, by a column."""

    column: str
    down: bool = True

    def as_plain(self) -> dict[str, Any]:
        return {"step": "sorted", **asdict(self)}


@dataclass(frozen=True, kw_only=True)
class Extreme:
    """So many rows with the highest or lowest cells, and those that are as high as the last."""

    column: str
    down: bool = True
    many: int = 1

    def as_plain(self) -> dict[str, Any]:
        return {"step": "extreme", **asdict(self)}


Step = Compare | Named | InState | First | At | Sorted | Extreme
_KINDS: dict[str, type[Any]] = {
    "compare": Compare,
    "named": Named,
    "in_state": InState,
    "first": First,
    "at": At,
    "sorted": Sorted,
    "extreme": Extreme,
}


def step_from_plain(plain: dict[str, Any]) -> Step:
    said = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in plain.items()
        if name != "step"
    }
    if plain["step"] == "compare":
        said["value"] = Decimal(said["value"])
    step: Step = _KINDS[plain["step"]](**said)
    return step
