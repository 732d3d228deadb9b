"""The one place where a version of a plan is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from engine.queries.plans import plan_versions
from engine.store.tables import TrainingPlan, TrainingPlanLine
from engine.usecases.context import Context
from engine.values.errors import InvalidInput
from engine.values.money import Money

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """A line to be stored, in the plan's currency (see `TrainingPlanLine`)."""

    course_id: int | None
    topic: str
    org_unit_id: int
    headcount: int
    quarter: int | None
    amount: Decimal | None
    origin: str
    mandatory: bool
    is_in: bool
    reason: str
    extra: Decimal | None = None
    said: str | None = None
    need_id: int | None = None
    request_id: int | None = None

    @classmethod
    def of(cls, row: TrainingPlanLine) -> LineDraft:
        return cls(**{one.name: getattr(row, one.name) for one in fields(cls)})


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDraft:
    """How a version was made."""

    fiscal_year: int
    made_from: str
    total: Money
    note: str | None = None
    based_on: TrainingPlan | None = None
    asked: Any | None = None
    explanation_id: int | None = None


def store_version(
    context: Context, draft: VersionDraft, lines: Sequence[LineDraft]
) -> TrainingPlan:
    """The next version of its year. Of two who make it at once the store refuses one, who begins
    again."""
    note = (draft.note or "").strip()
    if len(note) > LONGEST_NOTE:
        raise InvalidInput("plan_note_too_long", longest=LONGEST_NOTE)
    plan = TrainingPlan(
        fiscal_year=draft.fiscal_year,
        version_no=len(plan_versions(context.session, draft.fiscal_year)) + 1,
        made_from=draft.made_from,
        based_on_id=draft.based_on.id if draft.based_on else None,
        total=draft.total.amount,
        currency=draft.total.currency,
        asked=draft.asked,
        policy_version=context.policy.version,
        explanation_id=draft.explanation_id,
        note=note or None,
        made_by_id=context.actor.employee_id,
        made_at=context.now,
    )
    context.session.add(plan)
    context.session.flush()
    for position, line in enumerate(lines, 1):
        values = {one.name: getattr(line, one.name) for one in fields(line)}
        context.session.add(
            TrainingPlanLine(
                plan_id=plan.id, position_no=position, currency=plan.currency, **values
            )
        )
    context.session.flush()
    return plan


def subject_of(plan: TrainingPlan) -> str:
    """The version, as the audit log speaks of it."""
    return f"plan/{plan.fiscal_year}/{plan.version_no}"
