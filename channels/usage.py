"""How much of a vendor's monthly quota was used."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.queries.company import company_of
from engine.store.database import Database
from engine.store.tables import ChannelUsage


class Usage:
    """Counts of one channel in the running month, by kind: call, message."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel

    def count(self, kind: str, number: int = 1) -> None:
        """That many more."""
        if not self._add(kind, number):
            try:
                with self._database.transaction() as session:
                    month = _month(session)
                    session.add(
                        ChannelUsage(channel=self._channel, month=month, kind=kind, used=number)
                    )
            except IntegrityError:
                # Somebody else began the month meanwhile.
                self._add(kind, number)

    def used(self, kind: str) -> int:
        """How many there were this month."""
        with self._database.reading() as session:
            found = select(ChannelUsage.used).where(*self._row(session, kind))
            return session.scalar(found) or 0

    def _add(self, kind: str, number: int) -> bool:
        with self._database.transaction() as session:
            more = update(ChannelUsage).where(*self._row(session, kind))
            changed = more.values(used=ChannelUsage.used + number).returning(ChannelUsage.used)
            return session.scalar(changed) is not None

    def _row(self, session: Session, kind: str) -> tuple[ColumnElement[bool], ...]:
        return (
            ChannelUsage.channel == self._channel,
            ChannelUsage.month == _month(session),
            ChannelUsage.kind == kind,
        )


def _month(session: Session) -> str:
    """The month it is where the company is: vendors count by their customers' calendar."""
    return f"{company_of(session).day_of(datetime.now(UTC)):%Y-%m}"
