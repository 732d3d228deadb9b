"""Each role in both languages, over sentences of many trades."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.assistant.reading.roles import read, sentences

TABLES = [(role, marked) for language in ("zh", "en") for role, marked in sentences(language)]


@pytest.mark.parametrize(("role", "marked"), TABLES)
def test_what_is_said_has_its_role(role: str, marked: str) -> None:
    wanted, got = read(marked, role)
    assert [one if one is not None else two for one, two in zip(wanted, got, strict=True)] == got


def test_every_role_has_its_sentences_in_both_languages() -> None:
    for language in ("zh", "en"):
        assert min(Counter(role for role, _ in sentences(language)).values()) >= 25
