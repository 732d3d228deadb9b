"""A long random workload of a whole company, acknowledged command by command."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from multiprocessing.sharedctypes import Synchronized
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from engine.policy import load_policy
from engine.store.database import Database
from engine.usecases.budgets.setting import set_budget
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ledger.transfers import transfer_budget
from engine.usecases.requests.amending import amend_request, withdraw_request
from engine.usecases.requests.deciding import approve_request, reject_request, return_request
from engine.usecases.requests.draft import LineChange, LineDraft, RequestDraft
from engine.usecases.requests.submitting import submit_draft, submit_request
from engine.values.errors import EngineError
from engine.values.money import Money
from engine.values.period import Period

THREADS = 3
# Until the store is tried again, in seconds.
PAUSE = 0.05
HEADS = {"workshop-head": "W1", "sales-head": "SAL", "rd-head": "RD"}
DECIDERS = ("hr", "hr", "finance", "director")


@dataclass
class Workload:
    """One worker's random commands on the sample company; `acknowledge` gets the key of each
    that was answered with success."""

    engine: BudgetEngine
    random: random.Random
    acknowledge: Callable[[str], None]
    numbers: list[str] = field(default_factory=list)

    def step(self) -> None:
        """One command; what the engine refuses is nothing to wonder about."""
        act = self.random.choice(
            (
                self.submit,
                self.submit,
                self.decide,
                self.decide,
                self.decide,
                self.change,
                self.spend,
                self.move,
            )
        )
        with suppress(EngineError):
            act()

    def step_amid_faults(self) -> None:
        """The same; what the store refuses for the moment was not acknowledged, and is tried
        again by nobody here."""
        try:
            self.step()
        except SQLAlchemyError:
            time.sleep(PAUSE)

    def submit(self) -> None:
        year = self.engine.clock().year + 1
        line = LineDraft(
            training=Training(course="TC-EQ"),
            headcount=self.random.randint(1, 12),
            period=Period(date(year, 3, 1), date(year, 3, 31)),
            programme=self.unused(),
        )
        head = self.random.choice(list(HEADS))
        made = self.do(head, submit_request, RequestDraft((line,)))
        self.numbers.append(made.request.number)

    def decide(self) -> None:
        number, who = self.any_number(), self.random.choice(DECIDERS)
        how = self.random.choice((approve_request, approve_request, return_request, reject_request))
        if how is approve_request:
            self.do(who, approve_request, number)
        else:
            self.do(who, how, number, comment="why")

    def change(self) -> None:
        number, who = self.any_number(), self.random.choice(list(HEADS))
        how = self.random.choice((amend_request, withdraw_request, submit_draft))
        if how is amend_request:
            change = LineChange(headcount=self.random.randint(1, 12))
            self.do(who, amend_request, number, change=change)
        else:
            self.do(who, how, number)

    def spend(self) -> None:
        amount = Money(Decimal(self.random.randint(1, 9_000)), "CNY")
        invoice, final = self.unused(), self.random.random() < 0.3
        self.do(
            "finance", post_invoice, self.any_number(), invoice=invoice, amount=amount, final=final
        )

    def move(self) -> None:
        year = self.engine.clock().year + 1
        units = self.random.sample(list(HEADS.values()), 2)
        amount = Money(Decimal(self.random.randint(1, 50_000)), "CNY")
        if self.random.random() < 0.5:
            self.do("finance", transfer_budget, *units, year, amount, reason="why")
        else:
            whole = Money(Decimal(self.random.randint(20_000, 700_000)), "CNY")
            self.do("director", set_budget, units[0], year, whole)

    def unused(self) -> str:
        """What nobody else comes upon, and the same seed always does."""
        return f"{self.random.getrandbits(128):032x}"

    def any_number(self) -> str:
        return self.random.choice(self.numbers[-30:]) if self.numbers else "TR-0000-0000"

    def do(self, who: str, usecase: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        key = self.unused()
        result = self.engine.perform(usecase, who, "bench", *args, key=key, **kwargs)
        self.acknowledge(key)
        return result


def work(
    url: str,
    seed: int,
    acknowledgements: str,
    offset: Synchronized[float],
    threads: int = THREADS,
) -> None:
    """Work on the store at `url` until killed, by a clock that is `offset` seconds off; the key of
    each command that succeeded is written to the file `acknowledgements`, a line each, after the
    engine answered."""
    file = os.open(acknowledgements, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    engine = BudgetEngine(
        Database(url),
        load_policy(),
        clock=lambda: datetime.now(UTC) + timedelta(seconds=offset.value),
    )

    def acknowledge(key: str) -> None:
        os.write(file, f"{key}\n".encode())

    def forever(number: int) -> None:
        workload = Workload(
            engine,
            random.Random(seed * 100 + number),
            acknowledge,
        )
        while True:
            workload.step_amid_faults()

    workers = [threading.Thread(target=forever, args=(one,)) for one in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
