"""How training, skill, tenure and KPIs go together, beside the same reckoned from the rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import linregress

from engine.analysis.relation import Relation
from engine.store.database import Database
from engine.store.tables import Course, Employee, Kpi, Skill
from engine.usecases.reallocation import reallocation
from engine.usecases.relations import RelationAsked, Side, kpis_of_people, relate
from engine.values.errors import InvalidInput, NotEnoughData, NotPermitted
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.conftest import NOW, engine_over

PEOPLE = 60
Values = Mapping[str, "np.typing.NDArray[np.float64]"]


class Measured:
    """Two positions with levels, hours, tenure and results of each, made at random."""

    def __init__(self, people: int = PEOPLE) -> None:
        made, self.company = np.random.default_rng(1), Company()
        company = self.company
        self.unit = company.unit("line", company.root)
        first, second = company.position("operator"), company.position("senior")
        skill, course = company.skill("skill"), company.course("course")
        other = company.course("other")
        kpi = company.kpi("faults", unit="count", direction="lower")
        days = made.integers(100, 4000, people)
        levels = np.round(made.uniform(1, 5, people), 2)
        went = made.random(people) < 0.5
        self.position = np.arange(people) % 2
        results = np.round(20 - 2 * levels + 4 * self.position + made.normal(0, 1, people), 2)
        self.people = [
            company.person(
                self.unit, (first, second)[at % 2], NOW.date() - timedelta(int(days[at]))
            )
            for at in range(people)
        ]
        for at, person in enumerate(self.people):
            company.assess([person], skill, f"{levels[at]:.2f}")
            company.results(kpi, [person], f"{results[at]:.2f}")
        gone = [person for person, has in zip(self.people, went, strict=True) if has]
        company.session(course, gone, "50000", date(YEAR - 1, 5, 5))
        company.session(other, self.people, "7000", date(YEAR - 1, 6, 5))
        self.course, self.skill = company.code(Course, course), company.code(Skill, skill)
        self.other, self.kpi = company.code(Course, other), company.code(Kpi, kpi)
        self.values: Values = {
            "level": levels,
            "tenure": days / 365.25,
            "participation": went.astype(float),
            "hours": went * 16.0,
            "kpi": results,
        }

    def within(self, name: str) -> np.typing.NDArray[np.float64]:
        """Each about the mean of his position."""
        values = self.values[name].astype(float)
        return values - np.array([values[self.position == one].mean() for one in self.position])


@pytest.fixture
def measured() -> Measured:
    return Measured()


def side(measured: Measured, kind: str) -> Side:
    codes = {"level": measured.skill, "kpi": measured.kpi}
    of_course = {"hours": measured.course, "participation": measured.course}
    return Side(kind, {**codes, **of_course}.get(kind))


@pytest.mark.parametrize("kind", ["level", "tenure", "participation", "hours"])
def test_a_relation_is_the_partial_one_within_positions(
    measured: Measured, kind: str, either_store: Database
) -> None:
    measured.company.write(either_store)
    engine = engine_over(either_store)

    asked = RelationAsked(x=side(measured, kind), y=Side("kpi", measured.kpi))
    found = engine.perform(relate, HR, "test", asked).result

    line = linregress(measured.within(kind), measured.within("kpi"))
    assert (found.n, found.positions) == (PEOPLE, 2)
    assert found.r == pytest.approx(line.rvalue, abs=1e-6)
    assert found.slope == pytest.approx(line.slope, abs=1e-6)
    assert found.low < found.r < found.high


def related(measured: Measured, store: Database, x: Side, person: str = HR) -> Relation:
    measured.company.write(store)
    asked = RelationAsked(x=x, y=Side("kpi", measured.kpi))
    return engine_over(store).perform(relate, person, "test", asked).result


def test_more_of_a_skill_with_fewer_faults_is_better(
    measured: Measured, empty_store: Database
) -> None:
    found = related(measured, empty_store, Side("level", measured.skill))
    assert found.r < 0
    assert (found.size, found.significant, found.better) == ("strong", True, True)
    assert [caveat.code for caveat in found.caveats] == ["relation_is_no_cause"]


def test_what_everybody_took_goes_with_nothing(measured: Measured, empty_store: Database) -> None:
    with pytest.raises(NotEnoughData, match="one_side_varies_not"):
        related(measured, empty_store, Side("hours", measured.other))


def test_a_kpi_of_units_alone_has_no_pairs(measured: Measured, empty_store: Database) -> None:
    sales = measured.company.kpi("sales", unit="money")
    measured.company.unit_result(sales, measured.unit, "1000")
    measured.company.write(empty_store)
    engine = engine_over(empty_store)
    asked = RelationAsked(x=Side("tenure"), y=Side("kpi", measured.company.code(Kpi, sales)))
    with pytest.raises(NotEnoughData, match="kpi_not_of_people"):
        engine.perform(relate, HR, "test", asked)
    assert [one.name for one in engine.perform(kpis_of_people, HR, "test")] == ["faults"]


def test_few_people_are_withheld_from_who_may_not_see_them(empty_store: Database) -> None:
    few = Measured(people=4)
    few.company.people(40, few.unit)
    with pytest.raises(NotEnoughData, match="group_withheld"):
        related(few, empty_store, Side("level", few.skill), DIRECTOR)


def test_who_may_see_effects_but_not_results_is_refused(
    measured: Measured, empty_store: Database
) -> None:
    worker = measured.company.rows.of(Employee)[measured.people[0] - 1]["emp_no"]
    with pytest.raises(NotPermitted):
        related(measured, empty_store, Side("tenure"), worker)


def test_nothing_is_related_to_itself(measured: Measured, empty_store: Database) -> None:
    with pytest.raises(InvalidInput, match="relation_with_itself"):
        related(measured, empty_store, Side("kpi", measured.kpi))


# --- reallocation ---------------------------------------------------------------------------
@pytest.fixture
def cohesion() -> Company:
    """What went together with nothing cost 500,000; a course with measured effects 300,000."""
    measured = Measured()
    company = measured.company
    company.rows.of(Course)[0]["name"] = "cohesion"
    lean = company.course("lean")
    company.session(lean, company.people(20, measured.unit), "300000")
    for name in ("capacity", "yield"):
        company.evaluate(lean, "results", name, "115", "100")
    return company


def test_what_is_cut_pays_for_what_works(cohesion: Company, either_store: Database) -> None:
    cohesion.write(either_store)
    engine = engine_over(either_store)

    found = engine.perform(reallocation, HR, "test", ["TC1"]).result

    (cut,) = found.cut
    assert (cut.course.name, cut.spent.amount, found.released.amount) == (
        "cohesion",
        50_000,
        50_000,
    )
    (beside,) = cut.relations
    assert beside.found.n == PEOPLE
    assert [(one.course.name, one.more.amount) for one in found.receivers] == [("lean", 50_000)]
    assert found.left.amount == 0


def test_what_hours_do_not_tell_of_or_must_be_held_stays(
    cohesion: Company, empty_store: Database
) -> None:
    must = cohesion.course("safety", mandatory=True)
    cohesion.session(must, cohesion.people(5, 2), "100")
    cohesion.write(empty_store)
    found = engine_over(empty_store).perform(reallocation, HR, "test").result
    kept = {one.course.name: one.kept_for for one in found.kept}
    assert kept == {"other": "unknown", "lean": "better", "safety": "mandatory"}
    assert [one.course.name for one in found.cut] == ["cohesion"]


def test_hours_by_course_are_those_of_one_course(
    measured: Measured, either_store: Database
) -> None:
    measured.company.write(either_store)
    found = engine_over(either_store).perform(reallocation, HR, "test", [measured.course]).result
    line = linregress(measured.within("hours"), measured.within("kpi"))
    (one,) = (*found.cut, *found.kept)
    (beside,) = one.relations
    assert beside.found.r == pytest.approx(line.rvalue, abs=1e-6)


def test_reallocation_is_not_for_employees(measured: Measured, empty_store: Database) -> None:
    measured.company.write(empty_store)
    worker = measured.company.rows.of(Employee)[measured.people[0] - 1]["emp_no"]
    with pytest.raises(NotPermitted):
        engine_over(empty_store).perform(reallocation, worker, "test")
