"""Who is to take part in a training that was approved, who came, and what it cost in the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from engine.queries.request_sessions import invoiced_cost
from engine.query.value import Query
from engine.store.database import Database
from engine.store.tables import CostLine, Employee, OrgUnit, Participation, TrainingSession
from engine.usecases.estimate_cost import Training, estimate_cost
from engine.usecases.ledger.corrections import reverse_posting
from engine.usecases.ledger.credit_notes import post_credit_note
from engine.usecases.ledger.invoices import post_invoice
from engine.usecases.person_trainings import person_trainings
from engine.usecases.query import query
from engine.usecases.requests.declining import decline_training, own_nominations
from engine.usecases.requests.delivering import call_off_request, close_request, deliver_request
from engine.usecases.requests.nominating import (
    Nominations,
    nominate,
    nominations,
    withdraw_nomination,
)
from engine.usecases.requests.scheduling import Arrangement, schedule_request
from engine.usecases.training_history import training_history
from engine.values.errors import InvalidInput, NotEnoughData, NotFound, NotPermitted
from engine.values.money import Money
from engine.values.quotation import Quotation
from tests.company import HR, YEAR
from tests.workflow import (
    COURSE,
    FINANCE,
    HEAD,
    OTHER_HEAD,
    WORKER,
    Office,
    build,
    require_invariants,
)

APRIL = date(YEAR + 1, 4, 1), date(YEAR + 1, 4, 2)
MAY = date(YEAR + 1, 5, 4), date(YEAR + 1, 5, 5)
AFTER = datetime(YEAR + 1, 4, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def office(either_store: Database) -> Iterator[Office]:
    build(either_store)
    office = Office(either_store)
    yield office
    require_invariants(either_store)


def scheduled(office: Office, headcount: int = 3, **arranged: Any) -> str:
    number = office.approved(headcount)
    office.do(HR, schedule_request, number, *APRIL, office.key(), arranged=Arrangement(**arranged))
    return number


def colleagues(office: Office, count: int, unit: str = "U2") -> list[str]:
    """People of a unit who are nobody else in these tests."""
    with office.database.reading() as session:
        found = session.scalars(
            select(Employee.emp_no)
            .join(OrgUnit, OrgUnit.id == Employee.org_unit_id)
            .where(OrgUnit.code == unit, Employee.emp_no.not_in((WORKER, HEAD, OTHER_HEAD)))
            .order_by(Employee.id.desc())
            .limit(count)
        )
        return list(found)


def nominated(office: Office, number: str, *people: str, who: str = HEAD) -> Nominations:
    found: Nominations = office.do(who, nominate, number, people, office.key()).nominations
    return found


def only(office: Office, number: str, who: str = HR) -> Nominations:
    (found,) = office.do(who, nominations, number)
    assert isinstance(found, Nominations)
    return found


def deliver(office: Office, number: str, came: int, **more: Any) -> None:
    office.now = max(office.now, AFTER)
    office.do(HR, deliver_request, number, [came], office.key(), **more)


def session_of(office: Office, number: str) -> TrainingSession:
    with office.database.reading() as session:
        return session.scalars(select(TrainingSession).where(TrainingSession.code == number)).one()


def came(office: Office, number: str) -> dict[str, bool]:
    with office.database.reading() as session:
        rows: Any = session.execute(
            select(Employee.emp_no, Participation.attended)
            .join(Participation, Participation.employee_id == Employee.id)
            .join(TrainingSession, TrainingSession.id == Participation.session_id)
            .where(TrainingSession.code == number)
        )
        return dict(rows.all())


def cost(office: Office, number: str) -> list[tuple[Decimal, str]]:
    with office.database.reading() as session:
        rows = session.execute(
            select(CostLine.amount, CostLine.currency)
            .join(TrainingSession, TrainingSession.id == CostLine.session_id)
            .where(TrainingSession.code == number, invoiced_cost())
        )
        return [(amount, currency) for amount, currency in rows]


def invoice(office: Office, number: str, amount: int, paper: str = "F1", **more: Any) -> Any:
    money = Money(Decimal(amount), "CNY")
    return office.do(FINANCE, post_invoice, number, paper, money, office.key(), **more)


# --- days and places ----------------------------------------------------------------------
def test_a_scheduled_training_has_seats_for_as_many_as_were_approved(office: Office) -> None:
    found = only(office, scheduled(office, 3, place="room 5", instructor="Ms Li"))
    assert (found.seats, found.free, found.place, found.instructor) == (3, 3, "room 5", "Ms Li")
    assert (found.start, found.end) == APRIL


def test_it_is_moved_and_who_is_nominated_is_told(office: Office) -> None:
    number = scheduled(office, place="room 5")
    nominated(office, number, WORKER)
    office.do(HR, schedule_request, number, *MAY, office.key())
    found = only(office, number)
    assert (found.start, found.place, found.nominated) == (MAY[0], "room 5", 1)
    assert office.notices(WORKER) == ["nominated_at", "training_moved"]
    assert "request_rescheduled" in office.notices(HEAD)


def test_another_room_is_no_other_day(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER)
    office.do(
        HR, schedule_request, number, *APRIL, office.key(), arranged=Arrangement(place="hall")
    )
    assert office.notices(WORKER) == ["nominated"]


def test_seats_that_are_taken_are_not_taken_away(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, *colleagues(office, 2))
    with pytest.raises(InvalidInput, match="fewer_seats_than_taken"):
        office.do(HR, schedule_request, number, *APRIL, office.key(), arranged=Arrangement(seats=1))


@pytest.mark.parametrize("seats", [0, -1])
def test_no_seats_at_all_is_refused(office: Office, seats: int) -> None:
    with pytest.raises(InvalidInput, match="headcount_not_positive"):
        scheduled(office, seats=seats)


# --- nominations --------------------------------------------------------------------------
@pytest.mark.parametrize("who", [HEAD, HR])
def test_a_head_and_hr_nominate(office: Office, who: str) -> None:
    number = scheduled(office)
    found = nominated(office, number, WORKER, who=who)
    assert ([one.code for one in found.people], found.free) == ([WORKER], 2)
    assert office.notices(WORKER) == ["nominated"]


def test_who_is_nominated_already_stays_so(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER)
    again = office.do(HR, nominate, number, [WORKER], office.key())
    assert (again.changed, again.nominations.nominated) == ((), 1)
    assert office.notices(WORKER) == ["nominated"]


def test_more_than_fit_are_refused_and_nobody_is_nominated(office: Office) -> None:
    number = scheduled(office, 3)
    with pytest.raises(InvalidInput, match="no_seats_left"):
        nominated(office, number, *colleagues(office, 4))
    assert only(office, number).nominated == 0


def test_more_seats_let_more_people_in(office: Office) -> None:
    number = scheduled(office, 3, seats=4)
    assert nominated(office, number, *colleagues(office, 4)).free == 0


def test_nobody_of_another_unit_is_nominated(office: Office) -> None:
    number = scheduled(office)
    with pytest.raises(InvalidInput, match="nominated_of_other_unit"):
        nominated(office, number, *colleagues(office, 1, "U3"), who=HR)


def test_a_head_learns_nothing_of_other_heads_people(office: Office) -> None:
    number = scheduled(office)
    with pytest.raises(NotFound, match="unknown_person"):
        nominated(office, number, *colleagues(office, 1, "U3"))


@pytest.mark.parametrize("who", [OTHER_HEAD, WORKER])
def test_others_do_not_learn_that_there_is_such_a_request(office: Office, who: str) -> None:
    number = scheduled(office)
    with pytest.raises(NotFound, match="unknown_request"):
        nominated(office, number, WORKER, who=who)


def test_who_only_pays_nominates_nobody(office: Office) -> None:
    number = scheduled(office)
    with pytest.raises(NotPermitted, match="nominate"):
        nominated(office, number, WORKER, who=FINANCE)


def test_who_only_pays_sees_how_many_and_not_who(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER)
    found = only(office, number, FINANCE)
    assert (found.nominated, found.people) == (1, ())


def test_before_its_days_are_set_nobody_is_nominated(office: Office) -> None:
    with pytest.raises(InvalidInput, match="not_in_this_state"):
        nominated(office, office.approved(3), WORKER)


def test_what_is_none_of_the_catalogue_has_no_sessions(office: Office) -> None:
    topic = Training(topic="knots", quotation=Quotation.per_head(Money(Decimal(1000), "CNY")))
    number = office.approved(3, training=topic)
    office.do(HR, schedule_request, number, *APRIL, office.key())
    with pytest.raises(InvalidInput, match="nominate_without_course"):
        nominated(office, number, WORKER)


def test_nominations_are_withdrawn(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER)
    office.do(HEAD, withdraw_nomination, number, [WORKER], office.key())
    assert only(office, number).nominated == 0
    assert office.notices(WORKER) == ["nominated", "nomination_withdrawn"]


def test_who_is_not_nominated_cannot_be_withdrawn(office: Office) -> None:
    with pytest.raises(InvalidInput, match="not_nominated"):
        office.do(HEAD, withdraw_nomination, scheduled(office), [WORKER], office.key())


# --- one's own ----------------------------------------------------------------------------
def test_who_cannot_come_says_so_and_his_head_is_told(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER)
    said = office.do(WORKER, decline_training, number, "on leave", office.key())
    assert (said.number, said.start) == (number, APRIL[0])
    assert only(office, number).nominated == 0
    assert office.notices(HEAD)[-1] == "training_declined"


def test_a_reason_is_asked_for(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER)
    with pytest.raises(InvalidInput, match="comment_missing"):
        office.do(WORKER, decline_training, number, " ", office.key())


def test_who_is_not_nominated_learns_nothing(office: Office) -> None:
    for number in (scheduled(office), "TR-2099-0001"):
        with pytest.raises(NotFound, match="not_nominated_yourself"):
            office.do(WORKER, decline_training, number, "on leave", office.key())


def test_what_one_is_nominated_for_is_not_taken_yet(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER)
    assert office.do(WORKER, person_trainings).trainings == ()
    asked = Query(of="signups", measures=("people",), by=("course",))
    told = office.do(HEAD, query, asked)
    assert len(told.rows) == 1


def test_what_is_only_planned_is_no_history(office: Office) -> None:
    nominated(office, scheduled(office), WORKER)
    with pytest.raises(NotEnoughData, match="no_training_history"):
        office.do(HEAD, training_history, None, None, *APRIL)


# --- who came -----------------------------------------------------------------------------
def test_who_was_nominated_and_not_absent_came(office: Office) -> None:
    number = scheduled(office)
    other = colleagues(office, 1)[0]
    nominated(office, number, WORKER, other)
    deliver(office, number, 1, absent=[other])
    assert came(office, number) == {WORKER: True, other: False}
    assert [one.course.code for one in office.do(WORKER, person_trainings).trainings] == [COURSE]


def test_who_came_without_being_nominated_is_counted(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER)
    deliver(office, number, 3)
    assert session_of(office, number).unnamed == 2


def test_fewer_than_were_nominated_are_asked_about(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER, *colleagues(office, 1))
    with pytest.raises(InvalidInput, match="who_was_absent"):
        deliver(office, number, 1)
    assert came(office, number)[WORKER] is False
    assert office.state(number) == "scheduled"


def test_who_was_not_nominated_cannot_be_absent(office: Office) -> None:
    number = scheduled(office)
    with pytest.raises(InvalidInput, match="not_nominated"):
        deliver(office, number, 3, absent=[WORKER])


def test_it_was_held_on_the_day_that_is_said(office: Office) -> None:
    number = scheduled(office)
    deliver(office, number, 3, delivered_on=date(YEAR + 1, 3, 30))
    held = session_of(office, number)
    assert (held.status, held.start_date) == ("held", date(YEAR + 1, 3, 30))


def test_told_later_it_was_held_on_its_own_days(office: Office) -> None:
    number = scheduled(office)
    office.now = datetime(YEAR + 1, 4, 20, 9, 0, tzinfo=UTC)
    deliver(office, number, 3)
    held = session_of(office, number)
    assert (held.start_date, held.end_date) == APRIL


def test_called_off_it_takes_place_for_nobody(office: Office) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER)
    office.do(HR, call_off_request, number, "the instructor is ill", office.key())
    assert session_of(office, number).status == "cancelled"
    assert office.notices(WORKER) == ["nominated", "training_called_off"]


def test_each_training_is_told_once(office: Office) -> None:
    number = scheduled(office)
    deliver(office, number, 3)
    asked = Query(of="trainings", measures=("trainings", "participants"), by=("training",))
    rows = office.do(HR, query, asked).rows
    assert [row[-2:] for row in rows if number in row] == [(1, 3)]


# --- what it cost -------------------------------------------------------------------------
def test_what_was_invoiced_is_what_it_cost(office: Office) -> None:
    number = scheduled(office)
    deliver(office, number, 3)
    invoice(office, number, 3600, final=True)
    assert cost(office, number) == [(Decimal(3600), "CNY")]


def test_an_invoice_that_came_before_counts_as_well(office: Office) -> None:
    number = scheduled(office)
    invoice(office, number, 3000)
    assert cost(office, number) == []
    deliver(office, number, 3)
    assert cost(office, number) == [(Decimal(3000), "CNY")]


def test_while_more_is_expected_the_cost_is_not_known(office: Office) -> None:
    number = scheduled(office)
    deliver(office, number, 3)
    invoice(office, number, 1000)
    assert cost(office, number) == []


def test_closing_without_more_invoices_settles_it(office: Office) -> None:
    number = office.approved(3)
    office.evaluated(number, 3)
    invoice(office, number, 1000)
    office.do(HR, close_request, number, office.key(), release_rest=True)
    assert cost(office, number) == [(Decimal(1000), "CNY")]


def test_credit_notes_and_reversals_change_it(office: Office) -> None:
    number = scheduled(office)
    deliver(office, number, 3)
    invoice(office, number, 3000)
    note = Money(Decimal(600), "CNY")
    office.do(FINANCE, post_credit_note, number, "F1", "C1", note, office.key())
    assert cost(office, number) == [(Decimal(2400), "CNY")]


def test_a_reversed_invoice_leaves_no_cost(office: Office) -> None:
    number = scheduled(office)
    deliver(office, number, 3)
    booked = invoice(office, number, 3000)
    office.do(FINANCE, reverse_posting, booked.posting, "a slip", office.key())
    assert cost(office, number) == []


def test_the_next_estimate_is_reckoned_with_it(office: Office) -> None:
    number = scheduled(office)
    before = office.do(HEAD, estimate_cost, Training(course=COURSE), 10).unit_cost
    deliver(office, number, 3)
    invoice(office, number, 6000, final=True)
    after = office.do(HEAD, estimate_cost, Training(course=COURSE), 10).unit_cost
    assert after > before


# --- in the place of another --------------------------------------------------------------
def test_one_takes_the_place_of_another_and_both_are_told(office: Office) -> None:
    number = scheduled(office, 1)
    other = colleagues(office, 1)[0]
    nominated(office, number, WORKER)
    done = office.do(HEAD, nominate, number, [other], office.key(), instead_of=[WORKER])
    assert [one.code for one in done.nominations.people] == [other]
    assert office.notices(WORKER)[-1] == "nomination_withdrawn"
    assert office.notices(other) == ["nominated"]


@pytest.mark.parametrize(
    ("comes", "leaves", "code"), [(WORKER, WORKER, "replaced_by"), (WORKER, HEAD, "not_nominated")]
)
def test_who_cannot_be_replaced_stays(office: Office, comes: str, leaves: str, code: str) -> None:
    number = scheduled(office)
    nominated(office, number, WORKER)
    with pytest.raises(InvalidInput, match=code):
        office.do(HEAD, nominate, number, [comes], office.key(), instead_of=[leaves])
    assert [one.code for one in only(office, number).people] == [WORKER]


def test_one_sees_what_one_is_nominated_for_until_it_is_over(office: Office) -> None:
    number = scheduled(office, place="room 5")
    nominated(office, number, WORKER)
    (own,) = office.do(WORKER, own_nominations)
    assert (own.number, own.start, own.place) == (number, APRIL[0], "room 5")
    assert office.do(HEAD, own_nominations) == ()
    deliver(office, number, 1)
    assert office.do(WORKER, own_nominations) == ()
