"""Two processes of the application, two workers, PostgreSQL and Redis, as a server has them. (The
workers are stand-ins for Rasa.)"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from commands import services
from commands.ports import free_port
from commands.services import Service, end
from engine.sample.loading import load_sample
from engine.settings import Settings
from engine.store.database import Database
from tests.conftest import NOW
from tests.emulators.rasa import heard, pause, stand_in
from tests.emulators.up import until
from tests.stores import database_url, recreate

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not shutil.which("redis-server"), reason="redis-server is not installed"),
]
MOST = 6


class Person:
    """Somebody on the page, whose browser comes to either process."""

    def __init__(self, addresses: list[str], handle: str) -> None:
        self._addresses = addresses
        self._http = httpx.Client(timeout=60)
        self._csrf = self._http.get(f"{addresses[0]}/web/session").json()["csrf"]
        self._csrf = self._post(0, "session", handle=handle).json()["csrf"]

    def say(self, process: int, text: str, number: str) -> str:
        """The first reply; `number` is the message's own."""
        answer = self._post(process, "messages", text=text, message_id=f"message-{number}")
        answer.raise_for_status()
        return str(answer.json()[0]["text"])

    def _post(self, process: int, path: str, **body: Any) -> httpx.Response:
        where = f"{self._addresses[process]}/web/{path}"
        return self._http.post(where, json=body, headers={"X-CSRF-Token": self._csrf})


@dataclass
class Servers:
    workers: list[Settings]
    addresses: list[str]
    applications: list[subprocess.Popen[bytes]]

    def person(self, handle: str) -> Person:
        return Person(self.addresses, handle)

    def heard(self, text: str) -> list[int]:
        """How often each worker was told that."""
        return [len([1 for one in heard(worker) if one["text"] == text]) for worker in self.workers]


def redis_at(port: int, folder: Path) -> Service:
    return Service(
        name="Redis",
        command=["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)],
        environment=os.environ,
        health="",
        log=folder / "redis.log",
    )


@pytest.fixture(scope="module")
def servers(
    postgres_server: str, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Servers]:
    home = tmp_path_factory.mktemp("servers")
    recreate(postgres_server, "several_processes", postgres_template)
    database = Database(database_url(postgres_server, "several_processes"))
    with database.transaction() as session:
        load_sample(session, NOW.date(), 100)
    database.dispose()
    ports, redis = [free_port() for _ in range(4)], free_port()
    shared = Settings(
        home=home,
        database_url=database.url,
        redis_url=f"redis://127.0.0.1:{redis}",
        rasa_urls=",".join(f"http://127.0.0.1:{port}" for port in ports[:2]),
        chat_limit=f"{MOST}/minute",
    )
    applications = [shared.model_copy(update={"port": port}) for port in ports[2:]]
    told = services.understanding_environment(applications[0])
    workers = [
        Settings(home=tmp_path_factory.mktemp("worker"), rasa_port=port) for port in ports[:2]
    ]
    with ExitStack() as running:

        def start(service: Service) -> subprocess.Popen[bytes]:
            process = service.start()
            running.callback(end, process, 10)
            return process

        start(redis_at(redis, home))
        for worker in workers:
            made = stand_in(worker)
            start(replace(made, environment={**made.environment, **told}))
        processes = [start(services.application(one)) for one in applications]
        addresses = [one.application_url for one in applications]
        for address in addresses:
            until(lambda address=address: _is_ready(address))  # type: ignore[misc]
        yield Servers(workers, addresses, processes)


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=5).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def test_a_conversation_is_always_at_one_worker(servers: Servers) -> None:
    used = set[int]()
    for handle in ("worker", "hr", "director", "sales-head", "workshop-head", "rd-head"):
        person = servers.person(handle)
        for number in range(4):
            assert person.say(number % 2, f"{handle} says", f"{number}") == f"echo {handle} says"
        told = servers.heard(f"{handle} says")
        assert sorted(told) == [0, 4]
        used.add(told.index(4))
    assert used == {0, 1}


def test_what_is_sent_to_both_is_answered_once(servers: Servers) -> None:
    person = servers.person("retail-head")
    with ThreadPoolExecutor(2) as both:
        sent = [both.submit(person.say, process, "twice", "twice") for process in (0, 1)]
    assert [one.result() for one in sent] == ["echo twice", "echo twice"]
    assert sum(servers.heard("twice")) == 1


def test_limits_are_counted_together(servers: Servers) -> None:
    person = servers.person("finance")
    said = [person.say(number % 2, "again", f"{number}") for number in range(MOST + 2)]
    assert said[:MOST] == ["echo again"] * MOST
    assert "echo again" not in said[MOST:]


def test_what_one_began_before_it_died_the_other_answers(servers: Servers) -> None:
    person = servers.person("workshop-head")
    for worker in servers.workers:
        pause(worker, 3)
    with ThreadPoolExecutor(1) as waiting:
        lost = waiting.submit(person.say, 1, "before", "before")
        until(lambda: sum(servers.heard("before")) == 1)
        servers.applications[1].kill()
        assert isinstance(lost.exception(30), httpx.HTTPError)
    for worker in servers.workers:
        pause(worker, 0)
    # As the page does: the same message, by whoever is there.
    assert person.say(0, "before", "before") == "echo before"
