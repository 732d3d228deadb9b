"""The management gets aggregates, and cannot take them apart; heads and HR see the people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.store.database import Database
from engine.usecases.context import BudgetEngine
from engine.usecases.estimate_cost import Training
from engine.usecases.need_evidence import who_should_go
from engine.usecases.performance_gap import performance_gap
from engine.usecases.requests.reviewing import review_request
from engine.usecases.skill_gap import gap_breakdown, skill_gap
from engine.values.errors import NotEnoughData
from tests.company import DIRECTOR, HR, Company
from tests.conftest import engine_over
from tests.workflow import Office

TC = Training(course="TC1")


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    """Department U2 of 12 people: a team of 9 and one of 3; department U5 of 20; and some
    people beside, since two alone would give themselves away."""
    company = Company()
    company.people(5, company.root)
    position = company.position("operator")
    skill, kpi = company.skill("skill"), company.kpi("kpi")
    company.requires(position, skill, "3")
    company.course("course", teaches=skill)
    department = company.unit("department", company.root)
    for name, count in (("large", 9), ("small", 3)):
        people = company.people(count, company.unit(name, department), position)
        company.assess(people, skill, "2")
        company.results(kpi, people, "0.9", "0.95")
    other = company.people(20, company.unit("other", company.root), position)
    company.assess(other[:19], skill, "2")
    company.results(kpi, other, "0.9", "0.95")
    company.write(either_store)
    return engine_over(either_store)


USECASES: list[tuple[Callable[..., Any], Callable[[str], tuple[Any, ...]]]] = [
    (skill_gap, lambda unit: (unit,)),
    (gap_breakdown, lambda unit: ("position", unit)),
    (performance_gap, lambda unit: ("KP1", unit)),
    (who_should_go, lambda unit: (TC, unit)),
]


@pytest.mark.parametrize(("usecase", "args"), USECASES)
def test_neither_a_small_team_nor_what_gives_it_away(
    engine: BudgetEngine, usecase: Callable[..., Any], args: Callable[[str], tuple[Any, ...]]
) -> None:
    for unit in ("U3", "U4"):
        with pytest.raises(NotEnoughData, match="group_withheld"):
            engine.perform(usecase, DIRECTOR, "test", *args(unit))
        engine.perform(usecase, DIRECTOR, "test", *args("U2"))


@pytest.mark.parametrize("unit", ["U2", "U3", "U5"])
def test_who_sees_the_people_is_told_of_every_group(engine: BudgetEngine, unit: str) -> None:
    assert engine.perform(skill_gap, HR, "test", unit).report.skills


def test_the_review_of_a_request_tells_no_more(either_store: Database) -> None:
    """A team of 9 beside one of 3: HR is told how many have the gap, the director is not."""
    company = Company()
    company.people(5, company.root)
    skill = company.skill("skill")
    course = company.course("course", teaches=skill)
    department = company.unit("department", company.root)
    large = company.people(9, company.unit("large", department))
    company.people(3, company.unit("small", department))
    company.assess(large[:5], skill, "1")
    company.assess(large[5:], skill, "3")
    company.session(course, large, "9000")
    company.write(either_store)
    office = Office(either_store)
    number = office.submit(5, who=HR, unit="U3")
    codes = {
        who: {one.code for one in office.do(who, review_request, number).check.findings}
        for who in (HR, DIRECTOR)
    }
    assert "gap_is_there" in codes[HR]
    assert "gap_unknown" in codes[DIRECTOR]


def test_one_person_who_was_assessed_beside_the_others_is_not_given_away(
    either_store: Database,
) -> None:
    """In one skill the whole team of 10 was assessed, and one person beside it."""
    company = Company()
    position = company.position("operator")
    skill, common = company.skill("skill"), company.skill("common")
    for one in (skill, common):
        company.requires(position, one, "3")
    company.people(5, company.root)
    department = company.unit("department", company.root)
    team = company.people(10, company.unit("team", department), position)
    rest = company.people(10, company.unit("rest", department), position)
    company.assess([*team, rest[0]], skill, "2")
    company.assess([*team, *rest], common, "2")
    company.write(either_store)
    engine = engine_over(either_store)
    told = engine.perform(skill_gap, DIRECTOR, "test", "U3").report.skills
    assert [gap.group.name for gap in told] == ["common"]
    seen = engine.perform(skill_gap, HR, "test", "U3").report.skills
    assert {gap.group.name for gap in seen} == {"common", "skill"}
