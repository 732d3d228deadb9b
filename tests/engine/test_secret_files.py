"""Secrets are written whole or not at all, kept from others, and refused when cut off."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from application.app import create_app
from engine import private_files
from engine.secret_files import SHORTEST, UnusableSecret
from engine.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", database_url="")


@pytest.mark.parametrize("left", ["", "half", "x" * (SHORTEST - 1)])
def test_one_that_was_cut_off_opens_nothing(settings: Settings, left: str) -> None:
    settings.secret("operator")
    (settings.home / "secrets" / "operator").write_text(left)
    with pytest.raises(UnusableSecret, match="Remove that file"):
        settings.secret("operator")
    with pytest.raises(UnusableSecret, match="operator"):
        create_app(settings)


def test_one_that_is_no_file_is_said_to_be_none(settings: Settings) -> None:
    (settings.home / "secrets" / "operator").mkdir(parents=True)
    with pytest.raises(UnusableSecret, match=r"operator cannot be read: .*Remove it"):
        settings.secret("operator")
    with pytest.raises(UnusableSecret, match="operator"):
        create_app(settings)


def test_a_crash_while_it_is_written_leaves_none(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(private_files.os, "fsync", crash)
    with pytest.raises(OSError, match="no space"):
        settings.secret("operator")
    monkeypatch.undo()
    assert len(settings.secret("operator")) > SHORTEST


def test_two_who_make_it_at_once_get_the_same(settings: Settings) -> None:
    with ThreadPoolExecutor(8) as several:
        assert len(set(several.map(lambda _: settings.secret("tokens"), range(50)))) == 1


def test_nobody_else_reads_it_whatever_the_mask(settings: Settings) -> None:
    former = os.umask(0)
    try:
        settings.secret("session")
    finally:
        os.umask(former)
    modes = [oct(one.stat().st_mode)[-3:] for one in sorted(settings.home.rglob("*"))]
    assert (oct(settings.home.stat().st_mode)[-3:], modes) == ("700", ["700", "600"])
