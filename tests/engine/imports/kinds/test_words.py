"""What a cell says among the words of a field."""

import pytest

from engine.imports.kinds.kind import kinds
from engine.imports.kinds.words import value_of

STATUS = kinds()["people"].words["status"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Active 在职", "active"),
        ("Resigned 离职", "left"),
        ("离职-个人原因", "left"),
        ("留職停薪", "leave"),
        ("Terminated (voluntary)", "left"),
        ("待离职", "active"),
    ],
)
def test_a_word_in_two_languages_or_with_its_reason_is_known(text: str, value: str) -> None:
    assert value_of(STATUS, text) == value


@pytest.mark.parametrize(
    "text", ["Active - on leave", "non-active", "In-active", "A/L", "在职/离职", "gardening", ""]
)
def test_what_says_two_things_or_an_unknown_one_is_asked(text: str) -> None:
    assert value_of(STATUS, text) is None
