"""Patterns that stand in a file of words beside their reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.understanding.patterns import Patterns

SAID = r"""
whole = '(?P<day><count>)\s<unit>'
unit = ['天', 'days?']
joint = '<lists.and>'
sides = [['before', '之前'], ['after', '<unit> later']]
"""
ADDED = r"""
[en]
sides = [['before', 'earlier']]
half = 'half'
[zh]
unit = '日'
joint = '和'
"""


@pytest.fixture
def reader(tmp_path: Path) -> str:
    (tmp_path / "days.toml").write_text(SAID, encoding="utf-8")
    return str(tmp_path / "days.py")


def test_a_list_is_one_of_it(reader: str) -> None:
    assert Patterns(reader)["unit"] == "天|days?"


def test_places_are_filled_and_groups_left(reader: str) -> None:
    assert Patterns(reader, count=r"\d+")["whole"] == r"(?P<day>\d+)\s(?:天|days?)"


@pytest.fixture
def enlarged(reader: str) -> str:
    with Path(reader).with_suffix(".toml").open("a", encoding="utf-8") as words:
        words.write(ADDED)
    return reader


def test_a_language_adds_ways_to_say_it(enlarged: str) -> None:
    assert Patterns(enlarged)["unit"] == "天|days?|日"
    assert Patterns(enlarged)["half"] == "half"
    assert Patterns(enlarged, lambda section, name: f"{section}/{name}")["joint"] == "lists/and|和"


def test_pairs_tell_something_each_in_their_order(enlarged: str) -> None:
    sides = Patterns(enlarged).each("sides")
    assert [told for told, _ in sides] == ["before", "after", "before"]
    assert sides[1][1].fullmatch("Days later")


def test_lists_are_shared(reader: str) -> None:
    assert Patterns(reader, lambda section, name: f"{section}/{name}")["joint"] == "lists/and"


def test_the_case_of_letters_does_not_matter(reader: str) -> None:
    assert Patterns(reader).compiled("unit").fullmatch("DAYS")


def test_what_nobody_wrote_is_missed(reader: str) -> None:
    with pytest.raises(KeyError):
        Patterns(reader)["year"]
