"""Every figure of the source article, from data in a store, through the use cases."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from engine.analysis.audience import TENURE_FROM
from engine.store.database import Database
from engine.store.tables import Course, Kpi, OrgUnit, Position
from engine.usecases.allocation_asked import PROPORTIONAL, AllocationAsked
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.need_evidence import who_should_go
from engine.usecases.performance_gap import PerformanceGap, performance_gap
from engine.usecases.plan_costs import PlannedTraining, plan_costs
from engine.usecases.plan_from_goal import GoalAsked, plan_from_goal
from engine.usecases.propose_request import propose_request
from engine.usecases.simulate_allocation import simulate_allocation
from engine.usecases.skill_gap import skill_gap
from engine.usecases.training_effect import TrainingEffect, training_effect
from engine.usecases.training_history import training_history
from engine.usecases.training_value import budget_efficiency, course_correlation
from engine.values.money import Money
from engine.values.results import Figure
from tests.company import HR, YEAR, Company
from tests.conftest import engine_over
from tests.engine.golden.cases import Case, cases

LAST_YEAR = date(YEAR - 1, 1, 1), date(YEAR - 1, 12, 31)
LOW, HIGH = "2.0", "4.5"


def stored(company: Company, store: Database) -> BudgetEngine:
    company.write(store)
    return engine_over(store)


@cases("article", "java-gap")
def test_java_gap(case: Case, empty_store: Database) -> None:
    given, expected, n = case["input"], case["expect"], 40
    share = given["share_without_certificate"]
    company = Company()
    unit, position = company.unit("研发", company.root), company.position(given["position"])
    skill = company.skill(share["certificate"])
    company.course(share["certificate"], teaches=skill)
    people = company.people(n, unit, position)
    without = round(n * share["share"])
    certificate = company.certificate(share["certificate"], skill, position)
    company.certify(people[without:], certificate)
    company.appraise(people, given["appraisal_dimension"], "3.1")
    company.appraise(company.people(30, company.root), given["appraisal_dimension"], "3.9")
    engine = stored(company, empty_store)

    report = engine.perform(skill_gap, HR, "test", None, company.code(Position, position)).report

    need = report.needs[0]
    assert (need.headcount > 0 and need.supported) is expected["need_flagged"]
    assert need.course is not None
    assert need.course.name == expected["course"]
    assert need.headcount == float(expected["headcount"].split(" * ")[0]) * n
    assert report.appraisals[0].below is given["half_year_mean_below_company_mean"]
    # Never held: the price has to be asked for.
    assert need.total is None
    assert [caveat.code for caveat in report.caveats] == ["no_cost_history_ask"]


@cases("article", "sales-audience")
def test_sales_audience(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    years, new = given["gap_is_in_tenure_from_years"], round(100 * given["share_tenure_below_1y"])
    company = Company()
    unit, skill = company.unit(given["department"], company.root), company.skill("skill")
    position = company.position("顾问")
    company.requires(position, skill, "3")
    course = company.course(expected["course"], teaches=skill)
    company.assess(company.people(new, unit, position, date(YEAR, 5, 1)), skill, "3.2")
    old = company.people(100 - new, unit, position, date(YEAR - years, 2, 1))
    company.assess(old, skill, "2.4")
    engine = stored(company, empty_store)

    training = Training(course=company.code(Course, course))
    code = company.code(OrgUnit, unit)
    answer = engine.perform(who_should_go, HR, "test", training, code, None, 100)

    cut = answer.audience.cut
    assert answer.audience.blanket_accepted is expected["blanket_request_accepted"]
    assert cut is not None
    assert (cut.kind, f"tenure >= {cut.years} years") == (TENURE_FROM, expected["audience"])
    assert cut.people / answer.audience.assessed <= expected["audience_share_at_most"]
    assert answer.course.name == expected["course"]
    assert len(answer.people) == 100 - new


@cases("article", "retail-history")
def test_retail_history(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    unit, course = company.unit("零售", company.root), company.course("常规培训")
    sizes = [given["participants"] // given["sessions"]] * given["sessions"]
    for extra in range(given["participants"] - sum(sizes)):
        sizes[extra] += 1
    people = company.people(max(sizes), unit)
    total, sessions = Decimal(given["total_cost"]), given["sessions"]
    costs = [(total / sessions).quantize(Decimal("0.01"))] * (sessions - 1)
    costs.append(total - sum(costs))
    for month, (size, cost) in enumerate(zip(sizes, costs, strict=True), start=1):
        start = date(YEAR - 1, month, 1)
        company.session(course, people[:size], str(cost), start=start)
    engine = stored(company, empty_store)

    code = company.code(OrgUnit, unit)
    history = engine.perform(training_history, HR, "test", code, None, *LAST_YEAR).history

    assert (history.sessions, history.participations) == (sessions, given["participants"])
    assert history.total.amount == given["total_cost"]
    assert history.per_participant.amount == expected["cost_per_participant"]
    assert float(history.per_session.amount) == expected["cost_per_session"]


@cases("article", "retail-plan")
def test_retail_plan(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    people = company.people(420, company.root)
    lines = []
    for line in given["lines"]:
        course = company.course(line["course"], category="retail")
        for month in range(4):
            cost = str(line["unit_cost"] * 20)
            company.session(course, people[:20], cost, start=date(YEAR - 1, 2 + month, 3))
        lines.append(
            PlannedTraining(Training(course=company.code(Course, course)), line["headcount"])
        )
    engine = stored(company, empty_store)

    plan = engine.perform(plan_costs, HR, "test", lines).result

    assert [line.total.amount for line in plan.lines] == expected["line_totals"]
    assert plan.total.amount == expected["total"]
    low, middle, high = sorted(line["unit_cost"] for line in given["lines"])
    people_at_middle = next(
        line["headcount"] for line in given["lines"] if line["unit_cost"] == middle
    )
    (caveat,) = plan.caveats
    assert caveat.code == "mix_does_not_close"
    implied = people_at_middle * (middle - low) / (high - low)
    assert caveat.args["implied"] == round(implied, 2)


@cases("article", "weights")
def test_weights(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    people = company.people(20, company.root)
    for row in given["weights"]:
        course = company.course(row["course"])
        company.session(course, people, "20000")
        company.need(course, row["origin"], "0.8")
    engine = stored(company, empty_store)

    weights = {row["origin"]: Decimal(str(row["weight"])) for row in given["weights"]}
    asked = AllocationAsked(
        total=Money(Decimal(given["total"]), "CNY"), weights=weights, mode=PROPORTIONAL
    )
    split = engine.perform(simulate_allocation, HR, "test", asked).allocation

    amounts = {row.course.name: row.amount.amount for row in split.allotments}  # type: ignore[union-attr]
    assert [amounts[row["course"]] for row in given["weights"]] == expected["allocation"]


def performance_company(given: Case) -> tuple[Company, int, int]:
    """100 people, 60 of them below target; the given share of those, and a quarter of the
    others, below the mean in the skill."""
    company = Company()
    unit = company.unit("部门", company.root)
    kpi, skill = company.kpi(given["kpi"]), company.skill(given["skill"])
    company.course("课程", teaches=skill)
    target, actual = str(given["target"]), str(given["actual"])
    low, good = company.people(60, unit), company.people(40, unit)
    company.results(kpi, low, str(round(given["actual"] - 0.03, 4)), target)
    company.results(kpi, good, str(round(given["target"] + 0.01, 4)), target)
    company.unit_result(kpi, unit, actual, target)
    below = round(60 * given["share_of_low_performers_below_skill_mean"])
    company.assess(low[:below] + good[:10], skill, LOW)
    company.assess(low[below:] + good[10:], skill, HIGH)
    return company, unit, kpi


def check_performance_gap(case: Case, store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company, unit, kpi = performance_company(given)
    engine = stored(company, store)

    codes = company.code(Kpi, kpi), company.code(OrgUnit, unit)
    found = engine.perform(performance_gap, HR, "test", *codes)

    standing = found.kpis[0].standing
    assert standing is not None
    assert standing.gap_points == pytest.approx(expected["gap_pp"], abs=0.05)
    assert standing.attainment == pytest.approx(expected["attainment"], abs=0.00005)
    check_skill(found, given, expected)


def check_skill(found: PerformanceGap, given: Case, expected: Case) -> None:
    assert found.behind is not None
    first = found.behind.ranking.skills[0]
    assert first.skill.name == given["skill"]
    assert first.share_of_low == pytest.approx(given["share_of_low_performers_below_skill_mean"])
    assert (first.verdict == "must_do") is expected["must_do"]


@cases("article", "conversion-gap")
def test_conversion_gap(case: Case, empty_store: Database) -> None:
    check_performance_gap(case, empty_store)


@cases("article", "yield-gap")
def test_yield_gap(case: Case, empty_store: Database) -> None:
    check_performance_gap(case, empty_store)


@cases("article", "goal-conversion")
def test_goal_conversion(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    top, *factors = re.split(r" = | \* ", given["tree"])
    actual, target, headcount = given["actual"], given["target"], given["headcount"]
    company = Company()
    unit, skill = company.unit("销售", company.root), company.skill("跟进")
    course = company.course("跟进培训", teaches=skill)
    people = company.people(headcount, unit)
    for month in range(4):
        start = date(YEAR - 1, 2 + month, 3)
        company.session(course, people[:20], str(20 * given["unit_cost"]), start=start)
    parent = company.kpi(top, unit="money")
    company.unit_result(parent, unit, str(12_000 * 10_000 * actual))
    for name in factors:
        weak = name == given["weak_kpi"]
        kpi = company.kpi(name, unit="share" if weak else "count")
        company.link(parent, kpi, "product")
        if weak:
            company.unit_result(kpi, unit, str(actual), str(target))
            company.results(kpi, people[: headcount // 2], str(actual - 0.05), str(target))
            company.results(kpi, people[headcount // 2 :], str(target + 0.01), str(target))
            per_level = round(0.01 / given["skill_gain_per_pp"], 6)
            company.moves(skill, kpi, str(per_level), "pp")
        else:
            company.unit_result(kpi, unit, "12000" if name == factors[0] else "10000")
    company.assess(people[: headcount // 2], skill, LOW)
    company.assess(people[headcount // 2 :], skill, HIGH)
    engine = stored(company, empty_store)

    asked = GoalAsked(
        kpi=company.code(Kpi, parent),
        change=given["goal_relative"],
        unit=company.code(OrgUnit, unit),
    )
    plan = engine.perform(plan_from_goal, HR, "test", asked).result

    (chosen,) = plan.plans
    assert chosen.change.kpi.name == given["weak_kpi"]
    assert chosen.skill is not None
    assert chosen.at_target is not None
    assert plan.total is not None
    assert plan.total.amount == expected["budget"]
    assert chosen.change.needed == pytest.approx(expected["conversion_needed_for_goal"])
    assert chosen.at_target.relative == pytest.approx(expected["sales_change_at_target"])
    needed = expected["skill_gain_needed_at_needed_conversion"]
    assert chosen.skill.levels == pytest.approx(needed, abs=1e-4)
    assert chosen.at_target.levels == pytest.approx(
        expected["skill_gain_needed_at_target"], abs=1e-4
    )
    # Both are stated, and that points are meant.
    caveats = {caveat.code: caveat.args for caveat in plan.caveats}
    assert caveats["goal_needs_less_than_target"]["target"] == Figure(target, "share")
    points = caveats["points_not_relative"]
    assert points["points"] == pytest.approx(chosen.change.needed - actual)
    assert points["relative"] == pytest.approx(given["goal_relative"])


@cases("article", "cohesion-cut")
def test_cohesion_cut(case: Case, empty_store: Database) -> None:
    given, expected, n = case["input"], case["expect"], 120
    company = Company()
    people = company.people(n, company.root)
    course, kpi = company.course(given["course"]), company.kpi(given["outcome"], unit="money")
    went = people[: n // 2]
    company.session(course, went, str(given["last_year"]))
    for person, value in zip(people, correlated(n, given["r"]), strict=True):
        company.results(kpi, [person], f"{value:.6f}")
    engine = stored(company, empty_store)

    codes = company.code(Course, course), company.code(Kpi, kpi)
    found = engine.perform(course_correlation, HR, "test", *codes).result

    assert found.r == pytest.approx(given["r"], abs=1e-6)
    assert found.r_squared == pytest.approx(expected["r_squared"], abs=1e-6)
    assert (found.action, found.n) == (expected["action"], n)
    assert found.released is not None
    assert found.released.amount == expected["released"]
    caveat = found.caveats[0]
    assert caveat.code == "correlation_not_significant"
    # By the t distribution, worked out apart.
    assert caveat.args["needed"] == {0.10: 385, 0.12: 268}[given["r"]]
    assert found.low < 0 < found.high


def correlated(n: int, r: float) -> list[float]:
    """An outcome that correlates with having gone (the first half) at exactly `r`."""
    went = np.array([1.0] * (n // 2) + [0.0] * (n - n // 2))
    went -= went.mean()
    other = np.random.default_rng(5).normal(size=n)
    other -= other.mean()
    other -= went * (other @ went) / (went @ went)
    outcome = r * went / np.linalg.norm(went) + (1 - r**2) ** 0.5 * other / np.linalg.norm(other)
    return [float(value) for value in 500 + 100 * outcome]


def evaluated_company(given: Case) -> tuple[Company, int]:
    company = Company()
    course = company.course(given["course"])
    company.session(course, company.people(30, company.root), str(given["last_year"]))
    return company, course


def effect_of(company: Company, course: int, store: Database) -> TrainingEffect:
    engine = stored(company, store)
    return engine.perform(training_effect, HR, "test", company.code(Course, course))


@cases("article", "lean-effect")
def test_lean_effect(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company, course = evaluated_company(given)
    for row in given["results"]:
        kpi, after = company.kpi(row["kpi"], unit="count"), str(1000 * (1 + row["change"]))
        company.evaluate(course, "results", row["kpi"], after, "1000", kpi=kpi)

    found = effect_of(company, course, empty_store)

    assert found.next_year.amount.amount == expected["next_year"]
    assert float(found.next_year.factor) == pytest.approx(expected["factor"], abs=5e-5)


@cases("article", "team-building-effect")
def test_team_building_effect(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company, course = evaluated_company(given)
    for row in given["results"]:
        company.evaluate(course, row["level"], row["measure"], str(1 + row["change"]), "1")
    better = company.course("更有效的课程")
    company.session(better, company.people(10, company.root), "1000")
    for name in ("产能", "良品率"):
        company.evaluate(better, "results", name, "2", "1", kpi=company.kpi(name))

    found = effect_of(company, course, empty_store)

    assert found.next_year.amount.amount == expected["next_year"]
    assert float(found.next_year.factor) == expected["factor"]
    assert "replace_by_a_better_course" in {caveat.code for caveat in found.next_year.caveats}
    assert found.alternative is not None
    assert found.alternative.name == "更有效的课程"


@cases("article", "follow-up-kirkpatrick")
def test_follow_up_kirkpatrick(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    levels = given["levels"]
    company, course = evaluated_company(given)
    company.evaluate(course, "reaction", "满意度", str(levels["reaction"]["satisfaction"]))
    company.evaluate(course, "learning", "通过率", str(levels["learning"]["pass_rate"]))
    after = str(100 * (1 + levels["behaviour"]["follow_ups_change"]))
    company.evaluate(course, "behaviour", "跟进次数", after, "100")
    after = str(0.2 + levels["results"]["conversion_change"])
    company.evaluate(course, "results", "转化率", after, "0.2", kpi=company.kpi("转化率"))

    found = effect_of(company, course, empty_store)

    assert float(found.next_year.factor) == expected["factor"]
    assert found.next_year.amount.amount == expected["next_year"]
    assert found.next_year.missing == ()


@cases("article", "autoparts-need")
def test_autoparts_need(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    unit, position = company.unit("车间", company.root), company.position(given["group"])
    skill = company.skill(given["skill"])
    course = company.course("操作培训", teaches=skill)
    people = company.people(given["headcount"], unit, position)
    short = round(given["headcount"] * given["share_below_mean"])
    company.assess(people[:short], skill, LOW)
    company.assess(people[short:], skill, HIGH)
    faults = company.kpi("设备故障", unit="count", direction="lower")
    every = company.kpi("全部故障", unit="count", direction="lower")
    company.link(every, faults, "sum")
    company.moves(skill, faults)
    company.results(faults, people[:short], "9", "6")
    company.results(faults, people[short:], "4", "6")
    total = 9 * short + 4 * (given["headcount"] - short)
    company.unit_result(faults, unit, str(total), str(6 * given["headcount"]))
    whole = total / given["share_of_faults_from_equipment"]
    company.unit_result(every, unit, f"{whole:.6f}")
    for month in range(4):
        company.session(course, people[:20], "20000", start=date(YEAR - 1, 2 + month, 3))
    engine = stored(company, empty_store)

    training, code = Training(course=company.code(Course, course)), company.code(OrgUnit, unit)
    proposal = engine.perform(propose_request, HR, "test", training, given["headcount"], code)
    gap = engine.perform(performance_gap, HR, "test", company.code(Kpi, faults), code)

    assert proposal.need is not None
    assert proposal.need.share_below_mean == given["share_below_mean"]
    assert proposal.need.must_do is expected["must_do"]
    share = gap.kpis[0].share_of_whole
    assert share == pytest.approx(given["share_of_faults_from_equipment"], abs=1e-6)
    assert gap.behind is not None
    assert (gap.behind.ranking.verdict == "must_do") is expected["must_do"]


@cases("article", "autoparts-plan")
def test_autoparts_plan(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    headcount = given["headcount"]
    share_key = next(key for key in expected if key.startswith("share_of_total_"))
    company = Company()
    unit, position = company.unit("车间", company.root), company.position("操作工")
    company.budget(unit, share_key.removeprefix("share_of_total_"))
    skill = company.skill("设备操作")
    company.requires(position, skill, "3.5")
    course = company.course("设备操作培训", teaches=skill)
    people = company.people(headcount, unit, position)
    company.assess(people[: headcount * 3 // 5], skill, LOW)
    company.assess(people[headcount * 3 // 5 :], skill, HIGH)
    for month in range(4):
        start = date(YEAR - 1, 2 + month, 3)
        company.session(course, people[:20], str(20 * given["unit_cost"]), start=start)
    capacity = company.kpi("产能", unit="count")
    faults = company.kpi("故障", unit="count", direction="lower")
    elasticity = round(given["capacity_change"] / given["fault_change"], 6)
    company.link(capacity, faults, "elasticity", str(elasticity), "relative")
    company.moves(skill, faults, str(given["fault_change"] / given["skill_gain"]), "relative")
    company.unit_result(capacity, unit, "1000", "1100")
    company.unit_result(faults, unit, "400", None)
    earlier = date(YEAR - 1, 1, 1), date(YEAR - 1, 6, 30)
    company.unit_result(faults, unit, "300", None, earlier)
    engine = stored(company, empty_store)

    asked = GoalAsked(
        kpi=company.code(Kpi, capacity),
        change=given["capacity_change"],
        unit=company.code(OrgUnit, unit),
    )
    plan = engine.perform(plan_from_goal, HR, "test", asked).result

    (chosen,) = plan.plans
    assert chosen.change.relative == pytest.approx(given["fault_change"], abs=1e-5)
    assert chosen.skill is not None
    assert chosen.skill.relative == pytest.approx(given["skill_gain"], abs=1e-5)
    assert plan.total is not None
    assert plan.total.amount == expected["budget"]
    assert plan.share_of_budget == pytest.approx(expected[share_key], abs=5e-5)
    # Only those with the gap: offered beside.
    narrower = headcount * 3 // 5
    assert chosen.skill.narrower_headcount == narrower
    assert chosen.skill.narrower_total is not None
    assert chosen.skill.narrower_total.amount == narrower * given["unit_cost"]
    assert "narrower_audience" in {caveat.code for caveat in plan.caveats}


@cases("article", "autoparts-result")
def test_autoparts_result(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]["attainment"]
    company = Company()
    course = company.course("设备操作培训")
    company.session(course, company.people(20, company.root), "30000")
    for name, key, direction in (
        ("faults", "fault_change", "lower"),
        ("capacity", "capacity_change", "higher"),
    ):
        planned, actual = (str(1000 * (1 + given[when][key])) for when in ("planned", "actual"))
        kpi = company.kpi(name, unit="count", direction=direction)
        company.evaluate(course, "results", name, actual, "1000", planned, kpi)

    found = effect_of(company, course, empty_store)

    attained = {row.measure: row.attainment for row in found.next_year.outcomes}
    assert attained == pytest.approx(expected)
    assert all(row.good for row in found.next_year.outcomes)


@cases("article", "autoparts-total")
def test_autoparts_total(case: Case, empty_store: Database) -> None:
    given, expected = case["input"], case["expect"]
    company = Company()
    kpi = company.kpi("培训综合效果", unit="count")
    company.budget(company.root, str(given["budget_before"]), YEAR - 1, "closed")
    company.budget(company.root, str(given["budget_after"]), YEAR)
    for year, value in ((YEAR - 1, 100.0), (YEAR, 100 * (1 + given["effect_change"]))):
        period = date(year, 1, 1), date(year, 12, 31)
        company.unit_result(kpi, company.root, str(value), None, period)
    engine = stored(company, empty_store)

    years = company.code(Kpi, kpi), YEAR - 1, YEAR
    found = engine.perform(budget_efficiency, HR, "test", *years).result

    assert found.budget_change == pytest.approx(expected["budget_change"])
    assert found.effect_per_money == pytest.approx(expected["effect_per_yuan_ratio"], abs=5e-5)
    assert [caveat.code for caveat in found.caveats] == ["no_control_group"]
