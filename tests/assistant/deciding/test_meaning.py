"""What a message asks to be done with a request, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.deciding.meaning import Meant, meaning_of

HERE = Path(__file__).parent


def sentences(language: str) -> list[tuple[str, str]]:
    lines = (HERE / f"decisions-{language}.txt").read_text(encoding="utf-8").splitlines()
    return [(kind, text) for kind, text in (line.split("\t") for line in lines)]


TABLE = [(*pair, language) for language in ("zh", "en") for pair in sentences(language)]


@pytest.mark.parametrize(("meant", "text", "language"), TABLE)
def test_what_is_meant(meant: str, text: str, language: str) -> None:
    assert meaning_of(text) == Meant(meant)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_is_tried(language: str) -> None:
    kinds = [kind for kind, _ in sentences(language)]
    assert len(kinds) >= 120
    assert all(kinds.count(kind.value) >= 5 for kind in Meant)
