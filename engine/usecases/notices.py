"""What a person has to know and has not been shown yet."""

from __future__ import annotations

from sqlalchemy import update

from engine.store.tables import Notice
from engine.trust.notices import NoticeView, unseen
from engine.usecases.context import Context, reads

MOST_SHOWN = 20


@reads
def my_notices(context: Context) -> tuple[NoticeView, ...]:
    """The actor's own notices that he has not seen, the oldest first."""
    return tuple(unseen(context.session, context.actor.employee_id, MOST_SHOWN))


def notices_seen(context: Context, up_to: int) -> None:
    """The actor was shown his notices up to that id."""
    context.session.execute(
        update(Notice)
        .where(
            Notice.recipient_id == context.actor.employee_id,
            Notice.id <= up_to,
            Notice.seen_at.is_(None),
        )
        .values(seen_at=context.now)
    )
