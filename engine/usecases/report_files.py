"""Files made for people: kept for a day under a secret that only its owner was told."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from engine.queries.people import is_here
from engine.store.tables import Employee, ReportFile
from engine.usecases.context import Context, reads
from engine.values.errors import NotFound

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it is fetched."""

    name: str
    media_type: str
    content: bytes


def keep_file(
    context: Context, name: str, media_type: str, content: bytes, logged: bool = True
) -> str:
    """Keep a file for the actor; its secret. Files that expired are removed. A picture that
    only shows what an answer says is not logged as taken away."""
    context.session.execute(delete(ReportFile).where(ReportFile.expires_at < context.now))
    secret = secrets.token_urlsafe(32)
    context.session.add(
        ReportFile(
            secret=secret,
            employee_id=context.actor.employee_id,
            name=name,
            media_type=media_type,
            content=content,
            expires_at=context.now + KEPT,
        )
    )
    if logged:
        context.record("export_report", name)
    return secret


@reads
def fetch_file(context: Context, secret: str) -> StoredFile:
    """The file with that secret.

    Raises:
        NotFound: there is none, it expired, or whose it is does not work here any more.
    """
    found = context.session.scalar(
        select(ReportFile)
        .join(Employee, Employee.id == ReportFile.employee_id)
        .where(
            ReportFile.secret == secret,
            ReportFile.expires_at >= context.now,
            is_here(context.today),
        )
    )
    if found is None:
        raise NotFound("no_such_file")
    return StoredFile(found.name, found.media_type, found.content)
