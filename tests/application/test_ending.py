"""The application as a process: killed, asked to end or left alone by Rasa, it answers what it
took, once. A stand-in takes Rasa's place."""

from __future__ import annotations

import signal
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from channels.inbox import Inbox, Taken
from channels.message import InboundMessage
from commands import services
from commands.ports import free_port
from commands.stack import Stack, prepare_store, running
from engine.settings import Settings
from engine.store.database import Database
from tests.emulators.rasa import heard, pause, stand_in
from tests.emulators.up import until

pytestmark = pytest.mark.long


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, database_url="", port=free_port(), rasa_port=free_port())


@pytest.fixture
def stack(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    monkeypatch.setattr(services, "rasa", stand_in)
    prepare_store(settings)
    with running(settings) as found:
        yield found


class Page:
    """A sample person on the web page."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._http = httpx.Client(base_url=settings.application_url, timeout=60)
        self._csrf = self._http.get("/web/session").json()["csrf"]
        chosen = self._post("/web/session", {"handle": "workshop-head"})
        self._csrf = chosen.json().get("csrf", self._csrf)

    def say(self, text: str) -> list[str]:
        """The replies; none where the connection is lost."""
        try:
            answer = self._post("/web/messages", {"text": text, "message_id": uuid.uuid4().hex})
        except httpx.TransportError:
            return []
        answer.raise_for_status()
        return [one["text"] for one in answer.json()]

    def begin(self, text: str) -> None:
        """Say it without waiting; Rasa has it when this returns."""
        known = len(heard(self._settings))
        threading.Thread(target=self.say, args=(text,), daemon=True).start()
        until(lambda: len(heard(self._settings)) > known)

    def _post(self, path: str, body: dict[str, str]) -> httpx.Response:
        return self._http.post(path, json=body, headers={"X-CSRF-Token": self._csrf})


def stored(settings: Settings, text: str) -> Taken:
    database = Database(settings.store_url)
    try:
        with database.reading() as session:
            from sqlalchemy import select

            from engine.store.tables import StoredMessage

            rows = session.scalars(select(StoredMessage)).all()
            (row,) = [one for one in rows if one.content["text"] == text]
            message = InboundMessage.from_plain(row.content)
        found = Inbox(database).find(message)
        assert found is not None
        return found
    finally:
        database.dispose()


def replies(settings: Settings, text: str) -> list[str]:
    return [one.text for one in stored(settings, text).replies or ()]


def test_asked_to_end_it_answers_what_it_began(settings: Settings, stack: Stack) -> None:
    pause(settings, 2)
    Page(settings).begin("hello")
    stack.application.send_signal(signal.SIGTERM)
    stack.application.wait(20)
    assert replies(settings, "hello") == ["echo hello"]


def test_what_takes_too_long_is_answered_after_the_next_start(
    settings: Settings, stack: Stack
) -> None:
    pause(settings, 14)
    Page(settings).begin("hello")
    stack.application.send_signal(signal.SIGTERM)
    stack.application.wait(20)
    assert stored(settings, "hello").state == "waiting"
    pause(settings, 0)
    stack.crash_application()
    until(lambda: stored(settings, "hello").finished)
    assert replies(settings, "hello") == ["echo hello"]


def test_killed_amid_a_message_it_answers_after(settings: Settings, stack: Stack) -> None:
    pause(settings, 3)
    Page(settings).begin("hello")
    stack.crash_application()
    until(lambda: stored(settings, "hello").finished)
    assert replies(settings, "hello") == ["echo hello"]
    assert [one["again"] for one in heard(settings)] == [False, True]


def test_rasa_killed_amid_a_message_is_asked_again(settings: Settings, stack: Stack) -> None:
    pause(settings, 3)
    Page(settings).begin("hello")
    stack.rasa.kill()
    stack.pause_rasa(0)
    until(lambda: stored(settings, "hello").finished)
    assert replies(settings, "hello") == ["echo hello"]


def test_what_is_logged_has_its_form_and_none_of_the_words(
    settings: Settings, stack: Stack
) -> None:
    Page(settings).say("my salary is 9,000")
    stack.application.send_signal(signal.SIGTERM)
    stack.application.wait(20)
    log = (settings.logs / "application.log").read_text()
    assert f"INFO application[{stack.application.pid}] uvicorn.error: Shutting down" in log
    assert "9,000" not in log
