"""Whatever people do, in whatever order: the invariants hold, on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from engine.store.database import Database
from engine.usecases.deadlines import keep_deadlines
from engine.usecases.ledger.allocations import set_allocation, transfer_budget
from engine.usecases.ledger.corrections import reverse_posting
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ledger.periods import lock_month
from engine.usecases.requests.amending import amend_request, withdraw_request
from engine.usecases.requests.deciding import approve_request, reject_request, return_request
from engine.usecases.requests.delivering import (
    call_off_request,
    deliver_request,
    schedule_request,
)
from engine.usecases.requests.draft import LineChange
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import draft_request, submit_draft, submit_request
from engine.values.errors import EngineError
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR
from tests.conftest import database_url, recreate
from tests.workflow import (
    FINANCE,
    HEAD,
    OTHER_HEAD,
    Office,
    build,
    draft,
    require_invariants,
)

pytestmark = pytest.mark.long

HEADCOUNTS = st.integers(1, 60)
AMOUNTS = st.integers(0, 120).map(lambda thousands: Money(Decimal(thousands * 1_000), "CNY"))
DECIDERS = st.sampled_from([HR, HR, HR, FINANCE, DIRECTOR, HEAD])
UNITS = st.sampled_from(["U2", "U3"])


class Work(RuleBasedStateMachine):
    """Random work of a whole company; what the engine refuses must change nothing."""

    make_store: ClassVar[Any]
    numbers: Bundle[str] = Bundle("numbers")

    @initialize()
    def open(self) -> None:
        self.store: Database = self.make_store()
        build(self.store)
        self.office = Office(self.store)
        self.invoices = 0

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.dispose()

    def try_to(self, who: str, usecase: Any, *args: Any, **kwargs: Any) -> Any:
        """Do it twice with one key: the second time changes nothing more; a refusal neither."""
        before = self.office.deeds()
        try:
            result = self.office.do(who, usecase, *args, **kwargs)
        except EngineError:
            assert self.office.deeds() == before
            return None
        after = self.office.deeds()
        self.office.do(who, usecase, *args, **kwargs)
        assert self.office.deeds() == after
        return result

    @rule(target=numbers, headcount=HEADCOUNTS, who=st.sampled_from([HEAD, OTHER_HEAD]))
    def submit(self, headcount: int, who: str) -> Any:
        made = self.try_to(who, submit_request, draft(headcount), self.office.key())
        return made.request.number if made else "TR-0000-0000"

    @rule(target=numbers, headcount=HEADCOUNTS)
    def keep_draft(self, headcount: int) -> Any:
        made = self.try_to(HEAD, draft_request, draft(headcount), self.office.key())
        return made.request.number if made else "TR-0000-0000"

    @rule(number=numbers)
    def submit_again(self, number: str) -> None:
        self.try_to(HEAD, submit_draft, number, self.office.key())

    @rule(number=numbers, who=DECIDERS, together=st.booleans())
    def approve(self, number: str, who: str, together: bool) -> None:
        steps = self.shown(number, who) if together else []
        self.try_to(who, approve_request, number, self.office.key(), steps=steps)

    def shown(self, number: str, who: str) -> list[str]:
        """The steps that one yes of somebody would take."""
        try:
            waiting = self.office.do(who, request_status, number).requests[0].waiting
        except EngineError:
            return []
        return [step.key for step in waiting.steps] if waiting else []

    @rule(number=numbers, who=DECIDERS, how=st.sampled_from([return_request, reject_request]))
    def refuse(self, number: str, who: str, how: Any) -> None:
        self.try_to(who, how, number, self.office.key(), "why")

    @rule(number=numbers, headcount=HEADCOUNTS)
    def amend(self, number: str, headcount: int) -> None:
        change = LineChange(headcount=headcount)
        self.try_to(HEAD, amend_request, number, change, self.office.key())

    @rule(number=numbers)
    def withdraw(self, number: str) -> None:
        self.try_to(HEAD, withdraw_request, number, self.office.key())

    @rule(number=numbers, attended=st.integers(0, 60))
    def hold(self, number: str, attended: int) -> None:
        days = (date(YEAR + 1, 4, 1), date(YEAR + 1, 4, 2))
        self.try_to(HR, schedule_request, number, *days, self.office.key())
        self.try_to(HR, deliver_request, number, [attended], self.office.key())

    @rule(number=numbers)
    def call_off(self, number: str) -> None:
        self.try_to(HR, call_off_request, number, "why", self.office.key())

    @rule(number=numbers, amount=AMOUNTS, final=st.booleans(), reverse=st.booleans())
    def invoice(self, number: str, amount: Money, final: bool, reverse: bool) -> None:
        self.invoices += 1
        name = f"INV-{self.invoices}"
        key = self.office.key()
        booked = self.try_to(FINANCE, post_invoice, number, name, amount, key, final=final)
        if booked and reverse:
            posting = f"invoice-{number}-{name}"
            self.try_to(FINANCE, reverse_posting, posting, "why", self.office.key())

    @rule(unit=UNITS, amount=AMOUNTS)
    def set_budget(self, unit: str, amount: Money) -> None:
        self.try_to(DIRECTOR, set_allocation, unit, YEAR + 1, amount, self.office.key())

    @rule(amount=AMOUNTS, units=st.sampled_from([("U2", "U3"), ("U3", "U2")]))
    def transfer(self, amount: Money, units: tuple[str, str]) -> None:
        key = self.office.key()
        self.try_to(FINANCE, transfer_budget, *units, YEAR + 1, amount, key, "why")

    @rule(days=st.sampled_from([1, 3, 10, 70]))
    def wait(self, days: int) -> None:
        self.office.later(days=days)
        keep_deadlines(self.office.engine)
        done = self.office.deeds()
        keep_deadlines(self.office.engine)
        assert self.office.deeds() == done

    @rule()
    def close_a_month(self) -> None:
        self.office.do(FINANCE, lock_month, f"{YEAR}-10")

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "store"):
            require_invariants(self.store)


def run(make_store: Any, examples: int) -> None:
    class OnStore(Work):
        pass

    OnStore.make_store = staticmethod(make_store)
    run_state_machine_as_test(
        OnStore,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def test_on_sqlite(empty_file: Path, folder: Path) -> None:
    counter = iter(range(1_000_000))

    def fresh() -> Database:
        path = folder / f"{next(counter)}.sqlite"
        shutil.copy(empty_file, path)
        return Database(f"sqlite:///{path}")

    run(fresh, examples=20)


def test_on_postgresql(postgres_server: str, postgres_template: str) -> None:
    def fresh() -> Database:
        recreate(postgres_server, "any_order", postgres_template)
        return Database(database_url(postgres_server, "any_order"))

    run(fresh, examples=20)
