"""Patterns that stand in a file of words beside their reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.understanding.patterns import Patterns

SAID = r"""
whole = '(?P<day><count>)\s<unit>'
unit = ['天', 'days?']
joint = '<lists.and>'
"""


@pytest.fixture
def reader(tmp_path: Path) -> str:
    (tmp_path / "days.toml").write_text(SAID, encoding="utf-8")
    return str(tmp_path / "days.py")


def test_a_list_is_one_of_it(reader: str) -> None:
    assert Patterns(reader)["unit"] == "天|days?"


def test_places_are_filled_and_groups_left(reader: str) -> None:
    assert Patterns(reader, count=r"\d+")["whole"] == r"(?P<day>\d+)\s(?:天|days?)"


def test_lists_are_shared(reader: str) -> None:
    assert Patterns(reader, lambda section, name: f"{section}/{name}")["joint"] == "lists/and"


def test_the_case_of_letters_does_not_matter(reader: str) -> None:
    assert Patterns(reader).compiled("unit").fullmatch("DAYS")


def test_what_nobody_wrote_is_missed(reader: str) -> None:
    with pytest.raises(KeyError):
        Patterns(reader)["year"]
