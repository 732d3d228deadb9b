"""All that is on record of one training: money, turnout, levels, and whose turn it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.store.database import Database
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.ratings import Rating, rate_course
from engine.usecases.requests.effect_report import effect_report
from engine.usecases.requests.nominating import nominate
from engine.usecases.requests.scheduling import schedule_request
from engine.values.errors import NotFound, NotPermitted
from engine.values.money import Money
from tests.company import DIRECTOR, HR, YEAR
from tests.workflow import (
    AUDITOR,
    COURSE,
    FINANCE,
    HEAD,
    OTHER_HEAD,
    WORKER,
    Office,
    build,
)

NEXT = YEAR + 1
APRIL = date(NEXT, 4, 1), date(NEXT, 4, 2)


@pytest.fixture
def office(either_store: Database) -> Office:
    build(either_store)
    return Office(either_store)


@pytest.fixture
def number(office: Office) -> str:
    """A training of 4 people, to which 3 came, of whom 2 are known by name."""
    found = office.approved(4)
    office.do(HR, schedule_request, found, *APRIL, office.key())
    office.do(HEAD, nominate, found, [WORKER, HEAD], office.key())
    office.hold(found, 3)
    return found


def test_the_money_is_told_and_what_each_who_came_cost(office: Office, number: str) -> None:
    office.do(FINANCE, post_invoice, number, "INV-1", Money(Decimal(3300), "CNY"), office.key())
    told = office.do(HR, effect_report, number)
    assert told.approved == Money(Decimal(4000), "CNY")
    assert told.invoiced == Money(Decimal(3300), "CNY")
    assert told.committed == Money(Decimal(700), "CNY")
    assert told.per_head == Money(Decimal(1100), "CNY")


def test_who_was_planned_nominated_and_came(office: Office, number: str) -> None:
    (told,) = office.do(HR, effect_report, number).turnout
    assert (told.planned, told.nominated, told.came) == (4, 2, 3)


def test_what_was_entered_is_told_by_level_and_the_others_are_missing(
    office: Office, number: str
) -> None:
    office.result(number, level="results", measure="yield", before=Decimal(80), after=Decimal(90))
    told = office.do(HEAD, effect_report, number)
    assert [(one.level, one.before, one.after) for one in told.results] == [
        ("results", Decimal(80), Decimal(90))
    ]
    assert told.missing == ("reaction", "learning", "behaviour")


def test_stars_of_those_who_came_are_a_reaction_and_of_few_not_told_to_all(
    office: Office, number: str
) -> None:
    office.do(WORKER, rate_course, Rating(COURSE, Decimal(4), "good"), office.key())
    of_hr = office.do(HR, effect_report, number)
    assert (of_hr.turnout[0].ratings, of_hr.turnout[0].stars) == (1, Decimal("4.0"))
    assert "reaction" not in of_hr.missing
    assert office.do(DIRECTOR, effect_report, number).turnout[0].stars is None


def test_whose_turn_it_is_is_told_by_name(office: Office, number: str) -> None:
    due = {one.what: one for one in office.do(HR, effect_report, number).due}
    assert list(due) == ["rating_due", "evaluation_due", "invoice_due"]
    assert due["invoice_due"].people == (f"name of {FINANCE}",)
    assert not due["evaluation_due"].is_late
    office.later(days=20)
    assert {one.what: one.is_late for one in office.do(HR, effect_report, number).due} == {
        "rating_due": True,
        "evaluation_due": True,
        "invoice_due": False,
    }


def test_before_it_is_held_what_is_to_be_done_first_is_told(office: Office) -> None:
    found = office.approved(4)
    told = office.do(HEAD, effect_report, found)
    assert told.turnout[0].came is None
    assert [one.what for one in told.due] == ["days_unset"]


@pytest.mark.parametrize("who", [WORKER, OTHER_HEAD, AUDITOR])
def test_it_is_for_who_sees_effects_there(office: Office, number: str, who: str) -> None:
    with pytest.raises((NotFound, NotPermitted)):
        office.do(who, effect_report, number)
