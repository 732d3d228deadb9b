"""Opening surveys of needs, and stating goals."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from engine.store.database import Database
from engine.store.tables import GoalStatement, NeedsSurvey, Notice
from engine.usecases.surveys import (
    HEADS,
    GoalSaid,
    SurveyAsked,
    launch_survey,
    preview_survey,
    state_goal,
)
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from tests.company import HR, YEAR
from tests.workflow import HEAD, WORKER, Office, build


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def count(office: Office, table: type) -> int:
    with office.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_preview_says_whom_it_would_ask_and_stores_nothing(office: Office) -> None:
    view = office.do(HR, preview_survey, SurveyAsked(audience=HEADS))
    assert (view.invited, view.year, view.closes_on) == (2, YEAR + 1, date(YEAR, 12, 7))
    assert count(office, NeedsSurvey) == 0


def test_everybody_asked_is_told_once(office: Office) -> None:
    first = office.do(HR, launch_survey, SurveyAsked(audience=HEADS), "key")
    again = office.do(HR, launch_survey, SurveyAsked(audience=HEADS), "key")
    assert first == again
    assert (count(office, NeedsSurvey), count(office, Notice)) == (1, 2)


def test_a_head_opens_none(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.do(HEAD, launch_survey, SurveyAsked(), "key")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (SurveyAsked(closes_on=date(YEAR, 1, 1)), "survey_closed_before"),
        (SurveyAsked(audience="pets"), "unknown_audience"),
    ],
)
def test_what_cannot_be_meant_is_refused(office: Office, asked: SurveyAsked, code: str) -> None:
    with pytest.raises(InvalidInput) as error:
        office.do(HR, launch_survey, asked, "key")
    assert error.value.code == code
    assert count(office, NeedsSurvey) == 0


def test_a_goal_answers_the_open_survey(office: Office) -> None:
    survey = office.do(HR, launch_survey, SurveyAsked(audience=HEADS), "key")
    receipt = office.do(
        HEAD, state_goal, GoalSaid(statement="less scrap", percent_to=Decimal(1)), "goal"
    )
    assert (receipt.survey, receipt.year) == (survey.number, YEAR + 1)


def test_a_goal_is_kept_once(office: Office) -> None:
    said = GoalSaid(statement="less scrap")
    assert office.do(HEAD, state_goal, said, "goal") == office.do(HEAD, state_goal, said, "goal")
    assert count(office, GoalStatement) == 1


def test_a_goal_of_an_unknown_kpi_is_not_kept(office: Office) -> None:
    with pytest.raises(NotFound):
        office.do(HEAD, state_goal, GoalSaid(statement="more", kpi="NO-SUCH"), "goal")
    assert count(office, GoalStatement) == 0


@pytest.mark.parametrize("words", ["  ", "x" * 2001])
def test_no_words_and_too_many_are_refused(office: Office, words: str) -> None:
    with pytest.raises(InvalidInput):
        office.do(HEAD, state_goal, GoalSaid(statement=words), "goal")


def test_an_employee_states_no_goal_of_his_unit(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.do(WORKER, state_goal, GoalSaid(statement="more pay"), "goal")
