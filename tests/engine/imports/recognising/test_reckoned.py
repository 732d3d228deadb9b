"""Columns that only reckon from those beside them."""

from engine.imports.recognising.reckoned import reckoned_in
from tests.engine.imports.recognising.tables import a_table

MONTHS = a_table(
    "Line|Apr|May|Jun|Q1|Jul|Aug|Sep|Q2",
    "Fire|100|200|50|350|10|20|30|60",
    "Data|300||40|340|7|8|9|24",
    "Coach|5|6|7|18||11|12|23",
    "Books||40|41|81|4|5|6|15",
    "Travel|1|2|3|6|9|9|9|27",
)


def test_a_quarter_right_behind_its_months_only_adds_them_up() -> None:
    assert reckoned_in(MONTHS, MONTHS.headings[1:]) == {"Q1", "Q2"}


def test_months_that_add_up_to_nothing_are_themselves() -> None:
    assert reckoned_in(MONTHS, ["Apr", "May", "Jun", "Jul", "Aug", "Sep"]) == set()
