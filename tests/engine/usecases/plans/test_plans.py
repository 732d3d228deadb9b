"""A plan of a year from its making to its budgets, by figures worked out on paper."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from engine.store.database import Database
from engine.usecases.allocation_asked import AllocationAsked, Part
from engine.usecases.budget_status import budget_status
from engine.usecases.explanations import replay
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.plans.budgeting import PlanBudgets, budgets_from_plan, preview_plan_budgets
from engine.usecases.plans.carrying_out import PlanCarriedOut, plan_carried_out
from engine.usecases.plans.changing import PlanChange, change_plan, preview_plan_change
from engine.usecases.plans.comparing import ComparedPlans, compare_plans
from engine.usecases.plans.freezing import freeze_plan
from engine.usecases.plans.looking import plan_of_year, plans_of_year
from engine.usecases.plans.making import make_plan
from engine.usecases.plans.versions import PlanLineView, PlanView
from engine.usecases.requests.amending import withdraw_request
from engine.usecases.simulate_allocation import simulate_allocation
from engine.values.errors import BudgetExceeded, InvalidInput, NotFound, NotPermitted
from tests.company import DIRECTOR, HR
from tests.engine.usecases.plans.company import (
    ASKED,
    EXCEL,
    LEADING,
    LEAN,
    NEXT,
    ROBOTS,
    SAFETY,
    TEAM,
    TOTAL,
    WELDING,
    A,
    B,
    build,
    cny,
    planned,
)
from tests.workflow import FINANCE, HEAD, OTHER_HEAD, WORKER, Office, lenient, require_invariants


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    yield Office(either_store)
    require_invariants(either_store)


def look(office: Office, who: str = HR, **asked: Any) -> PlanView:
    view: PlanView = office.do(who, plan_of_year, **asked)
    return view


def change(office: Office, *changes: PlanChange, reason: str | None = "why", **of: Any) -> PlanView:
    receipt = office.do(HR, change_plan, list(changes), office.key(), reason, **of)
    view: PlanView = receipt.plan
    return view


def freeze(office: Office, **of: Any) -> PlanView:
    view: PlanView = office.do(DIRECTOR, freeze_plan, office.key(), **of).plan
    return view


def of(view: PlanView, key: str) -> PlanLineView:
    return next(one for one in view.lines if one.key == key)


def keys_in(view: PlanView) -> set[str]:
    return {one.key for one in view.lines if one.is_in}


def test_what_the_allocation_chose_is_in(office: Office) -> None:
    view = planned(office).plan
    assert keys_in(view) == {WELDING, EXCEL, LEAN, SAFETY}
    assert (view.planned, view.plan.total, view.left) == (cny(45_600), TOTAL, cny(400))


def test_its_sums_are_those_of_the_allocation_to_the_cent(office: Office) -> None:
    simulated = office.do(HR, simulate_allocation, ASKED)
    view = planned(office).plan
    assert view.planned == simulated.allocation.cost
    by_unit = {one.unit.code: one.amount for one in view.by_unit if one.unit}
    assert by_unit == {one.unit.code: one.amount for one in simulated.by_unit}


def test_why_each_is_in_or_out(office: Office) -> None:
    view = planned(office).plan
    assert {one.key: one.reason for one in view.lines} == {
        WELDING: "chosen",
        LEAN: "chosen",
        EXCEL: "chosen",
        SAFETY: "mandatory",
        LEADING: "budget",
        ROBOTS: "no_price",
    }


def test_by_how_much_more_money_what_is_out_would_come_in(office: Office) -> None:
    assert of(planned(office).plan, LEADING).extra == cny(9_600)


def test_what_was_not_to_be_looked_at_is_out_as_such(office: Office) -> None:
    asked = AllocationAsked(total=TOTAL, without=[Part("course", LEAN)])
    line = of(planned(office, asked).plan, LEAN)
    assert (line.is_in, line.reason, line.amount) == (False, "excluded", cny(20_000))


def test_what_is_shared_in_proportion_adds_up_to_the_total(office: Office) -> None:
    asked = AllocationAsked(total=TOTAL, mode="proportional")
    view = planned(office, asked).plan
    assert (view.planned, view.left) == (TOTAL, cny(0))
    assert of(view, WELDING).reason == "shared"


def test_a_request_that_stands_says_when(office: Office) -> None:
    number = office.submit(5)
    line = of(planned(office).plan, WELDING)
    assert (line.quarter, number in line.stands_for) == (1, True)


def test_the_figure_of_the_plan_is_replayed_from_its_explanation(office: Office) -> None:
    view = planned(office).plan
    assert office.do(HR, replay, view.plan.explanation_id).same


def test_each_making_is_the_next_version(office: Office) -> None:
    planned(office)
    planned(office)
    versions = office.do(HR, plans_of_year, NEXT)
    assert [one.version for one in versions] == [1, 2]


def test_a_plan_is_made_for_the_year_that_needs_are_open_for(office: Office) -> None:
    with pytest.raises(InvalidInput, match="plan_other_year"):
        office.do(HR, make_plan, ASKED, office.key(), NEXT + 1)


@pytest.mark.parametrize("who", [DIRECTOR, FINANCE, HEAD, WORKER])
def test_hr_alone_makes_it(office: Office, who: str) -> None:
    with pytest.raises(NotPermitted):
        office.do(who, make_plan, ASKED, office.key())


def test_without_a_plan_there_is_none_to_look_at(office: Office) -> None:
    with pytest.raises(NotFound, match="no_plan"):
        look(office)


def test_a_head_sees_the_lines_of_the_own_unit(office: Office) -> None:
    planned(office)
    view = look(office, HEAD)
    assert {one.key for one in view.lines} == {WELDING, EXCEL, SAFETY}
    assert (view.planned, view.plan.total) == (cny(25_600), None)


def test_what_a_few_lack_is_told_without_whose_it_is(office: Office) -> None:
    planned(office)
    line = of(look(office, DIRECTOR), EXCEL)
    assert (line.unit, line.headcount, line.amount) == (None, None, cny(600))


def test_what_a_few_lack_is_not_told_of_a_part_of_the_company(office: Office) -> None:
    planned(office)
    view = look(office, FINANCE, unit_code=TEAM)
    assert ({one.key for one in view.lines}, view.withheld) == ({SAFETY}, True)


def test_a_line_is_taken_out_by_hand_in_a_new_version(office: Office) -> None:
    planned(office)
    view = change(office, PlanChange(course=EXCEL, take="out"), reason="done online")
    line = of(view, EXCEL)
    assert (line.is_in, line.reason, line.said) == (False, "by_hand", "done online")
    assert (view.plan.version, view.plan.based_on, view.planned) == (2, 1, cny(45_000))


def test_the_version_that_was_changed_stays_as_it_was(office: Office) -> None:
    planned(office)
    before = look(office, version=1)
    change(office, PlanChange(course=EXCEL, take="out"))
    assert look(office, version=1) == before


def test_without_a_reason_nothing_is_taken_out(office: Office) -> None:
    planned(office)
    with pytest.raises(InvalidInput, match="plan_reason"):
        change(office, PlanChange(course=EXCEL, take="out"), reason=" ")


def test_a_line_is_moved_to_another_quarter(office: Office) -> None:
    planned(office)
    view = change(office, PlanChange(course=WELDING, quarter=3), reason=None)
    assert {one.quarter: one.amount for one in view.by_quarter} == {
        3: cny(20_000),
        None: cny(25_600),
    }


def test_more_people_cost_what_they_cost_so_far(office: Office) -> None:
    planned(office)
    line = of(change(office, PlanChange(course=WELDING, headcount=25)), WELDING)
    assert (line.headcount, line.amount) == (25, cny(25_000))


def test_a_sum_is_as_it_is_said(office: Office) -> None:
    planned(office)
    view = change(office, PlanChange(course=WELDING, amount=cny("19999.99")))
    assert (of(view, WELDING).amount, view.planned) == (cny("19999.99"), cny("45599.99"))


def test_what_is_taken_in_may_go_beyond_the_total_and_it_is_told(office: Office) -> None:
    planned(office)
    view = change(office, PlanChange(course=LEADING, take="in"))
    assert (view.planned, view.left) == (cny(75_600), cny(-29_600))


def test_what_has_no_price_comes_in_with_a_sum(office: Office) -> None:
    planned(office)
    with pytest.raises(InvalidInput, match="plan_lacks_amount"):
        change(office, PlanChange(course=ROBOTS, take="in"))
    view = change(office, PlanChange(course=ROBOTS, take="in", amount=cny(9_000)))
    assert of(view, ROBOTS).amount == cny(9_000)


def test_a_topic_in_own_words_comes_in(office: Office) -> None:
    planned(office)
    new = PlanChange(topic="drones", take="in", unit=B, headcount=4, amount=cny(3_000), quarter=2)
    line = of(change(office, new), "drones")
    assert (line.course, line.amount, line.quarter) == (None, cny(3_000), 2)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (PlanChange(topic="drones", take="in", headcount=4, amount=cny(1)), "plan_lacks_unit"),
        (PlanChange(topic="drones", take="in", unit=B, amount=cny(1)), "plan_lacks_headcount"),
        (PlanChange(topic="drones", take="in", unit=B, headcount=4), "plan_lacks_amount"),
        (PlanChange(topic="drones", quarter=2), "not_in_plan"),
        (PlanChange(topic=" "), "no_topic"),
        (PlanChange(course="TC99"), "unknown_name"),
        (PlanChange(course=EXCEL), "plan_unchanged"),
        (PlanChange(course=EXCEL, take="in"), "plan_unchanged"),
        (PlanChange(course=EXCEL, quarter=5), "unknown_quarter"),
        (PlanChange(course=EXCEL, headcount=0), "headcount_not_positive"),
        (PlanChange(course=EXCEL, headcount=99_999), "headcount_beyond_company"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(office: Office, wrong: PlanChange, code: str) -> None:
    planned(office)
    with pytest.raises((InvalidInput, NotFound), match=code):
        change(office, wrong)
    assert len(office.do(HR, plans_of_year)) == 1


def test_a_preview_tells_what_would_change_and_stores_nothing(office: Office) -> None:
    planned(office)
    found = office.do(HR, preview_plan_change, [PlanChange(course=LEAN, take="out")])
    assert (found.before, found.after, found.total) == (cny(45_600), cny(25_600), TOTAL)
    assert [(one.kind, one.line.key) for one in found.lines] == [("went_out", LEAN)]
    assert len(office.do(HR, plans_of_year)) == 1


def test_two_versions_are_compared(office: Office) -> None:
    planned(office)
    change(office, PlanChange(course=LEAN, take="out"), PlanChange(course=WELDING, headcount=21))
    change(office, PlanChange(course=LEADING, take="in"))
    found: ComparedPlans = office.do(HR, compare_plans, NEXT, 1, 3)
    assert {one.line.key: one.kind for one in found.lines} == {
        LEAN: "went_out",
        WELDING: "changed",
        LEADING: "came_in",
    }
    assert (found.before, found.after) == (cny(45_600), cny(56_600))


def test_the_newest_is_compared_with_the_one_before(office: Office) -> None:
    planned(office)
    change(office, PlanChange(course=LEAN, take="out"))
    change(office, PlanChange(course=LEADING, take="in"))
    found: ComparedPlans = office.do(HR, compare_plans)
    assert [one.line.key for one in found.lines] == [LEADING]


def test_a_first_version_has_nothing_to_be_compared_with(office: Office) -> None:
    planned(office)
    with pytest.raises(NotFound, match="plan_has_no_other"):
        office.do(HR, compare_plans)


def test_a_head_compares_what_is_of_the_own_unit(office: Office) -> None:
    planned(office)
    change(office, PlanChange(course=LEAN, take="out"), PlanChange(course=WELDING, quarter=2))
    found: ComparedPlans = office.do(HEAD, compare_plans)
    assert [one.line.key for one in found.lines] == [WELDING]


def test_the_management_freezes_it(office: Office) -> None:
    planned(office)
    view = freeze(office)
    assert (view.plan.status, view.plan.in_force, view.plan.frozen_by) == (
        "frozen",
        True,
        f"name of {DIRECTOR}",
    )


@pytest.mark.parametrize("who", [HR, FINANCE, HEAD])
def test_nobody_else_freezes_it(office: Office, who: str) -> None:
    planned(office)
    with pytest.raises(NotPermitted):
        office.do(who, freeze_plan, office.key())


def test_the_newest_frozen_one_is_in_force_and_the_others_stay(office: Office) -> None:
    planned(office)
    freeze(office)
    change(office, PlanChange(course=LEAN, take="out"))
    assert look(office).plan.version == 1
    freeze(office)
    assert look(office).plan.version == 2
    first = look(office, version=1)
    assert (first.plan.status, first.plan.in_force, first.planned) == ("frozen", False, cny(45_600))


def test_a_frozen_one_is_not_frozen_again(office: Office) -> None:
    planned(office)
    freeze(office)
    with pytest.raises(InvalidInput, match="plan_is_frozen"):
        freeze(office)


def test_an_earlier_one_is_not_frozen_after_a_later_one(office: Office) -> None:
    planned(office)
    planned(office)
    freeze(office)
    with pytest.raises(InvalidInput, match="plan_was_replaced"):
        freeze(office, version=1)


def test_who_made_it_does_not_freeze_it(office: Office, either_store: Database) -> None:
    _also_management(either_store)
    planned(office)
    with pytest.raises(NotPermitted, match="own_plan"):
        office.do(HR, freeze_plan, office.key())
    office.policy = lenient()
    assert office.do(HR, freeze_plan, office.key()).plan.plan.in_force


def _also_management(database: Database) -> None:
    with database.transaction() as session:
        session.execute(
            text(
                "INSERT INTO role_grant (employee_id, role, org_unit_id)"
                " SELECT id, 'management', 1 FROM employee WHERE emp_no = :who"
            ),
            {"who": HR},
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE training_plan SET total = 1",
        "UPDATE training_plan SET frozen_at = NULL",
        "DELETE FROM training_plan",
        "UPDATE training_plan_line SET is_in = NOT is_in",
        "DELETE FROM training_plan_line",
    ],
)
def test_the_database_keeps_what_is_frozen(
    office: Office, either_store: Database, statement: str
) -> None:
    planned(office)
    freeze(office)
    before = look(office)
    with pytest.raises(DatabaseError), either_store.transaction() as session:
        session.execute(text(statement))
    assert look(office) == before


def test_budgets_are_set_by_the_plan_in_force(office: Office) -> None:
    planned(office)
    freeze(office)
    found: PlanBudgets = office.do(DIRECTOR, budgets_from_plan, office.key())
    assert {one.unit.code: (one.now, one.planned) for one in found.lines} == {
        A: (cny(100_000), cny(25_600)),
        B: (cny(30_000), cny(20_000)),
    }
    assert office.do(HR, budget_status, None, NEXT).balance.allocated == cny(45_600)


def test_a_preview_of_the_budgets_sets_nothing(office: Office) -> None:
    planned(office)
    freeze(office)
    found: PlanBudgets = office.do(DIRECTOR, preview_plan_budgets, NEXT)
    assert found.planned == cny(45_600)
    assert office.do(HR, budget_status, None, NEXT).balance.allocated == cny(130_000)


def test_a_line_that_the_plan_says_nothing_of_is_named(office: Office) -> None:
    planned(office)
    change(office, PlanChange(course=LEAN, take="out"))
    freeze(office)
    found: PlanBudgets = office.do(DIRECTOR, preview_plan_budgets)
    assert [(one.unit.code, one.allocated) for one in found.others] == [(B, cny(30_000))]


def test_a_draft_sets_no_budgets(office: Office) -> None:
    planned(office)
    with pytest.raises(InvalidInput, match="plan_not_frozen"):
        office.do(DIRECTOR, budgets_from_plan, office.key())


def test_who_sets_no_budgets_sets_none_by_a_plan(office: Office) -> None:
    planned(office)
    freeze(office)
    with pytest.raises(NotPermitted):
        office.do(HR, budgets_from_plan, office.key())


def test_budgets_below_what_is_bound_are_all_refused(office: Office) -> None:
    office.approved(30)  # 30,000 of A are committed
    planned(office)
    freeze(office)
    with pytest.raises(BudgetExceeded, match="allocation_below_bound"):
        office.do(DIRECTOR, budgets_from_plan, office.key())
    assert office.do(HR, budget_status, None, NEXT).balance.allocated == cny(130_000)


def test_what_became_of_a_plan(office: Office) -> None:
    planned(office)
    number = office.approved(15)
    office.do(FINANCE, post_invoice, number, "INV-1", cny(12_000), office.key())
    found: PlanCarriedOut = office.do(HR, plan_carried_out)
    (row,) = [one for one in found.rows if one.line.key == WELDING]
    assert (row.planned, row.requested) == (cny(20_000), cny(15_000))
    assert (row.committed, row.spent, row.deviation) == (cny(3_000), cny(12_000), cny(-5_000))
    assert (found.planned, found.deviation) == (cny(45_600), cny(-30_600))


def test_who_came_is_told_once_it_was_held(office: Office) -> None:
    planned(office)
    office.hold(office.approved(15), 14)
    found: PlanCarriedOut = office.do(HR, plan_carried_out, NEXT)
    assert [one.came for one in found.rows if one.line.key == WELDING] == [14]


def test_what_is_asked_for_elsewhere_is_beside_the_plan(office: Office) -> None:
    planned(office)
    office.submit(5, who=OTHER_HEAD)  # welding, for B
    found: PlanCarriedOut = office.do(HR, plan_carried_out)
    assert [(one.name.code, one.unit.code, one.requested) for one in found.beside] == [
        (WELDING, B, cny(5_000))
    ]


def test_what_was_withdrawn_does_not_count(office: Office) -> None:
    planned(office)
    number = office.submit(5)
    office.do(HEAD, withdraw_request, number, office.key())
    found: PlanCarriedOut = office.do(HR, plan_carried_out)
    assert found.requested == cny(0)


def test_what_became_of_it_is_told_a_head_of_the_own_unit(office: Office) -> None:
    planned(office)
    office.submit(5, who=OTHER_HEAD)
    found: PlanCarriedOut = office.do(HEAD, plan_carried_out)
    assert (found.planned, found.beside) == (cny(25_600), ())


def test_what_was_planned_is_in_the_log(office: Office, either_store: Database) -> None:
    planned(office)
    change(office, PlanChange(course=LEAN, take="out"))
    freeze(office)
    office.do(DIRECTOR, budgets_from_plan, office.key())
    with either_store.reading() as session:
        found = session.execute(
            text("SELECT action, subject FROM audit_event ORDER BY sequence DESC LIMIT 4")
        ).all()
    assert [tuple(row) for row in reversed(found)] == [
        ("make_plan", f"plan/{NEXT}/1"),
        ("change_plan", f"plan/{NEXT}/2"),
        ("freeze_plan", f"plan/{NEXT}/2"),
        ("budgets_from_plan", f"plan/{NEXT}/2"),
    ]


def test_a_total_reckoned_from_the_budget_is_kept_as_it_was(office: Office) -> None:
    view = planned(office, AllocationAsked(times=Decimal("0.5"))).plan
    assert view.plan.total == cny(65_000)
