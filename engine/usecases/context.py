"""What every use case gets, and the one place where its work is committed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from engine.access import Actor
from engine.policy import Policy
from engine.queries.people import actor_of, find_employee
from engine.store.database import Database
from engine.values.errors import NotFound

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Context:
    """The open transaction, who asks, the policy in force, the moment, the home currency."""

    session: Session
    actor: Actor
    policy: Policy
    now: datetime
    currency: str
    channel: str

    @property
    def today(self) -> date:
        return self.now.date()


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
        with self.database.transaction() as session:
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
            )
            return usecase(context, *args, **kwargs)
