"""The scores of understanding, by hand-made readings; files that cannot be measured with."""

from pathlib import Path
from typing import Any

import pytest

from commands.evaluation import scores
from commands.evaluation.files import read_lines
from commands.evaluation.scores import Reading
from commands.failure import Failure


def reading(
    meant: str, ranked: list[str], confidence: float = 0.9, **entities: tuple[Any, Any]
) -> Reading:
    return Reading(
        text="",
        meant=meant,
        ranked=ranked,
        confidence=confidence,
        expected={kind: pair[0] for kind, pair in entities.items() if pair[0] is not None},
        found={kind: pair[1] for kind, pair in entities.items() if pair[1] is not None},
        milliseconds=1.0,
    )


READINGS = [
    reading("greet", ["greet", "help"]),
    reading("help", ["greet", "help"]),
    reading("cancel", ["deny", "affirm", "greet", "cancel"]),
]


def test_accuracy_counts_the_first_and_the_first_three() -> None:
    assert scores.accuracy(READINGS) == pytest.approx(1 / 3)
    assert scores.accuracy(READINGS, within=3) == pytest.approx(2 / 3)


def test_macro_f1_is_the_mean_over_what_was_meant() -> None:
    assert scores.macro_f1(READINGS) == pytest.approx((2 / 3 + 0 + 0) / 3)


def test_confusions_name_what_was_meant_and_understood() -> None:
    assert scores.confusions(READINGS) == [("help", "greet", 1), ("cancel", "deny", 1)]


def test_only_sure_changes_count_for_their_precision() -> None:
    count = scores.sure_changes(
        [
            reading("approve_request", ["approve_request"]),
            reading("reject_request", ["approve_request"]),
            reading("reject_request", ["approve_request"], confidence=0.2),
            reading("greet", ["greet"]),
        ],
        threshold=0.5,
    )
    assert count.precision == 0.5


@pytest.mark.parametrize(
    ("expected", "found", "right", "contained"),
    [
        (30, 30, 1, 1),
        ([10, 5], [10], 1, 1),
        (6500, "6500.0", 1, 1),
        (30, 31, 0, 0),
    ],
)
def test_numbers_are_compared_exactly(
    expected: Any, found: Any, right: int, contained: int
) -> None:
    readings = [reading("greet", ["greet"], headcount=(expected, found))]
    assert scores.by_entity(readings)["headcount"].right == right
    assert scores.by_entity(readings, contained=True)["headcount"].right == contained


def test_words_count_as_contained_when_one_holds_the_other() -> None:
    readings = [reading("greet", ["greet"], course=("谈判", " 客户谈判 "))]
    assert scores.by_entity(readings)["course"].right == 0
    assert scores.by_entity(readings, contained=True)["course"].right == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "empty"), ("{", "not JSON"), ('{"text": "a"}', "lacks capability"), ("[1]", "lacks")],
)
def test_a_file_that_cannot_be_measured_with_says_why(
    tmp_path: Path, content: str, said: str
) -> None:
    file = tmp_path / "sentences.jsonl"
    file.write_text(content)
    with pytest.raises(Failure, match=said):
        read_lines(file, ("text", "capability"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="no file"):
        read_lines(tmp_path / "nothing.jsonl", ())
