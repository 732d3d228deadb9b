"""`./peisuan eval dialogues`: whole conversations, played for a person to judge."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from commands.evaluation.files import read_lines
from commands.evaluation.understanding import scratch_store
from commands.stack import Stack, running
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import (
    BudgetEntry,
    CourseRating,
    GoalStatement,
    Need,
    NeedsSurvey,
    Request,
    RequestLine,
)

# Who speaks in the sample company, unless a dialogue says it with `as`.
SPEAKERS = {"head": "sales-head", "employee": "worker", "hr": "hr", "manager": "director"}
WATCHED = (Request, RequestLine, BudgetEntry, Need, NeedsSurvey, GoalStatement, CourseRating)

Snapshot = dict[str, dict[int, dict[str, str]]]


def dialogues(
    file: Annotated[Path, typer.Argument(help="JSON lines: id, role, title, turns, outcome")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON list, for machines")] = False,
) -> None:
    """Play each dialogue in a fresh conversation on a fresh copy of the sample company; write
    every reply, what was expected, and what changed in the store."""
    played = play(read_lines(file, ("id", "role", "turns")))
    if as_json:
        print(json.dumps(list(played), ensure_ascii=False))
        return
    for one in played:
        print("\n".join(_transcript(one)), flush=True)


def play(asked: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each dialogue with its replies and changes. Rasa stays up; the application is started
    anew on an untouched copy of the store each time."""
    with scratch_store() as settings:
        store = settings.home / "peisuan.sqlite"
        untouched = settings.home / "untouched.sqlite"
        shutil.copy(store, untouched)
        with running(settings) as stack:
            for dialogue in asked:
                stack.restart_application(lambda: shutil.copy(untouched, store))
                yield _play(settings, stack, dialogue)


def _play(settings: Settings, stack: Stack, dialogue: dict[str, Any]) -> dict[str, Any]:
    stack.require_running()
    database = Database(settings.store_url)
    try:
        for step in dialogue.get("given", []):
            _say(settings, step["as"], "given", step["user"])
        before = _snapshot(database)
        person = dialogue.get("as") or SPEAKERS.get(dialogue["role"], dialogue["role"])
        conversation = uuid.uuid4().hex[:12]
        turns = [
            {**turn, "replies": _say(settings, person, conversation, turn["user"])}
            for turn in dialogue["turns"]
        ]
        return {**dialogue, "turns": turns, "changes": _changes(before, _snapshot(database))}
    finally:
        database.dispose()


def _say(settings: Settings, person: str, conversation: str, text: str) -> list[dict[str, Any]]:
    answer = httpx.post(
        f"{settings.application_url}/console/messages",
        timeout=90,
        headers={"X-Peisuan-Secret": settings.secret("operator")},
        json={
            "person": person,
            "conversation": conversation,
            "message_id": uuid.uuid4().hex,
            "text": text,
        },
    )
    answer.raise_for_status()
    return list(answer.json())


def _snapshot(database: Database) -> Snapshot:
    with database.reading() as session:
        return {table.__tablename__: _rows(session, table) for table in WATCHED}


def _rows(session: Session, table: Any) -> dict[int, dict[str, str]]:
    columns = [column.key for column in inspect(table).mapper.column_attrs]
    return {
        row.id: {name: str(getattr(row, name)) for name in columns}
        for row in session.scalars(select(table))
    }


def _changes(before: Snapshot, after: Snapshot) -> list[str]:
    """What is new, and what is different, in words of the tables."""
    changes = []
    for table, rows in after.items():
        for key, row in rows.items():
            old = before[table].get(key)
            if old is None:
                said = ", ".join(
                    f"{name}={value}" for name, value in row.items() if value != "None"
                )
                changes.append(f"new {table}: {said}")
            elif old != row:
                said = ", ".join(
                    f"{name}: {old[name]} → {value}"
                    for name, value in row.items()
                    if old[name] != value
                )
                changes.append(f"{table} {key}: {said}")
    return changes


def _transcript(played: dict[str, Any]) -> Iterator[str]:
    yield f"\n# {played['id']} ({played['role']}) {played.get('title', '')}"
    for turn in played["turns"]:
        yield f"\n> {turn['user']}"
        for reply in turn["replies"]:
            yield reply["text"]
            if reply["choices"]:
                yield "  [" + "] [".join(reply["choices"]) + "]"
        if turn.get("expect"):
            yield f"    (expected: {turn['expect']})"
    yield f"\nExpected outcome: {played.get('outcome', '')}"
    yield "Changed in the store:"
    yield from (f"  {change}" for change in played["changes"] or ["nothing"])
