"""Groups: their sum is the headcount, whatever is changed in whichever order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.requesting.groups import (
    ADD,
    GONE,
    SET,
    TAKE,
    WITHIN,
    Group,
    GroupSaid,
    headcount_of,
    regrouped,
)

NAMES = st.sampled_from(["甲班", "乙班", "team C", "night shift"])
SAID = st.builds(
    GroupSaid,
    words=NAMES,
    how=st.sampled_from([SET, ADD, TAKE, WITHIN, GONE]),
    headcount=st.integers(1, 60),
)
TWO = (Group(words="甲班", headcount=20), Group(words="乙班", headcount=15))


@given(st.integers(0, 100), st.lists(st.tuples(st.lists(SAID, max_size=3), st.none()), max_size=8))
def test_the_headcount_is_the_sum_after_any_corrections(
    before: int, messages: list[tuple[list[GroupSaid], None]]
) -> None:
    groups: tuple[Group, ...] = ()
    for said, total in messages:
        outcome = regrouped(groups, before, said, total)
        assert outcome.headcount == headcount_of(outcome.groups)
        assert all(one.headcount > 0 for one in outcome.groups)
        groups, before = outcome.groups, outcome.headcount or before


@given(st.lists(SAID, max_size=6))
def test_no_group_stands_twice(said: list[GroupSaid]) -> None:
    names = [one.words for one in regrouped(TWO, 35, said).groups]
    assert len(names) == len(set(names))


@given(st.integers(1, 99), st.integers(1, 99))
def test_what_is_added_and_taken_away_again_leaves_what_was(before: int, more: int) -> None:
    added = regrouped(TWO, 35, [GroupSaid(words="乙班", how=ADD, headcount=more)])
    back = regrouped(
        added.groups, added.headcount, [GroupSaid(words="乙班", how=TAKE, headcount=more)]
    )
    assert back.groups == TWO


@given(st.integers(1, 50), st.integers(51, 99))
def test_a_total_is_kept_where_the_groups_leave_room(part: int, total: int) -> None:
    said = [GroupSaid(words="夜班", how=WITHIN, headcount=part)]
    assert regrouped((), 0, said, total).headcount == total


def test_one_group_is_corrected_and_the_others_stay() -> None:
    found = regrouped(TWO, 35, [GroupSaid(words="乙班", how=SET, headcount=10)])
    assert [one.headcount for one in found.groups] == [20, 10]


def test_a_first_group_comes_on_top_of_those_without_a_name() -> None:
    found = regrouped((), 30, [GroupSaid(words="夜班", how=ADD, headcount=5)])
    assert [(one.words, one.headcount) for one in found.groups] == [("", 30), ("夜班", 5)]


@pytest.mark.parametrize("how", [TAKE, GONE])
def test_nothing_is_taken_from_a_group_that_is_not_there(how: str) -> None:
    found = regrouped(TWO, 35, [GroupSaid(words="丙班", how=how, headcount=2)])
    assert (found.groups, found.unknown) == (TWO, ("丙班",))
