"""People are compared with people of their own position."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind_from_stats

from engine.analysis.appraisal import DimensionSums, dimension_gap
from engine.analysis.need_evidence import LevelCount, ResultCount, compare, skill_spread
from engine.analysis.pearson import PairSums
from engine.analysis.proportions import TwoGroups, _exact, fisher
from engine.analysis.skill_behind import MUST_DO, SkillBehindInputs, SkillSplit, rank_skills
from engine.policy import load_policy
from engine.queries.relations import hours_taken, pair_sums, results_in
from engine.store.database import Database
from engine.store.tables import Course, OrgUnit, Position
from engine.usecases.estimate_cost import Training
from engine.usecases.propose_request import propose_request
from engine.usecases.skill_gap import skill_gap
from engine.usecases.training_history import training_history
from engine.values.results import Named
from tests.company import HR, YEAR, Company
from tests.conftest import engine_over

RULES = load_policy().need
TABLES = st.tuples(*[st.integers(1, 12)] * 2).flatmap(
    lambda sizes: st.tuples(
        st.integers(0, sizes[0]), st.just(sizes[0]), st.integers(0, sizes[1]), st.just(sizes[1])
    )
)


@given(TABLES)
def test_the_exact_test_of_one_stratum_is_fishers(table: tuple[int, int, int, int]) -> None:
    one = TwoGroups(*table)
    assert _exact([one]) == pytest.approx(fisher(one).p_value, abs=1e-9)


@given(TABLES, st.integers(0, 5))
def test_a_stratum_in_which_all_are_alike_changes_nothing(
    table: tuple[int, int, int, int], people: int
) -> None:
    one, alike = TwoGroups(*table), TwoGroups(people + 1, people + 1, 3, 3)
    assert fisher(one, alike).p_value == pytest.approx(fisher(one).p_value, abs=1e-9)


def test_two_strata_that_say_the_same_say_it_more_surely() -> None:
    one = TwoGroups(8, 10, 1, 6)
    assert fisher(one, one).p_value < fisher(one).p_value
    assert fisher(one, one).risk_difference == pytest.approx(fisher(one).risk_difference)


def results(position: str, short: bool, missed: int, reached: int) -> list[ResultCount]:
    counts = ((True, missed), (False, reached))
    return [
        ResultCount(short=short, missed=m, people=n, total=1.0 * n, position=position)
        for m, n in counts
        if n
    ]


def test_a_difference_between_positions_is_none_between_people() -> None:
    """Juniors have the gap and miss their targets more often, but not because of the gap."""
    mixed = [
        *results("junior", True, 32, 8),
        *results("junior", False, 8, 2),
        *results("senior", True, 2, 8),
        *results("senior", False, 8, 32),
    ]
    as_one = [replace(r, position="") for r in mixed]

    found, crude = compare(mixed, 5), compare(as_one, 5)

    assert crude is not None
    assert crude.p_value < 0.001
    assert found is not None
    assert found.risk_difference == pytest.approx(0)
    assert found.p_value > 0.5
    assert found.positions == 2


def test_who_has_nobody_of_his_position_to_be_compared_with_is_left_out() -> None:
    mixed = [
        *results("a", True, 6, 0),
        *results("a", False, 0, 6),
        *results("b", True, 9, 0),
    ]
    found = compare(mixed, 5)
    assert found is not None
    assert (found.with_gap, found.without_gap, found.left_out, found.positions) == (6, 6, 9, 1)
    # Nobody to compare with at all.
    assert compare([*results("a", True, 9, 0), *results("b", False, 0, 9)], 5) is None


def test_below_the_mean_is_below_that_of_the_own_position() -> None:
    levels = [
        LevelCount(Decimal(2), None, 5, "junior"),
        LevelCount(Decimal(3), None, 5, "junior"),
        LevelCount(Decimal(4), None, 5, "senior"),
        LevelCount(Decimal(5), None, 5, "senior"),
    ]
    found = skill_spread(levels, 5)
    assert found is not None
    assert (found.mixed, found.mean, found.below_mean, found.short) == (True, 3.5, 10, 10)
    # Of the other half of each, all are above: not those of one position below, of one above.
    one_position = [LevelCount(row.level, None, row.people) for row in levels]
    alone = skill_spread(one_position, 5)
    assert alone is not None
    assert (alone.mixed, alone.below_mean) == (False, 10)


def test_a_skill_that_only_tells_positions_apart_lies_behind_nothing() -> None:
    rows = tuple(
        SkillSplit(
            skill=Named("S", "S"),
            low=low,
            low_below=low // 2,
            good=good,
            good_below=good // 2,
            position=position,
        )
        for position, low, good in (("junior", 40, 10), ("senior", 10, 40))
    )
    found = rank_skills(
        SkillBehindInputs(kpi="k", group="g", is_short=True, rules=RULES, rows=rows)
    )
    assert found.verdict != MUST_DO
    assert found.skills[0].positions == 2
    assert found.skills[0].p_value > 0.5


def scores(position: str, n: int, mean: float, other_n: int, other_mean: float) -> DimensionSums:
    def squares(people: int, value: float) -> float:
        return people * (value**2 + 0.04)

    return DimensionSums(
        dimension="d",
        n=n,
        total=n * mean,
        squares=squares(n, mean),
        other_n=other_n,
        other_total=other_n * other_mean,
        other_squares=squares(other_n, other_mean),
        position=position,
    )


def test_appraisals_are_compared_within_positions_where_enough_work_elsewhere() -> None:
    """The unit has mostly juniors: worse than the company, and no worse than juniors."""
    found = dimension_gap([scores("j", 20, 3.0, 10, 3.0), scores("s", 5, 4.0, 40, 4.0)], 5)
    assert found is not None
    assert (found.alike, found.below) == (True, False)
    assert found.other_mean == pytest.approx(found.mean)


def test_where_nobody_of_the_position_works_elsewhere_it_is_everybody_else() -> None:
    found = dimension_gap([scores("j", 20, 3.0, 0, 0.0), scores("s", 0, 0.0, 40, 4.0)], 5)
    assert found is not None
    assert (found.alike, found.below, found.other_n) == (False, True, 40)


def test_one_stratum_is_welchs_test() -> None:
    found = dimension_gap([scores("j", 20, 3.0, 30, 3.1)], 5)
    assert found is not None
    deviations = [(0.04 * n / (n - 1)) ** 0.5 for n in (20, 30)]
    welch = ttest_ind_from_stats(3.0, deviations[0], 20, 3.1, deviations[1], 30, equal_var=False)
    assert found.p_value == pytest.approx(welch.pvalue)


@pytest.mark.parametrize(("score", "supported"), [("3.1", True), ("4.2", False), (None, None)])
def test_a_missing_certificate_alone_is_no_need(
    empty_store: Database, score: str | None, supported: bool | None
) -> None:
    company = Company()
    position, skill = company.position("Java"), company.skill("架构")
    company.course("架构", teaches=skill)
    people = company.people(40, company.root, position)
    certificate = company.certificate("架构", skill, position)
    company.certify(people[12:], certificate)
    if score:
        company.appraise(people, "技术能力", score)
        company.appraise(company.people(30, company.root), "技术能力", "3.9")
    company.write(empty_store)

    report = (
        engine_over(empty_store)
        .perform(skill_gap, HR, "test", None, company.code(Position, position))
        .report
    )

    assert [(need.headcount, need.supported) for need in report.needs] == [(12, supported)]


def mixed_company() -> tuple[Company, int, int]:
    """Juniors have the lower level and the lower result; within a position both are as they
    like."""
    company = Company()
    unit = company.unit("部门", company.root)
    kpi, skill = company.kpi("转化率"), company.skill("跟进")
    course = company.course("课程", teaches=skill)
    company.moves(skill, kpi)
    for name, level, result in (("初级", 2, 0.2), ("高级", 4, 0.4)):
        people = company.people(40, unit, company.position(name))
        for n, person in enumerate(people):
            company.assess([person], skill, str(level + n % 2))
            company.results(kpi, [person], str(result + 0.02 * (n // 2 % 2)), "0.3")
    company.session(course, people, "20000")
    return company, unit, course


def test_a_mixed_unit_has_no_need_that_is_only_a_mix(empty_store: Database) -> None:
    company, unit, course = mixed_company()
    company.write(empty_store)

    need = (
        engine_over(empty_store)
        .perform(
            propose_request,
            HR,
            "test",
            Training(course=company.code(Course, course)),
            20,
            company.code(OrgUnit, unit),
        )
        .need
    )

    assert need is not None
    assert (need.mixed, need.assessed, need.below_mean, need.short) == (True, 80, 40, 40)
    assert not need.must_do
    assert need.kpi is not None
    assert need.kpi.comparison.risk_difference == pytest.approx(0)


def test_hours_and_results_go_together_within_positions_only(empty_store: Database) -> None:
    """Only seniors went, and only seniors do well: within them there is nothing to see."""
    company, _, course = mixed_company()
    company.write(empty_store)
    with empty_store.transaction() as session:
        hours = hours_taken(date(YEAR - 2, 1, 1), course)
        found = pair_sums(session, hours, results_in(session, 1), "/")
    assert isinstance(found, PairSums)
    assert (found.n, found.positions, found.free) == (80, 2, 79)
    assert found.products == pytest.approx(0, abs=1e-9)


def test_a_history_begins_with_its_first_session(empty_store: Database) -> None:
    company = Company()
    course, people = company.course("c"), company.people(5, company.root)
    for day in (date(2024, 5, 3), date(2025, 6, 1)):
        company.session(course, people, "1000", day)
    company.write(empty_store)
    engine = engine_over(empty_store)

    found = engine.perform(training_history, HR, "test")
    asked = engine.perform(training_history, HR, "test", None, None, date(2024, 1, 1))

    assert (found.first, asked.first) == (date(2024, 5, 3), date(2024, 1, 1))
