"""A version of a plan frozen: from then on it is the plan of its year."""

from __future__ import annotations

from sqlalchemy import select

from engine.access import Right
from engine.access.rights import who_has
from engine.queries.plans import plan_versions
from engine.store.tables import TrainingPlan
from engine.usecases.context import Context
from engine.usecases.plans.making import PlanReceipt
from engine.usecases.plans.storing import subject_of
from engine.usecases.plans.versions import in_force, newest_plan, plan_view
from engine.usecases.units import require_company
from engine.values.errors import InvalidInput, NotPermitted


def freeze_plan(
    context: Context, key: str, year: int | None = None, version: int | None = None
) -> PlanReceipt:
    """Freeze the newest version of the plan of `year` (the newest that has one), or another: it
    is in force, and nothing changes it any more. An earlier one stays readable.

    Raises:
        NotPermitted: for anybody but the management, and for who made it (unless the policy lets
            one person take the steps of two roles).
        NotFound: no plan, or no such version.
        InvalidInput: it is frozen, or a later one is.
    """
    require_company(context, Right.FREEZE_PLAN)
    plan = newest_plan(context, year, version)
    _lock(context, plan)
    if plan.frozen_at is not None:
        raise InvalidInput("plan_is_frozen", year=plan.fiscal_year, version=plan.version_no)
    later = in_force(plan_versions(context.session, plan.fiscal_year))
    if later is not None and later.version_no > plan.version_no:
        raise InvalidInput("plan_was_replaced", version=plan.version_no, later=later.version_no)
    separates = context.policy.approval.separates
    if separates and plan.made_by_id == context.actor.employee_id:
        raise NotPermitted("own_plan", who_has=who_has(context.actor, Right.FREEZE_PLAN))
    plan.frozen_by_id, plan.frozen_at = context.actor.employee_id, context.now
    context.session.flush()
    view = plan_view(context, plan)
    context.record("freeze_plan", subject_of(plan), key, planned=view.planned)
    return PlanReceipt(view)


def _lock(context: Context, plan: TrainingPlan) -> None:
    """Wait for whoever freezes another version of the year."""
    versions = select(TrainingPlan).where(TrainingPlan.fiscal_year == plan.fiscal_year)
    ordered = versions.order_by(TrainingPlan.id).with_for_update()
    context.session.scalars(ordered.execution_options(populate_existing=True)).all()
