"""A request worked out before it is made: cost, evidence of the need, who really has to go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from engine.access import Right
from engine.queries.catalogue import by_code, named
from engine.store.tables import Course, Position
from engine.usecases.context import Context, reads
from engine.usecases.estimate_cost import CostEstimate, Training, check_amount, estimate_cost
from engine.usecases.need_evidence import NeedEvidence, need_evidence
from engine.usecases.priorities import PriorityRank, rank_of
from engine.usecases.units import unit_for
from engine.values.money import Money
from engine.values.results import Named


@dataclass(frozen=True, slots=True)
class NarrowerAudience:
    """Only those with the gap: how many, what that costs, and what it saves. `cost` is their
    estimate, which may not pay for the sessions they need."""

    headcount: int
    total: Money
    saving: Money
    cost: CostEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    unit: Named
    cost: CostEstimate
    need: NeedEvidence | None
    narrower: NarrowerAudience | None
    rank: PriorityRank | None


@reads
def propose_request(
    context: Context,
    training: Training,
    headcount: int,
    unit_code: str | None = None,
    position_code: str | None = None,
    planned: date | None = None,
) -> Proposal:
    """The estimate, with the evidence the store has for or against the need.

    Raises:
        what `estimate_cost` raises; NotPermitted outside the actor's subtree.
    """
    unit = unit_for(context, Right.REQUEST_BUDGET, unit_code)
    cost = estimate_cost(context, training, headcount, planned)
    check_amount(context, cost.total, [context.fiscal_year, context.fiscal_year + 1])
    if cost.course is None:
        return Proposal(unit=named(unit), cost=cost, need=None, narrower=None, rank=None)
    course = by_code(context.session, Course, cost.course.code)
    position = by_code(context.session, Position, position_code) if position_code else None
    need = need_evidence(context, unit, course.id, position)
    rank = rank_of(context, course.code)
    narrower = _narrower(context, training, cost, need, planned)
    return Proposal(unit=named(unit), cost=cost, need=need, narrower=narrower, rank=rank)


def _narrower(
    context: Context,
    training: Training,
    cost: CostEstimate,
    need: NeedEvidence | None,
    planned: date | None,
) -> NarrowerAudience | None:
    """Fewer than were asked for, and still all who have the gap."""
    if need is None or not 0 < need.short < cost.headcount:
        return None
    if training.quoted_total is not None:
        # A quotation for all says nothing else of fewer than their part of it.
        each = replace(cost, headcount=need.short, total=cost.price.total(need.short))
    else:
        each = estimate_cost(context, training, need.short, planned)
    return NarrowerAudience(need.short, each.total, cost.total - each.total, each)
