"""A request worked out before it is made: cost, evidence of the need, who really has to go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.access import Right
from engine.analysis.ceiling_fit import CeilingFit
from engine.queries.catalogue import by_code, named
from engine.queries.teaching import is_teaching_known
from engine.store.tables import Course, Position
from engine.usecases.ceilings import fit_of
from engine.usecases.context import Context, reads
from engine.usecases.estimate_cost import CostEstimate, Training, check_amount, estimate_cost
from engine.usecases.need_evidence import NeedEvidence, need_evidence
from engine.usecases.priorities import PriorityRank, rank_of
from engine.usecases.requests.plausible import Doubt, doubts_about
from engine.usecases.units import unit_for
from engine.values.ceiling import Ceiling
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


TEACHES_NOTHING = "teaches_no_skill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`fit` compares it with the ceiling, where one was given; `doubts` are what is asked
    about before it is taken for granted; `lacks` is the code of what keeps any need from being
    borne out by a gap."""

    unit: Named
    cost: CostEstimate
    need: NeedEvidence | None
    narrower: NarrowerAudience | None
    rank: PriorityRank | None
    fit: CeilingFit | None
    doubts: tuple[Doubt, ...]
    lacks: str | None = None


@reads
def propose_request(
    context: Context,
    training: Training,
    headcount: int,
    unit_code: str | None = None,
    position_code: str | None = None,
    planned: date | None = None,
    ceiling: Ceiling | None = None,
) -> Proposal:
    """The estimate, with the evidence the store has for or against the need, and whether it
    stays below a ceiling.

    Raises:
        what `estimate_cost` raises; NotPermitted outside the actor's subtree.
    """
    unit = unit_for(context, Right.REQUEST_BUDGET, unit_code)
    cost = estimate_cost(context, training, headcount, planned)
    check_amount(context, cost.total, [context.fiscal_year, context.fiscal_year + 1])
    fit = fit_of(context, cost, ceiling, training) if ceiling else None
    doubts = doubts_about(context, unit, cost)
    if cost.course is None:
        return Proposal(
            unit=named(unit),
            cost=cost,
            need=None,
            narrower=None,
            rank=None,
            fit=fit,
            doubts=doubts,
        )
    course = by_code(context.session, Course, cost.course.code)
    position = by_code(context.session, Position, position_code) if position_code else None
    need = need_evidence(context, unit, course.id, position)
    rank = rank_of(context, course.code)
    narrower = _narrower(context, training, cost, need, planned)
    return Proposal(
        unit=named(unit),
        cost=cost,
        need=need,
        narrower=narrower,
        rank=rank,
        fit=fit,
        doubts=doubts,
        lacks=None if is_teaching_known(context.session) else TEACHES_NOTHING,
    )


def _narrower(
    context: Context,
    training: Training,
    cost: CostEstimate,
    need: NeedEvidence | None,
    planned: date | None,
) -> NarrowerAudience | None:
    """Fewer than were asked for, and still all who have the gap; none where a quotation for
    everything together saves nothing by it."""
    if need is None or not 0 < need.short < cost.headcount:
        return None
    each = estimate_cost(context, training, need.short, planned)
    if each.total == cost.total:
        return None
    return NarrowerAudience(need.short, each.total, cost.total - each.total, each)
