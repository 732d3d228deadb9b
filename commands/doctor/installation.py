"""The installation itself: settings, store, processes, and what waits in and out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from application.quiet_hours import QuietHours
from application.watching.queues import messages_failed, messages_waiting
from commands.doctor.finding import Finding, note, ok, problem
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import Outbox

# Set by commands for their own processes; no settings.
INTERNAL = {"HELD_BY", "UV", "ENCODER", "TEST_POSTGRES_URL", "PICTURES"}
LATE = timedelta(minutes=5)
# What `/readyz` tells of, and how it is said.
PARTS = {
    "store": (
        "answers, and may be written",
        "does not answer, or may only be read; see the logs in {logs}",
    ),
    "rasa": ("answers", "does not answer; see the logs in {logs}"),
    "disk": (
        "has room",
        "nearly full: less than PEISUAN_DISK_MARGIN MB are free at {home}, and soon nothing "
        "can be kept. Make room; it goes on without a restart.",
    ),
}


def check_installation(settings: Settings) -> Iterator[Finding]:
    yield from _settings(settings)
    for damaged in sorted(settings.home.glob("conversations*.damaged-*")):
        yield note(
            "rasa", f"{damaged} is damaged and was set aside; delete it when it is looked at"
        )
    yield from _application(settings)
    database = Database(settings.store_url)
    try:
        yield from _traffic(database)
    except SQLAlchemyError as error:
        yield problem(
            "store",
            f"it does not answer ({type(error).__name__}). Is PEISUAN_DATABASE_URL right, and "
            "the database running? ./peisuan up makes what is missing.",
        )
    finally:
        database.dispose()


def _settings(settings: Settings) -> Iterator[Finding]:
    known = {name.upper() for name in Settings.model_fields} | INTERNAL
    given = {name.removeprefix("PEISUAN_") for name in os.environ if name.startswith("PEISUAN_")}
    for name in sorted(given - known):
        yield note("settings", f"PEISUAN_{name} is no setting of ours. A slip of the pen?")
    try:
        QuietHours.read(settings.quiet_hours)
    except ValueError as error:
        yield problem("settings", f"quiet hours: {error}")
    if settings.public_url.startswith("http:") and "localhost" not in settings.public_url:
        yield note("settings", "PEISUAN_PUBLIC_URL is not https: cookies and links can be read.")


def _application(settings: Settings) -> Iterator[Finding]:
    try:
        answer = httpx.get(f"{settings.application_url}/readyz", timeout=5).json()
    except (httpx.HTTPError, ValueError):
        yield problem(
            "application", f"nothing answers at {settings.application_url}. Start it: ./peisuan up"
        )
        return
    for part, (well, ill) in PARTS.items():
        if answer.get(part):
            yield ok(part, well)
        else:
            yield problem(part, ill.format(logs=settings.logs, home=settings.home))
    for worker in answer.get("rasa_away", ()) if answer.get("rasa") else ():
        yield problem("rasa", f"the worker at {worker} does not answer; its conversations wait")


def _traffic(database: Database) -> Iterator[Finding]:
    """Messages that wait, and notices that do not get out."""
    now = datetime.now(UTC)
    with database.reading() as session:
        waiting = messages_waiting(session, now)
        failed = messages_failed(session, now)
        stuck = session.scalars(
            select(Outbox.outcome)
            .where(Outbox.done_at.is_(None), Outbox.tries > 1)
            .order_by(Outbox.id.desc())
            .limit(1)
        ).first()
    late = waiting.oldest_seconds > LATE.total_seconds()
    if late:
        minutes = int(waiting.oldest_seconds // 60)
        yield problem("messages", f"{waiting.waiting} wait, the oldest for {minutes} minutes")
    if failed:
        yield problem("messages", f"{failed} of the last day could not be answered; see the log")
    if not late and not failed:
        yield ok("messages", "none waits, none failed within a day")
    if stuck:
        yield note("notices", f"some are tried again; the last one failed with: {stuck}")
