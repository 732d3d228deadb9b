"""The role table: which role has which right, within which subtree."""

from __future__ import annotations

from enum import StrEnum

from engine.access.actor import Actor, Role
from engine.values.errors import NotPermitted


class Right(StrEnum):
    SEE_COSTS = "see_costs"
    SEE_GAPS = "see_gaps"
    SEE_BUDGET = "see_budget"
    SEE_PRIORITIES = "see_priorities"
    SEE_REQUESTS = "see_requests"
    REQUEST_BUDGET = "request_budget"
    REPORT_NEED = "report_need"
    SEE_EXPLANATIONS = "see_explanations"
    SEE_PROFILES = "see_profiles"
    SEE_PERFORMANCE = "see_performance"
    SEE_EFFECTS = "see_effects"
    PLAN_GOALS = "plan_goals"
    SIMULATE = "simulate"
    BUILD_SCENARIOS = "build_scenarios"
    ACTIVATE_SCENARIOS = "activate_scenarios"
    MAKE_PLAN = "make_plan"
    FREEZE_PLAN = "freeze_plan"
    SEE_EDUCATION_FUND = "see_education_fund"
    SEE_AGREEMENTS = "see_agreements"
    VALIDATE_REQUESTS = "validate_requests"
    APPROVE_REQUESTS = "approve_requests"
    RUN_TRAINING = "run_training"
    NOMINATE = "nominate"
    DELEGATE = "delegate"
    SEE_LEDGER = "see_ledger"
    POST_ACTUALS = "post_actuals"
    TRANSFER_BUDGET = "transfer_budget"
    SET_BUDGET = "set_budget"
    SET_UP = "set_up"
    SET_AUTHORITY = "set_authority"
    CLOSE_PERIODS = "close_periods"
    SET_RATES = "set_rates"
    SEE_AUDIT = "see_audit"
    RUN_SURVEYS = "run_surveys"
    STATE_GOALS = "state_goals"
    RATE_COURSES = "rate_courses"
    LINK_PEOPLE = "link_people"
    SEE_SETUP = "see_setup"
    IMPORT_DATA = "import_data"
    IMPORT_PAYROLL = "import_payroll"
    HANDLE_PERSONAL_DATA = "handle_personal_data"


_PLANNERS = (Role.HEAD, Role.HR, Role.MANAGEMENT)
ROLES: dict[Right, tuple[Role, ...]] = {
    Right.SEE_COSTS: (*_PLANNERS, Role.FINANCE),
    Right.SEE_GAPS: _PLANNERS,
    Right.SEE_BUDGET: (*_PLANNERS, Role.FINANCE, Role.AUDITOR),
    Right.SEE_PRIORITIES: (*_PLANNERS, Role.FINANCE),
    Right.SEE_REQUESTS: (*_PLANNERS, Role.FINANCE, Role.AUDITOR),
    Right.REQUEST_BUDGET: _PLANNERS,
    Right.REPORT_NEED: (Role.EMPLOYEE,),
    Right.SEE_EXPLANATIONS: (Role.HR, Role.MANAGEMENT, Role.AUDITOR),
    Right.SEE_PROFILES: (Role.HEAD, Role.HR),
    Right.SEE_PERFORMANCE: _PLANNERS,
    Right.SEE_EFFECTS: (*_PLANNERS, Role.FINANCE),
    Right.PLAN_GOALS: _PLANNERS,
    Right.SIMULATE: (Role.HR, Role.MANAGEMENT, Role.FINANCE),
    Right.BUILD_SCENARIOS: (Role.HR, Role.MANAGEMENT),
    Right.ACTIVATE_SCENARIOS: (Role.MANAGEMENT,),
    Right.MAKE_PLAN: (Role.HR,),
    Right.FREEZE_PLAN: (Role.MANAGEMENT,),
    Right.SEE_EDUCATION_FUND: (Role.HR, Role.FINANCE, Role.MANAGEMENT, Role.AUDITOR),
    Right.SEE_AGREEMENTS: (Role.HR,),
    Right.VALIDATE_REQUESTS: (Role.HR,),
    Right.APPROVE_REQUESTS: (Role.MANAGEMENT, Role.FINANCE, Role.HR),
    Right.RUN_TRAINING: (Role.HR,),
    Right.NOMINATE: (Role.HEAD, Role.HR),
    Right.DELEGATE: (Role.HR, Role.FINANCE, Role.MANAGEMENT),
    Right.SEE_LEDGER: (Role.FINANCE, Role.AUDITOR),
    Right.POST_ACTUALS: (Role.FINANCE,),
    Right.TRANSFER_BUDGET: (Role.FINANCE,),
    Right.SET_BUDGET: (Role.MANAGEMENT,),  # unless the policy says otherwise
    Right.SET_UP: (Role.HR, Role.MANAGEMENT),
    Right.SET_AUTHORITY: (Role.MANAGEMENT,),
    Right.CLOSE_PERIODS: (Role.FINANCE,),
    Right.SET_RATES: (Role.FINANCE,),
    Right.SEE_AUDIT: (Role.AUDITOR,),
    Right.RUN_SURVEYS: (Role.HR,),
    Right.STATE_GOALS: _PLANNERS,
    Right.RATE_COURSES: (Role.EMPLOYEE,),
    Right.LINK_PEOPLE: (Role.HR,),
    Right.SEE_SETUP: (Role.HR, Role.MANAGEMENT, Role.FINANCE),
    Right.IMPORT_DATA: (Role.HR,),
    Right.IMPORT_PAYROLL: (Role.HR, Role.FINANCE),
    Right.HANDLE_PERSONAL_DATA: (Role.HR,),
}


def roles_with(actor: Actor, right: Right) -> tuple[Role, ...]:
    """The roles that have a right in the actor's company."""
    return actor.by_policy.get(right) or ROLES[right]


def roles_of(right: Right) -> tuple[str, ...]:
    """The names of the roles that have a right."""
    return tuple(role.value for role in ROLES[right])


def scope(actor: Actor, right: Right) -> tuple[str, ...]:
    """The subtrees (path prefixes) in which `actor` has `right`; empty for nowhere."""
    return tuple(path for role in roles_with(actor, right) for path in actor.paths.get(role, ()))


def require(actor: Actor, right: Right, path: str | None = None) -> None:
    """Pass when `actor` has `right` on the unit at `path` (anywhere, without a path).

    Raises:
        NotPermitted: naming the role to turn to, and nothing about the object.
    """
    held = scope(actor, right)
    if not held or (path is not None and not path.startswith(held)):
        raise NotPermitted(right.value, who_has=who_has(actor, right))


def who_has(actor: Actor, right: Right) -> str:
    """Whom to turn to: one's own head, HR for somebody who is head elsewhere, or who else has it."""
    roles, is_head = roles_with(actor, right), Role.HEAD in actor.paths
    if Role.HEAD in roles and not is_head:
        return Role.HEAD.value
    return Role.HR.value if Role.HR in roles else roles[0].value
