"""Approvals a second, and how long a status takes, over a ledger of a million entries."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select, text

from commands.bench.company import Rows
from commands.bench.loading import load_store
from commands.failure import Failure
from commands.postgres import POSTGRES_BIN, temporary_postgres
from engine.policy import load_policy
from engine.sample import load_sample
from engine.sample.people import PLANT_SIZE
from engine.store.bulk import restart_sequences
from engine.store.database import Database
from engine.store.tables import (
    BudgetEntry,
    BudgetLine,
    BudgetPosting,
    BudgetVersion,
    Request,
    RequestLine,
)
from engine.trust.invariants import breaches
from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.requests.deciding import approve_request
from engine.usecases.requests.draft import LineDraft, RequestDraft
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.submitting import submit_request
from engine.values.period import Period

ENTRIES, PLANTS = 1_000_000, 10
# A whole life in the ledger: reserved, amended, committed, invoiced twice.
LIFE = (
    ("reserve", 90),
    ("reserve", -90),
    ("reserve", 100),
    ("reserve", -100),
    ("commit", 100),
    ("commit", -40),
    ("actual", 40),
    ("commit", -60),
    ("actual", 55),
    ("actual", 0.5),
)
APPROVALS, QUERIES, THREADS = 200, 100, 4


@dataclass(frozen=True, slots=True)
class Figures:
    """`bare`: a transaction that sums a line and inserts a row, by the driver alone."""

    approvals: float
    approvals_together: float
    bare: float
    milliseconds: dict[str, float]


def measure_ledger(console: Console, entries: int = ENTRIES) -> None:
    """Both databases, each filled first."""
    table = Table(
        "database",
        "approvals/s",
        f"approvals/s, {THREADS} at once",
        "bare transactions/s",
        "ratio",
        "p95 of a department's budget",
        "… of the company's",
        "… of a request",
        "… of the list",
        title=f"The ledger with {entries:,} entries",
    )
    for name, figures in _measured(entries):
        table.add_row(
            name,
            f"{figures.approvals:.0f}",
            f"{figures.approvals_together:.0f}",
            f"{figures.bare:.0f}",
            f"{figures.bare / figures.approvals:.1f}",
            *(f"{value:.0f} ms" for value in figures.milliseconds.values()),
        )
    console.print(table)


def _measured(entries: int) -> Iterator[tuple[str, Figures]]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield "SQLite", _measure(f"sqlite:///{folder / 'bench.sqlite'}", entries)
        if POSTGRES_BIN.exists():
            server = folder / "server"
            server.mkdir()
            with temporary_postgres(server) as url:
                yield "PostgreSQL", _measure(url, entries)


def _measure(url: str, entries: int) -> Figures:
    database = Database(url)
    database.migrate()
    with database.transaction() as session:
        load_sample(session, date.today(), PLANTS * PLANT_SIZE)
    load_store(database, _history(database, entries))
    with database.transaction() as session:
        restart_sequences(session)
    engine = BudgetEngine(database, load_policy(), clock=lambda: datetime.now(UTC))
    waiting = _waiting(engine)
    half = len(waiting) // 2
    approvals = _rate(waiting[:half], lambda number: _approve(engine, number))
    with ThreadPoolExecutor(THREADS) as threads:
        started = time.perf_counter()
        list(threads.map(lambda number: _approve(engine, number), waiting[half:]))
        together = half / (time.perf_counter() - started)
    figures = Figures(approvals, together, _bare(database), _status(engine, waiting[0]))
    with database.reading() as session:
        if found := breaches(session):
            raise Failure(f"the store is not sound after the work: {found[:3]}")
    database.dispose()
    return figures


def _history(database: Database, entries: int) -> Iterator[Rows]:
    """Closed requests with all their entries, spread over this year's lines."""
    lines, first, first_posting = _lines(database)
    requests = entries // len(LIFE)
    which = np.arange(requests) % len(lines)
    units = np.array([unit for _, unit in lines])[which]
    ids = np.arange(1, requests + 1)
    year = date.today().year
    moment = f"{year}-01-10 00:00:00"
    yield Rows(
        Request,
        {
            "id": ids,
            "number": [f"TR-{year - 1}-{i:06d}" for i in ids],
            "requester_id": 1,
            "org_unit_id": units,
            "cost_centre": None,
            "fiscal_year": year,
            "state": "closed",
            "version": 9,
            "round": 1,
            "total": 100,
            "currency": "CNY",
            "fx_rate": 1,
            "fx_date": f"{year}-01-10",
            "channel": "bench",
            "created_at": moment,
        },
        requests,
    )
    yield Rows(RequestLine, _request_lines(ids, year), requests)
    line_ids = np.array([line for line, _ in lines])[which]
    postings = first_posting + np.arange(1, requests + 1)
    yield Rows(
        BudgetPosting,
        {
            "id": postings,
            "kind": "invoice",
            "request_id": ids,
            "document": "bench",
            "document_key": "bench",
            "repetition": 1,
        },
        requests,
    )
    for number, (kind, amount) in enumerate(LIFE):
        yield Rows(
            BudgetEntry,
            {
                "id": first + ids + number * requests,
                "line_id": line_ids,
                "kind": kind,
                "amount": amount / 1_000,
                "request_id": ids,
                "note": None,
                "posting_id": postings,
                "position": number + 1,
                "booked_on": f"{year}-01-10",
                "created_at": moment,
            },
            requests,
        )


def _request_lines(ids: np.ndarray, year: int) -> dict[str, object]:
    return {
        "id": ids,
        "request_id": ids,
        "position_no": 1,
        "course_id": 1,
        "topic": "topic",
        "headcount": 1,
        "unit_cost": 100,
        "total": 100,
        "priced_by": "history",
        "period_start": f"{year}-03-01",
        "period_end": f"{year}-03-31",
        "programme": [f"P{i}" for i in ids],
    }


def _lines(database: Database) -> tuple[list[tuple[int, int]], int, int]:
    """This year's lines with their units, and the highest ids of an entry and a posting."""
    with database.reading() as session:
        rows = session.execute(
            select(BudgetLine.id, BudgetLine.org_unit_id)
            .join(BudgetVersion, BudgetVersion.id == BudgetLine.version_id)
            .where(BudgetVersion.fiscal_year == date.today().year)
        ).all()
        entry = session.scalar(select(func.max(BudgetEntry.id))) or 0
        posting = session.scalar(select(func.max(BudgetPosting.id))) or 0
    return [(line, unit) for line, unit in rows], entry, posting


def _waiting(engine: BudgetEngine) -> list[str]:
    """Requests of this year that wait for the last approval."""
    today = date.today()
    period = Period(date(today.year, 12, 1), date(today.year, 12, 31))
    numbers = []
    for number in range(APPROVALS):
        line = LineDraft(
            training=Training(course="TC-EQ"),
            headcount=1,
            period=period,
            programme=f"bench {number}",
        )
        draft = RequestDraft((line,))
        made = engine.perform(submit_request, "workshop-head", "bench", draft, f"made-{number}")
        numbers.append(made.request.number)
        for step in range(2):
            key = f"step-{step}-{number}"
            engine.perform(approve_request, "hr", "bench", made.request.number, key)
    return numbers


def _approve(engine: BudgetEngine, number: str) -> None:
    engine.perform(approve_request, "hr", "bench", number, f"approve-{number}")


def _rate(numbers: list[str], do: Callable[[str], None]) -> float:
    started = time.perf_counter()
    for number in numbers:
        do(number)
    return len(numbers) / (time.perf_counter() - started)


def _bare(database: Database) -> float:
    """The least that an approval takes: sum a line, insert a row, commit."""
    lines, _, _ = _lines(database)
    with database.transaction() as session:
        session.execute(text("CREATE TABLE bare (amount INTEGER)"))

    def one(number: str) -> None:
        with database.engine.begin() as connection:
            connection.execute(
                text("SELECT SUM(amount) FROM budget_entry WHERE line_id = :line"),
                {"line": lines[int(number) % len(lines)][0]},
            )
            connection.execute(text("INSERT INTO bare VALUES (1)"))

    return _rate([str(number) for number in range(QUERIES)], one)


def _status(engine: BudgetEngine, number: str) -> dict[str, float]:
    asked: dict[str, Callable[[], object]] = {
        "department": lambda: engine.perform(budget_status, "workshop-head", "bench"),
        "company": lambda: engine.perform(budget_status, "director", "bench"),
        "request": lambda: engine.perform(request_status, "workshop-head", "bench", number),
        "list": lambda: engine.perform(request_status, "hr", "bench"),
    }
    return {name: _p95(do, 20 if name == "company" else QUERIES) for name, do in asked.items()}


def _p95(do: Callable[[], object], repeats: int) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(repeats):
        started = time.perf_counter()
        do()
        taken.append((time.perf_counter() - started) * 1_000)
    return statistics.quantiles(taken, n=20)[-1]
