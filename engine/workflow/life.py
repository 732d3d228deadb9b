"""The life of a request as a state machine."""

from __future__ import annotations

from enum import StrEnum

from transitions import Machine, Transition

from engine.values.errors import InvalidInput


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    HR_VALIDATED = "hr_validated"
    EVALUATED = "evaluated"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SCHEDULED = "scheduled"
    DELIVERED = "delivered"
    EVALUATED_AFTER = "evaluated_after"
    CLOSED = "closed"


class Event(StrEnum):
    """What happens to a request. `expire`: nobody decided for so long that its reservation
    was given back. `call_off`: an approved training does not take place."""

    SUBMIT = "submit"
    AMEND = "amend"
    VALIDATE = "validate"
    EVALUATE = "evaluate"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    SCHEDULE = "schedule"
    DELIVER = "deliver"
    MEASURE = "measure"
    CALL_OFF = "call_off"
    CLOSE = "close"


# Being decided: the sum is reserved, and a step is open.
PENDING = (State.SUBMITTED, State.HR_VALIDATED, State.EVALUATED)
# Approved and not yet over: what is not invoiced is committed.
BOUND = (State.APPROVED, State.SCHEDULED, State.DELIVERED, State.EVALUATED_AFTER)
# The training took place; what came of it can be told.
AFTER_DELIVERY = (State.DELIVERED, State.EVALUATED_AFTER, State.CLOSED)
# In the requester's hands.
OPEN = (State.DRAFT, State.RETURNED)

TRANSITIONS: tuple[tuple[Event, tuple[State, ...], State], ...] = (
    (Event.SUBMIT, OPEN, State.SUBMITTED),
    (Event.AMEND, (State.DRAFT,), State.DRAFT),
    (Event.AMEND, (State.RETURNED,), State.RETURNED),
    (Event.AMEND, PENDING, State.SUBMITTED),
    (Event.VALIDATE, (State.SUBMITTED,), State.HR_VALIDATED),
    (Event.EVALUATE, (State.HR_VALIDATED,), State.EVALUATED),
    (Event.APPROVE, (State.EVALUATED,), State.APPROVED),
    (Event.RETURN, PENDING, State.RETURNED),
    (Event.EXPIRE, PENDING, State.RETURNED),
    (Event.REJECT, PENDING, State.REJECTED),
    (Event.WITHDRAW, (*OPEN, *PENDING), State.WITHDRAWN),
    (Event.SCHEDULE, (State.APPROVED, State.SCHEDULED), State.SCHEDULED),
    (Event.DELIVER, (State.SCHEDULED,), State.DELIVERED),
    (Event.MEASURE, (State.DELIVERED,), State.EVALUATED_AFTER),
    (Event.CALL_OFF, (State.APPROVED, State.SCHEDULED), State.CLOSED),
    (Event.CLOSE, (State.EVALUATED_AFTER,), State.CLOSED),
)
MACHINE = Machine(
    model=None,
    states=[state.value for state in State],
    transitions=[
        {"trigger": event.value, "source": [one.value for one in sources], "dest": target.value}
        for event, sources, target in TRANSITIONS
    ],
    initial=State.DRAFT.value,
    auto_transitions=False,
)


def after(state: str, event: Event, number: str) -> str:
    """The state that `event` leads to from `state`.

    Raises:
        InvalidInput: it cannot happen in that state; `number` is the request's, to be said.
    """
    found = _transitions(event, state)
    if not found or found[0].dest is None:
        raise InvalidInput("not_in_this_state", number=number, state=str(state), event=event.value)
    return found[0].dest


def _transitions(event: Event, state: str) -> list[Transition]:
    # As plain text: the library takes an enumeration's members by their names.
    return MACHINE.get_transitions(trigger=event.value, source=str(state))
