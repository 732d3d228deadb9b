"""What waits in the store, as figures, on both databases."""

from datetime import UTC, datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest

from application.watching.queues import Queues, messages_failed, messages_waiting
from channels.inbox import Inbox
from channels.usage import Usage
from engine.store.database import Database
from tests.channels.conftest import message


def told(store: Database) -> str:
    registry = CollectorRegistry()
    registry.register(Queues(store, lambda: datetime.now(UTC)))
    return generate_latest(registry).decode()


def test_an_empty_store_has_nothing_waiting(either_store: Database) -> None:
    assert "peisuan_messages_waiting 0.0" in told(either_store)
    assert "peisuan_notices_oldest_seconds 0.0" in told(either_store)


def test_the_age_is_that_of_the_oldest_without_replies(either_store: Database) -> None:
    inbox = Inbox(either_store)
    for number in range(3):
        inbox.store(message(f"{number}", f"m{number}"))
    later = datetime.now(UTC) + timedelta(minutes=10)
    with either_store.reading() as session:
        waiting = messages_waiting(session, later)
    assert waiting.waiting == 3
    assert 600 <= waiting.oldest_seconds < 660


def test_what_was_given_up_counts_for_a_day(either_store: Database) -> None:
    inbox = Inbox(either_store)
    inbox.store(message("a", "m1"))
    inbox.give_up(inbox.claim(1)[0].id, "refused")
    now = datetime.now(UTC)
    with either_store.reading() as session:
        within, after = (
            messages_failed(session, now + timedelta(hours=hours)) for hours in (1, 25)
        )
    assert (within, after) == (1, 0)


def test_quotas_are_told_by_tool(either_store: Database) -> None:
    Usage(either_store, "dingtalk").count("call", 7)
    assert 'peisuan_quota_used{channel="dingtalk",kind="call"} 7.0' in told(either_store)
