"""Queries: whom each may ask about, what is withheld, and what cannot be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine.query.value import AT_MOST, IS_NOT, OVER, UNDER, Condition, Has, Query
from engine.store.database import Database
from engine.store.tables import AuditEvent, Explanation
from engine.usecases.context import BudgetEngine
from engine.usecases.explanations import explain
from engine.usecases.query import QueryAnswer, askable, query
from engine.values.errors import InvalidInput, NotEnoughData, NotFound, NotPermitted
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.conftest import engine_over

SKILL = Condition(name="skill", values=("SK1",))
UNIT = Condition(name="unit", values=("U2",))
NAMES = Query(of="people", by=("person",), where=(UNIT,))
BY_TEAM = Query(of="skills", by=("team",), measures=("below",), where=(UNIT, SKILL))


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    """Department U2 with a head, and teams of 9, 8 and 3; department U6 of 20; some beside."""
    company = Company()
    company.people(5, company.root)
    position = company.position("operator")
    skill = company.skill("skill")
    company.requires(position, skill, "3")
    certificate = company.certificate("licence", skill, position)
    course = company.course("course", teaches=skill)
    department = company.unit("department", company.root)
    company.head(department)
    for name, count in (("large", 9), ("middle", 8), ("small", 3)):
        people = company.people(count, company.unit(name, department), position)
        company.assess(people, skill, "2")
    company.certify(people[:1], certificate)
    company.certify(people[1:2], certificate, date(YEAR, 1, 31))
    company.session(course, people, "300", currency="USD")
    company.session(course, people[:1], "100")
    other = company.people(20, company.unit("other", company.root), position)
    company.assess(other, skill, "4")
    company.write(either_store)
    return engine_over(either_store)


def ask(engine: BudgetEngine, asked: Query, who: str = HR) -> QueryAnswer:
    return engine.perform(query, who, "test", asked)


def codes(answer: QueryAnswer) -> list[str]:
    return [getattr(row[0], "code", "") for row in answer.rows]


def test_names_are_for_heads_and_hr(engine: BudgetEngine) -> None:
    assert len(ask(engine, NAMES).rows) == 21
    assert len(ask(engine, NAMES, "HEAD1").rows) == 21
    for who in (DIRECTOR, "P00003"):
        with pytest.raises(NotPermitted):
            ask(engine, NAMES, who)


def test_nobody_is_asked_about_beyond_the_own_units(engine: BudgetEngine) -> None:
    elsewhere = replace(BY_TEAM, where=(Condition(name="unit", values=("U6",)), SKILL))
    with pytest.raises(NotPermitted):
        ask(engine, elsewhere, "HEAD1")
    assert [one.code for one in ask(engine, Query(of="people", by=("person",)), "HEAD1").units] == [
        "U2"
    ]


def test_somebody_asks_about_himself(engine: BudgetEngine) -> None:
    mine = Query(
        of="skills", by=("level",), where=(Condition(name="person", values=("P00009",)), SKILL)
    )
    assert ask(engine, mine, "P00009").rows == ((Decimal(2),),)
    with pytest.raises(NotPermitted):
        ask(engine, mine, "P00010")


def test_a_small_team_is_withheld_with_another(engine: BudgetEngine) -> None:
    assert codes(ask(engine, BY_TEAM)) == ["U3", "U4", "U5"]
    answer = ask(engine, BY_TEAM, DIRECTOR)
    assert (codes(answer), answer.withheld) == (["U3"], 2)


@pytest.mark.parametrize(
    "asked",
    [
        # Two things of people at once.
        replace(
            BY_TEAM,
            where=(
                UNIT,
                Condition(name="level", sign=UNDER, values=(Decimal(3),)),
                Condition(name="years", sign=OVER, values=(Decimal(3),)),
            ),
        ),
        replace(
            BY_TEAM,
            where=(UNIT, Condition(name="level", sign=UNDER, values=(Decimal(3),))),
            has=(Has(of="participations"),),
        ),
        # Parts that can be put together, or taken apart.
        replace(BY_TEAM, where=(UNIT, Condition(name="team", values=("U3",)))),
        replace(BY_TEAM, where=(Condition(name="unit", sign=IS_NOT, values=("U3",)),)),
        replace(BY_TEAM, by=("team", "position")),
    ],
)
def test_single_people_cannot_be_made_out(engine: BudgetEngine, asked: Query) -> None:
    ask(engine, asked)
    with pytest.raises(NotEnoughData, match="query_too_narrow"):
        ask(engine, asked, DIRECTOR)


@pytest.mark.parametrize("name", ["level", "years", "mean_level"])
def test_numbers_are_compared_whatever_their_size(engine: BudgetEngine, name: str) -> None:
    large = Condition(name=name, sign=UNDER, values=(Decimal("999999999999.5"),))
    asked = Query(of="skills", measures=("assessed",), where=(UNIT, SKILL, large))
    ask(engine, asked)
    beyond = replace(large, values=(Decimal(10) ** 13,))
    with pytest.raises(InvalidInput, match="query_value"):
        ask(engine, replace(asked, where=(beyond,)))


def test_a_small_unit_is_not_told(engine: BudgetEngine) -> None:
    small = replace(BY_TEAM, where=(Condition(name="unit", values=("U5",)), SKILL))
    with pytest.raises(NotEnoughData, match="group_withheld"):
        ask(engine, small, DIRECTOR)


def test_what_few_people_have_is_told_of_nobody(engine: BudgetEngine) -> None:
    few = Query(
        of="skills", measures=("mean_level",), where=(SKILL,), has=(Has(of="participations"),)
    )
    assert ask(engine, few).rows
    answer = ask(engine, few, DIRECTOR)
    assert (answer.rows, answer.withheld) == ((), 1)


def test_who_has_none_has_none_that_lasts(engine: BudgetEngine) -> None:
    ends = Condition(name="ends_on", sign=AT_MOST, values=(date(9999, 1, 1),))
    asked = Query(of="certificates", measures=("people",), where=(UNIT, ends))
    assert ask(engine, asked).rows == ((Decimal(19),),)
    by = replace(asked, by=("standing",), where=(UNIT,))
    assert ask(engine, by).rows == (
        ("expired", Decimal(1)),
        ("missing", Decimal(18)),
        ("valid", Decimal(1)),
    )


def test_several_currencies_are_not_added_up(engine: BudgetEngine) -> None:
    rows = ask(engine, Query(of="trainings", measures=("cost",))).rows
    assert rows == (
        ("CNY", Money(Decimal(100), "CNY")),
        ("USD", Money(Decimal(300), "USD")),
    )


def test_names_are_explained_to_who_asked_alone(engine: BudgetEngine) -> None:
    number = ask(engine, NAMES).explanation_id
    with engine.database.reading() as session:
        assert session.get_one(Explanation, number).org_unit_id is None
    assert engine.perform(explain, HR, "test", number).method == "query_table"
    with pytest.raises(NotFound):
        engine.perform(explain, DIRECTOR, "test", number)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Query(of="poeple", measures=("people",)), "query_unknown"),
        (Query(of="people", measures=("poeple",)), "query_unknown"),
        (Query(of="people", measures=("people",), by=("postion",)), "query_unknown"),
        (replace(NAMES, where=(Condition(name="colour", values=("x",)),)), "query_unknown"),
        (replace(NAMES, order="years"), "query_unknown"),
        (replace(NAMES, has=(Has(of="trainings"),)), "query_unknown"),
        (replace(NAMES, limit=0), "query_limit"),
        (replace(NAMES, by=("person", "person")), "query_twice"),
        (Query(of="people"), "query_asks_nothing"),
        (Query(of="trainings", measures=("cost",), by=("for_unit",)), "query_not_added"),
        (
            Query(
                of="participations",
                measures=("coverage",),
                where=(Condition(name="years", values=(Decimal(1),)),),
            ),
            "query_not_per_head",
        ),
        (replace(NAMES, where=(Condition(name="hired_on", values=("soon",)),)), "query_value"),
        (
            replace(NAMES, where=(Condition(name="years", sign=OVER, values=("1", "2")),)),
            "query_sign",
        ),
        (replace(NAMES, where=(Condition(name="status", values=("gone",)),)), "query_value"),
    ],
)
def test_what_cannot_be_asked_is_refused(engine: BudgetEngine, asked: Query, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        ask(engine, asked)


def test_the_likeliest_are_named(engine: BudgetEngine) -> None:
    with pytest.raises(InvalidInput) as unknown:
        ask(engine, Query(of="people", by=("postion",)))
    assert str(unknown.value.args_by_name["candidates"]).startswith("['position'")
    with pytest.raises(NotFound) as code:
        ask(engine, replace(NAMES, where=(Condition(name="position", values=("PO",)),)))
    assert code.value.args_by_name["candidates"] == ["PO1"]
    with pytest.raises(NotFound, match="unknown_person"):
        ask(engine, replace(NAMES, where=(Condition(name="person", values=("P9",)),)))


def test_no_column_of_a_subject_has_two_meanings(engine: BudgetEngine) -> None:
    for one in engine.perform(askable, HR, "test"):
        names = [column.name for column in (*one.dimensions, *one.measures)]
        assert len({*names}) == len(names)
        assert one.time in names


@pytest.mark.parametrize("lacks", [False, True])
def test_a_relation_tells_nothing_of_somebody_named(engine: BudgetEngine, lacks: bool) -> None:
    """A count of people who have rows of one man's is what he has."""
    his = Has(of="skills", where=(Condition(name="person", values=("P00009",)), SKILL), lacks=lacks)
    asked = Query(of="people", measures=("people",), has=(his,))
    answer = ask(engine, asked)
    assert answer.rows == ((Decimal(47 if lacks else 1),),)
    with pytest.raises(NotPermitted):
        ask(engine, asked, DIRECTOR)
    with pytest.raises(NotFound):
        engine.perform(explain, DIRECTOR, "test", answer.explanation_id)
    with engine.database.reading() as session:
        looks = session.scalars(select(AuditEvent.action).where(AuditEvent.action == "look"))
        assert len(looks.all()) == 1


@pytest.mark.parametrize(
    "where",
    [
        (Condition(name="person", values=("P00009",)),),
        (Condition(name="years", sign=OVER, values=(Decimal(3),)),),
        (Condition(name="team", values=("U3",)),),
        (Condition(name="position", values=("PO1",)),),
    ],
)
def test_courses_tell_nothing_of_single_people(
    engine: BudgetEngine, where: tuple[Condition, ...]
) -> None:
    took = Query(of="courses", by=("course",), has=(Has(of="participations", where=where),))
    ask(engine, took)
    with pytest.raises((NotEnoughData, NotPermitted)):
        ask(engine, took, DIRECTOR)


def test_courses_of_a_small_unit_are_not_told(engine: BudgetEngine) -> None:
    took = Query(
        of="courses",
        by=("course",),
        where=(Condition(name="unit", values=("U5",)),),
        has=(Has(of="participations"),),
    )
    ask(engine, took)
    with pytest.raises(NotEnoughData, match="group_withheld"):
        ask(engine, took, DIRECTOR)
