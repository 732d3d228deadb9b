"""Which store it is: a random id that no other store has, and a restored one no longer."""

from __future__ import annotations

import os
import secrets

from sqlalchemy import Connection, delete, inspect, make_url
from sqlalchemy.orm import Session

from engine.store.tables import (
    ApiToken,
    OfferedButton,
    OneTimeCode,
    PageSession,
    ReportFile,
    StoreIdentity,
)
from engine.values.errors import NotKept

READ = "SELECT identity FROM store_identity"
# What lets somebody in, or lets him do something, without proving anew who he is.
WAYS_IN = (PageSession, ApiToken, OneTimeCode, OfferedButton, ReportFile)


class Identity:
    """What a process found when it began to work on a store, compared with what it finds in each
    transaction: no figure of one store must answer for another, and nothing is written to a
    store that nobody will open again."""

    def __init__(self, url: str) -> None:
        found = make_url(url)
        self._file = found.database if found.get_backend_name() == "sqlite" else None
        self.forget()

    def forget(self) -> None:
        """Begin anew with whatever store is there."""
        self.value: str | None = None
        self._place: tuple[int, int] | None = None

    def require(self, connection: Connection) -> None:
        """Of the store in the open transaction; the first one is remembered.

        Raises:
            NotKept: it is another store by now.
        """
        if self.value is None:
            self._remember(connection)
        elif self._now() != self._place or read_identity(connection) != self.value:
            raise NotKept("store_replaced")

    def _remember(self, connection: Connection) -> None:
        """Tables that are yet to be made have no identity."""
        if inspect(connection).has_table(StoreIdentity.__tablename__):
            self._place = self._now()
            self.value = read_identity(connection)

    def _now(self) -> tuple[int, int] | None:
        """Where the file lies that has the store's name now: a renamed one stays open, and takes
        what will never be seen."""
        if not self._file:
            return None
        try:
            found = os.stat(self._file)
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino


def read_identity(connection: Connection) -> str | None:
    found: str | None = connection.exec_driver_sql(READ).scalar()
    return found


def renew_identity(session: Session) -> None:
    """Make it another store: who worked on the former one must notice."""
    session.execute(delete(StoreIdentity))
    session.add(StoreIdentity(identity=new_identity()))


def become_another(session: Session) -> None:
    """The same with what came out of a backup: of the ways in that it holds, those that were ended
    or used since it was made would be open again."""
    for way in WAYS_IN:
        session.execute(delete(way))
    renew_identity(session)


def new_identity() -> str:
    return secrets.token_hex(16)
