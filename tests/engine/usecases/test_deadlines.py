"""Reminders, escalation, reservations that run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Employee
from engine.usecases.deadlines import DeadlinesKept, keep_deadlines
from engine.usecases.surveys import HEADS, GoalSaid, SurveyAsked, launch_survey, state_goal
from engine.values.errors import NotPermitted
from tests.company import DIRECTOR, HR
from tests.workflow import FINANCE, HEAD, Office, build, require_invariants


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    yield Office(either_store)
    require_invariants(either_store)


def test_nothing_is_due_at_first(office: Office) -> None:
    office.submit()
    assert keep_deadlines(office.engine) == DeadlinesKept()


def test_a_day_before_there_is_one_reminder(office: Office) -> None:
    office.submit()
    office.later(days=2, hours=1)
    assert keep_deadlines(office.engine) == DeadlinesKept(reminded=1)
    assert keep_deadlines(office.engine) == DeadlinesKept()
    assert office.notices(HR) == ["request_waits", "step_due"]


def test_an_overdue_approval_may_be_taken_by_the_next_above(office: Office) -> None:
    number = office.submit(30)
    for _ in range(3):
        office.approve(number, HR)
    with pytest.raises(NotPermitted):
        office.approve(number, DIRECTOR)
    office.later(days=6)
    assert keep_deadlines(office.engine).escalated == 1
    assert office.notices(DIRECTOR) == ["step_escalated"]
    assert office.approve(number, DIRECTOR).state == "approved"
    assert office.notices(FINANCE) == ["request_waits", "step_due"]


def test_a_reservation_runs_out(office: Office) -> None:
    number = office.submit()
    office.later(days=61)
    assert keep_deadlines(office.engine).expired == 1
    assert (office.state(number), office.sums()) == ("returned", (0, 0, 0, 100_000))
    assert office.notices(HEAD) == ["request_expired"]


def test_what_is_decided_runs_out_no_more(office: Office) -> None:
    office.approved()
    office.later(days=400)
    assert keep_deadlines(office.engine) == DeadlinesKept(due=1)


def test_who_has_not_answered_a_survey_is_reminded_once(office: Office) -> None:
    asked = SurveyAsked(audience=HEADS, closes_on=office.now.date() + timedelta(days=5))
    office.do(HR, launch_survey, asked, "survey-of-heads")
    keep_deadlines(office.engine)
    assert "survey_due" not in office.notices(HEAD)
    office.later(days=4)
    keep_deadlines(office.engine)
    keep_deadlines(office.engine)
    assert office.notices(HEAD).count("survey_due") == 1


def test_who_has_answered_is_left_in_peace(office: Office) -> None:
    asked = SurveyAsked(audience=HEADS, closes_on=office.now.date() + timedelta(days=5))
    office.do(HR, launch_survey, asked, "survey-of-heads")
    office.do(HEAD, state_goal, GoalSaid(statement="less scrap"), "goal-of-the-head")
    office.later(days=4)
    keep_deadlines(office.engine)
    assert "survey_due" not in office.notices(HEAD)


def test_after_a_survey_closed_nobody_is_reminded(office: Office) -> None:
    asked = SurveyAsked(audience=HEADS, closes_on=office.now.date() + timedelta(days=5))
    office.do(HR, launch_survey, asked, "survey-of-heads")
    office.later(days=7)
    keep_deadlines(office.engine)
    assert "survey_due" not in office.notices(HEAD)


def test_who_had_his_last_day_has_left_the_day_after(office: Office) -> None:
    with office.database.transaction() as session:
        head = session.scalars(select(Employee).where(Employee.emp_no == HEAD)).one()
        head.left_on = office.engine.today()
    assert keep_deadlines(office.engine) == DeadlinesKept()
    office.later(days=1)
    assert keep_deadlines(office.engine) == DeadlinesKept(gone=1)
    assert "head_has_left" in office.notices(HR)
    with office.database.reading() as session:
        left = session.scalars(select(Employee.status).where(Employee.emp_no == HEAD)).one()
    assert left == "left"
    assert keep_deadlines(office.engine) == DeadlinesKept()
