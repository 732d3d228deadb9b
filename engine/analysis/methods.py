"""Every method by name: what an explanation is replayed with."""

from __future__ import annotations

from typing import Any

from engine.analysis.allocation import BEST_SET
from engine.analysis.audience import AUDIENCE
from engine.analysis.balance import LEDGER_SUM
from engine.analysis.correlation import CORRELATION
from engine.analysis.cost_estimate import COST_ESTIMATE
from engine.analysis.cost_plan import COST_PLAN
from engine.analysis.cost_variance import COST_VARIANCE
from engine.analysis.education_fund import EDUCATION_FUND
from engine.analysis.effect import TRAINING_EFFECT
from engine.analysis.efficiency import EFFICIENCY
from engine.analysis.goals import GOAL_PLAN
from engine.analysis.kirkpatrick import NEXT_YEAR
from engine.analysis.kpi_standing import KPI_STANDING
from engine.analysis.method import Method
from engine.analysis.need_evidence import NEED_EVIDENCE
from engine.analysis.pairwise import PAIRWISE_WEIGHTS
from engine.analysis.priority import WEIGHTED_PRIORITY
from engine.analysis.proportional_split import PROPORTIONAL_SPLIT
from engine.analysis.reallocation import REALLOCATION
from engine.analysis.relation import RELATION
from engine.analysis.request_check import REQUEST_CHECK
from engine.analysis.request_outlook import REQUEST_OUTLOOK
from engine.analysis.roi import ROI
from engine.analysis.service_period import SERVICE_PENALTY
from engine.analysis.skill_behind import SKILL_BEHIND
from engine.analysis.skill_gap import GAP_BREAKDOWN, PERSON_GAP, SKILL_GAP
from engine.analysis.skill_rise import SKILL_RISE
from engine.analysis.training_history import TRAINING_HISTORY
from engine.query.table import QUERY_TABLE

METHODS: dict[str, Method[Any, Any]] = {
    method.name: method
    for method in (
        AUDIENCE,
        BEST_SET,
        CORRELATION,
        COST_ESTIMATE,
        COST_PLAN,
        COST_VARIANCE,
        EDUCATION_FUND,
        EFFICIENCY,
        GAP_BREAKDOWN,
        GOAL_PLAN,
        KPI_STANDING,
        LEDGER_SUM,
        NEED_EVIDENCE,
        NEXT_YEAR,
        PAIRWISE_WEIGHTS,
        PERSON_GAP,
        PROPORTIONAL_SPLIT,
        QUERY_TABLE,
        REALLOCATION,
        RELATION,
        REQUEST_CHECK,
        REQUEST_OUTLOOK,
        ROI,
        SERVICE_PENALTY,
        SKILL_BEHIND,
        SKILL_GAP,
        SKILL_RISE,
        TRAINING_EFFECT,
        TRAINING_HISTORY,
        WEIGHTED_PRIORITY,
    )
}
