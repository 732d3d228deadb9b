"""The ranking of the company's training needs, by programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.access import Right, require
from engine.analysis.pairwise import PAIRWISE_WEIGHTS, Judgement, PairwiseInputs, PairwiseWeights
from engine.analysis.priority import ORIGINS, WEIGHTED_PRIORITY, Criteria, PriorityInputs, Ranked
from engine.queries.needs import CourseNeed, course_needs, needs_year
from engine.usecases.context import Context, reads
from engine.usecases.explanations import Explained, explained
from engine.usecases.needed import anywhere
from engine.values.errors import NotEnoughData
from engine.values.results import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityRank:
    """A programme's place among `of`, its score (0–1) and the weighted parts of it."""

    course: Named
    rank: int
    of: int
    score: Decimal
    parts: Mapping[str, Decimal]
    headcount: int


@dataclass(frozen=True, slots=True)
class Priorities:
    year: int
    weights: Mapping[str, Decimal]
    ranking: tuple[PriorityRank, ...]
    explanation_id: int


@reads
def priorities(context: Context, weights: Mapping[str, Decimal] | None = None) -> Priorities:
    """Every programme somebody needs, ranked by score = Σ weight × criterion, with the
    policy's weights or others.

    Raises:
        NotPermitted: an employee asks.
        NotEnoughData: nobody has raised a need yet.
        InvalidInput: weights that do not sum to 1.
    """
    require(context.actor, Right.SEE_PRIORITIES)
    year = needs_year(context.session)
    needs = course_needs(context.session, year) if year else []
    inputs = _inputs(year or 0, needs, weights or policy_weights(context))
    answer = explained(context, WEIGHTED_PRIORITY, inputs, anywhere(Right.SEE_PRIORITIES))
    return Priorities(
        inputs.year,
        inputs.weights,
        tuple(_rows(needs, answer.result)),
        answer.explanation_id,
    )


def rank_of(context: Context, course_code: str) -> PriorityRank | None:
    """The place of one course in the ranking; None where nobody has raised it."""
    year = needs_year(context.session)
    needs = course_needs(context.session, year) if year else []
    try:
        ranked = WEIGHTED_PRIORITY.compute(_inputs(year or 0, needs, policy_weights(context)))
    except NotEnoughData:
        return None
    return next((row for row in _rows(needs, ranked) if row.course.code == course_code), None)


@reads
def weights_from_pairs(
    context: Context, judgements: Sequence[Judgement]
) -> Explained[PairwiseWeights]:
    """Weights of strategy, business and employee needs from comparing them in pairs.

    Raises:
        InvalidInput: pairs missing, or judgements that contradict each other too much.
        NotPermitted: an employee asks.
    """
    require(context.actor, Right.SEE_PRIORITIES)
    limit = context.policy.pairwise.consistency_ratio
    inputs = PairwiseInputs(ORIGINS, limit, tuple(judgements))
    return explained(context, PAIRWISE_WEIGHTS, inputs, anywhere(Right.SEE_PRIORITIES))


def policy_weights(context: Context) -> dict[str, Decimal]:
    rule = context.policy.priority
    return {origin: getattr(rule, origin) for origin in ORIGINS}


def _inputs(
    year: int, needs: Sequence[CourseNeed], weights: Mapping[str, Decimal]
) -> PriorityInputs:
    rows = tuple(Criteria(need.course.code, need.scores) for need in needs)
    return PriorityInputs(year, weights, rows)


def _rows(needs: Sequence[CourseNeed], ranked: Sequence[Ranked]) -> list[PriorityRank]:
    by_code = {need.course.code: need for need in needs}
    return [
        PriorityRank(
            course=by_code[row.code].course,
            rank=row.rank,
            of=len(ranked),
            score=row.score,
            parts=row.parts,
            headcount=by_code[row.code].headcount,
        )
        for row in ranked
    ]
