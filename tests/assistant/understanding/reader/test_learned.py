"""What was learned, where it lies in the repository: of which weights it is, and how large."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.understanding.reader import LEARNED
from commands import encoder

BYTES = 6_000_000
FILES = [LEARNED] if LEARNED.exists() else []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_was_learned_beside_the_weights_that_are_fetched(file: Path) -> None:
    page = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    assert page["base"] == encoder.READER.sha256


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_is_small_enough_for_the_repository(file: Path) -> None:
    assert file.stat().st_size < BYTES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_its_page_tells_what_was_measured(file: Path) -> None:
    page = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    assert {"data", "licence", "measured"} <= set(page)
