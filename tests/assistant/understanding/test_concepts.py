"""The lexicon of concepts reads and is spread over both languages."""

import pytest

from assistant.understanding.concepts import concepts, patterns


def test_every_concept_has_words_in_both_languages() -> None:
    assert all("|(?<![a-z])(?:" in pattern.pattern for pattern in patterns().values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这个驳了", "reject"),
        ("turn it down", "reject"),
        ("还剩多少", "left"),
        ("why is that", "why"),
        ("导出Excel", "file"),
        ("给20个人", "a headcount"),
        ("批了吗", "asks"),
    ],
)
def test_concepts(text: str, expected: str) -> None:
    assert expected in concepts(text)


def test_a_latin_word_is_whole() -> None:
    assert "why" not in concepts("whyever")
