"""The worked examples of the methods beyond the article, from data in a store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.analysis.pairwise import Judgement
from engine.analysis.priority import ORIGINS
from engine.store.database import Database
from engine.store.tables import Course, Employee, PayrollYear, ServiceAgreement
from engine.usecases.allocation_asked import AllocationAsked
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.legal import education_fund, service_penalty
from engine.usecases.priorities import weights_from_pairs
from engine.usecases.simulate_allocation import simulate_allocation
from engine.usecases.training_effect import training_effect
from engine.usecases.training_value import RoiAsked, training_roi
from engine.values.money import Money
from tests.company import HR, YEAR, Company
from tests.conftest import engine_over
from tests.engine.golden.cases import Case, cases


def stored(company: Company, store: Database) -> BudgetEngine:
    company.write(store)
    return engine_over(store)


@cases("methods", "step-cost")
def test_step_cost(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    course, people = company.course("课程", capacity=given["capacity"]), company.people(60, 1)
    for month, size in enumerate((20, 14, 9), start=2):
        cost, per_learner = str(given["fixed_per_session"]), str(given["per_learner"])
        company.session(course, people[:size], cost, date(YEAR - 1, month, 3), per_learner)
    engine = stored(company, empty_store)

    training = Training(course=company.code(Course, course))
    found = [
        engine.perform(estimate_cost, HR, "test", training, headcount, None, "by_session")
        for headcount in given["headcounts"]
    ]

    assert [cost.total.amount for cost in found] == expected["totals"]
    sessions = [cost.by_session.sessions for cost in found if cost.by_session]
    assert sessions == expected["sessions"]


@cases("methods", "shrinkage")
def test_shrinkage(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    people = company.people(10, company.root)

    def hold(course: int, costs: list[float]) -> None:
        for month, per_head in enumerate(costs, start=2):
            company.session(course, people, f"{per_head * 10:.2f}", date(YEAR - 1, month, 3))

    # Three other courses whose means differ by d and whose sessions differ by σ, so that the
    # method of moments finds exactly the given τ: d² = τ² + σ²/4.
    sigma, mean = given["sigma"], given["group_mean"]
    d = (given["tau"] ** 2 + sigma**2 / 4) ** 0.5
    a = sigma * 0.75**0.5
    for centre in (mean - d, mean, mean + d):
        hold(company.course("同类", category="c"), [centre + a, centre - a, centre + a, centre - a])
    course = company.course("少有的", category="c")
    hold(course, [given["mean"]] * given["n"])
    engine = stored(company, empty_store)

    training = Training(course=company.code(Course, course))
    found = engine.perform(estimate_cost, HR, "test", training, 10)

    drawn = next(caveat for caveat in found.caveats if caveat.code == "drawn_to_category")
    assert drawn.args["weight"] == pytest.approx(expected["b"], abs=5e-6)
    assert float(found.unit_cost.amount) == pytest.approx(expected["estimate"], abs=0.05)


def check_pairs(case: Case, store: Database) -> None:
    given, expected = case["input"]["matrix"], case["expect"]
    engine = stored(Company(), store)
    judgements = [
        Judgement(ORIGINS[row], ORIGINS[column], given[row][column])
        for row in range(3)
        for column in range(row + 1, 3)
    ]

    found = engine.perform(weights_from_pairs, HR, "test", judgements).result

    weights = [float(found.weights[origin]) for origin in ORIGINS]
    assert weights == pytest.approx(expected["weights"], abs=5e-5)
    assert found.consistency_ratio == pytest.approx(expected["cr"], abs=5e-5)
    assert sum(found.weights.values()) == 1


@cases("methods", "ahp-1")
def test_ahp_1(case: Case, empty_store: Database) -> None:
    check_pairs(case, empty_store)


@cases("methods", "ahp-2")
def test_ahp_2(case: Case, empty_store: Database) -> None:
    check_pairs(case, empty_store)


@cases("methods", "selection")
def test_selection(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    people = company.people(10, company.root)
    for project in given["projects"]:
        course = company.course(project["name"])
        company.session(course, people, str(project["cost"]))
        for origin in ORIGINS:
            company.need(course, origin, str(project["value"] / 100))
    engine = stored(company, empty_store)

    asked = AllocationAsked(total=Money(Decimal(given["budget"]), "CNY"))
    best = engine.perform(simulate_allocation, HR, "test", asked).allocation

    assert {row.course.name for row in best.chosen} == set(expected["chosen"])  # type: ignore[union-attr]
    assert best.cost.amount == expected["cost"]  # type: ignore[union-attr]
    assert best.value * 100 == expected["value"]  # type: ignore[union-attr]
    assert best.greedy_value * 100 == expected["greedy_by_score_value"]  # type: ignore[union-attr]


@cases("methods", "roi")
def test_roi(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    course = company.course("课程")
    company.session(course, company.people(10, company.root), str(given["cost"]))
    parts = {name: Decimal(str(given[name])) for name in ("isolation", "confidence")}
    company.evaluate(course, "roi", "收益", str(given["benefit"]), **parts)
    engine = stored(company, empty_store)

    found = engine.perform(
        training_roi, HR, "test", RoiAsked(course=company.code(Course, course))
    ).result

    assert found.adjusted_benefit.amount == expected["net_benefit_base"]
    assert found.roi == pytest.approx(expected["roi"])
    assert found.ratio == pytest.approx(expected["bcr"])
    assert found.caveats == ()


@cases("methods", "did")
def test_did(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    skill, kpi, position = company.skill("技能"), company.kpi("转化率"), company.position("岗位")
    company.moves(skill, kpi)
    course, trained = company.course("课程", teaches=skill), []
    department = company.unit("部门", company.root)
    for number in range(4):
        unit = company.unit(f"组{number}", department)
        groups = company.people(5, unit, position), company.people(5, unit, position)
        trained += groups[0]
        for people, (before, after) in zip(
            groups, (given["trained"], given["control"]), strict=True
        ):
            # Units and months differ; trained and untrained people alike.
            monthly(company, kpi, people, before / 100, after / 100, wobble=number * 0.002)
    company.session(course, trained, "10000", date(YEAR - 1, 7, 9))
    engine = stored(company, empty_store)

    found = engine.perform(training_effect, HR, "test", company.code(Course, course))

    (effect,) = (explained.result for explained in found.effects)
    assert effect.method == "difference_in_differences"
    assert effect.value * 100 == pytest.approx(expected["effect_pp"])
    change = given["trained"][1] - given["trained"][0]
    assert effect.before_after * 100 == pytest.approx(change)


def monthly(
    company: Company, kpi: int, people: list[int], before: float, after: float, wobble: float
) -> None:
    """Months 1 to 6 before, 8 to 12 after; each person's own level cancels out."""
    for index, person in enumerate(people):
        own = (index - len(people) // 2) * 0.01 + wobble
        for month in [*range(1, 7), *range(8, 13)]:
            value = (before if month < 7 else after) + own
            period = date(YEAR - 1, month, 1), date(YEAR - 1, month, 28)
            company.results(kpi, [person], f"{value:.6f}", None, period)


@cases("methods", "education-fund")
def test_education_fund(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    course, people = company.course("课程"), company.people(10, company.root)
    first = YEAR - len(given["years"])
    for year, row in enumerate(given["years"], start=first):
        payroll = Decimal(row["payroll"])
        company.rows.add(PayrollYear, fiscal_year=year, amount=payroll, currency="CNY")
        company.session(course, people, str(row["incurred"]), date(year, 5, 5))
    for row in company.rows.of(PayrollYear):
        row.pop("id")
    engine = stored(company, empty_store)

    years = engine.perform(education_fund, HR, "test").result.years

    assert engine.policy.education_fund.cap == Decimal(str(given["cap"]))
    assert [year.deductible.amount for year in years] == expected["deductible"]
    assert [year.carried.amount for year in years] == expected["carry_forward"]


@cases("methods", "service-period")
def test_service_period(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    person = company.person(company.root)
    company.rows.add(
        ServiceAgreement,
        employee_id=person,
        session_id=None,
        agreed_cost=Decimal(given["agreed_cost"]),
        currency="CNY",
        months=given["months"],
        starts_on=date(2024, 3, 15),
        special_fund=True,
    )
    engine = stored(company, empty_store)

    months = 2024 * 12 + 2 + given["served"]
    leaves = date(months // 12, months % 12 + 1, 15)
    number = company.rows.of(Employee)[person - 1]["emp_no"]
    found = engine.perform(service_penalty, HR, "test", leaves, number).result

    assert found.penalty.amount == expected["max_penalty"]
    assert found.served == given["served"]
