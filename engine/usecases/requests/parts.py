"""Who has which part in a request: he asked for it, or took steps of a role. Nobody has two,
unless the policy lets him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from engine.access import Role
from engine.access.deciders import DECIDERS, FINANCE
from engine.store.tables import ApprovalStep, AuditEvent, Employee, Request
from engine.usecases.context import Context
from engine.values.errors import NotPermitted

# As the audit log names it; by whoever changed a request, it is not decided.
AMEND_REQUEST = "amend_request"
# Who did: he stays who he is when his number becomes another. (Older rows have the number alone.)
CHANGER = AuditEvent.detail["employee"].as_integer()
# As many people are looked at for each of a request's few steps: one of them is always free.
ENOUGH = 8
# Made once: SQLAlchemy finds the columns of an alias anew for each that is made.
_STEP = aliased(ApprovalStep)


@dataclass(frozen=True, slots=True)
class Parts:
    """Employee ids: who `asked` for it or changed it, and the roles that others took steps of in
    its round, as delegates or by delegates too."""

    asked: frozenset[int]
    taken: Mapping[int, frozenset[Role]] = field(default_factory=dict)

    def barred(self, role: str) -> frozenset[int]:
        """Who may not take a step of `role`."""
        kind = DECIDERS[role][0]
        return self.asked | {one for one, roles in self.taken.items() if roles - {kind}}

    def other_role(self, people: Collection[int], role: str) -> Role | None:
        """One of whose steps somebody of them took; None where they took none of another."""
        kind = DECIDERS[role][0]
        roles = frozenset[Role]().union(*(self.taken.get(one, ()) for one in people)) - {kind}
        return min(roles, default=None)


def parts_in(context: Context, request: Request) -> Parts:
    changed_it = context.session.scalars(
        select(Employee.id)
        .join(AuditEvent, or_(AuditEvent.actor == Employee.emp_no, Employee.id == CHANGER))
        .where(AuditEvent.subject == request.number, AuditEvent.action == AMEND_REQUEST)
        .distinct()
    )
    doing = any(
        deed.action == AMEND_REQUEST and deed.subject == request.number for deed in context.deeds
    )
    now = {context.actor.employee_id} if doing else set()
    asked = frozenset({request.requester_id, *changed_it, *now})
    if not context.policy.approval.separates:
        return Parts(asked)
    return Parts(asked, _taken(context.session, Request.id == request.id).get(request.id, {}))


def parts_by_request(
    session: Session, requests: Iterable[Request], separates: bool
) -> dict[int, Parts]:
    """The same of many at once, as far as it takes to find those worth a look."""
    open_ones = list(requests)
    ids = [one.id for one in open_ones]
    taken = _taken(session, Request.id.in_(ids)) if separates and ids else {}
    return {
        one.id: Parts(frozenset({one.requester_id}), taken.get(one.id, {})) for one in open_ones
    }


def _taken(
    session: Session, which: ColumnElement[bool]
) -> Mapping[int, Mapping[int, frozenset[Role]]]:
    rows = session.execute(
        select(
            ApprovalStep.request_id,
            ApprovalStep.role,
            ApprovalStep.decided_by_id,
            ApprovalStep.on_behalf_of_id,
        )
        .join(Request, Request.id == ApprovalStep.request_id)
        .where(
            which,
            ApprovalStep.round == Request.round,
            ApprovalStep.decided_by_id.is_not(None),
        )
    )
    found: dict[int, dict[int, frozenset[Role]]] = defaultdict(dict)
    for request_id, role, *people in rows:
        for one in people:
            if one is not None:
                before = found[request_id].get(one, frozenset())
                found[request_id][one] = before | {DECIDERS[role][0]}
    return found


def took_another(decider: str, people: Iterable[int]) -> ColumnElement[bool]:
    """Whether one of them took a step of another role of the Request in its round."""
    ids, step = list(people), _STEP
    kind, _ = DECIDERS[decider]
    others = [role for role, (one, _) in DECIDERS.items() if one is not kind]
    return (
        select(step.id)
        .where(
            step.request_id == Request.id,
            step.round == Request.round,
            step.role.in_(others),
            or_(step.decided_by_id.in_(ids), step.on_behalf_of_id.in_(ids)),
        )
        # Also where it stands within another one: of that request, and not of any.
        .correlate(Request)
        .exists()
    )


def can_be_parted(
    steps: Sequence[tuple[str, Sequence[int]]], bound: Mapping[int, Role] | None = None
) -> bool:
    """Whether each step (its role, and who may take it) finds somebody, so that nobody takes
    steps of two roles.

    >>> can_be_parted([("hr", [1]), ("hr_head", [1]), ("finance", [1, 2])])
    True
    >>> can_be_parted([("hr", [1]), ("finance", [1])])
    False
    """
    if not steps:
        return True
    (role, people), *rest = steps
    kind, so_far = DECIDERS[role][0], bound or {}
    return any(
        can_be_parted(rest, {**so_far, one: kind})
        for one in people[:ENOUGH]
        if so_far.get(one, kind) is kind
    )


def require_booker(context: Context, request: Request) -> None:
    """Refuse to book for a request in which the actor has another part than finance's.

    Raises:
        NotPermitted: he asked for it, or decided about it in another role.
    """
    if not context.policy.approval.separates:
        return
    parts, me = parts_in(context, request), context.actor.employee_id
    if me in parts.asked:
        raise NotPermitted("own_booking", who_has=Role.FINANCE.value)
    if (other := parts.other_role({me}, FINANCE)) is not None:
        raise NotPermitted("second_part", who_has=Role.FINANCE.value, taken=other.value)
