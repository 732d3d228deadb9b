"""Who was to come, was appraised, was asked in a survey, stays by agreement; rates and delegations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from engine.query.value import Has, Query
from engine.store.database import Database
from engine.store.tables import (
    Appraisal,
    Employee,
    EmployeeCertificate,
    OrgUnit,
    Participation,
    Position,
    ServiceAgreement,
    TrainingSession,
)
from engine.usecases.context import BudgetEngine
from engine.values.errors import InvalidInput, NotPermitted
from tests.company import DIRECTOR, HR, YEAR, Company
from tests.conftest import NOW, engine_over
from tests.engine.query.asking import Asked, ask, rows_of, that, wrong_among
from tests.engine.query.frames import frames

CAME = ("nominated", "came", "stayed_away", "share_came")


@pytest.fixture
def engine(either_store: Database) -> BudgetEngine:
    """A unit of ten and one of two; of twelve who were nominated four stayed away."""
    company = Company()
    units = [company.unit(name, company.root) for name in ("large", "small")]
    people = [company.people(count, unit) for unit, count in zip(units, (10, 2), strict=True)]
    company.head(units[0])
    course = company.course("course")
    for group, away in zip(people, (3, 1), strict=True):
        company.session(course, group, "100", start=date(YEAR - 1, 3, 1))
        for row in company.rows.of(Participation)[-away:]:
            row["attended"] = False
    company.appraise(people[0], "work", "80")
    company.appraise(people[1], "work", "40")
    for row in company.rows.of(Appraisal):
        row["scale_max"] = Decimal(100)
    company.rows.add(
        ServiceAgreement,
        employee_id=people[0][0],
        agreed_cost=Decimal("1234.56"),
        currency="CNY",
        months=24,
        starts_on=date(YEAR - 1, 3, 1),
        special_fund=True,
    )
    company.write(either_store)
    return engine_over(either_store)


def test_how_many_of_whom_came(engine: BudgetEngine) -> None:
    asked = Query(of="attendance", by=("team",), measures=CAME)
    assert rows_of(engine, HR, asked) == [
        ("U2", "10", "7", "3", "0.7"),
        ("U3", "2", "1", "1", "0.5"),
    ]
    answer = ask(engine, DIRECTOR, asked)
    assert (answer.rows, answer.withheld) == ((), 2)
    away = replace(asked, by=("person",), measures=(), where=(that("came_of", "no"),))
    assert len(rows_of(engine, HR, away)) == 4


def test_who_came_agrees_with_who_took_part(company: BudgetEngine) -> None:
    came, sessions = frames(company, Participation, TrainingSession)
    held = came[came.session_id.isin(sessions[sessions.status == "held"].id)]
    whole = Query(of="attendance", measures=CAME[:3])
    right = (len(held), int(held.attended.sum()), int((~held.attended).sum()))
    assert rows_of(company, "hr", whole) == [tuple(map(str, right))]


def test_scores_are_told_of_a_cycle_or_as_parts_of_the_best(engine: BudgetEngine) -> None:
    scores = Query(of="appraisals", by=("team",), measures=("mean_score",))
    with pytest.raises(InvalidInput, match="query_of_several"):
        ask(engine, HR, scores)
    of_cycle = replace(scores, where=(that("cycle", f"{YEAR}-H1"),))
    assert rows_of(engine, HR, of_cycle) == [("U2", "80"), ("U3", "40")]
    answer = ask(engine, DIRECTOR, of_cycle)
    assert (answer.rows, answer.withheld) == ((), 2)
    parts = Query(of="appraisals", measures=("of_best", "people"))
    assert rows_of(engine, DIRECTOR, parts) == [("0.733333", "12")]


def test_scores_of_who_holds_a_certificate_are_those_of_the_tables(company: BudgetEngine) -> None:
    scores, people, held, positions = frames(
        company, Appraisal, Employee, EmployeeCertificate, Position
    )
    (java,) = positions[positions.code == "PO-JAVA"].id
    theirs = scores[scores.employee_id.isin(people[people.position_id == java].id)]
    for lacks in (False, True):
        group = theirs[theirs.employee_id.isin(held.employee_id) != lacks]
        asked = Query(
            of="appraisals",
            measures=("mean_score", "people"),
            where=(that("cycle", "2026-H1"), that("position", "PO-JAVA")),
            has=(Has(of="certificates", where=(that("standing", "valid"),), lacks=lacks),),
        )
        ((mean, count),) = rows_of(company, "hr", asked)
        assert (float(mean), int(count)) == (
            pytest.approx(pd.to_numeric(group.score).mean(), abs=1e-6),
            len(group),
        )


def test_scores_are_not_for_finance_nor_for_others(company: BudgetEngine) -> None:
    for who, unit in (("finance", "C"), ("retail-head", "SAL"), ("worker", "W1")):
        asked = Query(of="appraisals", measures=("appraisals",), where=(that("unit", unit),))
        with pytest.raises(NotPermitted):
            ask(company, who, asked)
    mine = Query(of="appraisals", measures=("appraisals",), where=(that("person", "me"),))
    assert rows_of(company, "worker", mine) == [("0",)]


def test_agreements_are_for_hr(engine: BudgetEngine) -> None:
    asked = Query(of="agreements", measures=("agreements", "agreed_cost"))
    assert rows_of(engine, HR, asked) == [("CNY", "1", "1234.56")]
    with pytest.raises(NotPermitted):
        ask(engine, DIRECTOR, asked)


NONE_YET: dict[str, Asked] = {
    "rates": Asked("finance", Query(of="rates", measures=("rates",)), [("0",)]),
    "delegations": Asked("hr", Query(of="delegations", measures=("delegations",)), [("0",)]),
    "surveys": Asked("retail-head", Query(of="surveys", measures=("surveys",)), [("0",)]),
    "invitations": Asked("hr", Query(of="invitations", measures=("invited",)), [("0",)]),
}


def test_of_what_there_is_none(company: BudgetEngine) -> None:
    assert not wrong_among(company, NONE_YET)


def test_who_answered_a_survey(settled: BudgetEngine) -> None:
    """Employees by a need after it was opened, heads by a goal that they stated for it."""
    people, units = frames(settled, Employee, OrgUnit)
    working = people[people.status.isin(["active", "leave"])]

    def below(path: str) -> int:
        inside = units[units.path.str.startswith(path)].id
        return int(working.org_unit_id.isin(inside).sum())

    asked = Query(
        of="invitations", by=("survey", "audience"), measures=("invited", "answers", "people")
    )
    retail, sales, heads = below("/C/RET/"), below("/C/SAL/"), units.head_employee_id.nunique()
    assert [row[1:] for row in rows_of(settled, "hr", asked)] == [
        ("employees", str(retail), "1", str(retail)),
        ("employees", str(sales), "0", str(sales)),
        ("heads", str(heads), "1", str(heads)),
    ]


def test_who_has_not_answered_is_told_to_heads_and_hr(settled: BudgetEngine) -> None:
    mine = that("audience", "employees")
    silent = Query(of="invitations", by=("person",), where=(mine, that("answered", "no")))
    whole = Query(of="invitations", measures=("invited",), where=(mine,))
    ((invited,),) = rows_of(settled, "retail-head", whole)
    told = [code for (code,) in rows_of(settled, "retail-head", silent)]
    assert len(told) == int(invited) - 1
    assert "E000340" not in told
    assert "E000345" in told
    with pytest.raises(NotPermitted):
        ask(settled, "finance", silent)


def test_a_head_sees_the_surveys_that_ask_his_people(settled: BudgetEngine) -> None:
    asked = Query(of="surveys", by=("for_unit", "audience", "state", "closes_on"))
    closes = NOW.date() + timedelta(days=14)
    assert rows_of(settled, "retail-head", asked) == [
        ("C", "heads", "open", closes),
        ("RET", "employees", "open", closes),
    ]
    assert len(rows_of(settled, "hr", asked)) == 3


def test_rates_in_force_are_the_latest(settled: BudgetEngine) -> None:
    asked = Query(of="rates", by=("currency_of", "rate_of"), where=(that("latest", "yes"),))
    assert rows_of(settled, "finance", asked) == [("USD", "7.2")]
    with pytest.raises(NotPermitted):
        ask(settled, "worker", asked)


def test_who_decides_in_whose_place(settled: BudgetEngine) -> None:
    asked = Query(of="delegations", by=("principal", "delegate", "last_day", "in_force"))
    ((principal, *others),) = rows_of(settled, "hr", asked)
    assert others == ["E000020", NOW.date() + timedelta(days=5), "yes"]
    mine = replace(asked, where=(that("principal", "me"),))
    assert [row[0] for row in rows_of(settled, "finance", mine)] == [principal]
    assert rows_of(settled, "worker", mine) == []
    with pytest.raises(NotPermitted):
        ask(settled, "worker", asked)
