"""A hundred people talking while one sends the worst messages: what the others notice of him."""

from __future__ import annotations

import itertools
import random
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from commands.bench.turns import CONVERSATION, FAILED
from commands.failure import Failure
from commands.model import ensure_model
from commands.ports import free_port
from commands.stack import prepare_store, running
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import Employee

PEOPLE = 100
# Between an answer and the next message, seconds: people read and type.
THINKING = (5.0, 15.0)
# In so many conversations at once the mean one writes, without a pause.
AT_ONCE = 20
MOST_P95 = 2.0
LONG = 2_000
# What each is repeated to fill a message: digits, units, dates, names, exponents, signs that nobody
# sees, nothing but blanks.
WORST = (
    "9",
    "９",
    "万",
    "9万",
    "3月",
    "一季度",
    "Q1 ",
    "200人，",
    "half a million ",
    "王伟、",
    "John Smith, ",
    "1E+99999999 ",
    "\u200b",
    "e\u0301",
    "字",
    " ",
    "(",
    "给200人做培训每人1500元，3月，",
    "开给",
    "TR-2026-0001 ",
)


class Crowd:
    """People at the console, each with a conversation of his own."""

    def __init__(self, settings: Settings, people: list[str]) -> None:
        self._settings, self._people = settings, people
        self._headers = {"X-Peisuan-Secret": settings.secret("operator")}

    def talk(self, seconds: float) -> list[float]:
        """How long each answer took while all talk for so many seconds."""
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(PEOPLE) as threads:
            talks = threads.map(self._one, itertools.count(), self._people, itertools.repeat(until))
            return [taken for talk in talks for taken in talk]

    def _one(self, seed: int, person: str, until: float) -> list[float]:
        chance, texts, taken = random.Random(seed), itertools.cycle(CONVERSATION), []
        conversation = uuid.uuid4().hex[:12]
        time.sleep(chance.uniform(0, THINKING[1]))
        with self._client() as client:
            while time.monotonic() < until:
                began = time.perf_counter()
                said = self._say(client, person, conversation, next(texts))
                taken.append(time.perf_counter() - began)
                if FAILED in said:
                    raise Failure(f"{person} was not answered: {said[:200]}")
                time.sleep(chance.uniform(*THINKING))
        return taken

    @contextmanager
    def beset(self, by: str) -> Iterator[list[float]]:
        """While `by` sends the worst; how long his own answers took."""
        ended, taken = threading.Event(), list[float]()

        def write(number: int) -> None:
            units = itertools.cycle(WORST[number:] + WORST[:number])
            with self._client() as client:
                while not ended.is_set():
                    unit, began = next(units), time.perf_counter()
                    text = (unit * (LONG // len(unit) + 1))[:LONG]
                    self._say(client, by, f"mean-{number}", text)
                    taken.append(time.perf_counter() - began)

        with ThreadPoolExecutor(AT_ONCE) as threads:
            writing = [threads.submit(write, number) for number in range(AT_ONCE)]
            try:
                yield taken
            finally:
                ended.set()
                for one in writing:
                    one.result()

    def _client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self._settings.application_url, timeout=300, headers=self._headers
        )

    def _say(self, client: httpx.Client, person: str, conversation: str, text: str) -> str:
        answer = client.post(
            "/console/messages",
            json={
                "person": person,
                "conversation": conversation,
                "text": text,
                "message_id": uuid.uuid4().hex,
            },
        )
        answer.raise_for_status()
        return answer.text


def measure_crowd(console: Console, minutes: float) -> None:
    """So many minutes alone, as many beside the mean one.

    Raises:
        Failure: the others wait longer than they may.
    """
    with _crowd() as (crowd, mean_one):
        crowd.talk(THINKING[1])
        alone = sorted(crowd.talk(minutes * 60))
        with crowd.beset(mean_one) as his:
            beset = sorted(crowd.talk(minutes * 60))
    table = Table(f"{PEOPLE} people, s", "messages", "p50", "p95", "longest")
    rows = {"alone": alone, "beside the mean one": beset, "the mean one himself": sorted(his)}
    for name, times in rows.items():
        figures = (_part(times, 0.5), _part(times, 0.95), times[-1])
        table.add_row(name, f"{len(times):,}", *(f"{one:.2f}" for one in figures))
    console.print(table)
    high, usual = _part(beset, 0.95), _part(alone, 0.95)
    console.print(
        f"p95 beside the mean one {high:.2f} s, {high / usual:.1f} times that without him"
    )
    if high > MOST_P95:
        raise Failure(f"the others wait longer than {MOST_P95:g} s")


@contextmanager
def _crowd() -> Iterator[tuple[Crowd, str]]:
    usual = Settings()
    ensure_model(usual)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "models").symlink_to(usual.models.resolve())
        settings = Settings(
            home=home,
            database_url="",
            port=free_port(),
            rasa_port=free_port(),
            quiet_hours="00:00-23:59",
        )
        prepare_store(settings)
        database = Database(settings.store_url)
        with database.reading() as session:
            numbers = select(Employee.emp_no).order_by(Employee.handle.is_(None), Employee.id)
            people = list(session.scalars(numbers.limit(PEOPLE + 1)))
        database.dispose()
        with running(settings):
            yield Crowd(settings, people[:PEOPLE]), people[PEOPLE]


def _part(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
