"""What the running application looks after by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from application import housekeeping
from application.quiet_hours import QuietHours
from engine.store.database import Database
from engine.store.tables import Notice
from engine.trust.notices import NoticeView
from engine.usecases.context import BudgetEngine
from tests.company import HR
from tests.workflow import Office, build


@dataclass
class Post:
    name: str = "post"
    carried: list[str] = field(default_factory=list)

    def reaches(self, person: str) -> bool:
        return person == HR

    def carry(self, notices: Sequence[NoticeView]) -> list[int]:
        self.carried += [notice.code for notice in notices]
        return []


@pytest.fixture
def engine(empty_store: Database) -> BudgetEngine:
    """A request whose first step falls due within a day."""
    build(empty_store)
    office = Office(empty_store)
    office.submit(5)
    office.later(days=2, hours=1)
    return BudgetEngine(empty_store, office.policy, clock=lambda: office.now, carriers=("post",))


def test_deadlines_are_kept_and_notices_carried(engine: BudgetEngine) -> None:
    post = Post()
    housekeeping.look_after(engine, [post])
    housekeeping.look_after(engine, [post])
    assert post.carried == ["step_due"]


def test_in_quiet_hours_notices_wait(engine: BudgetEngine) -> None:
    post = Post()
    now = engine.clock()
    always = QuietHours(time(0), time(23, 59, 59))
    housekeeping.look_after(engine, [post], always)
    assert (now, post.carried) == (engine.clock(), [])
    housekeeping.look_after(engine, [post])
    assert post.carried == ["step_due"]


@pytest.mark.parametrize(
    ("hours", "hour", "quiet"),
    [
        ("21:00-08:00", 22, True),
        ("21:00-08:00", 7, True),
        ("21:00-08:00", 8, False),
        ("21:00-08:00", 20, False),
        ("12:00-13:30", 13, True),
        ("12:00-13:30", 14, False),
    ],
)
def test_quiet_hours_are_the_companys(hours: str, hour: int, quiet: bool) -> None:
    read = QuietHours.read(hours)
    assert read is not None
    assert read.hold(time(hour, 15)) is quiet


def test_hours_that_are_none_are_named(engine: BudgetEngine) -> None:
    with pytest.raises(ValueError, match="21:00-08:00"):
        QuietHours.read("at night")


def test_it_goes_on_after_a_fault(
    engine: BudgetEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    post, faults = Post(), iter([True])
    really = housekeeping.look_after

    def look_after(*args: object) -> None:
        if next(faults, False):
            raise RuntimeError("the store does not answer")
        really(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(housekeeping, "SECONDS", 0.01)
    monkeypatch.setattr(housekeeping, "look_after", look_after)

    async def run() -> None:
        async with housekeeping.housekeeping(engine, [post], tmp_path, None):
            for _ in range(500):
                if post.carried:
                    return
                await asyncio.sleep(0.02)

    asyncio.run(run())
    assert post.carried == ["step_due"]


def test_what_the_policy_does_not_keep_is_forgotten(engine: BudgetEngine, tmp_path: Path) -> None:
    days = engine.policy.retention.notices + 1
    later = BudgetEngine(
        engine.database, engine.policy, clock=lambda: engine.clock() + timedelta(days=days)
    )
    housekeeping.forget(later, tmp_path)
    with engine.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 0
