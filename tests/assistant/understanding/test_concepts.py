"""The lexicon of concepts reads and is spread over all languages."""

import pytest

from assistant.language import LANGUAGES, read_toml
from assistant.understanding.concepts import LEXICON, concepts


def test_every_concept_has_words_in_all_languages() -> None:
    assert all(set(LANGUAGES) == one.keys() for one in read_toml(LEXICON).values())


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
