"""Levels on whatever scale, as 0 to 5."""

from decimal import Decimal

import pytest

from engine.imports.reading.rows import Wrong
from engine.imports.values.levels import Levels, is_mastery


def read(texts: str, said: str | None = None) -> list[str]:
    """All levels of a column; `?` where its scale is not sure, `-` for what is none."""
    levels = Levels(texts.split(), said)
    return [_read(levels, text) for text in texts.split()]


def _read(levels: Levels, text: str) -> str:
    if levels.unsure:
        return "?"
    try:
        return f"{levels.read(text).normalize():f}"
    except Wrong:
        return "-"


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        ("0 3 5", "0 3 5"),
        ("1 4 2.5", "1 4 2.5"),
        ("2 8 10", "1 4 5"),
        ("3 9", "1.5 4.5"),
        ("60 85 100", "3 4.25 5"),
        ("30 55", "1.5 2.75"),
        ("25% 50% 100%", "1.25 2.5 5"),
        ("3/5 4/10", "3 2"),
        ("★★★ ★★★★★ ★★☆☆☆", "3 5 2"),
        ("3级 5级 1级", "3 5 1"),
        ("L2 L4", "2 4"),
        ("了解 熟悉 掌握 精通", "1.25 2.5 3.75 5"),
        ("不会 了解 熟悉 掌握 精通", "0 1.25 2.5 3.75 5"),
        ("A B C D", "5 3.75 2.5 1.25"),
        ("优 良 中 差", "5 3.75 2.5 1.25"),
        ("初级 中级 高级 专家", "1.25 2.5 3.75 5"),
        ("novice competent proficient expert", "1 3 4 5"),
        ("◔ ◑ ● ○", "1.25 2.5 5 0"),
        ("3 maybe 4", "3 - 4"),
        ("3 -1 4", "3 - 4"),
    ],
)
def test_the_whole_column_decides(texts: str, right: str) -> None:
    assert read(texts) == right.split()


@pytest.mark.parametrize(
    ("texts", "options"),
    [
        ("1 4 6", ("0-6", "0-7", "0-10", "0-20", "0-100")),
        ("12 14 9", ("0-20", "0-100")),
        ("0.5 0.8 1", ("0-1", "0-5")),
        ("初级 中级", None),
        ("a b", None),
    ],
)
def test_what_is_not_sure_is_asked(texts: str, options: tuple[str, ...] | None) -> None:
    unsure = Levels(texts.split()).unsure
    assert unsure is not None
    assert unsure.proposed in unsure.options
    assert options is None or unsure.options == options


def test_an_answer_decides() -> None:
    assert read("12 14", "0-20") == ["3", "3.5"]
    assert read("初级 中级", "初级 < 中级 < 高级 < 专家") == ["1.25", "2.5"]
    assert read("12 14", "nonsense") == ["?", "?"]


def test_a_number_that_is_explained_is_the_number() -> None:
    levels = Levels(["3 - works unsupervised", "4 (trains others)", "1: in training"])
    assert levels.read("3 - works unsupervised") == Decimal(3)
    assert levels.read("4 (trains others)") == Decimal(4)
    assert (levels.unsure, levels.scale) == (None, "")


@pytest.mark.parametrize("word", ["精通", "proficient", "可带教", "beherrscht", "◑"])
def test_some_words_are_of_skills_alone(word: str) -> None:
    assert is_mastery(word)


@pytest.mark.parametrize("word", ["良好", "high", "b", "excellent", "安全"])
def test_words_that_judge_anything_are_not_of_skills_alone(word: str) -> None:
    assert not is_mastery(word)
