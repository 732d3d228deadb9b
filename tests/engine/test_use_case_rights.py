"""Every use case × every role × own, subtree, foreign: the expected outcome, written down.

Roles are held over department A. What a use case is asked about lies in A itself, in the team
A1 below it, or in the foreign department B. Refused means NotPermitted or NotFound; anything
else (also "there are no data") means that the person was let in.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.access import Right, Role
from engine.analysis.pairwise import Judgement
from engine.policy import DEFAULT_POLICY, load_policy
from engine.policy.settings import settings_of
from engine.query.value import Condition, Query
from engine.store.database import Database
from engine.store.tables import BudgetPosting, OrgUnit, RoleGrant
from engine.usecases import (
    auditing,
    budget_scenarios,
    codes,
    identities,
    legal,
    notices,
    personal,
    ratings,
    relations,
    report_files,
    signing_in,
    survey_answers,
    survey_needs,
    survey_results,
    surveys,
    training_value,
    units,
)
from engine.usecases.access import sessions, tokens
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.budget_status import budget_status
from engine.usecases.budgets import from_last_year, grid, setting
from engine.usecases.company_settings import CompanyChange
from engine.usecases.context import only_reads
from engine.usecases.courses import course_names
from engine.usecases.directory import kept_people, kept_units
from engine.usecases.estimate_cost import (
    Training,
    check_headcount,
    counts_with_tax,
    estimate_cost,
)
from engine.usecases.explanations import explain, replay
from engine.usecases.gap_as_said import GapSaid, gap_as_said
from engine.usecases.goal_values import kpi_called, value_of_kpi
from engine.usecases.goals_below import goal_plans
from engine.usecases.headcount_for import headcount_for
from engine.usecases.imports import begin, filled, load, records
from engine.usecases.imports.drafts import require_importer
from engine.usecases.imports.refused import refused_rows
from engine.usecases.imports.views import GivenFile
from engine.usecases.ledger import (
    corrections,
    credit_notes,
    invoices,
    periods,
    previews,
    rates,
    transfers,
)
from engine.usecases.ledger.moved import budget_moves
from engine.usecases.need_evidence import who_should_go
from engine.usecases.needs.listing import NeedsAsked, needs_on_record
from engine.usecases.needs_costs import needs_costs
from engine.usecases.people import (
    find_people,
    find_stand_ins,
    namesakes,
    people_among,
    stand_ins,
)
from engine.usecases.people_short import people_short
from engine.usecases.performance_gap import performance_gap
from engine.usecases.person_trainings import person_trainings
from engine.usecases.plan_costs import PlannedTraining, plan_costs
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.usecases.plans import (
    budgeting,
    carrying_out,
    changing,
    comparing,
    freezing,
    looking,
    making,
)
from engine.usecases.priorities import priorities, weights_from_pairs
from engine.usecases.profile import profile
from engine.usecases.propose_request import propose_request
from engine.usecases.query import askable, query
from engine.usecases.ready_for import positions_beside, ready_for
from engine.usecases.reallocation import reallocation
from engine.usecases.report_need import report_need
from engine.usecases.requests import (
    amending,
    deciding,
    declining,
    delegating,
    delivering,
    nominating,
    results,
    scheduling,
    submitting,
)
from engine.usecases.requests.deciders_ahead import decision_route, stand_ins_set
from engine.usecases.requests.draft import LineChange, preview_request
from engine.usecases.requests.effect_report import effect_report
from engine.usecases.requests.leaving import take_over_request
from engine.usecases.requests.listing import request_status
from engine.usecases.requests.reviewing import review_request
from engine.usecases.requests.route import approval_route
from engine.usecases.setup import company, policy, policy_settings, roles, status
from engine.usecases.simulate_allocation import simulate_allocation
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.usecases.skill_rise import RiseAsked, skill_rise
from engine.usecases.spoken import appraisal_cycles, own_unit, values_named
from engine.usecases.survey_questions import Question
from engine.usecases.surveys import SurveyAsked
from engine.usecases.teaching import course_for, skill_for
from engine.usecases.towards_position import positions_next, towards_position
from engine.usecases.training_effect import next_year_budgets, training_effect
from engine.usecases.training_history import training_history
from engine.usecases.training_sessions import training_sessions
from engine.usecases.ways_in import ways_in
from engine.usecases.withdraw_need import own_needs, own_wishes, withdraw_need
from engine.values.errors import EngineError, NotFound, NotPermitted
from engine.values.money import Money
from engine.workflow.life import Event
from tests.company import HR, YEAR, Company
from tests.stores import FileStore
from tests.workflow import FINANCE, Office, draft

E, H, R, F, M, A = "EHRFMA"  # employee, head, hR, finance, management, auditor
ROLES = {
    E: Role.EMPLOYEE,
    H: Role.HEAD,
    R: Role.HR,
    F: Role.FINANCE,
    M: Role.MANAGEMENT,
    A: Role.AUDITOR,
}
OWN, SUBTREE, FOREIGN = "own", "subtree", "foreign"
UNITS = {OWN: "U2", SUBTREE: "U3", FOREIGN: "U4"}
EVERYBODY, NOBODY = "EHRFMA", ""
TC = Training(course="TC1")
NEXT = YEAR + 1
RESULT = results.ResultGiven(
    level="reaction", measure="satisfaction", after=Decimal(1), n=1, day=date(NEXT, 4, 3)
)
CNY = Money(Decimal(100), "CNY")
APRIL = date(NEXT, 4, 1), date(NEXT, 4, 2)


@dataclass
class World:
    """A copy of the store, with a request of each unit in the state that is asked for."""

    office: Office
    made: dict[str, str] = field(default_factory=dict)

    def pending(self, place: str) -> str:
        return self._request(place, 0)

    def approved(self, place: str) -> str:
        return self._request(place, 3)

    def _request(self, place: str, steps: int) -> str:
        number = self.office.submit(1, who=f"HEAD-{UNITS[place]}")
        for _ in range(steps):
            self.office.approve(number, HR)
        return number

    def invoiced(self, place: str) -> str:
        """An approved request with an invoice INV-1 of 100."""
        number = self.approved(place)
        self.office.do(FINANCE, invoices.post_invoice, number, "INV-1", CNY, "key-of-invoice")
        return number

    def posted(self, place: str) -> int:
        """What finance booked for a request that was approved."""
        number = self.approved(place)
        with self.office.database.reading() as session:
            postings = select(BudgetPosting.id).where(BudgetPosting.kind == "commit")
            found = session.scalars(postings.order_by(BudgetPosting.id.desc())).first()
        assert found is not None, number
        return found


Ask = Callable[[World, str], tuple[Any, ...]]


def unit(world: World, place: str) -> tuple[Any, ...]:
    return (UNITS[place],)


def nothing(world: World, place: str) -> tuple[Any, ...]:
    return ()


def person(world: World, place: str) -> tuple[Any, ...]:
    return (f"HEAD-{UNITS[place]}",)


def with_args(*args: Any) -> Ask:
    return lambda world, place: args


def with_key(*args: Any) -> Ask:
    return lambda world, place: (*args, "key-of-the-matrix")


def on_pending(*args: Any) -> Ask:
    return lambda world, place: (world.pending(place), *args)


def on_approved(*args: Any) -> Ask:
    return lambda world, place: (world.approved(place), *args)


def after_hr_named_a_head(world: World, place: str) -> tuple[Any, ...]:
    world.office.do(HR, roles.give_role, who(A), "head", UNITS[place])
    return ()


def on_survey(*args: Any) -> Ask:
    """A survey of the unit, opened by somebody who may in the whole company."""

    def ask(world: World, place: str) -> tuple[Any, ...]:
        asked = SurveyAsked(unit=UNITS[place], questions=(Question(wording="What?"),))
        view = world.office.do(HR, surveys.launch_survey, asked, "key-of-survey")
        return (view.number, *args)

    return ask


def on_plan(*args: Any) -> Ask:
    """A plan of next year in two versions, made by somebody who may in the whole company."""

    def ask(world: World, place: str) -> tuple[Any, ...]:
        world.office.do(HR, making.make_plan, NINE, "key-of-the-plan")
        world.office.do(HR, making.make_plan, NINE, "key-of-the-next")
        return args

    return ask


def on_plan_of(*args: Any) -> Ask:
    """The same, about a unit."""
    return lambda world, place: (*on_plan(*args)(world, place), UNITS[place])


def asks_for(of: str, by: str) -> Ask:
    """A query about a unit."""

    def ask(world: World, place: str) -> tuple[Any, ...]:
        where = (Condition(name="unit", values=(UNITS[place],)),)
        return (Query(of=of, by=(by,), where=where),)

    return ask


@dataclass(frozen=True)
class Expected:
    """Who is let in where: `own` and `subtree` are one, since rights reach down."""

    usecase: Callable[..., Any]
    ask: Ask
    inside: str
    foreign: str = NOBODY


KEY = "key-of-the-matrix"
NINE = AllocationAsked(total=Money(Decimal(9), "CNY"))
TAKEN_IN = changing.PlanChange(course="TC1", take="in")
POLICY = DEFAULT_POLICY.read_text(encoding="utf-8").replace('version = "', 'version = "own-')
SETTINGS = settings_of(load_policy())
ACCOUNT = identities.Account("dingtalk", "corp", "somebody")
MATRIX = [
    # Looking: people, gaps, costs, money.
    Expected(skill_gap, unit, "HRM"),
    Expected(gap_breakdown, lambda w, p: ("unit", UNITS[p]), "HRM"),
    Expected(people_short, unit, "HR"),
    Expected(askable, nothing, EVERYBODY, EVERYBODY),
    Expected(query, asks_for("people", "team"), "HRMF"),
    Expected(query, asks_for("skills", "team"), "HRM"),
    Expected(query, asks_for("people", "person"), "HR"),
    Expected(query, asks_for("certificates", "person"), "HR"),
    Expected(query, asks_for("spending", "course"), "HRFM"),
    Expected(query, asks_for("needs", "course"), "HRFM"),
    Expected(query, asks_for("needs", "raised_by"), "HR"),
    Expected(query, asks_for("requests", "request"), "HRFMA"),
    Expected(query, asks_for("budgets", "for_unit"), "HRFMA"),
    Expected(query, asks_for("ledger", "entry"), "FA"),
    Expected(query, asks_for("invoices", "document"), "FA"),
    Expected(query, asks_for("results", "kpi"), "HRM"),
    Expected(query, asks_for("unit_results", "kpi"), "HRM"),
    Expected(units.positions_in, unit, "HRM"),
    Expected(units.skills_in, unit, "HRM"),
    Expected(units.units_in, unit, "HRM"),
    Expected(performance_gap, lambda w, p: ("KP1", UNITS[p]), "HRM"),
    Expected(profile, person, "HR"),
    Expected(person_trainings, person, "HR"),
    Expected(towards_position, lambda w, p: ("PO1", *person(w, p)), "HR"),
    Expected(positions_next, person, "HR"),
    Expected(ready_for, lambda w, p: ("PO1", UNITS[p]), "HRM"),
    Expected(positions_beside, lambda w, p: ("PO1",), "HRM", "HRM"),
    Expected(decision_route, lambda w, p: (Money(Decimal(9), "CNY"), UNITS[p]), "HRMFA"),
    Expected(stand_ins_set, nothing, EVERYBODY, EVERYBODY),
    Expected(budget_moves, unit, "FA"),
    Expected(rates.rates_on_record, nothing, "HRMFA", "HRMFA"),
    Expected(who_should_go, lambda w, p: (TC, UNITS[p]), "HRM"),
    Expected(training_history, unit, "HRMF"),
    Expected(training_sessions, unit, "HRMF"),
    Expected(budget_status, lambda w, p: (UNITS[p], NEXT), "HRMFA"),
    Expected(looking.plan_of_year, on_plan_of(NEXT, 1), "HRMFA"),
    Expected(comparing.compare_plans, on_plan_of(NEXT, 1, 2), "HRMFA"),
    Expected(carrying_out.plan_carried_out, on_plan_of(NEXT, 1), "HRMFA"),
    Expected(units.requesting_roster, unit, "HRM"),
    Expected(propose_request, lambda w, p: (TC, 5, UNITS[p]), "HRM"),
    Expected(preview_request, lambda w, p: (draft(1, unit=UNITS[p]),), "HRM"),
    Expected(approval_route, lambda w, p: (Money(Decimal(9), "CNY"), UNITS[p]), "HRM"),
    Expected(
        plan_from_goal, lambda w, p: (GoalAsked(kpi="KP1", change=0.1, unit=UNITS[p]),), "HRM"
    ),
    Expected(
        training_value.course_correlation, lambda w, p: ("TC1", "KP1", UNITS[p], YEAR - 1), "HRMF"
    ),
    Expected(goal_plans, lambda w, p: (GoalAsked(kpi="KP1", change=0.1, unit=UNITS[p]),), "HRM"),
    Expected(
        skill_rise, lambda w, p: (RiseAsked(skill="SK1", relative=0.1, unit=UNITS[p]),), "HRM"
    ),
    Expected(
        gap_as_said,
        lambda w, p: (GapSaid(kpi="KP1", target=0.98, actual=0.95, unit=UNITS[p]),),
        "HRM",
    ),
    Expected(reallocation, lambda w, p: ((), None, UNITS[p]), "HRM"),
    Expected(
        relations.relate,
        lambda w, p: (
            relations.RelationAsked(
                x=relations.Side("tenure"), y=relations.Side("kpi", "KP1"), unit=UNITS[p]
            ),
        ),
        "HRM",
    ),
    Expected(legal.service_penalty, lambda w, p: (date(NEXT, 1, 1), *person(w, p)), "R"),
    # Looking at what is no unit's own: the same wherever it is asked.
    Expected(relations.kpis_of_people, nothing, EVERYBODY, EVERYBODY),
    Expected(estimate_cost, lambda w, p: (TC, 5), "HRMF", "HRMF"),
    Expected(counts_with_tax, nothing, "HRMF", "HRMF"),
    Expected(headcount_for, lambda w, p: (TC, Money(Decimal(9), "CNY")), "HRMF", "HRMF"),
    Expected(needs_costs, nothing, "HRMF", "HRMF"),
    Expected(plan_costs, lambda w, p: ([PlannedTraining(TC, 5)],), "HRMF", "HRMF"),
    Expected(priorities, nothing, "HRMF", "HRMF"),
    Expected(training_effect, lambda w, p: ("TC1",), "HRMF", "HRMF"),
    Expected(next_year_budgets, lambda w, p: (YEAR - 1,), "HRMF", "HRMF"),
    Expected(
        training_value.training_roi,
        lambda w, p: (training_value.RoiAsked(course="TC1", year=YEAR - 1),),
        "HRMF",
        "HRMF",
    ),
    Expected(
        weights_from_pairs,
        lambda w, p: ([Judgement("strategy", "business", "2")],),
        "HRMF",
        "HRMF",
    ),
    Expected(check_headcount, lambda w, p: (5,), EVERYBODY, EVERYBODY),
    Expected(units.contacts, nothing, EVERYBODY, EVERYBODY),
    Expected(units.common_unit, lambda w, p: ([UNITS[p]],), EVERYBODY, EVERYBODY),
    Expected(values_named, lambda w, p: ("a place",), EVERYBODY, EVERYBODY),
    Expected(appraisal_cycles, nothing, EVERYBODY, EVERYBODY),
    Expected(own_unit, nothing, EVERYBODY, EVERYBODY),
    Expected(course_for, lambda w, p: ("SK1",), EVERYBODY, EVERYBODY),
    Expected(skill_for, lambda w, p: ("TC1",), EVERYBODY, EVERYBODY),
    Expected(course_names, nothing, EVERYBODY, EVERYBODY),
    Expected(kpi_called, lambda w, p: ("a name",), EVERYBODY, EVERYBODY),
    Expected(value_of_kpi, lambda w, p: ("KP1", 3.0), EVERYBODY, EVERYBODY),
    # Anybody may ask; whom he is told of, tests/engine/usecases/test_people.py says.
    Expected(find_people, lambda w, p: ([],), EVERYBODY, EVERYBODY),
    Expected(namesakes, lambda w, p: ([],), EVERYBODY, EVERYBODY),
    Expected(people_among, lambda w, p: ([],), EVERYBODY, EVERYBODY),
    Expected(looking.plans_of_year, on_plan(NEXT), "HRMFA", "HRMFA"),
    Expected(find_stand_ins, lambda w, p: ([],), "RFM", "RFM"),
    Expected(stand_ins, lambda w, p: ([],), "RFM", "RFM"),
    Expected(notices.my_notices, nothing, EVERYBODY, EVERYBODY),
    Expected(notices.notices_seen, lambda w, p: (0,), EVERYBODY, EVERYBODY),
    Expected(delegating.delegations, nothing, EVERYBODY, EVERYBODY),
    # Whose account is whose. A code or an address proves it, whoever brings it.
    Expected(sessions.open_sessions, lambda w, p: (timedelta(hours=1),), EVERYBODY, EVERYBODY),
    Expected(sessions.end_session, lambda w, p: (1,), NOBODY),
    Expected(sessions.end_sessions, person, "R"),
    Expected(tokens.tokens_held, nothing, EVERYBODY, EVERYBODY),
    Expected(tokens.revoke_token, lambda w, p: (1,), NOBODY),
    Expected(codes.invite, lambda w, p: (*person(w, p), True), "R"),
    Expected(ways_in, lambda w, p: (True,), NOBODY),
    Expected(codes.ask_code, lambda w, p: (True,), NOBODY),
    Expected(identities.linked_people, nothing, EVERYBODY, EVERYBODY),
    Expected(identities.unlink, lambda w, p: (1,), NOBODY),
    Expected(codes.link_by_code, lambda w, p: (ACCOUNT, "ABCD2345"), NOBODY),
    Expected(identities.link_by_directory, lambda w, p: (ACCOUNT, "", "no@body.example"), NOBODY),
    Expected(identities.speaks, lambda w, p: (ACCOUNT, "en"), EVERYBODY, EVERYBODY),
    Expected(signing_in.sign_in_by_code, lambda w, p: ("ABCD2345",), NOBODY),
    Expected(signing_in.sign_in_by_account, lambda w, p: (ACCOUNT, "", ""), NOBODY),
    Expected(signing_in.sign_in_by_login, lambda w, p: ("", "no@body.example"), NOBODY),
    Expected(report_need, with_key(TC, None), EVERYBODY, EVERYBODY),
    # Everybody may take back what he reported himself; of others' nobody learns anything.
    Expected(needs_on_record, lambda w, p: (NeedsAsked(unit=UNITS[p]),), "HRMF"),
    Expected(own_needs, nothing, EVERYBODY, EVERYBODY),
    Expected(own_wishes, nothing, EVERYBODY, EVERYBODY),
    Expected(withdraw_need, with_key(None), NOBODY, NOBODY),
    Expected(ratings.own_ratings, nothing, EVERYBODY, EVERYBODY),
    Expected(ratings.courses_taken, nothing, EVERYBODY, EVERYBODY),
    Expected(
        ratings.rate_course,
        with_key(ratings.Rating("TC1", Decimal(4), "good")),
        EVERYBODY,
        EVERYBODY,
    ),
    Expected(surveys.preview_survey, lambda w, p: (SurveyAsked(unit=UNITS[p]),), "R"),
    Expected(surveys.launch_survey, lambda w, p: (SurveyAsked(unit=UNITS[p]), KEY), "R"),
    Expected(survey_answers.surveys_to_answer, nothing, EVERYBODY, EVERYBODY),
    # Only who is asked in it; and its results are for who may open one there.
    Expected(survey_answers.answer_survey, lambda w, p: ("NS-1", {1: "a"}, KEY), NOBODY),
    Expected(survey_results.survey_results, on_survey(), "R"),
    Expected(survey_needs.needs_from_survey, on_survey(1, KEY), "R"),
    Expected(surveys.state_goal, with_key(surveys.GoalSaid(statement="less scrap")), "HRM", "HRM"),
    Expected(units.may, lambda w, p: (Right.STATE_GOALS,), "HRM", "HRM"),
    Expected(
        report_files.keep_file, lambda w, p: ("a.csv", "text/csv", b"a"), EVERYBODY, EVERYBODY
    ),
    # A file is its secret's, whoever asks.
    Expected(report_files.fetch_file, lambda w, p: ("no secret",), NOBODY),
    Expected(delegating.delegate_decisions, with_key(HR, *APRIL), "RFM", "RFM"),
    Expected(delegating.revoke_delegation, lambda w, p: (1,), NOBODY),
    Expected(corrections.ledger_entries, nothing, "FA", "FA"),
    # What is the whole company's is not for who has the role in a part of it.
    Expected(simulate_allocation, nothing, NOBODY),
    Expected(
        budget_scenarios.save_scenario,
        lambda w, p: ("s", NINE),
        NOBODY,
    ),
    Expected(budget_scenarios.scenarios, lambda w, p: (NEXT,), NOBODY),
    Expected(budget_scenarios.activate_scenario, lambda w, p: (NEXT, "s"), NOBODY),
    Expected(making.make_plan, with_key(NINE), NOBODY),
    Expected(changing.preview_plan_change, on_plan([TAKEN_IN]), NOBODY),
    Expected(changing.change_plan, on_plan([TAKEN_IN], KEY, "why"), NOBODY),
    Expected(freezing.freeze_plan, on_plan(KEY), NOBODY),
    Expected(budgeting.preview_plan_budgets, on_plan(), NOBODY),
    Expected(budgeting.budgets_from_plan, on_plan(KEY), NOBODY),
    Expected(legal.education_fund, nothing, NOBODY),
    Expected(auditing.audit_events, nothing, NOBODY),
    Expected(auditing.verify_audit, nothing, NOBODY),
    Expected(rates.record_rate, lambda w, p: ("USD", "CNY", date(YEAR, 1, 1), Decimal(7)), NOBODY),
    Expected(periods.lock_month, lambda w, p: ("2026-01",), NOBODY),
    Expected(periods.unlock_month, lambda w, p: ("2026-01",), NOBODY),
    Expected(periods.close_year, lambda w, p: (YEAR - 1,), NOBODY),
    Expected(company.company_now, nothing, EVERYBODY, EVERYBODY),
    Expected(company.change_settings, lambda w, p: (CompanyChange(name="other"),), NOBODY),
    Expected(policy.policy_now, nothing, EVERYBODY, EVERYBODY),
    Expected(policy.set_policy, lambda w, p: (POLICY,), NOBODY),
    Expected(policy_settings.change_policy, lambda w, p: (SETTINGS,), NOBODY),
    # Requests.
    Expected(submitting.submit_request, lambda w, p: (draft(1, unit=UNITS[p]), KEY), "HRM"),
    Expected(submitting.draft_request, lambda w, p: (draft(1, unit=UNITS[p]), KEY), "HRM"),
    Expected(submitting.submit_draft, on_pending(KEY), "HRM"),
    Expected(request_status, on_pending(), "HRMFA"),
    Expected(review_request, on_pending(), "HRMFA"),
    Expected(amending.preview_amendment, on_pending(LineChange(headcount=2)), "HRM"),
    Expected(amending.review_change, on_pending(Event.AMEND), "HRM"),
    Expected(amending.amend_request, on_pending(LineChange(headcount=2), KEY), "HRM"),
    Expected(amending.withdraw_request, on_pending(KEY), "HRM"),
    Expected(take_over_request, on_pending(KEY), "HRM"),
    Expected(deciding.review_decision, on_pending(Event.APPROVE), "R"),
    Expected(deciding.approve_request, on_pending(KEY), "R"),
    Expected(deciding.return_request, on_pending(KEY, "why"), "R"),
    Expected(deciding.reject_request, on_pending(KEY, "why"), "R"),
    Expected(scheduling.schedule_request, on_approved(*APRIL, KEY), "R"),
    Expected(nominating.nominations, on_approved(), "HRMFA"),
    Expected(nominating.nominate, on_approved([HR], KEY), "HR"),
    Expected(nominating.withdraw_nomination, on_approved([HR], KEY), "HR"),
    Expected(declining.own_nominations, nothing, EVERYBODY, EVERYBODY),
    Expected(declining.decline_training, on_approved("ill", KEY), NOBODY, NOBODY),
    Expected(delivering.call_off_request, on_approved("why", KEY), "R"),
    Expected(delivering.deliver_request, on_approved([1], KEY), "R"),
    Expected(results.record_result, on_approved(RESULT, KEY), "R"),
    Expected(effect_report, on_approved(), "HRMF"),
    Expected(delivering.measure_request, on_approved(KEY), "R"),
    Expected(delivering.close_request, on_approved(KEY), "R"),
    # Money.
    Expected(previews.holders, lambda w, p: (Right.SET_BUDGET,), EVERYBODY, EVERYBODY),
    Expected(previews.budget_line, lambda w, p: (Right.SET_BUDGET, UNITS[p], NEXT), "M"),
    Expected(previews.invoiced_request, on_approved(), "F"),
    Expected(previews.preview_invoice, on_approved("INV-1", CNY), "F"),
    Expected(previews.rate_before, lambda w, p: ("USD", "CNY", date(YEAR, 1, 1)), NOBODY),
    Expected(invoices.post_invoice, on_approved("INV-1", CNY, KEY), "F"),
    Expected(
        credit_notes.post_credit_note,
        lambda w, p: (w.invoiced(p), "INV-1", "CN-1", CNY, KEY),
        "F",
    ),
    Expected(setting.set_budget, lambda w, p: (UNITS[p], NEXT, CNY, KEY), "M"),
    Expected(
        from_last_year.preview_from_last_year,
        lambda w, p: (NEXT + 1, NEXT, Decimal("0.05"), [UNITS[p]]),
        "M",
    ),
    Expected(
        from_last_year.budget_from_last_year,
        lambda w, p: (NEXT + 1, NEXT, Decimal("0.05"), KEY, [UNITS[p]]),
        "M",
    ),
    Expected(grid.budget_grid, lambda w, p: (NEXT,), NOBODY),
    Expected(setting.budget_before, lambda w, p: (UNITS[p], NEXT), "M"),
    Expected(
        transfers.transfer_budget,
        lambda w, p: (UNITS[OWN], UNITS[p], NEXT, CNY, KEY, "why"),
        "F",
    ),
    Expected(
        corrections.reverse_posting,
        lambda w, p: (w.posted(p), "why", KEY),
        "F",
    ),
    # A company's files are loaded for the whole of it: not by HR of a department.
    Expected(require_importer, nothing, NOBODY),
    Expected(begin.begin_import, lambda w, p: ([GivenFile("a.csv", b"a,b\n1,2\n")],), NOBODY),
    Expected(begin.look_at_import, lambda w, p: (1,), NOBODY),
    Expected(begin.correct_import, lambda w, p: (1, []), NOBODY),
    Expected(begin.answer_import, lambda w, p: (1, {}), NOBODY),
    Expected(personal.personal_record, nothing, EVERYBODY, EVERYBODY),
    Expected(personal.retention, nothing, EVERYBODY, EVERYBODY),
    Expected(personal.erase_person, lambda w, p: ("X",), NOBODY),
    Expected(begin.discard_import, lambda w, p: (1,), NOBODY),
    Expected(load.load_import, lambda w, p: (1,), NOBODY),
    Expected(load.undo_import, lambda w, p: (1,), NOBODY),
    Expected(load.past_load, lambda w, p: (1,), NOBODY),
    Expected(load.past_loads, nothing, NOBODY),
    Expected(refused_rows, lambda w, p: (1,), NOBODY),
    Expected(filled.filled_rows, lambda w, p: ("people",), NOBODY),
    Expected(filled.filled_page, lambda w, p: ("people", 0, 10), NOBODY),
    Expected(filled.kinds_to_enter, nothing, NOBODY),
    Expected(filled.kind_to_enter, lambda w, p: ("people",), NOBODY),
    Expected(records.look_at_records, lambda w, p: ("people", [{}], {}), NOBODY),
    Expected(records.enter_records, lambda w, p: ("people", [{}], {}, KEY), NOBODY),
    Expected(status.setup_status, nothing, NOBODY),
    Expected(roles.roles_now, nothing, NOBODY),
    Expected(roles.people_called, lambda w, p: ("head",), NOBODY),
    # A role is given by who decides about authority, and a head by who sets the company up.
    Expected(roles.give_role, lambda w, p: (HR, "finance", UNITS[p]), "M"),
    Expected(roles.give_role, lambda w, p: (HR, "head", UNITS[p]), "RM"),
    Expected(roles.confirm_heads, after_hr_named_a_head, "M", "M"),
    Expected(roles.take_role, lambda w, p: (f"HEAD-{UNITS[p]}", "management", UNITS[p]), "M"),
    Expected(units.may_in_company, lambda w, p: (Right.SET_UP,), NOBODY),
    # The company's identity provider alone, which is nobody.
    Expected(kept_people.kept_people, with_args(0, 10), NOBODY),
    Expected(kept_people.kept_person, with_args(1), NOBODY),
    Expected(kept_people.keep_person, with_args(None), NOBODY),
    Expected(kept_people.change_kept_person, with_args(1, None), NOBODY),
    Expected(kept_people.kept_person_leaves, with_args(1), NOBODY),
    Expected(kept_units.kept_units, with_args(0, 10), NOBODY),
    Expected(kept_units.kept_unit, with_args(1), NOBODY),
    Expected(kept_units.keep_unit, with_args(None), NOBODY),
    Expected(kept_units.change_kept_unit, with_args(1, None), NOBODY),
    Expected(kept_units.kept_unit_goes, with_args(1), NOBODY),
]
# Explanations belong to who asked, see test_explanations; efficiency takes amounts alone.
# That somebody has read his notices, or looked whether a number can be, is no deed.
UNLOGGED = {notices.notices_seen, check_headcount, identities.speaks}
ELSEWHERE = {explain, replay, training_value.budget_efficiency}


def who(letter: str) -> str:
    return f"ROLE-{letter}"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company: A with its team A1, and B; one person for each role over A."""
    path = tmp_path_factory.mktemp("rights") / "store.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    company = Company()
    a = company.unit("A", company.root)
    company.unit("A1", a)
    company.unit("B", company.root)
    people = {letter: company.person(a, number=who(letter)) for letter in ROLES}
    company.rows.of(OrgUnit)[a - 1]["head_employee_id"] = people[H]
    for letter in (R, F, M, A):
        company.rows.add(
            RoleGrant, employee_id=people[letter], role=ROLES[letter].value, org_unit_id=a
        )
    company.position("position")
    skill, kpi = company.skill("skill"), company.kpi("kpi")
    company.moves(skill, kpi, "1", "pp")
    company.position("position")
    course = company.course("course", teaches=skill)
    company.need(course, "business", "0.5")
    staff = company.people(12, a)
    company.session(course, staff[:10], "10000")
    for code in UNITS.values():
        # Requests are made by people of management in each unit, who hold no other role.
        index = int(code[1:])
        made = company.person(index, number=f"HEAD-{code}")
        company.rows.add(RoleGrant, employee_id=made, role="management", org_unit_id=index)
        company.budget(index, "100000", NEXT)
    everywhere = company.person(company.root, number=FINANCE)
    company.rows.add(RoleGrant, employee_id=everywhere, role="finance", org_unit_id=company.root)
    company.write(database)
    database.dispose()
    return path


@pytest.fixture(scope="module")
def stores(prepared: Path) -> FileStore:
    return FileStore(prepared, prepared.with_name("fresh.sqlite"))


@pytest.fixture
def fresh(stores: FileStore) -> Iterator[Callable[[], World]]:
    with stores.fresh():
        yield lambda: World(Office(stores.again()))


@dataclass
class Door:
    """Who is let in, one after the other: whoever is not leaves all as it was for the next."""

    fresh: Callable[[], World]
    expected: Expected
    place: str
    asked: tuple[World, tuple[Any, ...]] | None = None

    def lets_in(self, letter: str) -> bool:
        if self.asked is None:
            world = self.fresh()
            self.asked = world, tuple(self.expected.ask(world, self.place))
        let = let_in(*self.asked, self.expected, letter)
        if let:
            self.asked = None
        return let


def let_in(world: World, args: tuple[Any, ...], expected: Expected, letter: str) -> bool:
    try:
        world.office.do(who(letter), expected.usecase, *args)
    except (NotPermitted, NotFound):
        return False
    except EngineError:
        return True
    return True


@pytest.mark.parametrize("expected", MATRIX, ids=lambda one: one.usecase.__name__)
@pytest.mark.parametrize("place", UNITS)
@pytest.mark.long
def test_who_is_let_in(fresh: Callable[[], World], expected: Expected, place: str) -> None:
    door = Door(fresh, expected, place)
    found = "".join(letter for letter in ROLES if door.lets_in(letter))
    allowed = expected.foreign if place == FOREIGN else expected.inside
    assert set(found) == set(allowed)


@pytest.mark.parametrize(
    "expected",
    [one for one in MATRIX if not only_reads(one.usecase) and one.usecase not in UNLOGGED],
    ids=lambda one: one.usecase.__name__,
)
def test_what_is_done_is_logged(fresh: Callable[[], World], expected: Expected) -> None:
    world = fresh()
    args = expected.ask(world, OWN)
    before = world.office.deeds()
    try:
        for letter in expected.inside[:1]:
            world.office.do(who(letter), expected.usecase, *args)
    except EngineError:
        assert world.office.deeds() == before
    else:
        assert world.office.deeds() > before or not expected.inside


def test_every_use_case_that_a_door_offers_is_in_the_matrix() -> None:
    known = {one.usecase.__name__ for one in MATRIX} | {one.__name__ for one in ELSEWHERE}
    assert set(offered()) == known


def offered() -> Iterator[str]:
    """The use cases that routes, actions and channels import, to give them to `perform`."""
    root = Path(__file__).resolve().parents[2]
    usecases = set(_with_context(root))
    for folder in ("engine/api", "assistant", "channels"):
        for path in (root / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and "usecases" in (node.module or ""):
                    yield from (one.name for one in node.names if one.name in usecases)


def _with_context(root: Path) -> Iterator[str]:
    """Functions of the use cases that begin with a context."""
    for path in (root / "engine" / "usecases").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.args.args:
                first = node.args.args[0]
                if first.arg in ("context", "_context") and not node.name.startswith("_"):
                    yield node.name
