"""Many words as one pattern: it matches what the words themselves would, the longest first."""

from __future__ import annotations

import re

import pytest

from assistant.understanding.alternatives import one_of

WORDS = ["dollar", "dollars", "US dollar", "US$", "$", "元", "美元", "美金", "Rs.", "kr"]


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_matched_whole(word: str) -> None:
    assert re.fullmatch(one_of(WORDS), word)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 dollars", "dollars"),
        ("a dollar", "dollar"),
        ("5 US\tdollar", "US\tdollar"),
        ("8 US$", "US$"),
        ("8美元", "美元"),
        ("8元", "元"),
    ],
)
def test_the_longest_that_is_there_is_found(text: str, found: str) -> None:
    match = re.search(one_of(WORDS), text)
    assert match is not None
    assert match.group() == found


@pytest.mark.parametrize("text", ["dollarish", "Petrodollar", "krona", "美", "dolla"])
def test_a_latin_word_ends_where_its_letters_end(text: str) -> None:
    assert not re.search(one_of(WORDS), text)


def test_a_sign_of_its_own_needs_no_end() -> None:
    assert re.findall(one_of(WORDS), "Rs.5 $x") == ["Rs.", "$"]


def test_the_shorter_is_taken_where_the_longer_does_not_fit_what_follows() -> None:
    assert re.fullmatch(one_of(["a b", "a b c"]) + " c", "a b c")


@pytest.mark.parametrize(("ignoring", "found"), [(True, ["USD", "uSd"]), (False, [])])
def test_case_counts_unless_it_is_ignored(ignoring: bool, found: list[str]) -> None:
    assert re.findall(one_of(["usd"], ignoring_case=ignoring), "USD uSd") == found


def test_a_beginning_is_written_once() -> None:
    assert one_of(["abc", "abd"]).count("ab") == 1
