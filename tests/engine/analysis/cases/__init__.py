"""Made-up inputs of every method, as plain data, as an explanation stores them.

A file for each module of `engine/analysis` that has methods, by the same name.
"""

from __future__ import annotations

from tests.engine.analysis.cases import (
    allocation,
    audience,
    balance,
    correlation,
    cost_estimate,
    cost_plan,
    cost_variance,
    education_fund,
    effect,
    efficiency,
    goals,
    kirkpatrick,
    kpi_standing,
    need_evidence,
    pairwise,
    priority,
    query_table,
    reallocation,
    relation,
    request_check,
    request_outlook,
    roi,
    service_period,
    skill_behind,
    skill_gap,
    skill_rise,
    training_history,
)
from tests.engine.analysis.cases.plain import Plain

CASES: dict[str, dict[str, Plain]] = {
    **allocation.CASES,
    **audience.CASES,
    **balance.CASES,
    **correlation.CASES,
    **cost_estimate.CASES,
    **cost_plan.CASES,
    **cost_variance.CASES,
    **education_fund.CASES,
    **effect.CASES,
    **efficiency.CASES,
    **goals.CASES,
    **kirkpatrick.CASES,
    **kpi_standing.CASES,
    **need_evidence.CASES,
    **pairwise.CASES,
    **priority.CASES,
    **query_table.CASES,
    **reallocation.CASES,
    **relation.CASES,
    **request_check.CASES,
    **request_outlook.CASES,
    **roi.CASES,
    **service_period.CASES,
    **skill_behind.CASES,
    **skill_gap.CASES,
    **skill_rise.CASES,
    **training_history.CASES,
}
