"""Whatever the catalogue of queries has is called something in every language."""

from __future__ import annotations

import pytest

from assistant.language import LANGUAGES
from assistant.querying.composing.draft import subjects
from assistant.querying.composing.lexicon import (
    DIMENSION,
    MEASURE,
    SUBJECT,
    Meaning,
    meaning,
    usual_names,
    words_in,
)
from engine.query.subject import SHARE_OF


def things() -> set[str]:
    found = {f"{SUBJECT}.{name}" for name in subjects()}
    for subject in subjects().values():
        found |= {f"{DIMENSION}.{name}" for name in subject.dimensions}
        named = (one for one in subject.measures if not one.startswith(SHARE_OF))
        found |= {f"{MEASURE}.{name}" for name in named}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_a_name(language: str) -> None:
    assert sorted(things() - usual_names(language).keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_that_there_is_has_a_name(language: str) -> None:
    values = {
        f"values.{name}.{value}"
        for subject in subjects().values()
        for name, dimension in subject.dimensions.items()
        for value in dimension.values
    }
    assert sorted(values - usual_names(language).keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_has_a_name_that_there_is_not(language: str) -> None:
    kinds = (SUBJECT, DIMENSION, MEASURE)
    named = {one for one in usual_names(language) if one.partition(".")[0] in kinds}
    assert sorted(named - things()) == []


def test_every_subject_has_its_main_figure_and_its_question() -> None:
    for name, subject in subjects().items():
        assert meaning("main")[name] in subject.measures
        assert name in meaning("capability")


def test_rows_are_of_what_the_subject_has() -> None:
    for name, subject in subjects().items():
        rows = meaning("rows").get(name)
        if isinstance(rows, dict):
            assert {*rows["by"]} <= subject.dimensions.keys()
            assert {*rows["measures"]} <= subject.measures.keys()


def test_the_longest_word_is_read() -> None:
    (found,) = words_in("cost per head")
    assert Meaning(MEASURE, "spent_per_head") in found.meanings


def test_words_of_other_words_are_none() -> None:
    assert [one for one in words_in("respondent") if one.meanings] == []
