"""A story laid over the sample company, for a demonstration: who does what on which day, played
through the use cases, so that ledger, receipts and audit log hold as in any company's store."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from engine.policy import load_policy
from engine.queries.company import company_of
from engine.sample.people import PLANT_SIZE
from engine.sample.story_acts import ACTS, CHANNEL, PLAN, Scene
from engine.store.database import Database
from engine.store.tables import AuditEvent, BudgetVersion, Employee, StoreInfo
from engine.usecases.context import BudgetEngine

STORY = Path(__file__).with_suffix(".toml")
OPENING = timedelta(hours=9)
# Requests are planned from December of the year before on, and before all else that is told.
PLANNED = 12
LONG_BEFORE = timedelta(days=100)
Said = Mapping[str, Any]


def tell_story(database: Database, today: date) -> bool:
    """Play the story as of `today`, all of it or nothing; whether it was. It is laid over a
    sample company alone that was made this year, has its usual people, and in which nobody did
    anything yet."""
    with database.transaction() as session:
        if not _is_untouched(session, today):
            return False
        _play(session, today)
        session.execute(update(StoreInfo).values(story=True))
    return True


def _is_untouched(session: Session, today: date) -> bool:
    info = session.scalar(select(StoreInfo).with_for_update())
    if info is None or info.kind != "sample" or info.story:
        return False
    people = session.scalar(select(func.count()).select_from(Employee))
    budgeted = session.scalar(select(func.max(BudgetVersion.fiscal_year)))
    done = session.scalar(select(AuditEvent.sequence).limit(1))
    return people == PLANT_SIZE and budgeted == today.year + 1 and done is None


def _play(session: Session, today: date) -> None:
    company = company_of(session)
    clock = _Clock()
    engine = BudgetEngine(_Within(session), load_policy(), clock)
    numbers: dict[str, str] = {}
    for count, (day, said) in enumerate(sorted(_steps(today), key=lambda step: step[0]), 1):
        # One after the other, on a day before today: nothing is done in time to come.
        clock.now = company.start_of(day) + OPENING + timedelta(minutes=count)
        scene = Scene(
            engine=engine,
            today=today,
            said=said,
            number=numbers.get(said.get("name", ""), ""),
            key=f"{CHANNEL}-{count}",
        )
        done = ACTS[said["do"]](scene)
        if said["do"] == PLAN:
            numbers[said["name"]] = done.request.number


def _steps(today: date) -> Iterator[tuple[date, Said]]:
    """Each day with what is done on it: those of one day in their order."""
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    planned = min(date(today.year - 1, PLANNED, 1), today - LONG_BEFORE)
    for count, request in enumerate(story["request"]):
        yield planned + timedelta(days=count), {**request, "do": PLAN}
        for step in request["life"]:
            yield from [_told(today, {**request, **step})] * step.get("times", 1)
    for step in story["step"]:
        people = step["by"] if isinstance(step["by"], list) else [step["by"]]
        yield from (_told(today, {**step, "by": one}) for one in people)


def _told(today: date, said: Said) -> tuple[date, Said]:
    return today + timedelta(days=said["day"]), said


class _Clock:
    """The moment at which the step is done that is being played."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)


class _Within(Database):
    """A store inside of one open transaction: what is told stays as a whole, or nothing of it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with self._session.begin_nested():
            yield self._session
        # A use case reads what it needs from the store, as where each has a session of its own.
        self._session.expunge_all()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        yield self._session
