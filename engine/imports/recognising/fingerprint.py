"""By what a kept mapping knows a sheet again: its headings, in any order and spelling."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from engine.imports.recognising.vocabulary import squashed
from engine.imports.sheet_mapping import SheetMapping

# Of the columns that a mapping used, how many must be there for it to be nearly the same sheet.
NEARLY = 0.8


def fingerprint(headings: Sequence[str]) -> str:
    said = "\n".join(sorted(map(squashed, headings)))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def kept_for(
    kept: Sequence[SheetMapping], headings: Sequence[str], file: str, sheet: str
) -> SheetMapping | None:
    """The mapping kept for such a sheet: of the same headings (of the same sheet, where several
    have them), else of nearly the same."""
    same = [one for one in kept if one.fingerprint == fingerprint(headings)]
    if same:
        return max(same, key=lambda one: (one.sheet == sheet) + (one.file == file))
    near = [one for one in kept if one.headings and alike(one.headings, headings) >= NEARLY]
    return max(near, key=lambda one: alike(one.headings, headings), default=None)


def alike(before: Sequence[str], now: Sequence[str]) -> float:
    """The share of headings that both have."""
    old, new = set(map(squashed, before)), set(map(squashed, now))
    return len(old & new) / max(1, len(old | new))
