"""Which steps one yes takes: those that its question named, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.access.deciders import DECIDERS, may_decide
from engine.queries.workflow import open_step, undecided_steps
from engine.store.tables import ApprovalStep, OrgUnit, Request
from engine.usecases.context import Context
from engine.usecases.requests.authority import authority
from engine.usecases.requests.steps import APPROVE, EVALUATE, VALIDATE, approvals_wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAhead:
    """A step that is the actor's to take. `key` names it, with whose it is, and goes back
    with the yes. `on_behalf_of` is whose delegate he is there; `passed_on` where it is another
    role's, who let it lie or are not there."""

    key: str
    duty: str
    role: str
    on_behalf_of: str | None = None
    passed_on: bool = False


def steps_ahead(context: Context, request: Request, unit: OrgUnit) -> tuple[StepAhead, ...]:
    """The open step, and those after it that one yes may take too: the actor's own, in his own
    right, of the same role among people. What he takes for somebody else, or because it was
    passed on to him, is always by itself.

    Raises:
        NotPermitted: the open step is not his.
    """
    step = open_step(context.session, request.id)
    if step is None:
        return ()
    found = authority(context, request, unit, step)
    key = _key(step.round, step.sequence, step.duty, step.role)
    if found.principal is not None:
        key += f".for.{found.principal.emp_no}"
    if found.taken_as != step.role:
        key += f".as.{found.taken_as}"
    first = StepAhead(
        key=key,
        duty=step.duty,
        role=step.role,
        on_behalf_of=found.principal.name if found.principal else None,
        passed_on=found.taken_as != step.role,
    )
    if first.on_behalf_of or first.passed_on:
        return (first,)
    ahead = [first]
    kind, _ = DECIDERS[step.role]
    for sequence, (duty, role) in enumerate(_after(context, request, step), step.sequence + 1):
        if DECIDERS[role][0] != kind or not may_decide(context.actor, role, unit.path):
            break
        key = _key(step.round, sequence, duty, role)
        ahead.append(StepAhead(key=key, duty=duty, role=role))
    return tuple(ahead)


def _after(context: Context, request: Request, step: ApprovalStep) -> Sequence[tuple[str, str]]:
    """Duty and role of what comes after the step; approvals are added when HR is done."""
    if step.duty == APPROVE:
        later = undecided_steps(context.session, request.id)
        return [(one.duty, one.role) for one in later if one.sequence > step.sequence]
    approvals = [(APPROVE, role) for role in approvals_wanted(context, request)]
    return [(EVALUATE, step.role), *approvals] if step.duty == VALIDATE else approvals


def _key(round: int, sequence: int, duty: str, role: str) -> str:
    return f"{round}.{sequence}.{duty}.{role}"
