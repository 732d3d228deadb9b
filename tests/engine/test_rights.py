"""The role table: which role may do what, in the own subtree and outside."""

from dataclasses import replace

import pytest

from engine.access import Actor, Right, Role, require, scope
from engine.values.errors import NotPermitted

OWN, BELOW, FOREIGN = "/C/A/", "/C/A/T/", "/C/B/"
# What each role may do within its subtree; everything else is refused.
ALLOWED = {
    Role.EMPLOYEE: {Right.REPORT_NEED, Right.RATE_COURSES},
    Role.HEAD: {
        Right.SEE_COSTS,
        Right.SEE_GAPS,
        Right.SEE_BUDGET,
        Right.SEE_PRIORITIES,
        Right.SEE_REQUESTS,
        Right.REQUEST_BUDGET,
        Right.SEE_PROFILES,
        Right.SEE_PERFORMANCE,
        Right.SEE_EFFECTS,
        Right.PLAN_GOALS,
        Right.STATE_GOALS,
        Right.NOMINATE,
    },
    Role.HR: {
        Right.SEE_COSTS,
        Right.SEE_GAPS,
        Right.SEE_BUDGET,
        Right.SEE_PRIORITIES,
        Right.SEE_REQUESTS,
        Right.REQUEST_BUDGET,
        Right.SEE_EXPLANATIONS,
        Right.SEE_PROFILES,
        Right.SEE_PERFORMANCE,
        Right.SEE_EFFECTS,
        Right.PLAN_GOALS,
        Right.SIMULATE,
        Right.BUILD_SCENARIOS,
        Right.MAKE_PLAN,
        Right.SEE_EDUCATION_FUND,
        Right.SEE_AGREEMENTS,
        Right.VALIDATE_REQUESTS,
        Right.APPROVE_REQUESTS,
        Right.RUN_TRAINING,
        Right.NOMINATE,
        Right.DELEGATE,
        Right.RUN_SURVEYS,
        Right.STATE_GOALS,
        Right.LINK_PEOPLE,
        Right.SET_UP,
        Right.SEE_SETUP,
        Right.IMPORT_DATA,
        Right.IMPORT_PAYROLL,
        Right.HANDLE_PERSONAL_DATA,
    },
    Role.FINANCE: {
        Right.SEE_COSTS,
        Right.SEE_BUDGET,
        Right.SEE_PRIORITIES,
        Right.SEE_REQUESTS,
        Right.SEE_EFFECTS,
        Right.SIMULATE,
        Right.SEE_EDUCATION_FUND,
        Right.APPROVE_REQUESTS,
        Right.DELEGATE,
        Right.SEE_LEDGER,
        Right.POST_ACTUALS,
        Right.TRANSFER_BUDGET,
        Right.CLOSE_PERIODS,
        Right.SET_RATES,
        Right.SEE_SETUP,
        Right.IMPORT_PAYROLL,
    },
    Role.MANAGEMENT: {
        Right.SEE_COSTS,
        Right.SEE_SETUP,
        Right.SEE_GAPS,
        Right.SEE_BUDGET,
        Right.SEE_PRIORITIES,
        Right.SEE_REQUESTS,
        Right.REQUEST_BUDGET,
        Right.SEE_EXPLANATIONS,
        Right.SEE_PERFORMANCE,
        Right.SEE_EFFECTS,
        Right.PLAN_GOALS,
        Right.SIMULATE,
        Right.BUILD_SCENARIOS,
        Right.ACTIVATE_SCENARIOS,
        Right.FREEZE_PLAN,
        Right.SEE_EDUCATION_FUND,
        Right.APPROVE_REQUESTS,
        Right.DELEGATE,
        Right.SET_BUDGET,
        Right.SET_UP,
        Right.SET_AUTHORITY,
        Right.STATE_GOALS,
    },
    Role.AUDITOR: {
        Right.SEE_BUDGET,
        Right.SEE_REQUESTS,
        Right.SEE_EXPLANATIONS,
        Right.SEE_EDUCATION_FUND,
        Right.SEE_LEDGER,
        Right.SEE_AUDIT,
    },
}


def holder(role: Role) -> Actor:
    return Actor(employee_id=1, emp_no="E1", name="someone", org_unit_id=1, paths={role: (OWN,)})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("path", [OWN, BELOW, FOREIGN])
def test_the_matrix(role: Role, right: Right, path: str) -> None:
    if path != FOREIGN and right in ALLOWED[role]:
        require(holder(role), right, path)
    else:
        with pytest.raises(NotPermitted):
            require(holder(role), right, path)


def test_an_employee_is_sent_to_the_head_and_a_head_to_hr() -> None:
    for role, who in ((Role.EMPLOYEE, "head"), (Role.HEAD, "hr")):
        with pytest.raises(NotPermitted) as refusal:
            require(holder(role), Right.SEE_BUDGET, FOREIGN)
        assert refusal.value.args_by_name["who_has"] == who


def test_a_sibling_with_a_longer_name_is_foreign() -> None:
    with pytest.raises(NotPermitted):
        require(holder(Role.HEAD), Right.SEE_BUDGET, "/C/AB/")


def test_several_roles_add_up() -> None:
    actor = Actor(
        employee_id=1,
        emp_no="E1",
        name="someone",
        org_unit_id=1,
        paths={Role.HEAD: (OWN,), Role.HR: (FOREIGN,)},
    )
    assert scope(actor, Right.SEE_BUDGET) == (OWN, FOREIGN)


def test_where_the_policy_names_the_roles_only_they_have_it() -> None:
    by_policy = {Right.SET_BUDGET: (Role.FINANCE, Role.HEAD)}
    for role in Role:
        actor = replace(holder(role), by_policy=by_policy)
        if role in by_policy[Right.SET_BUDGET]:
            require(actor, Right.SET_BUDGET, BELOW)
            continue
        with pytest.raises(NotPermitted) as refused:
            require(actor, Right.SET_BUDGET, BELOW)
        assert refused.value.args_by_name["who_has"] == "head"
