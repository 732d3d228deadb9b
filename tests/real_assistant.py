"""The real assistant (Rasa and the application) on a store of its own, for tests."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import func, select

from commands.model import ensure_model
from commands.ports import free_port
from commands.stack import Stack, prepare_store, running
from engine.policy import DEFAULT_POLICY, load_policy
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import BudgetEntry, Need, Request
from engine.usecases.context import BudgetEngine
from engine.usecases.setup.policy import set_policy
from tests.emulators.dingtalk import DingTalkEmulator
from tests.emulators.installation import emulated, emulators
from tests.emulators.slack import SlackEmulator


@dataclass(frozen=True)
class Said:
    """One reply: its text, and the choices offered with it."""

    text: str
    choices: list[str]


class Talk:
    """One conversation of one person."""

    def __init__(self, settings: Settings, person: str) -> None:
        self._settings, self._person = settings, person
        self._conversation = uuid.uuid4().hex[:12]

    def say(self, text: str, message_id: str | None = None) -> str:
        """All replies to `text` as one text."""
        return "\n".join(reply.text for reply in self.replies(text, message_id))

    def replies(self, text: str, message_id: str | None = None) -> list[Said]:
        answer = httpx.post(
            f"{self._settings.application_url}/console/messages",
            timeout=60,
            headers={"X-Peisuan-Secret": self._settings.secret("operator")},
            json={
                "person": self._person,
                "conversation": self._conversation,
                "text": text,
                "message_id": message_id or uuid.uuid4().hex,
            },
        )
        answer.raise_for_status()
        return [Said(reply["text"], reply["choices"]) for reply in answer.json()]


@dataclass(frozen=True)
class Assistant:
    """Rasa and the application, with both chat tools emulated."""

    settings: Settings
    database: Database
    dingtalk: DingTalkEmulator
    slack: SlackEmulator
    stack: Stack

    @property
    def engine(self) -> BudgetEngine:
        """The engine over the same store."""
        return BudgetEngine(self.database, load_policy())

    def talk(self, person: str) -> Talk:
        return Talk(self.settings, person)

    def stored(self) -> dict[str, int]:
        """How many requests, needs and reservations there are."""
        with self.database.reading() as session:

            def count(table: type[Request | Need | BudgetEntry]) -> int:
                return session.scalar(select(func.count()).select_from(table)) or 0

            return {"requests": count(Request), "needs": count(Need), "entries": count(BudgetEntry)}


def trained_models() -> Path:
    """Where the checkout's model lies, which is trained where it is missing."""
    return ensure_model(Settings()).parent


@contextmanager
def real_assistant(home: Path) -> Iterator[Assistant]:
    """Rasa and the application, running on a fresh sample company under `home`.

    The model is the checkout's.
    """
    models = trained_models()
    with emulators() as (dingtalk, slack):
        settings = Settings(
            home=home,
            database_url="",
            port=free_port(),
            rasa_port=free_port(),
            quiet_hours="",
            **emulated(dingtalk, slack),
        )
        shutil.copytree(models, settings.models)
        prepare_store(settings)
        database = Database(settings.store_url)
        _each_request_apart(database)
        with running(settings) as stack:
            yield Assistant(settings, database, dingtalk, slack, stack)
        database.dispose()


def _each_request_apart(database: Database) -> None:
    """What one head asks for within some days counts together when it is decided who approves.
    The tests share one company, and none should depend on what others asked for before it."""
    everywhere = DEFAULT_POLICY.read_text(encoding="utf-8")
    apart = re.sub("(?m)^split_days = .*", "split_days = 0", everywhere)
    apart = re.sub("(?m)^version = .*", 'version = "each-apart"', apart)
    BudgetEngine(database, load_policy()).perform_as_operator(set_policy, apart)
