"""What every use case gets, and the one place where its work is committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from engine.access import Actor
from engine.policy import Policy
from engine.queries.people import actor_of, find_employee
from engine.store.database import Database
from engine.store.tables import Explanation
from engine.values.errors import NotFound

P = ParamSpec("P")
R = TypeVar("R")
_READS = "_peisuan_reads"


@dataclass(frozen=True, slots=True)
class Context:
    """The open transaction, who asks, the policy in force, the moment, the home currency.

    `keep` stores an explanation and returns its id.
    """

    session: Session
    actor: Actor
    policy: Policy
    now: datetime
    currency: str
    channel: str
    keep: Callable[[Explanation], int]

    @property
    def today(self) -> date:
        return self.now.date()


def reads(
    usecase: Callable[Concatenate[Context, P], R],
) -> Callable[Concatenate[Context, P], R]:
    """Mark a use case that stores nothing but explanations.

    It gets a session for reading, so that an analysis of a whole company keeps nobody from
    writing; each explanation is committed by itself.
    """
    setattr(usecase, _READS, True)
    return usecase


class BudgetEngine:
    """The engine as its callers see it: `perform` a use case as a person."""

    def __init__(
        self,
        database: Database,
        policy: Policy,
        currency: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.database = database
        self.policy = policy
        self.currency = currency
        self.clock = clock

    def perform(
        self,
        usecase: Callable[Concatenate[Context, P], R],
        person: str,
        channel: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run `usecase` as the employee `person` in one transaction; an error undoes it all.

        Raises:
            NotFound: nobody has that employee number.
            EngineError: whatever the use case refuses.
        """
        with self._session(usecase) as (session, keep):
            employee = find_employee(session, person)
            if employee is None or employee.status == "left":
                raise NotFound("unknown_person", person=person)
            context = Context(
                session,
                actor_of(session, employee),
                self.policy,
                self.clock(),
                self.currency,
                channel,
                keep,
            )
            return usecase(context, *args, **kwargs)

    @contextmanager
    def _session(
        self, usecase: Callable[..., Any]
    ) -> Iterator[tuple[Session, Callable[[Explanation], int]]]:
        if getattr(usecase, _READS, False):
            with self.database.reading() as session:
                yield session, self._keep_apart
        else:
            with self.database.transaction() as session:
                yield session, lambda explanation: _keep(session, explanation)

    def _keep_apart(self, explanation: Explanation) -> int:
        with self.database.transaction() as session:
            return _keep(session, explanation)


def _keep(session: Session, explanation: Explanation) -> int:
    session.add(explanation)
    session.flush()
    return explanation.id
