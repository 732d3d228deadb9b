"""What a person has to know and has not been shown yet."""

from __future__ import annotations

from sqlalchemy import update

from engine.queries.workflow import open_step, request_by_number
from engine.store.tables import Notice, OrgUnit
from engine.trust.notices import NoticeView, unseen
from engine.usecases.context import Context, reads
from engine.usecases.requests.authority import authority
from engine.usecases.requests.leaving import WAITING
from engine.values.errors import NotPermitted

MOST_SHOWN, MOST_LOOKED_AT = 20, 500


@reads
def my_notices(context: Context) -> tuple[NoticeView, ...]:
    """The actor's own notices that he has not seen, the oldest first. That something waits for
    him is told once, and only while it does."""
    found = unseen(context.session, context.actor.employee_id, MOST_LOOKED_AT)
    latest = {one.args["number"]: one.id for one in found if one.code in WAITING}
    still = {number for number in latest if _waits(context, number)}
    return tuple(
        one
        for one in found
        if one.code not in WAITING
        or (one.args["number"] in still and latest[one.args["number"]] == one.id)
    )[:MOST_SHOWN]


def _waits(context: Context, number: str) -> bool:
    """Whether the request's open step is still the actor's to take."""
    request = request_by_number(context.session, number)
    step = open_step(context.session, request.id) if request is not None else None
    if request is None or step is None:
        return False
    unit = context.session.get_one(OrgUnit, request.org_unit_id)
    try:
        authority(context, request, unit, step)
    except NotPermitted:
        return False
    return True


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
