"""Computing a figure so that it can be explained, and run again to the same figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import select

from engine.access import Right, scope
from engine.analysis.method import Method
from engine.analysis.methods import METHODS
from engine.store.tables import Explanation, OrgUnit, Request, RequestLine
from engine.usecases.context import Context, reads
from engine.usecases.requests.authority import which_visible
from engine.values.encoding import to_plain
from engine.values.errors import NotFound

ENGINE_VERSION = "0.2"
I = TypeVar("I")  # noqa: E741 - inputs
O = TypeVar("O")  # noqa: E741 - output


@dataclass(frozen=True, slots=True)
class Explained(Generic[O]):
    """A result, and the explanation that "why?" asks for."""

    result: O
    explanation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationView:
    """`inputs`, `rows` and `output` as plain data, as they were when the figure was made."""

    id: int
    method: str
    method_version: int
    formula: str
    engine_version: str
    policy_version: str
    inputs: dict[str, Any]
    rows: Any
    output: Any
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Replay:
    """The figure as stored and as the same inputs give it now; `same` when they agree."""

    explanation: ExplanationView
    output: Any
    same: bool


def explained(
    context: Context, method: Method[I, O], inputs: I, unit_id: int | None = None
) -> Explained[O]:
    """Run `method` on `inputs` and keep both with the output. `unit_id` is the unit that the
    figure is about: who may see explanations there may see this one."""
    output = method.compute(inputs)
    stored = to_plain(inputs)
    rows = stored.pop("rows")
    explanation = Explanation(
        asked_by_id=context.actor.employee_id,
        org_unit_id=unit_id,
        method=method.name,
        method_version=method.version,
        formula=method.formula,
        engine_version=ENGINE_VERSION,
        policy_version=context.policy.version,
        inputs=stored,
        rows_used=rows,
        output=to_plain(output),
        created_at=context.now,
    )
    return Explained(output, context.keep(explanation))


@reads
def explain(context: Context, explanation_id: int | None = None) -> ExplanationView:
    """The explanation with that id, or the actor's latest.

    Raises:
        NotFound: there is none that the actor may see.
    """
    return _view(_find(context, explanation_id))


@reads
def replay(context: Context, explanation_id: int | None = None) -> Replay:
    """Compute a stored figure again from its stored inputs.

    Raises:
        NotFound: no such explanation, or its method, in that version, is gone.
    """
    found = _find(context, explanation_id)
    method = METHODS.get(found.method)
    if method is None or method.version != found.method_version:
        raise NotFound("method_is_gone", method=found.method, version=found.method_version)
    output = method.replay({**found.inputs, "rows": found.rows_used})
    return Replay(_view(found), output, output == found.output)


def _find(context: Context, explanation_id: int | None) -> Explanation:
    mine = Explanation.asked_by_id == context.actor.employee_id
    if explanation_id is None:
        statement = select(Explanation).where(mine).order_by(Explanation.id.desc()).limit(1)
    else:
        statement = select(Explanation).where(Explanation.id == explanation_id)
    found = context.session.scalar(statement)
    if found is None or not _visible(context, found):
        raise NotFound("nothing_to_explain")
    return found


def _view(found: Explanation) -> ExplanationView:
    return ExplanationView(
        id=found.id,
        method=found.method,
        method_version=found.method_version,
        formula=found.formula,
        engine_version=found.engine_version,
        policy_version=found.policy_version,
        inputs=found.inputs,
        rows=found.rows_used,
        output=found.output,
        created_at=found.created_at,
    )


def _visible(context: Context, explanation: Explanation) -> bool:
    if explanation.asked_by_id == context.actor.employee_id:
        return True
    unit = context.session.get(OrgUnit, explanation.org_unit_id or 0)
    held = scope(context.actor, Right.SEE_EXPLANATIONS)
    if unit is not None and held and unit.path.startswith(held):
        return True
    return _prices_a_visible_request(context, explanation)


def _prices_a_visible_request(context: Context, explanation: Explanation) -> bool:
    """Who may see a request may see how its lines were priced."""
    request = context.session.scalar(
        select(Request.id)
        .join(OrgUnit, OrgUnit.id == Request.org_unit_id)
        .join(RequestLine, RequestLine.request_id == Request.id)
        .where(RequestLine.explanation_id == explanation.id, which_visible(context))
        .limit(1)
    )
    return request is not None
