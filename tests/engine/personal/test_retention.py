"""What is older than its days goes, on both databases; what requests rest on stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from assistant.reply import Reply
from channels.inbox import Inbox
from engine.store.database import Database
from engine.store.tables import Explanation, Notice, Outbox, RequestLine, StoredMessage
from engine.store.tables.base import Base
from engine.usecases.personal import forget_in_time
from engine.usecases.profile import profile
from tests.channels.conftest import message
from tests.company import HR
from tests.workflow import WORKER, Office, build, require_invariants


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def count(office: Office, table: type[Base]) -> int:
    with office.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def forget(office: Office) -> None:
    office.engine.perform_as_system(forget_in_time)


def test_what_is_young_stays(office: Office) -> None:
    office.submit()
    before = count(office, Explanation), count(office, Notice)
    forget(office)
    assert (count(office, Explanation), count(office, Notice)) == before


def test_notices_go_with_what_carries_them(office: Office) -> None:
    office.submit()
    office.later(days=office.policy.retention.notices + 1)
    forget(office)
    assert (count(office, Notice), count(office, Outbox)) == (0, 0)


def test_explanations_go_but_for_those_that_price_a_request(office: Office) -> None:
    office.submit()
    office.do(HR, profile, WORKER)
    office.later(days=office.policy.retention.explanations + 1)
    forget(office)
    with office.database.reading() as session:
        left = set(session.scalars(select(Explanation.id)))
        assert left == set(session.scalars(select(RequestLine.explanation_id)))
    require_invariants(office.database)


def test_messages_go_once_they_are_answered(office: Office) -> None:
    inbox = Inbox(office.database)
    inbox.store(message("a", "m1"))
    inbox.store(message("b", "m2", "u2"))
    inbox.hand_over(inbox.claim(1)[0].id, [Reply(text="answer")])
    office.now = office.now + timedelta(days=9_000)
    forget(office)
    with office.database.reading() as session:
        assert session.scalars(select(StoredMessage.message_id)).all() == ["m2"]
