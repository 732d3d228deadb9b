"""`./peisuan ask` and `chat`: talking to the assistant at the terminal."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import httpx
import typer
from filelock import FileLock

from commands.failure import Failure
from commands.stack import is_ready, prepare, running
from commands.terminal import tell, warn
from engine.settings import Settings

Person = Annotated[str, typer.Option("--as", help="an employee number, or a sample handle")]


def ask(
    text: Annotated[list[str], typer.Argument(help="one message, or several of one conversation")],
    person: Person,
) -> None:
    """Say something to the running assistant (or start one for it); print the replies."""
    with _assistant() as settings:
        conversation = Conversation(settings, person)
        for message in text:
            if len(text) > 1:
                tell(f"> {message}")
            conversation.say(message)


def chat(person: Person) -> None:
    """Talk to the assistant; an empty line or Ctrl-D ends it."""
    with _assistant() as settings:
        conversation = Conversation(settings, person)
        while message := _read_line():
            conversation.say(message)


class Conversation:
    """One conversation of one person with the running assistant."""

    def __init__(self, settings: Settings, person: str) -> None:
        self._settings, self._person = settings, person
        self._id = uuid.uuid4().hex[:12]

    def say(self, text: str) -> None:
        """Send one message and print what comes back.

        Raises:
            Failure: the application refuses or does not answer.
        """
        for reply in self._send(text):
            tell(reply["text"])
            for choice in reply["choices"]:
                tell(f"  [{choice}]")

    def _send(self, text: str) -> list[dict[str, Any]]:
        message = {
            "person": self._person,
            "conversation": self._id,
            "message_id": uuid.uuid4().hex,
            "text": text,
        }
        try:
            answer = httpx.post(
                f"{self._settings.application_url}/console/messages",
                json=message,
                timeout=90,
                headers={"X-Peisuan-Secret": self._settings.secret("operator")},
            )
        except httpx.HTTPError as error:
            raise Failure(f"the application does not answer ({error}).") from error
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            raise Failure(
                f"what runs on port {self._settings.port} belongs to another "
                "PEISUAN_HOME. Use the same, or set PEISUAN_PORT."
            )
        answer.raise_for_status()
        replies: list[dict[str, Any]] = answer.json()
        return replies


@contextmanager
def _assistant() -> Iterator[Settings]:
    """The running assistant; one is started for this call alone if there is none."""
    settings = Settings()
    if is_ready(settings):
        yield settings
        return
    settings.home.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.home / "start.lock"):
        if is_ready(settings):
            yield settings
            return
        prepare(settings)
        warn("Nothing runs yet: starting Rasa and the application for this …")
        with running(settings):
            yield settings


def _read_line() -> str:
    try:
        return input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""
