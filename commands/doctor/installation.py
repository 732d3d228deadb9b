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
# What `/readyz` tells of.
PARTS = ("store", "rasa", "disk")


def check_installation(settings: Settings) -> Iterator[Finding]:
    yield from _settings(settings)
    yield from _application(settings)
    database = Database(settings.store_url)
    try:
        yield from _traffic(database)
    except SQLAlchemyError as error:
        yield problem("store", "away", why=type(error).__name__)
    finally:
        database.dispose()


def _settings(settings: Settings) -> Iterator[Finding]:
    known = {name.upper() for name in Settings.model_fields} | INTERNAL
    given = {name.removeprefix("PEISUAN_") for name in os.environ if name.startswith("PEISUAN_")}
    for name in sorted(given - known):
        yield note("settings", "unknown", name=name)
    try:
        QuietHours.read(settings.quiet_hours)
    except ValueError:
        yield problem("settings", "quiet_hours")
    if settings.public_url.startswith("http:") and "localhost" not in settings.public_url:
        yield note("settings", "not_https")


def _application(settings: Settings) -> Iterator[Finding]:
    try:
        answer = httpx.get(f"{settings.application_url}/readyz", timeout=5).json()
    except (httpx.HTTPError, ValueError):
        yield problem("application", "away", address=settings.application_url)
        return
    for part in PARTS:
        if answer.get(part):
            yield ok(part, "well")
        else:
            yield problem(part, "ill", logs=settings.logs, home=settings.home)
    for worker in answer.get("rasa_away", ()) if answer.get("rasa") else ():
        yield problem("rasa", "worker_away", address=worker)


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
        yield problem("messages", "late", count=waiting.waiting, minutes=minutes)
    if failed:
        yield problem("messages", "failed", count=failed)
    if not late and not failed:
        yield ok("messages", "well")
    if stuck:
        yield note("notices", "stuck", why=stuck)
