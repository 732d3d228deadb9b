"""A line of a log: when, how bad, which process; and no secret."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from engine.logs import formatter
from engine.settings import Settings
from engine.store.database import Database


def line(home: Path, message: str, **settings: str) -> str:
    record = logging.LogRecord("channels.gate", logging.WARNING, "", 1, message, (), None)
    return formatter("application", Settings(home=home, **settings)).format(record)  # type: ignore[arg-type]


def test_a_line_tells_when_how_bad_and_which_process(tmp_path: Path) -> None:
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z WARNING application\[\d+\] channels.gate: late",
        line(tmp_path, "late"),
    )


def test_secrets_of_the_settings_are_blotted_out(tmp_path: Path) -> None:
    said = line(tmp_path, "refused: xoxb-1234567", slack_bot_token="xoxb-1234567")
    assert said.endswith("refused: [secret]")


def test_so_is_the_password_of_the_store(tmp_path: Path) -> None:
    said = line(
        tmp_path, "no way to hunter22", database_url="postgresql+psycopg://me:hunter22@db/store"
    )
    assert said.endswith("no way to [secret]")


def test_a_statement_that_fails_does_not_tell_what_was_said(either_store: Database) -> None:
    said = {"words": "my salary is 9,000"}
    with pytest.raises(SQLAlchemyError) as error, either_store.transaction() as session:
        session.execute(text("INSERT INTO no_such_table VALUES (:words)"), said)
    assert "9,000" not in str(error.value)
