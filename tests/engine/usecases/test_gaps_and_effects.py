"""Gaps cut in every way, who may see whom, and stores that have little to say."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Course, EmployeeSkill, Explanation, OrgUnit
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.need_evidence import who_should_go
from engine.usecases.performance_gap import performance_gap
from engine.usecases.profile import profile
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.usecases.training_effect import next_year_budgets, training_effect
from engine.values.errors import InvalidInput, NotEnoughData, NotFound, NotPermitted
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.conftest import engine_over


@pytest.mark.parametrize("by", ["person", "position", "team", "unit"])
def test_every_breakdown_sums_to_the_same_shortfall(sample_engine: BudgetEngine, by: str) -> None:
    whole = sample_engine.perform(skill_gap, "hr", "test", "W1").report
    parts = sample_engine.perform(gap_breakdown, "hr", "test", by, "W1").gaps
    expected = sum(gap.shortfall for gap in whole.skills)
    found = sum(gap.shortfall for gap in parts)
    # By person the list is cut at the fifty furthest behind.
    assert found == pytest.approx(expected) if by != "person" else 0 < found < expected


def test_the_management_sees_no_individuals(empty_store: Database) -> None:
    company = Company()
    position, skill = company.position("p"), company.skill("s")
    company.requires(position, skill, "3")
    course = company.course("c", teaches=skill)
    company.assess(company.people(6, company.root, position), skill, "2")
    company.write(empty_store)
    engine = engine_over(empty_store)
    training = Training(course=company.code(Course, course))
    with pytest.raises(NotPermitted):
        engine.perform(gap_breakdown, DIRECTOR, "test", "person")
    assert engine.perform(who_should_go, DIRECTOR, "test", training).people == ()
    assert len(engine.perform(who_should_go, HR, "test", training).people) == 6


def test_a_record_is_for_its_owner_his_head_and_hr(sample_engine: BudgetEngine) -> None:
    own = sample_engine.perform(profile, "worker", "test")
    for who in ("hr", "workshop-head"):
        assert sample_engine.perform(profile, who, "test", own.person.code).person == own.person
    with pytest.raises(NotFound):
        sample_engine.perform(profile, "sales-head", "test", own.person.code)
    with pytest.raises(NotPermitted):
        sample_engine.perform(profile, "worker", "test", "E000002")


def test_an_expired_certificate_counts_as_none(empty_store: Database) -> None:
    company = Company()
    position, skill = company.position("p"), company.skill("s")
    people = company.people(10, company.root, position)
    certificate = company.certificate("c", skill, position)
    company.certify(people[:4], certificate)
    company.certify(people[4:7], certificate, until=date(YEAR, 1, 1))
    company.write(empty_store)
    report = engine_over(empty_store).perform(skill_gap, HR, "test").report
    (row,) = report.certificates
    assert (row.required, row.missing, row.expired) == (10, 6, 3)


def test_only_the_latest_assessment_counts(empty_store: Database) -> None:
    company = Company()
    position, skill = company.position("p"), company.skill("s")
    company.requires(position, skill, "3")
    people = company.people(6, company.root, position)
    company.assess(people, skill, "4")
    older = company.rows.of(EmployeeSkill)
    for row in older[:]:
        company.rows.add(
            EmployeeSkill,
            **{k: v for k, v in row.items() if k != "id"}
            | {"level": Decimal(1), "assessed_on": date(YEAR - 1, 1, 1)},
        )
    company.write(empty_store)
    (gap,) = engine_over(empty_store).perform(skill_gap, HR, "test").report.skills
    assert (gap.assessed, gap.short, gap.mean) == (6, 0, 4.0)


def test_all_equal_is_no_need(empty_store: Database) -> None:
    company = Company()
    kpi, skill = company.kpi("k"), company.skill("s")
    people = company.people(20, company.root)
    company.assess(people, skill, "3")
    company.results(kpi, people[:10], "0.1", "0.2")
    company.results(kpi, people[10:], "0.3", "0.2")
    company.write(empty_store)
    found = engine_over(empty_store).perform(performance_gap, HR, "test", "KP1")
    assert found.behind is not None
    assert found.behind.ranking.verdict == "not_supported"


def test_one_person_is_not_enough_data(empty_store: Database) -> None:
    company = Company()
    company.results(company.kpi("k"), company.people(1, company.root), "0.1", "0.2")
    company.write(empty_store)
    with pytest.raises(NotEnoughData, match="no_kpi_results"):
        engine_over(empty_store).perform(performance_gap, HR, "test")


def test_a_target_of_zero_gives_a_caveat_and_no_figure(empty_store: Database) -> None:
    company = Company()
    company.unit_result(company.kpi("k", unit="count"), company.root, "5", "0")
    company.write(empty_store)
    (gap,) = engine_over(empty_store).perform(performance_gap, HR, "test").kpis
    assert gap.standing is None
    assert [caveat.code for caveat in gap.caveats] == ["attainment_undefined"]


def test_an_empty_company_says_so_everywhere(empty_store: Database) -> None:
    company = Company()
    company.course("c")
    company.write(empty_store)
    engine = engine_over(empty_store)
    for usecase, args in (
        (skill_gap, ()),
        (performance_gap, ()),
        (next_year_budgets, ()),
        (training_effect, ("TC1",)),
        (estimate_cost, (Training(course="TC1"), 1)),
        (who_should_go, (Training(course="TC1"),)),
    ):
        with pytest.raises(NotEnoughData):
            engine.perform(usecase, HR, "test", *args)  # type: ignore[arg-type]


def test_a_negative_cost_line_is_refused(empty_store: Database) -> None:
    company = Company()
    course = company.course("c")
    company.session(course, company.people(5, company.root), "-10")
    company.write(empty_store)
    training = Training(course=company.code(Course, course))
    with pytest.raises(InvalidInput, match="cost_negative"):
        engine_over(empty_store).perform(estimate_cost, HR, "test", training, 3)


def test_a_unit_whose_code_begins_like_another_is_not_in_it(empty_store: Database) -> None:
    company = Company()
    position, skill = company.position("p"), company.skill("s")
    company.requires(position, skill, "3")
    units = [company.unit(f"unit {n}", company.root) for n in range(11)]
    first, tenth = units[0], units[-1]
    assert company.code(OrgUnit, tenth).startswith(company.code(OrgUnit, first)[:1])
    company.assess(company.people(5, first, position), skill, "2")
    company.assess(company.people(7, tenth, position), skill, "2")
    company.write(empty_store)
    report = engine_over(empty_store).perform(skill_gap, HR, "test", company.code(OrgUnit, first))
    assert report.report.skills[0].assessed == 5


def test_naming_an_alternative_explains_no_other_course(sample_engine: BudgetEngine) -> None:
    found = sample_engine.perform(training_effect, "hr", "test", "TC-TEAM")
    assert found.alternative is not None
    with sample_engine.database.reading() as session:
        assert len(session.scalars(select(Explanation)).all()) == 1
