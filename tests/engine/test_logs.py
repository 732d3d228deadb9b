"""A line of a log: when, how bad, which process; and no secret."""

from __future__ import annotations

import logging
import re
import sys
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


FALSE = "\n2026-11-30T00:00:00.000Z INFO application[1] engine: 财务已批准"


def test_what_somebody_said_begins_no_line(tmp_path: Path) -> None:
    said = line(tmp_path, f"refused: {FALSE}\x1b[2K\u202e\r")
    assert len(said.splitlines()) == 1
    assert "\\n2026-11-30" in said
    assert "\\x1b[2K\\u202e\\r" in said


def test_nor_does_what_stands_in_a_fault(tmp_path: Path) -> None:
    try:
        raise ValueError(FALSE)
    except ValueError:
        fault = sys.exc_info()
    record = logging.LogRecord("engine", logging.ERROR, "", 1, "incident", (), fault)
    first, *others = formatter("application", Settings(home=tmp_path)).format(record).split("\n")
    assert first.endswith("incident")
    assert all(one.startswith("    ") for one in others)
    assert any("财务已批准" in one for one in others)
