"""What a file of words says at a place, with what languages add to it."""

from __future__ import annotations

import pytest

from assistant.language import said_at

FILE = {
    "least": "at least",
    "people": {"most": ["up to"]},
    "zh": {"people": {"most": ["最多"]}, "least": "至少"},
}


def test_each_language_adds_its_own() -> None:
    assert said_at(FILE, "least") == ["at least", "至少"]
    assert said_at(FILE, "people", "most") == [["up to"], ["最多"]]


def test_what_one_language_alone_says_stands_too() -> None:
    assert said_at({"en": {"half": "half"}}, "half") == ["half"]


def test_what_nobody_says_is_missed() -> None:
    with pytest.raises(KeyError):
        said_at(FILE, "people", "least")
