"""Storing how a figure came about, and showing it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from engine.access import Right, scope
from engine.store.tables import Explanation, OrgUnit
from engine.usecases.context import Context
from engine.values.encoding import to_plain
from engine.values.errors import NotFound

ENGINE_VERSION = "0.1"


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """`inputs`, `rows` and `output` as plain data, as they were when the figure was made."""

    id: int
    method: str
    engine_version: str
    policy_version: str
    inputs: dict[str, Any]
    rows: list[dict[str, Any]]
    output: dict[str, Any]
    created_at: datetime


def record_explanation(
    context: Context,
    method: str,
    unit_id: int | None,
    inputs: dict[str, object],
    rows: object,
    output: object,
) -> int:
    """Keep what a figure was computed from; its id is what "why?" asks for."""
    explanation = Explanation(
        asked_by_id=context.actor.employee_id,
        org_unit_id=unit_id,
        method=method,
        engine_version=ENGINE_VERSION,
        policy_version=context.policy.version,
        inputs=to_plain(inputs),
        rows_used=to_plain(rows),
        output=to_plain(output),
        created_at=context.now,
    )
    context.session.add(explanation)
    context.session.flush()
    return explanation.id


def explain(context: Context, explanation_id: int | None = None) -> ExplanationView:
    """The explanation with that id, or the actor's latest.

    Raises:
        NotFound: there is none that the actor may see.
    """
    mine = Explanation.asked_by_id == context.actor.employee_id
    if explanation_id is None:
        statement = select(Explanation).where(mine).order_by(Explanation.id.desc()).limit(1)
    else:
        statement = select(Explanation).where(Explanation.id == explanation_id)
    found = context.session.scalar(statement)
    if found is None or not _visible(context, found):
        raise NotFound("nothing_to_explain")
    return ExplanationView(
        found.id,
        found.method,
        found.engine_version,
        found.policy_version,
        found.inputs,
        found.rows_used,
        found.output,
        found.created_at,
    )


def _visible(context: Context, explanation: Explanation) -> bool:
    if explanation.asked_by_id == context.actor.employee_id:
        return True
    unit = context.session.get(OrgUnit, explanation.org_unit_id or 0)
    held = scope(context.actor, Right.SEE_EXPLANATIONS)
    return unit is not None and bool(held) and unit.path.startswith(held)
