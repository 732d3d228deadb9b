"""What waits in the store, looked at when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from channels.inbox import FAILED, WAITING, WORKING
from engine.queries.company import company_of
from engine.store.database import Database
from engine.store.tables import ChannelUsage, Outbox, StoredMessage

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """How many wait, and for how many seconds the oldest has."""

    waiting: int
    oldest_seconds: float


def messages_waiting(session: Session, now: datetime) -> Queue:
    """Messages without their replies."""
    waiting = select(func.count(), func.min(StoredMessage.received_at)).where(
        StoredMessage.state.in_((WAITING, WORKING))
    )
    return _queue(*session.execute(waiting).one(), now)


def messages_failed(session: Session, now: datetime) -> int:
    """Messages of the last day that were given up."""
    failed = select(func.count()).where(
        StoredMessage.state == FAILED, StoredMessage.received_at > now - A_DAY
    )
    return session.scalar(failed) or 0


def notices_due(session: Session, now: datetime) -> Queue:
    """Notices that are to be carried out by now."""
    due = select(func.count(), func.min(Outbox.next_try_at)).where(
        Outbox.done_at.is_(None), Outbox.next_try_at <= now
    )
    return _queue(*session.execute(due).one(), now)


class Queues(Collector):
    """The same as figures, with the month's use of the chat tools' quotas."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        now = self._clock()
        with self._database.reading() as session:
            for kind, queue in (
                ("messages", messages_waiting(session, now)),
                ("notices", notices_due(session, now)),
            ):
                yield _gauge(f"peisuan_{kind}_waiting", f"{kind} that wait", queue.waiting)
                yield _gauge(
                    f"peisuan_{kind}_oldest_seconds",
                    f"how long the oldest of the {kind} has waited",
                    queue.oldest_seconds,
                )
            failed = messages_failed(session, now)
            yield _gauge("peisuan_messages_failed_day", "given up within a day", failed)
            yield _usage(session, now)

    def describe(self) -> Iterator[Metric]:
        """Nothing is looked up while it is registered."""
        return iter(())


def _queue(number: int, oldest: datetime | None, now: datetime) -> Queue:
    seconds = (now - oldest).total_seconds() if oldest else 0.0
    return Queue(waiting=number, oldest_seconds=max(0.0, seconds))


def _usage(session: Session, now: datetime) -> Metric:
    month = f"{company_of(session).day_of(now):%Y-%m}"
    family = GaugeMetricFamily(
        "peisuan_quota_used",
        "calls and messages of this month, by chat tool",
        labels=("channel", "kind"),
    )
    for row in session.scalars(select(ChannelUsage).where(ChannelUsage.month == month)):
        family.add_metric((row.channel, row.kind), row.used)
    return family


def _gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, said, value=value)
