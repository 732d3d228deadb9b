"""What a text means by the words in it."""

import pytest

from engine.imports.kinds.kind import kinds
from engine.imports.reading.word_parts import meant_by_parts

OUTCOMES = kinds()["trainings"].words["outcome"]
DELIVERIES = kinds()["trainings"].words["delivery"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("补考合格", "passed"),
        ("考核不合格(缺一科)", None),
        ("Completed 2025", "completed"),
        ("未完成学习", "incomplete"),
        ("Status: No Show", "not_taken"),
    ],
)
def test_the_only_value_whose_words_stand_in_a_text(text: str, value: str | None) -> None:
    assert meant_by_parts(text, OUTCOMES) == value


def test_a_delivery_by_the_word_in_it() -> None:
    assert meant_by_parts("外请内训", DELIVERIES) == "internal"
    assert meant_by_parts("Online Class", DELIVERIES) == "online"


@pytest.mark.parametrize(
    "text",
    [
        "合格待定",  # still open
        "Completed but failed",  # two values
        "not really completed",  # denied
        "passable",  # no word of its own
        "Completed, as his manager told us at the end of the month",  # a sentence
        "p",
    ],
)
def test_what_is_denied_open_or_twofold_is_not_taken(text: str) -> None:
    assert meant_by_parts(text, OUTCOMES) is None
