"""A gate over a real store, with a Rasa that answers as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.reply import Choice, Reply
from channels.door import FetchFailed, KnownAs, SendFailed
from channels.gate import Gate
from channels.message import Attachment, InboundMessage
from channels.rasa import NotInTime, RasaUnavailable
from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.identities import Account
from tests.codes import link_person
from tests.conftest import engine_over

TENANT = "corp"


@dataclass
class FakeRasa:
    """Answers each message with an echo, or as `answers` says for its text."""

    answers: dict[str, list[Reply]] = field(default_factory=dict)
    away: bool = False
    hangs: bool = False
    pause: float = 0
    heard: list[InboundMessage] = field(default_factory=list)

    async def send(self, message: InboundMessage, again: bool = False) -> list[Reply]:
        if self.away:
            raise RasaUnavailable("it is stopped")
        if self.hangs:
            raise NotInTime("it hangs")
        self.heard.append(message)
        await asyncio.sleep(self.pause)
        return self.answers.get(message.text, [Reply(text=f"echo {message.text}")])


@dataclass
class FakeDoor:
    """Takes what is sent; refuses as often as `failures` says."""

    name: str = "dingtalk"
    email: str = ""
    number: str = ""
    failures: int = 0
    sent: list[str] = field(default_factory=list)
    private: list[tuple[str, str]] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    # What it fetches, by the file's name, and how often it fails first.
    files: dict[str, bytes] = field(default_factory=dict)
    late: int = 0
    fetched: list[str] = field(default_factory=list)

    async def fetch(self, message: InboundMessage, file: Attachment, most: int) -> bytes:
        if self.late:
            self.late -= 1
            raise FetchFailed("the far side is busy")
        self.fetched.append(file.name)
        if file.name not in self.files:
            raise FetchFailed("it is gone", for_good=True)
        return self.files[file.name]

    async def send(self, message: InboundMessage, reply: Reply) -> None:
        if self.failures:
            self.failures -= 1
            raise SendFailed("the far side is busy")
        self.sent.append(reply.text)
        self.choices += reply.choices

    async def send_privately(self, account: Account, reply: Reply) -> None:
        self.private.append((account.user_id, reply.text))
        self.choices += reply.choices

    async def announce(self, accounts: Sequence[Account], reply: Reply) -> list[Account]:
        for account in accounts:
            await self.send_privately(account, reply)
        return []

    def private_address(self, account: Account) -> dict[str, Any]:
        return {}

    async def known_as(self, message: InboundMessage) -> KnownAs:
        return KnownAs(self.number, self.email)


@dataclass
class Place:
    """What a test of the gate works with."""

    engine: BudgetEngine
    rasa: FakeRasa
    door: FakeDoor
    gate: Gate

    def run(self, test: Callable[[Gate], Awaitable[Any]]) -> Any:
        """Run `test` while the gate works."""

        async def main() -> Any:
            async with working(self.gate), asyncio.timeout(30):
                return await test(self.gate)

        return asyncio.run(main())

    def talk(self, *messages: InboundMessage) -> list[str]:
        """Hand in the messages, wait until all are worked off; what was sent."""

        async def hand_in(gate: Gate) -> None:
            for message in messages:
                gate.accept(message)
            await settled(gate, *messages)

        self.run(hand_in)
        return self.door.sent

    def person(self, handle: str) -> str:
        """The employee number of one of the sample people."""
        number: str = self.engine.perform(lambda context: context.actor.emp_no, handle, "test")
        return number

    def link(self, user: str, person: str) -> None:
        link_person(self.engine, Account("dingtalk", TENANT, user), person)


@asynccontextmanager
async def working(gate: Gate) -> AsyncIterator[None]:
    task = asyncio.create_task(gate.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def settled(gate: Gate, *messages: InboundMessage) -> None:
    """Until each was dealt with."""
    while True:
        found = [gate.inbox.find(message) for message in messages]
        if all(one is not None and one.finished for one in found):
            return
        await asyncio.sleep(0.02)


def place_over(database: Database, limit: str = "1000/minute") -> Place:
    engine, rasa, door = engine_over(database), FakeRasa(), FakeDoor()
    engine.carriers = (door.name,)
    return Place(engine, rasa, door, Gate(engine, rasa, {"dingtalk": door}, limit))


@pytest.fixture
def place(sample_store: Database) -> Place:
    return place_over(sample_store)


def message(text: str, id: str, user: str = "u1", **changes: Any) -> InboundMessage:
    """Something a DingTalk user says directly to the assistant."""
    usual: dict[str, Any] = {
        "channel": "dingtalk",
        "tenant": TENANT,
        "user_id": user,
        "conversation": "private",
        "message_id": id,
        "text": text,
    }
    return InboundMessage(**{**usual, **changes})
