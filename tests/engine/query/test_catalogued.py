"""Courses, units and requirements; and which of them have, or lack, rows of something else. What is
right was reckoned by pandas on the same store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from engine.query.value import AT_LEAST, OVER, Has, Query
from engine.store.database import Database
from engine.store.tables import (
    BudgetLine,
    BudgetVersion,
    Course,
    Evaluation,
    Need,
    OrgUnit,
    Participation,
    Position,
    PositionSkill,
    Skill,
    TrainingSession,
)
from engine.usecases.context import BudgetEngine
from engine.values.errors import InvalidInput, NotPermitted
from tests.company import HR, YEAR, Company
from tests.conftest import engine_over
from tests.engine.query.asking import Asked, ask, rows_of, that, wrong_among
from tests.engine.query.frames import frames

COURSES = Query(of="courses", by=("course",))
NEVER_HELD = replace(
    COURSES, has=(Has(of="trainings", where=(that("status", "held"),), lacks=True),)
)
QUESTIONS: dict[str, Asked] = {
    "never held": Asked("hr", NEVER_HELD, [("TC-ARC",)], 1),
    "how many there are": Asked("finance", Query(of="courses", measures=("courses",)), [("15",)]),
    "how many fit into one": Asked(
        "sales-head",
        Query(of="courses", by=("course", "capacity"), where=(that("course", "TC-NEG"),)),
        [("TC-NEG", "20")],
        1,
    ),
    "asked for, and never held": Asked(
        "hr", replace(NEVER_HELD, has=(*NEVER_HELD.has, Has(of="needs"))), [("TC-ARC",)], 1
    ),
    "units without a line of their own": Asked(
        "hr",
        Query(
            of="units",
            by=("for_unit",),
            where=(that("depth", Decimal(1)),),
            has=(Has(of="budgets", where=(that("year", Decimal(2026)),), lacks=True),),
        ),
        [("FIN",), ("HR",), ("MGT",), ("PRD",)],
        4,
    ),
    "units below a department": Asked(
        "retail-head",
        Query(of="units", measures=("units",), where=(that("depth", Decimal(2), sign=AT_LEAST),)),
        [("50",)],
    ),
    "what a position requires, to an employee": Asked(
        "worker",
        Query(
            of="requirements",
            by=("skill", "required"),
            where=(that("position", "PO-SREP"),),
            order="-required",
        ),
        [("SK-NEG", "4"), ("SK-FUP", "3")],
        2,
    ),
}


def test_they_are_answered(company: BudgetEngine) -> None:
    assert not wrong_among(company, QUESTIONS)


def test_what_courses_lack_is_what_no_table_has_of_them(company: BudgetEngine) -> None:
    courses, evaluations, sessions = frames(company, Course, Evaluation, TrainingSession)
    held_late = sessions[sessions.start_date >= date(2025, 1, 1)].course_id
    for has, ids in (
        (Has(of="evaluations", lacks=True), evaluations.course_id),
        (
            Has(
                of="spending",
                where=(that("started_on", date(2025, 1, 1), sign=AT_LEAST),),
                lacks=True,
            ),
            held_late,
        ),
    ):
        right = sorted(courses[~courses.id.isin(ids)].code)
        assert [code for (code,) in rows_of(company, "hr", replace(COURSES, has=(has,)))] == right


def test_units_without_a_line_are_what_no_line_is_of(company: BudgetEngine) -> None:
    units, lines, versions = frames(company, OrgUnit, BudgetLine, BudgetVersion)
    of_year = versions[versions.fiscal_year == 2027].id
    with_line = lines[lines.version_id.isin(of_year)].org_unit_id
    asked = Query(
        of="units",
        by=("for_unit",),
        has=(Has(of="budgets", where=(that("year", Decimal(2027)),), lacks=True),),
    )
    told = {code for (code,) in rows_of(company, "hr", asked)}
    assert told == {*units[~units.id.isin(with_line)].code}


def test_requirements_are_those_of_positions(company: BudgetEngine) -> None:
    rows, positions, skills = frames(company, PositionSkill, Position, Skill)
    merged = rows.merge(positions, left_on="position_id", right_on="id").merge(
        skills, left_on="skill_id", right_on="id", suffixes=("", "_skill")
    )
    right = {
        (one.code, one.code_skill, f"{one.required_level.normalize():f}")
        for one in merged.itertuples()
    }
    asked = Query(of="requirements", by=("position", "skill", "required"))
    assert {*rows_of(company, "worker", asked)} == right


def test_a_head_learns_of_his_own_people_what_they_took(company: BudgetEngine) -> None:
    """Not of others', though the courses are the company's."""
    took = replace(COURSES, has=(Has(of="participations"),))
    courses, sessions, came = frames(company, Course, TrainingSession, Participation)
    everywhere = sorted(
        courses[courses.id.isin(sessions[sessions.id.isin(came.session_id)].course_id)].code
    )
    assert [code for (code,) in rows_of(company, "hr", took)] == everywhere
    mine = {code for (code,) in rows_of(company, "rd-head", took)}
    of_mine = Query(of="participations", by=("course",), measures=("seats",))
    assert mine == {code for code, _ in rows_of(company, "rd-head", of_mine)} < {*everywhere}


def test_who_may_ask(company: BudgetEngine) -> None:
    for asked in (COURSES, Query(of="units", measures=("units",))):
        with pytest.raises(NotPermitted):
            ask(company, "worker", asked)
    # What they have takes the right to see that.
    with pytest.raises(NotPermitted):
        ask(company, "hr", Query(of="units", by=("for_unit",), has=(Has(of="ledger"),)))


@pytest.mark.parametrize("of", ["people", "budgets", "rates", "joy"])
def test_courses_have_no_such_rows(company: BudgetEngine, of: str) -> None:
    with pytest.raises(InvalidInput, match="query_unknown"):
        ask(company, "hr", replace(COURSES, has=(Has(of=of),)))


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    """A unit that is gone; a course on a free topic that is needed, and one that is not."""
    company = Company()
    there = company.unit("there", company.root)
    gone = company.unit("gone", company.root)
    company.rows.of(OrgUnit)[gone - 1]["valid_to"] = date(YEAR - 1, 12, 31)
    people = company.people(6, there)
    company.head(there)
    company.course("needed", mandatory=True, hours=Decimal(8))
    other = company.course("other", capacity=12)
    company.session(other, people, "600")
    company.need(1, "business", "0.5")
    company.need(1, "employee", "0.5")
    company.rows.of(Need)[-1]["course_id"] = None
    company.write(either_store)
    return engine_over(either_store)


def test_needs_on_free_topics_hide_no_course(engine: BudgetEngine) -> None:
    """A need without a course is of none: it makes no answer empty."""
    lacking = replace(COURSES, has=(Has(of="needs", lacks=True),))
    assert rows_of(engine, HR, lacking) == [("TC2",)]


def test_units_that_are_gone_are_none(engine: BudgetEngine) -> None:
    asked = Query(of="units", by=("for_unit", "above", "head"))
    assert rows_of(engine, HR, asked) == [("U1", None, None), ("U2", "U1", "HEAD1")]


def test_courses_are_told_by_what_they_are(engine: BudgetEngine) -> None:
    mandatory = replace(COURSES, by=("course", "hours_of"), where=(that("mandatory", "yes"),))
    assert rows_of(engine, HR, mandatory) == [("TC1", "8")]
    large = replace(COURSES, where=(that("capacity", Decimal(10), sign=OVER),))
    assert rows_of(engine, HR, large) == [("TC2",)]
