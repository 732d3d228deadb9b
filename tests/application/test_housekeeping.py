"""What the running application looks after by itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from application import housekeeping
from engine.store.database import Database
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

    def carry(self, notice: NoticeView) -> None:
        self.carried.append(notice.code)


@pytest.fixture
def engine(empty_store: Database) -> BudgetEngine:
    """A request whose first step falls due within a day."""
    build(empty_store)
    office = Office(empty_store)
    office.submit(5)
    office.later(days=2, hours=1)
    return BudgetEngine(
        empty_store, office.policy, "CNY", clock=lambda: office.now, carriers=("post",)
    )


def test_deadlines_are_kept_and_notices_carried(engine: BudgetEngine) -> None:
    post = Post()
    housekeeping.look_after(engine, [post])
    housekeeping.look_after(engine, [post])
    assert post.carried == ["step_due"]


def test_it_goes_on_after_a_fault(engine: BudgetEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    post, faults = Post(), iter([True])
    really = housekeeping.look_after

    def look_after(*args: object) -> None:
        if next(faults, False):
            raise RuntimeError("the store does not answer")
        really(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(housekeeping, "SECONDS", 0.01)
    monkeypatch.setattr(housekeeping, "look_after", look_after)

    async def run() -> None:
        async with housekeeping.housekeeping(engine, [post]):
            for _ in range(500):
                if post.carried:
                    return
                await asyncio.sleep(0.02)

    asyncio.run(run())
    assert post.carried == ["step_due"]
