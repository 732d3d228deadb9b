"""No two answers differ by a few people: for any company, by its numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.access.disclosure import is_disclosed, is_safe, withheld

SMALLEST = 5
POSITIONS = (1, 2)


@dataclass
class Numbers:
    """People directly in each unit, by position."""

    direct: dict[str, tuple[int, int]]

    def size(self, path: str, position: int | None) -> int:
        return sum(
            sum(people) if position is None else people[position - 1]
            for unit, people in self.direct.items()
            if unit.startswith(path)
        )

    def children(self, path: str) -> Sequence[str]:
        depth = path.count("/") + 1
        return [one for one in self.direct if one.startswith(path) and one.count("/") == depth]

    def only_position(self, path: str) -> int | None:
        held = [position for position in POSITIONS if self.size(path, position)]
        return held[0] if len(held) == 1 else None

    def told(self) -> list[tuple[str, int | None]]:
        """Every group that somebody without the right to the people is answered about."""
        return [
            (path, position)
            for path in self.direct
            for position in (None, *POSITIONS)
            if is_disclosed(self, path, position, SMALLEST)
        ]

    def people(self, group: tuple[str, int | None]) -> set[tuple[str, int, int]]:
        path, position = group
        return {
            (unit, kind, number)
            for unit, people in self.direct.items()
            if unit.startswith(path)
            for kind in POSITIONS
            if position in (None, kind)
            for number in range(people[kind - 1])
        }


@st.composite
def companies(draw: st.DrawFn) -> Numbers:
    people = st.tuples(st.integers(0, 8), st.integers(0, 8))
    direct = {"/C/": draw(people)}
    for number in range(draw(st.integers(0, 3))):
        path = f"/C/D{number}/"
        direct[path] = draw(people)
        for team in range(draw(st.integers(0, 3))):
            direct[f"{path}T{team}/"] = draw(people)
    return Numbers(direct)


@settings(max_examples=400)
@given(companies())
def test_no_group_that_is_told_is_small(company: Numbers) -> None:
    for path, position in company.told():
        assert company.size(path, position) >= SMALLEST


@settings(max_examples=400)
@given(companies())
def test_no_two_that_are_told_differ_by_a_few_people(company: Numbers) -> None:
    for one, other in combinations(company.told(), 2):
        larger, smaller = company.people(one), company.people(other)
        for whole, part in ((larger, smaller), (smaller, larger)):
            if part <= whole:
                assert is_safe(len(whole - part), SMALLEST), (one, other)


@settings(max_examples=400)
@given(companies())
def test_a_unit_less_all_its_parts_that_are_told_is_no_few_people(company: Numbers) -> None:
    told = company.told()
    for path in company.direct:
        if (path, None) not in told:
            continue
        parts = [child for child in company.children(path) if (child, None) in told]
        left = company.size(path, None) - sum(company.size(child, None) for child in parts)
        assert not parts or is_safe(left, SMALLEST), (path, parts)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 20)), st.integers(0, 6))
def test_what_is_withheld_hides_enough(parts: dict[str, int], beside: int) -> None:
    hidden = withheld(parts, beside, SMALLEST)
    rest = beside + sum(parts[name] for name in hidden)
    assert is_safe(rest, SMALLEST) or hidden == set(parts)
    assert all(parts[name] >= SMALLEST for name in parts.keys() - hidden)
