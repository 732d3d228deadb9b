"""What only a person can say of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """`as_of` is the day that a list of people tells of (today, unless said); `renamed` are units
    by their old names, with the new ones; `new_units` are those that are new and no old ones
    renamed; `reused` are employee numbers that belong to somebody else now; `decimal` is the
    decimal sign of the costs."""

    as_of: date | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    new_units: frozenset[str] = frozenset()
    reused: frozenset[str] = frozenset()
    decimal: str | None = None
