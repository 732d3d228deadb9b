"""A home whose store was cut off or overwritten: nothing begins over it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commands.opening import home_held, opened
from engine.settings import CHECKOUT, Settings
from engine.store.damage import DamagedStore
from engine.store.database import Database


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, database_url=f"sqlite:///{tmp_path}/peisuan.sqlite")


@pytest.mark.parametrize("left", [b"", b"SQLite", b"\x00" * 4096, b"no store at all" * 400])
def test_what_is_left_of_a_store_is_not_begun_anew(settings: Settings, left: bytes) -> None:
    store = settings.home / "peisuan.sqlite"
    store.write_bytes(left)
    with pytest.raises(DamagedStore, match="restore"), home_held(settings):
        pass
    assert store.read_bytes() == left


def test_where_there_is_none_one_begins(settings: Settings) -> None:
    with home_held(settings):
        Database(settings.store_url).migrate()
    with home_held(settings):
        pass


def test_pages_that_were_overwritten_are_told_in_a_line(settings: Settings) -> None:
    database = Database(settings.store_url)
    database.migrate()
    database.dispose()
    with (settings.home / "peisuan.sqlite").open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 8192)
    told = subprocess.run(
        [sys.executable, "-m", "commands", "status"],
        cwd=CHECKOUT,
        env={
            "PEISUAN_HOME": str(settings.home),
            "PATH": "/usr/bin:/bin",
            "HOME": str(settings.home),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, "Traceback" in told.stderr) == (1, False), told.stderr
    assert "is damaged" in told.stderr


def test_no_command_begins_anew_over_an_emptied_store(settings: Settings) -> None:
    (settings.home / "peisuan.sqlite").write_bytes(b"")
    with pytest.raises(DamagedStore), opened(settings):
        pass
