"""Signs and words for numbers, whichever language has them."""

from __future__ import annotations

import pytest

from assistant.understanding.numerals import in_signs, in_words, plainly, spelt


@pytest.mark.parametrize(
    ("said", "worth"),
    [
        ("12", 12),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿八", 28),
        ("卅", 30),
        ("初三", 3),
        ("俩", 2),
    ],
)
def test_signs(said: str, worth: int) -> None:
    assert in_signs(said) == worth


@pytest.mark.parametrize(("said", "worth"), [("12", 12), ("Twelve", 12), ("a couple of", 2)])
def test_words(said: str, worth: int) -> None:
    assert in_words(said) == worth


def test_what_is_no_number_is_none() -> None:
    with pytest.raises(KeyError):
        in_signs("二三")
    with pytest.raises(KeyError):
        in_words("many")


def test_signs_that_stand_for_others() -> None:
    assert plainly("兩萬〇伍拾个") == "两万零五十"


def test_what_a_grammar_reads_is_not_spelt() -> None:
    assert spelt("twenty") is None
