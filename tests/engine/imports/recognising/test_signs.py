"""What speaks for and against kinds."""

import pytest

from engine.imports.kinds.kind import Kind, kinds
from engine.imports.recognising.assigning import View
from engine.imports.recognising.known import Known
from engine.imports.recognising.signs import SIGNS, holds
from tests.engine.imports.recognising.tables import a_table

TRAININGS = a_table("工号|课程名称|培训日期|费用", "1|焊接|2026-01-05|20.5", "1|安全|2026-02-05|30")
MATRIX = a_table("工号|焊接|钳工|点检", "1|3|2|0", "2|4|1|2")


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_every_sign_of_a_kind_can_be_seen(kind: Kind) -> None:
    assert {code for codes in kind.signs.values() for code in codes} <= set(SIGNS)


@pytest.mark.parametrize(
    "code", ["person_column", "course_column", "money_column", "day_of_training", "person_repeats"]
)
def test_signs_of_trainings(code: str) -> None:
    assert holds(code, View(TRAININGS, Known()))


@pytest.mark.parametrize(
    "code", ["levels_in_columns", "numbers_in_0_5", "many_number_columns", "one_row_a_person"]
)
def test_signs_of_a_matrix(code: str) -> None:
    assert holds(code, View(MATRIX, Known()))
    assert not holds(code, View(TRAININGS, Known()))
