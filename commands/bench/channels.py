"""Fifty people talking at once through both chat tools: nothing lost, nothing twice, in order.

The tools are the emulators of the tests, driven by the vendors' own SDKs.
"""

from __future__ import annotations

import itertools
import json
import random
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from assistant.reply import Reply
from channels.answering import split_for_group
from channels.dingtalk.rendering import card_data, markdown_messages
from channels.inbox import DONE
from channels.message import InboundMessage
from channels.slack.blocks import fallback
from commands.bench.turns import CONVERSATION
from commands.failure import Failure
from commands.model import ensure_model
from commands.ports import free_port
from commands.stack import Stack, prepare_store, running
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import ChannelIdentity, Employee, StoredMessage
from tests.emulators import dingtalk as ding
from tests.emulators import slack as sl
from tests.emulators.dingtalk import DingTalkEmulator
from tests.emulators.installation import emulated, emulators
from tests.emulators.slack import SlackEmulator

PEOPLE = 50
# Between an answer and the next message, seconds: people read and type.
THINKING = (3.0, 8.0)
STOPPED = 30.0
# Without thinking, to see what goes through.
RUSH = 60.0
PATIENCE = 120.0


@dataclass
class Heard:
    """What a person sent: when, under which message id, in which frame."""

    message_id: str
    frame: str
    at: float


@dataclass
class Person:
    """One of those who talk; `send` hands a text to his tool."""

    user: str
    channel: str
    send: Callable[[str], Heard]
    sent: list[Heard] = field(default_factory=list)


@dataclass(kw_only=True)
class Town:
    """The running installation and its tools."""

    stack: Stack
    database: Database
    dingtalk: DingTalkEmulator
    slack: SlackEmulator
    people: list[Person]
    # The ids of messages that were dealt with, looked up by one thread for all.
    done: set[str] = field(default_factory=set)

    def look(self, ended: threading.Event) -> None:
        finished = select(StoredMessage.message_id).where(StoredMessage.state == DONE)
        while not ended.wait(0.05):
            with self.database.reading() as session:
                self.done.update(session.scalars(finished))


def measure_channels(console: Console, minutes: float) -> None:
    """Thinking people for so many minutes, then no thinking, then Rasa stopped meanwhile."""
    with _town() as town:
        parts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("people who think", lambda: _talk(town, minutes * 60, THINKING)),
            ("no thinking", lambda: _talk(town, RUSH, (0.0, 0.0))),
            (f"Rasa stopped for {STOPPED:.0f} s", lambda: _talk_while_stopped(town)),
        )
        figures = {}
        for name, talk in parts:
            first = {person.user: len(person.sent) for person in town.people}
            started = time.monotonic()
            talk()
            _wait_until_answered(town)
            figures[name] = _figures(town, first, time.monotonic() - started)
        _require_sound(town)
    table = Table(f"{PEOPLE} people", *figures)
    for row in next(iter(figures.values())):
        table.add_row(row, *(found[row] for found in figures.values()))
    console.print(table)
    console.print("Nothing was lost, nothing answered twice, everybody's order was kept.")


@contextmanager
def _town() -> Iterator[Town]:
    usual = Settings()
    ensure_model(usual)
    with tempfile.TemporaryDirectory() as folder, emulators() as (dingtalk, slack):
        home = Path(folder)
        (home / "models").symlink_to(usual.models.resolve())
        settings = Settings(
            home=home,
            database_url="",
            port=free_port(),
            rasa_port=free_port(),
            chat_limit="100000/minute",
            # Notices would be answers to nothing here.
            quiet_hours="00:00-23:59",
            **emulated(dingtalk, slack),
        )
        prepare_store(settings)
        database = Database(settings.store_url)
        people = [*_people(database, dingtalk, slack)]
        ended = threading.Event()
        with running(settings) as stack:
            town = Town(
                stack=stack, database=database, dingtalk=dingtalk, slack=slack, people=people
            )
            threading.Thread(target=town.look, args=(ended,), daemon=True).start()
            yield town
            ended.set()
        database.dispose()


def _people(
    database: Database, dingtalk: DingTalkEmulator, slack: SlackEmulator
) -> Iterator[Person]:
    """Every tenth of the sample, and all who lead; half in each tool."""
    with database.transaction() as session:
        led = session.scalars(select(Employee.id).where(Employee.handle.is_not(None))).all()
        every = session.scalars(select(Employee.id).where(Employee.id % 10 == 0)).all()
        chosen = list(dict.fromkeys([*led, *every]))[:PEOPLE]
        for number, employee in enumerate(chosen):
            channel = "dingtalk" if number % 2 else "slack"
            user = f"U{number:03d}"
            tenant = ding.CORP if number % 2 else sl.TEAM
            session.add(
                ChannelIdentity(
                    channel=channel,
                    tenant=tenant,
                    user_id=user,
                    employee_id=employee,
                    language=None,
                    linked_by="bench",
                    linked_at=datetime.now(UTC),
                )
            )
            tool = _by_dingtalk(dingtalk, user) if number % 2 else _by_slack(slack, user)
            yield Person(user, channel, tool)


def _by_dingtalk(tool: DingTalkEmulator, user: str) -> Callable[[str], Heard]:
    def send(text: str) -> Heard:
        body, at = tool.said(user, text), time.monotonic()
        return Heard(body["msgId"], tool.send(body), at)

    return send


def _by_slack(tool: SlackEmulator, user: str) -> Callable[[str], Heard]:
    def send(text: str) -> Heard:
        body, at = tool.said(user, text), time.monotonic()
        event = body["event"]
        return Heard(f"{event['channel']}:{event['ts']}", tool.send(body), at)

    return send


def _talk(town: Town, seconds: float, thinking: tuple[float, float]) -> None:
    """Each says the next thing when the last was answered."""
    until = time.monotonic() + seconds

    def one(person: Person, seed: int) -> None:
        moments, texts = random.Random(seed), itertools.cycle(CONVERSATION)
        time.sleep(moments.uniform(0, thinking[1]))
        while time.monotonic() < until:
            person.sent.append(person.send(next(texts)))
            _until_done(town, person.sent[-1].message_id)
            time.sleep(moments.uniform(*thinking))

    _at_once(town, one)


def _talk_while_stopped(town: Town) -> None:
    """Each says three things in a row, spread over the time that Rasa is away."""

    def one(person: Person, seed: int) -> None:
        moments = random.Random(seed)
        for text in CONVERSATION[:3]:
            time.sleep(moments.uniform(0.2, STOPPED / 4))
            person.sent.append(person.send(text))

    talking = threading.Thread(target=_at_once, args=(town, one))
    talking.start()
    town.stack.pause_rasa(STOPPED)
    talking.join()


def _at_once(town: Town, one: Callable[[Person, int], None]) -> None:
    threads = [
        threading.Thread(target=one, args=(person, number))
        for number, person in enumerate(town.people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _until_done(town: Town, message_id: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if message_id in town.done:
            return
        time.sleep(0.05)
    raise Failure(f"message {message_id} was not answered within {PATIENCE:.0f} s")


def _wait_until_answered(town: Town) -> None:
    for person in town.people:
        _until_done(town, person.sent[-1].message_id)


def _figures(town: Town, first: dict[str, int], seconds: float) -> dict[str, str]:
    """Throughput, end-to-end times, their parts by the store's clock, acknowledgements."""
    heard = [one for person in town.people for one in person.sent[first[person.user] :]]
    with town.database.reading() as session:
        rows = {row.message_id: row for row in session.scalars(select(StoredMessage))}
    replied = _first_reply_times(town, rows)
    ends = sorted(replied[one.message_id] - one.at for one in heard)
    acks = {**town.slack.acks, **town.dingtalk.acknowledged_at}
    waits = sorted((acks[one.frame] - one.at) * 1000 for one in heard)
    found = [rows[one.message_id] for one in heard]

    def median(start: str, end: str) -> str:
        taken = sorted((getattr(row, end) - getattr(row, start)).total_seconds() for row in found)
        return f"{_quantile(taken, 0.5):.2f}"

    return {
        "messages": f"{len(heard):,}",
        "a second": f"{len(heard) / seconds:.1f}",
        "answered, p50, s": f"{_quantile(ends, 0.5):.2f}",
        "answered, p95, s": f"{_quantile(ends, 0.95):.2f}",
        "of it waiting, p50, s": median("received_at", "taken_at"),
        "Rasa and actions, p50, s": median("taken_at", "answered_at"),
        "sending, p50, s": median("answered_at", "done_at"),
        "acknowledged, p99, ms": f"{_quantile(waits, 0.99):.0f}",
    }


def _first_reply_times(town: Town, rows: dict[str, StoredMessage]) -> dict[str, float]:
    """When the first reply to each message came to the tool: the replies that the store says
    were sent, laid beside those that came."""
    came, found = _came(town), {}
    for person in town.people:
        at = 0
        for one in person.sent:
            row = rows.get(one.message_id)
            if row is None or row.state != DONE:
                raise Failure(f"message {one.message_id} is lost")
            if at >= len(came[person.user]):
                raise Failure(f"{person.user} got fewer replies than were sent")
            found[one.message_id] = came[person.user][at][0]
            at += len(_expected(row))
    return found


def _require_sound(town: Town) -> None:
    """What came to each person is what was answered to his messages, once and in order."""
    with town.database.reading() as session:
        rows = {row.message_id: row for row in session.scalars(select(StoredMessage))}
    came = _came(town)
    for person in town.people:
        expected = [text for one in person.sent for text in _expected(rows[one.message_id])]
        if expected != [text for _, text in came[person.user]]:
            raise Failure(f"what {person.user} got is not what was answered to him, in order")


def _expected(row: StoredMessage) -> list[str]:
    """The texts that a message's replies are sent as."""
    message = InboundMessage.from_plain(row.content)
    replies = [Reply.from_plain(one) for one in row.replies]
    texts: list[str] = []
    for reply, _ in split_for_group(message, replies):
        if not reply.text:
            continue
        if row.channel == "slack":
            texts.append(str(fallback(reply.text)["text"]))
        elif reply.choices:
            texts.append(card_data(reply)["markdown"])
        else:
            texts += [param["text"] for param in markdown_messages(reply)]
    return texts


def _came(town: Town) -> dict[str, list[tuple[float, str]]]:
    """What came to each person: when, and which text."""
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for said in town.slack.of("chat.postMessage"):
        found[said.args["channel"].removeprefix("D")].append((said.at, said.args["text"]))
    for call in list(town.dingtalk.calls):
        if (came := _read_call(call)) is not None:
            found[came[0]].append((call.at, came[1]))
    return found


def _read_call(call: ding.Call) -> tuple[str, str] | None:
    """Whom a call to DingTalk says what; None for a call that says nothing."""
    body: dict[str, Any] = call.body
    if call.path.endswith("createAndDeliver"):
        return body["openSpaceId"].split(".")[-1], body["cardData"]["cardParamMap"]["markdown"]
    if call.path.endswith("batchSend") and body["msgKey"] == "sampleMarkdown":
        return body["userIds"][0], json.loads(body["msgParam"])["text"]
    return None


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
