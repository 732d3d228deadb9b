"""A last row that counts marks is no row of the list, whatever it is called."""

import pytest

from tests.engine.imports.shape.sheets import table

ROWS = "工号|姓名|消防|急救\n1|甲|√|√\n2|乙||√\n3|丙|√|\n"


def test_a_row_that_counts_the_marks_above_it_is_left_out() -> None:
    assert len(table(f"{ROWS}|到了|2|2")) == 3


def test_other_numbers_are_a_row() -> None:
    assert len(table(f"{ROWS}|到了|2|9")) == 4


def test_numbers_among_numbers_count_nothing() -> None:
    numbers = "工号|姓名|消防|急救\n1|甲|5|3\n2|乙|5|2\n3|丙|4|2\n|丁|2|2"
    assert len(table(numbers)) == 4


@pytest.mark.parametrize("words", ["Headcount P1:", "Total employees", "在职人数", "人数合计"])
def test_a_count_at_the_foot_is_no_row(words: str) -> None:
    people = "".join(f"A{at}|Ann Alder {at}|Paint\n" for at in range(1, 7))
    assert len(table(f"EE|Name|Dept\n{people}{words}|6|")) == 6


@pytest.mark.parametrize(
    "words", ["人均", "人均费用", "per head", "Average per person", "pro Kopf"]
)
def test_what_a_head_comes_to_is_no_row(words: str) -> None:
    people = "".join(f"A{at}|Ann Alder {at}|{at}00\n" for at in range(1, 7))
    assert len(table(f"EE|Name|Cost\n{people}Total||2100\n|{words}|350")) == 6
