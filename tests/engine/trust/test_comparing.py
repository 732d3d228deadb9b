"""Secrets are compared in one way, which takes whatever is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.trust.comparing import same_secret

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("given", ["", "é", "\ud800", "密码", "secret ", "a" * 100_000])
def test_what_is_no_secret_is_not_the_same(given: str) -> None:
    assert not same_secret("secret", given)


def test_the_secret_is() -> None:
    assert same_secret("secret", "secret")


def test_nothing_compares_in_another_way() -> None:
    folders = ("actions", "application", "assistant", "channels", "commands", "engine")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    found = [path.name for path in files if "compare_digest(" in path.read_text(encoding="utf-8")]
    assert found == ["comparing.py"]
