"""Playing dialogues: each from the same beginning, as the people who speak in it."""

from __future__ import annotations

import shutil
import sqlite3
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import httpx

from commands.evaluation.store_changes import COUNTED, Change, Keep, changes, snapshot
from commands.evaluation.understanding import scratch_store
from commands.stack import Stack, running
from engine.settings import Settings
from engine.store.database import Database

# Who speaks in the sample company, where a dialogue says his role alone.
SPEAKERS = {
    "head": "sales-head",
    "employee": "worker",
    "hr": "hr",
    "manager": "director",
    "finance": "finance",
}
SECONDS_TO_ANSWER = 90


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing said: what came back, how long it took, and what it changed."""

    person: str
    user: str
    expect: str = ""
    replies: Sequence[dict[str, Any]]
    seconds: float
    changes: Sequence[Change] = ()


@dataclass(frozen=True, kw_only=True)
class Played:
    """A dialogue as it went. `unprepared` names those of `given` whose lines stored nothing:
    what follows then stands on nothing. `changes` are those of all turns together."""

    id: str
    title: str
    person: str
    tests: Sequence[str]
    outcome: str
    given: Sequence[Line]
    unprepared: Sequence[str]
    turns: Sequence[Line]
    changes: Sequence[Change]


def play(
    asked: Sequence[dict[str, Any]], today: date | None, keep: Keep, logs: Path
) -> Iterator[Played]:
    """Each dialogue, on a sample company as of `today`, as it was before the first.

    The application goes on running: SQLite itself puts the store back (a tenth of a second,
    and a restart takes several seconds). What both processes log ends up in `logs`.

    Raises:
        Failure: one of them does not start, or ends.
    """
    with scratch_store(today) as settings:
        store, untouched = settings.home / "peisuan.sqlite", settings.home / "untouched.sqlite"
        shutil.copy(store, untouched)
        settings.logs.symlink_to(logs.resolve())
        with running(settings) as stack:
            for dialogue in asked:
                put_back(untouched, store)
                yield _Player(settings, stack, keep).play(dialogue)


def put_back(untouched: Path, store: Path) -> None:
    """Make `store` what `untouched` is, also while others have it open."""
    with closing(sqlite3.connect(untouched)) as source, closing(sqlite3.connect(store)) as target:
        source.backup(target)


class _Player:
    """Plays one dialogue; the store is looked at after everything said, and compared with the
    last look."""

    def __init__(self, settings: Settings, stack: Stack, keep: Keep) -> None:
        self._settings, self._stack, self._keep = settings, stack, keep
        self._database = Database(settings.store_url)
        self._conversation = uuid.uuid4().hex[:12]
        self._seen = snapshot(self._database)

    def play(self, dialogue: dict[str, Any]) -> Played:
        try:
            return self._play(dialogue)
        finally:
            self._database.dispose()

    def _play(self, dialogue: dict[str, Any]) -> Played:
        name, person = dialogue["id"], dialogue.get("as") or SPEAKERS[dialogue["role"]]
        given = [
            self._say(f"{name}-given-{number}", f"given-{self._conversation}", step)
            for number, step in enumerate(dialogue.get("given", ()), start=1)
        ]
        before = self._seen
        turns = [
            self._say(f"{name}-{number}", self._conversation, {"as": person, **_as_step(turn)})
            for number, turn in enumerate(dialogue["turns"], start=1)
        ]
        return Played(
            id=name,
            title=dialogue.get("title", ""),
            person=person,
            tests=dialogue.get("tests", ()),
            outcome=dialogue.get("outcome", ""),
            given=given,
            unprepared=unprepared(given),
            turns=turns,
            changes=changes(before, self._seen),
        )

    def _say(self, where: str, conversation: str, step: dict[str, str]) -> Line:
        self._stack.require_running()
        started = time.monotonic()
        replies = self._replies(conversation, step["as"], step["user"])
        seconds = time.monotonic() - started
        before, self._seen = self._seen, snapshot(self._database)
        return Line(
            person=step["as"],
            user=step["user"],
            expect=step.get("expect", ""),
            replies=replies,
            seconds=round(seconds, 2),
            changes=changes(
                before,
                self._seen,
                lambda name, content: self._keep(f"{where}-{name}", content),
            ),
        )

    def _replies(self, conversation: str, person: str, text: str) -> list[dict[str, Any]]:
        """What is answered; where nothing is, that is for the judge to know, too."""
        message = {
            "person": person,
            "conversation": conversation,
            "message_id": uuid.uuid4().hex,
            "text": text,
        }
        try:
            answer = httpx.post(
                f"{self._settings.application_url}/console/messages",
                timeout=SECONDS_TO_ANSWER,
                headers={"X-Peisuan-Secret": self._settings.secret("operator")},
                json=message,
            ).raise_for_status()
        except httpx.HTTPError as error:
            return [{"text": f"(no answer: {error})", "choices": []}]
        return list(answer.json())


def unprepared(given: Sequence[Line]) -> list[str]:
    """The first lines of those who said something beforehand, and it stored nothing."""
    turns = [list(lines) for _, lines in groupby(given, key=lambda line: line.person)]
    return [
        f"{lines[0].person}: {lines[0].user}"
        for lines in turns
        if all(change.table in COUNTED for line in lines for change in line.changes)
    ]


def _as_step(turn: dict[str, str] | str) -> dict[str, str]:
    return {"user": turn} if isinstance(turn, str) else turn
