"""Computing a figure so that it can be explained, and run again to the same figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import select

from engine.access import Right, scope
from engine.access.rights import who_has
from engine.analysis.method import Method
from engine.analysis.methods import METHODS
from engine.queries.people import within
from engine.store.tables import Explanation, OrgUnit, Request, RequestLine
from engine.usecases.context import Context, reads
from engine.usecases.needed import Needed, lacking
from engine.usecases.requests.authority import paths_seen
from engine.values.encoding import to_plain
from engine.values.errors import NotFound, NotPermitted

ENGINE_VERSION = "0.2"
I = TypeVar("I")  # noqa: E741 - inputs
O = TypeVar("O")  # noqa: E741 - output


@dataclass(frozen=True, slots=True)
class Explained(Generic[O]):
    """A result, and the explanation that "why?" asks for."""

    result: O
    explanation_id: int


@dataclass(frozen=True, slots=True)
class Computed(Generic[O]):
    """A result whose explanation is yet to be kept."""

    result: O
    explanation: Explanation


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


def explained(context: Context, method: Method[I, O], inputs: I, needed: Needed) -> Explained[O]:
    """Run `method` on `inputs` and keep both with the output, for who has what is `needed`."""
    return kept(context, [computed(context, method, inputs, needed)])[0]


def kept(context: Context, answers: Sequence[Computed[O]]) -> list[Explained[O]]:
    """The explanations of several in one transaction; there is none for none."""
    if not answers:
        return []
    numbers = context.keep([one.explanation for one in answers])
    return [Explained(one.result, number) for one, number in zip(answers, numbers, strict=True)]


def computed(context: Context, method: Method[I, O], inputs: I, needed: Needed) -> Computed[O]:
    output = method.compute(inputs)
    stored = to_plain(inputs)
    rows = stored.pop("rows")
    explanation = Explanation(
        asked_by_id=context.actor.employee_id,
        org_unit_id=needed.overseen,
        needs=needed.as_plain(),
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
    return Computed(output, explanation)


@reads
def explain(context: Context, explanation_id: int | None = None) -> ExplanationView:
    """The explanation with that id, or the actor's latest.

    Raises:
        NotFound: there is none that the actor may see.
        NotPermitted: he asked for it, and has no right to what is in it any more.
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
    if found is None:
        raise NotFound("nothing_to_explain")
    needed = Needed.read(found.needs) if found.needs else None
    if _visible(context, found, needed):
        return found
    if needed is not None and found.asked_by_id == context.actor.employee_id:
        right = lacking(context, needed) or Right.SEE_EXPLANATIONS
        raise NotPermitted("past_answer", who_has=who_has(context.actor, right))
    raise NotFound("nothing_to_explain")


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


def _visible(context: Context, explanation: Explanation, needed: Needed | None) -> bool:
    """By the rights that the actor has now, also to what he asked for himself. What was kept
    before it was kept with what it needs is shown with a request alone."""
    return (needed is not None and _may_see(context, explanation, needed)) or (
        _prices_a_visible_request(context, explanation)
    )


def _may_see(context: Context, explanation: Explanation, needed: Needed) -> bool:
    if explanation.asked_by_id == context.actor.employee_id and not lacking(context, needed):
        return True
    unit = context.session.get(OrgUnit, explanation.org_unit_id or 0)
    held = scope(context.actor, Right.SEE_EXPLANATIONS)
    oversees = unit is not None and bool(held) and unit.path.startswith(held)
    return oversees and lacking(context, needed.of_people()) is None


def _prices_a_visible_request(context: Context, explanation: Explanation) -> bool:
    """Who may see a unit's requests may see how their lines were priced; that one was his own is
    not enough, since the prices are the company's."""
    request = context.session.scalar(
        select(Request.id)
        .join(OrgUnit, OrgUnit.id == Request.org_unit_id)
        .join(RequestLine, RequestLine.request_id == Request.id)
        .where(RequestLine.explanation_id == explanation.id, within(paths_seen(context)))
        .limit(1)
    )
    return request is not None
