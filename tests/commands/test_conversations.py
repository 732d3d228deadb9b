"""A damaged file of conversations is set aside; a sound one stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commands.conversations import set_aside_if_damaged


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "conversations.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE events (data TEXT)")
        connection.executemany("INSERT INTO events VALUES (?)", [("x" * 500,)] * 1000)
    return path


def test_a_sound_one_stays(file: Path) -> None:
    assert set_aside_if_damaged(file) is None
    assert file.exists()


def test_where_there_is_none_nothing_is_done(tmp_path: Path) -> None:
    assert set_aside_if_damaged(tmp_path / "conversations.sqlite") is None
    assert list(tmp_path.iterdir()) == []


def test_garbage_is_set_aside_and_kept(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    file.write_bytes(b"garbage" * 1000)
    aside = set_aside_if_damaged(file)
    assert aside is not None
    assert aside.read_bytes() == b"garbage" * 1000
    assert not file.exists()
    assert str(aside) in caplog.text


def test_what_was_cut_off_is_set_aside(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:50_000])
    assert set_aside_if_damaged(file) is not None


def test_what_somebody_else_locks_is_set_aside(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert set_aside_if_damaged(file) is not None
