"""Whoever has the turn is reminded at somebody's word, once a day."""

from __future__ import annotations

import pytest

from engine.store.database import Database
from engine.usecases.chasing import chase, whom_to_chase
from engine.usecases.report_need import Training, report_need
from engine.usecases.surveys import SurveyAsked, launch_survey
from engine.values.errors import InvalidInput, NotFound, NotPermitted
from tests.company import HR
from tests.workflow import FINANCE, HEAD, OTHER_HEAD, WORKER, Office, build


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


def test_who_has_it_is_told_by_whom(office: Office) -> None:
    number = office.submit()
    found = office.do(HEAD, chase, number, office.key())
    assert found.people == ("name of HR1",)
    assert "step_chased" in office.notices(HR)


def test_nobody_is_told_twice_a_day(office: Office) -> None:
    number = office.submit()
    office.do(HEAD, chase, number, office.key())
    with pytest.raises(InvalidInput, match="chased_today"):
        office.do(HEAD, chase, number, office.key())
    office.later(days=1)
    assert office.do(HEAD, chase, number, office.key()).number == number


def test_it_is_known_before_whom(office: Office) -> None:
    number = office.submit()
    assert office.do(HEAD, whom_to_chase, number).people == ("name of HR1",)
    assert "step_chased" not in office.notices(HR)


def test_who_may_not_is_told_who_may(office: Office) -> None:
    number = office.submit()
    with pytest.raises(InvalidInput, match="chase_not_yours"):
        office.do(FINANCE, chase, number, office.key())


def test_of_what_is_not_his_to_see_nobody_knows(office: Office) -> None:
    number = office.submit()
    with pytest.raises(NotFound):
        office.do(OTHER_HEAD, chase, number, office.key())


def test_who_has_it_himself_has_nobody_to_chase(office: Office) -> None:
    number = office.submit()
    with pytest.raises(InvalidInput, match="chase_yourself"):
        office.do(HR, chase, number, office.key())


def test_what_waits_for_nobody_is_not_chased(office: Office) -> None:
    number = office.approved(2)
    with pytest.raises(InvalidInput, match="chase_nobody"):
        office.do(HEAD, chase, number, office.key())


def surveyed(office: Office) -> str:
    number: str = office.do(HR, launch_survey, SurveyAsked(), office.key()).number
    return number


def test_of_a_survey_those_are_told_who_have_not_answered(office: Office) -> None:
    number = surveyed(office)
    before = office.do(HR, whom_to_chase, None).count
    office.do(WORKER, report_need, Training(course="TC1"), None, office.key())
    assert office.do(HR, chase, number, office.key()).count == before - 1
    assert "survey_due" in office.notices(HEAD)


def test_a_survey_that_closed_is_not_chased(office: Office) -> None:
    surveyed(office)
    office.later(days=20)
    with pytest.raises(InvalidInput, match="chase_closed"):
        office.do(HR, whom_to_chase, None)


def test_hr_alone_chases_a_survey(office: Office) -> None:
    number = surveyed(office)
    with pytest.raises(NotPermitted):
        office.do(HEAD, chase, number, office.key())
