"""What Rasa's files remember is forgotten, in time and with the person."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from channels.forgetting import forget_dialogues, forget_said_before

NOW = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two workers' files; in each somebody spoke forty days ago and yesterday."""
    for number in (0, 1):
        with closing(sqlite3.connect(tmp_path / f"conversations{number}.sqlite")) as file, file:
            file.execute("CREATE TABLE events (sender_id TEXT, timestamp REAL, data TEXT)")
            for days in (40, 1):
                said = (NOW - timedelta(days=days)).timestamp()
                sender = f"slack:T1:U{number}:private"
                file.execute("INSERT INTO events VALUES (?, ?, ?)", (sender, said, "words said"))
    return tmp_path


def kept(home: Path) -> list[str]:
    found = []
    for file in sorted(home.glob("*.sqlite")):
        with closing(sqlite3.connect(file)) as opened:
            found += [row[0] for row in opened.execute("SELECT sender_id FROM events")]
    return found


def test_what_was_said_long_ago_goes(home: Path) -> None:
    assert forget_said_before(home, NOW - timedelta(days=30)) == 2
    assert len(kept(home)) == 2


def test_one_persons_dialogues_go(home: Path) -> None:
    assert forget_dialogues(home, ["slack:T1:U1:"]) == 2
    assert set(kept(home)) == {"slack:T1:U0:private"}


def test_the_names_of_others_that_begin_alike_are_not_his(home: Path) -> None:
    assert forget_dialogues(home, ["slack:T1:U:", "slack:T1:_1:", ""]) == 0


def test_the_words_are_not_in_the_file_any_more(home: Path) -> None:
    forget_said_before(home, NOW)
    assert not [file for file in home.glob("*.sqlite") if b"words said" in file.read_bytes()]


def test_before_the_first_message_there_is_nothing_to_forget(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "conversations.sqlite").close()
    assert forget_said_before(tmp_path, NOW) == 0
