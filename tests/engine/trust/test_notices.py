"""Notices: stored with what they tell of, carried until they arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from engine.policy import load_policy
from engine.store.database import Database
from engine.store.tables import Employee, Notice, Outbox
from engine.trust.notices import MOST_TRIES, NoticeView, work_off
from engine.usecases.context import BudgetEngine, Context
from engine.usecases.notices import my_notices, notices_seen
from engine.usecases.requests.submitting import submit_request
from engine.values.errors import BudgetExceeded
from tests.company import HR
from tests.workflow import FINANCE, HEAD, NOW, Office, build, draft


@dataclass
class Post:
    """A carrier that fails as often as it is told to."""

    name: str = "post"
    failures: int = 0
    knows: frozenset[str] = frozenset({HR})
    refuses: frozenset[str] = frozenset()
    carried: list[int] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)

    def reaches(self, person: str) -> bool:
        return person in self.knows

    def carry(self, notices: Sequence[NoticeView]) -> list[int]:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the far side does not answer")
        taken = [notice for notice in notices if notice.person not in self.refuses]
        self.carried += [notice.id for notice in taken]
        self.batches.append(len(taken))
        return [notice.id for notice in notices if notice.person in self.refuses]


@pytest.fixture
def store(either_store: Database) -> Database:
    build(either_store)
    return either_store


def submit(store: Database, headcount: int = 5) -> None:
    engine = BudgetEngine(store, load_policy(), clock=lambda: NOW, carriers=("post",))
    engine.perform(submit_request, HEAD, "test", draft(headcount), f"submit-{headcount}-key")


def waiting(store: Database) -> int:
    with store.reading() as session:
        statement = select(func.count()).select_from(Outbox).where(Outbox.done_at.is_(None))
        return session.scalar(statement) or 0


def test_a_notice_is_carried_once(store: Database) -> None:
    submit(store)
    post = Post()
    assert work_off(store, [post], NOW) == 1
    assert work_off(store, [post], NOW) == 0
    assert len(post.carried) == 1


def test_a_failed_one_is_tried_again_later(store: Database) -> None:
    submit(store)
    post = Post(failures=2)
    moment = NOW
    for wait in (0, 29, 1, 59, 1):
        moment += timedelta(seconds=wait)
        work_off(store, [post], moment)
    assert (len(post.carried), waiting(store)) == (1, 0)


def test_it_is_given_up_in_the_end_and_stays_to_be_read(store: Database) -> None:
    submit(store)
    post = Post(failures=1_000)
    for day in range(MOST_TRIES + 3):
        work_off(store, [post], NOW + timedelta(days=day))
    assert post.failures == 1_000 - MOST_TRIES
    assert waiting(store) == 0
    assert len(Office(store).do(HR, my_notices)) == 1


def test_who_cannot_be_reached_that_way_is_left_in_peace(store: Database) -> None:
    submit(store)
    post = Post(knows=frozenset())
    work_off(store, [post], NOW)
    assert (post.carried, waiting(store)) == ([], 0)


def test_what_was_not_done_is_not_told(store: Database) -> None:
    with pytest.raises(BudgetExceeded):
        submit(store, headcount=101)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 0


def test_one_reads_ones_own_notices_once(store: Database) -> None:
    office = Office(store)
    office.submit(5)
    found = office.do(HR, my_notices)
    assert [notice.code for notice in found] == ["request_waits"]
    assert office.do(FINANCE, my_notices) == ()
    office.do(FINANCE, notices_seen, found[-1].id)
    assert office.do(HR, my_notices) == found
    office.do(HR, notices_seen, found[-1].id)
    assert office.do(HR, my_notices) == ()


def tell(store: Database, people: list[str], times: int = 1, **args: object) -> None:
    """The same notice to each of `people`, so many times."""

    def notify(context: Context) -> None:
        ids = context.session.scalars(select(Employee.id).where(Employee.emp_no.in_(people)))
        recipients = ids.all()
        for _ in range(times):
            context.notify(recipients, "survey_open", **args)

    engine = BudgetEngine(store, load_policy(), clock=lambda: NOW, carriers=("post",))
    engine.perform_as_system(notify)


def test_what_says_the_same_is_carried_in_one(store: Database) -> None:
    tell(store, [HR, FINANCE, HEAD], number="NS-1")
    post = Post(knows=frozenset({HR, FINANCE, HEAD}))
    work_off(store, [post], NOW)
    assert post.batches == [3]


def test_who_was_not_reached_in_it_is_tried_again_alone(store: Database) -> None:
    tell(store, [HR, FINANCE, HEAD], number="NS-1")
    post = Post(knows=frozenset({HR, FINANCE, HEAD}), refuses=frozenset({HR}))
    work_off(store, [post], NOW)
    post.refuses = frozenset()
    work_off(store, [post], NOW + timedelta(minutes=1))
    assert (post.batches, waiting(store)) == ([2, 1], 0)


def test_nobody_is_told_the_same_twice_a_day(store: Database) -> None:
    post = Post(knows=frozenset({HR}))
    tell(store, [HR], number="NS-1")
    work_off(store, [post], NOW)
    tell(store, [HR], number="NS-1")
    tell(store, [HR], number="NS-2")
    work_off(store, [post], NOW + timedelta(hours=3))
    assert len(post.carried) == 2
    tell(store, [HR], number="NS-1")
    work_off(store, [post], NOW + timedelta(hours=25))
    assert len(post.carried) == 3
