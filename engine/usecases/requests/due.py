"""What is due of an approved training until it is closed, from which day on, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from engine.queries.request_sessions import people_of_session
from engine.store.tables import Request
from engine.usecases.context import Context
from engine.usecases.ledger.bookings import held_by
from engine.usecases.ledger.posting import COMMIT
from engine.usecases.requests.running import lines_with_sessions
from engine.workflow.life import State

HR, FINANCE = "hr", "finance"
REQUESTER, NOMINATED, PARTICIPANTS = "requester", "nominated", "participants"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`days` after the last day of a training, or before its first where there are fewer than
    none; `whose` is a role over the unit, or who has a part in the request."""

    what: str
    states: tuple[State, ...]
    whose: str
    days: int


STEPS = (
    Step(what="days_unset", states=(State.APPROVED,), whose=HR, days=-14),
    Step(what="seats_free", states=(State.SCHEDULED,), whose=REQUESTER, days=-7),
    Step(what="training_soon", states=(State.SCHEDULED,), whose=NOMINATED, days=-3),
    Step(what="delivery_due", states=(State.SCHEDULED,), whose=HR, days=1),
    Step(what="rating_due", states=(State.DELIVERED,), whose=PARTICIPANTS, days=1),
    Step(what="evaluation_due", states=(State.DELIVERED,), whose=HR, days=14),
    Step(
        what="invoice_due",
        states=(State.DELIVERED, State.EVALUATED_AFTER),
        whose=FINANCE,
        days=30,
    ),
    Step(what="closing_due", states=(State.EVALUATED_AFTER,), whose=HR, days=14),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """From `since` on, `what` is to be done by `whose`."""

    what: str
    whose: str
    since: date


def what_is_due(context: Context, request: Request) -> tuple[Due, ...]:
    """All that is still to be done in the state in which it is, also what is due only later."""
    return tuple(
        Due(what=step.what, whose=step.whose, since=due_since(request, step))
        for step in STEPS
        if request.state in step.states and _is_open(context, request, step.what)
    )


def due_since(request: Request, step: Step) -> date:
    if step.days < 0:
        return min(one.period_start for one in request.lines) + timedelta(days=step.days)
    return max(one.period_end for one in request.lines) + timedelta(days=step.days)


def _is_open(context: Context, request: Request, what: str) -> bool:
    if what == "seats_free":
        return any(
            len(people_of_session(context.session, held.id)) < (held.seats or 0)
            for _, held in lines_with_sessions(context, request)
        )
    awaits_invoice = bool(held_by(context, request.id, (COMMIT,)))
    if what == "invoice_due":
        return awaits_invoice
    return not awaits_invoice if what == "closing_due" else True
