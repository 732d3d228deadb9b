"""Which groups' figures may be told to who may not see the people in them.

A group is a unit with all below it, or those of one position there. Small groups are
withheld; and so is what would give one away as a difference: of a unit and one above it, or
of a unit and all its parts (complementary suppression; Hundepool et al., Statistical
Disclosure Control, ch. 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from engine.access.paths import codes_in


class Census(Protocol):
    """How many people there are; `position` None means all."""

    def size(self, path: str, position: int | None) -> int: ...

    def children(self, path: str) -> Sequence[str]: ...

    def only_position(self, path: str) -> int | None:
        """The position that everybody under a unit has; None if they differ."""


def is_disclosed(census: Census, path: str, position: int | None, smallest: int) -> bool:
    """Whether figures of the group may be told."""
    group = census.size(path, position)
    if group < smallest:
        return False
    above = units_above(path)
    wholes = [census.size(whole, None) for whole in (*above, path)]
    # People of one position alone are also part of that position's people further up.
    kind = position if position is not None else census.only_position(path)
    if kind is not None:
        wholes += [census.size(whole, kind) for whole in above]
    if position is not None:
        wholes += [census.size(unit, None) for unit in _units_holding(census, path, position)]
    if not all(is_safe(whole - group, smallest) for whole in wholes):
        return False
    return position is not None or not _is_complement(census, path, smallest)


def is_safe(difference: int, smallest: int) -> bool:
    """Whether it is nobody, or enough people."""
    return difference == 0 or difference >= smallest


def units_above(path: str) -> list[str]:
    """The paths of the units above one, the topmost first."""
    codes = codes_in(path)
    return ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes) - 1)]


def withheld(parts: Mapping[str, int], beside: int, smallest: int) -> set[str]:
    """Which parts of a whole must not be told along with it: the small ones, and as many of
    the next ones as it takes that what is not told is nobody or enough people. `beside` are
    those in no part."""
    hidden = {name for name, size in parts.items() if size < smallest}
    rest = beside + sum(parts[name] for name in hidden)
    for name in sorted(parts, key=lambda one: (parts[one], one)):
        if is_safe(rest, smallest):
            break
        if name not in hidden:
            hidden.add(name)
            rest += parts[name]
    return hidden


def _units_holding(census: Census, path: str, position: int) -> Iterator[str]:
    """Units further down in which all of a position's people are."""
    group = census.size(path, position)
    for child in census.children(path):
        if census.size(child, position) == group:
            yield child
            yield from _units_holding(census, child, position)


def _is_complement(census: Census, path: str, smallest: int) -> bool:
    """Whether the unit has to be withheld so that its siblings can be told."""
    above = units_above(path)
    if not above:
        return False
    parts = {child: census.size(child, None) for child in census.children(above[-1])}
    beside = census.size(above[-1], None) - sum(parts.values())
    return path in withheld(parts, beside, smallest)
