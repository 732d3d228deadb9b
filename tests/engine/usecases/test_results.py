"""What came of a training: entered by HR, said by those who took part; then it can be closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from engine.store.database import Database
from engine.store.tables import Employee, Evaluation, Participation, TrainingSession
from engine.usecases.estimate_cost import Training
from engine.usecases.ratings import Rating, rate_course
from engine.usecases.requests.delivering import (
    close_request,
    deliver_request,
    measure_request,
)
from engine.usecases.requests.results import ResultGiven, record_result
from engine.usecases.requests.scheduling import schedule_request
from engine.usecases.training_effect import training_effect
from engine.values.errors import InvalidInput, NotEnoughData, NotPermitted
from engine.values.money import Money
from engine.values.period import Period
from engine.values.quotation import Quotation
from tests.company import HR, YEAR
from tests.workflow import HEAD, WORKER, Office, build, require_invariants

NEXT = YEAR + 1


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    yield Office(either_store)
    require_invariants(either_store)


@pytest.fixture
def number(office: Office) -> str:
    """A training of 20, to which 18 came on 1 and 2 April; it is the 3rd."""
    number = office.approved(20)
    office.hold(number, 18)
    return number


def stored(office: Office) -> list[Evaluation]:
    with office.database.reading() as session:
        return list(session.scalars(select(Evaluation).order_by(Evaluation.id)))


def test_with_a_result_a_training_of_the_catalogue_is_closed(office: Office, number: str) -> None:
    receipt = office.result(
        number, 18, level="learning", measure="test", before=Decimal(60), after=Decimal(82)
    )
    assert (receipt.course.name, receipt.levels) == ("course", ("learning",))
    assert office.do(HR, measure_request, number, office.key()).request.state == "evaluated_after"
    office.do(HR, close_request, number, office.key(), release_rest=True)
    assert office.state(number) == "closed"


def test_a_result_is_an_evaluation_of_the_course(office: Office, number: str) -> None:
    office.result(number, 18, level="learning", before=Decimal(60), after=Decimal(82))
    (row,) = stored(office)
    assert (row.level, row.baseline, row.value, row.n) == ("learning", 60, 82, 18)
    assert (row.year, row.measured_on, row.method) == (NEXT, date(NEXT, 4, 3), "entered")


def test_what_is_entered_again_replaces_the_first(office: Office, number: str) -> None:
    for after in ("0.5", "0.7"):
        receipt = office.result(number, after=Decimal(after))
    office.result(number, level="behaviour", measure="audit", after=Decimal(1))
    assert receipt.levels == ("reaction",)
    found = [(row.level, row.value) for row in stored(office)]
    assert found == [("reaction", Decimal("0.7")), ("behaviour", 1)]


def test_two_requests_of_a_course_have_results_of_their_own(office: Office, number: str) -> None:
    other = office.approved(5, period=Period(date(NEXT, 5, 1), date(NEXT, 5, 31)))
    days = (office.now.date(), office.now.date())
    office.do(HR, schedule_request, other, *days, office.key())
    office.do(HR, deliver_request, other, [5], office.key())
    office.result(number, after=Decimal(0))
    with pytest.raises(NotEnoughData, match="not_evaluated_yet"):
        office.do(HR, measure_request, other, office.key())
    office.result(other, after=Decimal(1))
    assert [row.value for row in stored(office)] == [0, 1]


def test_what_attendees_say_counts_as_their_reaction(office: Office, number: str) -> None:
    with pytest.raises(NotEnoughData, match="not_evaluated_yet"):
        office.do(HR, measure_request, number, office.key())
    _took_part(office, WORKER)
    office.do(WORKER, rate_course, Rating("TC1", Decimal(4), "好"), office.key())
    assert office.do(HR, measure_request, number, office.key()).request.state == "evaluated_after"


def test_what_was_said_of_an_earlier_time_does_not(office: Office) -> None:
    _took_part(office, WORKER)
    office.do(WORKER, rate_course, Rating("TC1", Decimal(4), "好"), office.key())
    number = office.approved(20)
    office.hold(number, 18)
    with pytest.raises(NotEnoughData, match="not_evaluated_yet"):
        office.do(HR, measure_request, number, office.key())


def _took_part(office: Office, who: str) -> None:
    with office.database.transaction() as session:
        person = session.scalars(select(Employee.id).where(Employee.emp_no == who)).one()
        run = session.scalars(select(TrainingSession.id)).first()
        session.add(Participation(session_id=run, employee_id=person, attended=True))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"level": "roi"}, "unknown_level"),
        ({"n": 0}, "result_people"),
        ({"n": 19}, "result_people"),
        ({"day": date(NEXT, 4, 4)}, "result_day"),
        ({"day": date(NEXT, 3, 17)}, "result_day"),
        ({"measure": "  "}, "result_unclear"),
        ({"measure": "x" * 101}, "result_unclear"),
        ({"after": Decimal("NaN")}, "result_unclear"),
        ({"after": Decimal(10) ** 12}, "result_unclear"),
        ({"before": Decimal("Infinity")}, "result_unclear"),
        ({"after": Decimal("4.2")}, "result_no_share"),
        ({"after": Decimal("-0.1")}, "result_no_share"),
        ({"line": 2}, "no_such_line"),
    ],
)
def test_a_result_that_cannot_be(
    office: Office, number: str, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        office.result(number, **{"n": 18, **given})
    assert stored(office) == []


def test_what_is_not_delivered_has_no_result(office: Office) -> None:
    number = office.approved(20)
    with pytest.raises(InvalidInput, match="not_in_this_state"):
        office.result(number)


def test_a_topic_of_its_own_needs_none(office: Office) -> None:
    training = Training(topic="团队拓展", quotation=Quotation.in_all(Money(Decimal(4_000), "CNY")))
    number = office.approved(20, training=training)
    office.hold(number, 20)
    with pytest.raises(InvalidInput, match="result_not_needed"):
        office.result(number)
    office.do(HR, measure_request, number, office.key())
    office.do(HR, close_request, number, office.key(), release_rest=True)


def test_what_was_entered_is_told_when_effects_are_asked_for(office: Office, number: str) -> None:
    office.result(number, 18, measure="满意率", after=Decimal("0.9"))
    with office.database.transaction() as session:
        run = session.scalars(select(TrainingSession)).first()
        assert run is not None
        run.start_date, run.end_date = date(NEXT, 4, 1), date(NEXT, 4, 2)
    outcomes = office.do(HR, training_effect, "TC1", NEXT).next_year.outcomes
    assert [(one.level, one.measure, one.value, one.good) for one in outcomes] == [
        ("reaction", "满意率", 0.9, True)
    ]


# How many came, and when.


def schedule(office: Office, headcount: int = 20) -> str:
    number = office.approved(headcount)
    office.do(HR, schedule_request, number, date(NEXT, 4, 1), date(NEXT, 4, 2), office.key())
    return number


def test_a_training_is_not_delivered_months_before(office: Office) -> None:
    number = schedule(office)
    with pytest.raises(InvalidInput, match="delivery_too_early"):
        office.do(HR, deliver_request, number, [18], office.key())
    with pytest.raises(InvalidInput, match="delivery_day_to_come"):
        office.do(HR, deliver_request, number, [18], office.key(), delivered_on=date(NEXT, 4, 2))
    assert office.state(number) == "scheduled"


@pytest.mark.parametrize(("day", "fine"), [(date(NEXT, 3, 18), True), (date(NEXT, 3, 17), False)])
def test_two_weeks_early_can_be(office: Office, day: date, fine: bool) -> None:
    number = schedule(office)
    office.later(days=140)
    if fine:
        office.do(HR, deliver_request, number, [18], office.key(), delivered_on=day)
        return
    with pytest.raises(InvalidInput, match="delivery_too_early"):
        office.do(HR, deliver_request, number, [18], office.key(), delivered_on=day)


@pytest.mark.parametrize(
    ("came", "confirmed", "code"),
    [
        (0, False, None),
        (20, False, None),
        (21, False, "attendance_beyond_plan"),
        (21, True, None),
        (30, True, None),
        (31, True, "attendance_implausible"),
        (2_000, True, "attendance_implausible"),
        (2_000, False, "attendance_implausible"),
    ],
)
def test_how_many_can_have_come(
    office: Office, came: int, confirmed: bool, code: str | None
) -> None:
    number = schedule(office)
    office.later(days=140)
    values = {"more_came": confirmed}
    if code is None:
        office.do(HR, deliver_request, number, [came], office.key(), **values)
        assert office.state(number) == "delivered"
        return
    with pytest.raises(InvalidInput, match=code):
        office.do(HR, deliver_request, number, [came], office.key(), **values)
    assert office.state(number) == "scheduled"


@pytest.mark.parametrize("day", [date(YEAR, 11, 22), date(1900, 1, 1), date(NEXT + 2, 1, 1)])
def test_a_training_takes_place_when_it_can(office: Office, day: date) -> None:
    number = office.approved(20)
    with pytest.raises(InvalidInput, match="schedule_day"):
        office.do(HR, schedule_request, number, day, day, office.key())


def test_only_hr_enters_what_came_of_it(office: Office) -> None:
    number = office.approved(20)
    office.hold(number, 18)
    given = ResultGiven(level="reaction", measure="x", after=Decimal(1), n=1, day=office.now.date())
    with pytest.raises(NotPermitted):
        office.do(HEAD, record_result, number, given, office.key())
