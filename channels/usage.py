"""How much of a vendor's monthly quota was used."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

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
                    session.add(
                        ChannelUsage(channel=self._channel, month=_month(), kind=kind, used=number)
                    )
            except IntegrityError:
                # Somebody else began the month meanwhile.
                self._add(kind, number)

    def used(self, kind: str) -> int:
        """How many there were this month."""
        with self._database.reading() as session:
            found = select(ChannelUsage.used).where(*self._row(kind))
            return session.scalar(found) or 0

    def _add(self, kind: str, number: int) -> bool:
        more = update(ChannelUsage).where(*self._row(kind))
        with self._database.transaction() as session:
            changed = more.values(used=ChannelUsage.used + number).returning(ChannelUsage.used)
            return session.scalar(changed) is not None

    def _row(self, kind: str) -> tuple[ColumnElement[bool], ...]:
        return (
            ChannelUsage.channel == self._channel,
            ChannelUsage.month == _month(),
            ChannelUsage.kind == kind,
        )


def _month() -> str:
    return datetime.now(UTC).strftime("%Y-%m")
