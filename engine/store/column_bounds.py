"""What a column holds, the same on both databases: SQLite would keep a text of any length, and a
number that PostgreSQL has no room for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Engine, Integer, event, inspect
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.orm import Session, sessionmaker

from engine.values.errors import InvalidInput

LARGEST, LARGEST_BIG = 2**31 - 1, 2**63 - 1


class NotStored(InvalidInput, DontWrapMixin):
    """SQLAlchemy hands it on as it is."""


def watch(engine: Engine) -> None:
    """Refuse what no database takes, before it is sent to this one."""

    @event.listens_for(engine, "before_cursor_execute")
    def _check(_connection: Any, _cursor: Any, _statement: str, given: Any, *_: Any) -> None:
        check_given(given)


def check_given(given: Any) -> None:
    """The values of a statement, or of many.

    Raises:
        InvalidInput: text_not_stored, number_not_stored.
    """
    if isinstance(given, dict):
        given = given.values()
    for one in given or ():
        if isinstance(one, str):
            if "\x00" in one or not (one.isascii() or _is_whole(one)):
                raise NotStored("text_not_stored")
        elif isinstance(one, int):
            if abs(one) > LARGEST_BIG:
                raise too_large(one)
        elif isinstance(one, dict | tuple | list):
            check_given(one)


def watch_flushes(sessions: sessionmaker[Session]) -> None:
    """Refuse what a column has no room for, whichever database it is."""

    @event.listens_for(sessions, "before_flush")
    def _check(session: Session, *_: Any) -> None:
        for one in (*session.new, *session.dirty):
            mapped = inspect(one)
            for place, column in mapped.mapper.columns.items():
                if place in mapped.dict:
                    check_column(column, (mapped.dict[place],))


def check_column(column: ColumnElement[Any], values: Iterable[Any]) -> None:
    """Raises:
    InvalidInput: text_too_long, number_not_stored.
    """
    kind = column.type
    length = getattr(kind, "length", None)
    if isinstance(length, int):
        if any(isinstance(one, str) and len(one) > length for one in values):
            raise NotStored("text_too_long", most=length)
    elif isinstance(kind, Integer) and not isinstance(kind, BigInteger):
        for one in values:
            if isinstance(one, int) and abs(one) > LARGEST:
                raise too_large(one)


def too_large(number: object) -> NotStored:
    # Python writes out no number of more than 4,300 digits.
    is_long = isinstance(number, int) and abs(number) > LARGEST_BIG
    return NotStored("number_not_stored", number="> 2^63" if is_long else str(number))


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
